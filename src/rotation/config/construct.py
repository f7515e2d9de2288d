"""A rotation made in Python, or read from dictionaries: checked as files are, all at once."""

import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields, replace
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
from rotation.config.given import REFUSED, plain, tables_of, tables_of_rotation
from rotation.config.given_records import RECORDS, GivenRecords, GivenRows, cells_of
from rotation.config.key_places import ArgumentPlaces
from rotation.config.places import zone
from rotation.config.records_beside import RecordsBeside
from rotation.config.spelling import hinting
from rotation.config.team_files import TeamFiles
from rotation.config.text import quote, suggest
from rotation.config.times import local, midnight, moment
from rotation.config.typed_arguments import ITEMS, is_carried, records_in, typed
from rotation.errors import BadInput, Fault
from rotation.goals import registered as registered_goals
from rotation.kinds import PATH
from rotation.model.people import Offer, TimeOff, Wish
from rotation.model.settings import (
    Places,
    RotationData,
)
from rotation.model.source import Argument, SourceElsewhere

__all__ = ["ARGUMENTS", "data_of", "from_dictionary", "replaced", "to_dictionary"]

ARGUMENTS = {key: {"volunteers": "offers"}.get(key, key) for key in RECORDS}
"""The argument of `Rotation` for each kind of records."""


def data_of(
    given: Mapping[str, Any],
    rows: GivenRows | None = None,
    folder: str | os.PathLike[str] | None = None,
) -> RotationData:
    """Return the data of a rotation from the arguments of `Rotation`.

    Parameters
    ----------
    given : mapping of str to object
        By name; required are `name`, `timezone`, `tracks` and `engineers`.
    rows : GivenRows, optional
        People and records that are no parts, in place of those arguments.
    folder : str or Path, optional
        The folder of the calendars that rows of people name.

    Raises
    ------
    BadInput
        With every fault of all arguments at once, by the path of the argument.
    """
    frames = () if rows is None else ("engineers", *ARGUMENTS.values())
    rows = rows or GivenRows(None, {}, Faults())
    home_folder = _folder(folder, rows.faults)
    values = typed(given, rows.faults, frames=frames)
    tables = tables_of({k: v for k, v in values.items() if not is_carried(k, v)}, rows.faults)
    home = _zone(values.get("timezone"), "UTC")
    people = [person for person in values["engineers"] if person is not REFUSED]
    zones = {
        person.id: _zone(None if "timezone" in person.inherited else person.timezone, home)
        for person in people
    }
    records: dict[str, Sequence[Mapping[str, object]]] = {
        key: [
            _by_days(record, home if key == "volunteers" else zones.get(record.engineer, home))
            if isinstance(record, Offer | Wish)
            else cells_of(record)
            for record in values.get(argument) or ()
        ]
        for key, argument in ARGUMENTS.items()
    }
    records.update(rows.records)
    places = ArgumentPlaces(tables.arguments)
    files = values.get("places") or Places()
    data = _read(
        *(tables.raw, records, places, ARGUMENTS, files),
        rows=rows,
        folder=home_folder,
        refused=tables.refused,
    )
    carried = {key: value for key, value in values.items() if is_carried(key, value)}
    carried["remarks"] = tuple(dict.fromkeys((*carried.get("remarks", ()), *data.remarks)))
    return replace(_where_written(data, values), **carried)


def replaced(rotation: RotationData, changes: Mapping[str, Any]) -> RotationData:
    """Return the data of a rotation with other arguments; see `Rotation.replace`.

    What a rotation filled, or read with the zone of a person, is filled and read again.
    """
    given = {field.name: getattr(rotation, field.name) for field in fields(RotationData)}
    lines = [(key, place) for key, place in rotation.key_places if key not in changes]
    anew = [
        kind
        for kind, argument in (("rules", "rules"), ("goals", "goals"))
        if isinstance(changes.get(argument), Mapping)
    ]
    kept = [table for table in rotation.settings if table.table.partition(".")[0] not in anew]
    given |= {"key_places": lines, "settings": kept, **changes}
    records = {}
    if not changes.keys().isdisjoint(("timezone", "engineers")):
        written = records_of(rotation)
        kinds = ("time_off", "volunteers", "wishes")
        records = {kind: written[kind] for kind in kinds if ARGUMENTS[kind] not in changes}
    if rotation.remarks and "remarks" not in changes:
        # What checks remark on unchanged data they remark on again, if it still holds.
        same = {field.name: getattr(rotation, field.name) for field in fields(RotationData)}
        renewed = {remark.what for remark in data_of(same | {"remarks": ()}).remarks}
        given["remarks"] = [own for own in rotation.remarks if own.what not in renewed]
    data = data_of(given, GivenRows(None, records, Faults()))
    before = {remark.what: remark for remark in rotation.remarks}
    return replace(data, remarks=tuple(before.get(own.what, own) for own in data.remarks))


def _where_written(data: RotationData, values: Mapping[str, Any]) -> RotationData:
    """Return the data with the parts of files that were given again, which know their lines."""
    kept: dict[str, Any] = {}
    for name in (*ITEMS, "holidays"):
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
    faults = Faults()
    home = _folder(folder, faults)
    if not isinstance(data, Mapping):
        raise BadInput(Fault("data", f"expects a mapping, got {described(data)}"))
    raw = {str(key): value for key, value in data.items() if key != "records"}
    own = {} if data.get("records") is None else data["records"]
    if not isinstance(own, Mapping):
        faults.add(Argument("records"), "", f"expects a mapping, got {described(own)}")
        own = {}
    for key in own:
        if key not in RECORDS:
            hint = suggest(str(key), RECORDS, "`", len(RECORDS))
            faults.add(Argument("records"), str(key), "unknown key", hint)
    both: dict[str, list[Mapping[str, object]]] = {}
    names = {}
    for key in RECORDS:
        inside, beside = own.get(key), records.get(key, ())
        inside = () if inside is None else inside
        names[key] = key if isinstance(inside, list | tuple) and not inside else f"records.{key}"
        several = (*records_in(names[key], inside, faults), *records_in(key, beside, faults))
        both[key] = [cells_of(record) for record in several]
    rows = GivenRows(None, {}, faults)
    return _read(plain(raw), both, ArgumentPlaces(), names, Places(), folder=home, rows=rows)


@hinting()
@uncollected()
def _read(
    raw: Mapping[str, Any],
    records: Mapping[str, Sequence[Mapping[str, object]]],
    places: ArgumentPlaces,
    names: Mapping[str, str],
    files: Places,
    *,
    rows: GivenRows,
    folder: Path | None = None,
    refused: Collection[str] = (),
) -> RotationData:
    people = rows.people
    goals = [goal.name for goal in registered_goals()]
    kinds = [kind for kind, several in records.items() if several]

    def attempt(faults: Faults) -> tuple[TeamFiles | None, RotationData | None]:
        faults.include(rows.faults)
        follows = people is not None
        document = Document(raw, places, faults, rows_follow=follows, refused=refused)
        given = GivenRecords(document, records, names, files, rows)
        if folder is None:
            given.refuse_files()
            return None, assemble(document, given, goals, None)
        of_team = TeamFiles(document, folder / CONFIG, given=kinds)
        return of_team, assemble(document, RecordsBeside(of_team, given), goals, None)

    return read_until_current(attempt)


def _folder(given: object, faults: Faults) -> Path | None:
    """Return the folder of files that are named; one that does not exist is reported."""
    try:
        path = read_all({"folder": given}, {"folder": optional(PATH)})["folder"]
    except BadInput as refused:
        for fault in refused.faults:
            faults.report(fault)
        return None
    if path is None:
        return None
    folder = Path(cast("str", path))
    if not folder.is_dir():
        faults.add(Argument("folder"), "", f"there is no folder {quote(str(folder))}")
    return folder


def to_dictionary(rotation: RotationData) -> dict[str, Any]:
    """Return a rotation as a dictionary that `from_dictionary` reads; see `Rotation.to_dict`."""
    # What another team of the fleet wrote would be kept here after it is gone there.
    own = [a for a in rotation.time_off if not isinstance(a.source, SourceElsewhere)]
    rotation = rotation.amended(time_off=tuple(own))
    data = tables_of_rotation(rotation)
    records: dict[str, Sequence[Mapping[str, object]]] = {
        key: [plain(_shortened(record, RECORDS[key].needed)) for record in several]
        for key, several in records_of(rotation).items()
        if several
    }
    return {**data, "records": records} if records else data


def records_of(rotation: RotationData) -> dict[str, list[Mapping[str, object]]]:
    """Return the records of a rotation by kind and columns, with days as they were written."""
    zones = {engineer.id: engineer.timezone for engineer in rotation.engineers}
    return {
        "time_off": [_as_written(a, zones.get(a.engineer, "UTC")) for a in rotation.time_off],
        "volunteers": [_by_days(offer, rotation.timezone) for offer in rotation.offers],
        "wishes": [_by_days(w, zones.get(w.engineer, "UTC")) for w in rotation.wishes],
        "history": [cells_of(entry) for entry in rotation.history],
        "published": [cells_of(entry) for entry in rotation.published],
        "trades": [cells_of(trade) for trade in rotation.trades],
        "changes": [cells_of(change) for change in rotation.changes],
    }


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
