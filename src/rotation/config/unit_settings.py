"""`[rules.NAME]` and `[goals.NAME]`: settings that rules and goals declare."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import MISSING, Field, fields
from datetime import timedelta
from enum import StrEnum
from typing import Annotated, Any, Protocol, get_origin, get_type_hints

from pydantic import AfterValidator, BeforeValidator, PlainValidator, create_model

from rotation.config.document import Document
from rotation.config.faults import Faults, Wrong, printable
from rotation.config.known_names import KnownNames
from rotation.config.schema import StrictTable
from rotation.config.shapes import SPAN, bounded, reads
from rotation.config.shapes import choice as shape_of_choice
from rotation.config.spelling import suggest
from rotation.config.text import describe, quote
from rotation.config.toml_lines import KeyPath
from rotation.config.values import choice
from rotation.model.settings import Configured
from rotation.model.source import Source
from rotation.rules import Settings

__all__ = ["Unit", "key_places", "read_settings", "table_of"]

_SPAN = re.compile(r"(\d{1,6}) +([A-Za-z]+)", re.ASCII)
_UNITS = {
    "minutes": timedelta(minutes=1),
    "hours": timedelta(hours=1),
    "days": timedelta(days=1),
    "weeks": timedelta(weeks=1),
}


class Unit(Protocol):
    """A rule or a goal, with or without settings."""

    name: str


def read_settings(
    document: Document,
    kind: str,
    units: Callable[[], Iterable[Unit]],
    known_names: KnownNames,
    beside: Iterable[str] = (),
    *,
    soft: Collection[str] = (),
    remarks: Faults | None = None,
) -> tuple[Configured, ...]:
    """Return the settings under `[rules]` or `[goals]`, in the order of the file.

    Parameters
    ----------
    document : Document
        Collects the problems.
    kind : str
        `rules` or `goals`.
    units : callable
        Returns every known rule or goal; called only if there is a table.
    known_names : KnownNames
        The names that settings may use.
    beside : iterable of str
        Keys of the table that are not names of rules or goals.
    soft : collection of str
        Rules that need not hold, and so shut nobody out.
    remarks : Faults, optional
        Collects the warnings.
    """
    tables = {key: value for key, value in document.table(kind).items() if key not in beside}
    if not tables:
        return ()
    known = {unit.name: unit for unit in units()}
    return tuple(
        configured
        for name, value in tables.items()
        for configured in _tables_of(
            document,
            (kind, name),
            value,
            known,
            known_names,
            remarks=None if name in soft else remarks,
        )
    )


def _tables_of(
    document: Document,
    path: tuple[str, str],
    value: object,
    known: Mapping[str, Unit],
    known_names: KnownNames,
    *,
    remarks: Faults | None,
) -> Iterator[Configured]:
    kind, name = path
    if name not in known:
        what = f"unknown {kind[:-1]} {quote(name)}"
        document.fault(path, what, suggest(name, known) or "is its package installed?")
        return
    settings = getattr(known[name], "settings", None)
    if settings is None:
        document.fault(path, f"the {kind[:-1]} {name} has no settings", "remove the table")
        return
    tables = getattr(known[name], "own_tables", None)
    elsewhere = {field.name for field in _keys(settings)} if settings.table else set()
    if tables is not None and not any(elsewhere & table.keys() for table in _dicts(value)):
        settings = tables
    elif settings.table:
        keys = [field.name for field in _keys(settings)]
        hint = document.entrance().elsewhere(keys, settings.table)
        document.fault(path, "its settings are written elsewhere", hint)
        return
    made: list[tuple[KeyPath, Settings]] = []
    for where, raw in _items(document, path, value, settings):
        configured = _read(document, where, raw, settings, known_names, made=made)
        if configured is not None:
            yield configured
            if remarks is not None:
                own = made[-1][1]
                for what, hint in own.shut_out(known_names.configured, known_names.engineers):
                    document.remark(where, what, hint, remarks)


def _dicts(value: object) -> list[dict[str, Any]]:
    return [
        item for item in (value if isinstance(value, list) else [value]) if isinstance(item, dict)
    ]


def _items(
    document: Document, path: KeyPath, value: object, settings: type[Settings]
) -> Iterator[tuple[KeyPath, Mapping[str, Any]]]:
    """Yield each table with its place; a single table of a repeated kind is allowed."""
    name = ".".join(map(str, path))
    if isinstance(value, list) and not settings.repeated:
        hint = document.entrance().header(name, several=False)
        document.fault(path, "may be given only once", hint)
        return
    header = document.entrance().header(name, several=settings.repeated)
    for number, item in enumerate(value if isinstance(value, list) else [value]):
        where = (*path, number) if isinstance(value, list) else path
        if isinstance(item, dict):
            yield where, item
        else:
            document.fault(where, f"expects a table, got {describe(item)}", header)


def _read(
    document: Document,
    path: KeyPath,
    raw: Mapping[str, Any],
    settings: type[Settings],
    known_names: KnownNames,
    *,
    made: list[tuple[KeyPath, Settings]],
) -> Configured | None:
    """Return a table as it was read; `made` has those of its kind before it, with their places."""
    before = len(document.faults)
    table = document.read(table_of(settings), path, raw)
    if table is None:
        return None
    values = tuple(_values(document, path, table, settings, known_names))
    if len(document.faults) > before:
        return None
    try:
        own = settings(**dict(values))
        own.judge_tracks(known_names.configured)
        first = next((where for where, other in made if _content(other) == _content(own)), None)
        if first is not None:
            what = f"says the same as the table {document.source(first).where}"
            document.fault(path, what, "remove one of the two")
            return None
        settings.judge_all([*(other for _, other in made), own])
        made.append((path, own))
    except ValueError as error:
        document.fault(path, printable(str(error)))
        return None
    return Configured(f"{path[0]}.{path[1]}", values, tuple(_places(document, path, raw)))


def _content(table: Settings) -> tuple[object, ...]:
    """Return what a table says: the order of people, tracks or skills does not matter."""
    values = ((field, getattr(table, field.name)) for field in _keys(type(table)))
    return tuple(
        frozenset(value) if field.metadata.get("names") and isinstance(value, tuple) else value
        for field, value in values
    )


def _values(
    document: Document,
    path: KeyPath,
    table: StrictTable,
    settings: type[Settings],
    known_names: KnownNames,
) -> Iterator[tuple[str, Any]]:
    """Yield the value of each key, with the names of today."""
    for field in _keys(settings):
        value, names = getattr(table, field.name), field.metadata.get("names")
        if names is not None and field.name in table.model_fields_set:
            where, optional = (*path, field.name), field.default is not MISSING
            value = known_names.read(document, where, names, value, optional=optional)
        yield field.name, value


def _places(
    document: Document, path: KeyPath, raw: Mapping[str, Any]
) -> Iterator[tuple[str, Source]]:
    yield "", document.source(path)
    for key in raw:
        yield key, document.source((*path, key))


def key_places(document: Document, table: str, keys: Iterable[str]) -> Iterator[tuple[str, Source]]:
    """Yield the places of the written keys of a built-in table."""
    for key in keys:
        if key in document.table(table):
            yield key, document.source((table, key))


def _keys(settings: type[Settings]) -> tuple[Field[Any], ...]:
    return tuple(
        field
        for field in fields(settings)
        if field.name != "places" and field.metadata.get("written", True)
    )


def table_of(settings: type[Settings]) -> type[StrictTable]:
    """Return the model that reads a class of settings."""
    hints = get_type_hints(settings)
    columns: dict[str, Any] = {
        field.name: (
            _read_as(hints[field.name], field.metadata),
            ... if field.default is MISSING else field.default,
        )
        for field in _keys(settings)
    }
    return create_model(settings.__name__, __base__=StrictTable, **columns)


def _read_as(hint: Any, metadata: Mapping[str, Any]) -> Any:
    """Return the annotation that reads a value as a type of settings."""
    if get_origin(hint) is tuple:
        return Annotated[hint, BeforeValidator(_listed)]
    if hint is timedelta:
        return Annotated[timedelta, PlainValidator(_span), reads(SPAN)]
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return Annotated[hint, PlainValidator(choice(hint)), reads(shape_of_choice(list(hint)))]
    unit, bounds = metadata.get("unit", ""), _within(metadata)
    shape = reads(bounded(metadata.get("least"), metadata.get("most"), whole=hint is int))
    if hint is int and unit:
        return Annotated[int, BeforeValidator(_whole(unit)), AfterValidator(bounds), shape]
    if hint in {int, float}:
        return Annotated[hint, AfterValidator(bounds), shape]
    return hint


def _listed(value: object) -> object:
    if not isinstance(value, list):
        raise Wrong(f"expects a list, got {describe(value)}")
    return tuple(value)


def _whole(unit: str) -> Callable[[object], object]:
    def judge(value: object) -> object:
        if isinstance(value, bool) or not isinstance(value, int):
            what = f"expects a whole number of {unit}, got {describe(value)}"
            raise Wrong(what, "write only the number")
        return value

    return judge


def _within(metadata: Mapping[str, Any]) -> Callable[[Any], Any]:
    least, most, unit = (metadata.get(key) for key in ("least", "most", "unit"))

    def judge(value: Any) -> Any:
        if (least is None or value >= least) and (most is None or value <= most):
            return value
        if least is not None and most is not None:
            bounds = f"outside {least} to {most}"
        else:
            bounds = f"less than {least}" if most is None else f"more than {most}"
        raise Wrong(f"{describe(value)} is {bounds}{f' {unit}' if unit else ''}")

    return judge


def _span(value: object) -> timedelta:
    match = _SPAN.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise Wrong(f"expects a span of time, got {describe(value)}", 'write it as "14 days"')
    number, unit = match.groups()
    units = {**_UNITS, **{plural[:-1]: span for plural, span in _UNITS.items()}}
    if unit not in units:
        raise Wrong(f"unknown unit {quote(unit)}", suggest(unit, _UNITS))
    return int(number) * units[unit]
