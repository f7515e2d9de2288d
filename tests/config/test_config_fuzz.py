from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from config_cases import COLUMNS, FILES, HEAD, PEOPLE, VALID
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.teams import TRACKS, write_files

from rotation.config import load
from rotation.errors import BadInput

VALUES = st.sampled_from(
    [
        *("1", "-1", "0.5", "1e999", "nan", "true", "''", "'A'", "'ada'", "'\\n'", "{}", "[]"),
        *("[[]]", "['A', 1]", "2026-01-01", "2026-01-01T00:00:00Z", "11:00:00", "'12-25'"),
        *("'Mon 11:00'", "'UTC'", "'US'", "{ x = 1 }", "9" * 400, "'{name'", "'02-29'"),
    ]
)
TABLES = st.sampled_from(
    [
        *("rotation", "holidays", "newcomers", "files", "goals", "calendar", "zzz"),
        *("[track]", "[special_period]", "[engineer]", "[pin]", "[holidays.extra]"),
    ]
)
KEYS = st.sampled_from(
    [
        *("name", "timezone", "calendar_id", "notice_days", "on_rest_day", "country", "exclude"),
        *("subdivision", "extra", "date", "handover", "weeks", "anchor", "first_day", "last_day"),
        *("id", "email", "joined", "leaves", "manager", "capacity", "tracks", "order", "shift"),
        *("skills", "available", "off", "needs", "events"),
        *("engineer", "summary", "uid_domain", "history", "volunteers", "a.b", "'\\u001b'"),
    ]
)
BODIES = st.lists(st.tuples(TABLES, st.dictionaries(KEYS, VALUES, max_size=6)), max_size=6)
CELLS = st.one_of(
    st.sampled_from(
        [
            *("ada", "A", "B", "", "regular", "volunteer", "A-2026-01-05", "A-2026-01-05+2", "1"),
            *("2026-01-05", "2026-01-12T09:00", "2026-01-12T09:00Z", "2100-12-31T23:59-23:59"),
            *("1970-01-01T00:00+23:59", "open", "planned", "vacation", "leave", '"'),
        ]
    ),
    st.text(max_size=6),
)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """Return a folder for all examples; each writes every file it names."""
    with TemporaryDirectory() as name:
        yield Path(name)


def load_or_refuse(folder: Path, toml: bytes, files: dict[str, bytes]) -> None:
    """Load what may be anything, and look at the faults if it is refused."""
    named = {f"{key}.csv": files.get(key, header) for key, header in COLUMNS.items()}
    write_files(folder, {"rotation.toml": toml, **named})
    try:
        load(folder)
    except BadInput as refused:
        faults = refused.faults
    else:
        return
    assert faults
    assert all(fault.place and fault.what and str(fault).isprintable() for fault in faults)


@given(st.one_of(st.binary(), st.text().map(lambda text: text.encode("utf-8", "ignore"))))
@settings(deadline=None)
def test_any_bytes_are_refused_politely(folder: Path, data: bytes) -> None:
    """No configuration, whatever its bytes, ends in anything but faults."""
    load_or_refuse(folder, data, {})
    load_or_refuse(folder, (VALID + FILES).encode(), {"time_off": data})


@given(BODIES)
@settings(deadline=None)
def test_any_tables_are_refused_politely(
    folder: Path, tables: list[tuple[str, dict[str, str]]]
) -> None:
    """No value of any type at any key ends in anything but faults."""
    text = "".join(
        f"[{name}]\n" + "".join(f"{key} = {value}\n" for key, value in body.items())
        for name, body in tables
    )
    load_or_refuse(folder, text.encode(), {})
    load_or_refuse(folder, (VALID + text).encode(), {})


@given(st.sampled_from(["name", "id", "joined", "handover", "timezone", "email"]), VALUES)
@settings(deadline=None)
def test_any_value_in_a_good_file_is_refused_politely(folder: Path, key: str, value: str) -> None:
    """Each key of a valid team may hold anything."""
    rows = (HEAD + TRACKS + PEOPLE).splitlines()
    changed = [f"{key} = {value}" if row.startswith(f"{key} =") else row for row in rows]
    load_or_refuse(folder, "\n".join(changed).encode(), {})


@given(st.sampled_from(sorted(COLUMNS)), st.lists(st.lists(CELLS, max_size=9), max_size=6))
@settings(deadline=None)
def test_any_rows_are_refused_politely(folder: Path, name: str, rows: list[list[str]]) -> None:
    """No cell of any file ends in anything but faults."""
    text = COLUMNS[name] + "\n".join(",".join(row) for row in rows)
    load_or_refuse(folder, (VALID + FILES).encode(), {name: text.encode("utf-8", "surrogatepass")})
