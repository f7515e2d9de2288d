"""A rotation is written as `rotation.toml` and CSV files that load back equal."""

import csv
import io
import re
import tomllib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rotation
from rotation import (
    BadInput,
    CalendarSettings,
    CompanyDay,
    Engineer,
    Entry,
    HolidayRules,
    LoggedChange,
    MonthDay,
    Offer,
    Rotation,
    SpecialPeriod,
    TimeOff,
    Track,
    Trade,
    Wish,
)
from rotation.config.written_toml import toml_text

EXAMPLES = Path(__file__).parents[2] / "examples"
FOLDERS = sorted(path.parent.name for path in EXAMPLES.glob("*/rotation.toml"))
RECORDS = ("time_off", "offers", "wishes", "history", "published", "trades", "changes")
NOON = datetime(2026, 11, 4, 12, tzinfo=UTC)
WEEK = timedelta(days=7)
MONDAY = datetime(2026, 11, 30, 16, tzinfo=UTC)
FORMULA = re.compile(r"\s*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
# Values of TOML; a text may hold every character but a surrogate, which UTF-8 does not have.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
SCALARS = st.one_of(
    TEXTS,
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False),
    st.dates(),
    st.datetimes(timezones=st.just(UTC)),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
TABLE = st.dictionaries(TEXTS | st.sampled_from(["name", "order", "limit"]), VALUES, max_size=4)
NAMES = st.sampled_from(["rotation", "track", "rules", "goals", "engineer", "holidays"])
NAMED = st.dictionaries(NAMES, TABLE | st.lists(TABLE, min_size=1, max_size=3), max_size=4)


def whole(**arguments: Any) -> Rotation:
    """Return a team with records of every kind."""
    usual: dict[str, Any] = {
        "tracks": [Track("A", "Mon 11:00")],
        "engineers": [
            Engineer("Ada Lovelace", date(2024, 3, 4), capacity={date(2027, 3, 1): 0.6}),
            Engineer("Bela Bartok", date(2024, 3, 4), timezone="Europe/Berlin"),
        ],
        "special_periods": [SpecialPeriod("Christmas", MonthDay(12, 24), MonthDay(1, 1))],
        "time_off": [
            TimeOff("Ada Lovelace", date(2026, 12, 7), date(2026, 12, 9), note="Rome"),
            TimeOff("bela-bartok", NOON, NOON + WEEK, "leave"),
        ],
        "offers": [Offer("ada-lovelace", date(2026, 12, 24), date(2026, 12, 27), preference=2)],
        "wishes": [Wish("ada-lovelace", date(2027, 2, 1), date(2027, 2, 2), want=False)],
        "history": [
            Entry(
                *("A-2026-11-02", "A", "regular", MONDAY - 4 * WEEK, MONDAY - 3 * WEEK),
                "ada-lovelace",
            )
        ],
        "published": [Entry("A-2026-11-30", "A", "regular", MONDAY, MONDAY + WEEK, "ada-lovelace")],
        "trades": [
            Trade(
                *(1, NOON, "A-2026-11-30", MONDAY, MONDAY + WEEK),
                *("ada-lovelace", "bela-bartok", 1, "a  trip"),
            )
        ],
        "changes": [
            LoggedChange(
                *(NOON, "A-2026-11-30", MONDAY, MONDAY + WEEK),
                *("ada-lovelace", "bela-bartok", 1, "=1"),
            )
        ],
        "rules": {"limit": [{"shifts": 2, "days": 30}], "weekends": {"at_most": 1, "of": 2}},
    }
    return Rotation("Team", "America/New_York", **(usual | arguments))


def without_records(team: Rotation) -> Rotation:
    """Return a rotation as its configuration has it."""
    return team.replace(**dict.fromkeys(RECORDS, ()))


@pytest.mark.parametrize("name", FOLDERS)
def test_examples_come_back(tmp_path: Path, name: str) -> None:
    """With records from a folder, without them from the text."""
    team = rotation.load(EXAMPLES / name)
    team.save(tmp_path / "new" / "folder")
    assert rotation.load(tmp_path / "new" / "folder") == team
    text = team.to_toml()
    (tmp_path / "rotation.toml").write_text(text, encoding="utf-8")
    assert rotation.load(tmp_path) == without_records(team)
    comments = [line for line in text.splitlines() if line.startswith("#")]
    assert comments
    assert max(map(len, comments)) <= 100


def test_every_kind_of_record_comes_back(tmp_path: Path) -> None:
    """Each kind has a file of its own; a second rotation of it is the same bytes."""
    team = whole()
    team.save(tmp_path / "one")
    names = {path.name for path in (tmp_path / "one").iterdir()}
    assert names == {
        *("rotation.toml", "time_off.csv", "volunteers.csv", "wishes.csv", "history.csv"),
        *("published.csv", "trades.csv", "changes.csv"),
    }
    again = rotation.load(tmp_path / "one")
    assert again == team
    again.save(tmp_path / "two")
    for name in names:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:test
BEGIN:VEVENT
UID:1
DTSTAMP:20260101T000000Z
DTSTART;VALUE=DATE:20261221
DTEND;VALUE=DATE:20261224
SUMMARY:Ada Lovelace
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTAMP:20260101T000000Z
DTSTART:20270104T080000Z
DTEND:20270104T120000Z
RRULE:FREQ=WEEKLY;COUNT=3
SUMMARY:Bela Bartok
END:VEVENT
END:VCALENDAR
"""


def test_absences_from_calendars_come_back(tmp_path: Path) -> None:
    """Days and hours, with the words of messages, by the clock of a person elsewhere."""
    whole().save(tmp_path)
    (tmp_path / "time_off.ics").write_text(CALENDAR.replace("\n", "\r\n"), encoding="utf-8")
    config = tmp_path / "rotation.toml"
    named = config.read_text(encoding="utf-8").replace('"time_off.csv"', '"time_off.ics"')
    config.write_text(named, encoding="utf-8")
    team = rotation.load(tmp_path)
    assert len(team.time_off) == 4
    assert "2027-01-04 09:00 to 13:00" in {absence.wording for absence in team.time_off}
    team.save(tmp_path / "copy")
    assert rotation.load(tmp_path / "copy") == team


@settings(max_examples=60, deadline=None, derandomize=True)
@given(NAMED)
def test_every_value_of_toml_is_written(tables: dict[str, Any]) -> None:
    """Quotes, backslashes and control characters in texts and keys are escaped."""
    assert tomllib.loads(toml_text(tables)) == tables


HOSTILE = (
    '"',
    "\\",
    "\\u0041",
    "'''",
    '"""',
    "#",
    "]",
    "a\u200db",
    "é",
    "陳",
    "🦊",
    "\u00a0x\u00a0y",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_come_back(tmp_path: Path, text: str) -> None:
    """Names and wording may hold whatever files may hold."""
    word = f"A{text}b"
    ada = Engineer(word, date(2024, 3, 4), id="ada", aliases=[f"{word}c"])
    team = Rotation(
        word,
        "UTC",
        tracks=[Track("A", "Mon 11:00")],
        engineers=[ada],
        holidays=HolidayRules(extra=(CompanyDay(MonthDay(12, 24), word),)),
        calendar=CalendarSettings(duty=word),
    )
    team.save(tmp_path)
    again = rotation.load(tmp_path)
    assert again == team
    assert (again.engineers[0].name, again.engineers[0].aliases) == (word, (f"{word}c",))


CELLS = ("=1+1", "'=1", "-2", "@x", "\uff1d1", "'tis", 'a,"b"', "a  b", "x\u00a0y", "a;b", "+1")


def test_hostile_cells_come_back_and_are_no_formulas(tmp_path: Path) -> None:
    """Notes and reasons stay as they are, blanks included, and no cell is a formula."""
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(len(CELLS))]
    off = [TimeOff("ada-lovelace", day, day, note=n) for day, n in zip(days, CELLS, strict=True)]
    changes = [
        LoggedChange(NOON, "A-2026-11-30", NOON, NOON + WEEK, None, None, 1, why) for why in CELLS
    ]
    team = whole(time_off=off, changes=changes)
    team.save(tmp_path)
    assert rotation.load(tmp_path) == team
    for path in tmp_path.glob("*.csv"):
        rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline=""))
        assert not [cell for row in rows for cell in row if FORMULA.match(cell)], path.name


def test_what_exists_is_refused(tmp_path: Path) -> None:
    """Neither a configuration nor records of somebody else are replaced; nothing is written."""
    (tmp_path / "rotation.toml").write_text("mine", encoding="utf-8")
    (tmp_path / "wishes.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        whole().save(tmp_path)
    assert [str(fault) for fault in caught.value.faults] == [
        f"{tmp_path / name}: exists already; choose another folder, or give overwrite=True"
        for name in ("rotation.toml", "wishes.csv")
    ]
    assert {path.name for path in tmp_path.iterdir()} == {"rotation.toml", "wishes.csv"}
    assert {path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == {"mine"}


def test_a_published_plan_without_a_configuration_is_refused(tmp_path: Path) -> None:
    """It would be read beside the new configuration."""
    (tmp_path / "published.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(BadInput, match=r"published\.csv: exists already"):
        without_records(whole()).save(tmp_path)


def test_overwriting_leaves_no_older_record(tmp_path: Path) -> None:
    """What is read without being named is emptied; files of other names stay."""
    whole().save(tmp_path)
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    bare = without_records(whole())
    bare.save(tmp_path, overwrite=True)
    assert rotation.load(tmp_path) == bare
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"
    assert (tmp_path / "published.csv").read_text(encoding="utf-8").count("\n") == 1
    whole().save(tmp_path, overwrite=True)
    assert rotation.load(tmp_path) == whole()


def test_nothing_is_written_where_one_file_cannot_be(tmp_path: Path) -> None:
    """Also when the last of them fails."""
    team = whole()
    team.save(tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.glob("*.*")}
    (tmp_path / "wishes.csv").unlink()
    (tmp_path / "wishes.csv").mkdir()
    with pytest.raises(BadInput, match="nothing was changed"):
        team.replace(name="Other").save(tmp_path, overwrite=True)
    assert (tmp_path / "rotation.toml").read_bytes() == before["rotation.toml"]
    assert (tmp_path / "changes.csv").read_bytes() == before["changes.csv"]


def test_a_folder_that_is_a_file_is_refused() -> None:
    """As bad input, by its path."""
    with TemporaryDirectory() as name:
        file = Path(name) / "file"
        file.write_text("mine", encoding="utf-8")
        with pytest.raises(BadInput, match="file"):
            whole().save(file)
        with pytest.raises(BadInput, match="file"):
            whole().save(file / "below")
        assert file.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(("folder", "overwrite"), [(1, False), ("", False), ("x", "yes")])
def test_wrong_arguments_are_named(folder: Any, overwrite: Any) -> None:
    """Whatever is wrong with them."""
    with pytest.raises(BadInput, match="overwrite" if folder == "x" else "folder"):
        whole().save(folder, overwrite=overwrite)
