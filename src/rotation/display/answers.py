"""The common interface of answers: text, frames, JSON."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar, Protocol, Self, TypeVar

from rotation.display.frames import frame_of, plain
from rotation.model.source import Source

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Answer", "Answers", "aligned", "frame_of", "number", "place", "plain"]

AnswerRecord = Mapping[str, object]


class Answer(Protocol):
    """One answer.

    Attributes
    ----------
    columns : tuple of str
        The keys that all its `records` have, in the order of the frame.
    """

    columns: ClassVar[tuple[str, ...]]

    def lines(self) -> tuple[str, ...]:
        """Return the answer as sentences."""

    def as_dict(self) -> dict[str, object]:
        """Return it as plain values for JSON."""

    def records(self) -> Sequence[AnswerRecord]:
        """Return the rows of a frame."""


T = TypeVar("T", bound=Answer)


class Answers(tuple[T, ...]):
    """Several answers, in order: a tuple that can also be shown as text.

    Parameters
    ----------
    answers : iterable of Answer
        In order.
    of : type of Answer
        Their class: without any answer, a frame has its columns.
    """

    def __new__(cls, answers: Iterable[T], of: type[T]) -> Self:  # noqa: D102 - as __init__
        several = super().__new__(cls, answers)
        several._of = of
        return several

    def __getnewargs__(self) -> tuple[tuple[T, ...], type[T]]:
        return tuple(self), self._of

    _of: type[T]

    @property
    def text(self) -> str:
        """All sentences, one per line."""
        return "\n".join(self.lines())

    def lines(self) -> tuple[str, ...]:
        """Return the sentences of all."""
        return tuple(line for answer in self for line in answer.lines())

    def as_list(self) -> list[dict[str, object]]:
        """Return each answer as plain values for JSON."""
        return [answer.as_dict() for answer in self]

    def to_frame(self) -> "pd.DataFrame":
        """Return the rows of all answers in one frame (docs/frames.md)."""
        return frame_of((row for answer in self for row in answer.records()), self._of.columns)


def number(value: Fraction | int) -> str:
    """Return a number as people read it: whole, or with two digits."""
    exact = Fraction(value)
    return str(exact) if exact.denominator == 1 else f"{float(exact):.2f}"


def aligned(rows: Iterable[Sequence[str]]) -> list[str]:
    """Return rows of cells as aligned lines; rows may have fewer cells."""
    table = list(rows)
    most = max((len(row) for row in table), default=0)
    widths = [max(_width(row[n]) for row in table if len(row) > n) for n in range(most)]
    return ["  ".join(map(_padded, row, widths)).rstrip() for row in table]


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _width(text: str) -> int:
    """Return the columns of a terminal that a text takes."""
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return len(text) + wide - sum(unicodedata.combining(letter) > 0 for letter in text)


def place(source: Source | None) -> str | None:
    """Return where a fact is written, for JSON."""
    return None if source is None else str(source)
