"""What other modules need to know about a rule, declared by the rule itself."""

from dataclasses import dataclass

__all__ = ["Traits", "traits_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """Declared as the attribute `traits` of a rule; the defaults are safe for any rule.

    Attributes
    ----------
    one_person : bool
        Whether it judges each person alone: `check` of a problem with only this person gives the
        same result. Trades judge such rules once per person and shift.
    structural : bool
        Whether it defines what a schedule is: at most one holder per shift. Explanations assume it.
    relaxable : bool
        Whether a plan without the rule makes sense; questions like "what does this rule cost" skip
        the others.
    judges_locks : bool
        Whether it is what keeps settled shifts with their holders.
    outsiders : bool
        Whether people kept off by its facts do not count as candidates: "14 engineers" are those
        who serve the track.
    firmness : int
        How hard its facts are to change. Of several facts that explain an open shift, the firmest
        are given.
    lasting : bool
        Whether whom its facts keep off a shift stays off whatever else is planned: whoever serves
        the track now, and has its skills.
    detail : int
        0 for plain facts. If plain facts explain something, more detailed ones are left out: two
        shifts at the same time are also too close for rest.

    Examples
    --------
    >>> from rotation.rules import Traits
    >>> Traits(one_person=True).relaxable
    True
    """

    one_person: bool = False
    structural: bool = False
    relaxable: bool = True
    judges_locks: bool = False
    outsiders: bool = False
    firmness: int = 100
    lasting: bool = False
    detail: int = 0


_UNDECLARED = Traits()


def traits_of(rule: object) -> Traits:
    """Return what a rule declares, or the defaults."""
    traits = getattr(rule, "traits", _UNDECLARED)
    assert isinstance(traits, Traits), f"traits of {rule!r} are not Traits"
    return traits
