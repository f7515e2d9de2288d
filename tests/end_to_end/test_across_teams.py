"""One team of a fleet looks at what its people do in another one (D12 to D14)."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from tests.teams import TRACK, head, person, write_files

import rotation
from rotation import trades
from rotation.api import relied_on
from rotation.cli import main, published_plan
from rotation.config.journal_places import home_at
from rotation.errors import BadInput
from rotation.export.work import working
from rotation.model.settings import RotationData
from rotation.trades import Edition

TODAY = date(2026, 11, 2)
ADA = person("ada", 'email = "ada@a.example"')
MONDAYS = ("2026-11-30", "2026-12-07", "2026-12-14", "2026-12-21", "2026-12-28", "2027-01-04")
PEOPLE = {
    "search": ADA + "".join(map(person, ("bob", "cleo", "dan"))),
    "web": ADA + "".join(map(person, ("eve", "fay", "gil"))),
}
SEARCH = ("ada", "bob", "cleo", "dan", "ada")
WEB = ("eve", "fay", "ada", "gil", "eve")
HEADER = "shift,track,kind,start,end,engineer,status\n"
ON_CALL = "Ada would hold A-2026-12-14 but is on call for web, 14-21 December"


def lines(*holders: str) -> str:
    """Return the published plan of a team: a week for each holder."""
    rows = [
        f"A-{day},A,regular,{day}T11:00-05:00,{end}T11:00-05:00,{who},planned\n"
        for (day, end), who in zip(pairwise(MONDAYS), holders, strict=True)
    ]
    return HEADER + "".join(rows)


def write_fleet(folder: Path, published: Mapping[str, str]) -> Path:
    """Write two teams that share Ada."""
    for team, people in PEOPLE.items():
        toml = head('calendar_id = "team"', name=team.title()) + TRACK + people
        files = {"rotation.toml": toml, "published.csv": published[team]}
        write_files(folder / team, files)
    return write_files(folder, {"fleet.toml": ""})


@pytest.fixture
def fleet(tmp_path: Path) -> Path:
    """Return a fleet in which Ada has three weeks, one of them in the web team."""
    return write_fleet(tmp_path, {"search": lines(*SEARCH), "web": lines(*WEB)})


@pytest.fixture
def doubled(tmp_path: Path) -> Path:
    """Return a fleet in which Ada has the same week in both teams."""
    both = ("eve", "fay", "gil", "eve", "ada")
    return write_fleet(tmp_path, {"search": lines(*SEARCH), "web": lines(*both)})


def run(folder: Path, *words: str) -> int:
    """Run a command for a team, on the day of the tests."""
    command, *more = words
    return main([command, *more, "-C", str(folder), "--today", str(TODAY)])


def broken(folder: Path, today: date = TODAY) -> list[str]:
    """Return the rules that the published plan of a team breaks, with their places."""
    team = rotation.load(folder, today=today)
    return [str(violation) for violation in team.check(relied_on(team), today=today)]


def test_a_cover_by_somebody_on_call_elsewhere_is_refused(
    fleet: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the team, the days and the line; one that rests enough is not."""
    assert run(fleet / "search", "trade", "cover", "A-2026-12-14", "ada") == 1
    shown = capsys.readouterr().err
    assert f"elsewhere: {ON_CALL} (../web/published.csv:4)" in shown
    assert not (fleet / "search" / "trades.csv").exists()


def test_the_rest_around_a_trade_counts_shifts_of_other_teams(fleet: Path) -> None:
    """With the team: a person rests after a shift of any team."""
    team = rotation.load(fleet / "search", today=TODAY)
    (rest,) = (rest for _, rest in trades.cover(team, "A-2026-12-21", "ada", TODAY).gaps)
    assert rest.text == (
        "0 days before (since A-2026-12-14 of web), 0 days after (until A-2026-12-28)"
    )


def test_suggestions_know_who_is_on_call_elsewhere(fleet: Path) -> None:
    """Who is, is not offered, and reads why."""
    team = rotation.load(fleet / "search", today=TODAY)
    suggestion = trades.suggest(team, "A-2026-12-14", TODAY)
    assert suggestion.options
    assert all(move.taker != "ada" for option in suggestion.options for move in option.moves)
    (refusal,) = (refusal for refusal in suggestion.refusals if refusal.person == "ada")
    assert ON_CALL in str(refusal)


def test_why_not_names_the_shift_elsewhere(fleet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And its line."""
    assert run(fleet / "search", "why-not", "ada", "2026-12-14", "--published") == 0
    shown = capsys.readouterr().out
    assert "Ada is on call for web, 14-21 December (../web/published.csv:4)" in shown


def test_shifts_of_other_teams_are_among_the_next(
    fleet: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """By start, with the team; JSON has them apart, and only where there are any (D14)."""
    monkeypatch.setenv("COLUMNS", "100")
    team = rotation.load(fleet / "search", today=TODAY)
    mine = team.next_shifts("ada", at=datetime(2026, 12, 15, tzinfo=UTC))
    assert mine.lines()[1:] == (
        "A-2026-12-14: Mon 14 Dec 11:00 EST to Mon 21 Dec 11:00 EST, for web, on call now",
        "A-2026-12-28: Mon 28 Dec 11:00 EST to Mon 4 Jan 11:00 EST",
    )
    assert run(fleet / "search", "who", "--person", "ada", "--at", "2026-12-15") == 0
    rows = [line for line in capsys.readouterr().out.splitlines() if line.startswith(" A-")]
    assert [row.split("EST")[-1].strip() for row in rows] == ["for web, on call now", ""]
    documents = []
    for who in ("ada", "bob"):
        assert run(fleet / "search", "who", "--person", who, "--format", "json") == 0
        documents.append(json.loads(capsys.readouterr().out))
    (row,) = documents[0]["elsewhere"]
    assert (row["team"], row["shift"]) == ("web", "A-2026-12-14")
    assert [row["shift"] for row in documents[0]["shifts"]] == ["A-2026-11-30", "A-2026-12-28"]
    assert "elsewhere" not in documents[1]


def test_a_double_booking_is_reported_in_both_teams(doubled: Path) -> None:
    """Each names the line of the other."""
    text = "elsewhere: Ada holds A-2026-12-28 but is on call for {}, {}"
    days = "28 December 2026 - 4 January 2027"
    assert broken(doubled / "search") == [
        text.format("web", days) + " (../web/published.csv:6)",
    ]
    assert broken(doubled / "web") == [text.format("search", days) + " (../search/published.csv:6)"]


def test_a_replan_gives_away_what_overlaps_elsewhere(doubled: Path) -> None:
    """As few shifts as possible change hands, and the reason is the other team."""
    team = rotation.load(doubled / "search", today=TODAY)
    replan = team.replan(today=TODAY, effort=1)
    (moved,) = [row for row in replan.records() if row["before"] != row["after"]]
    assert (moved["shift"], moved["before"]) == ("A-2026-12-28", "ada")
    assert "Ada is on call for web" in "\n".join(replan.lines())


def test_time_off_is_read_once(fleet: Path) -> None:
    """What one team writes keeps the person off the shifts of the other, with its place."""
    toml = (fleet / "web" / "rotation.toml").read_text(encoding="utf-8")
    away = "engineer,start,end\nada,2026-12-28,2026-12-29\n"
    write_files(
        fleet / "web",
        {"rotation.toml": f'{toml}[files]\ntime_off = "away.csv"\n', "away.csv": away},
    )
    (violation,) = broken(fleet / "search")
    assert violation.startswith("time_off: Ada holds A-2026-12-28")
    assert violation.endswith("(../web/away.csv:2)")


def test_a_team_that_is_being_written_is_seen_in_one_state(fleet: Path) -> None:
    """At every step of its change: as it was or as it will be, never between (D12)."""
    web = rotation.load(fleet / "web", today=TODAY)
    change = trades.swap(web, "A-2026-12-14", "A-2026-12-21", TODAY, force=True, why="x")
    states: list[list[str]] = []

    def look(step: str) -> None:
        seen = rotation.load(fleet / "search", today=TODAY)
        assert not seen.remarks, step
        states.append([other.shift.id for other in seen.elsewhere])

    with patch("rotation.export.steps.reached", look):
        change.edition.write()
    before, after = ["A-2026-12-14"], ["A-2026-12-21"]
    turned = states.index(after)
    assert states == [before] * turned + [after] * (len(states) - turned)
    assert 0 < turned < len(states)


def test_a_change_that_does_not_know_other_teams_is_not_written(fleet: Path) -> None:
    """The web team publishes between the load and the write: then both would have Ada."""
    team = rotation.load(fleet / "search", today=TODAY)
    edition = trades.cover(team, "A-2026-12-07", "dan", TODAY).edition
    (fleet / "web" / "published.csv").write_text(lines("ada", *WEB[1:]), encoding="utf-8")
    before = (fleet / "search" / "published.csv").read_bytes()
    with pytest.raises(BadInput, match=r"A-2026-11-30 of web for ada; load the rotation again"):
        edition.write()
    assert (fleet / "search" / "published.csv").read_bytes() == before


def test_a_command_looks_again_before_it_writes(
    fleet: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The web team publishes while the command is at work, which ends as bad input (D13)."""
    made = published_plan.forced

    def publish_elsewhere(edition: Edition[RotationData], why: str) -> Edition[RotationData]:
        (fleet / "web" / "published.csv").write_text(lines("ada", *WEB[1:]), encoding="utf-8")
        return made(edition, why)

    monkeypatch.setattr(published_plan, "forced", publish_elsewhere)
    force = ("--force", "--why", "x")
    assert run(fleet / "search", "trade", "cover", "A-2026-12-07", "dan", *force) == 2
    assert "other teams have changed since the rotation was loaded" in capsys.readouterr().err
    assert not (fleet / "search" / "trades.csv").exists()


def test_two_publications_in_one_moment_are_reported_by_the_next_check(fleet: Path) -> None:
    """Each read the other team before it was written (D13)."""
    days = ("search", "A-2026-12-21"), ("web", "A-2026-12-21")
    with (
        working(home_at(fleet / "search" / "rotation.toml"), "search"),
        working(home_at(fleet / "web" / "rotation.toml"), "web"),
    ):
        editions = [
            trades.cover(
                rotation.load(fleet / team, today=TODAY), shift, "ada", TODAY, force=True, why="x"
            ).edition
            for team, shift in days
        ]
        for edition in editions:
            edition.write()
    for team, _ in days:
        assert any("A-2026-12-21" in text for text in broken(fleet / team))


@pytest.mark.parametrize(
    ("week", "overlaps"), [("2026-10-12", True), ("2026-10-19", False), ("2026-10-26", True)]
)
def test_clocks_change_in_different_weeks(tmp_path: Path, week: str, overlaps: bool) -> None:
    """Berlin hands over at 16:00, New York at 11:00: apart only between the two changes.

    Berlin is six hours ahead, so its week begins an hour before that of New York ends. From
    25 October, when Europe leaves summer time, to 1 November, when America does, it is five hours.
    """
    monday = date.fromisoformat(week)
    for team, zone, hour, first in (
        ("york", "America/New_York", 11, monday),
        ("berlin", "Europe/Berlin", 16, monday + timedelta(7)),
    ):
        bounds = [
            datetime.combine(day, time(hour), ZoneInfo(zone)).isoformat()
            for day in (first, first + timedelta(7))
        ]
        track = f'[[track]]\nname = "A"\nhandover = "Mon {hour}:00"\n'
        toml = head("min_rest_days = 0", timezone=zone) + track + ADA
        row = f"A-{first},A,regular,{bounds[0]},{bounds[1]},ada,planned\n"
        write_files(tmp_path / team, {"rotation.toml": toml, "published.csv": HEADER + row})
    write_files(tmp_path, {"fleet.toml": ""})
    for team in ("york", "berlin"):
        texts = broken(tmp_path / team, date(2026, 10, 1))
        assert [text.startswith("elsewhere: Ada holds") for text in texts] == [True] * overlaps
