"""What makes the data on screen harder to learn, as sliders, and how they are split into training and test data."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from dragonviz.app.commands import EndGesture
from dragonviz.app.moment import Moment
from dragonviz.dragons import Task
from dragonviz.dragons.dirt import MOST_NOISE, Dirt
from dragonviz.dragons.splitting import Splitting
from dragonviz.scenes.data_edits import AddNoise, FlipLabels, Imbalance, Split
from dragonviz.scenes.edits import Edit
from dragonviz.scenes.scene import Scene
from dragonviz.views.instrument import Instrument, Place
from dragonviz.views.panels.worded_slider import WordedSlider
from dragonviz.views.plots.sprites import class_icon
from dragonviz.views.style.choices import WrappingBox
from dragonviz.views.style.style import Style
from dragonviz.views.style.texts import Text
from dragonviz.views.style.widgets import icon_button, label_control, vbox

_NOTCH = 0.05  # of noise
_NOISE = range(round(MOST_NOISE / _NOTCH) + 1)
_PERCENT = range(101)
_SHARES = range(5, 96)  # of the training data, in percent


class NoisePanel(Instrument):
    """Sliders for noise, wrong labels and the share of each class that stays, and for the split."""

    name = "noise-and-split"
    title = "Noise and split"
    help = "Noise, wrong labels and rare classes as sliders, and how the data are split into training and test data."
    keys = ("Shift+N",)
    place = Place.LEFT
    opens = False
    tab_beside = "settings-panel"

    def __init__(self, style: Style) -> None:
        super().__init__(style)
        self._dirt, self._splitting = Dirt(), Splitting()
        self._task: Task | None = None
        self._counts: tuple[int, int] | None = None
        self._make_dirt(style)
        self._kept: list[WordedSlider] = []
        self._kept_rows = QVBoxLayout()
        self._kept_rows.setSpacing(style.grid_px // 4)
        self._make_split(style)
        layout = vbox(
            *(self._noise, self._flipped, self._kept_heading(style), self._kept_rows),
            *(self._share, self._stratified, self._split_row()),
            spacing=style.grid_px // 2,
        )
        layout.addStretch()
        self.setLayout(layout)

    # What it shows

    def show_moment(self, moment: Moment) -> None:
        """Show what is done to the scene's dragons, and how they are split."""
        scene = moment.scene
        self._dirt, self._splitting = scene.dirt, scene.splitting
        if scene.dataset.task != self._task:
            self._task = scene.dataset.task
            self._build_classes(self._task)
        self._show_dirt(scene.dirt)
        self._show_splitting(scene)

    def _show_dirt(self, dirt: Dirt) -> None:
        self._noise.show_position(round(dirt.noise / _NOTCH))
        self._flipped.show_position(round(100 * dirt.flipped))
        shares = [dirt.share_kept(label) for label in range(len(self._kept))]
        for slider, share in zip(self._kept, shares, strict=True):
            slider.show_position(round(100 * share))
        self._other_noise.setEnabled(dirt.noise > 0)
        self._other_labels.setEnabled(dirt.flipped > 0)
        self._others_kept.setEnabled(min(shares) < 1)

    def _show_splitting(self, scene: Scene) -> None:
        self._share.show_position(round(100 * scene.splitting.share))
        self._stratified.setChecked(scene.splitting.stratified)
        is_train = scene.dataset.is_train
        counts = int(is_train.sum()), int((~is_train).sum())
        if counts != self._counts:
            self._counts = counts
            self._in_numbers.setText("{:,} training\n{:,} test".format(*counts))

    # What it wants

    def _add_noise(self, position: int, gesture: object | None) -> None:
        self.wanted.emit(AddNoise(round(position * _NOTCH, 2), self._dirt.noise_seed, gesture))

    def _flip_labels(self, position: int, gesture: object | None) -> None:
        self.wanted.emit(FlipLabels(position / 100, self._dirt.flip_seed, gesture))

    def _keep(self, label: int, position: int, gesture: object | None) -> None:
        self.wanted.emit(Imbalance(label, position / 100, self._dirt.thin_seed, gesture))

    def _split(self, position: int, gesture: object | None) -> None:
        self.wanted.emit(Split(position / 100, self._splitting.stratified, self._splitting.seed, gesture))

    def _stratify(self, wanted: bool) -> None:
        self.wanted.emit(Split(self._splitting.share, wanted, self._splitting.seed))

    def _split_anew(self) -> None:
        self.wanted.emit(Split(self._splitting.share, self._splitting.stratified, self._splitting.seed + 1))

    def _roll_noise(self) -> Edit:
        return AddNoise(self._dirt.noise, self._dirt.noise_seed + 1)

    def _roll_labels(self) -> Edit:
        return FlipLabels(self._dirt.flipped, self._dirt.flip_seed + 1)

    def _roll_kept(self) -> Edit:
        # The seed is that of all classes; one that loses nothing would not tell it.
        label = next(k for k, share in enumerate(self._dirt.kept) if share < 1)
        return Imbalance(label, self._dirt.kept[label], self._dirt.thin_seed + 1)

    # What it is made of

    def _make_dirt(self, style: Style) -> None:
        self._other_noise = self._die("other-noise", "Other noise", "As much noise, drawn anew.")
        self._other_labels = self._die("other-labels", "Other wrong labels", "As many wrong labels, drawn anew.")
        self._others_kept = self._die("others-kept", "Others that stay", "As many of each class, drawn anew.")
        for die, roll in (
            (self._other_noise, self._roll_noise),
            (self._other_labels, self._roll_labels),
            (self._others_kept, self._roll_kept),
        ):
            die.clicked.connect(lambda _=False, roll=roll: self.wanted.emit(roll()))
        self._noise = self._slider(
            WordedSlider(
                style,
                "noise",
                "Noise",
                "How far everything is moved at random: the noise's standard deviation as a multiple of each "
                "feature's own. At 0, all are where they were.",
                _NOISE,
                lambda position: f"{position * _NOTCH:.2f} σ" if position else "none",
                caption="noise",
                button=self._other_noise,
            ),
            self._add_noise,
        )
        self._flipped = self._slider(
            WordedSlider(
                style,
                "flipped-labels",
                "Flipped labels",
                "The share that gets the label of another class, among training and test data alike.",
                _PERCENT,
                lambda position: f"{position} %" if position else "none",
                caption="flipped labels",
                button=self._other_labels,
            ),
            self._flip_labels,
        )

    def _make_split(self, style: Style) -> None:
        self._share = self._slider(
            WordedSlider(
                style,
                "training-share",
                "Training data",
                "The share that the model learns from; the rest are test data.",
                _SHARES,
                lambda position: f"{position} %",
                caption="training data",
            ),
            self._split,
        )
        self._stratified = label_control(
            WrappingBox("stratified"),
            "stratified",
            "Stratified",
            "Every class has the same share of training data. Else chance decides how many a class has.",
        )
        self._stratified.clicked.connect(self._stratify)
        self._in_numbers = Text(style.small_px, style.theme.quiet)
        self._in_numbers.setObjectName("split-in-numbers")
        self._anew = self._die(
            "split-anew", "Split anew", "As many training data, drawn anew: see how much the scores owe to chance."
        )
        self._anew.setText("Split anew")
        self._anew.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._anew.clicked.connect(self._split_anew)

    def _kept_heading(self, style: Style) -> QHBoxLayout:
        heading = Text(style.text_px, most_lines=1)
        heading.setText("kept of each class")
        row = QHBoxLayout()
        row.addWidget(heading, 1)
        row.addWidget(self._others_kept)
        return row

    def _split_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self.look.grid_px // 2)
        row.addWidget(self._in_numbers, 1)
        row.addWidget(self._anew)
        return row

    def _build_classes(self, task: Task) -> None:
        for old in self._kept:
            self._kept_rows.removeWidget(old)
            old.hide()
            old.slider.setObjectName("")
            old.deleteLater()
        colours = self.look.class_colours(task.classes)
        self._kept = []
        for label, class_name in enumerate(task.classes):
            slider = WordedSlider(
                self.look,
                f"kept-{label}",
                f"Share of class {class_name} that stays",
                f"How many {task.samples} of class “{class_name}” stay; a training one always does.",
                _PERCENT,
                lambda position: "all" if position == 100 else f"{position} %",
                caption=class_name,
                icon=class_icon(label, colours, self.look),
            )
            self._slider(slider, lambda position, gesture, label=label: self._keep(label, position, gesture))
            self._kept.append(slider)
            self._kept_rows.addWidget(slider)
        # What is made last would come last, and not where it stands.
        order = [self._noise.slider, self._other_noise, self._flipped.slider, self._other_labels, self._others_kept]
        order += [slider.slider for slider in self._kept]
        for before, after in pairwise([*order, self._share.slider, self._stratified, self._anew]):
            QWidget.setTabOrder(before, after)

    def _slider(self, slider, move):
        slider.moved.connect(move)
        slider.let_go.connect(lambda gesture: self.wanted.emit(EndGesture(gesture)))
        return slider

    def _die(self, name: str, title: str, meaning: str) -> QToolButton:
        button = label_control(icon_button("new-start", self.look), name, title, f"{title}. {meaning}")
        # As low as a line of text, so that many rows have room.
        button.setIconSize(QSize(self.look.heading_px, self.look.heading_px))
        return button
