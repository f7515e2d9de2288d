"""The output folder of a team, written by the parent alone."""

import contextlib
from pathlib import Path

from rotation.config.journal_places import config_file, home_at
from rotation.errors import Busy, RotationError
from rotation.export.folder import write_folder
from rotation.export.work import settled, unsettled, working
from rotation.fleet.memory import Memory
from rotation.fleet.work import Task, TeamOutcome, read_team
from rotation.plans.input_digest import input_digest

__all__ = ["settle", "write_outcome"]

_COMMAND = "rotation fleet plan"


def settle(task: Task) -> None:
    """Complete or undo what a killed command left in a team's folder, before it is read.

    Where another command is at work the team is left alone: writing it reports that.
    """
    config = config_file(Path(task.folder))
    if unsettled(config.parent):
        with contextlib.suppress(Busy):
            settled(home_at(config), _COMMAND)


def write_outcome(task: Task, outcome: TeamOutcome, memory: Memory) -> bool:
    """Write the files of a team, and remember them; return False if its input has changed.

    They are remembered before they are written: what is remembered counts only where the folder has
    these very files, so a run that is killed in between loses nothing, and a run that is killed
    later has not to plan the team again.

    Parameters
    ----------
    task, outcome
        Of a team that was planned.
    memory : Memory
        Of the fleet.

    Raises
    ------
    BadInput
        As `Plan.write`, and as `rotation.load`.
    Busy
        If the input has changed again while it was planned again.
    """
    config = config_file(Path(task.folder))
    home = home_at(config)
    with working(home, _COMMAND):
        if input_digest(read_team(task)) == outcome.digest:
            if outcome.remembered is None:
                memory.forget(task.team)
            else:
                memory.keep(task.team, outcome.remembered)
            try:
                write_folder(task.out, outcome.files, home)
            except (OSError, RotationError):
                memory.forget(task.team)
                raise
            return True
    if task.again:
        raise Busy("its files change all the time, and nothing was written; try again")
    return False
