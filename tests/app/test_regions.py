"""Regions follow the run at hand: coarse while it moves, fine when it rests, and never those of an earlier run."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QThread
from PySide6.QtGui import QImage

from dragonviz.app.region_worker import RegionView, RegionWorker
from dragonviz.app.run_order import RunReport, RunSpec
from dragonviz.models.catalogue import MODELS
from dragonviz.models.regions import COARSE, FINE, regions_of
from dragonviz.training.run import Run
from tests.app.laboratory import ENDLESS, Laboratory, ended, scene_of
from tests.training.few_dragons import make_dragons

RECT = (-5.0, 5.0, -5.0, 5.0)
VIEW = RegionView(RECT)
ELSEWHERE = RegionView((0.0, 1.0, 2.0, 3.0))
SMALL = {"hidden_layer_sizes": (4,), "max_iter": 3, "batch_size": 50}


@pytest.fixture
def laboratory(qtbot):
    laboratory = Laboratory(qtbot)
    laboratory.stage.set_view(VIEW)
    yield laboratory
    assert laboratory.stop()


def regions_seen(laboratory):
    return [picture.regions for picture in laboratory.pictures if picture.regions is not None]


@pytest.mark.parametrize(("model", "settings"), [("perceptron", {"max_iter": 3}), ("mlp", SMALL)])
def test_at_rest_they_are_those_of_the_last_report_and_fine(laboratory, qtbot, model, settings):
    laboratory.begin(model, **settings)
    laboratory.stage.toggle_training()
    laboratory.wait_for(ended)
    last = laboratory.report
    laboratory.stage.refine(last)
    qtbot.waitUntil(lambda: laboratory.pictures[-1].at_rest, timeout=30_000)
    picture = laboratory.pictures[-1]
    assert picture.report is last
    assert len(picture.regions.image) == FINE
    np.testing.assert_array_equal(picture.regions.image, regions_of(last.snapshot.predictor, RECT, FINE).image)


def test_every_picture_shows_just_the_moment_that_is_reported(laboratory, qtbot):
    laboratory.begin(**ENDLESS)
    laboratory.stage.toggle_training()
    qtbot.waitUntil(lambda: len(regions_seen(laboratory)) >= 3, timeout=30_000)
    for picture in laboratory.pictures:
        expected = regions_of(picture.report.snapshot.predictor, RECT, FINE)
        np.testing.assert_array_equal(picture.regions.image, expected.image)


def test_a_network_that_moves_is_shown_coarsely_and_with_its_neurons_if_they_are_wanted(laboratory, qtbot):
    laboratory.stage.set_view(replace(VIEW, with_neurons=True))
    laboratory.begin("mlp", **{**SMALL, "max_iter": 10_000_000})
    laboratory.stage.toggle_training()
    qtbot.waitUntil(lambda: len(regions_seen(laboratory)) >= 3, timeout=30_000)
    assert {len(regions.image) for regions in regions_seen(laboratory)} == {COARSE}
    assert [len(layer.codes) for layer in regions_seen(laboratory)[-1].neurons] == [4]


def test_another_part_of_the_canvas_is_evaluated_without_training(laboratory, qtbot):
    laboratory.begin(max_iter=3)
    laboratory.stage.step()
    laboratory.wait_for(lambda report: report.snapshot.step == 1)
    report = laboratory.report
    laboratory.stage.set_view(ELSEWHERE)
    qtbot.waitUntil(lambda: regions_seen(laboratory)[-1].rect == ELSEWHERE.rect)
    assert laboratory.report is report


def test_a_run_that_has_not_begun_to_learn_has_those_of_its_first_weights_and_an_earlier_ones_come_no_more(
    laboratory, qtbot
):
    laboratory.begin(**ENDLESS)
    laboratory.stage.toggle_training()
    qtbot.waitUntil(lambda: len(regions_seen(laboratory)) >= 3)
    laboratory.stage.toggle_training()
    laboratory.wait_for(lambda report: not report.playing)
    laboratory.begin(seed=2, **ENDLESS)
    assert laboratory.snapshot.untrained
    laboratory.pictures.clear()
    laboratory.stage.set_view(ELSEWHERE)
    # What was asked for before is answered before.
    laboratory.wait_for(lambda report: True)
    assert laboratory.report.spec is laboratory.stage.spec
    expected = regions_of(laboratory.snapshot.predictor, ELSEWHERE.rect, FINE)
    for regions in regions_seen(laboratory):
        assert regions.rect == ELSEWHERE.rect
        np.testing.assert_array_equal(regions.image, expected.image)
    assert len(np.unique(expected.image)) == 1  # zero weights say the same everywhere


def test_a_picture_is_painted_in_the_region_thread_if_somebody_can(laboratory):
    painted = []

    def paint(regions, classes):
        painted.append((regions, classes, QThread.currentThread().objectName()))
        return QImage(2, 2, QImage.Format.Format_RGB32)

    laboratory.stage.set_view(RegionView(RECT, paint=paint))
    laboratory.begin(max_iter=3)
    picture = laboratory.pictures[-1]
    assert picture.image.width() == 2
    assert painted == [(picture.regions, ("no", "yes"), "regions")]


def test_a_picture_that_cannot_be_made_ends_the_run_and_not_the_program(laboratory):
    laboratory.stage.set_view(RegionView(RECT, paint=lambda regions, classes: 1 / 0))
    laboratory.show(scene_of(make_dragons(0)))
    laboratory.wait_for_failure(1)
    assert "division by zero" in laboratory.failures[0][0]
    assert laboratory.stage.spec is None
    laboratory.stage.set_view(VIEW)
    laboratory.begin(max_iter=3)


# Reports that come faster than they are completed, with the thread in the test's hand


@pytest.fixture
def reports(qapp):
    """Two reports of one run, the second newer."""
    settings = {**MODELS["perceptron"].defaults(), **ENDLESS}
    run, spec, reports = Run(make_dragons(0, overlap=9.0), "perceptron", settings, 1), RunSpec("perceptron", {}, 1), []
    for number in (1, 2):
        run.advance(1)
        reports.append(RunReport(spec, run.snapshot(), True, number))
    return reports


@pytest.fixture
def regions(qapp):
    worker = RegionWorker()
    worker._asked.disconnect()  # the test does the work
    worker.view = VIEW
    return worker


@pytest.mark.parametrize("at_rest", [False, True])
def test_to_look_again_puts_off_no_newer_report(regions, reports, at_rest):
    older, newer = reports
    regions.ask(older)
    regions._work()
    regions.ask(newer)
    regions.view = ELSEWHERE
    regions.ask_again(at_rest)
    regions._work()
    picture = regions.pictures.take()
    assert picture.report is newer
    assert picture.regions.rect == ELSEWHERE.rect
    assert not picture.at_rest


def test_to_look_again_shows_the_newest_report_though_nobody_has_taken_its_picture(regions, reports):
    """Else the older one's would take its place, and that the run has ended would never be seen."""
    older, newer = reports
    for report in (older, newer):
        regions.ask(report)
        regions._work()
    regions.view = ELSEWHERE
    regions.ask_again()
    regions._work()
    picture = regions.pictures.take()
    assert picture.report is newer
    assert picture.regions.rect == ELSEWHERE.rect


def test_a_newer_report_takes_the_place_of_one_that_is_to_be_looked_at_again(regions, reports):
    older, newer = reports
    regions.ask(older)
    regions._work()
    regions.ask_again(at_rest=True)
    regions.ask(newer)
    regions._work()
    picture = regions.pictures.take()
    assert (picture.report, picture.at_rest) == (newer, False)
    regions._work()
    assert regions.pictures.is_empty


def test_before_any_report_there_is_nothing_to_look_at_again(regions):
    regions.ask_again()
    regions._work()
    assert regions.pictures.is_empty
