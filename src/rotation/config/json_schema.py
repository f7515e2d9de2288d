"""The JSON Schema of `rotation.toml`, made from the classes that read it.

The package ships what `schema_text` returns as `templates/rotation.schema.json`: its descriptions
are those of docs/files.md, which is not in the package. `nox -s schema` writes it anew.
"""

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from rotation.config import schema, shapes
from rotation.config.schema import StrictTable
from rotation.config.shapes import JsonShape
from rotation.config.unit_settings import Unit, table_of
from rotation.goals import registered as registered_goals
from rotation.rules import Settings, SoftRule
from rotation.rules import registered as registered_rules

__all__ = ["TABLES", "schema_text"]

TABLES: Mapping[str, type[StrictTable]] = {
    "[rotation]": schema.RotationTable,
    "[holidays]": schema.HolidaysTable,
    "[[holidays.extra]]": schema.CompanyDayTable,
    "[[track]]": schema.TrackTable,
    "[[special_period]]": schema.SpecialPeriodTable,
    "[newcomers]": schema.NewcomersTable,
    "[files]": schema.FilesTable,
    "[time_off]": schema.TimeOffTable,
    "[goals]": schema.GoalsTable,
    "[fairness]": schema.FairnessTable,
    "[home_zone]": schema.HomeZoneTable,
    "[calendar]": schema.CalendarTable,
    "[[feed]]": schema.FeedTable,
    "[[remote]]": schema.RemoteTable,
    "[pay]": schema.PayTable,
    "[[pin]]": schema.PinTable,
    "[[engineer]]": schema.EngineerTable,
}
"""Every table with fixed keys, by its header, in the order of docs/files.md."""

_DRAFT = "http://json-schema.org/draft-07/schema#"
"""The newest draft that every validator of TOML understands."""

_LINK = re.compile(r"\[([^\]]+)\]\([^)]+\)")
_NUMBERS = re.compile(r" \([A-Z]\d+(, [A-Z]\d+)*\)")
_ROW = re.compile(r"^\| `(\w+)` \| (?:(.*?) )?\| (.*) \|$", re.MULTILINE)


def schema_text(page: str) -> str:
    """Return the JSON Schema of `rotation.toml`.

    Parameters
    ----------
    page : str
        docs/files.md, whose tables describe each key.

    Returns
    -------
    str
        JSON of draft 7. It accepts every file that is read, and tables of rules and goals from
        other packages.
    """
    return json.dumps(_whole(_Page(page)), indent=1, ensure_ascii=False) + "\n"


class _Page:
    """The sections of docs/files.md by their headings."""

    def __init__(self, text: str) -> None:
        parts = re.split(r"^#+ `(\[.*\])`\n", text, flags=re.MULTILINE)
        self._sections = dict(zip(parts[1::2], parts[2::2], strict=True))

    def about(self, header: str) -> str:
        """Return the first paragraph of a section, if it begins with one."""
        paragraph = self._sections[header].strip().partition("\n\n")[0]
        return "" if paragraph.startswith("|") else _plain(" ".join(paragraph.split()))

    def keys(self, header: str) -> dict[str, tuple[str, str]]:
        """Return the cells of default and meaning of each key."""
        section = re.split(r"^#", self._sections[header], flags=re.MULTILINE)[0]
        return {name: (default, meaning) for name, default, meaning in _ROW.findall(section)}


def _plain(text: str) -> str:
    return _NUMBERS.sub("", _LINK.sub(r"\1", text))


class _Generator(GenerateJsonSchema):
    """Without titles, defaults and null, which TOML lacks."""

    def field_title_should_be_set(self, _: Any) -> bool:
        return False

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonShape:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonShape:
        return self.generate_inner(schema["schema"])


def _table(model: type[StrictTable], header: str, page: _Page) -> JsonShape:
    """Return the shape of a table, each key with its description and default."""
    made = model.model_json_schema(schema_generator=_Generator)
    del made["title"]
    made.pop("description", None)
    about = page.about(header)
    described = page.keys(header)
    keys = {key: _described(shape, *described[key]) for key, shape in made["properties"].items()}
    return {**({"description": about} if about else {}), **made, "properties": keys}


def _described(shape: JsonShape, default: str, meaning: str) -> JsonShape:
    text = _plain(f"{default}, {meaning}" if meaning.startswith("or ") else meaning)
    text = f"{text[0].upper()}{text[1:]}".rstrip(".") + "."
    if not default:
        return {"description": text, **shape}
    value: JsonShape = {}
    with suppress(ValueError):  # in words, such as "the country's"
        value = tomllib.loads(f"default = {default.strip('`')}")
    return {"description": f"{text} Default: {_plain(default)}.", **shape, **value}


def _whole(page: _Page) -> JsonShape:
    tables: dict[str, JsonShape] = {}
    for header, model in TABLES.items():
        name = header.strip("[]")
        made = _table(model, header, page)
        if "." in name:
            outer, _, key = name.partition(".")
            tables[outer]["properties"][key] = {"type": "array", "items": made}
        else:
            repeated = {"type": "array", "items": made}
            tables[name] = repeated if header.startswith("[[") else made
    for name in ("track", "engineer"):
        tables[name]["minItems"] = 1
    _allow_units(tables["goals"], _own(registered_goals()), "goals", page)
    _allow_names(tables["goals"])
    tables["rules"] = {"type": "object", "properties": {}}
    _allow_units(tables["rules"], _own(registered_rules()), "rules", page)
    return {
        "$schema": _DRAFT,
        "title": "rotation.toml",
        "description": "A team's on-call rotation.",
        "type": "object",
        "properties": tables,
        "required": ["rotation", "track"],
        "anyOf": [
            {"required": ["engineer"]},
            {"required": ["files"], "properties": {"files": {"required": ["engineers"]}}},
        ],
        "additionalProperties": False,
    }


def _own(units: Iterable[Any]) -> list[Any]:
    """Return the rules or goals of this package, whatever is installed beside it."""
    return [unit for unit in units if type(unit).__module__.startswith("rotation.")]


def _allow_units(tables: JsonShape, units: Iterable[Unit], kind: str, page: _Page) -> None:
    """Add the tables of rules or goals; others are those of packages that are not known here."""
    for unit in units:
        settings: type[Settings] | None = getattr(unit, "settings", None)
        if settings is not None and settings.table:
            settings = getattr(unit, "own_tables", None)
        if settings is None:
            continue
        header = f"[[{kind}.{unit.name}]]" if settings.repeated else f"[{kind}.{unit.name}]"
        made = _table(table_of(settings), header, page)
        several = {"anyOf": [{"type": "array", "items": made}, made]}
        tables["properties"][unit.name] = several if settings.repeated else made
    foreign = {"type": "object"}
    tables["additionalProperties"] = {
        "description": f"Settings of one of the {kind} of another package.",
        "anyOf": [foreign, {"type": "array", "items": foreign}],
    }


def _allow_names(goals: JsonShape) -> None:
    """Add the known names of goals and soft rules; others are those of other packages."""
    soft = [rule.name for rule in _own(registered_rules()) if isinstance(rule, SoftRule)]
    order = [goal.name for goal in _own(registered_goals())]
    for key, known in (("order", [*order, *soft]), ("soft", soft)):
        item = {"anyOf": [shapes.choice(known), shapes.TEXT]}
        goals["properties"][key] |= {"items": item, "uniqueItems": True}
    goals["properties"]["order"]["minItems"] = 1
