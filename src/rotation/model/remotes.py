"""Calendars and pagers that the published plan is pushed to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from rotation.model.argument_names import made_by_name
from rotation.model.parts import PAIRS, SOURCE, TEXT, WHOLE, RotationPart, fill
from rotation.model.source import Source

__all__ = ["DAYS", "TOOLS", "Remote", "ToolKind"]

DAYS = 60
"""How far ahead a remote shows the published plan, by default."""


class ToolKind(NamedTuple):
    """What a configuration has to know of a tool.

    Attributes
    ----------
    places : str
        The key that names them: `schedules` or `calendars`.
    several : bool
        Whether several tracks may share a place.
    credentials : bool
        Whether it takes a key file (`credentials_env`) and no token.
    login : bool
        Whether it can do without a token.
    user : bool
        Whether it takes a user's name beside the secret.
    """

    places: str
    several: bool
    credentials: bool = False
    login: bool = False
    user: bool = False


TOOLS: Mapping[str, ToolKind] = {
    "betterstack": ToolKind("schedules", several=False),
    "caldav": ToolKind("calendars", several=True, login=True, user=True),
    "goalert": ToolKind("schedules", several=False),
    "google": ToolKind("calendars", several=True, credentials=True),
    "grafana": ToolKind("schedules", several=True, user=True),
    "incidentio": ToolKind("schedules", several=False),
    "jsm": ToolKind("schedules", several=False, user=True),
    "pagerduty": ToolKind("schedules", several=False),
    "pagerduty-shifts": ToolKind("schedules", several=True),
    "rootly": ToolKind("schedules", several=False),
    "slack-group": ToolKind("schedules", several=True),
}
"""The tools of this package; others are entry points of the group `rotation.remotes`."""


_REMOTE = {
    "name": TEXT,
    "tool": TEXT,
    "schedules": PAIRS,
    "calendars": PAIRS,
    "token_env": TEXT,
    "credentials_env": TEXT,
    "user": TEXT,
    "url": TEXT,
    "days": WHOLE,
    "source": SOURCE,
}


@made_by_name
@dataclass(frozen=True, slots=True, init=False, repr=False)
class Remote(RotationPart):
    """A calendar server or a pager that the published plan is pushed to.

    Parameters
    ----------
    name : str
        Of its ledger, `remotes/NAME.json`; lower-case letters, digits, `-`, `_` and `.`.
    tool : str
        What it is, such as `pagerduty`.
    schedules, calendars : mapping of str to str, or iterable of (str, str)
        The id there of the schedule of each track, for pagers, or of its calendar; a rotation's own
        has present names of tracks, sorted.
    token_env : str
        The environment variable that holds the secret.
    credentials_env : str
        The environment variable that names a key file.
    user : str
        Where a tool wants a name beside the secret.
    url : str
        The address of the server; empty for that of the tool.
    days : int
        How many days ahead the plan is pushed.
    source : Source, optional
        Where it is declared; not part of equality.

    Raises
    ------
    BadInput
        For a value of a wrong type; the rest is checked by the rotation.

    Examples
    --------
    >>> from rotation import Remote
    >>> Remote("pager", "pagerduty", schedules={"A": "PI7DH85"}, token_env="PAGER_TOKEN").places
    {'A': 'PI7DH85'}
    """

    name: str
    tool: str
    schedules: tuple[tuple[str, str], ...] = ()
    calendars: tuple[tuple[str, str], ...] = ()
    token_env: str = ""
    credentials_env: str = ""
    user: str = ""
    url: str = ""
    days: int = DAYS
    source: Source | None = field(default=None, compare=False)

    def __init__(
        self,
        name: str,
        tool: str,
        *,
        schedules: Mapping[str, str] | Iterable[tuple[str, str]] = (),
        calendars: Mapping[str, str] | Iterable[tuple[str, str]] = (),
        token_env: str = "",
        credentials_env: str = "",
        user: str = "",
        url: str = "",
        days: int = DAYS,
        source: Source | None = None,
    ) -> None:
        fill(self, _REMOTE, locals())

    __repr__ = RotationPart.__repr__

    @property
    def places(self) -> dict[str, str]:
        """The id of the schedule or calendar of each track."""
        return dict(self.schedules or self.calendars)

    @property
    def place(self) -> str:
        """Where it is declared, for messages."""
        return f"remote {self.name}" if self.source is None else str(self.source)
