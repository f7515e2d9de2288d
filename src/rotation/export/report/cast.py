"""The people and tracks of a report, with the same look on every chart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import cached_property
from unicodedata import east_asian_width

from rotation.export.report.shapes import LegendEntry
from rotation.export.text import NO_ONE, clean, fitting
from rotation.export.when import clock_words
from rotation.model.report import Member, Report, ShiftLine

__all__ = ["Cast", "fit", "number", "signed", "span_words"]

COLOURS = 7
"""The number of distinct colours of Okabe and Ito; report.css has them as `.k0` to `.k6`."""


@dataclass(frozen=True)
class Cast:
    """The people and tracks of a report.

    Parameters
    ----------
    report : Report
        Whose.
    """

    report: Report

    @cached_property
    def _members(self) -> dict[str, tuple[int, Member]]:
        return {member.id: (n, member) for n, member in enumerate(self.report.members)}

    @cached_property
    def _tracks(self) -> dict[str, int]:
        names = [name for name, _ in self.report.tracks]
        # A past track may have a name that no track has today.
        names += sorted({line.shift.track for line in self.report.record} - set(names))
        return {name: n for n, name in enumerate(names)}

    @property
    def tracks(self) -> tuple[str, ...]:
        """The names of the tracks, in the order of their colours."""
        return tuple(self._tracks)

    @cached_property
    def _shorts(self) -> dict[str, str]:
        names = list(self._tracks)
        for length in (1, 2, 3):
            shorts = [name[:length] for name in names]
            if len(set(shorts)) == len(names):
                return dict(zip(names, shorts, strict=True))
        return {name: str(n) for n, name in enumerate(names, start=1)}

    def name(self, person: str | None) -> str:
        """Return a person's name; `No one` for nobody."""
        if person is None:
            return NO_ONE
        known = self._members.get(person)
        return clean(known[1].name) or person if known else person

    def index(self, person: str | None) -> int | None:
        """Return a person's number, for highlighting."""
        known = self._members.get(person or "")
        return known[0] if known else None

    def colour(self, track: str) -> str:
        """Return the class of a track's colour."""
        return f"k{self._tracks[track] % COLOURS}"

    def short(self, track: str) -> str:
        """Return the shortest beginning of a track's name that is unique."""
        return self._shorts[track]

    def keys(self) -> tuple[LegendEntry, ...]:
        """Return the tracks for a legend."""
        return tuple(
            LegendEntry(
                f"{self.colour(name)} on-{self.colour(name)}", f"track {name}", self.short(name)
            )
            for name, _ in self.report.tracks
        )

    def lanes(self, holders: Iterable[str | None]) -> tuple[Member, ...]:
        """Return the people in the rotation or among the holders, by name."""
        among = set(holders)
        return tuple(m for m in self.report.members if m.present or m.id in among)

    def label(self, line: ShiftLine) -> str:
        """Return a line in one clause, for its tooltip."""
        origin = "" if not line.locked else ", settled before"
        return (
            f"{self.name(line.person)}, track {line.shift.track}: "
            f"{span_words(line.start, line.end)}{origin}"
        )


def span_words(start: datetime, end: datetime) -> str:
    """Return `Mon 7 Dec 11:00 to Mon 14 Dec 11:00`."""
    return f"{clock_words(start)} to {clock_words(end)}"


def number(value: Fraction | float, digits: int = 1) -> str:
    """Return a number as people read it: whole, or with some digits."""
    text = f"{float(value):.{digits}f}"
    return text.removesuffix(f".{'0' * digits}").replace("-", "\N{MINUS SIGN}")


def signed(value: Fraction) -> str:
    """Return a difference with its sign; less than a twentieth is `0`."""
    text = number(value)
    if text in {"0", "\N{MINUS SIGN}0"}:
        return "0"
    return text if value < 0 else f"+{text}"


def fit(name: str, width: float, letter: float = 7.8) -> str:
    """Return the longest form of a name that fits: all, a word or its part, initials, or nothing.

    Parameters
    ----------
    name : str
        Clean.
    width : float
        Pixels.
    letter : float
        Pixels of a letter; wide East Asian letters count nearly twice.
    """
    return fitting(name, lambda text: _width(text, letter) <= width)


def _width(text: Sequence[str] | str, letter: float) -> float:
    wide = sum(east_asian_width(char) in "WF" for char in text)
    return letter * (len(text) + 0.8 * wide)
