"""The picked dragon's card says what it is and what the model takes it for."""

from dataclasses import replace

import numpy as np
import pytest

from dragonviz.dragons import Dataset, Task
from dragonviz.explain.dragon_card import dragon_card
from dragonviz.models.catalogue import MODELS
from dragonviz.training.run import Run
from tests.explain.line_ends import pieces, plain
from tests.training.few_dragons import make_dragons

TASK = Task("fire", ("toes", "length (cm)"), "fire", ("no fire", "breathes fire"))


@pytest.fixture(scope="module")
def dataset():
    dragons = make_dragons(0)
    return Dataset(TASK, dragons.X, dragons.y, dragons.is_train).move([0], [(-7.25, 1520.0)])


def trained(model, dataset):
    run = Run(dataset, model, MODELS[model].defaults(), 1)
    run.finish()
    return run.snapshot()


def test_without_a_model_it_tells_features_class_and_membership(dataset):
    assert plain(dragon_card(dataset, 0, None)) == "toes: −7.25\nlength (cm): 1,520\nfire: no fire (training)"
    last = plain(dragon_card(dataset, 19, None)).split("\n")[-1]
    assert last == "fire: breathes fire (test: no model learns from it)"


def test_a_model_says_what_it_takes_a_dragon_for(dataset):
    snapshot = trained("perceptron", dataset)
    said = plain(dragon_card(dataset, 5, snapshot)).split("\n")[-1]
    assert said == f"model says: {TASK.classes[snapshot.predicted[5]]}"


def test_a_probability_is_said_only_where_the_model_has_one(dataset):
    snapshot = trained("logistic", dataset)
    probability = snapshot.predictor.probabilities(dataset.X[5:6]).max()
    assert plain(dragon_card(dataset, 5, snapshot)).endswith(f" (P = {probability:.3f})")
    assert "P =" not in dragon_card(dataset, 5, trained("multiclass", dataset))


def test_it_is_judged_where_it_is_now(dataset):
    snapshot = trained("logistic", dataset)
    elsewhere = dataset.X[np.flatnonzero(snapshot.predicted != snapshot.predicted[5])[0]]
    moved = dataset.move([5], [elsewhere])
    said = plain(dragon_card(moved, 5, snapshot))
    assert f"model says: {TASK.classes[1 - snapshot.predicted[5]]}" in said


def test_a_model_of_another_task_says_nothing(dataset):
    snapshot = trained("logistic", dataset)
    other = Dataset(replace(TASK, name="other"), dataset.X, dataset.y, dataset.is_train)
    assert "model says" not in dragon_card(other, 5, snapshot)


def test_names_and_numbers_stay_whole(dataset):
    parts = pieces(dragon_card(dataset, 1, trained("logistic", dataset)))
    assert "breathes fire" in parts
    assert any(part.startswith(("(P = 0.", "(P = 1.")) for part in parts)
