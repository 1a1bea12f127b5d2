"""Names and numbers stay whole where a text wraps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragonviz.explain.wording import counted, number, plus, quoted, unbroken
from tests.explain.line_ends import pieces, plain


@pytest.mark.parametrize(
    "name", ["no fire", "half-grown", "km/h", "why?", "50 % or less", "火竜", "a|b", "tab\there", "Jekyll – Hyde", "x"]
)
def test_a_name_is_never_parted_and_reads_as_before(name):
    assert quoted(name) in f"a {quoted(name)} b".split(" ")
    assert pieces(f"a {quoted(name)}, b") == ["a", f"“{name}”,".replace("\t", " "), "b"]


def test_a_name_that_is_wider_than_a_column_wraps():
    assert len(pieces(unbroken("the name of a class that goes on and on"))) == 10


@given(st.text(st.characters(codec="latin-1", exclude_categories=("C",)), max_size=24))
def test_nothing_is_lost_of_a_name(name):
    assert plain(unbroken(name)) == name.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0.0, "0"),
        (-0.5, "−0.5"),
        (152.3, "152"),
        (1234.5, "1,234"),
        (-999_999.0, "−999,999"),
        (1e12, "1e+12"),
        (-1e-26, "−1e−26"),
    ],
)
def test_a_number_has_three_digits_and_a_real_minus_and_is_never_parted(value, written):
    assert number(value) == written
    for sentence in (f"a ({number(value)}, 2) b", f"a {number(value)}·x b", f"a s = {number(value)}: b"):
        assert any(written in piece for piece in pieces(sentence))


def test_a_number_can_have_more_digits():
    assert number(152.36, digits=4) == "152.4"


@pytest.mark.parametrize(("term", "written"), [("−3·x", "− 3·x"), ("3·x", "+ 3·x")])
def test_a_term_keeps_its_sign_at_the_end_of_a_line(term, written):
    assert pieces(f"1 {plus(term)} {plus('2')}") == ["1", written, "+ 2"]


def test_what_is_counted_is_one_or_many():
    assert [plain(counted(n, "step")) for n in (0, 1, 1501)] == ["0 steps", "1 step", "1,501 steps"]
    assert pieces(counted(1501, "step")) == ["1,501 steps"]
