"""Classes named by a colour wear it: which class is drawn in which colour of the palette."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_BLUE, _SKY = 0, 4
_N_COLOURS = 8
# A language a line; in it the words for each colour, in the palette's order:
# blue, vermilion, yellow, green, sky, purple, orange, black.
COLOUR_WORDS = (
    # English
    ("blue", "red vermilion scarlet crimson", "yellow", "green", "sky cyan azure", "purple violet magenta pink mauve",
     "orange", "black"),
    # German
    ("blau blaue blauer blaues blauen", "rot rote roter rotes roten", "gelb gelbe gelber gelbes gelben",
     "grün grüne grüner grünes grünen gruen gruene", "hellblau hellblaue hellblauer hellblaues hellblauen himmelblau",
     "lila violett violette violetter violettes violetten purpur rosa",
     "orange orangefarben", "schwarz schwarze schwarzer schwarzes schwarzen"),
    # French
    ("bleu bleue bleus bleues", "rouge rouges", "jaune jaunes", "vert verte verts vertes", "cyan azur",
     "violet violette violets violettes pourpre mauve", "orange", "noir noire noirs noires"),
    # Spanish
    ("azul azules", "rojo roja rojos rojas", "amarillo amarilla amarillos amarillas", "verde verdes",
     "celeste celestes cian", "morado morada morados moradas violeta púrpura rosado rosada",
     "naranja anaranjado anaranjada", "negro negra negros negras"),
    # Italian
    ("blu", "rosso rossa rossi rosse", "giallo gialla gialli gialle", "verde verdi",
     "azzurro azzurra azzurri azzurre celeste ciano", "viola porpora", "arancione arancioni", "nero nera neri nere"),
    # Portuguese
    ("azul azuis", "vermelho vermelha vermelhos vermelhas", "amarelo amarela amarelos amarelas", "verde verdes",
     "ciano", "roxo roxa roxos roxas violeta púrpura", "laranja", "preto preta pretos pretas"),
    # Dutch
    ("blauw blauwe", "rood rode", "geel gele", "groen groene", "lichtblauw lichtblauwe hemelsblauw",
     "paars paarse roze", "oranje", "zwart zwarte"),
    # Polish
    ("niebieski niebieska niebieskie", "czerwony czerwona czerwone", "żółty żółta żółte", "zielony zielona zielone",
     "błękitny błękitna błękitne jasnoniebieski jasnoniebieska jasnoniebieskie",
     "fioletowy fioletowa fioletowe różowy różowa różowe", "pomarańczowy pomarańczowa pomarańczowe",
     "czarny czarna czarne"),
    # Czech
    ("modrý modrá modré", "červený červená červené", "žlutý žlutá žluté", "zelený zelená zelené",
     "světlemodrý světlemodrá světlemodré", "fialový fialová fialové růžový růžová růžové",
     "oranžový oranžová oranžové", "černý černá černé"),
    # Swedish
    ("blå blåa blått", "röd röda rött", "gul gula gult", "grön gröna grönt", "ljusblå ljusblåa himmelsblå",
     "lila violett rosa", "orange", "svart svarta"),
    # Danish and Norwegian
    ("blå blåt", "rød røde rødt", "gul gule gult", "grøn grønn grønne grønt", "lyseblå himmelblå",
     "lilla fiolett", "oransje", "sort sorte svart svarte"),
    # Finnish
    ("sininen siniset", "punainen punaiset", "keltainen keltaiset", "vihreä vihreät", "vaaleansininen",
     "violetti purppura", "oranssi", "musta mustat"),
    # Hungarian
    ("kék", "piros vörös", "sárga", "zöld", "világoskék égkék", "lila ibolya", "narancs narancssárga", "fekete"),
    # Romanian
    ("albastru albastră", "roșu roșie", "galben galbenă", "verde", "azuriu", "mov violet", "portocaliu portocalie",
     "negru neagră"),
    # Turkish
    ("mavi", "kırmızı", "sarı", "yeşil", "gökmavisi", "mor", "turuncu", "siyah"),
    # Russian
    ("синий синяя синее синие", "красный красная красное красные", "жёлтый жёлтая жёлтое жёлтые",
     "зелёный зелёная зелёное зелёные", "голубой голубая голубое голубые",
     "фиолетовый фиолетовая фиолетовое фиолетовые", "оранжевый оранжевая оранжевое оранжевые",
     "чёрный чёрная чёрное чёрные"),
    # Chinese
    ("蓝 蓝色 藍 藍色", "红 红色 紅 紅色", "黄 黄色 黃 黃色", "绿 绿色 綠 綠色", "天蓝 天蓝色 天藍 天藍色", "紫 紫色",
     "橙 橙色", "黑 黑色"),
    # Japanese
    ("青 青色 あお", "赤 赤色 あか", "黄 黄色 きいろ", "緑 緑色 みどり", "水色 空色", "紫 紫色 むらさき",
     "橙 橙色 オレンジ", "黒 黒色 くろ"),
)  # fmt: skip
# Beside a word for blue: light blue, bleu clair, azul celeste.
_PALE = (
    "light pale hell helles heller helle clair claire ciel claro clara cielo chiaro chiara licht ljus lys jasny jasna"
)
_LETTERS_WITHOUT_ACCENT = str.maketrans("łøıæ", "loia")


def class_colours(names: Sequence[str]) -> tuple[int, ...]:
    """Choose a colour for each class, a different one for each.

    A class whose name has one word for a colour wears that colour; red is vermilion, as the palette has it. Case,
    accents and other words do not matter. If two classes are named by one colour, the name of fewer words wears
    it: "red", not "not red". All other classes take the remaining colours in the palette's order, so that without a
    word for a colour each class has the colour of its own number.

    Parameters
    ----------
    names : sequence of at most 8 str
        The classes' names, different from each other.

    Returns
    -------
    tuple of int
        For each class an index into the palette's class colours: blue, vermilion, yellow, green, sky, purple, orange,
        black.
    """
    words = [_words(name) for name in names]
    worn: dict[int, int] = {}  # from the colour to the class
    for label in sorted(range(len(names)), key=lambda label: len(words[label])):
        colour = _named_colour(words[label])
        if colour is not None:
            worn.setdefault(colour, label)
    colour_of = {label: colour for colour, label in worn.items()}
    remaining = (colour for colour in range(_N_COLOURS) if colour not in worn)
    return tuple(colour_of[label] if label in colour_of else next(remaining) for label in range(len(names)))


def _named_colour(words):
    colours = {_COLOUR_OF[word] for word in words if word in _COLOUR_OF}
    if colours == {_BLUE, _SKY} or (colours == {_BLUE} and not _PALE_WORDS.isdisjoint(words)):
        return _SKY
    # "red or blue" names none.
    return colours.pop() if len(colours) == 1 else None


def _words(text):
    letters = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    words = re.split(r"[\W\d_]+|(?<=[a-z])(?=[A-Z])", letters)
    return [word.casefold().translate(_LETTERS_WITHOUT_ACCENT) for word in words if word]


_COLOUR_OF = {
    word: colour for language in COLOUR_WORDS for colour, words in enumerate(language) for word in _words(words)
}
_PALE_WORDS = frozenset(_words(_PALE))
