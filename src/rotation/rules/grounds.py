"""The grounds of a statement as data; its sentence is made when it is printed.

A statement of a rule to a `View` carries its subject (`about`), kind, quantities and source.
`words_of` lets the rule make the words; a rule without `words` is quoted.
"""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypedDict

from rotation.model.problem import Problem
from rotation.model.source import Source

__all__ = ["Fields", "Grounds", "Speaker", "Words", "called", "personal", "words_of"]


class Fields(TypedDict, total=False):
    """The fields of a statement: either `because`, or `about` and the others.

    Attributes
    ----------
    about : str or sequence of str
        Ids of the people it is about.
    kind : str
        Which of the rule's statements it is, in a word of the rule's choice.
    quantities : mapping of str to hashable
        The data of its words, except people: facts about different people with equal quantities
        share a line.
    source : Source or None
        Where the fact is written.
    setting : Source or None
        Where the setting behind it is written.
    because : str
        The finished sentence, for rules without `words`.

    Examples
    --------
    >>> from rotation.rules import Fields, Grounds
    >>> Grounds.of(Fields(about="ada", because="Ada has at most one shift")).about
    ('ada',)
    """

    about: str | Sequence[str]
    kind: str
    quantities: Mapping[str, Hashable]
    source: Source | None
    setting: Source | None
    because: str


_FIELDS = frozenset(Fields.__annotations__)


@dataclass(frozen=True, slots=True)
class Grounds:
    """The fields of a statement; statements of one rule with equal grounds are one fact.

    Attributes
    ----------
    about : tuple of str
        Ids of the people it is about; empty if it is about the shifts themselves.
    kind, because : str
        As in `Fields`.
    quantities : tuple of (str, hashable)
        Sorted by name.
    source, setting : Source or None
        As in `Fields`.

    Examples
    --------
    >>> from rotation.rules import Grounds
    >>> Grounds(("ada",), "full", (("most", 2),)).quantity("most")
    2
    """

    about: tuple[str, ...] = ()
    kind: str = ""
    quantities: tuple[tuple[str, Hashable], ...] = ()
    source: Source | None = None
    setting: Source | None = None
    because: str = ""

    @classmethod
    def of(cls, fields: Fields) -> "Grounds":
        """Return the grounds with these fields.

        Raises
        ------
        TypeError
            For a field that does not exist.
        """
        if not fields.keys() <= _FIELDS:
            strange = sorted(fields.keys() - _FIELDS)
            raise TypeError(f"a statement has no field {', '.join(strange)}")
        about = fields.get("about", ())
        return cls(
            (about,) if isinstance(about, str) else tuple(about),
            fields.get("kind", ""),
            tuple(sorted(fields.get("quantities", {}).items())),
            fields.get("source"),
            fields.get("setting"),
            fields.get("because", ""),
        )

    def quantity(self, name: str) -> Hashable:
        """Return a quantity; None without one of this name."""
        return dict(self.quantities).get(name)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a statement for people.

    Attributes
    ----------
    sentence : str
        The long form: `Ada does not serve track B`.
    short : str
        The form after a number of people: `3 away`.
    short_many : str
        The same for several people; empty if it equals `short`.
    clause, clause_many : str
        The sentence after the name of one person, and after a number of people: `does not serve
        track B`, `do not serve track B`. Empty when it cannot be worded so; without `clause_many`
        each person has a line.
    again : str
        The form after another clause of its kind: `on 2026-12-18`; empty if only the full form
        exists.

    Examples
    --------
    >>> from rotation.rules import Words
    >>> Words("Ada has 2 shifts already", "with 2 shifts already").short
    'with 2 shifts already'
    """

    sentence: str
    short: str
    short_many: str = ""
    clause: str = ""
    clause_many: str = ""
    again: str = ""

    def behind(self, count: int) -> str:
        """Return the short form after a number of people: `has left` or `have left`."""
        return self.short_many if count != 1 and self.short_many else self.short


class Speaker(Protocol):
    """A source of words: a rule, with or without a method `words`."""

    name: str
    title: str


def words_of(rule: Speaker, problem: Problem, grounds: Grounds) -> Words:
    """Return the words of a rule for a statement, or the statement's own sentence.

    A statement without data, such as a violation to which a rule gives no grounds, is quoted: the
    rule has nothing to make words from.
    """
    words = getattr(rule, "words", None)
    if words is not None and (grounds.about or grounds.kind or grounds.quantities):
        made = words(problem, grounds)
        assert isinstance(made, Words), f"{rule.name}.words returns no Words"
        return made
    return Words(grounds.because or rule.title, f"kept off by {rule.name}")


def called(problem: Problem, person: str) -> str:
    """Return a person's name, with the id if somebody else has the same name."""
    name = problem.person(person).name
    same = Counter(other.name for other in problem.people)[name] > 1
    return f"{name} ({person})" if same else name


def personal(
    problem: Problem,
    grounds: Grounds,
    clause: str,
    short: str,
    *,
    short_many: str = "",
    clause_many: str = "",
) -> Words:
    """Return the words of a statement about one person; other parameters are those of `Words`."""
    (person,) = grounds.about
    sentence = f"{called(problem, person)} {clause}"
    return Words(sentence, short, short_many, clause, clause_many)
