"""Pictures of widgets beside those that a person has looked at and accepted.

A test takes the fixture `snapshot` (in `conftest.py`) and calls it with a widget and a name; the accepted pictures are
`tests/snapshots/NAME.png`. Another machine draws letters and slanted lines a little differently, therefore pictures are
compared as the eye sees them from some distance: in squares of a few pixels, each by its mean colour.
"""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

FOLDER = Path(__file__).parent / "snapshots"
_SQUARE_PX = 4
# In shades of 255. Letters without smooth edges, or from a screen twice as fine, stay below both limits; another
# figure, another colour or a missing caption exceed one of them, and `test_snapshots.py` holds the limits to that. A
# digit of a small count is not told: what stands in a widget is for other tests to say.
_MEAN_LIMIT = 4.0
_SQUARE_LIMIT, _SQUARES_LIMIT = 48, 0.005  # how many squares, of all, may differ by more


def picture_of(widget, size):
    """The widget, `size` = (width, height) pixels large, one device pixel a pixel."""
    widget.setFixedSize(QSize(*size))
    widget.show()
    QApplication.processEvents()  # layouts, and what is put off until the first paint
    image = QImage(widget.size(), QImage.Format.Format_RGB32)
    image.fill(widget.palette().window().color())
    widget.render(image, QPoint())
    return image


def compare(image, path, accept=False):
    """Fail unless the picture looks like the accepted one in the file; the new one is then left beside it."""
    new = path.with_suffix(".new.png")
    new.unlink(missing_ok=True)
    if accept:
        path.parent.mkdir(exist_ok=True)
        assert image.save(str(path))
        return
    complaint = f"there is no {path.name} yet" if not path.exists() else difference(image, QImage(str(path)))
    if complaint:
        assert image.save(str(new))
        pytest.fail(
            f"{complaint}. The new picture is {new}. Look at it; if it is right, run this test with --accept-snapshots."
        )


def difference(image, accepted):
    """In words, what sets two pictures apart; empty if they look the same."""
    if image.size() != accepted.size():
        sizes = (f"{one.width()}×{one.height()}" for one in (image, accepted))
        return "it is {} pixels large, not {}".format(*sizes)
    apart = np.abs(_squares(image) - _squares(accepted))
    mean, share = apart.mean(), np.mean(apart.max(axis=-1) > _SQUARE_LIMIT)
    if mean <= _MEAN_LIMIT and share <= _SQUARES_LIMIT:
        return ""
    return f"it looks different: by {mean:.2f} shades of 255 on average, and {share:.2%} of its squares clearly"


def _squares(image):
    """Mean colours of shape (n_down, n_across, 3); what is left over at the edges counts as a square of its own."""
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    lines = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    pixels = lines[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).astype(float)
    for axis in (0, 1):
        starts = np.arange(0, pixels.shape[axis], _SQUARE_PX)
        widths = np.diff(np.append(starts, pixels.shape[axis]))
        sums = np.add.reduceat(pixels, starts, axis=axis)
        pixels = sums / (widths[:, None, None] if axis == 0 else widths[None, :, None])
    return pixels
