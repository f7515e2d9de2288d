"""The tables `[[remote]]`, and the ids of people there."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import entry_points
from typing import Any

from rotation.config.document import Document
from rotation.config.faults import Wrong
from rotation.config.schema import RemoteTable
from rotation.config.text import quote, suggest
from rotation.config.toml_lines import KeyPath
from rotation.config.tracks import TrackNames
from rotation.model.entrances import entrance_at
from rotation.model.remotes import TOOLS, Remote, ToolKind
from rotation.model.source import Source

__all__ = ["GROUP", "read_remote_ids", "read_remotes"]

GROUP = "rotation.remotes"
"""The group of entry points of tools of other packages."""

_SECRETS = ("api_key", "apikey", "key", "password", "secret", "token")


def read_remotes(document: Document, known: TrackNames) -> tuple[Remote, ...]:
    """Return the remotes, by name.

    Parameters
    ----------
    document : Document
        Collects the problems. No secret is repeated in them.
    known : TrackNames
        The tracks that a remote may have.
    """
    remotes: dict[str, Remote] = {}
    first: dict[str, Source] = {}
    for path, raw in document.tables("remote"):
        table = document.read(RemoteTable, path, _without_secrets(document, path, raw))
        if table is None:
            continue
        if table.name in first:
            what = f"{quote(table.name)} is the name of a remote {first[table.name].where} already"
            document.fault((*path, "name"), what, "choose another name, or remove one")
        first.setdefault(table.name, document.source(path))
        kind = _kind(document, path, table.tool)
        _judge_secrets(document, path, table, kind)
        there = _TracksThere(document, known, kind)
        remotes[table.name] = Remote(
            table.name,
            table.tool,
            schedules=there.places(path, "schedules", table.schedules),
            calendars=there.places(path, "calendars", table.calendars),
            token_env=table.token_env,
            credentials_env=table.credentials_env,
            user=table.user,
            url=table.url,
            days=table.days,
            source=document.source(path),
        )
    return tuple(remote for _, remote in sorted(remotes.items()))


def read_remote_ids(
    document: Document, path: KeyPath, ids: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """Return somebody's ids by remote; remotes that do not exist are reported.

    Parameters
    ----------
    document : Document
        Collects the problems.
    path : tuple
        Of the key.
    ids : mapping of str to str
        As they are written.
    """
    known = {raw["name"] for _, raw in document.tables("remote") if _is_text(raw.get("name"))}
    for name in ids:
        if name not in known:
            fix = suggest(name, known) or entrance_at(document.source(path)).another("remote")
            document.fault((*path, name), f"unknown remote {quote(name)}", fix)
    return tuple(sorted(ids.items()))


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _without_secrets(
    document: Document, path: KeyPath, raw: Mapping[str, Any]
) -> Mapping[str, Any]:
    """Return a table without secrets, which are reported and not repeated."""
    secrets = [key for key in raw if key.casefold() in _SECRETS]
    for key in secrets:
        hint = "remove it and withdraw it there; put the new one into an environment variable, "
        hint += "and the name of that into `token_env`"
        document.fault((*path, key), "a secret must not be in a file", hint)
    return {key: value for key, value in raw.items() if key not in secrets}


def _kind(document: Document, path: KeyPath, tool: str) -> ToolKind | None:
    """Return what is known of a tool; None for those of other packages, and unknown ones."""
    if tool in TOOLS:
        return TOOLS[tool]
    known = {*TOOLS, *(point.name for point in entry_points(group=GROUP))}
    if tool not in known:
        what = f"unknown tool {quote(tool)}"
        document.fault((*path, "tool"), what, suggest(tool, known))
    return None


def _judge_secrets(
    document: Document, path: KeyPath, table: RemoteTable, kind: ToolKind | None
) -> None:
    if kind is None:
        return
    if table.user and not kind.user:
        document.fault((*path, "user"), f"{table.tool} takes none", "remove it")
    needed, other = "token_env", "credentials_env"
    if kind.credentials:
        needed, other = other, needed
    if getattr(table, other):
        document.fault((*path, other), f"{table.tool} takes none", f"set `{needed}` instead")
    elif not getattr(table, needed) and not kind.login:
        hint = f'add `{needed} = "NAME"`, the name of an environment variable'
        document.fault(path, f"{table.tool} needs `{needed}`", hint)


@dataclass(frozen=True, slots=True)
class _TracksThere:
    """Reads which track has which schedule or calendar."""

    document: Document
    known: TrackNames
    kind: ToolKind | None

    def places(
        self, path: KeyPath, key: str, places: Mapping[str, str]
    ) -> tuple[tuple[str, str], ...]:
        """Return the place of each track by its present name, sorted."""
        document, kind = self.document, self.kind
        if kind is not None and key != kind.places:
            if places:
                what = f"this tool has {kind.places}, not {key}"
                document.fault((*path, key), what, f"call the key `{kind.places}`")
            return ()
        if not places and kind is not None:
            hint = f'add `{key} = {{ TRACK = "ID" }}`'
            document.fault(path, f"names none of its {key}", hint)
        meant: dict[str, str] = {}
        for text, place in places.items():
            where = (*path, key, text)
            try:
                names = self.known.meant(text)
            except Wrong as problem:
                document.wrong(where, problem)
                continue
            if any(name in meant for name in names):
                document.fault(where, f"{quote(text)} is named twice", "name it once")
            for name in names:
                self._judge(where, place, next((t for t in meant if meant[t] == place), name), name)
                meant[name] = place
        return tuple(sorted(meant.items()))

    def _judge(self, where: KeyPath, place: str, first: str, name: str) -> None:
        """Report a place that two tracks would share where it calls one person at a time."""
        if first != name and self.kind is not None and not self.kind.several:
            what = f"{quote(place)} is that of {first} already, and it calls one person at a time"
            self.document.fault(where, what, "give each track a schedule of its own")
