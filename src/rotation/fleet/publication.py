"""What became of the publication of each team of a fleet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rotation.display.results import Result
from rotation.errors import Fault, gravest, grouped
from rotation.fleet.report import TeamRow, in_short, problem_documents, problem_records
from rotation.model.spelling import counted

__all__ = ["FleetPublication", "TeamPublication"]

WHOLE = "each team is whole or unchanged"


@dataclass(frozen=True, slots=True)
class TeamPublication:
    """What became of the publication of a team, or would become of it.

    Attributes
    ----------
    team : str
        Its folder, relative to the fleet's.
    exit_code : int
        That of `rotation publish` for this team alone.
    shifts : int or None
        How many shifts its plan has; None if it could not be read.
    new, changed : int or None
        How many of them were not published before, and differently.
    open : int or None
        How many regular shifts nobody holds.
    short_notice : int or None
        How many shifts people newly get inside the notice.
    faults : tuple of Fault
        Why nothing was published.
    """

    team: str
    exit_code: int
    shifts: int | None = None
    new: int | None = None
    changed: int | None = None
    open: int | None = None
    short_notice: int | None = None
    faults: tuple[Fault, ...] = ()

    @classmethod
    def of_failure(cls, row: TeamRow) -> "TeamPublication":
        """Return that of a team that an error ended."""
        return cls(row.team, row.exit_code, faults=row.faults)

    @property
    def problems(self) -> tuple[str, ...]:
        """Why nothing was published, one line per cause."""
        return tuple(grouped(self.faults))

    @property
    def changes(self) -> bool:
        """Whether the published plan changes."""
        return not self.faults and bool(self.new or self.changed)


@dataclass(frozen=True, slots=True)
class FleetPublication(Result):
    """What became of the publication of each team: one row per team.

    Attributes
    ----------
    rows : tuple of TeamPublication
        By team.
    written : bool
        Whether anything was to be written.
    """

    columns: ClassVar[tuple[str, ...]] = (
        *("team", "exit_code", "shifts", "new", "changed", "open", "short_notice", "problem"),
    )

    rows: tuple[TeamPublication, ...]
    written: bool = True

    @property
    def exit_code(self) -> int:
        """The exit code of the fleet: that of its gravest team."""
        return gravest(row.exit_code for row in self.rows)

    def records(self) -> Sequence[Mapping[str, object]]:
        """Return one row per team."""
        return problem_records(self.rows, self.columns)

    def lines(self) -> tuple[str, ...]:
        """Return one line per team, and how many were published."""
        return (*map(_line, self.rows), self.summary)

    @property
    def summary(self) -> str:
        """How many teams were published, were published already, and failed."""
        changed = sum(row.changes for row in self.rows)
        failures = sum(bool(row.faults) for row in self.rows)
        unchanged = len(self.rows) - changed - failures
        parts = [f"{'published' if self.written else 'to publish'}: {changed}"]
        parts += [f"as before: {unchanged}"] if unchanged else []
        parts += [f"failed: {failures}; {WHOLE}"] if failures else []
        return f"{counted(len(self.rows), 'team')}; {', '.join(parts)}"

    def _document(self) -> Mapping[str, object]:
        return {
            "exit_code": self.exit_code,
            "done": self.written and not any(row.faults for row in self.rows),
            "teams": problem_documents(self.rows, self.columns),
        }


def _line(row: TeamPublication) -> str:
    if row.faults:
        return f"{row.team}: failed: {in_short(row.problems)}"
    parts = [counted(row.shifts or 0, "shift"), f"{row.new} new", f"{row.changed} changed"]
    parts += [f"{row.open} open"] if row.open else []
    parts += [f"{row.short_notice} at short notice"] if row.short_notice else []
    return f"{row.team}: {', '.join(parts)}"
