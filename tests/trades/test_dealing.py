"""Swaps and covers by hand."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from living_cases import write
from tests.teams import person

import rotation
from rotation import Rotation
from rotation.errors import BadInput
from rotation.model.fairness import Quantity
from rotation.trades import cover, exchange, suggest, swap
from rotation.trades.swaps import TradeProposal

TODAY = date(2026, 11, 25)
PUBLISHED = """shift,track,kind,start,end,engineer
A-2026-12-07,A,regular,2026-12-07T11:00-05:00,2026-12-14T11:00-05:00,ada
B-2026-12-09,B,regular,2026-12-09T11:00-05:00,2026-12-16T11:00-05:00,bela
A-2026-12-14,A,regular,2026-12-14T11:00-05:00,2026-12-21T11:00-05:00,cleo
B-2026-12-16,B,regular,2026-12-16T11:00-05:00,2026-12-23T11:00-05:00,
A-2026-12-21,A,regular,2026-12-21T11:00-05:00,2026-12-28T11:00-05:00,emil
"""
AWAY = "engineer,start,end\nbela,2026-12-10,2026-12-10\n"
SPRING = """shift,track,kind,start,end,engineer
A-2027-03-08,A,regular,2027-03-08T11:00-05:00,2027-03-15T11:00-04:00,ada
A-2027-03-15,A,regular,2027-03-15T11:00-04:00,2027-03-22T11:00-04:00,cleo
"""


def at(text: str) -> datetime:
    """Return an instant of New York's clock."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("America/New_York"))


def held(team: Rotation | TradeProposal) -> list[tuple[str, str, str | None]]:
    """Return the published lines as (shift, local start, engineer)."""
    data = team.edition.after if isinstance(team, TradeProposal) else team
    zone = ZoneInfo(data.timezone)
    lines = data.published
    return [(e.shift, f"{e.start.astimezone(zone):%m-%d %H:%M}", e.engineer) for e in lines]


@pytest.fixture
def team(tmp_path: Path) -> Rotation:
    """Return a team with five published shifts, one of them open."""
    return rotation.load(write(tmp_path / "team", published=PUBLISHED, time_off=AWAY))


def test_a_swap_exchanges_two_shifts(team: Rotation) -> None:
    """Each has the other's shift, as two lines of one trade, and the ledgers say so."""
    deal = swap(team, "A-2026-12-14", "a-2026-12-21", TODAY)
    assert held(deal)[2::2] == [
        ("A-2026-12-14", "12-14 11:00", "emil"),
        ("A-2026-12-21", "12-21 11:00", "cleo"),
    ]
    assert [(t.number, t.shift, t.giver, t.taker) for t in deal.edition.trades] == [
        (1, "A-2026-12-14", "cleo", "emil"),
        (1, "A-2026-12-21", "emil", "cleo"),
    ]
    assert deal.edition.broken == ()
    assert {(b.person, b.before, b.after) for b in deal.fairness} >= {("cleo", 1, 1)}
    assert deal.edition.changes[0].why == "swap"


def test_what_was_written_is_what_was_promised(team: Rotation) -> None:
    """After a swap, a cover of a part and one of an open shift, files load as `edition.after`."""
    for trade in (
        lambda now: swap(now, "A-2026-12-14", "A-2026-12-21", TODAY),
        lambda now: cover(now, "A-2026-12-07", "fay", TODAY, end=at("2026-12-09T09:00")),
        lambda now: cover(now, "B-2026-12-16", "Dora", TODAY),
    ):
        deal = trade(rotation.load(team.places.folder))
        assert deal.edition.broken == ()
        deal.edition.write()
        assert rotation.load(team.places.folder) == deal.edition.after


def test_a_ring_hands_each_shift_to_the_holder_of_the_next(team: Rotation) -> None:
    """Ada's goes to Cleo, Cleo's to Emil, Emil's to Ada."""
    deal = exchange(team, ("A-2026-12-07", "A-2026-12-14", "A-2026-12-21"), TODAY)
    assert [line[2] for line in held(deal)[::2]] == ["cleo", "emil", "ada"]
    assert deal.edition.broken == ()


def test_a_part_is_split_off_at_a_clock_change(tmp_path: Path) -> None:
    """A cover of the Sunday that has 23 hours splits the shift into three; each day counts once."""
    team = rotation.load(write(tmp_path, published=SPRING))
    day = (at("2027-03-14"), at("2027-03-15"))
    deal = cover(team, "A-2027-03-08", "fay", date(2027, 3, 1), start=day[0], end=day[1])
    assert held(deal)[:3] == [
        ("A-2027-03-08", "03-08 11:00", "ada"),
        ("A-2027-03-08+2", "03-14 00:00", "fay"),
        ("A-2027-03-08+3", "03-15 00:00", "ada"),
    ]
    part = deal.edition.after.published[1]
    assert (part.end - part.start).total_seconds() == 23 * 3600
    loads = {(b.person, b.quantity): (b.before, b.after) for b in deal.fairness}
    assert loads["ada", Quantity.SHIFTS] == (1, 1)
    assert loads["ada", Quantity.REST_DAYS] == (2, 1)
    assert loads["fay", Quantity.SHIFTS] == (0, 0)
    assert loads["fay", Quantity.REST_DAYS] == (0, 1)
    assert deal.edition.broken == ()


def test_a_part_given_back_makes_the_shift_whole(tmp_path: Path) -> None:
    """Who takes the part again has one line, and its parts are gone."""
    team = rotation.load(write(tmp_path, published=SPRING))
    today = date(2027, 3, 1)
    deal = cover(team, "A-2027-03-08", "fay", today, start=at("2027-03-14"))
    back = cover(deal.edition.after, "A-2027-03-08+2", "ada", today)
    assert held(back)[0] == ("A-2027-03-08", "03-08 11:00", "ada")
    assert len(held(back)) == 2


def test_of_a_running_shift_what_is_left_is_traded(team: Rotation) -> None:
    """What begins before the midnight of today stays with whoever worked it."""
    deal = cover(team, "A-2026-12-07", "fay", date(2026, 12, 9))
    assert [line for line in held(deal) if line[0].startswith("A-2026-12-07")] == [
        ("A-2026-12-07", "12-07 11:00", "ada"),
        ("A-2026-12-07+2", "12-09 00:00", "fay"),
    ]
    suggestion = suggest(team, "A-2026-12-07", date(2026, 12, 9))
    best = suggestion.of_kind("cover")[0]
    assert best.moves[0].giver == "ada"
    assert suggestion.command(best).startswith("rotation trade cover A-2026-12-07 ")
    assert "--from 2026-12-09T00:00" in suggestion.command(best)


def test_rest_around_is_listed(team: Rotation) -> None:
    """The gap counts whole days by the clock to the taker's shifts before and behind."""
    deal = cover(team, "B-2026-12-16", "ada", TODAY)
    ((_, gap),) = deal.gaps
    assert (gap.before, gap.previous, gap.after, gap.least) == (2, "A-2026-12-07", None, 2)
    assert "2 days before (since A-2026-12-07), none after" in "\n".join(deal.lines())
    assert [v.rule for v in deal.edition.broken] == ["rest"]


def test_a_lock_does_not_stop_a_trade_but_a_pin_does(tmp_path: Path) -> None:
    """Inside the notice people trade; what is pinned is told."""
    pin = '[[pin]]\nshift = "A-2026-12-21"\nengineer = "emil"\n'
    pinned = rotation.load(write(tmp_path, pin, published=PUBLISHED))
    assert cover(pinned, "A-2026-12-14", "fay", date(2026, 12, 10)).edition.broken == ()
    broken = cover(pinned, "A-2026-12-21", "fay", date(2026, 12, 10)).edition.broken
    assert [v.rule for v in broken] == ["locks"]
    reasons = {
        r.person: [v.rule for v in r.broken]
        for r in suggest(pinned, "A-2026-12-21", TODAY).refusals
    }
    assert reasons["fay"] == ["locks"]


def test_what_is_forced_is_recorded(team: Rotation) -> None:
    """The names of the rules that break stand in trades.csv and are loaded again."""
    polite = cover(team, "A-2026-12-07", "bela", TODAY)
    assert {v.rule for v in polite.edition.broken} == {"time_off", "overlap"}
    assert polite.edition.trades[0].forced == ""
    deal = cover(team, "A-2026-12-07", "bela", TODAY, force=True, why="nobody else")
    deal.edition.write()
    after = rotation.load(team.places.folder)
    (trade,) = after.trades
    assert (trade.forced, trade.why) == ("overlap; time_off", "nobody else")
    assert after == deal.edition.after
    # What is broken on purpose is not an obstacle for the next trade.
    assert swap(after, "A-2026-12-14", "A-2026-12-21", TODAY).edition.broken == ()


def test_force_without_need_is_not_recorded(team: Rotation) -> None:
    """A trade that breaks no rule names none."""
    deal = cover(team, "A-2026-12-14", "fay", TODAY, force=True)
    assert [t.forced for t in deal.edition.trades] == [""]


@pytest.mark.parametrize(
    ("trade", "message"),
    [
        (lambda t: cover(t, "A-2026-12-09", "fay", TODAY), "did you mean A-2026-12-07?"),
        (lambda t: cover(t, "A-2026-1207", "fay", TODAY), "did you mean A-2026-12-07?"),
        (lambda t: cover(t, "A-2026-12-07", "fey", TODAY), "did you mean Fay?"),
        (lambda t: cover(t, "A-2026-12-07", "ada", TODAY), "Ada already holds A-2026-12-07"),
        (lambda t: cover(t, "A-2026-12-07", "fay", date(2026, 12, 15)), "A-2026-12-07 is over"),
        (lambda t: suggest(t, "A-2026-12-07", date(2026, 12, 15)), "A-2026-12-07 is over"),
        (lambda t: swap(t, "A-2026-12-07", "A-2026-12-07", TODAY), "is named twice"),
        (lambda t: swap(t, "A-2026-12-07", "B-2026-12-16", TODAY), "nobody holds B-2026-12-16"),
        (
            lambda t: swap(
                cover(t, "B-2026-12-16", "emil", TODAY).edition.after,
                "B-2026-12-16",
                "A-2026-12-21",
                TODAY,
            ),
            "are both Emil's",
        ),
        (
            lambda t: cover(t, "A-2026-12-07", "fay", TODAY, start=at("2026-12-01")),
            "--from: 2026-12-01 00:00 is outside the shift",
        ),
        (
            lambda t: cover(t, "A-2026-12-07", "fay", TODAY, end=at("2026-12-07T11:00")),
            "--to: 2026-12-07 11:00 is not after 2026-12-07 11:00",
        ),
        (
            lambda t: cover(t, "A-2026-12-07", "fay", date(2026, 12, 10), start=at("2026-12-08")),
            "is before today and was worked already; give 2026-12-10 00:00 or later",
        ),
    ],
)
def test_what_cannot_be_traded_is_reported(
    team: Rotation, trade: Callable[[Rotation], object], message: str
) -> None:
    """A name or a time that does not fit is bad input, with the nearest that does."""
    with pytest.raises(BadInput) as caught:
        trade(team)
    assert message in str(caught.value)


def test_answers_become_frames_and_json(team: Rotation) -> None:
    """A deal has a row for each person and ledger, a suggestion one for each option."""
    deal = swap(team, "A-2026-12-14", "A-2026-12-21", TODAY)
    assert list(deal.to_frame().engineer.unique()) == ["cleo", "emil"]
    assert deal.as_list()[0]["ledger"] == "shifts"
    suggestion = suggest(team, "A-2026-12-14", TODAY)
    frame = suggestion.to_frame()
    assert list(frame["rank"]) == list(range(1, len(suggestion.options) + 1))
    best = suggestion.options[0]
    assert frame["shifts"][0] == ", ".join(move.shift for move in best.moves)
    changes = {q.value: float(change) for q, change in best.unfairness.items()}
    assert {q: frame[f"{q}_change"][0] for q in changes} == pytest.approx(changes)
    assert suggestion.as_list()[0]["moves"]


def test_suggestions_rank_rest_before_fairness(tmp_path: Path) -> None:
    """Twice the rest that is needed is as good as any, then ledgers decide; less goes last."""
    earlier = """shift,track,kind,start,end,engineer
A-2026-11-09,A,regular,2026-11-09T11:00-05:00,2026-11-16T11:00-05:00,cleo
B-2026-11-18,B,regular,2026-11-18T11:00-05:00,2026-11-25T11:00-05:00,dora
A-2026-12-07,A,regular,2026-12-07T11:00-05:00,2026-12-14T11:00-05:00,ada
"""
    team = rotation.load(write(tmp_path, published=earlier, names=("ada", "cleo", "dora", "fay")))
    covers = suggest(team, "A-2026-12-07", TODAY).of_kind("cover")
    assert [(o.moves[0].taker, o.gap) for o in covers] == [
        ("fay", None),
        ("cleo", 21),
        ("dora", 12),
    ]
    assert covers[0].unfairness[Quantity.SHIFTS] == 0
    assert covers[1].unfairness[Quantity.SHIFTS] == 2


def test_a_newcomer_is_not_suggested_beside_another(tmp_path: Path) -> None:
    """Two new people together are refused in the rule's own sentence."""
    new = [person(name, "joined = 2026-09-01") for name in ("gus", "hal")]
    lines = PUBLISHED.replace(",bela\n", ",gus\n")
    team = rotation.load(write(tmp_path, *new, published=lines))
    (refusal,) = (r for r in suggest(team, "A-2026-12-07", TODAY).refusals if r.person == "hal")
    assert [v.rule for v in refusal.broken] == ["newcomers"]
    assert "are both new and would be on call together" in refusal.lines()[0]


def test_instants_are_utc_in_records(team: Rotation) -> None:
    """A part asked for in local time is recorded as the instants it means."""
    deal = cover(team, "A-2026-12-07", "fay", TODAY, end=at("2026-12-09T09:00"))
    assert deal.edition.trades[0].end == datetime(2026, 12, 9, 14, tzinfo=UTC)
