"""Loading a team that may belong to a fleet; of a fleet nothing is imported before there is one."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from rotation.config.collecting import uncollected
from rotation.config.document import CONFIG
from rotation.config.fleet_place import fleets_above
from rotation.config.folder import load
from rotation.config.journal_places import config_file
from rotation.config.spelling import hinting
from rotation.model.settings import DEFAULT_GOALS, RotationData

__all__ = ["load_in_fleet"]


@hinting()
@uncollected()
def load_in_fleet(
    path: str | Path, known_goals: Sequence[str] = DEFAULT_GOALS, today: date | None = None
) -> RotationData:
    """Read a rotation as `load` does, with what its people do in other teams (D12).

    Parameters
    ----------
    path, known_goals, today
        As for `load`.

    Returns
    -------
    RotationData
        That of `load` if no `fleet.toml` in a folder above is about this team.

    Raises
    ------
    BadInput
        As `load` does, and with every fault of that `fleet.toml`.
    """
    rotation = load(path, known_goals, today)
    config = config_file(Path(path))
    for folder, team in fleets_above(config.parent) if config.name == CONFIG else ():
        from rotation.config.around import with_fleet  # noqa: PLC0415 - most teams have no fleet

        seen = with_fleet(rotation, folder, team, known_goals, today)
        if seen is not None:
            return seen
    return rotation
