"""Of those who are on call at one time, enough have a skill, or not too many."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from rotation.model.by_value import ByValue
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Shift, Window
from rotation.model.tracks import Track
from rotation.rules.base import Literal, View, Violation, tolerated
from rotation.rules.common import local_span, settled
from rotation.rules.grounds import Fields, Grounds, Words
from rotation.rules.settings import NameKind, Settings, judge_shadows, setting, settings_of
from rotation.rules.traits import Traits

__all__ = ["TogetherOnCall", "TogetherSettings", "together_tables"]

_ShiftAndHolder = tuple[Shift, str, bool]
"""A shift, who holds it (empty if nobody), and whether it is one of the problem's."""


@dataclass(frozen=True, kw_only=True)
class TogetherSettings(Settings):
    """Keys of `[[rules.together]]`; an `at_least` or `at_most` of 0 is not written."""

    repeated = True

    tracks: tuple[str, ...] = setting((), names=NameKind.TRACKS)
    skill: str = setting("", names=NameKind.SKILLS)
    at_least: int = setting(0, least=1, most=100, unit="people")
    at_most: int = setting(0, least=1, most=100, unit="people")
    always: bool = setting(default=False)

    def __post_init__(self) -> None:
        if not self.at_least and not self.at_most:
            raise ValueError("says nothing: add at_least or at_most")
        if self.at_most and self.at_most < self.at_least:
            what = f"at_most = {self.at_most} is less than at_least = {self.at_least}"
            raise ValueError(f"{what}; raise it")

    def judge_tracks(self, tracks: Mapping[str, Track]) -> None:
        """Refuse tracks that are shadows only, and more people than there are tracks."""
        judge_shadows(tracks, self.tracks)
        if not self.tracks or set(self.tracks) <= tracks.keys():
            named = [tracks[name] for name in self.tracks or tracks]
            most = sum(not track.is_shadow for track in named)
            if most and self.at_least > most:
                what = f"at_least = {self.at_least} is more than the {most} that its tracks put"
                raise ValueError(f"{what} on call at one time; lower it, or name more tracks")

    def counts(self, shift: Shift) -> bool:
        """Return whether the table is about a shift."""
        return (not self.tracks or shift.track in self.tracks) and not shift.shadow

    def windows(self, shift: Shift) -> tuple[Window, ...]:
        """Return when a shift counts."""
        return (Window(shift.start, shift.end),) if self.always else shift.windows

    def has_skill(self, problem: Problem, person: str) -> bool:
        """Return whether a person has the skill, if there is one."""
        if not problem.has_person(person):
            return False
        return not self.skill or self.skill in problem.person(person).skills

    @property
    def fields(self) -> Fields:
        """The fields of a statement."""
        return {
            "kind": "together",
            "quantities": {
                "at_least": self.at_least,
                "at_most": self.at_most,
                "skill": self.skill,
                "tracks": self.tracks,
            },
            "setting": self.place("at_least") or self.place("at_most"),
        }


class TogetherOnCall(ByValue):
    """While a track of a table has a window, so many of those on call have the skill.

    Where one of the shifts is open, the table says nothing. With `always`, it speaks of every
    instant of the shifts, whatever their windows.
    """

    name = "together"
    title = "enough of those on call have a skill, and not too many"
    traits = Traits(firmness=20, detail=1)
    settings = TogetherSettings
    counts, unit = "shifts without the right people together", "shifts"

    def check(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        """Yield every stretch of time with too few or too many, table by table."""
        for table in settings_of(problem, self, TogetherSettings):
            yield from self._check(problem, roster, table)

    def _check(
        self, problem: Problem, roster: Roster, table: TogetherSettings
    ) -> Iterator[Violation]:
        line = [(s, roster.get(s.id) or "", True) for s in problem.shifts if table.counts(s)]
        line += [(h.shift, h.engineer, False) for h in problem.carried if table.counts(h.shift)]
        for start, end, places in _stretches(table, [shift for shift, *_ in line]):
            running = [line[place] for place in places]
            if any(ours for *_, ours in running):
                yield from self._judge(problem, table, (start, end), running)

    def _judge(
        self,
        problem: Problem,
        table: TogetherSettings,
        span: tuple[datetime, datetime],
        running: Sequence[_ShiftAndHolder],
    ) -> Iterator[Violation]:
        if any(not holder for _, holder, _ in running):
            return
        skilled = [entry for entry in running if table.has_skill(problem, entry[1])]
        if table.at_least > len(skilled):
            yield self._broken(problem, table, span, running, len(skilled))
        elif table.at_most and table.at_most < len(skilled) and any(e[2] for e in skilled):
            yield self._broken(problem, table, span, skilled, len(skilled))

    def _broken(
        self,
        problem: Problem,
        table: TogetherSettings,
        span: tuple[datetime, datetime],
        holding: Sequence[_ShiftAndHolder],
        count: int,
    ) -> Violation:
        ours = [entry for entry in holding if entry[2]]
        place = table.fields["setting"]
        what = f"{_of_those(table, count)} {local_span(problem, *span)}"
        limit = f"{_limit(table)} {'is' if _bound(table) == 1 else 'are'} asked for"
        return Violation(
            rule=self.name,
            text=f"{what}, and {limit}",
            shifts=tuple(shift.id for shift, *_ in ours),
            people=tuple(dict.fromkeys(holder for _, holder, _ in ours)),
            carried=tuple(shift.id for shift, _, own in holding if not own),
            holders=tuple(holder for _, holder, _ in ours),
            sources=(place,) if place else (),
            grounds=Grounds.of(table.fields),
        )

    def post(self, problem: Problem, view: View) -> None:
        """State it for every set of shifts that run at one time."""
        for table in settings_of(problem, self, TogetherSettings):
            for shifts, carried in _sets(problem, table):
                _RunningShifts(problem, view, table, shifts, carried).state()

    def cost(self, problem: Problem, roster: Roster) -> int:
        """Count the shifts in which the right people are not together, table by table."""
        # Table by table: two may say the same of one shift, and each counts.
        shifts = {
            (number, shift)
            for number, table in enumerate(settings_of(problem, self, TogetherSettings))
            for broken in self._check(problem, roster, table)
            if not tolerated(problem, broken)
            for shift in broken.shifts
        }
        return len(shifts)

    def post_soft(self, problem: Problem, view: View) -> list[tuple[int, Literal]]:
        """Say of each shift whether it runs while the right people are not together."""
        terms: list[tuple[int, Literal]] = []
        for table in settings_of(problem, self, TogetherSettings):
            flags: dict[str, Literal] = {}
            for shifts, carried in _sets(problem, table):
                _RunningShifts(problem, view, table, shifts, carried).state_softly(flags)
            terms += [(1, flag) for flag in flags.values()]
        return terms

    def could_break(self, problem: Problem, moves: Mapping[str, str]) -> bool:
        """Tell whether a shift of a table changes hands."""
        tables = settings_of(problem, self, TogetherSettings)
        return any(table.counts(problem.shift(shift)) for shift in moves for table in tables)

    def words(self, problem: Problem, grounds: Grounds) -> Words:
        """Return the words: how many of those on call have the skill."""
        del problem
        values = {key: grounds.quantity(key) for key in ("at_least", "at_most", "skill", "tracks")}
        table = TogetherSettings(**values)  # type: ignore[arg-type]  # as `fields` has them
        who = f" have the skill {table.skill}" if table.skill else " are on call"
        where = f" on {' and '.join(table.tracks)}" if table.tracks else ""
        sentence = f"{_limit(table)} of those on call{where} at one time{who}"
        skill = f" with {table.skill}" if table.skill else ""
        few = bool(table.at_least)
        return Words(sentence, f"would leave too {'few' if few else 'many'}{skill} on call")


def together_tables(problem: Problem) -> tuple[TogetherSettings, ...]:
    """Return the tables of a problem."""
    return tuple(settings_of(problem, TogetherOnCall(), TogetherSettings))


class _RunningShifts:
    """The shifts of a table that run at one time, and what is said of them."""

    def __init__(
        self,
        problem: Problem,
        view: View,
        table: TogetherSettings,
        shifts: Sequence[Shift],
        carried: Collection[str],
    ) -> None:
        self._view, self._table = view, table
        self._ids = [shift.id for shift in shifts]
        able = [p.id for p in problem.people if table.has_skill(problem, p.id)]
        self._skilled = {s: [view.works(person, s) for person in able] for s in self._ids}
        self._settled = {
            s: view.works(p.id, s)
            for s in self._ids
            for p in problem.people
            if settled(problem, p.id, s)
        }
        before = set(self._settled.values())
        every = [literal for literals in self._skilled.values() for literal in literals]
        self._fixed = [literal for literal in every if literal in before]
        self._free = [literal for literal in every if literal not in before]
        self._carried = sum(table.has_skill(problem, person) for person in carried)

    def state(self) -> None:
        """State that there are neither too few nor too many."""
        self._not_too_few([])
        self._not_too_many([])

    def state_softly(self, flags: dict[str, Literal]) -> None:
        """State it, or that the flag of each shift that takes part is true."""
        view, fields = self._view, self._table.fields
        for shift in self._ids:
            if shift not in flags:
                flags[shift] = view.flag(f"{shift} without the right people together")
        if self._table.at_least:
            few = view.flag(f"too few in {' and '.join(self._ids)}")
            self._not_too_few([few])
            for shift in self._ids:
                view.at_least(1, [view.negate(few), flags[shift]], **fields)
        if self._table.at_most:
            many = view.flag(f"too many in {' and '.join(self._ids)}")
            self._not_too_many([many])
            for shift in self._ids:
                literals = [many, *self._skilled[shift], view.negate(flags[shift])]
                view.at_most(2, literals, **fields)

    def _not_too_few(self, unless: Sequence[Literal]) -> None:
        need = self._table.at_least - self._carried
        if need > 0:
            skilled = [literal for literals in self._skilled.values() for literal in literals]
            free = [*map(self._view.is_open, self._ids), *unless]
            weights = [1] * len(skilled) + [need] * len(free)
            # Too few were settled: it holds where somebody else has one of the shifts.
            bad = len(self._settled) == len(self._ids) and len(self._fixed) < need
            for when in map(self._view.negate, self._settled.values()) if bad else [None]:
                self._view.at_least(
                    need, [*skilled, *free], weights=weights, when=when, **self._table.fields
                )

    def _not_too_many(self, unless: Sequence[Literal]) -> None:
        if not self._table.at_most:
            return
        left = max(0, self._table.at_most - self._carried)
        if len(self._ids) > left:
            skilled = [*self._free, *self._fixed]
            free = [*map(self._view.is_open, self._ids), *unless]
            weights = [1] * len(skilled) + [-len(self._ids)] * len(free)
            # Too many were settled: nobody comes to them.
            for when in self._free if len(self._fixed) > left else [None]:
                self._view.at_most(
                    left, [*skilled, *free], weights=weights, when=when, **self._table.fields
                )


def _sets(
    problem: Problem, table: TogetherSettings
) -> Iterator[tuple[Sequence[Shift], Sequence[str]]]:
    """Yield which shifts run at one time, and who holds carried ones."""
    ours = [shift for shift in problem.shifts if table.counts(shift)]
    carried = [held for held in problem.carried if table.counts(held.shift)]
    seen: set[tuple[int, ...]] = set()
    for _, _, places in _stretches(table, [*ours, *(held.shift for held in carried)]):
        shifts = [ours[place] for place in places if place < len(ours)]
        if places in seen or not shifts:
            continue
        seen.add(places)
        yield shifts, [carried[n - len(ours)].engineer for n in places if n >= len(ours)]


def _stretches(
    table: TogetherSettings, shifts: Sequence[Shift]
) -> Iterator[tuple[datetime, datetime, tuple[int, ...]]]:
    """Yield the stretches of time in which the same shifts run: start, end and their places."""
    spans = [
        (window, place) for place, shift in enumerate(shifts) for window in table.windows(shift)
    ]
    edges = sorted(
        [(window.end, 0, place) for window, place in spans]
        + [(window.start, 1, place) for window, place in spans]
    )
    running: set[int] = set()
    since: datetime | None = None
    for moment, begins, place in edges:
        if running and since is not None and moment > since:
            yield since, moment, tuple(sorted(running))
        since = moment
        if begins:
            running.add(place)
        else:
            running.discard(place)


def _bound(table: TogetherSettings) -> int:
    return table.at_least or table.at_most


def _limit(table: TogetherSettings) -> str:
    limits: Iterable[str] = (
        f"at {word} {number}"
        for word, number in (("least", table.at_least), ("most", table.at_most))
        if number
    )
    return " and ".join(limits)


def _of_those(table: TogetherSettings, count: int) -> str:
    skill = f" with the skill {table.skill}" if table.skill else ""
    where = f" on {' and '.join(table.tracks)}" if table.tracks else ""
    return f"{count}{skill} on call{where}"
