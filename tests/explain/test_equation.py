"""The equation on the card is what the predictor computes."""

import re

import numpy as np
import pytest

from dragonviz.dragons import Dataset, Task
from dragonviz.explain.equation import equation
from dragonviz.models.catalogue import MODELS
from dragonviz.training.run import Run
from tests.explain.line_ends import pieces, plain
from tests.training.few_dragons import make_dragons


def snapshot_of(model, dataset, **chosen):
    run = Run(dataset, model, {**MODELS[model].defaults(), **chosen}, 1)
    run.advance(40)
    return run.snapshot()


def value(written, x):
    """What a sum such as "−0.5·toes + 3·length − 2" comes to; x: what the terms but the last are of."""
    terms = plain(written).replace("− ", "-").replace("+ ", "").replace("−", "-").replace(",", "").split(" ")
    factors = (*x, 1.0)
    return sum(float(term.split("·")[0]) * factor for term, factor in zip(terms, factors, strict=True))


@pytest.mark.parametrize("standardize", [False, True])
@pytest.mark.parametrize("model", ["logistic", "perceptron"])
def test_the_score_of_two_classes_is_the_lead_of_the_second(model, standardize):
    dataset = make_dragons(0)
    snapshot = snapshot_of(model, dataset, standardize=standardize)
    lines = plain(equation(snapshot)).split("\n")
    score = next(line for line in lines if line.startswith("s = "))
    first, second = snapshot.predictor.scores(dataset.X).T
    for x, lead in zip(dataset.X, second - first, strict=True):
        assert value(score.removeprefix("s = "), x) == pytest.approx(lead, rel=0.02, abs=0.05)
    assert ("“yes” when s > 0" in lines) == (model == "perceptron")
    assert ("P(yes) = sigmoid(s)" in lines) == (model == "logistic")


@pytest.mark.parametrize(("model", "last"), [("multiclass", "the largest score wins"), ("logistic", "P = softmax")])
def test_several_classes_have_a_score_each(model, last):
    dataset = make_dragons(0, n_classes=3)
    snapshot = snapshot_of(model, dataset)
    *lines, end = equation(snapshot).split("\n")
    assert end.startswith(last)
    for line, name, scores in zip(lines, dataset.task.classes, snapshot.predictor.scores(dataset.X).T, strict=True):
        written = re.fullmatch(f"{name}: (.*)", line).group(1)
        for x, score in zip(dataset.X, scores, strict=True):
            assert value(written, x) == pytest.approx(score, rel=0.02, abs=0.05)


def test_lines_end_between_terms_only():
    task = Task("t", ("number of toes", "body-length (cm)"), "t", ("no fire", "breathes fire"))
    dataset = make_dragons(0)
    snapshot = snapshot_of("perceptron", Dataset(task, -dataset.X, dataset.y, dataset.is_train))
    parts = pieces(equation(snapshot))
    number = r"[\d.,]+"
    assert re.fullmatch(rf"s = −?{number}·number of toes", parts[0])
    assert re.fullmatch(rf"[−+] {number}·body-length", parts[1])
    assert re.fullmatch(rf"[−+] {number}", parts[2])
    assert parts[3:] == ["“breathes fire”", "when", "s > 0"]


def test_a_network_tells_its_layers_and_how_many_parameters_it_has():
    snapshot = snapshot_of("mlp", make_dragons(0, n_classes=3), hidden_layer_sizes=(1200, 4), activation="tanh")
    lines = equation(snapshot).split("\n")
    assert lines[0] == "2 → 1,200 → 4 → 3"
    assert lines[1] == "tanh after each hidden layer; P = softmax of the 3 outputs"
    n_weights, n_biases = 2 * 1200 + 1200 * 4 + 4 * 3, 1200 + 4 + 3
    assert lines[2] == f"{n_weights:,} weights and {n_biases:,} biases"
    assert (n_weights, n_biases) == tuple(
        sum(map(np.size, part)) for part in zip(*snapshot.predictor.layers, strict=True)
    )


INPUTS = ("x2", "y2", "xy", "sin_x", "sin_y")


def inputs_by_name(lines, dataset):
    """What the names in an equation with derived inputs stand for, for each dragon."""
    meant = dict(zip(("toes", "length"), dataset.X.T, strict=True))
    for symbol, name, sign, mean, scale in re.findall(r"(z[₁₂]) = \((\w+) ([−+]) ([\d.]+)\) / ([\d.]+)", lines):
        meant[symbol] = (meant[name] + (-1 if sign == "−" else 1) * float(mean)) / float(scale)
    for name, values in list(meant.items()):
        meant |= {f"{name}²": values**2, f"sin({name})": np.sin(values)}
    return meant | {f"{a}·{b}": meant[a] * meant[b] for a in meant for b in meant}


@pytest.mark.parametrize("standardize", [False, True])
@pytest.mark.parametrize(
    ("model", "n_classes"), [("logistic", 2), ("perceptron", 2), ("logistic", 3), ("multiclass", 3)]
)
def test_derived_inputs_are_written_with_the_features_names(model, n_classes, standardize):
    dataset = make_dragons(0, n_classes)
    snapshot = snapshot_of(model, dataset, standardize=standardize, inputs=INPUTS)
    text = plain(equation(snapshot))
    meant = inputs_by_name(text, dataset)
    x, y = ("z₁", "z₂") if standardize else ("toes", "length")
    names = [x, y, f"{x}²", f"{y}²", f"{x}·{y}", f"sin({x})", f"sin({y})"]
    scores = snapshot.predictor.scores(dataset.X).T
    sums = {"s = ": scores[1] - scores[0]}
    if n_classes == 3:
        sums = dict(zip(("blue: ", "red: ", "yellow: "), scores, strict=True))
    for start, expected in sums.items():
        written = next(line for line in text.split("\n") if line.startswith(start)).removeprefix(start)
        terms = written.replace("− ", "−").replace("+ ", "").split(" ")
        assert [term.partition("·")[2] for term in terms] == [*names, ""]
        found = [value(written, [meant[name][k] for name in names]) for k in range(len(dataset))]
        np.testing.assert_allclose(found, expected, atol=0.02 * np.ptp(scores))
    assert ("z₁ = (toes " in text) == standardize


def test_no_line_ends_within_a_derived_input():
    task = Task("t", ("number of toes", "body-length (cm)"), "t", ("no fire", "breathes fire"))
    dataset = make_dragons(0)
    dataset = Dataset(task, dataset.X, dataset.y, dataset.is_train)
    parts = pieces(equation(snapshot_of("perceptron", dataset, inputs=INPUTS)))
    inputs = [part.partition("·")[2] for part in parts]
    assert inputs[:5] == ["number of toes", "body-length", "(number of toes)²", "(body-length)²", inputs[4]]
    assert inputs[4:7] == ["number of toes·body-length", "sin(number of toes)", "sin(body-length)"]


@pytest.mark.parametrize("standardize", [False, True])
def test_a_network_tells_its_derived_inputs(standardize):
    snapshot = snapshot_of("mlp", make_dragons(0), hidden_layer_sizes=(4,), inputs=("xy",), standardize=standardize)
    lines = plain(equation(snapshot)).split("\n")
    assert lines[0] == "3 → 4 → 2"
    assert lines[1] == ("inputs: z₁, z₂, z₁·z₂" if standardize else "inputs: toes, length, toes·length")
    assert any(line.startswith("z₂ = (length ") for line in lines) == standardize
