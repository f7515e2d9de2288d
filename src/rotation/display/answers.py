"""The common interface of answers: text, frames, JSON."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar, Self, TypeVar

from rotation.display.frames import frame_of, plain
from rotation.display.results import Result, number
from rotation.model.source import Source

__all__ = ["Answer", "Answers", "aligned", "frame_of", "number", "place", "plain"]


class Answer(Result):
    """One answer; a base of frozen dataclasses.

    Attributes
    ----------
    columns : tuple of str
        The keys that all its `records` have, in the order of the frame.
    none : str
        What is printed when there is no such answer.
    """

    __slots__ = ()

    none: ClassVar[str]

    def as_dict(self) -> dict[str, object]:
        """Return it as plain values for JSON."""
        raise NotImplementedError

    def _document(self) -> Mapping[str, object]:
        return self.as_dict()


T = TypeVar("T", bound=Answer)


class Answers(Result, tuple[T, ...]):
    """Several answers, in order: a tuple that can also be shown as text.

    Parameters
    ----------
    answers : iterable of Answer
        In order.
    of : type of Answer
        Their class: without any answer, a frame has its columns.
    remarks : sequence of str
        What people should know first: that the plan in question differs from the published one.

    Examples
    --------
    >>> answers = plan.conflicts()
    >>> len(answers), answers[0].shifts
    (1, ('A-2026-12-28',))
    >>> list(answers.to_frame().columns)
    ['shifts', 'proof', 'minimal', 'rule', 'fact', 'people', 'source']
    """

    def __new__(  # noqa: D102 - as __init__
        cls, answers: Iterable[T], of: type[T], remarks: Sequence[str] = ()
    ) -> Self:
        several = super().__new__(cls, answers)
        several._of, several.remarks = of, tuple(remarks)
        return several

    def __getnewargs__(self) -> tuple[tuple[T, ...], type[T], tuple[str, ...]]:
        return tuple(self), self._of, self.remarks

    _of: type[T]
    remarks: tuple[str, ...]

    @property
    def text(self) -> str:
        """All sentences, one per line."""
        return "\n".join(self.lines())

    def lines(self) -> tuple[str, ...]:
        """Return the remarks, then the sentences of all."""
        return (*self.remarks, *(line for answer in self for line in answer.lines()))

    def as_list(self) -> list[dict[str, object]]:
        """Return each answer as plain values for JSON."""
        return [answer.as_dict() for answer in self]

    def records(self) -> Sequence[Mapping[str, object]]:
        """Return the rows of all answers."""
        return [row for answer in self for row in answer.records()]

    def _document(self) -> Mapping[str, object]:
        return {"answers": self.as_list(), **({"remarks": self.remarks} if self.remarks else {})}

    def _head(self) -> Sequence[str]:
        return self._of.columns

    def _nothing(self) -> str:
        return self._of.none


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
