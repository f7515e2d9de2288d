from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from import_cases import calendar, weeks

import rotation
from rotation.config.exported.calendar import read_exported_calendar
from rotation.errors import BadInput
from rotation.imports import import_schedule

TODAY = date(2026, 11, 23)


def sheet(tmp_path: Path, text: str) -> Path:
    """Return a file with a text."""
    path = tmp_path / "sheet.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_spreadsheet_of_weeks_becomes_a_folder(tmp_path: Path) -> None:
    """People, tracks, handovers, history and published lines follow; the folder is clean."""
    source = sheet(tmp_path, weeks(60))
    made = import_schedule(source, TODAY, timezone="Europe/Berlin", clock=time(11))
    made.write(tmp_path / "team")
    team = rotation.load(tmp_path / "team")
    assert [track.name for track in team.tracks] == ["Primary", "Secondary"]
    assert {str(t.settings[0].handover[0].time) for t in team.tracks} == {"11:00:00"}
    assert [person.id for person in team.engineers][::4] == ["ada-lovelace", "emil-novak"]
    assert (len(team.history), len(team.published)) == (100, 20)
    assert not team.check(today=TODAY)
    assert not made.holes
    assert made.to_frame()["shifts"].tolist() == [24, 24, 24, 24, 24]
    text = (tmp_path / "team" / "rotation.toml").read_text("utf-8")
    assert "joined = 2025-04-05 # guessed, see import.md" in text
    assert "read with the day first" in (tmp_path / "team" / "import.md").read_text("utf-8")


def test_one_day_of_somebody_else_is_a_part(tmp_path: Path) -> None:
    """`Ada (Ben on 12/12/2025)` splits the shift into three parts."""
    text = weeks(4).replace(
        "08/12/2025;Ben Okafor;", "08/12/2025;Ben Okafor (Dan Wu on 12/12/2025);"
    )
    made = import_schedule(sheet(tmp_path, text), TODAY, timezone="Europe/Berlin")
    parts = [e for e in made.rotation.history if e.shift.startswith("Primary-2025-12-08")]
    assert [(e.shift[18:], e.engineer, e.start.day, e.start.hour) for e in parts] == [
        ("", "ben-okafor", 7, 23),
        ("+2", "dan-wu", 11, 23),
        ("+3", "ben-okafor", 12, 23),
    ]


def test_an_empty_cell_is_a_hole(tmp_path: Path) -> None:
    """A week without a name is open, and listed."""
    text = weeks(60).replace("23/11/2026;Ada Lovelace", "23/11/2026;")
    text = text.replace("23/11/2026;Ben Okafor", "23/11/2026;")
    made = import_schedule(sheet(tmp_path, text), TODAY, timezone="Europe/Berlin")
    assert [line.shift for line in made.open] == ["Primary-2026-11-23"]
    assert "Primary, 2026-11-23 00:00 to 2026-11-30 00:00: nobody." in made.lines()


def test_rows_of_times_with_offsets_are_read(tmp_path: Path) -> None:
    """A row per time on call, with addresses, is a schedule; late handovers are kept."""
    text = (
        "user_email,start_at,end_at,schedule_name\n"
        "ada.lovelace@example.com,2026-11-02T10:00:00Z,2026-11-09T10:00:00Z,Web Schedule\n"
        "ben@example.com,2026-11-09T10:00:00Z,2026-11-16T12:00:00Z,Web Schedule\n"
        "Ada.Lovelace@example.com,2026-11-16T12:00:00Z,2026-11-23T10:00:00Z,Web Schedule\n"
        "ben@example.com,2026-11-23T10:00:00Z,2026-11-30T10:00:00Z,Web Schedule\n"
    )
    made = import_schedule(sheet(tmp_path, text), TODAY, timezone="Europe/Berlin")
    team = made.rotation
    assert [(p.id, p.name, p.email) for p in team.engineers] == [
        ("ada-lovelace", "Ada Lovelace", "ada.lovelace@example.com"),
        ("ben", "Ben", "ben@example.com"),
    ]
    assert [(e.shift, e.engineer) for e in team.history] == [
        ("Web-2026-11-02", "ada-lovelace"),
        ("Web-2026-11-09", "ben"),
    ]
    assert [(e.shift, e.engineer) for e in team.published] == [
        ("Web-2026-11-16", "ben"),
        ("Web-2026-11-16+2", "ada-lovelace"),
        ("Web-2026-11-23", "ben"),
    ]


def test_people_at_once_become_two_tracks() -> None:
    """Two people who are always on call together are not one track; small overlaps are cut."""
    from rotation.imports.lanes import lanes_of  # noqa: PLC0415 - beside what it is about

    both = [
        (who, f"202611{d:02}T100000Z", f"202611{d + 7:02}T100000Z")
        for d in (2, 9, 16)
        for who in ("Ada", "Ben")
    ]
    export = read_exported_calendar(calendar(*both), "x.ics", "UTC")
    assert {track: len(lane) for track, lane in lanes_of(export.stints).tracks.items()} == {
        "A-1": 3,
        "A-2": 3,
    }
    late = [("Ada", "20261102T100000Z", "20261109T103000Z")]
    late += [("Ben", "20261109T100000Z", "20261116T100000Z")]
    (lane,) = lanes_of(
        read_exported_calendar(calendar(*late), "x.ics", "UTC").stints
    ).tracks.values()
    assert [stint.end for stint in lane] == [
        datetime(2026, 11, 9, 10, tzinfo=UTC),
        datetime(2026, 11, 16, 10, tzinfo=UTC),
    ]


def test_who_stopped_long_ago_has_left(tmp_path: Path) -> None:
    """Somebody who is missing from the last half year gets `leaves`, marked as a guess."""
    lines = [weeks(60).splitlines()[0], *weeks(60).splitlines()[1:]]
    text = "\n".join(
        line.replace("Emil Novák", "Ada Lovelace") if n > 20 else line
        for n, line in enumerate(lines)
    )
    made = import_schedule(sheet(tmp_path, text), TODAY, timezone="Europe/Berlin")
    left = {p.id: p.leaves for p in made.rotation.engineers if p.leaves}
    assert left == {"emil-novak": date(2026, 4, 21)}
    assert any("Emil Novák" in line and "left" in line for line in made.lines())


def test_a_calendar_names_its_zone_or_it_is_asked_for() -> None:
    """The zone of the clock is never guessed."""
    event = ("Ada", "20261102T100000Z", "20261109T100000Z")
    named = calendar(event, head="X-WR-TIMEZONE:Europe/Paris")
    assert read_exported_calendar(named, "x.ics").timezone == "Europe/Paris"
    with pytest.raises(BadInput, match="names no zone"):
        read_exported_calendar(calendar(event), "x.ics")


def test_the_only_invited_person_is_on_call() -> None:
    """An attendee counts before the title, with address and name."""
    event = ("Pager duty", "20261102T100000Z", "20261109T100000Z")
    data = calendar(event, extra="ATTENDEE;CN=Ada Lovelace:mailto:Ada@Example.com")
    (stint,) = read_exported_calendar(data, "x.ics", "UTC").stints
    assert (stint.person, stint.email) == ("Ada Lovelace", "ada@example.com")


@pytest.mark.parametrize(
    ("text", "options", "message"),
    [
        ("a,b\n1,2\n", {}, "no column of .* is a start"),
        ("start,notes\n2026-11-02,x\n", {}, "names people"),
        ("start,A\n2026-11-02,x\n", {"columns": {"start": "Begin"}}, "no column 'Begin'"),
        ("start,A\n2026-11-02,x\n", {"columns": {"A": "A"}}, "give start"),
        ("start,A\n2026-11-02,x\n", {}, "has no end, and no row follows"),
        ("start,end,name\n2026-11-09,2026-11-02,x\n", {}, "ends before it starts"),
        ("start,A\n2026-11-02,x\nsoon,y\n", {}, "'soon' is not a date"),
        ("start\n", {}, "no rows"),
        ('start,A\n"2026-11-02,x\n', {}, "not valid CSV"),
        ("start,A\n2026-11-02,\n2026-11-09,\n", {}, "nobody is on call"),
        ("start,A\n2026-11-02,x\n", {"titles": "{person}"}, "is not for a table"),
    ],
)
def test_faults_of_a_table_say_what_to_do(
    tmp_path: Path, text: str, options: dict[str, object], message: str
) -> None:
    """Each fault has its place and its fix."""
    with pytest.raises(BadInput, match=message) as caught:
        import_schedule(sheet(tmp_path, text), TODAY, timezone="UTC", **options)  # type: ignore[arg-type]
    assert all(fault.hint for fault in caught.value.faults)


def test_other_files_and_zones_are_refused(tmp_path: Path) -> None:
    """The extension decides; unknown zones get the nearest name."""
    with pytest.raises(BadInput, match=r"neither \.ics, \.csv nor \.xlsx"):
        import_schedule(tmp_path / "x.json", TODAY)
    with pytest.raises(BadInput, match="did you mean 'Europe/Berlin'"):
        import_schedule(sheet(tmp_path, weeks(3)), TODAY, timezone="Europe/Berln")
    with pytest.raises(BadInput, match="is not for a calendar"):
        import_schedule(tmp_path / "x.ics", TODAY, timezone="UTC", clock=time(9))


def test_nothing_is_written_into_a_folder_in_use(tmp_path: Path) -> None:
    """A folder with any file is refused, and nothing changes in it."""
    made = import_schedule(sheet(tmp_path, weeks(3)), TODAY, timezone="UTC")
    with pytest.raises(BadInput, match=r"there is sheet\.csv"):
        made.write(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["sheet.csv"]
