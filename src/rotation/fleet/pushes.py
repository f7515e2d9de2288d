"""What became of the pushes of a fleet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rotation.display.results import Result
from rotation.errors import Fault, gravest, grouped
from rotation.fleet.report import in_short, problem_documents, problem_records
from rotation.model.spelling import counted

__all__ = ["FleetPush", "TeamPush"]


@dataclass(frozen=True, slots=True)
class TeamPush:
    """What became of the push of a team to one of its remotes.

    Attributes
    ----------
    team : str
        Its folder, relative to the fleet's.
    remote : str
        The name of the remote; empty if the team could not be read.
    exit_code : int
        That of `rotation push` for this team and remote alone.
    written, changed, deleted : int
        How many shifts were created there, changed, and deleted, or would be.
    waiting : int
        How many shifts wait for somebody to decide.
    faults : tuple of Fault
        Why it failed.
    notes : tuple of str
        What went wrong after it began, and what to do.
    """

    team: str
    remote: str
    exit_code: int
    written: int = 0
    changed: int = 0
    deleted: int = 0
    waiting: int = 0
    faults: tuple[Fault, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def problems(self) -> tuple[str, ...]:
        """Why it failed, or what is left to do, one line per cause."""
        return (*grouped(self.faults), *self.notes)


@dataclass(frozen=True, slots=True)
class FleetPush(Result):
    """What became of the push of each team: one row per team and remote.

    Attributes
    ----------
    rows : tuple of TeamPush
        By team, then in the order of its remotes.
    without : tuple of str
        The teams that have no remote.
    dry_run : bool
        Whether nothing was written.
    """

    columns: ClassVar[tuple[str, ...]] = (
        *("team", "remote", "exit_code", "written", "changed", "deleted", "waiting", "problem"),
    )

    rows: tuple[TeamPush, ...]
    without: tuple[str, ...] = ()
    dry_run: bool = False

    @property
    def exit_code(self) -> int:
        """The exit code of the fleet: that of its gravest push."""
        return gravest(row.exit_code for row in self.rows)

    def records(self) -> Sequence[Mapping[str, object]]:
        """Return one row per team and remote."""
        return problem_records(self.rows, self.columns)

    def lines(self) -> tuple[str, ...]:
        """Return one line per team and remote, and how many there are."""
        return (*map(_line, self.rows), self.summary)

    @property
    def summary(self) -> str:
        """How many teams there are, what changed there, how many failed and have no remote."""
        teams = {row.team for row in self.rows} | set(self.without)
        changes = sum(row.written + row.changed + row.deleted for row in self.rows)
        failures = sum(bool(row.faults) for row in self.rows)
        parts = [
            counted(len(teams), "team"),
            f"{counted(changes, 'shift')} {'would change' if self.dry_run else 'changed'} there",
            f"{failures} failed" if failures else "",
            f"{len(self.without)} without a remote" if self.without else "",
        ]
        return ", ".join(filter(None, parts))

    def _document(self) -> Mapping[str, object]:
        return {
            "exit_code": self.exit_code,
            "done": not self.dry_run and self.exit_code == 0,
            "pushes": problem_documents(self.rows, self.columns),
            "without": self.without,
        }


def _line(row: TeamPush) -> str:
    where = f"{row.team}, {row.remote}" if row.remote else row.team
    if row.faults:
        return f"{where}: failed: {in_short(row.problems)}"
    counts = f"{row.written} written, {row.changed} changed, {row.deleted} deleted"
    return f"{where}: {counts}{''.join(f'; {note}' for note in row.notes)}"
