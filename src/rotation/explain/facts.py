"""The statements of rules about a problem, as facts for people.

Every statement of a rule carries its grounds (`rotation.rules.Grounds`); statements of one rule
with the same grounds are one fact. That a shift needs somebody is also a fact. The rule of a fact
makes its sentence on demand.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from rotation.model.problem import Problem
from rotation.model.settings import RotationData
from rotation.model.source import Source
from rotation.rules import Grounds, Words, traits_of, words_of
from rotation.rules.base import Literal, Rule
from rotation.solve.conflict_core import Claim
from rotation.statements.sums import AtMost, Statement
from rotation.statements.view import ModelView

__all__ = ["NEED", "Fact", "Facts", "facts_of", "implied_off", "keeping_off", "need_of"]

NEED = "need"
"""The rule name of facts that a shift needs somebody."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact, and where it is written.

    Attributes
    ----------
    rule : str
        Name of its rule, or `NEED`.
    people, shifts : tuple of str
        Ids it is about, in the problem's order; for a fact without a subject, all people that it
        binds.
    source : Source or None
        Where it is written.
    grounds : Grounds
        What it rests on.
    claim : Claim
        The same for the solver.
    speaker : Rule or None
        The rule that makes its words; None for a need.
    problem : Problem or None
        What it is about.

    Examples
    --------
    >>> needed, *others = plan.conflicts()[0].facts
    >>> needed.text
    'A-2026-12-28 needs somebody'
    >>> [fact.people for fact in others]
    [('ada',), ('ben',), ('cleo',)]
    """

    rule: str
    people: tuple[str, ...]
    shifts: tuple[str, ...]
    source: Source | None = None
    grounds: Grounds = field(default=Grounds(), repr=False)
    claim: Claim = field(default=Claim(), repr=False, compare=False)
    speaker: Rule | None = field(default=None, repr=False, compare=False)
    problem: Problem | None = field(default=None, repr=False, compare=False)

    @property
    def words(self) -> Words:
        """The words for people."""
        if self.speaker is None or self.problem is None:
            return Words(f"{' and '.join(self.shifts)} needs somebody", "needed")
        return words_of(self.speaker, self.problem, self.grounds)

    @property
    def text(self) -> str:
        """A sentence for people, without the place."""
        return self.words.sentence

    @property
    def place(self) -> str:
        """Where it and its setting are written, in brackets after a blank; else empty."""
        places = dict.fromkeys(map(str, filter(None, (self.source, self.grounds.setting))))
        return f" ({', '.join(places)})" if places else ""

    def __str__(self) -> str:
        return f"{self.text}{self.place}"


@dataclass(frozen=True, slots=True)
class Facts:
    """All facts of a problem, in the order they were stated.

    Attributes
    ----------
    problem : Problem
        What they are about.
    all : tuple of Fact
        All facts except needs.
    off : mapping of (str, str) to tuple of Fact
        By person and shift id: the facts that alone keep this person off.
    """

    problem: Problem
    all: tuple[Fact, ...]
    off: Mapping[tuple[str, str], tuple[Fact, ...]]


@dataclass(slots=True)
class _Statements:
    forbids: list[tuple[str, str]] = field(default_factory=list)
    requires: list[tuple[str, str]] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)

    def pairs(self, view: ModelView) -> Iterator[tuple[str, str]]:
        """Yield the people and shifts that the fact binds."""
        yield from (*self.forbids, *self.requires)
        for statement in self.statements:
            for literal in statement.every:
                pair = view.pair(Literal(abs(literal)))
                if pair is not None:
                    yield pair


def facts_of(rotation: RotationData | None, problem: Problem, rules: Iterable[Rule]) -> Facts:
    """Return the facts that rules state about a problem.

    Parameters
    ----------
    rotation : RotationData or None
        Says where people are declared, for facts without a line of their own.
    problem : Problem
        The prepared problem.
    rules : iterable of Rule
        What must hold. That a shift has at most one holder is assumed.
    """
    view = ModelView(problem)
    declared = {} if rotation is None else {e.id: e.source for e in rotation.engineers}
    facts = []
    off: dict[tuple[str, str], list[Fact]] = {}
    for rule in rules:
        if traits_of(rule).structural:
            continue
        for grounds, statements in _statements_by_grounds(rule, view).items():
            fact = _fact(view, rule, grounds, statements, declared)
            facts.append(fact)
            for pair in dict.fromkeys(statements.forbids):
                off.setdefault(pair, []).append(fact)
    return Facts(problem, tuple(facts), {pair: tuple(against) for pair, against in off.items()})


def _statements_by_grounds(rule: Rule, view: ModelView) -> Mapping[Grounds, _Statements]:
    """Return the statements of a rule, by their grounds."""
    view.forbidden, view.required = {}, {}
    before = len(view.statements)
    rule.post(view.problem, view)
    by_grounds: dict[Grounds, _Statements] = {}
    for pair, several in view.forbidden.items():
        for grounds in several:
            by_grounds.setdefault(grounds, _Statements()).forbids.append(pair)
    for pair, several in view.required.items():
        for grounds in several:
            by_grounds.setdefault(grounds, _Statements()).requires.append(pair)
    for statement in view.statements[before:]:
        by_grounds.setdefault(statement.grounds, _Statements()).statements.append(statement)
    return by_grounds


def _fact(
    view: ModelView,
    rule: Rule,
    grounds: Grounds,
    statements: _Statements,
    declared: Mapping[str, Source | None],
) -> Fact:
    pairs = dict.fromkeys(statements.pairs(view))
    people = grounds.about or tuple(dict.fromkeys(person for person, _ in pairs))
    inside = {shift for _, shift in pairs}
    shifts = tuple(s.id for s in view.problem.shifts if s.id in inside)
    source = grounds.source or (declared.get(people[0]) if len(people) == 1 else None)
    claim = Claim(
        tuple(statements.forbids), tuple(statements.requires), tuple(statements.statements)
    )
    return Fact(rule.name, people, shifts, source, grounds, claim, rule, view.problem)


def need_of(rotation: RotationData | None, problem: Problem, shift_id: str) -> Fact:
    """Return the fact that a shift needs somebody, with the line of its track."""
    track = problem.shift(shift_id).track
    tracks = () if rotation is None else rotation.tracks
    source = next((t.source for t in tracks if t.name == track), None)
    return Fact(NEED, (), (shift_id,), source, claim=Claim(needs=(shift_id,)))


def keeping_off(facts: Facts, person: str, shift: str) -> tuple[Fact, ...]:
    """Return the facts that keep a person off a shift, each on its own."""
    return facts.off.get((person, shift), ())


def implied_off(facts: Facts, person: str, shift: str) -> tuple[tuple[str, str], ...]:
    """Return the people and shifts that are excluded when a person holds a shift.

    Only direct implications count: "at most one of these", or of some weights no more than fits
    beside this one.
    """
    view = ModelView(facts.problem)
    given = view.works(person, shift)
    pairs: dict[tuple[str, str], None] = {}
    for fact in facts.all:
        for statement in fact.claim.statements:
            if isinstance(statement, AtMost):
                others = map(view.pair, _left_out(statement, given))
                pairs |= dict.fromkeys(pair for pair in others if pair is not None)
    return tuple(pairs)


def _left_out(statement: AtMost, given: Literal) -> list[Literal]:
    """Return the literals that cannot be true beside a given one."""
    if statement.when is None and given not in statement.literals:
        return []
    if statement.when is not None and statement.when != given:
        return []
    room = statement.limit - sum(weight for weight, x in statement.terms if x == given)
    if room < 0:
        return []  # it is kept off itself, whatever the others hold
    return [x for weight, x in statement.terms if x != given and weight > room]
