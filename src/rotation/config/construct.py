"""A rotation made in Python, or read from dictionaries: checked as files are, all at once."""

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

from rotation.arguments import described, optional, read_all
from rotation.config.assemble import assemble
from rotation.config.collecting import uncollected
from rotation.config.document import CONFIG, Document
from rotation.config.faults import Faults, Wrong
from rotation.config.folder import read_until_current
from rotation.config.given import plain, tables_of, tables_of_rotation
from rotation.config.given_records import RECORDS, GivenRecords, GivenRows, cells_of
from rotation.config.key_places import ArgumentPlaces
from rotation.config.places import zone
from rotation.config.records_beside import RecordsBeside
from rotation.config.spelling import hinting
from rotation.config.team_files import TeamFiles
from rotation.config.text import quote
from rotation.config.times import local, midnight, moment
from rotation.errors import BadInput, Fault
from rotation.goals import registered as registered_goals
from rotation.kinds import PATH
from rotation.model.people import Engineer, Offer, TimeOff, Wish
from rotation.model.rest_days import HolidayRules
from rotation.model.settings import (
    CalendarSettings,
    Configured,
    HomeZone,
    PaySettings,
    Pin,
    Places,
    RotationData,
)
from rotation.model.shifts import Entry
from rotation.model.tracks import SpecialPeriod, Track
from rotation.model.trades import LoggedChange, Trade

__all__ = ["ARGUMENTS", "data_of", "from_dictionary", "to_dictionary"]

_ITEMS: Mapping[str, type] = {
    "tracks": Track,
    "engineers": Engineer,
    "special_periods": SpecialPeriod,
    "pins": Pin,
    "settings": Configured,
    "time_off": TimeOff,
    "offers": Offer,
    "wishes": Wish,
    "history": Entry,
    "published": Entry,
    "trades": Trade,
    "changes": LoggedChange,
}
"""Arguments of `Rotation` that hold several parts of a class."""

_SINGLE: Mapping[str, type] = {
    "holidays": HolidayRules,
    "home_zone": HomeZone,
    "calendar": CalendarSettings,
    "pay": PaySettings,
    "places": Places,
    "rules": Mapping,
}

ARGUMENTS = {key: {"volunteers": "offers"}.get(key, key) for key in RECORDS}
"""The argument of `Rotation` for each kind of records."""

_CARRIED = ("time_off_known", "unmatched", "remarks")
"""What was found when files were read, which no check can find again."""


def data_of(given: Mapping[str, Any], rows: GivenRows | None = None) -> RotationData:
    """Return the data of a rotation from the arguments of `Rotation`.

    Parameters
    ----------
    given : mapping of str to object
        By name; required are `name`, `timezone`, `tracks` and `engineers`.
    rows : GivenRows, optional
        People and records that are no parts, in place of those arguments.

    Raises
    ------
    BadInput
        With every fault of all arguments at once, by the path of the argument.
    """
    values = _typed(given)
    tables = tables_of({k: v for k, v in values.items() if not _is_carried(k, v)})
    home = _zone(values.get("timezone"), "UTC")
    zones = {e.id: _zone(e.timezone, home) for e in values.get("engineers") or ()}
    records: dict[str, Sequence[Mapping[str, object]]] = {
        key: [
            _by_days(record, home if key == "volunteers" else zones.get(record.engineer, home))
            if isinstance(record, Offer | Wish)
            else cells_of(record)
            for record in values.get(argument) or ()
        ]
        for key, argument in ARGUMENTS.items()
    }
    places = ArgumentPlaces(tables.arguments)
    if rows is not None:
        records.update(rows.records)
    data = _read(
        tables.raw, records, places, ARGUMENTS, values.get("places") or Places(), rows=rows
    )
    carried = {key: values[key] for key in _CARRIED if _is_carried(key, values.get(key))}
    carried["remarks"] = tuple(dict.fromkeys((*carried.get("remarks", ()), *data.remarks)))
    return replace(_where_written(data, values), **carried)


def _where_written(data: RotationData, values: Mapping[str, Any]) -> RotationData:
    """Return the data with the parts of files that were given again, which know their lines."""
    kept: dict[str, Any] = {}
    for name in (*_ITEMS, "holidays"):
        given = values.get(name)
        if given:
            parts = given if isinstance(given, tuple) else (given,)
            known = {_shown(part): part for part in parts if _is_placed(part)}
            read = getattr(data, name)
            if known and isinstance(read, tuple):
                kept[name] = tuple(known.get(_shown(part), part) for part in read)
            elif known:
                kept[name] = known.get(_shown(read), read)
    lines = dict(values.get("key_places") or ())
    if lines:
        kept["key_places"] = tuple((key, lines.get(key, place)) for key, place in data.key_places)
    return replace(data, **kept)


def _shown(part: Any) -> tuple[object, object]:
    """Return what has to be equal: all that is compared, and names that are not."""
    return part, getattr(part, "aliases", ())


def _is_placed(part: Any) -> bool:
    """Return whether a part was read by a rotation."""
    return bool(getattr(part, "source", None) or getattr(part, "places", ()))


def _zone(text: object, otherwise: str) -> str:
    try:
        return zone(text) if isinstance(text, str) else otherwise
    except Wrong:
        return otherwise  # reported where it is read


def _by_days(part: Offer | Wish, home: str) -> Mapping[str, object]:
    """Return the record of an offer or a wish; one that a rotation has read gets its days back."""
    record = _as_written(part, home)
    start, end = record["start"], record["end"]
    if isinstance(start, datetime) and isinstance(end, datetime) and start.tzinfo is UTC:
        first, after = (moment.astimezone(ZoneInfo(home)) for moment in (start, end))
        if first.time() == after.time() == time():
            return {**record, "start": first.date(), "end": after.date() - timedelta(days=1)}
    return record


def _is_carried(key: str, value: object) -> bool:
    """Return whether a value is what files said; `unmatched` may also be "error" or "skip"."""
    return key in _CARRIED and isinstance(value, tuple)


def _typed(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the arguments with tuples for several parts, or refuse those of other types."""
    faults = [
        Fault(name, f"expects a text, got {described(given[name])}")
        for name in ("name", "timezone")
        if not isinstance(given[name], str)
    ]
    values = dict(given)
    for name, of in _ITEMS.items():
        items = values.get(name)
        if items is None:
            continue
        if isinstance(items, str | bytes | Mapping) or not isinstance(items, Iterable):
            what = f"expects a sequence of {of.__name__}, got {described(items)}"
            faults.append(Fault(name, what))
            continue
        values[name] = items = tuple(items)
        faults += [
            Fault(f"{name}[{n}]", f"expects {_article(of)}, got {described(item)}")
            for n, item in enumerate(items)
            if not isinstance(item, of)
        ]
    for name, of in _SINGLE.items():
        value = values.get(name)
        if value is not None and not isinstance(value, of):
            faults.append(Fault(name, f"expects {_article(of)}, got {described(value)}"))
    goals = values.get("goals")
    if goals is not None and not isinstance(goals, Mapping | list | tuple):
        faults.append(Fault("goals", f"expects a sequence of texts, got {described(goals)}"))
    if faults:
        raise BadInput(faults)
    return values


def _article(of: type) -> str:
    name = of.__name__
    return f"{'an' if name[0] in 'AEIOU' else 'a'} {name}"


def from_dictionary(
    data: Mapping[str, Any],
    records: Mapping[str, Sequence[Mapping[str, object]]],
    folder: str | os.PathLike[str] | None = None,
) -> RotationData:
    """Return the data of a rotation from a dictionary in the shape of `rotation.toml`.

    Parameters
    ----------
    data : mapping
        Tables by name; under `records` it may have the records.
    records : mapping of str to sequence
        Records by kind, each a mapping by column; they come after those of `data`.
    folder : str or Path, optional
        The folder of the files that `data` names.

    Raises
    ------
    BadInput
        With every fault at once, by the path in the dictionary.
    """
    home = _folder(folder)
    if not isinstance(data, Mapping):
        raise BadInput(Fault("data", f"expects a mapping, got {described(data)}"))
    raw = {str(key): value for key, value in data.items() if key != "records"}
    own = data.get("records", {})
    faults = []
    if not isinstance(own, Mapping):
        raise BadInput(Fault("records", f"expects a mapping, got {described(own)}"))
    faults += [
        Fault(f"records.{key}", "unknown key", f"known: {', '.join(RECORDS)}")
        for key in own
        if key not in RECORDS
    ]
    both: dict[str, list[Mapping[str, object]]] = {}
    names = {}
    for key in RECORDS:
        inside, beside = own.get(key, ()), records.get(key, ())
        names[key] = f"records.{key}" if inside else key
        for name, items in ((names[key], inside), (key, beside)):
            if isinstance(items, str | bytes | Mapping) or not isinstance(items, Iterable):
                faults.append(Fault(name, f"expects a list of tables, got {described(items)}"))
                break
        else:
            both[key] = [cells_of(record) for record in (*inside, *beside)]
    if faults:
        raise BadInput(faults)
    return _read(plain(raw), both, ArgumentPlaces(), names, Places(), folder=home)


@hinting()
@uncollected()
def _read(
    raw: Mapping[str, Any],
    records: Mapping[str, Sequence[Mapping[str, object]]],
    places: ArgumentPlaces,
    names: Mapping[str, str],
    files: Places,
    *,
    rows: GivenRows | None = None,
    folder: Path | None = None,
) -> RotationData:
    people = rows.people if rows else None
    goals = [goal.name for goal in registered_goals()]
    kinds = [kind for kind, several in records.items() if several]

    def attempt(faults: Faults) -> tuple[TeamFiles | None, RotationData | None]:
        if rows is not None:
            faults.include(rows.faults)
        document = Document(raw, places, faults, rows_follow=people is not None)
        given = GivenRecords(document, records, names, files, people or ())
        if folder is None:
            given.refuse_files()
            return None, assemble(document, given, goals, None)
        of_team = TeamFiles(document, folder / CONFIG, given=kinds)
        return of_team, assemble(document, RecordsBeside(of_team, given), goals, None)

    return read_until_current(attempt)


def _folder(given: object) -> Path | None:
    """Return the folder of files that are named; one that does not exist is bad input."""
    path = read_all({"folder": given}, {"folder": optional(PATH)})["folder"]
    if path is None:
        return None
    folder = Path(cast("str", path))
    if not folder.is_dir():
        raise BadInput(Fault("folder", f"there is no folder {quote(str(folder))}"))
    return folder


def to_dictionary(rotation: RotationData) -> dict[str, Any]:
    """Return a rotation as a dictionary that `from_dictionary` reads; see `Rotation.to_dict`."""
    data = tables_of_rotation(rotation)
    zones = {engineer.id: engineer.timezone for engineer in rotation.engineers}
    parts = {
        "time_off": [_as_written(a, zones.get(a.engineer, "UTC")) for a in rotation.time_off],
        "volunteers": [_by_days(offer, rotation.timezone) for offer in rotation.offers],
        "wishes": [_by_days(w, zones.get(w.engineer, "UTC")) for w in rotation.wishes],
        "history": [cells_of(entry) for entry in rotation.history],
        "published": [cells_of(entry) for entry in rotation.published],
        "trades": [cells_of(trade) for trade in rotation.trades],
        "changes": [cells_of(change) for change in rotation.changes],
    }
    records: dict[str, Sequence[Mapping[str, object]]] = {
        key: [plain(_shortened(record, RECORDS[key].needed)) for record in several]
        for key, several in parts.items()
        if several
    }
    return {**data, "records": records} if records else data


def _shortened(record: Mapping[str, object], needed: Collection[str]) -> dict[str, object]:
    """Return what a record has to say: what is empty, and the zeros of optional columns, is not."""
    return {
        key: value
        for key, value in record.items()
        if value not in (None, "") and (value != 0 or key in needed)
    }


def _as_written(part: TimeOff | Offer | Wish, zone: str) -> Mapping[str, object]:
    """Return a record with the days as the user wrote them, if they still mean its times."""
    record = dict(cells_of(part))
    first, _, last = part.wording.removeprefix("on ").partition(" to ")
    if _times_of(first, last or first, zone) == (part.start, part.end):
        return record | {"start": first, "end": last or first, "wording": ""}
    return record


def _times_of(first: str, last: str, zone: str) -> tuple[datetime, datetime] | None:
    try:
        start, end = moment(first), moment(last)
    except ValueError:
        return None
    if isinstance(start, datetime) and isinstance(end, datetime):
        return local(start, zone), local(end, zone)
    if isinstance(start, datetime) or isinstance(end, datetime):
        return None
    return midnight(start, zone), midnight(end, zone, days_later=1)
