"""How well the model does, in a few figures."""

from __future__ import annotations

from dragonviz.app.moment import Moment
from dragonviz.dragons import Task
from dragonviz.explain.wording import UNKNOWN, share_in_figures
from dragonviz.training.scores import Scores as Counts
from dragonviz.views.instrument import Instrument
from dragonviz.views.instruments.figures import Figure
from dragonviz.views.style.style import Style
from dragonviz.views.style.widgets import vbox


class Scores(Instrument):
    """Test accuracy, large; training accuracy; and for two classes the rates of the test dragons."""

    name = "scores"
    title = "Scores"
    lines = 9
    help = "How large a share of the test and of the training data the model gets right."

    def __init__(self, style: Style) -> None:
        super().__init__(style)
        self._test = Figure("test-accuracy", "test accuracy", style.figure_px, style)
        self._train = Figure("train-accuracy", "training accuracy", style.heading_px, style)
        self._detection = Figure("detection-rate", "detection rate", style.heading_px, style)
        self._false_positive = Figure("false-positive-rate", "false-positive rate", style.heading_px, style)
        layout = vbox(self._test, self._train, self._detection, self._false_positive, spacing=style.grid_px // 2)
        layout.addStretch()
        self.setLayout(layout)
        self._shown: tuple[object, ...] | None = None

    def show_moment(self, moment: Moment) -> None:
        """Write the figures of what the model has learned; dashes if it is unknown."""
        known, task = moment.current, moment.dataset.task
        if (known, task) == self._shown:
            return
        self._shown = known, task
        self._show_scores(known and known.train, known and known.test, task)

    def _show_scores(self, train: Counts | None, test: Counts | None, task: Task) -> None:
        self._test.show_value(*_accuracy(test, f"test {task.samples}"))
        self._train.show_value(*_accuracy(train, f"training {task.samples}"))
        has_rates = len(task.classes) == 2
        for figure in (self._detection, self._false_positive):
            figure.setVisible(has_rates)
        if not has_rates:
            return
        negative, positive = (f"“{name}”" for name in task.classes)
        for figure, share, among in (
            (self._detection, test and test.detection_rate, positive),
            (self._false_positive, test and test.false_positive_rate, negative),
        ):
            figure.show_value(
                _written(share),
                f"Of the test {task.samples} that are {among}, the share that the model takes for {positive}.",
            )


def _accuracy(scores: Counts | None, named: str) -> tuple[str, str]:
    sentence = f"The share of the {named} whose class the model gets right"
    if scores is None:
        return UNKNOWN, f"{sentence}."
    if scores.n:
        sentence += f": {scores.n - scores.n_wrong:,} of {scores.n:,}"
    return _written(scores.accuracy), f"{sentence}."


def _written(share: float | None) -> str:
    return UNKNOWN if share is None else share_in_figures(share)
