"""What people who belong to several teams must not do in all of them together.

Each team keeps its own problem, with its own settings, zone and rules. A link is about one person:
its view speaks of their shifts in all their teams by names of its own, `team engineer: shift`, and
says which of them clash, or how many of them a limit of one team allows.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, combinations

from rotation.model.elsewhere import clash
from rotation.model.problem import Lock, LockKind, Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Shift
from rotation.other_teams.people import SharedPerson
from rotation.rules import at_most_one, settled
from rotation.rules.base import Literal, Rule, tolerated
from rotation.rules.common import meeting_groups
from rotation.rules.rest_hours import asking, rest_tables
from rotation.statements.view import ModelView

__all__ = ["Link", "Turn", "broken_links", "links"]

_BECAUSE = "nobody is on call in two teams at once, or without the rest that one of them asks for"


@dataclass(frozen=True, slots=True)
class Turn:
    """A shift of a team in the hands of a person.

    Attributes
    ----------
    team, engineer : str
        Whose shift, and the id of the person there.
    shift : Shift
        As the team counts it, with the rest that it asks for beside shifts of other teams.
    """

    team: str
    engineer: str
    shift: Shift

    @property
    def name(self) -> str:
        """Its id in a link: teams may have equal ids of shifts."""
        return f"{self.team} {self.engineer}: {self.shift.id}"


@dataclass(frozen=True, slots=True)
class Link:
    """What is stated about one person across teams.

    Attributes
    ----------
    view : ModelView
        The statements, about a problem whose only person holds shifts of several teams.
    turns : mapping of str to Turn
        What the shifts of that problem are, by their ids there.
    """

    view: ModelView
    turns: Mapping[str, Turn]


def links(
    views: Mapping[str, ModelView],
    rules: Mapping[str, Sequence[Rule]],
    people: Iterable[SharedPerson],
) -> Iterator[Link]:
    """Yield what is stated about everybody who belongs to several of some teams.

    Parameters
    ----------
    views : mapping of str to ModelView
        By team, with the statements of its rules: shifts that somebody cannot hold are left out.
    rules : mapping of str to sequence of Rule
        What must hold, by team.
    people : iterable of SharedPerson
        Who is one person; members of other teams do not matter.
    """
    problems = {team: view.problem for team, view in views.items()}
    for members in _together(people, views):
        turns = [
            turn
            for turn in _turns(problems, members)
            if (turn.engineer, turn.shift.id) not in views[turn.team].forbidden
        ]
        if len({turn.team for turn in turns}) < 2:
            continue
        yield _apart(problems, members[0], turns)
        for member in members:
            widened = _widened(problems, member, turns)
            view = ModelView(widened)
            for rule, about in _across_teams(rules[member[0]], widened):
                rule.post(about, view)
            if view.statements or view.forbidden:
                yield Link(view, {turn.name: turn for turn in turns})


def broken_links(
    problems: Mapping[str, Problem],
    rosters: Mapping[str, Roster],
    rules: Mapping[str, Sequence[Rule]],
    people: Iterable[SharedPerson],
) -> tuple[str, ...]:
    """Return what people do in all their teams together and must not do; empty if all is well.

    Shifts are compared pair by pair, and limits are judged by the rules themselves, so none of it
    is what `links` states. What was settled before planning is left out.

    Parameters
    ----------
    problems, rosters : mapping
        By team.
    rules : mapping of str to sequence of Rule
        What must hold, by team.
    people : iterable of SharedPerson
        As for `links`.
    """
    broken: list[str] = []
    for members in _together(people, problems):
        turns = [
            turn
            for turn in _turns(problems, members)
            if rosters[turn.team].get(turn.shift.id) == turn.engineer
        ]
        broken += [
            f"{first.name} clashes with {second.name}"
            for first, second in combinations(turns, 2)
            if first.team != second.team
            and not (_settled(problems, first) and _settled(problems, second))
            and clash(first.shift, second.shift)
        ]
        for member in members:
            widened = _widened(problems, member, turns)
            roster = Roster({turn.name: member[1] for turn in turns})
            for rule, about in _across_teams(rules[member[0]], widened):
                given = rule.check(about, roster)
                broken += [f"{member[0]}: {v}" for v in given if not tolerated(widened, v)]
    return tuple(broken)


def _together(
    people: Iterable[SharedPerson], teams: Mapping[str, object]
) -> Iterator[tuple[tuple[str, str], ...]]:
    """Yield the members of some teams that are one person, where they are in several."""
    for person in people:
        members = tuple(member for member in person.members if member[0] in teams)
        if len({team for team, _ in members}) > 1:
            yield members


def _turns(problems: Mapping[str, Problem], members: Iterable[tuple[str, str]]) -> Iterator[Turn]:
    """Yield every shift of some teams in the hands of a person who belongs to them."""
    for team, engineer in members:
        tables = rest_tables(problems[team].settings)
        for shift in problems[team].shifts:
            yield Turn(team, engineer, asking(tables, shift))


def _settled(problems: Mapping[str, Problem], turn: Turn) -> bool:
    return settled(problems[turn.team], turn.engineer, turn.shift.id)


def _across_teams(rules: Iterable[Rule], widened: Problem) -> Iterator[tuple[Rule, Problem]]:
    """Yield the rules that count shifts in other teams, with a problem of these tables alone."""
    for rule in rules:
        across = getattr(rule, "across_teams", None)
        if across is not None:
            yield rule, across(widened)


def _widened(
    problems: Mapping[str, Problem], member: tuple[str, str], turns: Iterable[Turn]
) -> Problem:
    """Return the problem of one person of a team, with the shifts of their other teams.

    To the rules of the team those are settled: what somebody does elsewhere alone breaks none.
    """
    team, engineer = member
    problem = problems[team]
    shifts, locks = [], {}
    for turn in turns:
        own = (turn.team, turn.engineer) == member
        if not own and turn.team == team:
            continue
        shifts.append(replace(turn.shift, id=turn.name))
        if not own:
            locks[turn.name] = Lock(turn.name, engineer, LockKind.PUBLISHED, "")
        elif settled(problem, engineer, turn.shift.id):
            locks[turn.name] = replace(problem.locks[turn.shift.id], shift=turn.name)
    return replace(
        problem,
        people=(problem.person(engineer),),
        shifts=tuple(sorted(shifts, key=lambda shift: (shift.start, shift.track, shift.id))),
        carried=tuple(held for held in problem.carried if held.engineer == engineer),
        locks=locks,
        published={},
    )


def _apart(problems: Mapping[str, Problem], member: tuple[str, str], turns: Sequence[Turn]) -> Link:
    """State that a person holds at most one of two shifts of different teams that clash."""
    named = {turn.name: turn for turn in turns}
    shifts = [replace(turn.shift, id=name) for name, turn in named.items()]
    person = problems[member[0]].person(member[1])
    view = ModelView(replace(problems[member[0]], people=(person,), shifts=tuple(shifts)))
    regular = [shift for shift in shifts if shift.regular]
    groups = chain(
        meeting_groups(shifts, lambda shift: shift.windows),
        meeting_groups(regular, lambda shift: shift.with_rest),
    )
    pairs = {
        (first.id, second.id): None
        for group in groups
        for first, second in combinations(group, 2)
        if named[first.id].team != named[second.id].team
    }
    for pair in pairs:
        both: dict[bool, list[Literal]] = {False: [], True: []}
        for name in pair:
            both[_settled(problems, named[name])].append(view.works(person.id, name))
        at_most_one(view, both[False], both[True], because=_BECAUSE)
    return Link(view, named)
