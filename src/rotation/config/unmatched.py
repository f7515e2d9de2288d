"""Time off of unknown people: refused, deferred until its days matter, or skipped (I31)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from rotation.config.faults import Faults, Wrong
from rotation.config.person_names import plain
from rotation.config.text import quote
from rotation.errors import Fault
from rotation.model.entrances import Entrance
from rotation.model.people import TimeOffKind, Unmatched
from rotation.model.source import Source
from rotation.model.spelling import listed

__all__ = ["Unclear", "UnmatchedTimeOff"]

_LISTED = 50
"""The number of skipped titles that are listed; the rest is counted."""


class Unclear(Wrong):
    """It is unclear whose time off something is.

    Parameters
    ----------
    what, hint : str
        As in `Wrong`.
    doubt : str
        What to check before it is skipped; empty if simply nobody is named.
    """

    def __init__(self, what: str, hint: str = "", doubt: str = "") -> None:
        super().__init__(what, hint)
        self.doubt = doubt


@dataclass(slots=True)
class _Nobodys:
    """A row or an event of an unknown person, and its times."""

    source: Source
    key: str
    title: str
    problem: Unclear
    kind: TimeOffKind
    times: list[tuple[datetime, datetime] | None] = field(default_factory=list)


class UnmatchedTimeOff:
    """Collects time off whose person is unknown or unclear.

    Parameters
    ----------
    unmatched : {"error", "skip"}
        Whether to refuse or skip it.
    ignore : sequence of str
        Titles of events that are not absences, and names in rows that are not of the rotation.
    entrance : Entrance
        Where both are written.

    Attributes
    ----------
    fix : str
        The fix for time off of people outside the rotation.
    skips : bool
        Whether it is skipped, so that its times do not matter.
    """

    def __init__(
        self,
        unmatched: Literal["error", "skip"],
        ignore: Sequence[str],
        entrance: Entrance = Entrance(),
    ) -> None:
        self.fix = entrance.ignoring()
        self.skips = unmatched == "skip"
        self._ignored = frozenset(map(plain, ignore))
        self._nobodys: dict[tuple[Source, str], _Nobodys] = {}

    def ignores(self, title: str) -> bool:
        """Return whether a title or a name is to be ignored."""
        return plain(title) in self._ignored

    def add(
        self,
        source: Source,
        key: str,
        title: str,
        problem: Unclear,
        *,
        times: tuple[datetime, datetime] | None,
        kind: TimeOffKind = TimeOffKind.VACATION,
    ) -> None:
        """Keep time off of an unknown person.

        Parameters
        ----------
        source, key
            Where it is.
        problem : Unclear
            Why the person is unknown.
        title : str
            The title of an event, or the name in a row.
        times : tuple of (datetime.datetime, datetime.datetime), or None
            UTC, half-open; several of one source belong to a repeating event. None if they cannot
            be read or do not matter.
        kind : TimeOffKind
            Leave lowers shares, vacation does not.
        """
        new = _Nobodys(source, key, title, problem, kind)
        self._nobodys.setdefault((source, key), new).times.append(times)

    def settle(self, over: datetime | None, faults: Faults, remarks: Faults) -> Iterator[Unmatched]:
        """Report what is skipped and what is refused; yield what is over, for later checks.

        Parameters
        ----------
        over : datetime.datetime or None
            Time off that ends by then is over; None if that is unknown.
        faults, remarks : Faults
            Collect what is refused and what is skipped.
        """
        if self.skips:
            self._list(remarks)
            return
        for entry in self._nobodys.values():
            for times in entry.times:
                if faults.many:
                    return
                title = quote(entry.title)
                if over is None or times is None or times[1] > over:
                    faults.wrong(entry.source, entry.key, entry.problem, about=title)
                else:
                    fault = Fault(
                        entry.source.key(entry.key), entry.problem.what, entry.problem.hint, title
                    )
                    yield Unmatched(*times, entry.kind, fault)

    def _list(self, remarks: Faults) -> None:
        files: dict[str, list[_Nobodys]] = {}
        for entry in sorted(self._nobodys.values(), key=lambda entry: entry.source):
            files.setdefault(entry.source.file, []).append(entry)
        for file, skipped in files.items():
            lines: dict[tuple[bool, str, str], list[int]] = {}
            for entry in skipped:
                doubt = entry.problem.doubt
                # Entries to check come first, because the list may be cut short.
                kind = (not doubt, quote(entry.title), doubt)
                lines.setdefault(kind, []).append(entry.source.line)
            titles = (_listed_title(*kind[1:], at) for kind, at in sorted(lines.items()))
            what = f"{len(skipped)} skipped, not in the rotation: {listed(titles, _LISTED)}"
            remarks.add(Source(file), "", what)


def _listed_title(title: str, doubt: str, lines: Sequence[int]) -> str:
    where = f"{'line' if len(lines) == 1 else 'lines'} {', '.join(map(str, lines))}"
    return f"{title} ({where}{': ' if doubt else ''}{doubt})"
