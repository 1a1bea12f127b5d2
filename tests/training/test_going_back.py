"""A run that goes back: every moment is again what it was, and what follows is what would have followed."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragonviz.models.catalogue import MODELS
from dragonviz.models.learner import Verdict
from dragonviz.training import pace
from dragonviz.training.run import Run
from tests.training.few_dragons import make_dragons

MODELS_AND_SETTINGS = [
    ("logistic", {"max_iter": 6}),
    ("logistic", {"max_iter": 50, "standardize": True, "inputs": ("x2", "xy")}),
    ("perceptron", {"max_iter": 7}),
    ("perceptron", {"max_iter": 30, "shuffle": True, "tol": 0.0}),
    ("multiclass", {"max_iter": 9, "shuffle": True}),
    ("mlp", {"hidden_layer_sizes": (4, 3), "max_iter": 6, "batch_size": 4, "learning_rate_init": 0.01}),
    ("mlp", {"hidden_layer_sizes": (5,), "max_iter": 8, "solver": "sgd", "momentum": 0.9, "batch_size": "all"}),
    ("mlp", {"hidden_layer_sizes": (8,), "activation": "leaky_relu", "solver": "sgd", "learning_rate_init": 1e15}),
]
OTHER_VALUES = {
    "C": (0.01, 10.0),
    "tol": (0.0, 1e-3),
    "shuffle": (False, True),
    "max_iter": (2, 30),
    "learning_rate_init": (1e-3, 0.05),
    "momentum": (0.0, 0.5),
    "alpha": (0.0, 0.1),
    "l1": (0.0, 0.1),
    "batch_size": (3, "all"),
}
every_model = pytest.mark.parametrize(
    ("model", "chosen"), MODELS_AND_SETTINGS, ids=[f"{model}-{k}" for k, (model, _) in enumerate(MODELS_AND_SETTINGS)]
)
reusing_a_fixture = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(params=["every step", "hardly ever"])
def checkpoints(request, monkeypatch):
    """How often there is one, whatever the speed of this machine."""
    monkeypatch.setattr(pace, "_INTERVAL", 0.0 if request.param == "every step" else 1e9)
    monkeypatch.setattr(pace, "_LARGEST_SHARE", 1e9)
    return request.param


def make_run(model, chosen, dataset=None, **options):
    dataset = make_dragons(1) if dataset is None else dataset
    return Run(dataset, model, {**MODELS[model].defaults(), **chosen}, 3, **options)


def moment(run):
    """All that can be seen of where a run stands."""
    now = run.snapshot()
    layers = (
        now.predictor.layers if hasattr(now.predictor, "layers") else [(now.predictor.weights, now.predictor.biases)]
    )
    arrays = *sum(layers, ()), now.predictor.scaling.mean, now.visited, now.dataset.X, now.dataset.is_train
    place = now.epoch, now.step, now.steps_per_epoch, tuple(now.settings.items()), now.learning_rate
    return place, *[array.tobytes() for array in arrays]


def past(run):
    """What a run knows of all its epochs."""
    history = run.snapshot().history
    return [column.tobytes() for column in history[:-1]]


def place(run):
    return moment(run)[0][:2]


deeds = st.lists(
    st.one_of(
        st.tuples(st.just("advance"), st.integers(0, 40)),
        st.tuples(st.just("replace"), st.tuples(st.integers(0, 3), st.sampled_from([20, 20, 14]))),
        st.tuples(st.just("rescore"), st.integers(0, 3)),
        st.tuples(st.just("extend"), st.sampled_from([1, 3])),
        st.tuples(st.just("change settings"), st.integers(0, 10**6)),
        st.tuples(st.just("set parameters"), st.integers(0, 3)),
    ),
    max_size=8,
)


def parameters_like(run, seed):
    """Others in the shapes of a run's."""
    rng = np.random.default_rng(seed)
    predictor = run.snapshot().predictor
    if hasattr(predictor, "layers"):
        return [[rng.normal(size=one.shape) for one in part] for part in predictor.raw_coefficients()]
    return rng.normal(size=predictor.weights.shape), rng.normal(size=predictor.biases.shape)


def carry_out(run, deed, how):
    match deed:
        case "advance":
            run.advance(how)
        case "replace":
            seed, n = how
            run.replace(make_dragons(seed, n=n))
            run.go_on()
        case "rescore":
            is_test = ~run.dataset.is_train
            run.rescore(run.dataset.move(np.flatnonzero(is_test), np.full((is_test.sum(), 2), float(how))))
        case "extend":
            run.extend(how)
        case "set parameters":
            run.set_parameters(*parameters_like(run, how))
        case "change settings":
            changeable = sorted(OTHER_VALUES.keys() & run.settings.keys())
            name = changeable[how % len(changeable)]
            run.change_settings({name: OTHER_VALUES[name][how % 2]})


def one_by_one(run, deeds):
    """Carry out deeds step by step; what the run was at each of its places, and after what an epoch began anew."""
    moments = {place(run): moment(run)}

    def note():
        here = place(run)
        for later in [known for known in moments if known >= here]:
            del moments[later]
        moments[here] = moment(run)

    for deed, how in deeds:
        if deed == "advance":
            for _ in range(how):
                if run.verdict is Verdict.UNDER_WAY:
                    carry_out(run, "advance", 1)
                    note()
        else:
            carry_out(run, deed, how)
            note()
    return moments


@every_model
@reusing_a_fixture
@given(deeds=deeds, data=st.data())
def test_every_moment_is_again_what_it_was(model, chosen, deeds, data, checkpoints):
    literal = make_run(model, chosen)
    moments = one_by_one(literal, deeds)
    run = make_run(model, chosen)
    for deed, how in deeds:
        carry_out(run, deed, how)
    assert moment(run) == moment(literal)
    whole = past(run)
    for _ in range(6):
        goal = data.draw(st.sampled_from(sorted(moments)))
        run.seek(*goal)
        assert moment(run) == moments[goal]
        assert past(run) == whole
        assert run.snapshot().furthest_epoch == moment(literal)[0][0]
        assert run.is_looking_back == (goal < place(literal))
        for _ in range(data.draw(st.integers(0, 20))):
            if run.is_looking_back:
                run.advance(1)
        assert moment(run) == moments[place(run)]


@every_model
@reusing_a_fixture
@given(deeds=deeds, data=st.data())
def test_going_on_from_the_past_is_going_on_without_a_break(model, chosen, deeds, data, checkpoints):
    unbroken, run = make_run(model, chosen), make_run(model, chosen)
    for deed, how in deeds:
        carry_out(unbroken, deed, how)
        carry_out(run, deed, how)
    now = place(run)
    for _ in range(2):
        run.seek(data.draw(st.integers(0, now[0])), data.draw(st.integers(0, 14)))
        while run.is_looking_back:
            run.advance(data.draw(st.sampled_from([1, 7, 10**6])))
    if run.verdict is not Verdict.DIVERGED:  # which undoes steps
        run.seek(*place(unbroken))
        assert moment(run) == moment(unbroken)
    for one in (run, unbroken):
        one.advance(10**6)
    assert moment(run) == moment(unbroken)
    for one in (run, unbroken):
        one.extend(2)
        one.advance(10**6)
    assert moment(run) == moment(unbroken)
    assert past(run) == past(unbroken)
    assert run.verdict is unbroken.verdict
    assert run.branches == ()


@every_model
@reusing_a_fixture
@given(
    before=st.integers(1, 60),
    back=st.integers(0, 3),
    step=st.integers(0, 14),
    seed=st.integers(0, 3),
    n=st.sampled_from([20, 14]),
    after=st.integers(0, 60),
)
def test_a_change_in_the_past_leaves_the_known_way(model, chosen, before, back, step, seed, n, after, checkpoints):
    run = make_run(model, chosen)
    run.advance(before)
    known = run.snapshot().history
    run.seek(back, step)
    left_at = run.snapshot().epoch
    literal = make_run(model, chosen)
    literal.seek(0)
    while place(literal) < place(run):
        literal.advance(1)
    for one in (run, literal):
        one.replace(make_dragons(seed, n=n))
    assert not run.is_looking_back
    for one in (run, literal):
        one.advance(after)
    assert moment(run) == moment(literal)
    assert past(run) == past(literal)
    if known.epoch[-1] > left_at:
        ((epochs, epoch),) = run.branches
        assert epoch == left_at
        for column, whole in zip(epochs[:-1], known[:-1], strict=True):
            np.testing.assert_array_equal(column, whole[left_at:])
    else:
        assert run.branches == ()
    now = place(run)
    run.seek(0)
    run.seek(*now)
    assert moment(run) == moment(literal)


@every_model
@reusing_a_fixture
@given(before=st.integers(0, 60), seed=st.integers(0, 3), after=st.integers(0, 60), restarts=st.booleans())
def test_a_checkpoint_undoes_what_came_after_it(model, chosen, before, seed, after, restarts, checkpoints):
    run, undisturbed = make_run(model, chosen), make_run(model, chosen)
    for one in (run, undisturbed):
        one.advance(before)
    checkpoint, first = run.checkpoint(), moment(undisturbed)
    run.replace(make_dragons(seed, n=14))
    run.go_on()
    run.advance(after)
    if restarts:
        run.restart()
        run.advance(3)
    run.resume_from(checkpoint)
    for _ in range(2):
        assert moment(run) == moment(undisturbed)
        assert run.verdict is undisturbed.verdict
        assert past(run) == past(undisturbed)
        for one in (run, undisturbed):
            one.advance(after)
    if run.verdict is not Verdict.DIVERGED:  # which undoes steps
        run.seek(*first[0][:2])
        assert moment(run) == first
    if not restarts:
        run.seek(0)
        assert moment(run) == moment(make_run(model, chosen))


def test_what_was_left_is_kept_eight_times():
    run = make_run("perceptron", {"tol": 0.0}, make_dragons(0, overlap=9.0))
    for number in range(10):
        run.advance(150)
        run.seek(number)
        run.replace(make_dragons(number, overlap=9.0))
    assert [branch.left_at for branch in run.branches] == list(range(2, 10))
    assert run.snapshot().branches == run.branches
    run.restart()
    assert run.branches == ()


def test_beyond_where_the_run_has_been_there_is_nothing_to_go_to():
    run = make_run("perceptron", {"tol": 0.0}, make_dragons(0, overlap=9.0))
    run.advance(37)
    for goal in ((2, 7), (2, 9), (100, 0)):
        run.seek(*goal)
        assert place(run) == (2, 7)


def test_a_timeline_with_little_memory_leads_to_a_moment_that_was(monkeypatch):
    """Whose dragons are those of then, even where changes had to be forgotten."""
    monkeypatch.setattr(pace, "_INTERVAL", 0.0)
    chosen = {"hidden_layer_sizes": (5,), "max_iter": 1000}
    literal, run = make_run("mlp", chosen), make_run("mlp", chosen, most_bytes=60_000)
    moments = {place(run): moment(run)}
    for number in range(60):
        for one in (literal, run):
            one.replace(make_dragons(number))
        moments[place(literal)] = moment(literal)
        for _ in range(7):
            literal.advance(1)
            moments[place(literal)] = moment(literal)
        run.advance(7)
        assert run._course.timeline.nbytes <= 60_000
    assert moment(run) == moment(literal)
    n_exact = 0
    for goal in sorted(moments)[::-3]:
        run.seek(*goal)
        assert moment(run) == moments[place(run)]
        assert place(run) >= goal
        n_exact += place(run) == goal
        for _ in range(9):
            if run.is_looking_back:
                run.advance(1)
        assert moment(run) == moments[place(run)]
    assert n_exact > 20
    run.advance(10**5)
    literal.advance(10**5)
    assert moment(run) == moment(literal)


def test_a_network_too_large_for_the_memory_has_no_past_and_trains_all_the_same():
    chosen = {"hidden_layer_sizes": (50,), "max_iter": 3}
    run, unbounded = make_run("mlp", chosen, most_bytes=5_000), make_run("mlp", chosen)
    for one in (run, unbounded):
        one.advance(40)
    assert unbounded.snapshot().can_look_back
    assert not run.snapshot().can_look_back
    before = moment(run)
    run.seek(0)
    assert moment(run) == before == moment(unbounded)


@every_model
def test_an_interrupted_journey_can_be_taken_up_again(model, chosen):
    run = make_run(model, chosen)
    run.advance(40)
    front = moment(run)
    run.seek(0)
    run.interrupt.set()
    run.seek(2)
    assert place(run) == (0, 0)
    run.interrupt.clear()
    run.seek(*front[0][:2])
    assert moment(run) == front


def test_a_change_of_settings_is_marked_and_keeps_the_run():
    run = make_run("mlp", {"hidden_layer_sizes": (4,), "solver": "sgd", "batch_size": 5})
    run.advance(7)
    weights = run.snapshot().predictor.parameters
    run.change_settings({"learning_rate_init": 1e-3, "momentum": 0.5})
    run.change_settings(dict(run.settings))
    now = run.snapshot()
    np.testing.assert_array_equal(now.predictor.parameters, weights)
    assert (now.epoch, now.step, now.learning_rate) == (2, 1, 1e-3)
    assert now.marks == ((2, "learning rate 0.0002 → 0.001, momentum 0 → 0.5"),)
    run.advance(20)
    run.change_settings({"batch_size": "all"})
    assert run.marks[1:] == ((9, "batch size 5 → all"),)
    run.seek(5)
    assert run.snapshot().settings["batch_size"] == 5
    assert run.snapshot().marks == run.marks
    run.change_settings({"max_iter": 40})
    assert run.marks[1:] == ((5, "epochs 26 → 40"),)
    assert run.snapshot().max_epochs == 40
    run.restart()
    assert run.marks == ()


def test_what_has_no_effect_is_not_marked():
    run = make_run("mlp", {"hidden_layer_sizes": (4,), "solver": "adam"})
    run.change_settings({"momentum": 0.5})
    assert run.marks == ()
    assert run.settings["momentum"] == 0.5


@pytest.mark.parametrize(
    ("model", "name", "value", "label"),
    [
        ("mlp", "hidden_layer_sizes", (5,), "Hidden layers"),
        ("mlp", "activation", "tanh", "Activation"),
        ("perceptron", "standardize", True, "Standardise features"),
        ("logistic", "inputs", ("x2",), "Derived inputs"),
    ],
)
def test_what_only_a_new_run_can_have_is_refused_and_nothing_changes(model, name, value, label):
    run = make_run(model, {})
    run.advance(3)
    before = moment(run)
    with pytest.raises(ValueError, match=f"^{label}: only a new run can have another value.$"):
        run.change_settings({"max_iter": 3, name: value})
    assert moment(run) == before
    assert run.marks == ()


@pytest.mark.parametrize(("model", "more"), [("perceptron", 1), ("mlp", 0)])
def test_other_epochs_under_way_are_where_the_run_ends(model, more):
    run = make_run(model, {"max_iter": 10, **({"tol": 0.0} if more else {})}, make_dragons(0, overlap=9.0))
    run.advance(15 * 4 + 2)
    run.change_settings({"max_iter": 6})
    run.finish()
    assert (run.verdict, run.snapshot().epoch) == (Verdict.EPOCHS_REACHED, 6 + more)
    run.extend()
    run.finish()
    assert run.snapshot().epoch == 2 * (6 + more)
    run.change_settings({"max_iter": 2})
    assert run.verdict is Verdict.EPOCHS_REACHED
    assert run.snapshot().max_epochs == 2 * (6 + more)


@every_model
def test_a_run_from_given_parameters_begins_there_again_and_again(model, chosen):
    parameters = parameters_like(make_run(model, chosen), 5)
    run, changed = make_run(model, chosen, parameters=parameters), make_run(model, chosen)
    changed.set_parameters(*parameters)
    assert changed.marks == ((0, "set by hand"),)
    assert run.marks == ()
    first = moment(run)
    assert first == moment(changed)
    for _ in range(2):
        run.advance(33)
        run.seek(0)
        assert moment(run) == first
        run.advance(33)
        run.restart()
        assert moment(run) == first
