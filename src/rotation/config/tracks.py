"""From `[[track]]` tables to tracks: several tables of one name are one track with changes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from rotation.config.document import Document
from rotation.config.faults import Wrong
from rotation.config.schema import TrackTable
from rotation.config.text import ReadableNames, known_track, quote
from rotation.config.toml_lines import KeyPath
from rotation.config.track_settings import settings_of
from rotation.config.values import track_name
from rotation.horizon.handovers import nominal_handovers
from rotation.model.rest_days import HolidayRules
from rotation.model.source import Source
from rotation.model.tracks import OnRestDay, Track, TrackSettings

__all__ = ["TrackNames", "in_full", "read_tracks"]

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _TableRead:
    """A readable table, its place, and its keys that could not be read."""

    path: KeyPath
    table: TrackTable
    settings: TrackSettings
    unreadable: frozenset[str]


@dataclass(frozen=True, slots=True)
class TrackNames:
    """What the names of tracks mean in the files of a team.

    Attributes
    ----------
    present : mapping of str to str
        The present name by every name that a track has or had; also those of faulty tables.
    groups : mapping of str to tuple of str
        The tracks of a table with several holders, by each name of the table.
    """

    present: Mapping[str, str]
    groups: Mapping[str, tuple[str, ...]]

    def meant(self, text: str) -> tuple[str, ...]:
        """Return the present names that a text means, or raise `Wrong` with the nearest name."""
        return self.groups.get(text) or (known_track(text, self.present),)

    def all_meant(self, document: Document, path: KeyPath, texts: Iterable[str]) -> tuple[str, ...]:
        """Return the present names that the texts of a key mean, sorted; faults are reported."""
        meant: dict[str, None] = {}
        for n, text in enumerate(texts):
            where = (*path, n)
            try:
                names = self.meant(text)
            except Wrong as problem:
                document.wrong(where, problem)
                continue
            if any(name in meant for name in names):
                document.fault(where, f"{quote(text)} is named twice", "name it once")
            meant |= dict.fromkeys(names)
        return tuple(sorted(meant))


def read_tracks(document: Document, holidays: HolidayRules) -> tuple[tuple[Track, ...], TrackNames]:
    """Return the tracks in the order of the file, and what their names mean.

    Parameters
    ----------
    document : Document
        Collects the problems.
    holidays : HolidayRules
        The rotation's.
    """
    lines: dict[str, tuple[str, Source]] = {}
    tables: dict[str, list[_TableRead]] = {}
    unread: dict[str, str] = {}
    for path, raw in document.tables("track"):
        name = raw.get("name")
        if isinstance(name, str) and name:
            _judge_spelling(document, path, name, lines)
        table = document.read(TrackTable, path, raw)
        if table is None:
            unread |= _unread_names(raw.get("name"))
            continue
        if table.weeks > 1 and "anchor" not in raw:
            add = document.entrance().add("anchor", date(2026, 11, 30))
            hint = f"{add}, the first day of one of its cycles"
            document.fault((*path, "anchor"), "is missing for weeks above 1", hint)
        settings = settings_of(document, path, raw, table, holidays)
        unreadable = frozenset(raw.keys() - table.model_fields_set)
        read = _TableRead(path, table, settings, unreadable)
        _judge_days(document, read)
        tables.setdefault(table.name, []).append(read)
    names = ReadableNames({name: name for name, _ in lines.values()} | unread)
    names.incomplete = "" in unread
    groups: dict[str, tuple[str, ...]] = {}
    tracks: list[Track] = []
    for name, own in tables.items():
        own.sort(key=lambda read: (read.settings.first_day or date.min, read.path))
        for before, after in pairwise(own):
            if not {"first_day", "last_day"} & (before.unreadable | after.unreadable):
                _judge_seam(document, before, after)
        was = _older_names(document, own, lines, names)
        most = max(read.table.holders for read in own)
        if most == 1:
            tracks.append(Track(name, tuple(read.settings for read in own), was))
            continue
        made = [_of_holder(document, own, n, was, lines) for n in range(1, most + 1)]
        tracks += made
        names |= {older: track.name for track in made for older in (track.name, *track.was)}
        groups |= dict.fromkeys((name, *was), tuple(track.name for track in made))
    whole = document.is_whole("track")
    return tuple(tracks), TrackNames(names, groups) if whole else TrackNames({}, {})


def in_full(track: Track, home: str, moves: OnRestDay, holidays: HolidayRules) -> Track:
    """Return a track whose settings all say what they have of the rotation by default.

    Parameters
    ----------
    track : Track
        As it is written.
    home : str
        The rotation's zone.
    moves : OnRestDay
        What the rotation does with a handover on a rest day.
    holidays : HolidayRules
        The rotation's.
    """
    settings = (
        replace(
            own,
            timezone=own.timezone or home,
            on_rest_day=own.moves(moves),
            holidays=own.holidays or holidays,
        )
        for own in track.settings
    )
    return replace(track, settings=tuple(settings))


def _of_holder(
    document: Document,
    own: Sequence[_TableRead],
    number: int,
    was: Sequence[str],
    lines: Mapping[str, tuple[str, Source]],
) -> Track:
    """Return the track of one of several holders; the first one goes on with the only holder's."""
    table = own[0].table
    made = f"{table.name}.{number}"
    where = (*own[0].path, "holders")
    if made.casefold() in lines:
        what = f"makes the track {quote(made)}, which is {lines[made.casefold()][1].where}"
        document.fault(where, what, "give one of the two another name")
    try:
        track_name(made)
    except Wrong as problem:
        # One name is enough: those of later holders are as long.
        if number == 1 or len(made) > len(f"{table.name}.{number - 1}"):
            document.fault(where, f"makes a track of which {problem.what}", "shorten the name")
    mine = [n for n, read in enumerate(own) if read.table.holders >= number]
    for before, after in pairwise(mine):
        if after - before > 1:
            what = f"gives {quote(made)} a second time, after a table with fewer holders"
            document.fault((*own[after].path, "holders"), what, "leave no gap between its tables")
    older = [table.name, *was] if number == 1 else []
    older += [f"{name}.{number}" for name in was]
    return Track(made, tuple(own[n].settings for n in mine), tuple(older), group=table.name)


def _judge_spelling(
    document: Document, path: KeyPath, name: str, lines: dict[str, tuple[str, Source]]
) -> None:
    place = document.source(path)
    other, first = lines.setdefault(name.casefold(), (name, place))
    if other != name:
        what = f"{quote(name)} is also the track {first.where}"
        document.fault(
            (*path, "name"), what, "names of tracks must differ in more than letter case"
        )


def _unread_names(name: object) -> dict[str, str]:
    """Return what a name may be meant as that is reported; an empty one where there is none.

    Whatever names such a track is right: the fault is at its table.
    """
    text = str(name).strip() if name is not None else ""
    return {text: text}


def _judge_days(document: Document, read: _TableRead) -> None:
    settings = read.settings
    first, last = settings.first_day, settings.last_day
    if first is None or last is None:
        return
    where = (*read.path, "last_day")
    if last < first:
        document.fault(where, f"{last} is before first_day, {first}", "swap them")
    elif not nominal_handovers(Track(read.table.name, (settings,)), first, last):
        what = f"no handover falls between {first} and {last}"
        document.fault(where, what, "give more days, or remove the table")


def _judge_seam(document: Document, before: _TableRead, after: _TableRead) -> None:
    """Report two tables of one track that overlap or leave a gap between them."""
    first, last = after.settings.first_day, before.settings.last_day
    place, entrance = document.source(before.path), document.entrance()
    if last is None and first is None:
        what = f"{quote(after.table.name)} is also the track {place.where}"
        hint = "choose another name, or say when each applies: `last_day` in one, `first_day` in "
        document.fault((*after.path, "name"), what, f"{hint}the other")
    elif first is None:
        what = f"is missing: the table of {quote(after.table.name)} {place.where} has none either"
        document.fault((*after.path, "first_day"), what, entrance.add("first_day", _after(last)))
    elif last is None:
        what = f"{first} is inside the table {place.where}, which has no last_day"
        hint = f"{entrance.add('last_day', first - _DAY)} there"
        document.fault((*after.path, "first_day"), what, hint)
    elif first != last + _DAY:
        inside = f"{first} is inside the table {place.where}, which lasts until {last}"
        hole = f"no table covers {_after(last)} to {first - _DAY}, after the table {place.where}"
        what = inside if first <= last else hole
        begin, end = entrance.key("first_day", _after(last)), entrance.key("last_day", first - _DAY)
        hint = f"write {begin}, or {end} there"
        document.fault((*after.path, "first_day"), what, hint)


def _after(day: date | None) -> date:
    assert day is not None
    return day + _DAY if day < date.max else day


def _older_names(
    document: Document,
    own: Sequence[_TableRead],
    lines: Mapping[str, tuple[str, Source]],
    names: dict[str, str],
) -> tuple[str, ...]:
    """Return the older names of a track, and add them to `names`."""
    older_names: dict[str, None] = {}
    for read in own:
        where, name = (*read.path, "was"), read.table.name
        for older in read.table.was:
            other, source = lines.get(older.casefold(), (name, document.source(where)))
            if older == name:
                document.fault(where, f"{quote(older)} is its current name", "give an older one")
            elif other != name:
                what = f"{quote(older)} is the track {source.where}"
                hint = "remove it, or give that table the new name"
                document.fault(where, what, hint)
            elif names.setdefault(older, name) != name:
                what = f"{quote(older)} is an older name of {quote(names[older])}"
                document.fault(where, what, "only one track can continue an older name")
            else:
                older_names[older] = None
    return tuple(older_names)
