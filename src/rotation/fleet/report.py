"""What became of each team of a fleet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Protocol

from rotation.display.results import Result
from rotation.errors import BadInput, Fault, RotationError, gravest, grouped
from rotation.model.spelling import counted

__all__ = [
    "FleetReport",
    "TeamRow",
    "failed",
    "in_short",
    "problem_documents",
    "problem_records",
]


@dataclass(frozen=True, slots=True)
class TeamRow:
    """What became of a team.

    Attributes
    ----------
    team : str
        Its folder, relative to the fleet's.
    exit_code : int
        That of the same command for this team alone.
    open : int or None
        How many shifts nobody holds; None if the team failed.
    broken : int or None
        How many broken rules there are.
    proved : bool or None
        Whether no plan is better; None for a schedule that was checked.
    short_notice : int or None
        How many shifts begin inside the notice; None for a schedule that was checked.
    shared : int
        How many of its people belong to other teams, too.
    notes : tuple of str
        What should be known about its plan: clauses.
    warnings : tuple of Fault
        What was left out when its files were read, and who could hold no shift of its plan.
    faults : tuple of Fault
        Why the team failed.
    seconds : float
        Wall time; neither compared nor among the plain values.
    unchanged : bool
        Whether its plan was written before and did not have to be made again; like `seconds`.
    """

    team: str
    exit_code: int
    open: int | None = None
    broken: int | None = None
    proved: bool | None = None
    short_notice: int | None = None
    shared: int = 0
    notes: tuple[str, ...] = ()
    warnings: tuple[Fault, ...] = ()
    faults: tuple[Fault, ...] = ()
    seconds: float = field(default=0.0, compare=False)
    unchanged: bool = field(default=False, compare=False)

    @property
    def problems(self) -> tuple[str, ...]:
        """Why the team failed, one line per cause."""
        return tuple(grouped(self.faults))

    @property
    def problem(self) -> str:
        """The first of them, and how many more there are; empty if there is none."""
        return in_short(self.problems)


@dataclass(frozen=True, slots=True)
class FleetReport(Result):
    """What became of the teams of a fleet: one row per team.

    Attributes
    ----------
    rows : tuple of TeamRow
        By team.
    warnings : tuple of Fault
        What went wrong without harm to any team; neither compared nor among the plain values.
    remark : str
        What is worth knowing about the fleet itself; empty if nothing is. Like `warnings`.
    """

    columns: ClassVar[tuple[str, ...]] = (
        *("team", "exit_code", "open", "proved", "short_notice", "broken", "shared"),
        *("note", "warnings", "problem"),
    )

    rows: tuple[TeamRow, ...]
    warnings: tuple[Fault, ...] = field(default=(), compare=False)
    remark: str = field(default="", compare=False)

    @property
    def exit_code(self) -> int:
        """The exit code of the fleet: that of its gravest team."""
        return gravest(row.exit_code for row in self.rows)

    def records(self) -> Sequence[Mapping[str, object]]:
        """Return one row per team, without times: equal inputs give equal rows."""
        return [
            {
                "team": row.team,
                "exit_code": row.exit_code,
                "open": row.open,
                "proved": row.proved,
                "short_notice": row.short_notice,
                "broken": row.broken,
                "shared": row.shared,
                "note": "; ".join(row.notes),
                "warnings": len(row.warnings),
                "problem": row.problem,
            }
            for row in self.rows
        ]

    def lines(self) -> tuple[str, ...]:
        """Return one line per team, and how many there are."""
        return (*map(_line, self.rows), self.summary)

    @property
    def summary(self) -> str:
        """How many teams there are, how many failed, and how many shifts are open."""
        failures = sum(bool(row.faults) for row in self.rows)
        counts = (
            counted(len(self.rows), "team"),
            f"{failures} failed" if failures else "",
            f"{counted(sum(row.open or 0 for row in self.rows), 'shift')} open",
            counted(sum(row.broken or 0 for row in self.rows), "broken rule"),
        )
        return ", ".join(filter(None, counts))

    def _document(self) -> Mapping[str, object]:
        return {
            "exit_code": self.exit_code,
            "teams": [
                {key: value for key, value in record.items() if key not in {"note", "problem"}}
                | {"notes": row.notes, "warnings": grouped(row.warnings)}
                | {"problems": row.problems}
                for record, row in zip(self.records(), self.rows, strict=True)
            ],
        }


def failed(team: str, error: Exception, seconds: float = 0.0) -> TeamRow:
    """Return the row of a team that an error ended.

    Parameters
    ----------
    team : str
        Its folder.
    error : Exception
        An error of ours has its own exit code, one of files that of bad input; any other is a bug.
    seconds : float
        Wall time until then.
    """
    faults: tuple[Fault, ...]
    if isinstance(error, BadInput):
        faults = error.faults
    elif isinstance(error, RotationError):
        faults = (Fault("", str(error)),)
    elif isinstance(error, OSError):
        what = (error.strerror or str(error)).lower()
        faults = (Fault(str(error.filename or ""), what),)
    else:
        what = f"{type(error).__name__}: {error}"
        faults = (Fault("", what, "that is a bug: please report it"),)
    code = error.exit_code if isinstance(error, RotationError) else 2
    bug = not isinstance(error, RotationError | OSError)
    return TeamRow(team, 70 if bug else code, faults=faults, seconds=seconds)


def _line(row: TeamRow) -> str:
    if row.faults:
        return f"{row.team}: failed: {row.problem}"
    parts = [f"{counted(row.open or 0, 'shift')} open"]
    if row.proved is not None:
        parts.append("proved" if row.proved else "not proved")
    if row.short_notice:
        parts.append(f"{row.short_notice} at short notice")
    parts.append(counted(row.broken or 0, "broken rule"))
    if row.warnings:
        parts.append(counted(len(row.warnings), "warning"))
    return "; ".join((f"{row.team}: {', '.join(parts)}", *row.notes))


def in_short(problems: Sequence[str]) -> str:
    """Return the first of some problems, and how many more there are; empty without any."""
    first, *others = problems or ("",)
    return f"{first} (and {len(others)} more)" if others else first


class _WithProblems(Protocol):
    @property
    def problems(self) -> tuple[str, ...]: ...


def problem_records(
    rows: Iterable[_WithProblems], columns: Sequence[str]
) -> list[Mapping[str, object]]:
    """Return rows by column, of which the last is `problem`: the first one in short."""
    return [
        {**{name: getattr(row, name) for name in columns[:-1]}, "problem": in_short(row.problems)}
        for row in rows
    ]


def problem_documents(
    rows: Iterable[_WithProblems], columns: Sequence[str]
) -> list[Mapping[str, object]]:
    """Return rows as JSON has them: by column, with all `problems` in place of the last one."""
    return [
        {**{name: getattr(row, name) for name in columns[:-1]}, "problems": row.problems}
        for row in rows
    ]
