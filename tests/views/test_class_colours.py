from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragonviz.dragons import TASKS, bundled_columns
from dragonviz.views.style.class_colours import COLOUR_WORDS, class_colours
from dragonviz.views.style.themes import LIGHT

BLUE, VERMILION, YELLOW, GREEN, SKY, PURPLE, ORANGE, BLACK = range(8)
ANY_NAMES = st.lists(
    st.one_of(
        st.text(max_size=12), st.sampled_from(["red", "Blue", "not red", "hellblau", "vert", "sky blue", "rosso"])
    ),
    min_size=2,
    max_size=8,
    unique=True,
)


def test_the_palette_has_the_colours_that_are_meant():
    assert LIGHT.classes == (
        "#0072B2", "#D55E00", "#F0E442", "#009E73", "#56B4E9", "#CC79A7", "#E69F00", "#000000",
    )  # fmt: skip


def test_the_lessons_tasks():
    expected = {"fire": (BLUE, VERMILION), "colour": (BLUE, VERMILION, YELLOW)}
    for name, make in TASKS.items():
        assert class_colours(make(bundled_columns(), 1).task.classes) == expected[name]


@pytest.mark.parametrize("n", range(2, 9))
def test_without_a_colour_each_class_has_the_colour_of_its_number(n):
    assert class_colours([f"class {i}" for i in range(n)]) == tuple(range(n))


def test_the_order_of_the_classes_does_not_matter():
    worn = {"Blue": BLUE, "Red": VERMILION, "Yellow": YELLOW, "Green": GREEN, "Black": BLACK}
    for names in permutations(worn):
        assert class_colours(names) == tuple(worn[name] for name in names)


# The words of a traffic light and of a painter's box, as a speaker writes them.
@pytest.mark.parametrize(
    "names",
    [
        "blue red yellow green sky purple orange black",
        "Blau Rot Gelb Grün Hellblau Lila Orange Schwarz",
        "bleu rouge jaune vert azur violet orange noir",
        "azul rojo amarillo verde celeste morado naranja negro",
        "blu rosso giallo verde azzurro viola arancione nero",
        "azul vermelho amarelo verde ciano roxo laranja preto",
        "blauw rood geel groen lichtblauw paars oranje zwart",
        "niebieski czerwony żółty zielony błękitny fioletowy pomarańczowy czarny",
        "modrá červená žlutá zelená světlemodrá fialová oranžová černá",
        "blå röd gul grön ljusblå lila orange svart",
        "blå rød gul grøn lyseblå lilla orange sort",
        "sininen punainen keltainen vihreä vaaleansininen violetti oranssi musta",
        "kék piros sárga zöld világoskék lila narancs fekete",
        "albastru roșu galben verde azuriu mov portocaliu negru",
        "mavi kırmızı sarı yeşil gökmavisi mor turuncu siyah",
        "синий красный жёлтый зелёный голубой фиолетовый оранжевый чёрный",
        "蓝色 红色 黄色 绿色 天蓝色 紫色 橙色 黑色",
        "青 赤 黄 緑 水色 紫 オレンジ 黒",
    ],
)
def test_languages(names):
    names = names.split()
    assert class_colours(names) == tuple(range(8))
    assert class_colours(names[::-1]) == tuple(range(8))[::-1]
    assert class_colours([name.upper() for name in names[::-1]]) == tuple(range(8))[::-1]


@pytest.mark.parametrize(
    ("name", "colour"),
    [
        ("RED", VERMILION),
        ("red dragon", VERMILION),
        ("dragon (red)", VERMILION),
        ("red_eyes", VERMILION),
        ("eyesRed", VERMILION),
        ("2-red", VERMILION),
        ("gruen", GREEN),
        ("grun", GREEN),
        ("Grüne", GREEN),
        ("zolty", YELLOW),
        ("ZIELONA", GREEN),
        ("vertes", GREEN),
        ("Rød", VERMILION),
        ("light blue", SKY),
        ("sky-blue", SKY),
        ("pale blue", SKY),
        ("bleu clair", SKY),
        ("azul celeste", SKY),
        ("helles Blau", SKY),
        ("light green", GREEN),
        ("light", None),
        ("dark blue", BLUE),
        ("infrared", None),
        ("Redwood", None),
        ("reddish", None),
        ("Greenland", None),
        ("blackbird", None),
        ("red or blue", None),
        ("yellow-green", None),
        ("white", None),
        ("", None),
        ("!?", None),
    ],
)
def test_one_name(name, colour):
    other, worn = class_colours(["something else", name])
    if colour is None:
        assert (other, worn) == (BLUE, VERMILION)
    else:
        assert worn == colour
        assert other == (VERMILION if colour == BLUE else BLUE)


@pytest.mark.parametrize(
    ("names", "colours"),
    [
        (("a", "b", "blue"), (VERMILION, YELLOW, BLUE)),
        (("green", "small", "large"), (GREEN, BLUE, VERMILION)),
        (("large", "red", "small", "blue"), (YELLOW, VERMILION, GREEN, BLUE)),
        # The findings' file.
        (("blue", "green", "red", "yellow"), (BLUE, GREEN, VERMILION, YELLOW)),
        # One colour named twice.
        (("not red", "red"), (BLUE, VERMILION)),
        (("red", "not red"), (VERMILION, BLUE)),
        (("red", "Rot", "rouge"), (VERMILION, BLUE, YELLOW)),
        (("dark red", "red", "blue"), (YELLOW, VERMILION, BLUE)),
        (("light blue", "dark blue"), (SKY, BLUE)),
    ],
)
def test_what_the_others_wear(names, colours):
    assert class_colours(names) == colours


@given(ANY_NAMES)
def test_every_class_has_a_colour_of_its_own(names):
    colours = class_colours(names)
    assert len(set(colours)) == len(colours) == len(names)
    assert set(colours) <= set(range(len(LIGHT.classes)))


@given(st.lists(st.sampled_from([f"class {i}" for i in range(8)] + ["red", "rot", "Black"]), unique=True, max_size=8))
def test_the_colours_left_are_given_in_the_palettes_order(names):
    worn = dict(zip(names, class_colours(names), strict=True))
    named = {worn.pop(name) for name in names if name == "Black"}
    named |= {worn.pop(name) for name in names if name == next((n for n in names if n in ("red", "rot")), None)}
    assert list(worn.values()) == [colour for colour in range(8) if colour not in named][: len(worn)]


def test_no_word_names_two_colours():
    colours = {}
    for language in COLOUR_WORDS:
        assert len(language) == len(LIGHT.classes)
        for colour, words in enumerate(language):
            for word in words.split():
                assert colours.setdefault(word, colour) == colour
