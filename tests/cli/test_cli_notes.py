"""What `plan` tells besides the plan itself."""

import re
from pathlib import Path

from cli_cases import HEAD, NOVEMBER, Run, write_team
from tests.teams import PEOPLE, TEAM, TRACKS, files_in, person

DECEMBER = ("--month", "2026-12", "--today", "2026-09-20")
OCTOBER_26 = "2026-10-26T11:00-04:00,2026-11-02T11:00-05:00"


def test_a_change_of_what_is_published_is_reported(tmp_path: Path, run: Run) -> None:
    """A published shift that goes to somebody else is listed, old and new."""
    away = "bela,2026-11-03,2026-11-04,,\n"
    line = "A-2026-11-02,A,regular,2026-11-02T11:00-05:00,2026-11-09T11:00-05:00,bela,\n"
    team = write_team(tmp_path / "team", time_off=away, published=line)
    ran = run("plan", team, *NOVEMBER, "--dry-run")
    assert re.search(
        r"Changed from the published plan\n  A-2026-11-02: .+ in place of Bela Bartok\n", ran.out
    )


def test_a_hole_before_the_horizon_is_reported(tmp_path: Path, run: Run) -> None:
    """Weeks between what is known and what is planned are named, track by track."""
    team = write_team(tmp_path / "team", history=f"A-2026-10-26,A,regular,{OCTOBER_26},ada\n")
    ran = run("plan", team, *DECEMBER, "--dry-run")
    assert "Not known before the horizon\n  track A from 2026-11-02 to 2026-11-30: " in ran.out
    assert "track B from" not in ran.out


def test_no_hole_is_reported_where_plans_meet(tmp_path: Path, run: Run) -> None:
    """A horizon that begins in the last published shift follows it without a word."""
    team = write_team(tmp_path / "team", published=f"A-2026-10-26,A,regular,{OCTOBER_26},ada,\n")
    ran = run("plan", team, *NOVEMBER, "--dry-run")
    assert "Not known before the horizon" not in ran.out


def test_a_period_that_goes_on_is_reported(tmp_path: Path, run: Run) -> None:
    """A special period cut by the horizon names the shifts behind it and a horizon for all."""
    toml = TEAM.replace('last_day = "01-01"', 'last_day = "01-03"')
    team = write_team(tmp_path / "team", toml)
    ran = run("plan", team, *DECEMBER, "--dry-run")
    note = "Christmas week: A-2027-01-02, B-2027-01-02; to plan them together, give --from and "
    assert f"Continues after the horizon\n  {note}--to 2027-01-04" in ran.out
    whole = run("plan", team, "--from", "2026-12-01", "--to", "2027-01-04", *DECEMBER[2:])
    assert "Continues after the horizon" not in whole.out


def test_an_offer_that_holds_no_shift_is_reported(tmp_path: Path, run: Run) -> None:
    """An offer of one day of a two-day shift has no effect, and says where it stands."""
    offers = "ada,2026-12-25,2026-12-25,,\nbela,2026-12-25,2026-12-26,,\n"
    team = write_team(tmp_path / "team", volunteers=offers)
    ran = run("plan", team, *DECEMBER, "--dry-run")
    assert "Offers without a volunteer shift\n  volunteers.csv:2: Ada Byron, on 2026-12-25\n" in (
        ran.out
    )
    assert "volunteers.csv:3" not in ran.out


def test_working_hours_without_the_home_zone_name_who_is_on_call(tmp_path: Path, run: Run) -> None:
    """Hours without anybody from home name who is on call: nobody open, and nobody at all."""
    zone = '[home_zone]\nzones = ["America/New_York"]\n'
    people = "".join(person(n, 'timezone = "Europe/London"') for n in ("Ada A", "Bo B"))
    team = write_team(tmp_path / "team", HEAD + TRACKS + people + zone)
    ran = run("plan", team, *NOVEMBER, "--dry-run")
    title = "Working hours with nobody from the home zone\n"
    lines = ran.out.partition(title)[2].partition("\n\n")[0].splitlines()
    whom = {line.partition(" hours with ")[2] for line in lines}
    assert whom == {"Ada A", "Bo B", "Ada A and Bo B", "nobody at all"}


def test_wishes_that_are_not_met_are_reported(tmp_path: Path, run: Run) -> None:
    """Who has a shift they would rather not have, or none where they want one, is named."""
    wishes = '[files]\nwishes = "wishes.csv"\n'
    pins = "".join(
        f'[[pin]]\nshift = "{shift}"\nengineer = "{person}"\n'
        for shift, person in (("A-2026-11-02", "ada"), ("A-2026-11-09", "bela"))
    )
    team = write_team(tmp_path / "team", TEAM + pins)
    toml = (team / "rotation.toml").read_text(encoding="utf-8").replace("[files]\n", wishes)
    (team / "rotation.toml").write_text(toml, encoding="utf-8")
    (team / "wishes.csv").write_text(
        "engineer,start,end,want\nada,2026-11-03,2026-11-04,no\nbela,2026-11-10,2026-11-10,yes\n"
        "bela,2026-11-11,2026-11-11,no\nada,2026-11-10,2026-11-10,yes\n",
        encoding="utf-8",
    )
    ran = run("plan", team, *NOVEMBER)
    notes = (
        "Wishes about dates not met\n"
        "  Ada Byron: would rather not be on call 2026-11-03 to 2026-11-04, "
        "but holds A-2026-11-02\n"
        "  Ada Byron: wants to be on call on 2026-11-10, but is not\n"
        "  Bela Bartok: would rather not be on call on 2026-11-11, but holds A-2026-11-09\n\n"
    )
    assert notes in ran.out
    report = (team / "out" / "report.html").read_text(encoding="utf-8")
    assert (
        "<li>Bela Bartok: would rather not be on call on 2026-11-11, but holds A-2026-11-09</li>"
        in report
    )


def test_history_shorter_than_the_window_is_reported(tmp_path: Path, run: Run) -> None:
    """Days without records lower newcomers' shares: the fitting history_days is named."""
    worked = f"A-2026-10-26,A,regular,{OCTOBER_26},ada\n"
    new = '[[engineer]]\nname = "Gus Van"\njoined = 2026-01-05\n'
    toml = HEAD + TRACKS + PEOPLE + new
    ran = run("plan", write_team(tmp_path / "a", toml, history=worked), *NOVEMBER, "--dry-run")
    text = " ".join(ran.out.split())
    assert "Fair shares shifts are recorded from 2026-10-26 on, but shares count days from" in text
    assert "set history_days to at most 6, otherwise newcomers get too few shifts" in text
    none = run("plan", write_team(tmp_path / "b", toml), *NOVEMBER, "--dry-run")
    assert "Fair shares\n  no shift is recorded, but shares count days from 2025-11-01" in none.out
    fitting = toml.replace("[holidays]", "history_days = 6\n[holidays]")
    old = HEAD + TRACKS + PEOPLE
    for name, fine in (("c", fitting), ("d", old)):
        team = write_team(tmp_path / name, fine, history=worked)
        assert "Fair shares" not in run("plan", team, *NOVEMBER, "--dry-run").out


def test_the_past_is_judged_no_more(tmp_path: Path, run: Run) -> None:
    """A rule broken among shifts already worked asks nobody to act."""
    away = "ada,2026-10-27,2026-10-28,,\n"
    team = write_team(
        tmp_path / "team", time_off=away, history=f"A-2026-10-26,A,regular,{OCTOBER_26},ada\n"
    )
    october = ("--from", "2026-10-26", "--to", "2026-11-01", "--today", "2026-10-30")
    past = run("plan", team, *october, "--dry-run")
    assert past.code == 0
    assert "Settled shifts that break a rule" not in past.out
    published = write_team(
        tmp_path / "published",
        time_off=away,
        published=f"A-2026-10-26,A,regular,{OCTOBER_26},ada,\n",
    )
    ahead = run("plan", published, *october[:-1], "2026-10-01", "--dry-run")
    assert ahead.code == 1
    assert "time_off: Ada Byron holds A-2026-10-26 but is away 2026-10-27 to 2026-10-28" in (
        ahead.out
    )


def test_calendars_keep_what_is_published(tmp_path: Path, run: Run) -> None:
    """Planning November keeps published October in the calendars, and out of schedule.csv."""
    team = write_team(tmp_path / "team", published=f"A-2026-10-26,A,regular,{OCTOBER_26},ada,\n")
    assert run("plan", team, "--month", "2026-11", "--today", "2026-10-20").code == 0
    written = files_in(team / "out")
    assert b"Shift A-2026-10-26." in written["schedule.ics"].replace(b"\r\n ", b"")
    assert b"Shift A-2026-10-26." in written["people/ada.ics"].replace(b"\r\n ", b"")
    assert b"A-2026-10-26," not in written["schedule.csv"]
    assert run("plan", team, "--month", "2027-01", "--today", "2026-12-20").code == 0
    later = files_in(team / "out")["schedule.ics"].replace(b"\r\n ", b"")
    assert b"Shift A-2026-10-26." not in later
