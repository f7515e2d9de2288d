"""`rotation volunteers open`: the sign-up sheet of a special period."""

import json
from datetime import date
from pathlib import Path

import icalendar
import openpyxl
import pytest
from cli_cases import Run, write_team
from tests.teams import files_in

import rotation
from rotation.plans.volunteering import sign_up

TODAY = ("--today", "2026-10-01")
SHEET = "out/volunteers-christmas-week-2026.csv"
BOOK = "out/volunteers-christmas-week-2026.xlsx"
EVENTS = "out/volunteers-christmas-week-2026.ics"
OFFERS = """ada,2026-12-25,2026-12-28,1,1
bela,2026-12-25,2026-12-26,,2
"""
WORKED = """A-2025-12-25,A,volunteer,2025-12-25T00:00-05:00,2025-12-27T00:00-05:00,cleo
B-2025-12-25,B,volunteer,2025-12-25T00:00-05:00,2025-12-27T00:00-05:00,dora
A-2025-12-27,A,volunteer,2025-12-27T00:00-05:00,2025-12-29T00:00-05:00,dora
"""
HELD = "A-2026-12-25,A,volunteer,2026-12-25T00:00-05:00,2026-12-27T00:00-05:00,ada,planned\n"


def events(folder: Path) -> dict[str, icalendar.Event]:
    """Return the events of the calendar by their title."""
    calendar = icalendar.Calendar.from_ical((folder / EVENTS).read_bytes())
    return {str(event["SUMMARY"]): event for event in calendar.walk("VEVENT")}


def test_a_row_a_shift_and_an_event_a_shift(tmp_path: Path, run: Run) -> None:
    """The sheet names each of the eight shifts once, in order; free ones are tentative events."""
    team = write_team(tmp_path, published=HELD)
    assert run("volunteers", "open", team, *TODAY).code == 0
    rows = (team / SHEET).read_text(encoding="utf-8").splitlines()
    assert rows[0] == "engineer,start,end,max_shifts,preference,shift,days,holidays,held_by"
    assert rows[1] == ",2026-12-25,2026-12-26,,,A-2026-12-25,2,Christmas Day,Ada Byron"
    assert rows[8] == ",2026-12-31,2027-01-01,,,B-2026-12-31,2,New Year's Day,"
    written = events(team)
    assert len(rows) == 9
    assert len(written) == 8
    assert written["Christmas week: who takes 31 Dec-1 Jan (B)?"]["STATUS"] == "TENTATIVE"
    held = written["Christmas week: Ada Byron takes 25-26 Dec (A)"]
    assert (held["STATUS"], held["SEQUENCE"]) == ("CONFIRMED", 1)


def test_the_shifts_are_shown_as_a_table(tmp_path: Path, run: Run) -> None:
    """Columns begin at the edge like those of every table, one row per shift."""
    ran = run("volunteers", "open", write_team(tmp_path, published=HELD), *TODAY)
    lines = ran.out.splitlines()
    assert lines[0] == "Christmas week, Fri 25 Dec 2026 to Fri 1 Jan 2027: 8 shifts, 7 free"
    (head,) = (line for line in lines if "Held by" in line)
    assert head.split("  ")[0] == " Shift"
    assert head.split() == ["Shift", "Days", "Holidays", "Held", "by", "Offered", "by"]
    rows = [line.split() for line in lines if line.startswith((" A-2026", " B-2026"))]
    assert len(rows) == 8
    assert rows[0] == ["A-2026-12-25", "25-26", "Dec", "Christmas", "Day", "Ada", "Byron"]


def test_its_events_are_nobody_elses(tmp_path: Path, run: Run) -> None:
    """The UIDs are the same the next time, and none is one of the team's calendar."""
    team = write_team(tmp_path)
    run("volunteers", "open", team, *TODAY)
    first = {str(event["UID"]) for event in events(team).values()}
    run("volunteers", "open", team, "--today", "2026-11-01")
    assert {str(event["UID"]) for event in events(team).values()} == first
    run("plan", team, "--from", "2026-12-24", "--to", "2027-01-02", "--quiet", *TODAY)
    planned = (team / "out" / "schedule.ics").read_text(encoding="utf-8")
    assert not any(uid in planned for uid in first)


def test_an_unsigned_sheet_offers_nothing_and_a_signed_row_is_an_offer(
    tmp_path: Path, run: Run
) -> None:
    """As it is written it can be named under [files]; signing one row adds just that offer."""
    team = write_team(tmp_path, volunteers=OFFERS)
    run("volunteers", "open", team, *TODAY)
    config = team / "rotation.toml"
    both = f'volunteers = ["volunteers.csv", "{SHEET}"]'
    config.write_text(config.read_text().replace('volunteers = "volunteers.csv"', both))
    assert len(rotation.load(team).offers) == 2
    sheet = team / SHEET
    text = sheet.read_text(encoding="utf-8")
    sheet.write_text(text.replace(",2026-12-29,2026-12-30,,,A", "cleo,2026-12-29,2026-12-30,,1,A"))
    (offer,) = (o for o in rotation.load(team).offers if o.engineer == "cleo")
    assert (offer.wording, offer.preference) == ("2026-12-29 to 2026-12-30", 1)


def test_the_sheet_as_a_workbook(tmp_path: Path, run: Run) -> None:
    """Real dates under a header that stays in sight, names to choose from, the same bytes again."""
    team = write_team(tmp_path, published=HELD)
    ran = run("volunteers", "open", team, "--format", "xlsx", *TODAY)
    assert (ran.code, files_in(team).keys() & {SHEET, BOOK, EVENTS}) == (0, {BOOK, EVENTS})
    assert f'volunteers = ["volunteers.csv", "{BOOK}"] under [files]' in " ".join(ran.out.split())
    book = openpyxl.load_workbook(team / BOOK)
    page, people = book.worksheets
    head, first, *rows = page.iter_rows(values_only=True)
    assert ",".join(head) == "engineer,start,end,max_shifts,preference,shift,days,holidays,held_by"
    assert [cell.is_date for cell in page[2]] == [n in {1, 2} for n in range(9)]
    days = [cell.date() for cell in first[1:3]]
    assert days == [date(2026, 12, 25), date(2026, 12, 26)]
    assert first[5:] == ("A-2026-12-25", 2, "Christmas Day", "Ada Byron")
    assert (len(rows), page.freeze_panes) == (7, "A2")
    offered = {str(v.sqref): v.formula1 for v in page.data_validations.dataValidation}
    names = [row[0] for row in people.iter_rows(min_row=2, values_only=True)]
    assert offered == {"E2:E1000": '"1,2,3"', "A2:A1000": f"People!$A$2:$A${len(names) + 1}"}
    assert names[:2] == ["Ada Byron", "Bela Bartok"]
    before = files_in(team)
    assert run("volunteers", "open", team, "--format", "xlsx", *TODAY).code == 0
    assert files_in(team) == before


def test_a_workbook_that_is_filled_in_is_read_and_not_touched(tmp_path: Path, run: Run) -> None:
    """By name and address, in a copied row, too; then the command refuses to write it again."""
    team = write_team(tmp_path)
    run("volunteers", "open", team, "--format", "xlsx", *TODAY)
    book = openpyxl.load_workbook(team / BOOK)
    page = book.worksheets[0]
    page["A2"], page["E2"] = "Byron, Ada", 1
    page["A3"], page["D3"] = "bela bartok", 2
    page.append(["Cleo Laine", *(cell.value for cell in page[2][1:3]), None, 3])
    book.save(team / BOOK)
    config = team / "rotation.toml"
    text = config.read_text().replace('volunteers = "volunteers.csv"', f'volunteers = "{BOOK}"')
    config.write_text(text)
    offers = rotation.load(team).offers
    assert [(o.engineer, o.wording, o.max_shifts, o.preference) for o in offers] == [
        ("ada", "2026-12-25 to 2026-12-26", None, 1),
        ("bela", "2026-12-25 to 2026-12-26", 2, 2),
        ("cleo", "2026-12-25 to 2026-12-26", None, 3),
    ]
    before = files_in(team)
    ran = run("volunteers", "open", team, "--format", "xlsx", *TODAY)
    assert (ran.code, files_in(team) == before) == (2, True)
    assert "is signed already (3 rows); it was not changed: move it, or use --out" in ran.err


def test_a_preference_without_a_name_is_reported(tmp_path: Path, run: Run) -> None:
    """Somebody who forgot to sign is not passed over."""
    team = write_team(tmp_path)
    head = "engineer,start,end,max_shifts,preference,shift\n"
    row = ",2026-12-29,2026-12-30,,1,A-2026-12-29\n"
    (team / "volunteers.csv").write_text(head + row, encoding="utf-8")
    ran = run("volunteers", "open", team, *TODAY)
    assert (ran.code, ran.err) == (2, "error: volunteers.csv:2: engineer: is empty\n")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\n,2026-12-25", "\nada,2026-12-25"),
        ("2026-12-26,,,", "2026-12-26,,3,"),
        ("shift,days", "what,days"),
    ],
)
def test_a_filled_sheet_is_not_touched(tmp_path: Path, run: Run, old: str, new: str) -> None:
    """One that somebody signed, or that is not a sign-up sheet, stays, and so does the calendar."""
    team = write_team(tmp_path)
    run("volunteers", "open", team, *TODAY)
    sheet = team / SHEET
    sheet.write_text(sheet.read_text().replace(old, new, 1))
    before = files_in(team)
    ran = run("volunteers", "open", team, "--today", "2026-11-02")
    assert ran.code == 2
    assert "it was not changed" in ran.err
    assert files_in(team) == before


def test_a_dry_run_writes_nothing(tmp_path: Path, run: Run) -> None:
    """It tells the same."""
    team = write_team(tmp_path)
    before = files_in(team)
    assert "Nothing was written" in run("volunteers", "open", team, "--dry-run", *TODAY).out
    assert files_in(team) == before


def test_how_many_lack_and_who_did_least(tmp_path: Path, run: Run) -> None:
    """Ada's one shift and Bela's one leave six of eight; who did last Christmas comes last."""
    team = write_team(tmp_path, volunteers=OFFERS, history=WORKED)
    document = json.loads(run("volunteers", "open", team, "--format", "json", *TODAY).out)
    assert document["needed_at_least"] == 6
    ranked = [(person["engineer"], person["days"]) for person in document["least_volunteered"]]
    assert ranked[-2:] == [("cleo", 2), ("dora", 4)]
    assert document["shifts"][0]["offered_by"] == ["ada", "bela"]


def test_who_is_away_or_on_another_track_is_not_asked(tmp_path: Path) -> None:
    """Emil is away from the 27th to the 29th, so he is asked for the first and the last days."""
    away = "emil,2026-12-27,2026-12-29,vacation,\n"
    signup = sign_up(rotation.load(write_team(tmp_path, time_off=away)), date(2026, 10, 1))
    shifts = {asked.person.id: [s.id for s in asked.shifts] for asked in signup.asked}
    assert shifts["emil"] == ["A-2026-12-25", "B-2026-12-25", "A-2026-12-31", "B-2026-12-31"]


def test_which_period(tmp_path: Path, run: Run) -> None:
    """The next one that is not over, a year's, or an error that names those there are."""
    team = rotation.load(write_team(tmp_path))
    assert sign_up(team, date(2027, 1, 1)).first == date(2026, 12, 25)
    assert sign_up(team, date(2027, 1, 2)).first == date(2027, 12, 25)
    assert sign_up(team, date(2027, 1, 2), period="christmas WEEK", year=2028).first.year == 2028
    ran = run("volunteers", "open", tmp_path, "--period", "Easter", *TODAY)
    assert (ran.code, "known: Christmas week" in ran.err) == (2, True)


def test_plan_says_how_many_more_and_whom_to_ask(tmp_path: Path, run: Run) -> None:
    """Of the two shifts of the 25th one is offered: one more offer, and not from Dora first."""
    team = write_team(tmp_path, volunteers="bela,2026-12-25,2026-12-26,,2\n", history=WORKED)
    days = ("--from", "2026-12-25", "--to", "2026-12-27", "--dry-run")
    out = run("plan", team, *days, *TODAY).out
    assert (
        "Christmas week: 1 more offer needed; free, with the fewest volunteer "
        "days since 2023-12-25: Ada Byron (0 days), Emil Post (0 days), Fay Wray (0 days), "
        "Cleo Laine (2 days), Dora Maar (4 days)"
    ) in out
