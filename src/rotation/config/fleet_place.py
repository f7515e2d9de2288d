"""Where a `fleet.toml` is that may list a team, before any is read."""

import os
from collections.abc import Iterator
from pathlib import Path

__all__ = ["FLEET", "fleets_above"]

FLEET = "fleet.toml"


def fleets_above(team: Path) -> Iterator[tuple[Path, str]]:
    """Yield the folders with a `fleet.toml` in which a team is, the nearest first.

    Parameters
    ----------
    team : pathlib.Path
        The folder of the team; it may be that of the fleet as well.

    Yields
    ------
    tuple of (pathlib.Path, str)
        The folder, and the team's relative to it, with `/`.
    """
    # What follows a link with `..` is only known to the system; other links are kept as named.
    home = Path(os.path.realpath(team)) if ".." in team.parts else team.absolute()
    for folder in (home, *home.parents):
        if os.path.lexists(folder / FLEET):
            yield folder, home.relative_to(folder).as_posix()
