"""The names of the published files, and where they lie in the folder that everybody may read.

Without a secret, they lie in the folder itself. With one, the team's files lie in a folder named by
a token, and each person's calendar in one of its own (O34). A token is

    MARK HMAC

in lower-case base32: 8 letters that all folders of a rotation share, by which it knows its own, and
32 letters (160 bits) that nobody can compute without the secret.
"""

import hmac
import json
import re
from base64 import b32encode
from collections.abc import Mapping
from hashlib import sha256
from pathlib import PurePosixPath

from rotation.model.settings import RotationData

__all__ = [
    "PAGE",
    "STATUS",
    "TEAM_CALENDAR",
    "address_of",
    "is_public_name",
    "is_token_of",
    "mark_of",
    "person_calendar_name",
    "placed",
    "public_names",
    "tool_calendar_name",
    "without_tokens",
]

PAGE = "index.html"
TEAM_CALENDAR = "schedule.ics"
STATUS = "schedule.json"

_PEOPLE, _FEEDS = "people", "feeds"
_TOKEN = re.compile(r"[a-z2-7]{40}")
_MARK_BYTES, _SECRET_BYTES = 5, 20


def person_calendar_name(engineer_id: str) -> str:
    """Return the name of one person's calendar."""
    return f"{_PEOPLE}/{engineer_id}.ics"


def tool_calendar_name(feed: str) -> str:
    """Return the name of a calendar for a tool, by the name of its feed."""
    return f"{_FEEDS}/{feed}.ics"


def public_names(rotation: RotationData) -> tuple[str, ...]:
    """Return the names of all published files of a rotation."""
    people = (person_calendar_name(engineer.id) for engineer in rotation.engineers)
    feeds = (tool_calendar_name(feed.name) for feed in rotation.feeds)
    return (PAGE, STATUS, TEAM_CALENDAR, *people, *feeds)


def is_public_name(path: PurePosixPath) -> bool:
    """Return whether a path in the published folder is that of a file that commands write."""
    parts = path.parts[1:] if path.parts and _TOKEN.fullmatch(path.parts[0]) else path.parts
    if len(parts) == 2:
        return parts[0] in {_PEOPLE, _FEEDS} and path.suffix == ".ics"
    return len(parts) == 1 and parts[0] in {PAGE, TEAM_CALENDAR, STATUS}


def mark_of(rotation: RotationData) -> str:
    """Return how the names of all folders of a rotation begin; it is no secret."""
    return _encoded(sha256(_message(rotation, "mark")).digest()[:_MARK_BYTES])


def is_token_of(mark: str, name: str) -> bool:
    """Return whether a folder is one that the rotation of a mark made for its published files."""
    return name.startswith(mark) and _TOKEN.fullmatch(name) is not None


def address_of(rotation: RotationData, name: str, secret: str | None) -> str:
    """Return where a published file lies, relative to the folder of all.

    Parameters
    ----------
    rotation : RotationData
        Its calendars' id and domain are part of each token (RFC 2104, with SHA-256).
    name : str
        One of `public_names`.
    secret : str or None
        None means no tokens.
    """
    if secret is None:
        return name
    path = PurePosixPath(name)
    purpose = ("person", path.stem) if path.parts[0] == _PEOPLE else ("team",)
    key = secret.encode("utf-8", "surrogateescape")
    digest = hmac.digest(key, _message(rotation, *purpose), "sha256")
    return f"{mark_of(rotation)}{_encoded(digest[:_SECRET_BYTES])}/{name}"


def placed(
    rotation: RotationData, files: Mapping[str, bytes], secret: str | None
) -> dict[str, bytes]:
    """Return published files by where they lie, in their order."""
    return {address_of(rotation, name, secret): data for name, data in files.items()}


def without_tokens(path: str) -> str:
    """Return a path for people and logs, with TOKEN in place of what nobody must see."""
    return "/".join("TOKEN" if _TOKEN.fullmatch(part) else part for part in path.split("/"))


def _message(rotation: RotationData, *purpose: str) -> bytes:
    # JSON, because joining with a separator would make ("a/b", "c") and ("a", "b/c") equal.
    parts = ["rotation.public", rotation.calendar_id, rotation.calendar.uid_domain, *purpose]
    return json.dumps(parts, separators=(",", ":")).encode("ascii")


def _encoded(data: bytes) -> str:
    return b32encode(data).decode("ascii").lower()
