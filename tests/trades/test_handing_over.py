"""Several stretches of published shifts go to people at once."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from living_cases import write

import rotation
from rotation import Rotation
from rotation.errors import BadInput
from rotation.trades import Transfer, hand_over

TODAY = date(2026, 11, 25)
PUBLISHED = """shift,track,kind,start,end,engineer
A-2026-12-07,A,regular,2026-12-07T16:00Z,2026-12-14T16:00Z,ada
B-2026-12-09,B,regular,2026-12-09T16:00Z,2026-12-16T16:00Z,bela
A-2026-12-14,A,regular,2026-12-14T16:00Z,2026-12-21T16:00Z,cleo
"""


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.fixture
def team(tmp_path: Path) -> Rotation:
    return rotation.load(write(tmp_path / "team", published=PUBLISHED))


def refused(team: Rotation, *transfers: Transfer) -> list[str]:
    with pytest.raises(BadInput) as caught:
        hand_over(team, transfers, TODAY)
    return str(caught.value).splitlines()


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-12-07T15:59", "2026-12-09T16:00"),
        ("2026-12-13T16:00", "2026-12-14T16:01"),
        ("2026-12-10T16:00", "2026-12-10T16:00"),
        ("2026-12-11T16:00", "2026-12-10T16:00"),
    ],
)
def test_a_stretch_lies_inside_its_shift(team: Rotation, start: str, end: str) -> None:
    """Not before its start, not past its end, and longer than nothing."""
    (message,) = refused(team, Transfer("A-2026-12-07", "fay", at(start), at(end)))
    times = f"{start.replace('T', ' ')} to {end.replace('T', ' ')} UTC"
    assert message == (
        f"--from: {times} is not a part of A-2026-12-07; give times inside the shift"
    )


def test_a_stretch_may_be_all_of_its_shift(team: Rotation) -> None:
    """The bounds belong to it; without times the whole shift goes."""
    bounds = at("2026-12-07T16:00"), at("2026-12-14T16:00")
    named = hand_over(team, [Transfer("A-2026-12-07", "fay", *bounds)], TODAY)
    whole = hand_over(team, [Transfer("A-2026-12-07", "fay")], TODAY)
    assert named.after.published == whole.after.published
    assert [(e.shift, e.engineer) for e in whole.after.published] == [
        ("A-2026-12-07", "fay"),
        ("B-2026-12-09", "bela"),
        ("A-2026-12-14", "cleo"),
    ]


def test_all_that_is_wrong_is_reported_at_once(team: Rotation) -> None:
    """Shifts that are not published and times outside, whatever is right between them."""
    outside = at("2026-12-01"), at("2026-12-02")
    message = refused(
        team,
        Transfer("A-2027-01-04", "fay"),
        Transfer("A-2026-12-14", "fay"),
        Transfer("B-2026-12-09", "fay", *outside),
        Transfer("C-2026-12-07", "dora"),
    )
    near = "the published plan has A-2026-12-07 to A-2026-12-14"
    assert message == [
        f"SHIFT: A-2027-01-04 is not published; {near}",
        "--from: 2026-12-01 00:00 to 2026-12-02 00:00 UTC is not a part of B-2026-12-09; "
        "give times inside the shift",
        f"SHIFT: C-2026-12-07 is not published; {near}",
    ]


def test_nothing_is_published_before_the_first_plan(tmp_path: Path) -> None:
    """Then the hint is what to do first."""
    message = refused(rotation.load(write(tmp_path / "new")), Transfer("A-2026-12-07", "fay"))
    assert message == [
        "SHIFT: A-2026-12-07 is not published; nothing is published yet: plan, then publish"
    ]


def test_whoever_takes_a_shift_is_in_the_rotation(team: Rotation) -> None:
    """A stranger is refused, and nobody is nobody."""
    (message,) = refused(team, Transfer("A-2026-12-07", "zoe"))
    assert "zoe" in message
    opened = hand_over(team, [Transfer("A-2026-12-07", None)], TODAY)
    assert [e.engineer for e in opened.after.published] == [None, "bela", "cleo"]


def test_later_transfers_see_what_those_before_did(team: Rotation) -> None:
    """A shift is cut in three; what changes nothing is no trade, and no part has an old id."""
    cut = [
        Transfer("A-2026-12-07", "fay", at("2026-12-09T16:00"), at("2026-12-12T16:00")),
        Transfer("A-2026-12-07", "ada", at("2026-12-07T16:00"), at("2026-12-08T16:00")),
        Transfer("A-2026-12-07", "dora", at("2026-12-11T16:00"), at("2026-12-14T16:00")),
    ]
    edition = hand_over(team, cut, TODAY)
    parts = [e for e in edition.after.published if e.shift.startswith("A-2026-12-07")]
    assert [(e.shift, f"{e.start:%d}", f"{e.end:%d}", e.engineer) for e in parts] == [
        ("A-2026-12-07", "07", "09", "ada"),
        ("A-2026-12-07+2", "09", "11", "fay"),
        ("A-2026-12-07+4", "11", "14", "dora"),
    ]
    handed = [(t.giver, t.taker, f"{t.start:%d}", f"{t.end:%d}") for t in edition.trades]
    assert handed == [
        ("ada", "fay", "09", "12"),
        ("fay", "dora", "11", "12"),
        ("ada", "dora", "12", "14"),
    ]
    assert {t.number for t in edition.trades} == {1}
    assert {e.revision for e in parts} == {1}
