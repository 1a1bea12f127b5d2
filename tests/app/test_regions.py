"""Regions follow the run at hand: coarse while it moves, fine when it rests, and never those of an earlier run."""

import numpy as np
import pytest

from dragonviz.models.regions import COARSE, FINE, regions_of
from tests.app.laboratory import ENDLESS, Laboratory

RECT = (-5.0, 5.0, -5.0, 5.0)
SMALL = {"hidden_layer_sizes": (4,), "max_iter": 3, "batch_size": 50}


@pytest.fixture
def laboratory(qtbot):
    laboratory = Laboratory(qtbot)
    laboratory.regions = []
    laboratory.engine.regions_ready.connect(lambda *pair: laboratory.regions.append(pair))
    laboratory.engine.show_regions_in(RECT)
    yield laboratory
    laboratory.engine.stop()


@pytest.mark.parametrize(("model", "settings"), [("perceptron", {"max_iter": 3}), ("mlp", SMALL)])
def test_at_rest_they_are_those_of_the_last_report_and_fine(laboratory, qtbot, model, settings):
    laboratory.begin(model, **settings)
    laboratory.engine.play.emit()
    laboratory.wait_for(lambda report: not report.playing and not report.snapshot.untrained)
    last = laboratory.snapshot.predictor
    qtbot.waitUntil(
        lambda: bool(laboratory.regions) and laboratory.regions[-1][0] is last and len(shown(laboratory).image) == FINE
    )
    np.testing.assert_array_equal(shown(laboratory).image, regions_of(last, RECT, FINE).image)


def test_a_network_that_moves_is_shown_coarsely_and_with_its_neurons_if_they_are_wanted(laboratory, qtbot):
    laboratory.engine.show_neurons(True)
    laboratory.begin("mlp", **{**SMALL, "max_iter": 10_000_000})
    laboratory.engine.play.emit()
    qtbot.waitUntil(lambda: len(laboratory.regions) >= 3, timeout=30_000)
    assert {len(regions.image) for _, regions in laboratory.regions} == {COARSE}
    assert [len(layer.codes) for layer in shown(laboratory).neurons] == [4]


def test_another_part_of_the_canvas_is_evaluated_without_training(laboratory, qtbot):
    laboratory.begin(max_iter=3)
    laboratory.engine.step.emit()
    qtbot.waitUntil(lambda: bool(laboratory.regions))
    elsewhere = (0.0, 1.0, 2.0, 3.0)
    laboratory.engine.show_regions_in(elsewhere)
    qtbot.waitUntil(lambda: shown(laboratory).rect == elsewhere)


def test_a_run_that_has_not_begun_to_learn_has_none_and_an_earlier_ones_come_no_more(laboratory, qtbot):
    laboratory.begin(**ENDLESS)
    laboratory.engine.play.emit()
    qtbot.waitUntil(lambda: len(laboratory.regions) >= 3)
    laboratory.engine.pause.emit()
    laboratory.begin(seed=2, **ENDLESS)
    assert laboratory.snapshot.untrained
    laboratory.regions.clear()
    laboratory.engine.show_regions_in((0.0, 1.0, 0.0, 1.0))
    with pytest.raises(qtbot.TimeoutError):
        qtbot.waitUntil(lambda: bool(laboratory.regions), timeout=200)


def shown(laboratory):
    return laboratory.regions[-1][1]
