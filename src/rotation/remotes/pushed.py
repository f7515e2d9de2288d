"""What a push did, or would do, as a result."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from zoneinfo import ZoneInfo

from rotation.display.results import Result
from rotation.export.when import moment_text
from rotation.model.settings import RotationData
from rotation.remotes.push_rows import PushRow

__all__ = ["Push"]

_UNCHANGED = frozenset({"adopt", "not yet"})
_TEMPORARY = 75  # EX_TEMPFAIL of sysexits.h


@dataclass(frozen=True, slots=True, repr=False)
class Push(Result):
    """What was written to a remote, what would be, and what a person decides.

    Attributes
    ----------
    rotation : RotationData
        Whose plan.
    remote : str
        The name of the remote.
    at : datetime.datetime
        The instant, UTC.
    rows : tuple of PushRow
        By start.
    dry_run : bool
        Whether nothing was written.
    stopped : str
        Why it ended before all was written; may be empty.
    refused : bool
        Whether the remote refuses to be written to, so that another run ends alike.
    unequal : tuple of str
        What differs from the plan there after all was written.
    already : int
        How many shifts somebody else wrote there as they are published; these entries stay theirs.
    """

    columns: ClassVar[tuple[str, ...]] = (
        *("shift", "track", "start", "end", "before", "after", "action", "reason"),
        *("place", "id"),
    )

    rotation: RotationData
    remote: str
    at: datetime
    rows: tuple[PushRow, ...] = ()
    dry_run: bool = False
    stopped: str = ""
    refused: bool = False
    unequal: tuple[str, ...] = ()
    already: int = 0

    def __repr__(self) -> str:
        return f"<Push: {self.lines()[0]}>"

    @property
    def exit_code(self) -> int:
        """That of the command: 75 to run it again, 1 when a person decides, 0 when all is there."""
        if self.stopped:
            return 2 if self.refused else _TEMPORARY
        return int(bool(self.unequal) or any(row.decides for row in self.rows))

    @property
    def changes(self) -> int:
        """How many shifts were changed there, or would be."""
        return sum(not row.decides and row.action not in _UNCHANGED for row in self.rows)

    def records(self) -> Sequence[Mapping[str, object]]:
        """Return one row per shift."""
        return [{name: getattr(row, name) for name in self.columns} for row in self.rows]

    def lines(self) -> tuple[str, ...]:
        """Return what was done in a sentence, then a sentence per shift."""
        zone = self._zone()
        texts = []
        for row in self.rows:
            span = " to ".join(moment_text(moment, zone) for moment in (row.start, row.end))
            texts.append(f"{row.shift}, {span}: {row.action}, {row.holders}: {row.reason}")
        return (self.head(), *texts, *self.foot(), *self.tail())

    def head(self) -> str:
        """Return the remote, and what was done there."""
        count = self.changes
        shifts = f"{count} shift{'' if count == 1 else 's'}"
        what = f"{shifts} would change there" if self.dry_run else f"{shifts} changed there"
        return f"{self.remote}: {what if count else 'nothing to write'}"

    def foot(self) -> tuple[str, ...]:
        """Return what somebody else wrote there as it is published, if there is any."""
        if not self.already:
            return ()
        count = self.already
        shifts, those = ("1 shift is", "it") if count == 1 else (f"{count} shifts are", "them")
        fix = f"if the ledger was lost, --adopt makes {those} ours"
        return (f"{self.remote}: {shifts} there already, by somebody else; {fix}",)

    def tail(self) -> tuple[str, ...]:
        """Return what went wrong, and how many shifts a person decides about."""
        lines = [f"after writing, {self.remote} differs: {text}" for text in self.unequal]
        if self.stopped:
            again = "nothing more was written" if self.refused else "run it again"
            lines.append(f"stopped: {self.stopped}; {again}")
        decide = sum(row.decides for row in self.rows)
        if decide:
            what = "1 shift waits" if decide == 1 else f"{decide} shifts wait"
            lines.append(f"{self.remote}: {what} for somebody to decide")
        return tuple(lines)

    def _document(self) -> Mapping[str, object]:
        return {
            "remote": self.remote,
            "at": self.at,
            "done": not self.dry_run and self.exit_code == 0,
            "shifts": self.records(),
            "stopped": self.stopped,
            "unequal": self.unequal,
            "already": self.already,
        }

    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.rotation.timezone)
