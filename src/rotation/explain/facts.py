"""What the rules say of a problem, as facts that a person would recognise.

Every statement that a rule makes carries its sentence and source; statements of one rule with the
same sentence and source are one fact. That somebody has to hold a shift is a fact, too.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rotation.model.problem import Problem
from rotation.model.settings import RotationData
from rotation.model.source import Source
from rotation.rules.base import Literal, Rule
from rotation.solve.core import Claim
from rotation.solve.view import AtLeast, AtMost, ModelView, Reason

__all__ = ["NEED", "Fact", "Facts", "facts_of", "implied_off", "keeping_off", "need_of"]

NEED = "need"
"""What stands for the rule of a fact that says somebody has to hold a shift."""

_COVERAGE = "coverage"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that holds, and where it is written.

    Attributes
    ----------
    rule : str
        Name of the rule that says it, or `NEED`.
    text : str
        A sentence for people, without place.
    people, shifts : tuple of str
        Ids of those it is about, as far as one can tell, in the problem's order.
    source : Source or None
        Where it is written.
    claim : Claim
        The same for the solver.
    """

    rule: str
    text: str
    people: tuple[str, ...]
    shifts: tuple[str, ...]
    source: Source | None = None
    claim: Claim = field(default=Claim(), repr=False, compare=False)

    def __str__(self) -> str:
        return f"{self.text} ({self.source})" if self.source else self.text


@dataclass(frozen=True, slots=True)
class Facts:
    """All facts of a problem, in the order they were said.

    Attributes
    ----------
    problem : Problem
        What they are about.
    all : tuple of Fact
        Without any need.
    off : mapping of (str, str) to tuple of Fact
        By person and shift id: the facts that keep this person off by themselves.
    """

    problem: Problem
    all: tuple[Fact, ...]
    off: Mapping[tuple[str, str], tuple[Fact, ...]]


class _Telling(ModelView):
    """A view that notes which rule said what."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.rule = ""
        self.said: dict[tuple[str, Reason], _Said] = {}

    def _of(self, because: str, source: Source | None) -> "_Said":
        return self.said.setdefault((self.rule, Reason(because, source)), _Said())

    def forbid(
        self, person: str, shift: str, *, because: str, source: Source | None = None
    ) -> None:
        self._of(because, source).forbids.append((person, shift))

    def require(
        self, person: str, shift: str, *, because: str, source: Source | None = None
    ) -> None:
        self._of(because, source).requires.append((person, shift))

    def at_most(
        self,
        limit: int,
        literals: Sequence[Literal],
        *,
        because: str,
        source: Source | None = None,
    ) -> None:
        statement = AtMost(limit, tuple(literals), Reason(because, source))
        self._of(because, source).statements.append(statement)

    def at_least(
        self,
        limit: int,
        literals: Sequence[Literal],
        *,
        because: str,
        source: Source | None = None,
    ) -> None:
        statement = AtLeast(limit, tuple(literals), Reason(because, source))
        self._of(because, source).statements.append(statement)


@dataclass(slots=True)
class _Said:
    forbids: list[tuple[str, str]] = field(default_factory=list)
    requires: list[tuple[str, str]] = field(default_factory=list)
    statements: list[AtMost | AtLeast] = field(default_factory=list)


def facts_of(rotation: RotationData | None, problem: Problem, rules: Iterable[Rule]) -> Facts:
    """Return what rules say of a problem.

    Parameters
    ----------
    rotation : RotationData or None
        Tells where people are declared, for sentences that have no line of their own.
    problem : Problem
        The prepared problem.
    rules : iterable of Rule
        What must hold; that a shift has no two holders is taken for granted.
    """
    view = _Telling(problem)
    for rule in rules:
        if rule.name != _COVERAGE:
            view.rule = rule.name
            rule.post(problem, view)
    declared = {} if rotation is None else {e.id: e.source for e in rotation.engineers}
    facts = []
    off: dict[tuple[str, str], list[Fact]] = {}
    for (rule_name, reason), said in view.said.items():
        fact = _fact(view, rule_name, reason, said, declared)
        facts.append(fact)
        for pair in dict.fromkeys(said.forbids):
            off.setdefault(pair, []).append(fact)
    return Facts(problem, tuple(facts), {pair: tuple(found) for pair, found in off.items()})


def _fact(
    view: _Telling,
    rule: str,
    reason: Reason,
    said: _Said,
    declared: Mapping[str, Source | None],
) -> Fact:
    pairs = dict.fromkeys((*said.forbids, *said.requires))
    for statement in said.statements:
        found = (view.pair(Literal(abs(literal))) for literal in statement.literals)
        pairs |= dict.fromkeys(pair for pair in found if pair is not None)
    people = tuple(dict.fromkeys(person for person, _ in pairs))
    inside = {shift for _, shift in pairs}
    shifts = tuple(s.id for s in view.problem.shifts if s.id in inside)
    about = _subject(view.problem, people, reason.because)
    source = reason.source or (declared.get(about[0]) if about else None)
    claim = Claim(tuple(said.forbids), tuple(said.requires), tuple(said.statements))
    return Fact(rule, reason.because, about or people, shifts, source, claim)


def _subject(problem: Problem, people: Sequence[str], because: str) -> tuple[str, ...]:
    """Return the person a sentence begins with, or everybody when it begins with nobody."""
    named = [p for p in people if because.startswith(f"{problem.person(p).name} ")]
    if named:
        return (max(named, key=lambda p: (len(problem.person(p).name), p)),)
    return tuple(people) if len(people) == 1 else ()


def need_of(rotation: RotationData | None, problem: Problem, shift_id: str) -> Fact:
    """Return the fact that a shift needs somebody, with the line of its track."""
    track = problem.shift(shift_id).track
    tracks = () if rotation is None else rotation.tracks
    source = next((t.source for t in tracks if t.name == track), None)
    text = f"{shift_id} needs somebody"
    return Fact(NEED, text, (), (shift_id,), source, Claim(needs=(shift_id,)))


def keeping_off(facts: Facts, person: str, shift: str) -> tuple[Fact, ...]:
    """Return the facts that keep a person off a shift, each by itself."""
    return facts.off.get((person, shift), ())


def implied_off(facts: Facts, person: str, shift: str) -> tuple[tuple[str, str], ...]:
    """Return the people and shifts that cannot be when a person holds a shift.

    Only what one statement implies is looked at: "at most one of these".
    """
    view = ModelView(facts.problem)
    given = view.works(person, shift)
    found: dict[tuple[str, str], None] = {}
    for fact in facts.all:
        for statement in fact.claim.statements:
            one = isinstance(statement, AtMost) and statement.limit == 1
            if one and given in statement.literals:
                others = (view.pair(literal) for literal in statement.literals if literal != given)
                found |= dict.fromkeys(pair for pair in others if pair is not None)
    return tuple(found)
