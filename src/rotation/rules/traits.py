"""What others need to know about a rule, declared by the rule itself."""

from dataclasses import dataclass

__all__ = ["Traits", "traits_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """Declared as the attribute `traits` of a rule; the defaults are safe for any rule.

    Attributes
    ----------
    one_person : bool
        Whether it judges each person alone, whatever shifts others hold: `check` of a problem with
        this person only says the same. Trades judge such rules once per person and shift.
    structural : bool
        Whether it says what a schedule is: no more than one holder per shift. Explanations take it
        for granted.
    relaxable : bool
        Whether a plan without the rule means anything; questions like "what does this rule cost"
        leave the others out.
    judges_locks : bool
        Whether it is about settled shifts as such: it judges rosters that other rules never see.
    outsiders : bool
        Whether the people whom its facts keep off a shift do not count among those who might take
        it: "14 engineers" are those who serve the track.
    firmness : int
        How hard its facts are to change. Of several facts that explain an open shift, the firmest
        are named.
    detail : int
        0 for plain facts. Where facts with less detail explain something, those with more are left
        out: two shifts at the same time are too close for rest as well.
    """

    one_person: bool = False
    structural: bool = False
    relaxable: bool = True
    judges_locks: bool = False
    outsiders: bool = False
    firmness: int = 100
    detail: int = 0


_UNDECLARED = Traits()


def traits_of(rule: object) -> Traits:
    """Return what a rule declares, or the defaults."""
    traits = getattr(rule, "traits", _UNDECLARED)
    assert isinstance(traits, Traits), f"traits of {rule!r} are not Traits"
    return traits
