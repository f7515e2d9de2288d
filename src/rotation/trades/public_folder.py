"""The folder of the published files: which of them are there, and which lie at old addresses."""

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from rotation.arguments import read_all
from rotation.errors import BadInput, Fault
from rotation.export.text import clean, holder_of
from rotation.kinds import SECRET
from rotation.limits import CALENDAR_BYTES, PLAN_BYTES
from rotation.model.event_spans import EventSpans
from rotation.model.identity import TEAM_FEED, calendar_uid, person_feed, tool_feed
from rotation.model.public_files import (
    PAGE,
    STATUS,
    TEAM_CALENDAR,
    address_of,
    is_public_name,
    is_token_of,
    mark_of,
    public_names,
)
from rotation.model.settings import RotationData
from rotation.reading import read_file
from rotation.written.line_windows import LineWindows

__all__ = ["PublicFolder", "left_over", "needed_secret", "public_path", "secret_in"]


def needed_secret(rotation: RotationData, secret: str | None) -> str | None:
    """Return the secret of a rotation's addresses, or None where it has none.

    Raises
    ------
    BadInput
        When the configuration asks for one and there is none, or the other way round.
    """
    variable = rotation.calendar.secret_env
    if variable and secret is None:
        what = "the addresses of the published files need the secret of `calendar.secret_env`"
        raise BadInput(Fault("secret", what, f'give `secret=os.environ["{variable}"]`'))
    if secret is not None and not variable:
        what = "`calendar.secret_env` is not set, so no address is made from a secret"
        raise BadInput(Fault("secret", what, "name a variable there, or give no secret"))
    return secret


def secret_in(rotation: RotationData, environment: Mapping[str, str]) -> str | None:
    """Return the secret that a configuration asks for; None where it asks for none.

    Parameters
    ----------
    rotation : RotationData
        As loaded.
    environment : mapping of str to str
        The variables, such as `os.environ`.

    Raises
    ------
    BadInput
        When the variable is not set, or its value is no secret; the value is never repeated.
    """
    variable = rotation.calendar.secret_env
    if not variable:
        return None
    value = environment.get(variable, "")
    place = f"environment variable {variable}"
    if not value:
        what = "is not set, and the addresses of the published files are made from it"
        hint = "set it to the secret; without it nothing is published, and nothing was changed"
        raise BadInput(Fault(place, what, hint))
    read = read_all({place: value}, {place: SECRET})[place]
    assert isinstance(read, str)
    return read


def public_path(rotation: RotationData) -> Path:
    """Return the folder of a rotation's published files."""
    return Path(rotation.places.folder) / rotation.places.public


class PublicFolder:
    """What lies in the folder of a rotation's published files, at one time.

    Parameters
    ----------
    rotation : RotationData
        As loaded.

    Attributes
    ----------
    path : pathlib.Path
        The folder.
    tokens : tuple of str
        Names of the folders in it that this rotation made for its files, whatever the secret.
    """

    def __init__(self, rotation: RotationData) -> None:
        self._rotation = rotation
        self._mark = mark_of(rotation)
        self.path = public_path(rotation)
        self.tokens = tuple(sorted(self._own_folders()))
        self._hidden: dict[str, list[str]] = {}
        for token in self.tokens:
            for place in self._files_in(token):
                self._hidden.setdefault(place.partition("/")[2], []).append(place)

    def _own_folders(self) -> Iterator[str]:
        try:
            with os.scandir(self.path) as entries:
                for entry in entries:
                    if is_token_of(self._mark, entry.name) and entry.is_dir(follow_symlinks=False):
                        yield entry.name
        except OSError:
            return  # nothing is published yet, or nobody may look

    def places_of(self, name: str) -> tuple[str, ...]:
        """Return where a published file lies: nowhere, at one address, or at several."""
        plain = (name,) if (self.path / name).is_file() else ()
        return (*plain, *self._hidden.get(name, ()))

    def files(self) -> Iterator[str]:
        """Yield the files with names of published ones; symbolic links are left out."""
        yield from self._files_in("")
        for token in self.tokens:
            yield from self._files_in(token)

    def _files_in(self, top: str) -> Iterator[str]:
        for inside in ("", "people", "feeds"):
            folder = PurePosixPath(top, inside)
            for name in _regular_files(self.path / folder):
                if is_public_name(folder / name):
                    yield str(folder / name)

    def is_ours(self, place: str) -> bool:
        """Return whether this rotation wrote a file.

        In a folder with a token it did. Elsewhere a file says so: the page by its mark, data by its
        id, a calendar by the UID of an event, or by its name if it has none.
        """
        path = PurePosixPath(place)
        if is_token_of(self._mark, path.parts[0]):
            return True
        try:
            limit = PLAN_BYTES if path.suffix == ".json" else CALENDAR_BYTES
            data = read_file(self.path / path, limit)
        except OSError:
            return False
        if place == PAGE:
            return f'<meta name="rotation" content="{self._mark}">'.encode() in data
        return self._is_our_data(data) if place == STATUS else self._is_our_calendar(path, data)

    def _is_our_data(self, data: bytes) -> bool:
        try:
            document = json.loads(data)
        except (ValueError, RecursionError):
            return False
        ours = self._rotation.calendar_id
        return isinstance(document, dict) and document.get("calendar_id") == ours

    def _is_our_calendar(self, path: PurePosixPath, data: bytes) -> bool:
        from rotation.config.calendars.facts import calendar_facts, calendar_name  # noqa: PLC0415 - rare

        facts = calendar_facts(data)
        if facts is None:
            return False
        name = clean(self._rotation.name)
        feed = TEAM_FEED
        if str(path) != TEAM_CALENDAR and path.parts[0] == "people":
            feed = person_feed(path.stem)
            name += f" - {holder_of(self._rotation, path.stem).name}"
        elif str(path) != TEAM_CALENDAR:
            feed = tool_feed(path.stem)
            name += f" - {path.stem}"
        # Names may be shared; UIDs are not.
        if not facts:
            return calendar_name(data) == name
        return not facts.keys().isdisjoint(self._uids(feed))

    def _uids(self, feed: str) -> set[str]:
        """Return the UIDs in a feed of everything that was published or worked."""
        rotation = self._rotation
        windows = LineWindows(rotation)
        lines = [windows.line(entry) for entry in (*rotation.history, *rotation.published)]
        spans = EventSpans(rotation, lines)
        events = {(line.shift, span.window) for line in lines for span in spans.of_windows(line)}
        events |= {(line.shift, "") for line in lines}
        events |= {(change.shift, "") for change in rotation.changes}
        domain = rotation.calendar.uid_domain
        return {
            calendar_uid(rotation.calendar_id, feed, shift, domain, window)
            for shift, window in events
        }


def _regular_files(folder: Path) -> list[str]:
    try:
        if folder.is_symlink():
            return []
        with os.scandir(folder) as entries:
            return sorted(e.name for e in entries if e.is_file(follow_symlinks=False))
    except OSError:
        return []


def left_over(rotation: RotationData, secret: str | None) -> tuple[Path, ...]:
    """Return the files of a rotation that lie where none of its published files belongs any more.

    Those of another secret, those without one where there is one now, and feeds that the
    configuration has no more. Calendars of people who are not in the configuration stay, as long as
    there is no secret. A file that the rotation did not write is never among them.

    Parameters
    ----------
    rotation : RotationData
        As loaded.
    secret : str or None
        As `needed_secret` returns it.
    """
    if not rotation.places.config:
        return ()  # made in Python: it has no files
    folder = PublicFolder(rotation)
    wanted = {address_of(rotation, name, secret) for name in public_names(rotation)}
    old = (place for place in folder.files() if place not in wanted)
    return tuple(folder.path / place for place in old if _is_old(folder, place, secret))


def _is_old(folder: PublicFolder, place: str, secret: str | None) -> bool:
    person = PurePosixPath(place).parts[0] == "people"
    return not (person and secret is None) and folder.is_ours(place)
