"""Dates as spreadsheets of each country write them: read for certain, or a fault with its cell."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from config_cases import VALID
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.teams import write_files

from rotation.config import load
from rotation.config.csv_table import CsvRow
from rotation.config.dated_rows import dated_rows
from rotation.config.faults import Faults
from rotation.errors import BadInput
from rotation.model.settings import RotationData
from rotation.model.source import Source

DAY_FIRST = (
    "{d:02}/{m:02}/{y}",
    "{d:02}.{m:02}.{y}",
    "{d}-{m}-{y}",
    "{d}. {m}. {y}",
    "{d}.{m}.{y}.",
)
MONTH_FIRST = ("{m}/{d}/{y}", "{m:02}-{d:02}-{y}")
YEAR_FIRST = ("{y}/{m:02}/{d:02}", "{y}. {m:02}. {d:02}.", "{y}.{m}.{d}", "{y}-{m}-{d}")
SHORT = ("{d:02}.{m:02}.{s:02}", "{m}/{d}/{s:02}", "{s:02}-{m:02}-{d:02}", "{d}/{m}/{s:02}")
OTHERS = (
    "{y:}\u5e74{m}\u6708{d}\u65e5",
    "{d:02}/{m:02} {y}",
    "{d}.{m}.{y} \u0433.",
    "\u200f{d}/{m}/{y}",
)
FORMATS = (*DAY_FIRST, *MONTH_FIRST, *YEAR_FIRST, *SHORT, *OTHERS)
CLOCKS = ("", " 00:00", " 0:00:00", " 12:00:00 AM", " 0.00")

DAYS = st.dates(date(2000, 1, 1), date(2049, 12, 31))


def written(day: date, form: str) -> str:
    """Return a date in the format of a country."""
    return form.format(d=day.day, m=day.month, y=day.year, s=day.year % 100)


def read(texts: Sequence[str], shifts: Sequence[str] = ()) -> tuple[list[str | None], list[str]]:
    """Return the dates of a file of which each row has one, None where refused, and its faults."""
    faults = Faults()
    named = [*shifts, *[""] * len(texts)]
    rows = [
        CsvRow(Source("away.csv", n + 2), {"start": text, "shift": named[n]}, faults)
        for n, text in enumerate(texts)
    ]
    dated = dated_rows(rows, whole_days=True)
    days = [None if "start" in row.refused else row["start"] for row in dated]
    return days, [str(fault) for fault in faults.listed()]


@settings(derandomize=True, max_examples=200)
@given(st.lists(DAYS, min_size=1, max_size=4), st.sampled_from(FORMATS), st.sampled_from(CLOCKS))
def test_a_date_is_read_for_certain_or_refused(days: list[date], form: str, clock: str) -> None:
    """In the format of any country, no date is ever read as another."""
    read_days, faults = read([written(day, form) + clock for day in days])
    assert all(text in {None, str(day)} for day, text in zip(days, read_days, strict=True))
    assert bool(faults) == (None in read_days)


@settings(derandomize=True, max_examples=100)
@given(st.lists(DAYS, min_size=1, max_size=4), st.sampled_from(FORMATS))
def test_the_shifts_of_a_sheet_decide(days: list[date], form: str) -> None:
    """Where rows name the shifts that begin on their dates, every date of any format is read."""
    texts = [written(day, form) for day in days]
    assert read(texts, [f"A-{day}" for day in days]) == ([str(day) for day in days], [])


@settings(derandomize=True, max_examples=100)
@given(DAYS, st.sampled_from((*DAY_FIRST, *MONTH_FIRST)), DAYS)
def test_one_date_with_a_large_day_decides(other: date, form: str, clear: date) -> None:
    """A day after the 12th says in which order all dates of the file are."""
    clear = clear.replace(day=13 + clear.day % 16)
    days = [other, clear]
    assert read([written(day, form) for day in days]) == ([str(day) for day in days], [])


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("25-Dec-2026", "2026-12-25"),
        ("25-Dec-26", "2026-12-25"),
        ("4 May 2026", "2026-05-04"),
        ("25. December 2026", "2026-12-25"),
        ("December 25, 2026", "2026-12-25"),
        ("Sept 4, 2026 0:00", "2026-09-04"),
        ("Friday, December 25, 2026", "2026-12-25"),
        ("vendredi 25 d\u00e9cembre 2026", "2026-12-25"),
        ("25. Dez. 26", "2026-12-25"),
        ("25-d\u00e9c-26", "2026-12-25"),
        ("1 m\u00e4rz 2027", "2027-03-01"),
        ("25 de diciembre de 2026", "2026-12-25"),
        ("ven 05/06/2026", "2026-06-05"),
        ("Wed 05/06/2026", "2026-05-06"),
        ("2026-12-25 00:00:00", "2026-12-25"),
        ("\u0662\u0665/\u0661\u0662/\u0662\u0660\u0662\u0666", "2026-12-25"),
        ("05/05/2026", "2026-05-05"),
        ("2026\u5e741\u67082\u65e5", "2026-01-02"),
    ],
)
def test_dates_that_need_no_order(text: str, day: str) -> None:
    """A month in letters, a year in front, and a day that is its month."""
    assert read([text]) == ([day], [])


WRITE = "write them as 2026-11-27, or as real dates of a workbook (.xlsx)"


@pytest.mark.parametrize(
    ("texts", "faults"),
    [
        (
            ["05/06/2026"],
            [
                "2: start: '05/06/2026' may be 2026-05-06 or 2026-06-05: no date of the file "
                "decides; write it as 2026-05-06 or 2026-06-05"
            ],
        ),
        (
            ["2026-12-25", "05/06/2026", "01/02/2027", "03/03/2027"],
            [
                "3: start: '05/06/2026' may be 2026-05-06 or 2026-06-05: no date of the file "
                f"decides, and 1 more is as unclear; {WRITE}"
            ],
        ),
        (
            ["25/12/26"],
            [
                "2: start: '25/12/26' may be 2025-12-26 or 2026-12-25: no date of the file "
                "decides; write it as 2025-12-26 or 2026-12-25"
            ],
        ),
        (
            ["25/12/2026", "04/01/2027", "12/31/2026"],
            [
                "4: start: '12/31/2026' has the month first, but '25/12/2026' on line 2 has the "
                "day first; all dates of a file have one order: write them as 2026-11-27"
            ],
        ),
        (["31/13/2026"], ["2: start: there is no day '31/13/2026'; write it as 2026-11-27"]),
        (
            ["Mon 05/06/2026"],
            ["2: start: there is no day 'Mon 05/06/2026'; write it as 2026-11-27"],
        ),
        (["25/12/99"], ["2: start: there is no day '25/12/99'; write it as 2026-11-27"]),
        (
            ["46381"],
            [
                "2: start: '46381' is a number; in a spreadsheet it may be 2026-12-25; format the "
                "column as dates before you save it"
            ],
        ),
    ],
)
def test_what_is_not_certain_names_its_cell(texts: list[str], faults: list[str]) -> None:
    """The fault has the readings and the fix; dates of one kind are one fault."""
    assert read(texts)[1] == [f"away.csv:{fault}" for fault in faults]


def test_a_shift_that_a_date_contradicts_decides_nothing() -> None:
    """A row may be about other days than those of its shift: only a date that fits is evidence."""
    days, faults = read(["05/06/2026", "12/07/2026"], ["A-2026-12-25", "B-2026-01-01"])
    assert days == [None, None]
    assert len(faults) == 1
    days, faults = read(["01/02/2027", "12/31/2026"], ["A-2027-02-01", ""])
    assert "'01/02/2027' on line 2 has the day first" in faults[0] or "month first" in faults[0]


def loaded(folder: Path, **files: str) -> RotationData:
    """Return the small team with files that people filled in."""
    named = "".join(f'{key} = "{key}.csv"\n' for key in files)
    tables = {f"{key}.csv": text for key, text in files.items()}
    write_files(folder, {"rotation.toml": f"{VALID}[files]\n{named}", **tables})
    return load(folder)


def test_every_sheet_takes_names_and_dates_of_a_country(tmp_path: Path) -> None:
    """Time off, offers and wishes by name, address and alias, saved by Excel in Germany."""
    team = loaded(
        tmp_path,
        time_off="Engineer;Start;End;Kind\nada lovelace;24.12.2026;26.12.2026;leave\n"
        "ADA@example.com;01.02.2027 09:00;01.02.2027 17:30;\n",
        volunteers="engineer;start;end;max_shifts;preference;shift\n"
        "Hopper, Grace;01.01.2027;02.01.2027;;1;A-2027-01-01\n"
        ";03.01.2027;04.01.2027;;;A-2027-01-03\n",
        wishes="engineer;start;end;want\ngrace;25.12.2026 00:00;27.12.2026 00:00;no\n",
    )
    away, hours = team.time_off
    assert (away.wording, away.kind) == ("2026-12-24 to 2026-12-26", "leave")
    assert hours.end - hours.start == timedelta(hours=8, minutes=30)
    (offer,) = team.offers
    assert (offer.engineer, offer.wording) == ("grace", "2027-01-01 to 2027-01-02")
    (wish,) = team.wishes
    assert (wish.engineer, wish.wording) == ("grace", "2026-12-25 to 2026-12-27")


@pytest.mark.parametrize("mark", ["; ", ", ", " & ", " and ", "\n", "/"])
def test_two_people_in_one_cell_are_counted(tmp_path: Path, mark: str) -> None:
    """Nobody is called so, and the fault says what to do."""
    (tmp_path / "rotation.toml").write_text(f'{VALID}[files]\nvolunteers = "sheet.csv"\n')
    row = f'"Ada Lovelace{mark}grace",2026-12-25,2026-12-26\n'
    (tmp_path / "sheet.csv").write_text(f"engineer,start,end\n{row}")
    with pytest.raises(BadInput) as caught:
        load(tmp_path)
    (fault,) = caught.value.faults
    assert fault.what.endswith("grace' names 2 people")
    assert fault.hint == "name one of them, and give the others entries of their own"


def test_two_people_of_one_name_are_both_named(tmp_path: Path) -> None:
    """A name of nobody has the nearest one, and a name of two people means neither."""
    two = '[[engineer]]\nname = "Ada Lovelace"\nid = "ada-2"\njoined = 2024-03-04\n'
    (tmp_path / "rotation.toml").write_text(f'{VALID}{two}[files]\nvolunteers = "sheet.csv"\n')
    rows = "Ada Lovelace,12/25/2026,12/26/2026\nGrace Hoper,12/25/2026,12/26/2026\n"
    (tmp_path / "sheet.csv").write_text(f"engineer,start,end\n{rows}")
    with pytest.raises(BadInput) as caught:
        load(tmp_path)
    assert [str(fault) for fault in caught.value.faults] == [
        "sheet.csv:2: engineer: 'Ada Lovelace' may be ada or ada-2; give the id",
        "sheet.csv:3: engineer: unknown engineer 'Grace Hoper'; did you mean 'grace'?",
    ]


@pytest.mark.parametrize("text", ["1 marraskuuta 2026", "25 x 2026", "25-Dec", "Smarch 3, 2026"])
def test_words_that_are_no_month_are_no_date(text: str) -> None:
    """Finnish marraskuu begins like March and is November: only whole words count."""
    assert read([text]) == ([text], [])
