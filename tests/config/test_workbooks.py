"""Workbooks (`.xlsx`) of people, time off, offers and wishes (I45)."""

import io
import sys
import warnings
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from config_cases import VALID
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from tests.teams import write_files

from rotation.config import load
from rotation.config.absences import TIME_OFF
from rotation.config.csv_table import read_table
from rotation.config.faults import Faults
from rotation.errors import BadInput
from rotation.limits import WORKBOOK_BYTES
from rotation.model.settings import RotationData

HEADER = ("Engineer", "Start", "End", "Note")
NINE = datetime.combine(date(2027, 1, 5), time(9))
ROW = ("Ada Lovelace", date(2026, 12, 25), date(2026, 12, 26))


def book(*rows: Sequence[object], title: str = "Sheet1") -> openpyxl.Workbook:
    """Return a workbook with one sheet."""
    made = openpyxl.Workbook()
    made.active.title = title
    for row in rows:
        made.active.append(row)
    return made


def saved(made: openpyxl.Workbook) -> bytes:
    """Return the bytes of a workbook."""
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


def loaded(folder: Path, made: openpyxl.Workbook | bytes, key: str = "time_off") -> RotationData:
    """Return the small team with a workbook."""
    data = made if isinstance(made, bytes) else saved(made)
    toml = f'{VALID}[files]\n{key} = "away.xlsx"\n'
    write_files(folder, {"rotation.toml": toml, "away.xlsx": data})
    return load(folder)


def days(folder: Path, made: openpyxl.Workbook | bytes) -> list[str]:
    """Return the days of time off."""
    return [absence.wording for absence in loaded(folder, made).time_off]


def faults(folder: Path, made: openpyxl.Workbook | bytes, key: str = "time_off") -> list[str]:
    """Return what is wrong with a workbook."""
    with pytest.raises(BadInput) as caught:
        loaded(folder, made, key)
    return [str(fault) for fault in caught.value.faults]


def changed(part: str, change: Callable[[bytes], bytes], rows: Sequence[object] = ROW) -> bytes:
    """Return a workbook of which a part has other bytes."""
    out = io.BytesIO()
    with (
        ZipFile(io.BytesIO(saved(book(HEADER, rows)))) as old,
        ZipFile(out, "w", ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name.endswith(part) else data)
        if part not in {name.rpartition("/")[2] for name in old.namelist()}:
            new.writestr(part, change(b""))
    return out.getvalue()


def with_rows(xml: str) -> bytes:
    """Return a workbook with more rows, as XML."""
    return changed(
        "sheet1.xml", lambda data: data.replace(b"</sheetData>", xml.encode() + b"</sheetData>")
    )


def test_dates_are_exact_whatever_they_look_like(tmp_path: Path) -> None:
    """Days, instants, texts of a country and the calendar of 1904; names and addresses as usual."""
    made = book(
        HEADER,
        ROW,
        ("ADA@example.com", NINE, NINE + timedelta(hours=8, minutes=30)),
        ("grace", "24/12/2026", date(2026, 12, 26), "at home"),
        (None, None, None),
        ("grace", "03/01/2027", "05/01/2027"),
    )
    made.active["B2"].number_format = "mm-dd-yy"
    made.active["C2"].number_format = 'd. mmm "x"'
    made.active.row_dimensions[4].hidden = True
    team = loaded(tmp_path, made)
    assert [(absence.engineer, absence.wording) for absence in team.time_off] == [
        ("ada", "2026-12-25 to 2026-12-26"),
        ("ada", "2027-01-05 09:00:00 to 2027-01-05 17:30:00"),
        ("grace", "2026-12-24 to 2026-12-26"),
        ("grace", "2027-01-03 to 2027-01-05"),
    ]
    made = book(HEADER, ROW)
    made.epoch = CALENDAR_MAC_1904
    assert days(tmp_path, made) == ["2026-12-25 to 2026-12-26"]


@settings(derandomize=True, max_examples=15)
@given(
    st.lists(st.dates(date(1970, 1, 1), date(2100, 12, 30)), min_size=1, max_size=5, unique=True),
    st.sampled_from(
        ("yyyy-mm-dd", "mm-dd-yy", "dd/mm/yyyy", "[$-407]d. mmmm yyyy", "d-mmm", 'd\\. "hs" mmm')
    ),
    st.booleans(),
)
def test_every_real_date_is_read_as_itself(
    tmp_path_factory: pytest.TempPathFactory, several: list[date], form: str, old: bool
) -> None:
    """Whatever the format, the country and the calendar of the workbook."""
    made = book(HEADER, *(("ada", day, day + timedelta(days=1)) for day in several))
    if old:
        made.epoch = CALENDAR_MAC_1904
    for row in made.active.iter_rows(min_row=2, min_col=2, max_col=3):
        for cell in row:
            cell.number_format = form
    expected = sorted(f"{day} to {day + timedelta(days=1)}" for day in several)
    assert sorted(days(tmp_path_factory.mktemp("book"), made)) == expected


def test_people_offers_and_wishes_may_be_workbooks(tmp_path: Path) -> None:
    """Numbers are numbers, TRUE is yes, and columns that are not read may hold anything."""
    offers = book(
        ("engineer", "start", "end", "max_shifts", "shift", "days", "held_by"),
        ("Hopper, Grace", date(2027, 1, 1), date(2027, 1, 2), 2.0, "A-2027-01-01", "=1+1", None),
        (None, date(2027, 1, 3), date(2027, 1, 4), None, "A-2027-01-03", "=1+1", None),
    )
    offers.active.merge_cells("G2:G3")
    (offer,) = loaded(tmp_path, offers, "volunteers").offers
    assert (offer.engineer, offer.max_shifts) == ("grace", 2)
    wishes = book(("engineer", "start", "end", "want"), (*ROW, True))
    (wish,) = loaded(tmp_path, wishes, "wishes").wishes
    assert (wish.engineer, wish.want) == ("ada", True)
    people = book(("name", "joined", "capacity"), ("Zoë", date(2024, 3, 4), 0.8))
    zoe = loaded(tmp_path, people, "engineers").engineers[-1]
    assert (zoe.id, zoe.joined, float(zoe.capacity)) == ("zoe", date(2024, 3, 4), 0.8)


def test_the_sheet_with_the_name_of_the_file_is_read(tmp_path: Path) -> None:
    """Otherwise it is the first one; what a wrong dimension leaves out is read, too."""
    made = book(("something", "else"))
    made.create_sheet("Away").append(HEADER)
    made["Away"].append(ROW)
    assert days(tmp_path, made) == ["2026-12-25 to 2026-12-26"]
    wrong = changed("sheet1.xml", lambda data: data.replace(b'ref="A1:D2"', b'ref="A1:A1"'))
    assert days(tmp_path, wrong) == ["2026-12-25 to 2026-12-26"]


def test_a_fault_names_the_cell(tmp_path: Path) -> None:
    """As a spreadsheet calls it, with the column's name; faults of one kind are counted."""
    made = book(
        HEADER,
        ("ada", "05/06/2026", date(2026, 6, 7)),
        ("Ada Lovelac", 46381, "=A1"),
        ("grace", time(9), True, "#REF!"),
        ("grace", "2026-12-25 09:00 CET", None, None, "extra"),
    )
    made.active["D4"].data_type = "e"
    made.active.merge_cells("A3:A4")
    value = "write it as 2026-12-21, 2026-12-21T09:00 or 2026-12-21T09:00-05:00"
    assert faults(tmp_path, made) == [
        "away.xlsx:B2: start: '05/06/2026' may be 2026-05-06 or 2026-06-05: no date of the file "
        "decides; write it as 2026-05-06 or 2026-06-05",
        "away.xlsx:C3: end: is a formula whose value is not saved; open the workbook in a "
        "spreadsheet and save it, or enter the value itself",
        "away.xlsx:A3: engineer: is merged with others (A3:A4); unmerge them, and fill in each "
        "cell",
        "away.xlsx:B3: start: '46381' is a number; in a spreadsheet it may be 2026-12-25; format "
        "the column as dates before you save it",
        f"away.xlsx:C4: end: 'yes' is neither a date nor an instant; {value}",
        "away.xlsx:A4: engineer: is empty",
        "away.xlsx:D4: note: holds the error #REF!; enter the value itself",
        f"away.xlsx:B4: start: '09:00:00' is neither a date nor an instant; {value}",
        "away.xlsx:E5: column 5: has no name but holds 'extra'; name the column, or empty its "
        "cells",
        "away.xlsx:C5: end: is empty",
        f"away.xlsx:B5: start: '2026-12-25 09:00 CET' is neither a date nor an instant; {value}",
    ]


def test_a_fault_of_the_header_names_its_cell(tmp_path: Path) -> None:
    """Also where a column has another name, as in other programs."""
    made = book(("Name", "Start", "Until", "knd"), ROW)
    assert faults(tmp_path, made) == [
        "away.xlsx:A1: Name: unknown column; did you mean 'engineer'?",
        "away.xlsx:C1: Until: unknown column; did you mean 'end'?",
        "away.xlsx:D1: knd: unknown column; did you mean 'kind'?",
    ]


def test_faults_of_one_kind_are_one_line(tmp_path: Path) -> None:
    """A thousand unknown names are counted, with the first of them."""
    made = book(HEADER, *((f"nobody {n}", *ROW[1:]) for n in range(1000)))
    with pytest.raises(BadInput) as caught:
        loaded(tmp_path, made)
    (line,) = str(caught.value).splitlines()
    assert line.startswith("away.xlsx:A2: engineer: 1000 rows: unknown engineer 'nobody 0'")


@pytest.mark.parametrize(
    ("made", "message"),
    [
        (lambda: b"engineer,start,end\n", "is not a workbook; save it again as .xlsx"),
        (lambda: b"PK\x03\x04 xl/ cut off", "cannot be read as a workbook; save it again as .xlsx"),
        (
            lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99),
            "is an Excel workbook of an older kind, or with a password; "
            "save it as .xlsx, without a password",
        ),
        (
            lambda: changed("x.png", lambda _: bytes(WORKBOOK_BYTES.most)),
            "is larger than the 64 MB that are read; split it, or ",
        ),
        (
            lambda: with_rows("".join(f'<row r="{n}" s="1"/>' for n in range(3, 1_048_577))),
            "has a sheet of 1,048,576 rows, more than the 10,000 rows; delete the empty rows below",
        ),
        (
            lambda: with_rows('<row r="3">' + '<c t="b"><v>1</v></c>' * 60_000 + "</row>"),
            "has a sheet of 60,007 cells, more than the 60,000 cells; save the table as CSV",
        ),
        (
            lambda: with_rows('<row r="9"><c r="DA9" t="b"><v>1</v></c></row>'),
            "has more than the 100 columns that are read; is this the right file?",
        ),
        (
            lambda: changed(
                "styles.xml", lambda data: data.replace(b"</fonts>", b"<b/>" * 150_000)
            ),
            "has more than the 150,000 elements that are read; save the table as CSV",
        ),
        (
            lambda: changed("sheet1.xml", lambda data: b'<!DOCTYPE x [<!ENTITY a "aa">]>' + data),
            "has a part that no spreadsheet writes; save it again as .xlsx",
        ),
        (
            lambda: changed("sheet1.xml", lambda data: data[:99]),
            "cannot be read as a workbook; save it",
        ),
        (lambda: saved(book()), "has no header row; begin with engineer,start,end"),
    ],
)
def test_what_is_no_workbook_is_refused(
    tmp_path: Path, made: Callable[[], bytes], message: str
) -> None:
    """Whatever a file holds, it is refused in one sentence, at once."""
    (fault,) = faults(tmp_path, made())
    assert fault.startswith(f"away.xlsx: {message}")


def test_rows_far_down_cost_nothing(tmp_path: Path) -> None:
    """A last row of a sheet that is formatted, and one beyond the last that there is."""
    for row in (1_048_576, 99_999_999_999):
        data = with_rows(f'<row r="{row}"><c r="A{row}" s="1"/></row>')
        assert days(tmp_path, data) == ["2026-12-25 to 2026-12-26"]


def test_an_empty_text_of_a_formula_is_an_empty_cell(tmp_path: Path) -> None:
    """As `=IF(A2="","",A2)` gives; the saved value of any formula is its value."""
    xml = (
        '<row r="3"><c r="A3" t="str"><f>A2</f><v>grace</v></c><c r="B3" s="1"><f>B2</f>'
        '<v>46381</v></c><c r="C3" s="1"><v>46382</v></c>'
        '<c r="D3" t="str"><f>""</f><v></v></c></row>'
    )
    assert days(tmp_path, with_rows(xml)) == ["2026-12-25 to 2026-12-26"] * 2


def test_libraries_warn_nobody(tmp_path: Path) -> None:
    """Openpyxl warns of dates that no calendar has: they are faults."""
    data = changed("sheet1.xml", lambda text: text.replace(b"<v>46381</v>", b"<v>99999999</v>"))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert faults(tmp_path, data) == [
            "away.xlsx:B2: start: holds the error #VALUE!; enter the value itself"
        ]


def test_without_openpyxl_the_fix_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is an extra."""
    data = saved(book(HEADER, ROW))
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    assert faults(tmp_path, data) == [
        "away.xlsx: is a workbook, and openpyxl, which reads them, is not installed; "
        'pip install "rotation[xlsx]", or save it as CSV'
    ]


@pytest.mark.parametrize("key", ["history", "published"])
def test_files_of_commands_stay_csv(tmp_path: Path, key: str) -> None:
    """A workbook there says what to do."""
    assert faults(tmp_path, book(HEADER, ROW), key) == [
        "away.xlsx: is an Excel workbook; save it as CSV (in Excel: CSV UTF-8), and name that file"
    ]


PIECES = (
    b"",
    b'"',
    b"<",
    b"<c/>",
    b"<row/>",
    b"<f/>",
    b't="d"',
    b't="s"',
    b's="999"',
    b"<v>1e400</v>",
)


@settings(derandomize=True, max_examples=30)
@given(st.sampled_from(("sheet1.xml", "styles.xml", "workbook.xml")), st.data())
def test_no_damage_is_an_error_of_ours(
    tmp_path_factory: pytest.TempPathFactory, part: str, data: st.DataObject
) -> None:
    """Whatever becomes of the XML, the workbook is read, or refused with a fault."""

    def damaged(text: bytes) -> bytes:
        at = data.draw(st.integers(0, len(text) - 1))
        cut = data.draw(st.integers(0, 9))
        return text[:at] + data.draw(st.sampled_from(PIECES)) + text[at + cut :]

    path = tmp_path_factory.mktemp("damaged") / "away.xlsx"
    path.write_bytes(changed(part, damaged))
    problems = Faults()
    rows = read_table(path, "away.xlsx", TIME_OFF, problems)
    assert problems or [row["engineer"] for row in rows] in ([], ["Ada Lovelace"])
