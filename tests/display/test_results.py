"""Results are looked at as frames, plain values, short texts and tables in a notebook."""

import json
import pickle
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from enum import StrEnum
from fractions import Fraction
from typing import ClassVar
from zoneinfo import ZoneInfo

import pytest

from rotation.display.answers import Answer, Answers
from rotation.display.results import Result
from rotation.model.source import Source

NEW_YORK = ZoneInfo("America/New_York")
NOON = datetime(2026, 12, 7, 17, tzinfo=UTC)


class Colour(StrEnum):
    """A value that is neither a text nor a number."""

    RED = "red"


@dataclass(frozen=True, slots=True)
class Shifts(Result):
    """A result of some rows."""

    columns: ClassVar[tuple[str, ...]] = ("track", "start", "load", "is_open")

    rows: tuple[Mapping[str, object], ...] = ()
    sentences: tuple[str, ...] = ()

    def records(self) -> Sequence[Mapping[str, object]]:
        """Return the rows."""
        return self.rows

    def lines(self) -> Sequence[str]:
        """Return the sentences."""
        return self.sentences

    def _zone(self) -> tzinfo:
        return NEW_YORK


@dataclass(frozen=True, slots=True)
class Word(Answer):
    """An answer of one word."""

    columns: ClassVar[tuple[str, ...]] = ("word",)
    none: ClassVar[str] = "no word"

    word: str

    def lines(self) -> tuple[str, ...]:
        """Return the word."""
        return (self.word,)

    def records(self) -> Sequence[Mapping[str, object]]:
        """Return one row."""
        return [{"word": self.word}]

    def as_dict(self) -> dict[str, object]:
        """Return the word."""
        return {"word": self.word}


ROW = {"track": "<A>", "start": NOON, "load": Fraction(7, 2), "is_open": False, "mark": Colour.RED}


def test_a_frame_has_the_columns_in_order_and_instants_in_the_zone() -> None:
    """Columns of the class come first, also without rows; numbers are floats."""
    frame = Shifts((ROW,)).to_frame()

    assert list(frame.columns) == ["track", "start", "load", "is_open", "mark"]
    assert str(frame["start"].dt.tz) == "America/New_York"
    assert frame["load"].tolist() == [3.5]
    empty = Shifts().to_frame()
    assert list(empty.columns) == list(Shifts.columns)
    assert str(empty["start"].dt.tz) == "America/New_York"


def test_plain_values_are_what_json_has() -> None:
    """Instants, dates, fractions, sources and enums become texts and numbers; order is kept."""
    row = {**ROW, "day": date(2026, 12, 7), "source": Source("a.csv", 3), "share": Fraction(1, 3)}
    values = Shifts((row,), ("one",)).to_dict()

    assert values == {
        "lines": ["one"],
        "rows": [
            {
                "track": "<A>",
                "start": "2026-12-07T12:00:00-05:00",
                "load": 3.5,
                "is_open": False,
                "mark": "red",
                "day": "2026-12-07",
                "source": "a.csv:3",
                "share": 0.333333,
            }
        ],
    }
    assert json.loads(json.dumps(values)) == values
    assert pickle.loads(pickle.dumps(Shifts((row,)))).to_dict() == Shifts((row,)).to_dict()  # noqa: S301 - our own bytes


def test_a_value_that_json_lacks_is_refused_by_its_place() -> None:
    """A set has no order, so equal results could give different texts."""
    with pytest.raises(TypeError, match=r"document\.rows\[0\]\.people: cannot write a set"):
        Shifts(({"people": {"ada"}},)).to_dict()


@pytest.mark.parametrize(
    ("count", "last"), [(0, "nothing to report"), (20, "line 19"), (21, "and 2 more")]
)
def test_a_text_has_at_most_twenty_lines(count: int, last: str) -> None:
    """The last line says how many are left out."""
    lines = str(Shifts(sentences=tuple(f"line {n}" for n in range(count)))).splitlines()

    assert len(lines) == min(max(count, 1), 20)
    assert lines[-1] == last


def test_a_notebook_shows_lines_and_rows_escaped() -> None:
    """No text of the input becomes markup; instants, numbers and switches are easy to read."""
    page = Shifts((ROW,), ("who <b>", "  is on call"))._repr_html_()

    assert page.startswith("<p>who &lt;b&gt;<br>\n&nbsp;&nbsp;is on call</p>\n<table>")
    cells = ("&lt;A&gt;", "Mon 2026-12-07 12:00", "no", "red")
    assert all(f'<td style="text-align:left">{text}</td>' in page for text in cells)
    assert '<td style="text-align:right">3.50</td>' in page
    assert '<th style="text-align:left">is open</th>' in page


def test_a_notebook_shows_some_of_many_rows() -> None:
    """A page does not grow without end; without rows it has no table."""
    page = Shifts(tuple({"track": str(n)} for n in range(75)))._repr_html_()

    assert page.count("<tr>") == 61
    assert page.endswith("<p>and 15 more rows</p>")
    assert Shifts()._repr_html_() == "<p>nothing to report</p>"


def test_several_answers_are_a_result_and_a_tuple() -> None:
    """Answers are equal to a tuple of them; without any, they say what that means."""
    answers = Answers((Word("yes"), Word("no")), Word)

    assert answers == (Word("yes"), Word("no"))
    assert str(answers) == answers.text == "yes\nno"
    assert answers.to_dict() == {"answers": [{"word": "yes"}, {"word": "no"}]}
    assert answers[0].to_dict() == {"word": "yes"}
    assert answers.to_frame()["word"].tolist() == ["yes", "no"]
    assert str(Answers((), Word)) == "no word"
    assert "<td" in answers._repr_html_()
