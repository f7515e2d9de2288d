"""Further calendars of the published plan, for tools that read them in a way of their own."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from rotation.model.argument_names import made_by_name
from rotation.model.parts import TEXT, TEXTS, RotationPart, fill, word

__all__ = ["Feed", "FeedProfile"]


class FeedProfile(StrEnum):
    """The tool that reads a feed.

    Examples
    --------
    >>> from rotation import FeedProfile
    >>> FeedProfile.GRAFANA
    <FeedProfile.GRAFANA: 'grafana'>
    """

    GRAFANA = "grafana"
    BETTERSTACK = "betterstack"


_FEED = {"name": TEXT, "profile": word(FeedProfile), "tracks": TEXTS}


@made_by_name
@dataclass(frozen=True, slots=True, init=False, repr=False)
class Feed(RotationPart):
    """A further calendar of the published plan, `feeds/NAME.ics`, for a tool.

    Parameters
    ----------
    name : str
        Of the file; lower-case letters, digits, `-`, `_` and `.`.
    profile : FeedProfile or str
        The tool that reads it: `grafana` or `betterstack`.
    tracks : str or iterable of str
        Names of tracks; without any, all that are not shadows.

    Raises
    ------
    BadInput
        For a value of a wrong type.

    Examples
    --------
    >>> from rotation import Feed
    >>> Feed("pager", "grafana", "A")
    Feed(name='pager', profile='grafana', tracks=('A',))
    """

    name: str
    profile: FeedProfile
    tracks: tuple[str, ...] = ()

    def __init__(
        self, name: str, profile: FeedProfile | str, tracks: str | Iterable[str] = ()
    ) -> None:
        fill(self, _FEED, locals())

    __repr__ = RotationPart.__repr__
