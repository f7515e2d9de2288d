"""The names of the published files: what lies in the folder that everybody may read."""

from pathlib import PurePosixPath

__all__ = [
    "PAGE",
    "STATUS",
    "TEAM_CALENDAR",
    "is_public_name",
    "person_calendar_name",
    "tool_calendar_name",
]

PAGE = "index.html"
TEAM_CALENDAR = "schedule.ics"
STATUS = "schedule.json"

_PEOPLE, _FEEDS = "people", "feeds"


def person_calendar_name(engineer_id: str) -> str:
    """Return the name of one person's calendar."""
    return f"{_PEOPLE}/{engineer_id}.ics"


def tool_calendar_name(feed: str) -> str:
    """Return the name of a calendar for a tool, by the name of its feed."""
    return f"{_FEEDS}/{feed}.ics"


def is_public_name(path: PurePosixPath) -> bool:
    """Return whether a path in the published folder is that of a file that commands write."""
    if len(path.parts) == 2:
        return path.parts[0] in {_PEOPLE, _FEEDS} and path.suffix == ".ics"
    return str(path) in {PAGE, TEAM_CALENDAR, STATUS}
