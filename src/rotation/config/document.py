"""`rotation.toml` as read: its tables, their places, and the problems of their keys."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from rotation.config.faults import Faults, Wrong, printable
from rotation.config.file_names import address_fix
from rotation.config.key_places import KeyPlaces, LinePlaces, cell_key
from rotation.config.schema import StrictTable
from rotation.config.text import describe, nearest, quote, read_text, suggest
from rotation.config.toml_lines import DeepKey, KeyPath, Lines, read_toml
from rotation.limits import TOML_BYTES, TOML_ITEMS, TOML_PARTS
from rotation.model.entrances import Entrance, EntranceKind
from rotation.model.source import Source
from rotation.model.spelling import listed

__all__ = ["CONFIG", "REPEATED", "Document", "read_document", "read_tables"]

M = TypeVar("M", bound=StrictTable)

CONFIG = "rotation.toml"

SINGLE = (
    *("rotation", "holidays", "newcomers", "files", "time_off"),
    *("rules", "goals", "fairness", "home_zone", "calendar", "pay"),
)
REPEATED = ("track", "special_period", "engineer", "pin", "feed", "remote")

_NO_TOML = (".csv", ".ics", ".json", ".xlsx", ".html")

_EXPECTED = {
    "string_type": "a text",
    "int_type": "a whole number",
    "bool_type": "true or false",
    "list_type": "a list",
}
_EXAMPLES: Mapping[str, object] = {
    "timezone": "America/New_York",
    "handover": "Mon 11:00",
    "zones": ["America/New_York"],
    "joined": date(2024, 3, 4),
    "date": date(2026, 11, 27),
    "first_day": "12-25",
    "last_day": "01-01",
}


class Document:
    """A configuration as written: the tables of a file of TOML, or the same given from Python.

    Parameters
    ----------
    raw : mapping
        As `tomllib` returns it.
    places : KeyPlaces
        Where its keys are.
    faults : Faults
        Collects the problems.
    rows_follow : bool
        Whether people are added as rows (`add_rows`), so that none need be here.
    refused : collection of str
        Names of tables some of which were refused before, and reported.
    """

    def __init__(
        self,
        raw: Mapping[str, Any],
        places: KeyPlaces,
        faults: Faults,
        *,
        rows_follow: bool = False,
        refused: Collection[str] = (),
    ) -> None:
        self.raw = raw
        self._refused = refused
        self.faults = faults
        self._places = places
        self._rows_follow = rows_follow or "engineers" in self.table("files")
        self._rows: dict[str, list[tuple[dict[str, Any], Source]]] = {}
        self._judge_names()

    def add_rows(self, name: str, rows: Sequence[tuple[dict[str, Any], Source]]) -> None:
        """Add rows of a CSV file, with their places, to the tables of a name."""
        self._rows.setdefault(name, []).extend(rows)

    def is_row(self, path: KeyPath) -> bool:
        """Return whether a key is the cell of a row in a CSV file."""
        return self._row(path) is not None

    def _row(self, path: KeyPath) -> Source | None:
        """Return the place of the row to which a key belongs, if it is not in the TOML file."""
        if len(path) < 2 or path[0] not in self._rows or not isinstance(path[1], int):
            return None
        n = path[1] - self._written(str(path[0]))
        return self._rows[str(path[0])][n][1] if n >= 0 else None

    def _written(self, name: str) -> int:
        """Return the number of tables of a name in the TOML file; rows are counted after them."""
        value = self.raw.get(name)
        return len(value) if isinstance(value, list) else 0

    def source(self, path: KeyPath) -> Source:
        """Return where a key is."""
        return self._row(path) or self._places.source(path)

    def entrance(self, path: KeyPath = ()) -> Entrance:
        """Return how hints about a key call what the user writes."""
        row = self._row(path)
        return Entrance(EntranceKind.ROWS, row.file) if row else self._places.entrance

    def fault(self, path: KeyPath, what: str, hint: str = "", *, about: str = "") -> None:
        """Add a problem of a key."""
        self.faults.add(self.source(path), self._key(path), what, hint, about=about)

    def remark(self, path: KeyPath, what: str, hint: str, remarks: Faults) -> None:
        """Add what is allowed and still worth a look to other remarks."""
        remarks.add(self.source(path), self._key(path), what, hint)

    def _key(self, path: KeyPath) -> str:
        return cell_key(path[2:]) if self.is_row(path) else self._places.key(path)

    def wrong(self, path: KeyPath, problem: Wrong, *, about: str = "") -> None:
        """Add the problem that a reader of a value raised."""
        self.fault(path, problem.what, problem.hint, about=about)

    def table(self, name: str) -> dict[str, Any]:
        """Return a single table; an empty one if it is missing or not a table."""
        value = self.raw.get(name, {})
        return value if isinstance(value, dict) else {}

    def tables(self, *path: str) -> list[tuple[KeyPath, dict[str, Any]]]:
        """Return the items of an array of tables, each with its key path."""
        value: Any = self.raw
        for key in path:
            value = value.get(key, []) if isinstance(value, dict) else []
        if not isinstance(value, list):
            value = []
        tables = [((*path, n), item) for n, item in enumerate(value) if isinstance(item, dict)]
        rows = self._rows.get(path[0], []) if len(path) == 1 else []
        first = self._written(path[0])
        return tables + [((*path, first + n), item) for n, (item, _) in enumerate(rows)]

    def item(self, path: KeyPath, number: int) -> KeyPath:
        """Return the path of one of several values; that of the key where one stands alone."""
        value: Any = self.raw
        for key in path if not self.is_row(path) else ():
            if isinstance(value, dict):
                value = value.get(str(key))
            elif isinstance(value, list):
                value = value[int(key)]
        return path if isinstance(value, str) else (*path, number)

    def is_whole(self, name: str) -> bool:
        """Return whether all tables of a name are here; without some, names may mean those."""
        value = self.raw.get(name, [])
        return (
            name not in self._refused
            and isinstance(value, list)
            and all(isinstance(item, dict) for item in value)
        )

    def judge_list(self, *path: str) -> None:
        """Add a problem for a value that is not an array of tables."""
        value: Any = self.raw
        for key in path:
            value = value.get(key) if isinstance(value, dict) else None
        if value is None:
            return
        header = self.entrance(path).header(".".join(path), several=True)
        if not isinstance(value, list):
            self.fault(path, f"expects a list of tables, got {describe(value)}", header)
            return
        for n, item in enumerate(value):
            if not isinstance(item, dict):
                self.fault((*path, n), f"expects a table, got {describe(item)}", header)

    def read(self, model: type[M], path: KeyPath, raw: Mapping[str, Any]) -> M | None:
        """Return a table as its model, and report every problem of it.

        A table whose faulty keys are all optional is returned without them, so that the rest is
        checked in the same run; None if a required key is at fault.
        """
        try:
            return model.model_validate(raw)
        except ValidationError as error:
            problems = error.errors(include_url=False)
        known = tuple(model.model_fields)
        unknown = [str(e["loc"][0]) for e in problems if e["type"] == "extra_forbidden"]
        meant = {nearest(key, known) for key in unknown}
        for problem in problems:
            where = (*path, *problem["loc"])
            key = str(problem["loc"][0])
            if problem["type"] == "extra_forbidden":
                self.fault(where, "unknown key", suggest(key, known, "`", len(known)))
            elif problem["type"] != "missing":
                value = problem["input"]
                about = quote(value) if isinstance(value, str) else describe(value)
                self.wrong(where, _in_words(problem), about=about)
            elif self.is_row(path):
                self.fault(where, "is empty")
            elif key not in meant:
                self.fault(
                    where, "is missing", self.entrance(path).add(key, _EXAMPLES.get(key, ...))
                )
        faulty = {problem["loc"][0] for problem in problems}
        try:
            return model.model_validate({k: v for k, v in raw.items() if k not in faulty})
        except ValidationError:
            return None

    def _judge_names(self) -> None:
        known = (*SINGLE, *REPEATED)
        for key, value in self.raw.items():
            if key not in known:
                self.fault((key,), "unknown key", suggest(key, known, "`", len(known)))
            elif key in SINGLE and not isinstance(value, dict):
                header = self.entrance().header(key, several=False)
                self.fault((key,), f"expects a table, got {describe(value)}", header)
        for key in REPEATED:
            self.judge_list(key)
        self.judge_list("holidays", "extra")
        meant = {nearest(key, known) for key in self.raw if key not in known}
        for key, needed in (
            ("rotation", ("name", "timezone")),
            ("track", ("name", "handover")),
            ("engineer", ("name", "joined")),
        ):
            elsewhere = key in self._refused or (key == "engineer" and self._rows_follow)
            value = self.raw.get(key, [])
            empty = isinstance(value, list) and not value
            if empty and key not in meant and not elsewhere:
                hint = self.entrance().first(key, needed)
                self.faults.add(*self._places.missing(key), "is missing", hint)


def _in_words(problem: Mapping[str, Any]) -> Wrong:
    error = problem.get("ctx", {}).get("error")
    if isinstance(error, Wrong):
        return error
    expected = _EXPECTED.get(problem["type"])
    if expected is None:
        return Wrong(printable(str(problem["msg"])))
    return Wrong(f"expects {expected}, got {describe(problem['input'])}")


def read_document(path: Path, file: str, faults: Faults) -> Document | None:
    """Return a TOML file; None if it cannot be read, which is reported.

    Parameters
    ----------
    path : Path
        The file.
    file : str
        As messages call it.
    faults : Faults
        Collects the problems.
    """
    if path.suffix.lower() in _NO_TOML:
        what = "is not a configuration"
        faults.add(Source(file), "", what, f"give the team's {CONFIG}, or the folder that holds it")
        return None
    tables = read_tables(path, file, faults, _missing_fix(path))
    return None if tables is None else Document(*tables, faults)


def read_tables(
    path: Path, file: str, faults: Faults, hint: str = ""
) -> tuple[Mapping[str, Any], LinePlaces] | None:
    """Return the tables of a TOML file, and their places; None if it cannot be read.

    Parameters
    ----------
    path, file, faults
        As for `read_document`.
    hint : str
        The fix for a missing file.
    """
    text = read_text(path, TOML_BYTES, Source(file), faults, hint)
    if text is None:
        return None
    try:
        raw = read_toml(text)
        large = _too_large(raw)
        lines = Lines(text, until=large)
    except DeepKey as error:
        what = f"has a key of more than {TOML_PARTS}, which are not read"
        faults.add(Source(file, error.line), "", what, TOML_PARTS.fix)
    except RecursionError:
        faults.add(Source(file), "", "lists or tables are nested too deeply")
    except ValueError as error:
        from rotation.config.toml_syntax import report_syntax  # noqa: PLC0415 - for errors only

        report_syntax(str(error), text, file, faults)
    else:
        places = LinePlaces(lines, file)
        if large is None:
            return raw, places
        what = f"holds more than the {TOML_ITEMS} that are read"
        faults.add(places.source(large), places.key(large), what, TOML_ITEMS.fix)
    return None


def _too_large(raw: Mapping[str, Any]) -> KeyPath | None:
    """Return the key path of the first list or table that is too long."""
    inside: list[tuple[KeyPath, Any]] = [((), raw)]
    for path, value in inside:
        if len(value) > TOML_ITEMS.most:
            return path
        items = value.items() if isinstance(value, dict) else enumerate(value)
        inside += [((*path, key), item) for key, item in items if isinstance(item, list | dict)]
    return None


def _missing_fix(path: Path) -> str:
    """Return the fix for a missing file: it names the folders around that have one."""
    begin = "`rotation init` writes one to start from"
    address = address_fix(str(path))
    if address:
        return f"only files are read: {address}"
    try:
        if path.exists():
            return ""
        around = sorted(
            folder.name for folder in path.parent.iterdir() if (folder / CONFIG).is_file()
        )
    except OSError:
        return begin
    near = nearest(path.name, [*around, CONFIG] if (path.parent / CONFIG).is_file() else around)
    if near is not None:
        return f"did you mean {quote(near)}?"
    there = f"or name a folder that has one: {listed(around)}"
    return f"{begin}, {there}" if path.name == CONFIG and around else begin
