"""`Rotation.with_time_off` reads calendars as `rotation.load` reads those that a file names."""

import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from calendar_cases import GOOD, OWN, START, TEAM, calendar, event, instant, remarks, spans
from config_cases import VALID
from tests.teams import write_files

import rotation
from rotation import BadInput, Rotation

DAYS = "DTSTART;VALUE=DATE:20260701"
REPEATED = event(f"{DAYS}\nRRULE:FREQ=WEEKLY;COUNT=3", "Ada", "weekly@x")
ENDLESS = event(f"{DAYS}\nRRULE:FREQ=DAILY", "Ada", "daily@x")
FREE = event(f"{DAYS}\nTRANSP:TRANSPARENT", "Free", "free@x")


def written(folder: Path, toml: str, data: bytes) -> tuple[Rotation, Rotation]:
    """Return a team loaded with a calendar, and the same one without it."""
    name = "ada.ics" if "ada.ics" in toml else "team.ics"
    with_it = rotation.load(write_files(folder / "with", {"rotation.toml": toml, name: data}))
    return with_it, rotation.load(write_files(folder / "without", {"rotation.toml": VALID}))


@pytest.mark.parametrize("body", [GOOD, REPEATED, ENDLESS, FREE, event(START, "Ada")])
def test_own_calendars_are_those_of_a_file(tmp_path: Path, body: str) -> None:
    """A person's calendar, asked for by name, gives what the key `time_off` of the person gives."""
    loaded, bare = written(tmp_path, OWN, calendar(body))

    made = bare.with_time_off(tmp_path / "with/ada.ics", engineer="ada")

    assert made == loaded
    assert made.time_off
    assert made.time_off_known == loaded.time_off_known
    assert len(made.remarks) == len(loaded.remarks)


@pytest.mark.parametrize("body", [REPEATED, event(DAYS, "Grace - vacation"), ENDLESS])
def test_a_teams_calendar_is_that_of_a_file(tmp_path: Path, body: str) -> None:
    """Without a person, each event says whose it is, as under `[files] time_off`."""
    loaded, bare = written(tmp_path, TEAM, calendar(body))

    made = bare.with_time_off([str(tmp_path / "with/team.ics")])

    assert made == loaded
    assert made.time_off


def test_several_calendars_are_one(tmp_path: Path) -> None:
    """Given at once or one after the other they add up, and the rotation's own time off stays."""
    _, bare = written(tmp_path, OWN, calendar(GOOD))
    later = event("DTSTART;VALUE=DATE:20270201", "Later", "later@x")
    folder = write_files(tmp_path, {"a.ics": calendar(GOOD), "b.ics": calendar(later)})
    paths = [folder / "a.ics", folder / "b.ics"]

    at_once = bare.with_time_off(paths, engineer="ada")

    assert at_once == bare.with_time_off(paths[0], engineer="ada").with_time_off(
        paths[1], engineer="ada"
    )
    assert spans(at_once) == ["ada 12-21T00:00 12-24T00:00", "ada 02-01T00:00 02-02T00:00"]


def test_what_is_known_of_two_calendars_is_what_is_known_of_both(tmp_path: Path) -> None:
    """A calendar without end limits what is known, whichever is read first."""
    _, bare = written(tmp_path, OWN, calendar(GOOD))
    folder = write_files(tmp_path, {"a.ics": calendar(GOOD), "b.ics": calendar(ENDLESS)})
    made = [
        bare.with_time_off(folder / first, engineer="ada").with_time_off(
            folder / second, engineer="ada"
        )
        for first, second in (("a.ics", "b.ics"), ("b.ics", "a.ics"), ("b.ics", "b.ics"))
    ]

    assert made[0].time_off_known
    assert {team.time_off_known for team in made} == {made[0].time_off_known}


def test_free_events_are_no_absences_where_asked(tmp_path: Path) -> None:
    """`skips_free` is `time_off_skips_free` of a person."""
    _, bare = written(tmp_path, OWN, calendar(GOOD))
    path = write_files(tmp_path, {"free.ics": calendar(FREE)}) / "free.ics"

    assert bare.with_time_off(path, engineer="ada").time_off
    assert not bare.with_time_off(path, engineer="ada", skips_free=True).time_off


def test_events_of_nobody_are_refused_skipped_or_kept_for_later(tmp_path: Path) -> None:
    """What belongs to nobody is a fault, or a remark; what is over matters only for its days."""
    _, bare = written(tmp_path, OWN, calendar(GOOD))
    body = calendar(event(DAYS, "Team dinner"))
    path = write_files(tmp_path, {"team.ics": body}) / "team.ics"

    with pytest.raises(BadInput, match=r"team\.ics:\d+: VEVENT: 'Team dinner' names no engineer"):
        bare.with_time_off(path)
    assert "Team dinner" in remarks(bare.with_time_off(path, unmatched="skip"))
    assert bare.with_time_off(path, ignore=["team dinner"]) == bare
    (past,) = bare.with_time_off(path, today=date(2026, 9, 1)).unmatched
    assert past.start == instant("2026-07-01").replace(hour=4)


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"calendars": "x.ics"}, "x.ics: no such file"),
        ({"calendars": "a.csv"}, "a.csv: no such file"),
        ({"calendars": ["a.csv", "b.txt"]}, "b.txt: is neither a calendar nor a sheet; give cal"),
        (
            {"calendars": ["x.ics", "a.xlsx"], "engineer": "ada"},
            "engineer: is for calendars, but a.xlsx names its people itself; leave it out",
        ),
        ({"calendars": "x.ics", "engineer": "Adda"}, "engineer: nobody is called 'Adda'"),
        ({"calendars": "x.ics", "unmatched": "keep"}, "unmatched: expects 'error' or 'skip'"),
        ({"calendars": 3, "ignore": 4}, "calendars: expects a path or a sequence of paths, got 3"),
    ],
)
def test_faults_name_the_argument_or_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: dict[str, object], fault: str
) -> None:
    """Each fault is bad input at its place."""
    _, bare = written(tmp_path, OWN, calendar(GOOD))
    monkeypatch.chdir(tmp_path)

    with pytest.raises(BadInput) as caught:
        bare.with_time_off(**given)  # type: ignore[arg-type]

    assert str(caught.value).startswith(fault)


def test_calendars_that_cannot_be_read_are_all_reported(tmp_path: Path) -> None:
    """Two missing files are two faults, and nothing is read."""
    _, bare = written(tmp_path, OWN, calendar(GOOD))

    with pytest.raises(BadInput) as caught:
        bare.with_time_off([tmp_path / "a.ics", tmp_path / "b.ics"])

    assert len(caught.value.faults) == 2


def test_sheets_are_those_of_a_file(tmp_path: Path) -> None:
    """Rows of CSV and of a workbook, with dates of a country, beside a calendar; each once."""
    toml = VALID + '[files]\ntime_off = ["off.csv", "off.xlsx", "team.ics"]\n'
    book = openpyxl.Workbook()
    book.active.append(["Engineer", "Start", "End"])
    book.active.append(["Hopper, Grace", date(2026, 8, 3), date(2026, 8, 7)])
    data = io.BytesIO()
    book.save(data)
    files = {
        "rotation.toml": toml,
        "off.csv": "engineer;start;end\nADA@example.com;24.12.2026;02.01.2027\n",
        "off.xlsx": data.getvalue(),
        "team.ics": calendar(event(DAYS, "Ada: vacation")),
    }
    folder = write_files(tmp_path / "with", files)
    loaded = rotation.load(folder)
    bare = rotation.load(write_files(tmp_path / "without", {"rotation.toml": VALID}))
    paths = [folder / name for name in ("off.csv", "off.xlsx", "team.ics")]

    made = bare.with_time_off(paths)

    assert made == loaded
    assert [away.engineer for away in made.time_off] == ["ada", "ada", "grace"]
    assert made.with_time_off(paths[1]) == made


def test_a_row_of_nobody_is_refused_or_skipped(tmp_path: Path) -> None:
    """As an event is, with the place of its cell."""
    _, bare = written(tmp_path, OWN, calendar(GOOD))
    rows = "engineer,start,end\nAda Lovelac,25/12/2026,26/12/2026\n"
    path = write_files(tmp_path, {"off.csv": rows}) / "off.csv"
    with pytest.raises(BadInput, match=r"off\.csv:2: engineer: unknown .* did you mean 'ada'"):
        bare.with_time_off(path)
    assert "Ada Lovelac" in remarks(bare.with_time_off(path, unmatched="skip"))
    assert bare.with_time_off(path, ignore=["Ada Lovelac"]) == bare
