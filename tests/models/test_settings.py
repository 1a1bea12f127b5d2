"""What is typed into a setting is understood in one way, or refused in one sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragonviz.models.catalogue import MODELS
from dragonviz.models.settings import Flags, Number, SettingError, Sizes, Switch

RATE = Number("rate", "learning rate", 0.1, "", minimum=1e-8, maximum=5000.0)
BATCH = Number("batch_size", "batch size", 1, "", minimum=1, maximum=10_000_000, whole=True, words=("all",))
LAYERS = Sizes("sizes", "hidden layers", (4,), "")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.5", 0.5),
        ("0,5", 0.5),
        (" 1,5 ", 1.5),
        (",25", 0.25),
        ("12,3456", 12.3456),
        ("0,125", 0.125),
        ("1.125", 1.125),
        ("1e-3", 1e-3),
        ("2,5e-3", 2.5e-3),
        ("1000", 1000.0),
    ],
)
def test_a_decimal_point_or_comma_is_understood_where_a_fraction_is_allowed(text, value):
    assert RATE.parse(text) == value


@pytest.mark.parametrize("text", ["", "fast", "1_5", "1,2,3", "1.2.3", "1 000", "nan", "inf", "0", "-1", "0x10", "1e9"])
def test_what_is_no_number_or_out_of_range_is_refused(text):
    with pytest.raises(SettingError) as refusal:
        RATE.parse(text)
    assert str(refusal.value) == (f"Learning rate: “{text}” is not allowed; give a number from 0.00000001 to 5,000.")


@pytest.mark.parametrize("text", ["1,125", "2,000"])
def test_what_may_be_two_numbers_is_refused(text):
    with pytest.raises(SettingError) as refusal:
        RATE.parse(text)
    assert str(refusal.value) == f"Learning rate: “{text}” may be two numbers; write it without a comma."


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", 1),
        ("1,000", 1000),
        ("1 000", 1000),
        ("1\u00a0000", 1000),
        ("1\u202f000\u202f000", 1_000_000),
        ("1,500,000", 1_500_000),
        ("1e3", 1000),
        ("7.0", 7),
        ("all", "all"),
    ],
)
def test_a_whole_number_may_be_in_groups_of_three(text, value):
    assert BATCH.parse(text) == value
    assert type(BATCH.parse(text)) is type(value)


@pytest.mark.parametrize(
    "text", ["1,5", "1.5", "15,00", "1,0000", "1.000", "1,000 000", "1 00", "10,00,000", "1_5", "0", "some", "9" * 5000]
)
def test_another_whole_number_is_refused_and_not_made_of_its_digits(text):
    with pytest.raises(SettingError) as refusal:
        BATCH.parse(text)
    found = text if len(text) <= 40 else f"{text[:39]}…"
    assert str(refusal.value) == (
        f"Batch size: “{found}” is not allowed; give a whole number from 1 to 10,000,000, or “all”."
    )


@pytest.mark.parametrize(
    ("text", "sizes"), [("4", (4,)), ("10, 20, 1000", (10, 20, 1000)), ("8 8,8", (8, 8, 8)), ("100000", (100_000,))]
)
def test_sizes_are_parted_by_commas_or_spaces(text, sizes):
    assert LAYERS.parse(text) == sizes


@pytest.mark.parametrize("text", ["", "0", "8, 0", "-3", "1.5", "100001", "9" * 5000, "8, " * 8 + "8", "ten", "²"])
def test_other_sizes_are_refused_in_a_short_sentence(text):
    with pytest.raises(SettingError, match="Hidden layers: “.*” is not allowed; give 1 to 8 whole numbers") as refusal:
        LAYERS.parse(text)
    assert len(str(refusal.value)) < 200


every_number = pytest.mark.parametrize(
    "setting",
    [setting for kind in MODELS.values() for setting in kind.settings if isinstance(setting, Number)],
    ids=lambda setting: setting.label,
)


@every_number
@given(data=st.data())
def test_what_is_shown_is_read_as_what_it_was(setting, data):
    low, high = setting.minimum, setting.maximum
    numbers = st.integers(low, high) if setting.whole else st.floats(low, high).map(lambda x: float(f"{x:g}"))
    value = data.draw(st.one_of(st.sampled_from([setting.default, *setting.presets]), numbers))
    assert setting.parse(setting.text(value)) == value


def test_the_perceptrons_epochs_are_shown_as_they_are_counted():
    for model in ("perceptron", "multiclass"):
        epochs = next(setting for setting in MODELS[model].settings if setting.name == "max_iter")
        assert epochs.text(1500) == "1501"
        assert epochs.parse("1501") == 1500
        assert [epochs.text(value) for value in epochs.presets] == ["10", "100", "1501", "10000"]
        with pytest.raises(SettingError, match="from 2 to 1,000,000"):
            epochs.parse("1")


@pytest.mark.parametrize("model", MODELS)
def test_labels_are_short_and_everything_is_explained(model):
    for setting in MODELS[model].settings:
        assert isinstance(setting, Switch) or len(setting.label) <= 18
        assert setting.meaning.endswith(".")


FRUIT = Flags("fruit", "fruit", (), "", choices={"apple": "Apple", "pear": "Pear", "fig": "Fig"})


@given(st.permutations(["apple", "pear", "fig"]), st.integers(0, 3))
def test_of_a_few_any_are_taken_in_their_own_order(names, n):
    assert FRUIT.parse(names[:n]) == tuple(name for name in FRUIT.choices if name in names[:n])


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        (["plum"], "Fruit: “plum” is not allowed; give any of apple, pear, fig."),
        (["apple", 3], "Fruit: “3” is not allowed; give any of apple, pear, fig."),
        (["pear", "pear"], "Fruit: “pear” is given twice."),
    ],
)
def test_what_is_no_choice_or_comes_twice_is_refused(names, sentence):
    with pytest.raises(SettingError) as refusal:
        FRUIT.parse(names)
    assert str(refusal.value) == sentence
