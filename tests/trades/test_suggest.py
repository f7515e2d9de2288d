"""What is suggested is everything that works, and nothing else."""

import itertools
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from living_cases import write
from tests.teams import person

import rotation
from rotation import Rotation
from rotation.model.shifts import Entry, ShiftKind, Status
from rotation.trades import Transfer, hand_over, suggest
from rotation.trades.edition import living_entries

TODAY = date(2026, 11, 28)
PERIOD = """[[special_period]]
name = "Christmas week"
first_day = "12-25"
last_day = "12-28"
"""
TIME_OFF = """engineer,start,end
ada,2026-12-30,2027-01-02
cleo,2026-12-15,2026-12-16
"""
OFFERS = """engineer,start,end,max_shifts,preference
ada,2026-12-24,2026-12-31,,1
bela,2026-12-24,2026-12-26,,1
dora,2026-12-24,2026-12-31,1,1
"""


def tiny(folder: Path, seed: int) -> Rotation:
    """Return four people and what chance published for them: rules are broken here and there."""
    chance = random.Random(seed)  # noqa: S311 - the same teams in every run
    new = "joined = 2026-09-01"
    people = (
        person("bela", *([new] if seed % 2 else [])),
        person("dora", new, 'tracks = ["A"]'),
    )
    written = write(
        folder,
        PERIOD,
        *people,
        names=("ada", "cleo"),
        min_rest_days=chance.choice((0, 2, 7)),
        time_off=TIME_OFF,
        volunteers=OFFERS,
    )
    team = rotation.load(written)
    problem = team.problem(today=TODAY, start=date(2026, 12, 7), end=date(2027, 1, 3))
    ids = [p.id for p in problem.people]
    entries = []
    for shift in problem.shifts:
        able = [p.id for p in problem.people if p.could_hold(shift)]
        holder = chance.choice([*able, *able, *able, *ids, None])
        status = Status.OPEN if holder is None else Status.PLANNED
        facts = (shift.id, shift.track, shift.kind, shift.start, shift.end, holder, status)
        entries.append(Entry(*facts, revised=datetime(2026, 11, 1, tzinfo=UTC)))
    return replace(team, published=tuple(entries))


def exchanges(team: Rotation, shift: str) -> Iterator[tuple[tuple[str, str], ...]]:
    """Yield every cover, swap and ring of three there is, as (shift, taker)."""
    lines = living_entries(team, TODAY)
    holder = {e.shift: e.engineer for e in lines}
    giver = holder[shift]
    yield from (((shift, e.id),) for e in team.engineers if e.id != giver)
    if giver is None:
        return
    others = [(s, h) for s, h in holder.items() if h not in (None, giver)]
    for second, taker in others:
        yield (shift, str(taker)), (second, giver)
    for (second, taker), (third, other) in itertools.permutations(others, 2):
        if taker != other:
            yield (shift, str(taker)), (second, str(other)), (third, giver)


@pytest.mark.parametrize("seed", range(6))
def test_exactly_what_works_is_suggested(tmp_path: Path, seed: int) -> None:
    """Of all covers, swaps and rings those are listed whose edition breaks no rule."""
    team = tiny(tmp_path, seed)
    chance = random.Random(seed)  # noqa: S311 - the same shifts in every run
    shift = chance.choice(team.published).shift
    options = suggest(team, shift, TODAY).options
    listed = [tuple((m.shift, m.taker) for m in option.moves) for option in options]
    works = {
        moves
        for moves in exchanges(team, shift)
        if not hand_over(team, [Transfer(*move) for move in moves], TODAY).broken
    }
    assert len(listed) == len(set(listed))
    assert set(listed) == works


@pytest.mark.parametrize("seed", [2, 3, 5, 8, 11])
def test_exactly_what_works_is_suggested_for_a_part(tmp_path: Path, seed: int) -> None:
    """Likewise for a part of a shift, where others have parts already: some become one again."""
    team = tiny(tmp_path, seed)
    chance = random.Random(seed)  # noqa: S311 - the same parts in every run
    whole = chance.choice([e for e in team.published if e.engineer and e.start.day < 22])
    day = timedelta(days=1)
    others = [e.id for e in team.engineers if e.id != whole.engineer]
    part = Transfer(whole.shift, chance.choice(others), whole.start, whole.start + 2 * day)
    team = hand_over(team, [part], TODAY).after
    mine = next(e for e in team.published if e.engineer == whole.engineer and e.end == whole.end)
    start = mine.start if seed % 2 else mine.start + day
    span = (start, mine.end - day)
    listed = {
        (option.moves[0].taker, *((m.shift, m.taker) for m in option.moves[1:]))
        for option in suggest(team, mine.shift, TODAY, start=span[0], end=span[1]).options
    }
    works = set()
    for moves in exchanges(team, mine.shift):
        first = Transfer(mine.shift, moves[0][1], *span)
        rest = []
        for shift, taker in moves[1:]:
            line = next(e for e in team.published if e.shift == shift)
            rest.append(Transfer(shift, taker, line.start, line.end))
        if not hand_over(team, [first, *rest], TODAY).broken:
            works.add((moves[0][1], *moves[1:]))
    assert works
    assert listed == works


def test_of_a_long_plan_the_nearest_lines_are_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What may be exchanged is near in time; what is further away is as if it was not there."""
    partners, lines = 7, 11
    team = tiny(tmp_path, 4)
    starts = {entry.shift: entry.start for entry in team.published}
    exchanged = set()
    for shift, start in starts.items():
        nearest = sorted(starts, key=lambda s: (abs(starts[s] - start), s))
        with monkeypatch.context() as bounded:
            bounded.setattr("rotation.trades.suggestions._PARTNERS", partners)
            bounded.setattr("rotation.trades.suggestions._LINES", lines)
            limited = suggest(team, shift, TODAY)
        others = {move.shift for option in limited.options for move in option.moves[1:]}
        assert others <= set([near for near in nearest if near != shift][:partners])
        exchanged |= others
        near = tuple(e for e in team.published if e.shift in nearest[:lines])
        whole = suggest(replace(team, published=near), shift, TODAY)
        covers = [[(o.moves, o.gap) for o in s.of_kind("cover")] for s in (limited, whole)]
        assert covers[0] == covers[1]
        assert [r.person for r in limited.refusals] == [r.person for r in whole.refusals]
    assert exchanged


def test_few_people_have_to_agree_in_a_hurry(tmp_path: Path) -> None:
    """Within 7 days their number comes first; earlier the same options are ranked as ever."""
    hurried = mixed = 0
    teams = [tiny(tmp_path / str(seed), seed) for seed in range(4)]
    for team, entry in ((t, e) for t in teams for e in living_entries(t, TODAY)):
        if entry.kind is not ShiftKind.REGULAR or entry.engineer is None:
            continue
        day = entry.start.date()
        soon, early = (suggest(team, entry.shift, day - timedelta(days=n)) for n in (6, 7))
        people = [len(option.moves) for option in soon.options]
        assert soon.urgent
        assert people == sorted(people) == [option.people for option in soon.options]
        assert not early.urgent
        for kind in ("cover", "swap", "ring"):
            known = [o.moves for o in soon.of_kind(kind)]
            assert known == [o.moves for o in early.of_kind(kind) if o.moves in known]
        hurried += len(people) > 1
        mixed += [len(o.moves) for o in early.options] != sorted(
            len(o.moves) for o in early.options
        )
        if people:
            word = "1 person has" if people[0] == 1 else f"{people[0]} people have"
            assert soon.ranked[-1] == f"{word} to agree to the first one."
            assert soon.ranked[-1] in soon.lines()
            assert len(early.ranked) <= 1
    assert hurried
    assert mixed
