"""The typeface: the same on every machine, whichever fonts that machine has."""

import ast
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pyqtgraph as pg
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QRawFont
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QToolTip

import dragonviz
from dragonviz.views.style import fonts
from dragonviz.views.style.fonts import FAMILY, MONO_FAMILY, load_typeface, make_font, typeface

# All but the words that names are compared with.
SOURCES = sorted(path for path in Path(dragonviz.__file__).parent.rglob("*.py") if path.stem != "class_colours")

# Prints how large texts and widgets are, and which of the pixels they paint, as a machine with these fonts sees it.
_MEASURE = """
import hashlib, json, os
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetricsF, QImage
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton
from dragonviz.views.style.fonts import make_font, set_application_font

app = QApplication([])
set_application_font(app, 14)
result = {}
for size in (12, 14, 16, 32):
    for mono in (False, True):
        for bold in (False, True):
            for italic in (False, True):
                font = make_font(size, mono)
                font.setBold(bold)
                font.setItalic(italic)
                metrics = QFontMetricsF(font)
                result[f"{size} {mono} {bold} {italic}"] = [
                    metrics.height(), metrics.ascent(), metrics.horizontalAdvance("test accuracy 0.995 · w₁x − θ ≥ 0")
                ]
label = QLabel("test accuracy <b>0.995</b> · <i>w</i>₁<i>x</i> − θ ≥ 0")
button, menu = QPushButton("New start"), QMenu()
menu.addAction("Remove the dragon")
result["hints"] = [list(w.sizeHint().toTuple()) for w in (label, button, menu)]
image = QImage(QSize(400, 40), QImage.Format.Format_Grayscale8)
image.fill(Qt.GlobalColor.white)
label.setFixedSize(image.size())
label.setStyleSheet("background: white; color: black")
label.render(image)
bits = bytes(image.constBits())
result["dark"] = sum(bit < 128 for bit in bits)
result["picture"] = hashlib.sha256(bits).hexdigest()
print(json.dumps(result))
"""
_NO_FONTS = "<fontconfig></fontconfig>"
_FULL_HINTING = """
<fontconfig>
  <dir>{folder}</dir>
  <match target="font">
    <edit name="hintstyle" mode="assign"><const>hintfull</const></edit>
    <edit name="rgba" mode="assign"><const>rgb</const></edit>
  </match>
</fontconfig>
"""


def measured(tmp_path, fontconfig):
    """What `_MEASURE` prints on a machine with this configuration of fonts."""
    config = tmp_path / "fonts.conf"
    config.write_text('<?xml version="1.0"?>' + fontconfig)
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE],
        env=os.environ | {"FONTCONFIG_FILE": str(config)},
        capture_output=True, text=True, timeout=100, check=True,
    )  # fmt: skip
    assert done.stderr == ""
    return json.loads(done.stdout)


def test_without_any_font_of_the_machine_texts_are_drawn_and_as_large_as_with_them(tmp_path):
    without = measured(tmp_path, _NO_FONTS)
    other_fonts = tmp_path / "fonts"
    other_fonts.mkdir()
    shutil.copy(fonts._matplotlib_fonts() / "DejaVuSerif.ttf", other_fonts)
    assert without["dark"] > 200
    assert without == measured(tmp_path, _FULL_HINTING.format(folder=other_fonts))


def strings_in(code):
    """All strings that a program may show: no patterns, which name the ends of ranges."""
    if isinstance(code, ast.Constant) and isinstance(code.value, str):
        yield code.value
    if not (isinstance(code, ast.Call) and ast.unparse(code.func) == "re.compile"):
        for part in ast.iter_child_nodes(code):
            yield from strings_in(part)


def test_it_has_every_letter_and_sign_that_the_program_may_show(qapp):
    strings = {string for path in SOURCES for string in strings_in(ast.parse(path.read_text(encoding="utf-8")))}
    shown = {letter for string in strings for letter in string if letter.isprintable()}
    drawn = QRawFont.fromFont(make_font(14))
    assert {"✕", "·", "−"} <= shown
    assert not [letter for letter in shown if not drawn.supportsCharacter(ord(letter))]


def test_code_has_letters_of_one_width(qapp):
    drawn = QRawFont.fromFont(make_font(14, mono=True))
    assert drawn.familyName() == MONO_FAMILY
    assert len({advance.x() for advance in drawn.advancesForGlyphIndexes(drawn.glyphIndexesForString("iWl.0"))}) == 1


@pytest.mark.parametrize("style", ["", "font-size: 16px", "font-weight: 600"])
def test_labels_have_it(qtbot, style):
    label = QLabel("Dragons", styleSheet=style)
    qtbot.addWidget(label)
    label.ensurePolished()
    assert_is_ours(label.font())


def test_menus_buttons_and_tooltips_have_it(qtbot):
    button = QPushButton("Train")
    qtbot.addWidget(button)
    menu = QMenu(button)
    button.show()
    QToolTip.showText(QPoint(10, 10), "Train or pause", button)
    (tip,) = [widget for widget in QApplication.topLevelWidgets() if widget.inherits("QTipLabel")]
    for widget in (button, menu, tip):
        widget.ensurePolished()
        assert_is_ours(widget.font())
    QToolTip.hideText()


def test_the_texts_of_plots_have_it(qtbot):
    plot = pg.PlotWidget(title="Accuracy")
    qtbot.addWidget(plot)
    plot.setLabel("bottom", "epoch", **{"font-size": "12px"})
    text = pg.TextItem("Blue")
    plot.addItem(text)
    plot.show()
    qtbot.waitExposed(plot)
    item = plot.getPlotItem()
    for drawn in (text.textItem, item.titleLabel.item, item.getAxis("bottom").label):
        begin = drawn.document().begin()
        assert_is_ours(begin.begin().fragment().charFormat().font().resolve(drawn.document().defaultFont()))
    assert item.getAxis("bottom").style["tickFont"] is None  # then ticks are in the font of the widget
    assert_is_ours(plot.viewport().font())


def assert_is_ours(font):
    assert QFontInfo(font).family() == FAMILY
    assert font.hintingPreference() == QFont.HintingPreference.PreferNoHinting


def test_what_is_missing_or_damaged_is_said_and_the_rest_is_used(qapp, tmp_path):
    for name in fonts._FILES:
        shutil.copy(fonts._matplotlib_fonts() / name, tmp_path)
    (tmp_path / "DejaVuSans-Bold.ttf").write_bytes(b"no font")
    (tmp_path / "DejaVuSansMono.ttf").unlink()
    loaded = load_typeface(tmp_path)
    assert loaded.family == FAMILY
    assert loaded.mono != MONO_FAMILY
    assert "(DejaVuSans-Bold.ttf, DejaVuSansMono.ttf are missing or damaged)" in loaded.complaint


def test_with_no_file_at_all_the_machines_own_fonts_are_used(qapp, tmp_path):
    loaded = load_typeface(tmp_path)
    assert "DejaVuSans.ttf" in loaded.complaint
    assert loaded.family == QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()


def test_the_typeface_is_whole_here(qapp):
    assert typeface().complaint == ""
