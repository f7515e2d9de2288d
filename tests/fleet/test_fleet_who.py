"""Who is on call in all teams, and what somebody has in all of theirs."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from fleet_cases import BERLIN, HOLDERS, NEW_YORK, write_fleet

import rotation
from rotation.errors import BadInput
from rotation.fleet import next_shifts_fleet, who_fleet
from rotation.trades.upcoming import NextShifts

AT = datetime(2026, 11, 2, 12, tzinfo=UTC)
"""Monday, 13:00 in Berlin, after its handover, and 7:00 in New York, before it."""


@pytest.fixture(scope="module")
def fleet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the fleet; nothing is written to it."""
    return write_fleet(tmp_path_factory.mktemp("fleet"))


def test_one_instant_is_asked_of_every_team(fleet: Path) -> None:
    """Each row is that of the team alone, whatever its zone (D45)."""
    answer = who_fleet(fleet, at=AT)
    assert [(row["team"], row["shift"], row["engineer"]) for row in answer.records()] == [
        ("db", "A-2026-11-02", "ada"),
        ("search", "A-2026-11-02", "ada"),
        ("web/api", "A-2026-10-26", "byron"),
    ]
    for team, row in zip(answer.teams, answer.records(), strict=True):
        own = rotation.load(fleet / team.team).who(at=AT)
        assert {**own.records()[0], "team": team.team, "timezone": team.timezone} == row
        document = own.to_dict()
        assert [track.plain for track in team.tracks] == document["tracks"]
    # Ada's shifts in two teams meet for six hours.
    assert [team.broken for team in answer.teams] == [0, 1, 1]
    assert (answer.exit_code, answer.summary) == (1, "3 teams, 2 with broken rules")


def test_a_clock_change_moves_no_handover(fleet: Path) -> None:
    """Berlin changed its clocks on 25 October, New York on 1 November: both hand over at 11:00."""
    handovers = {team.team: team.tracks[0].handover for team in who_fleet(fleet, at=AT).teams}
    assert handovers["search"] == datetime(2026, 11, 9, 11, tzinfo=ZoneInfo(BERLIN))
    assert handovers["web/api"] == datetime(2026, 11, 2, 11, tzinfo=ZoneInfo(NEW_YORK))
    assert handovers["web/api"] == datetime(2026, 11, 2, 16, tzinfo=UTC)


def test_a_day_is_noon_in_each_zone_and_a_time_of_day_needs_one(fleet: Path) -> None:
    """Noon belongs to the day's shift; 12:00 of two zones are two instants (D45)."""
    at_noon = who_fleet(fleet, at=date(2026, 11, 2))
    assert [team.at for team in at_noon.teams] == [
        datetime(2026, 11, 2, hour, tzinfo=UTC) for hour in (11, 11, 17)
    ]
    with pytest.raises(BadInput) as refused:
        who_fleet(fleet, at=datetime.fromisoformat("2026-11-02T12:00"))
    (fault,) = refused.value.faults
    assert fault.what == (
        "2026-11-02T12:00 is another instant in each of the teams' zones "
        "(America/New_York, Europe/Berlin)"
    )
    assert fault.hint == "add the offset, such as 2026-11-02T12:00-05:00 for America/New_York"


def test_teams_that_fail_and_teams_without_anybody_decide_the_exit_code(tmp_path: Path) -> None:
    """One that cannot be read is a failure, and stops no other (D2)."""
    write_fleet(tmp_path, {**HOLDERS, "db": ("ada", "dora", "", "dora")})
    open_ = who_fleet(tmp_path, at=AT)
    what = "3 teams, 1 without somebody on call, 2 with broken rules"
    assert (open_.exit_code, open_.summary) == (1, what)
    (tmp_path / "search/published.csv").unlink()
    with ThreadPoolExecutor(2) as executor:
        answer = who_fleet(tmp_path, at=AT, executor=executor, workers=2)
    assert [team.team for team in answer.teams] == ["db", "web/api"]
    assert answer.exit_code == 2
    assert [row.team for row in answer.failures] == ["search"]
    document = answer.to_dict()["teams"]
    assert isinstance(document, list)
    assert [row["team"] for row in document] == ["db", "search", "web/api"]
    assert document[1]["problems"] == list(answer.failures[0].problems)


# -- what somebody has ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words", ["ADA@example.com", "Ada Byron", "byron", "web/api:byron", "search:ada"]
)
def test_one_person_has_shifts_of_all_their_teams(fleet: Path, words: str) -> None:
    """Whatever a team calls them; by start, in the zone of the person (D46)."""
    mine = next_shifts_fleet(fleet, words, at=AT)
    assert (mine.person, mine.zone.key) == ("ada@example.com", BERLIN)
    assert [(row["team"], row["shift"], row["now"]) for row in mine.records()] == [
        ("web/api", "A-2026-10-26", True),
        ("search", "A-2026-11-02", True),
        ("web/api", "A-2026-11-09", False),
    ]
    assert mine.lines()[1] == (
        "web/api: A-2026-10-26: Mon 26 Oct 16:00 CET to Mon 2 Nov 17:00 CET, on call now"
    )
    assert mine.foot == "3 shifts: 1 of search, 2 of web/api"


def test_an_id_of_several_people_means_none(fleet: Path) -> None:
    """The `ada` of another team is somebody else, unless the address is the same (D46)."""
    with pytest.raises(BadInput) as refused:
        next_shifts_fleet(fleet, "ada", at=AT)
    (fault,) = refused.value.faults
    assert fault.what == "'ada' may be ada@example.com (search, web/api), db:ada (db)"
    mine = next_shifts_fleet(fleet, "db:ada", at=AT)
    assert [team for team, _ in mine.teams] == ["db"]
    with pytest.raises(BadInput, match="did you mean Cy Coe"):
        next_shifts_fleet(fleet, "Cy Co", at=AT)


def test_an_id_of_the_fleet_is_a_person(tmp_path: Path) -> None:
    """`fleet.toml` joins what has different addresses (D46)."""
    write_fleet(tmp_path)
    person = '[[person]]\nid = "both-adas"\nmembers = ["db:ada", "search:ada"]\n'
    (tmp_path / "fleet.toml").write_text(person, encoding="utf-8")
    mine = next_shifts_fleet(tmp_path, "both-adas", at=AT)
    assert [team for team, _ in mine.teams] == ["db", "search", "web/api"]
    assert all(isinstance(own, NextShifts) for _, own in mine.teams)


def test_who_it_is_may_be_known_to_a_team_that_fails(tmp_path: Path) -> None:
    """Where nobody is called so, the teams that could not be read are reported as well."""
    write_fleet(tmp_path)
    (tmp_path / "db/published.csv").unlink()
    with pytest.raises(BadInput) as refused:
        next_shifts_fleet(tmp_path, "dora", at=AT)
    assert [fault.place.partition(":")[0] for fault in refused.value.faults] == ["PERSON", "db"]
    mine = next_shifts_fleet(tmp_path, "ben", at=AT)
    assert (mine.exit_code, len(mine.shifts)) == (2, 1)
