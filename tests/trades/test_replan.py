"""A published plan made anew: as few shifts as possible change hands."""

import itertools
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from living_cases import publish_month, write
from tests.teams import person

import rotation
from rotation import Rotation
from rotation.errors import BadInput
from rotation.goals import replanning
from rotation.model.people import TimeOff
from rotation.model.roster import Roster
from rotation.model.settings import Pin
from rotation.plans.difference_files import difference_csv, difference_md
from rotation.plans.replanning import replan
from rotation.rules import violations

TODAY = date(2026, 11, 20)
"""What starts before 20 December is settled then."""


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Rotation:
    """Return a team of six with six weeks published."""
    return publish_month(write(tmp_path_factory.mktemp("team")))


def away(team: Rotation, person: str, first: date, last: date) -> Rotation:
    """Return the team with somebody away on some days."""
    start, end = (datetime(d.year, d.month, d.day, 5, tzinfo=UTC) for d in (first, last))
    off = TimeOff(person, start, end, wording=f"{first} to {last}")
    return replace(team, time_off=(*team.time_off, off))


def free(team: Rotation, day: date = date(2026, 12, 20)) -> list[tuple[str, str, date]]:
    """Return the published shifts that begin after a day: id, holder, first day."""
    return [
        (e.shift, e.engineer or "", e.start.date()) for e in team.published if e.start.date() > day
    ]


def test_with_nothing_to_change_nothing_changes(team: Rotation) -> None:
    """Without a new fact every shift reads as published, revisions and all."""
    replanned = replan(team, TODAY)
    assert replanned.empty
    assert replanned.moved == ()
    assert replanned.publish().empty


def test_a_late_vacation_moves_as_few_shifts_as_can_be(team: Rotation) -> None:
    """The number is proved, and is that of all rosters: no other one keeps the rules."""
    shift, holder, day = free(team)[1]
    changed = away(team, holder, day, date.fromordinal(day.toordinal() + 2))
    replanned = replan(changed, TODAY)
    (changes,) = (o for o in replanned.plan.objectives if o.goal == "changes")
    assert changes.proved
    assert changes.value == len(replanned.moved)
    assert replanned.moved[0].because.startswith(f"{holder.title()} is away")
    assert shift in {move.shift.id for move in replanned.moved}
    problem = replanned.plan.problem
    wanted = min(
        sum(roster[s] != who for s, who in problem.published.items())
        for roster in _rosters(problem.published, [p.id for p in problem.people], 2)
        if not violations(
            problem,
            Roster({**{k: v.engineer for k, v in problem.locks.items()}, **roster}),
            replanned.plan.rules,
        )
    )
    assert changes.value == wanted


def _rosters(
    published: dict[str, str], people: list[str], most: int
) -> "itertools.chain[dict[str, str]]":
    """Return every way to give at most `most` published shifts to somebody else."""

    def with_changes(count: int) -> "list[dict[str, str]]":
        return [
            {**published, **dict(zip(chosen, takers, strict=True))}
            for chosen in itertools.combinations(published, count)
            for takers in itertools.product(people, repeat=count)
        ]

    return itertools.chain.from_iterable(map(with_changes, range(most + 1)))


def test_whoever_enters_takes_the_whole_part_of_a_share(tmp_path: Path) -> None:
    """A newcomer takes shifts after the grace, one change each; nobody else swaps."""
    publish_month(write(tmp_path))
    text = (tmp_path / "rotation.toml").read_text(encoding="utf-8")
    joins = person("gus", "joined = 2026-10-15")
    (tmp_path / "rotation.toml").write_text(text + joins, encoding="utf-8")
    replanned = replan(rotation.load(tmp_path), TODAY)
    assert {move.after for move in replanned.moved} == {"gus"}
    assert all(move.shift.first_day >= date(2026, 12, 14) for move in replanned.moved)
    assert {move.because for move in replanned.moved} == {"Gus enters the rotation"}
    (gus,) = (p for p in replanned.people if p.person == "gus")
    assert gus.text.startswith("Gus: takes ")


def test_what_the_notice_settles_stays_unless_it_is_released(team: Rotation) -> None:
    """A shift inside the notice whose holder is away is told; released, it moves."""
    shift, holder, day = next(candidate for candidate in free(team, date(2026, 12, 1)))
    changed = away(team, holder, day, date.fromordinal(day.toordinal() + 1))
    kept = replan(changed, TODAY)
    assert any(shift in v.shifts for v in kept.plan.tolerated)
    assert kept.empty
    replanned = replan(changed, TODAY, release=True)
    assert replanned.released == (shift,)
    assert shift in {move.shift.id for move in replanned.moved}
    assert replanned.publish().broken == ()


def test_publishing_a_replan_raises_what_changed_alone(team: Rotation) -> None:
    """Revisions rise for the moved shifts and for no other."""
    _, holder, day = free(team)[1]
    changed = away(team, holder, day, date.fromordinal(day.toordinal() + 2))
    replanned = replan(changed, TODAY)
    after = replanned.publish().after
    assert {e.shift for e in after.published if e.revision} == {o.shift.id for o in replanned.moved}


def test_the_difference_is_written_for_people(team: Rotation) -> None:
    """CSV has one line per shift; Markdown one sentence per person, and names stay text in it."""
    _, holder, day = free(team)[1]
    changed = away(team, holder, day, date.fromordinal(day.toordinal() + 2))
    named = tuple(
        replace(e, name="*Eve* [x](y)") if e.id == holder else e for e in changed.engineers
    )
    changed = replace(changed, engineers=named)
    replanned = replan(changed, TODAY)
    lines = difference_csv(changed, replanned.moved).splitlines()
    assert lines[0] == "shift,start,end,from,to,because"
    assert len(lines) == 1 + len(replanned.moved)
    text = difference_md(changed, replanned.moved)
    assert "\\*Eve\\* \\[x\\](y)" in text
    assert all(person.text for person in replanned.people)


def test_open_goes_before_changes(team: Rotation) -> None:
    """The order of a replan: open shifts, people who join, changes, then the team's own."""
    names = [goal.name for goal in replanning(team.goals)]
    assert names[:3] == ["open", "joining", "changes"]
    assert names[3:6] == ["short_gaps", "shifts", "rest_days"]


def test_nothing_published_cannot_be_replanned(tmp_path: Path) -> None:
    """Without a published shift from today on there is nothing to replan: told as bad input."""
    with pytest.raises(BadInput, match="nothing published starts on or after"):
        replan(rotation.load(write(tmp_path)), TODAY)


def parted(team: Rotation, shift: str) -> Rotation:
    """Return the team with the later half of a shift published for somebody else."""
    (line,) = (e for e in team.published if e.shift == shift)
    middle = line.start + (line.end - line.start) / 2
    near = {e.engineer for e in team.published if abs((e.start - line.start).days) < 15}
    other = next(e.id for e in team.engineers if e.id not in near)
    parts = (
        replace(line, end=middle, revision=1),
        replace(line, shift=f"{shift}+2", start=middle, engineer=other, revision=1),
    )
    kept = (e for e in team.published if e.shift != shift)
    published = sorted((*kept, *parts), key=lambda e: (e.start, e.track, e.shift))
    return replace(team, published=tuple(published))


def test_a_split_shift_stays_split(team: Rotation) -> None:
    """What a cover split is published in parts: nobody's part is taken without a reason."""
    shift, holder, day = free(team)[-1]
    split = parted(team, shift)
    assert replan(split, TODAY).empty
    off = away(split, holder, day, date.fromordinal(day.toordinal() + 1))
    replanned = replan(off, TODAY)
    assert shift in {move.shift.id for move in replanned.moved}
    assert f"{shift}+2" not in {move.shift.id for move in replanned.moved}
    (changes,) = (o for o in replanned.plan.objectives if o.goal == "changes")
    assert changes.value == len(replanned.moved)
    edition = replanned.publish()
    assert edition.broken == ()
    again = replan(replace(off, published=edition.after.published), TODAY)
    assert again.empty


def test_a_split_shift_does_not_add_shifts(team: Rotation) -> None:
    """A part may begin after a shift of the other track that nobody has published: it stays so."""
    last = max(team.published, key=lambda e: e.start)
    cut = last.end - timedelta(days=1)
    parts = (replace(last, end=cut), replace(last, shift=f"{last.shift}+2", start=cut))
    split = replace(team, published=(*(e for e in team.published if e != last), *parts))
    assert max(e.end for e in team.published if e.track != last.track) < cut
    assert {s.id for s in replan(split, TODAY).plan.problem.shifts} == {
        e.shift for e in split.published
    }


def test_a_new_pin_is_a_change_that_is_reported(team: Rotation) -> None:
    """What a pin takes from somebody is part of the difference, with its reason."""
    shift, holder, _ = free(team)[-1]
    near = {p for _, p, _ in free(team)[-5:]}
    other = next(e.id for e in team.engineers if e.id not in near)
    replanned = replan(replace(team, pins=(Pin(shift, other),)), TODAY)
    (pinned,) = (move for move in replanned.moved if move.shift.id == shift)
    assert (pinned.before, pinned.after) == (holder, other)
    assert pinned.because == f"{shift} is pinned to {other.title()}"


def test_an_open_shift_that_is_filled_is_reported(team: Rotation) -> None:
    """Nobody had it: it is a line of the difference, and no shift that changes hands."""
    shift, holder, _ = free(team)[-1]
    lines = (replace(e, engineer=None) if e.shift == shift else e for e in team.published)
    replanned = replan(replace(team, published=tuple(lines)), TODAY)
    (filled,) = (move for move in replanned.moved if move.shift.id == shift)
    assert filled.before is None
    assert filled.because == "it was open"
    assert f"({shift}), because it was open" in replanned.people[0].text
    assert f"| {shift} |" in difference_md(replanned.plan.rotation, replanned.moved)
    assert holder is not None


def test_a_pin_is_not_released(team: Rotation) -> None:
    """A shift inside the notice that is pinned to its holder, too, stays and is told."""
    first = next(e for e in team.published if e.start.date() > TODAY)
    holder = first.engineer or ""
    off = away(team, holder, first.start.date(), first.end.date())
    assert replan(off, TODAY, release=True).released == (first.shift,)
    replanned = replan(replace(off, pins=(Pin(first.shift, holder),)), TODAY, release=True)
    assert replanned.released == ()
    assert replanned.plan.roster[first.shift] == holder
    assert [v.rule for v in replanned.plan.tolerated] == ["time_off"]
