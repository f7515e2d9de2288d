"""`Rotation.who`: the states of tracks, the frame, and the facts of `rotation who`."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from tests.teams import NEW_YORK, PEOPLE, TRACKS, head, write_team

import rotation
from rotation import BadInput, Rotation
from rotation.cli import main
from rotation.trades.on_call import OnCall

ZONE = ZoneInfo(NEW_YORK)
LINES = """A-2026-12-07,A,regular,2026-12-07T11:00-05:00,2026-12-14T11:00-05:00,ada,planned
B-2026-12-09,B,regular,2026-12-09T11:00-05:00,2026-12-16T11:00-05:00,,open
A-2026-12-14,A,regular,2026-12-14T11:00-05:00,2026-12-21T11:00-05:00,bela,planned
C-2026-12-07,C,regular,2026-12-07T11:00-05:00,2026-12-14T11:00-05:00,cleo,planned
D-2026-12-07,D,regular,2026-12-07T11:00-05:00,2026-12-14T11:00-05:00,,open
"""
MORE = """[[track]]
name = "C"
handover = "Mon 11:00"
windows = ["Mon-Fri 09:00-17:00"]
[[track]]
name = "D"
handover = "Mon 11:00"
shadow = true
[[track]]
name = "E"
handover = "Mon 11:00"
first_day = 2027-01-04
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a team with a track of every kind, and two weeks published."""
    path = tmp_path_factory.mktemp("who")
    toml = head("min_rest_days = 0") + TRACKS + MORE + PEOPLE
    return write_team(path, toml, published=LINES)


@pytest.fixture(scope="module")
def team(folder: Path) -> Rotation:
    """Return that team."""
    return rotation.load(folder)


def asked(team: Rotation, day: int, clock: int = 12) -> OnCall:
    """Return who is on call in December 2026."""
    return team.who(at=datetime(2026, 12, day, clock, tzinfo=ZONE))


@pytest.mark.parametrize(
    ("day", "clock", "states", "missing"),
    [
        (10, 12, ["on call", "open", "on call", "shadow", "later"], ("B",)),
        (8, 20, ["on call", "unpublished", "closed", "shadow", "later"], ("B",)),
        (14, 10, ["on call", "open", "on call", "shadow", "later"], ("B",)),
        (14, 11, ["on call", "open", "unpublished", "shadow", "later"], ("B", "C")),
    ],
)
def test_every_track_has_a_state(
    team: Rotation, day: int, clock: int, states: list[str], missing: tuple[str, ...]
) -> None:
    """Nobody is missed outside the hours of a track, on a shadow and before it begins (M13)."""
    answer = asked(team, day, clock)
    assert [watch.state for watch in answer.tracks] == states
    assert answer.to_frame()["state"].tolist() == states
    assert answer.missing == missing


def test_the_frame_has_who_until_when_and_who_comes(team: Rotation) -> None:
    """One row per track; instants are aware, and nobody is a missing value."""
    frame = asked(team, 10).to_frame().set_index("track")
    assert frame.loc["A", ["engineer", "name", "shift", "next"]].tolist() == [
        *("ada", "Ada Byron", "A-2026-12-07", "bela"),
    ]
    change = pd.Timestamp("2026-12-14 11:00", tz=NEW_YORK)
    assert frame.loc["A", ["end", "handover", "comes"]].tolist() == [change] * 3
    assert frame.loc["C", "until"] == pd.Timestamp("2026-12-10 17:00", tz=NEW_YORK)
    assert frame["engineer"].isna().tolist() == [False, True, False, True, True]
    assert {str(frame[name].dt.tz) for name in ("start", "until", "resumes")} == {NEW_YORK}
    closed = asked(team, 8, 20).to_frame().set_index("track")
    assert closed.loc["C", "resumes"] == pd.Timestamp("2026-12-09 09:00", tz=NEW_YORK)


def test_the_sentences_name_the_day_the_people_and_what_comes(team: Rotation) -> None:
    """A line per track after the instant, in the words of the command."""
    assert str(asked(team, 10)).splitlines() == [
        "Team, Thu 10 Dec 2026 12:00 EST (America/New_York)",
        "A: Ada Byron; handover Mon 14 Dec 11:00 EST; "
        "next: Bela Bartok, until Mon 21 Dec 11:00 EST",
        "B: nobody; handover Wed 16 Dec 11:00 EST; next: not published yet",
        "C: Cleo Laine, until Thu 10 Dec 17:00 EST; handover Mon 14 Dec 11:00 EST; "
        "next: not published yet",
        "D: nobody (a shadow); handover Mon 14 Dec 11:00 EST; next: not published yet",
        "E: begins later; handover Mon 4 Jan 11:00 EST; next: the track begins; not published yet",
    ]
    assert "C: nobody until Wed 9 Dec 09:00 EST (outside the hours of C)" in str(asked(team, 8, 20))


def test_the_dictionary_is_what_the_command_prints(
    folder: Path, team: Rotation, capsys: pytest.CaptureFixture[str]
) -> None:
    """`rotation who --format json` prints the same facts, also of another zone's clock."""
    for moment in ("2026-12-08T20:00-05:00", "2026-12-10T17:00+00:00", "2026-12-14T11:00-05:00"):
        main(["who", str(folder), "--at", moment, "--format", "json"])
        printed = json.loads(capsys.readouterr().out)
        answer = team.who(at=datetime.fromisoformat(moment)).to_dict()
        assert json.loads(json.dumps(answer)) == printed


def test_rules_that_are_broken_and_not_over_are_reported(tmp_path: Path) -> None:
    """From the day of the instant on, or from `today` on."""
    lines = "".join(LINES.splitlines(keepends=True)[:3]).replace(",bela,", ",ada,")
    toml = head("min_rest_days = 7") + TRACKS + PEOPLE
    team = rotation.load(write_team(tmp_path, toml, published=lines))
    answer = asked(team, 10)
    assert [shift.breach.shift for shift in answer.broken] != []
    assert "broken: " in str(answer)
    assert answer.to_dict()["breaches"] == [breach.as_dict() for breach in answer.broken]
    late = team.who(at=datetime(2026, 12, 10, tzinfo=UTC), today=date(2027, 1, 4))
    assert late.broken == ()


def test_names_are_escaped_in_a_notebook(team: Rotation) -> None:
    """The table shows each track once, under the instant."""
    shown = asked(team.replace(name="<b>"), 10)._repr_html_()
    assert "&lt;b&gt;, Thu 10 Dec" in shown
    assert "<b>" not in shown
    assert shown.count("A-2026-12-07") == 1


def test_an_instant_has_a_time_zone(team: Rotation) -> None:
    """A naive one could mean any zone's, and a day no instant."""
    with pytest.raises(BadInput, match=r"at: expects a datetime with a time zone, .* give it a ti"):
        team.who(at=datetime(2026, 12, 10, 12))  # noqa: DTZ001 - that is the point
    with pytest.raises(BadInput, match="at: expects a datetime with a time zone"):
        team.who(at=date(2026, 12, 10))  # type: ignore[arg-type]
