"""A plan: a schedule that answers questions and is written to a folder."""

from collections.abc import Mapping
from functools import cached_property
from importlib import import_module
from pathlib import Path
from types import MethodType
from typing import TYPE_CHECKING, Any

from rotation.arguments import checked, places_named
from rotation.export import write_folder
from rotation.journal import home_of
from rotation.kinds import PATH
from rotation.plans.facts import plan_facts
from rotation.plans.files import plan_files
from rotation.plans.schedule import PlannedSchedule

if TYPE_CHECKING:
    from rotation import explain

__all__ = ["Plan"]


class _Question:
    """A function of `rotation.explain` as a method; the package is imported when one is asked."""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, plan: "Plan | None", owner: type) -> Any:
        asked = getattr(import_module("rotation.explain"), self._name)
        return asked if plan is None else MethodType(asked, plan)


class Plan(PlannedSchedule):
    """A schedule of a horizon, checked without the solver.

    What it is asked may solve, and gives answers (docs/explaining.md). Its `to_dict` has the fields
    of `plan.json` (docs/files.md) without `input_digest`, `versions` and `files`, which are about
    the output folder.

    Attributes
    ----------
    rotation : Rotation
        What was planned for.
    problem : Problem
        What was decided: people, shifts, and what is settled.
    roster : Roster
        Engineer id by shift id; None for an open shift.
    objectives : tuple of Objective
        `goal`, `title`, exact `value` in its `unit`, `bound`, and whether it is `proved` best, of
        each number that was minimised or maximised, most important first.
    today : datetime.date
        The day of planning, in the rotation's zone.
    effort : float
        Deterministic units the solver used; the same on every computer.
    stopped : str
        Why the search was cut short from outside; when not empty the roster is not reproducible.

    Examples
    --------
    >>> plan
    <Plan of Team, 2026-12-01 to 2027-01-01: 5 shifts, 1 open, proved>
    >>> plan.roster["A-2026-12-07"]
    'ben'
    >>> plan.roster.open_shifts()
    ('A-2026-12-28',)
    """

    # The questions of `rotation.explain` take a plan first: as they are, they are its methods.
    if TYPE_CHECKING:
        conflicts = explain.conflicts
        fixes = explain.fixes
        why = explain.why
        why_not = explain.why_not
        compromises = explain.compromises
        longer_rest = explain.longer_rest
        orders = explain.orders
    else:
        conflicts = _Question()
        fixes = _Question()
        why = _Question()
        why_not = _Question()
        compromises = _Question()
        longer_rest = _Question()
        orders = _Question()

    def _document(self) -> Mapping[str, object]:
        return plan_facts(self)

    def files(self) -> Mapping[str, bytes]:
        """Return the files of the output folder, by relative name, `plan.json` last."""
        return self._files

    @cached_property
    def _files(self) -> Mapping[str, bytes]:
        return plan_files(self)

    @places_named({"--out": "folder"})
    @checked(folder=PATH)
    def write(self, folder: str | Path) -> tuple[Path, ...]:
        """Write the output folder, all files or none.

        Parameters
        ----------
        folder : str or Path
            Made, with its parents, when missing. People's calendars of the plan before that this
            one lacks are removed; other files are never touched.

        Returns
        -------
        tuple of Path
            The files.

        Raises
        ------
        BadInput
            When the folder cannot be written, or another command is working on the rotation's
            files.

        Examples
        --------
        >>> paths = plan.write("out")
        >>> paths[0].name, paths[-1].name
        ('schedule.csv', 'plan.json')
        """
        files = self.files()
        write_folder(Path(folder), files, home_of(self.rotation.places))
        return tuple(Path(folder) / name for name in files)
