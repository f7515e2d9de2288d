"""Sheets as people keep them: read right, or refused with the cell that would be misread."""

from datetime import date, time
from pathlib import Path

import pytest

from rotation.errors import BadInput
from rotation.imports import Imported, import_schedule

TODAY = date(2026, 11, 16)
WEEKS = (
    ("2026-10-05", "Ada", "Cleo"),
    ("2026-10-12", "Ben", "Dan"),
    ("2026-10-19", "Cleo", "Ada"),
    ("2026-10-26", "Dan", "Ben"),
    ("2026-11-02", "Ada", "Cleo"),
    ("2026-11-09", "Ben", "Dan"),
    ("2026-11-16", "Cleo", "Ada"),
)
HEADER = "Week,Primary,Secondary"


def sheet(
    *rows: tuple[str, ...], header: str = HEADER, changes: dict[int, tuple[str, ...]] | None = None
) -> str:
    """Return the text of a sheet: the usual weeks, some of them changed, and more rows."""
    weeks = [(changes or {}).get(n, week) for n, week in enumerate(WEEKS)]
    return "\n".join([header, *(",".join(row) for row in (*weeks, *rows))]) + "\n"


def imported(folder: Path, text: str) -> Imported:
    path = folder / "rota.csv"
    path.write_text(text, encoding="utf-8")
    return import_schedule(path, TODAY, timezone="Europe/Berlin", clock=time(11))


def holders(result: Imported, track: str = "Primary") -> dict[str, str | None]:
    """Return who holds each shift of a track, by its day."""
    lines = (*result.rotation.history, *result.rotation.published)
    return {e.shift.removeprefix(f"{track}-"): e.engineer for e in lines if e.track == track}


USUAL = {day: who.casefold() for day, who, _ in WEEKS}


@pytest.mark.parametrize(
    "text",
    [
        sheet(),
        f"Rota 2026,,\n{sheet()}",
        f"Rota 2026\n\nkept by Ada,,\n{sheet()}",
        "Rota 2026\n" + sheet().replace(",", ";"),
        "\n".join([HEADER, *reversed(sheet().splitlines()[1:])]),
        sheet(WEEKS[2]),
        "\n".join(f"{line},{'Total' if line == HEADER else 2}" for line in sheet().splitlines()),
    ],
    ids=["plain", "title", "titles", "semicolons", "descending", "repeated", "totals"],
)
def test_odd_forms_of_one_sheet(text: str, tmp_path: Path) -> None:
    """Titles, the order of rows, equal rows and columns of sums change nothing."""
    result = imported(tmp_path, text)
    assert holders(result) == USUAL
    assert len(result.rotation.engineers) == 4
    assert [track.name for track in result.rotation.tracks] == ["Primary", "Secondary"]
    assert not result.rotation.check(today=TODAY)


@pytest.mark.parametrize("cell", ["TBD", "n/a", "-", "???", "open", "", "tbc", "\u2014", "Vacant"])
def test_cells_that_name_nobody(cell: str, tmp_path: Path) -> None:
    """They are open, and listed, and no person."""
    result = imported(tmp_path, sheet(changes={5: ("2026-11-09", cell, "Dan")}))
    assert holders(result) == USUAL | {"2026-11-09": None}
    assert [hole.shift for hole in result.holes] == ["Primary-2026-11-09"]
    assert len(result.rotation.engineers) == 4


@pytest.mark.parametrize("name", ["Anderson Band", "Ada (SRE)", "Orla O'Hara", "Undine Et\u00e9"])
def test_names_that_look_like_several_are_one(name: str, tmp_path: Path) -> None:
    """Parts of words separate nobody, and a note that is no time stays in the name."""
    result = imported(tmp_path, sheet(changes={0: ("2026-10-05", name, "Cleo")}))
    assert name in {person.name for person in result.rotation.engineers}


@pytest.mark.parametrize(
    ("cell", "what"),
    [
        ("Ada/Ben", "'Ada/Ben' names several people"),
        ("Ada & Ben", "'Ada & Ben' names several people"),
        ("Ada and Ben", "'Ada and Ben' names several people"),
        ("7", "'7' is no name"),
        ("Ada (until Wed)", "says when it holds in a way that is not understood"),
        ("Ada (Ben 12/10)", "says when it holds in a way that is not understood"),
    ],
)
def test_cells_that_would_be_misread(cell: str, what: str, tmp_path: Path) -> None:
    """Each is named with its line and column, instead of becoming a person of its own."""
    with pytest.raises(BadInput) as caught:
        imported(tmp_path, sheet(changes={1: ("2026-10-12", cell, "Dan")}))
    assert "rota.csv:3: Primary: " in str(caught.value)
    assert what in str(caught.value)


def test_two_rows_of_one_week(tmp_path: Path) -> None:
    """Different people in one track at once: both lines are named."""
    with pytest.raises(
        BadInput, match=r"rota\.csv:9: Primary: 'Ben', but line 4 begins at the same"
    ):
        imported(tmp_path, sheet(("2026-10-19", "Ben", "Ada")))


@pytest.mark.parametrize("header", ["Week,Primary,", "Week,On call,"])
def test_names_below_no_header(header: str, tmp_path: Path) -> None:
    """A merged header names one column only; the other is not lost without a word."""
    with pytest.raises(BadInput, match="'Cleo' is in column 3, which has no header"):
        imported(tmp_path, sheet(header=header))


def test_a_week_without_a_row(tmp_path: Path) -> None:
    """It belongs to the row before it, and is among the guesses."""
    text = "\n".join(line for line in sheet().splitlines() if "2026-10-26" not in line)
    result = imported(tmp_path, text)
    assert holders(result) == USUAL | {"2026-10-26": "cleo"}
    remark = "There is no row in the weeks after that of 2026-10-19; it counts for them, too."
    assert remark in result.guesses


def test_three_shifts_a_day_have_no_closed_hours(tmp_path: Path) -> None:
    """The hours before the first row are unknown, not closed; the clock change keeps the times."""
    ends = {"06:00": "14:00", "14:00": "22:00", "22:00": "06:00"}
    names, rows = ("Ada", "Ben", "Cleo", "Dan"), []
    for n in range(14 * 3):
        day, clock = date.fromordinal(date(2026, 10, 19).toordinal() + n // 3), list(ends)[n % 3]
        until = date.fromordinal(day.toordinal() + (clock == "22:00"))
        rows.append(f"{day} {clock},{until} {ends[clock]},{names[n % 4]}")
    result = imported(tmp_path, "\n".join(["Start,End,Person", *rows]))
    (track,) = result.rotation.tracks
    assert [setting.windows for setting in track.settings] == [()]
    lengths = {line.end - line.start for line in result.rotation.history}
    assert {length.total_seconds() / 3600 for length in lengths} == {8.0, 9.0}
    assert not result.holes


def test_a_meeting_in_the_calendar_of_a_rota(tmp_path: Path) -> None:
    """Where titles are names alone it looks like a person, which is asked."""
    path, days = tmp_path / "rota.ics", (5, 12, 19)
    spans = [(f"202610{d:02}T090000Z", f"202610{d + 7:02}T090000Z") for d in days]
    spans.append(("20261014T090000Z", "20261014T100000Z"))
    events = [
        f"BEGIN:VEVENT\nUID:{n}\nDTSTART:{start}\nDTEND:{end}\nSUMMARY:{title}\nEND:VEVENT\n"
        for n, ((start, end), title) in enumerate(
            zip(spans, ("Ada Byron", "Ben Bo", "Cleo Laine", "Team meeting"), strict=True)
        )
    ]
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{''.join(events)}END:VCALENDAR\n"
    path.write_text(text.replace("\n", "\r\n"), encoding="utf-8", newline="")
    result = import_schedule(path, TODAY, timezone="UTC")
    assert "Team meeting is on call for 1.0 h in all: is it a person?" in result.guesses
    assert not any("Ben Bo is on call" in guess for guess in result.guesses)
