"""What a note about a plan is, and what notes are about."""

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Note", "Topic"]


class Topic(StrEnum):
    """What a note is about."""

    CUT_SHORT = "cut_short"
    OPEN_REGULAR = "open_regular"
    OPEN_VOLUNTEER = "open_volunteer"
    TOLERATED = "tolerated"
    SOFT = "soft"
    BEARABLE = "bearable"
    UNABLE = "unable"
    UNPROVED = "unproved"
    CHANGED = "changed"
    HOLES = "holes"
    GOES_ON = "goes_on"
    USELESS_OFFERS = "useless_offers"
    FORBIDDEN_OFFERS = "forbidden_offers"
    HOME = "home"
    LOST_HOURS = "lost_hours"
    WISHES = "wishes"
    MISFITS = "misfits"
    SHORT_NOTICE = "short_notice"
    AHEAD = "ahead"
    SHORT_HISTORY = "short_history"


@dataclass(frozen=True, slots=True)
class Note:
    """A note about a plan that people should know.

    Attributes
    ----------
    topic : Topic
        What it is about.
    title : str
        What the lines have in common.
    lines : tuple of str
        At least one.
    """

    topic: Topic
    title: str
    lines: tuple[str, ...]
