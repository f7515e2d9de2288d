"""A track that is called otherwise: what is written keeps its name, everywhere."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar
from living_cases import BEGINS, PUBLISHED_ON, publish_month, write

import rotation
from rotation import Rotation
from rotation.api import check, entries_of
from rotation.config import read_schedule
from rotation.explain import why
from rotation.plans.replanning import replan
from rotation.trades import cover, publish
from rotation.trades.edition import calendars

TODAY = date(2026, 11, 20)
SHIFT = re.compile(r"Shift (\S+)\.")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a team of six with six weeks published, whose track A is EU since."""
    folder = write(tmp_path_factory.mktemp("team"))
    publish_month(folder)
    toml = (folder / "rotation.toml").read_text(encoding="utf-8")
    renamed = toml.replace('name = "A"\n', 'name = "EU"\nwas = "A"\n')
    (folder / "rotation.toml").write_text(renamed, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def team(folder: Path) -> Rotation:
    return rotation.load(folder)


def test_nothing_that_is_published_changes(folder: Path, team: Rotation) -> None:
    """Neither a line nor an event reads otherwise, and a replan has nothing to do."""
    assert {e.track for e in team.published} == {"EU", "B"}
    assert {e.shift.partition("-")[0] for e in team.published} == {"A", "B"}
    assert check(team, folder / "published.csv", today=TODAY) == []
    old = {path.name: path.read_bytes() for path in (folder / "public").rglob("*.ics")}
    new = {Path(name).name: data for name, data in calendars(team, PUBLISHED_ON).items()}
    assert old == new
    replanned = replan(team, TODAY)
    assert replanned.empty
    assert replanned.publish().empty


def test_only_shifts_never_written_take_the_new_name(folder: Path, team: Rotation) -> None:
    """A plan over what is published keeps its ids, and gives new ones the new name."""
    plan = team.plan(start=date(2027, 1, 4), end=date(2027, 2, 8), today=TODAY)
    tracks = {row.shift.id: row.shift.track for row in plan.rows if row.shift.track != "B"}
    assert tracks == {
        "A-2027-01-04": "EU",
        "A-2027-01-11": "EU",
        "EU-2027-01-18": "EU",
        "EU-2027-01-25": "EU",
        "EU-2027-02-01": "EU",
    }
    text = plan.files()["schedule.csv"].decode()
    assert [line.split(",")[:2] for line in text.splitlines() if line.startswith(("A", "EU"))] == [
        [shift, shift.partition("-")[0]] for shift in tracks
    ]
    (folder / "draft.csv").write_text(text, encoding="utf-8")
    assert read_schedule(folder / "draft.csv", team) == tuple(
        replace(e, source=None) for e in entries_of(plan)
    )
    edition = publish(team, entries_of(plan), TODAY)
    assert not edition.broken
    lines = edition.files()[folder / "published.csv"].decode().splitlines()
    kept = (folder / "published.csv").read_text(encoding="utf-8").splitlines()
    assert [line for line in kept if line not in lines] == []
    titles = {}
    for event in Calendar.from_ical(calendars(edition.after, TODAY)["schedule.ics"]).walk("VEVENT"):
        (shift,) = SHIFT.findall(str(event["DESCRIPTION"]))
        titles[shift] = str(event["SUMMARY"])
    assert titles["A-2027-01-11"].endswith("(A)")
    assert titles["EU-2027-01-18"].endswith("(EU)")


def test_a_draft_from_before_is_published_under_the_new_name(team: Rotation) -> None:
    """Its shifts were never written: an older name in the file makes no older name."""
    plan = team.plan(start=date(2027, 1, 18), end=date(2027, 2, 1), today=TODAY)
    lines = [
        replace(e, shift=e.shift.replace("EU-", "A-"), track=e.track.replace("EU", "A"))
        for e in entries_of(plan)
    ]
    assert check(team, lines, today=TODAY) == []
    new = {e.shift for e in publish(team, lines, TODAY).after.published}
    assert {"EU-2027-01-18", "EU-2027-01-25"} <= new


def test_both_names_may_be_asked_for(team: Rotation) -> None:
    """A shift that is traded, and a track that is asked about."""
    line = next(e for e in team.published if e.shift == "A-2026-12-14")
    other = next(e.id for e in team.engineers if e.id != line.engineer)
    for words in ("A-2026-12-14", "EU-2026-12-14", "eu-2026-12-14"):
        (trade,) = cover(team, words, other, TODAY).edition.trades
        assert trade.shift == "A-2026-12-14"
    plan = team.plan(start=BEGINS, end=date(2026, 12, 21), today=TODAY)
    for track in ("A", "EU"):
        answers = why(plan, str(line.engineer), date(2026, 12, 15), track=track)
        assert [answer.shift for answer in answers] == ["A-2026-12-14"]
