"""What judging a schedule finds, as a result: broken rules, and shifts that nobody holds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import ClassVar, overload
from zoneinfo import ZoneInfo

from rotation.display.results import Result
from rotation.model.settings import RotationData
from rotation.model.shadows import is_shadow
from rotation.model.shifts import Entry, ShiftKind
from rotation.rules import Violation

__all__ = ["Judgement"]


@dataclass(frozen=True, slots=True)
class Judgement(Result, Sequence[Violation]):
    """How a schedule breaks the rules: a sequence of violations, with what was judged.

    As any sequence it is true if it holds something: here, a broken rule. `holds` is the opposite.

    Attributes
    ----------
    rotation : RotationData
        The team.
    violations : tuple of Violation
        First the places where tracks are not covered exactly once, then rule by rule, by time.
    entries : tuple of Entry
        The lines that were judged.
    soft : bool
        Whether they were judged by the soft rules instead.

    Examples
    --------
    >>> judgement = team.check(plan)
    >>> judgement.holds, len(judgement), judgement.open
    (True, 0, ('A-2026-12-28',))
    """

    columns: ClassVar[tuple[str, ...]] = ("rule", "text", "shifts", "people", "sources")

    rotation: RotationData
    violations: tuple[Violation, ...]
    entries: tuple[Entry, ...]
    soft: bool = False

    @overload
    def __getitem__(self, place: int) -> Violation: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Violation, ...]: ...

    def __getitem__(self, place: int | slice) -> Violation | tuple[Violation, ...]:
        return self.violations[place]

    def __len__(self) -> int:
        return len(self.violations)

    @property
    def holds(self) -> bool:
        """Whether every rule holds; open shifts break none."""
        return not self.violations

    @property
    def open(self) -> tuple[str, ...]:
        """Ids of the shifts that nobody holds, in the order of the lines."""
        return tuple(line.shift for line in self.open_lines)

    @property
    def open_lines(self) -> tuple[Entry, ...]:
        """Their lines; nobody has to hold a shadow."""
        return tuple(
            e for e in self.entries if e.engineer is None and not is_shadow(self.rotation, e)
        )

    @property
    def open_regular(self) -> tuple[Entry, ...]:
        """The lines of regular shifts among them: someone must act."""
        return tuple(line for line in self.open_lines if line.kind is ShiftKind.REGULAR)

    def records(self) -> Sequence[Mapping[str, object]]:
        """Return one row per violation, as `rotation check --format csv`."""
        return [
            {
                "rule": violation.rule,
                "text": violation.text,
                "shifts": "; ".join(violation.shifts),
                "people": "; ".join(violation.people),
                "sources": "; ".join(map(str, violation.sources)),
            }
            for violation in self.violations
        ]

    def lines(self) -> tuple[str, ...]:
        """Return each violation and each open shift as a sentence, then what was judged."""
        kind = "not kept, and soft: " if self.soft else ""
        return (*(f"{kind}{violation}" for violation in self.violations), *self._others())

    @property
    def summary(self) -> str:
        """How many shifts were judged, and how many rules they break, without a name."""
        return f"{self._count()}{self._ending()}"

    def _others(self) -> Iterator[str]:
        for line in self.open_lines:
            place = f" ({line.source})" if line.source else ""
            yield f"open: nobody holds {line.shift}{place}"
        yield f"{self.rotation.name}: {self.summary}"

    def _count(self) -> str:
        entries, zone = self.entries, self._zone()
        count = f"{len(entries)} shift{'' if len(entries) == 1 else 's'}"
        if entries:
            count += f" from {min(e.start for e in entries).astimezone(zone).date()}"
            count += f" to {max(e.end for e in entries).astimezone(zone).date()}"
        regular = len(self.open_regular)
        if regular:
            count += f", {regular} regular shift{'' if regular == 1 else 's'} open"
        return count

    def _ending(self) -> str:
        rule = "soft rule" if self.soft else "rule"
        if self.violations:
            count = len(self.violations)
            return f", {count} broken {rule}{'' if count == 1 else 's'}"
        return (
            f"; every {rule} holds for the others" if self.open_regular else f", every {rule} holds"
        )

    def _document(self) -> Mapping[str, object]:
        return {
            "holds": self.holds,
            "soft": self.soft,
            "shifts": len(self.entries),
            "broken": [
                {
                    "rule": violation.rule,
                    "text": violation.text,
                    "shifts": violation.shifts,
                    "people": violation.people,
                    "sources": violation.sources,
                }
                for violation in self.violations
            ],
            "open": self.open,
        }

    def _caption(self) -> Sequence[str]:
        return tuple(self._others())  # the table has the violations

    def _zone(self) -> tzinfo:
        return ZoneInfo(self.rotation.timezone)
