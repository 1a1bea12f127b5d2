"""The confusion matrix: what each class's dragons were taken for."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPicture, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from dragonviz.dragons import Task
from dragonviz.views.plots.guarded_paint import guarded_paint, saved
from dragonviz.views.plots.sprites import draw_dragon
from dragonviz.views.style.eliding import told_apart
from dragonviz.views.style.fonts import make_font
from dragonviz.views.style.style import Style
from dragonviz.views.style.widgets import tip

# Of the height of the small text.
_SWATCH = 1.5
_DRAGON = 0.8  # of its swatch
_LOWEST_CELL, _HIGHEST_CELL, _WIDEST_CELL = 1.7, 3.0, 8.0
_SPARING_CELL = 2.8  # cells this wide leave the rest to the names of the rows
_ROOM_FOR_NAME = 5.5  # a column that is narrower is headed by its shape alone
_ROOMY_CELL = 3.4  # from here on counts are written larger
_STRONGEST, _N_SHADES = 0.85, 101
_CENTRED = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip
_BESIDE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip
_NOTHING = "Counts appear here once a model has been trained."


class ConfusionMatrix(QWidget):
    """Counts by true class (rows) and predicted class (columns), tinted by their share of the row.

    Parameters
    ----------
    style : Style
    """

    def __init__(self, style: Style) -> None:
        super().__init__(objectName="confusion-matrix")
        self._style = style
        self._shades = _make_shades(style.theme)
        self._matrix: np.ndarray | None = None
        self._task: Task | None = None
        self._names: tuple[str, ...] = ()
        self._colours: tuple[str, ...] = ()
        self._widest_name = 0
        self._headers: QPicture | None = None  # as it is in this size
        self._fitting: dict[float, list[str]] = {}  # the names, by the room that they have
        self.setFont(make_font(style.small_px))
        self.setAccessibleName("confusion matrix")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._describe()

    def show_matrix(self, matrix: np.ndarray | None, task: Task) -> None:
        """Draw a confusion matrix.

        Parameters
        ----------
        matrix : ndarray of shape (n_classes, n_classes), int
            Row: true class; column: predicted class. None if there is nothing to count yet.
        task : Task
        """
        if task == self._task and _same(matrix, self._matrix):
            return
        if task != self._task:
            self._task, self._names = task, task.classes
            self._colours = self._style.class_colours(task.classes)
            self._widest_name = max(map(self.fontMetrics().horizontalAdvance, task.classes)) + 1
            self._fitting, self._headers = {}, None
            self.updateGeometry()
        self._matrix = matrix
        self._describe()
        self.update()

    def describe_cell(self, row: int, column: int) -> str:
        """A cell in words: what the samples of one class were taken for, and how large a share of them."""
        one, many = self._task.sample, self._task.samples
        count, total = int(self._matrix[row, column]), int(self._matrix[row].sum())
        true, taken = (f"“{self._names[label]}”" for label in (row, column))
        if total == 0:
            return f"There is no {true} {one} here."
        subject = {0: f"No {true} {one} was", 1: f"1 {true} {one} was"}.get(count, f"{count:,} {true} {many} were")
        deed = "recognised" if row == column else f"taken for {taken}"
        return f"{subject} {deed}: {count / total:.1%} of the {total:,} {true} {many}."

    # Layout

    def sizeHint(self) -> QSize:
        """As wide as its cells like to be."""
        width = self._head_width(10_000) + max(2, len(self._names)) * self._px(_WIDEST_CELL) // 2
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """The least that can be read."""
        width = self._head_width(0) + max(2, len(self._names)) * self._px(_LOWEST_CELL)
        return QSize(width, self.heightForWidth(width))

    def heightForWidth(self, width: int) -> int:
        """Rows are as high as columns are wide, within limits."""
        n = max(2, len(self._names))
        return self._head_height() + n * self._cell_size(width)[1]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let names have other room."""
        self._fitting, self._headers = {}, None

    def _cell_size(self, width):
        across = (width - self._head_width(width)) // max(2, len(self._names))
        return min(across, self._px(_WIDEST_CELL)), max(self._px(_LOWEST_CELL), min(across, self._px(_HIGHEST_CELL)))

    def _line(self):
        return self.fontMetrics().height()

    def _px(self, times):
        return round(times * self._style.small_px)

    def _swatch(self):
        return self._px(_SWATCH)

    def _head_height(self):
        return 2 * self._line() + self._style.grid_px

    def _head_width(self, width):
        """Room for the word "true", the shapes, and the names: a third of `width`, or what the cells can spare."""
        beside_name = self._line() + self._swatch() + self._style.grid_px
        room = max(width // 3, width - len(self._names) * self._px(_SPARING_CELL)) - beside_name
        return beside_name + min(self._widest_name, max(0, room))

    def _cell(self, row, column):
        across, down = self._cell_size(self.width())
        left, top = self._head_width(self.width()), self._head_height()
        return QRectF(left + column * across, top + row * down, across, down)

    def _place(self, position):
        """Row and column under a position; -1 for a header."""
        first, size = self._cell(0, 0).topLeft(), self._cell(0, 0).size()
        column, row = (position.x() - first.x()) // size.width(), (position.y() - first.y()) // size.height()
        return max(-1, int(row)), max(-1, int(column))

    # Words

    def _describe(self):
        self.setToolTip("" if self._matrix is not None else tip(_NOTHING))
        if self._matrix is None:
            self.setAccessibleDescription("no counts yet")
            return
        right, total = int(np.trace(self._matrix)), int(self._matrix.sum())
        self.setAccessibleDescription(f"{right:,} of {total:,} {self._task.samples} are recognised")

    def event(self, event: QEvent) -> bool:
        """Explain the cell or the class under the mouse."""
        if event.type() == QEvent.Type.ToolTip and self._matrix is not None:
            QToolTip.showText(event.globalPos(), tip(self._text_at(event.pos())), self)
            return True
        return super().event(event)

    def _text_at(self, position):
        row, column = self._place(position)
        n = len(self._names)
        if row >= n or column >= n or (row < 0 and column < 0):
            return ""
        if row < 0:
            return f"Column: {self._task.samples} that the model takes for “{self._names[column]}”."
        if column < 0:
            return f"Row: {self._task.samples} that are “{self._names[row]}”."
        return self.describe_cell(row, column)

    # Drawing

    @guarded_paint
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw headers and cells."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._matrix is None:
            painter.setPen(QColor(self._style.theme.quiet))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect(), flags, _NOTHING)
            return
        # Only the counts change thirty times a second: the rest, which takes twice as long, is painted once.
        if self._headers is None:
            self._headers = self._headers_picture()
        self._headers.play(painter)
        self._paint_cells(painter)

    def _headers_picture(self):
        picture = QPicture()
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        self._paint_captions(painter)
        for k in range(len(self._names)):
            self._paint_row_header(painter, k)
            self._paint_column_header(painter, k)
        painter.end()
        return picture

    def _paint_captions(self, painter):
        painter.setPen(QColor(self._style.theme.quiet))
        n = len(self._names)
        cells = self._cell(0, 0) | self._cell(n - 1, n - 1)
        painter.drawText(QRectF(cells.left(), 0, cells.width(), self._line()), _CENTRED, "predicted")
        with saved(painter):
            painter.translate(self._line() / 2, cells.center().y())
            painter.rotate(-90)
            beside = QRectF(-cells.height() / 2, -self._line() / 2, cells.height(), self._line())
            painter.drawText(beside, _CENTRED, "true")

    def _paint_row_header(self, painter, label):
        cell = self._cell(label, 0)
        middle = QPointF(self._line() + self._swatch() / 2, cell.center().y())
        self._paint_dragon(painter, middle, label)
        room = QRectF(middle.x() + self._swatch() / 2, cell.top(), 0, cell.height())
        room.setRight(cell.left() - self._style.grid_px / 2)
        self._paint_name(painter, room, self._names_in(room.width())[label])

    def _paint_column_header(self, painter, label):
        cell = self._cell(0, label)
        room = QRectF(cell.left(), self._line(), cell.width(), self._line() + self._style.grid_px)
        if cell.width() < self._px(_ROOM_FOR_NAME):
            self._paint_dragon(painter, room.center(), label)
            return
        name = self._names_in(room.width() - self._swatch() - self._style.grid_px / 2)[label]
        text = self.fontMetrics().horizontalAdvance(name)
        left = room.center().x() - (self._swatch() + text) / 2
        self._paint_dragon(painter, QPointF(left + self._swatch() / 2, room.center().y()), label)
        self._paint_name(painter, QRectF(left + self._swatch(), room.top(), text + 1, room.height()), name)

    def _names_in(self, room):
        if room not in self._fitting:
            self._fitting[room] = told_apart(self._names, room, self.fontMetrics().horizontalAdvance)
        return self._fitting[room]

    def _paint_dragon(self, painter, middle, label):
        draw_dragon(painter, middle, label, self._colours, self._style, size=_DRAGON * self._swatch())

    def _paint_name(self, painter, room, name):
        painter.setPen(QColor(self._style.theme.text))
        painter.drawText(room, _BESIDE, name)

    def _paint_cells(self, painter):
        totals = np.maximum(self._matrix.sum(axis=1, keepdims=True), 1)
        shades = np.rint(self._matrix / totals * (len(self._shades) - 1)).astype(int)
        font = QFont(self.font())
        first = self._cell(0, 0)
        is_roomy = first.width() >= self._px(_ROOMY_CELL)
        font.setPixelSize(self._style.text_px if is_roomy else self._style.small_px)
        painter.setFont(font)
        right, wrong = QColor(self._style.theme.outline), QColor(self._style.theme.grid)
        for (row, column), count in np.ndenumerate(self._matrix):
            # A line one pixel wide is crisp in the middle of a pixel.
            cell = first.translated(column * first.width(), row * first.height()).adjusted(0.5, 0.5, -1.5, -1.5)
            tint, text_colour = self._shades[shades[row, column]]
            painter.setPen(right if row == column else wrong)
            painter.setBrush(tint)
            painter.drawRect(cell)
            painter.setPen(text_colour)
            painter.drawText(cell, _CENTRED, _that_fits(int(count), cell.width(), painter.fontMetrics()))


def _that_fits(count, width, metrics):
    """A count in full, or rounded to thousands where there is no room."""
    if count < 1000:
        return str(count)
    forms = (f"{count:,}", f"{count / 1000:.1f}k", f"{count / 1000:,.0f}k")
    return next((form for form in forms if metrics.horizontalAdvance(form) <= width - 2), forms[-1])


def _same(one, other):
    return one is other or (one is not None and other is not None and np.array_equal(one, other))


def _make_shades(theme):
    """Cell colours from the palest to the strongest, each with the text colour that is more legible on it."""
    palest, strongest = (np.array(QColor(colour).getRgbF()[:3]) for colour in (theme.surface, theme.accent))
    # One of these two has a contrast of 4.5 to any colour; the theme's own text may lack a little.
    texts = QColor(Qt.GlobalColor.black), QColor(Qt.GlobalColor.white)
    tints = [QColor.fromRgbF(*(palest + s * (strongest - palest))) for s in np.linspace(0, _STRONGEST, _N_SHADES)]
    return [(tint, max(texts, key=lambda text, tint=tint: _contrast(tint, text))) for tint in tints]


def _contrast(one, other):
    """The contrast ratio of two colours (WCAG 2.2)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour):
    channels = np.array(colour.getRgbF()[:3])
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return float(linear @ (0.2126, 0.7152, 0.0722))
