"""How numbers and tables of answers read."""

from fractions import Fraction

import pytest

from rotation.display.answers import Answers, aligned, number, place, plain
from rotation.model.source import Source


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (-3, "-3"),
        (Fraction(6, 3), "2"),
        (Fraction(1, 2), "0.50"),
        (Fraction(-2, 3), "-0.67"),
        (Fraction(1, 1000), "0.00"),
    ],
)
def test_a_number_is_whole_or_has_two_digits(value: Fraction | int, text: str) -> None:
    """Whole numbers have no digits behind a point; all others have two."""
    assert number(value) == text


def test_values_as_json_knows_them() -> None:
    """Whole fractions are whole numbers, sources are text, nothing else is touched."""
    assert (plain(Fraction(4, 2)), plain(Fraction(1, 4))) == (2, 0.25)
    assert isinstance(plain(Fraction(4, 2)), int)
    assert (plain(None), plain("x"), plain(3), plain(True)) == (None, "x", 3, True)
    assert plain(Source("a.csv", 3)) == place(Source("a.csv", 3)) == "a.csv:3"
    assert place(None) is None


def test_columns_stand_below_each_other() -> None:
    """A column is as wide as its widest cell; two blanks between, none at the end."""
    assert aligned([("a", "bbb", "c"), ("aaaa", "b"), ("aa", "", "cc"), ()]) == [
        "a     bbb  c",
        "aaaa  b",
        "aa         cc",
        "",
    ]
    assert aligned([]) == []


def test_columns_are_those_of_a_terminal() -> None:
    """Chinese letters take two columns, full-width ones too, and accents of their own none."""
    combined = "Zoe\u0308"
    assert aligned(
        [("李小龍", "x"), ("abcdef", "x"), (combined, "x"), ("\uff21b", "x"), ("Zoë", "x")]
    ) == [
        "李小龍  x",
        "abcdef  x",
        f"{combined}     x",
        "\uff21b     x",
        "Zoë     x",
    ]


def test_several_answers_are_read_in_order() -> None:
    """Their sentences follow each other, one a line, and so do their rows."""

    class Said:
        columns = ("text", "share")

        def __init__(self, *texts: str) -> None:
            self.texts = texts

        def lines(self) -> tuple[str, ...]:
            return self.texts

        def as_dict(self) -> dict[str, object]:
            return {"texts": list(self.texts)}

        def records(self) -> list[dict[str, object]]:
            return [{"text": text, "share": Fraction(1, 2)} for text in self.texts]

    several = Answers([Said("b", "a"), Said(), Said("c")], Said)
    assert several.text == "b\na\nc"
    assert several.as_list() == [{"texts": ["b", "a"]}, {"texts": []}, {"texts": ["c"]}]
    frame = several.to_frame()
    assert frame.to_dict("list") == {"text": ["b", "a", "c"], "share": [0.5] * 3}
    assert list(Answers([], Said).to_frame()) == ["text", "share"]
