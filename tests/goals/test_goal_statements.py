"""What a goal can say, and what it cannot."""

from fractions import Fraction

import pytest

from rotation.goals.base import Level, Spread


def test_amounts_of_a_level_are_no_less_than_nothing() -> None:
    """A shift may add nothing to a load; none takes away from it."""
    fields = {"base": {"ada": 0}, "share": {"ada": Fraction(1)}}
    assert Level({"A-1": 0, "A-2": 3}, **fields).amounts["A-1"] == 0
    with pytest.raises(ValueError, match="0 or more"):
        Level({"A-1": 2, "A-2": -1}, **fields)
    with pytest.raises(ValueError, match="the same people"):
        Level({}, {"ada": 0}, {"ben": Fraction(1)})


def test_own_amounts_of_a_level_stand_in_place_of_those_of_everybody() -> None:
    """Who has own amounts has none of the others (V1); they are those of people in the sum."""
    fields = {"base": {"ada": 0, "ben": 0}, "share": {"ada": Fraction(1), "ben": Fraction(1)}}
    level = Level({"A-1": 2, "A-2": 3}, **fields, own={"ada": {"A-1": 5}})
    assert level.amounts_of("ada") == {"A-1": 5}
    assert level.amounts_of("ben") == {"A-1": 2, "A-2": 3}
    with pytest.raises(ValueError, match="0 or more"):
        Level({}, **fields, own={"ada": {"A-1": -1}})
    with pytest.raises(ValueError, match="in its base"):
        Level({}, **fields, own={"chi": {"A-1": 1}})


def test_a_spread_compares_people_who_have_a_factor() -> None:
    """The widest difference of what each has, times the factor (V5); nobody has none."""
    half = Spread({"A-1": 2}, {"ada": 1, "ben": 0}, {"ada": Fraction(2), "ben": Fraction(1)})
    assert half.of({"ada": 0, "ben": 2}) == 0
    assert half.of({"ada": 2, "ben": 0}) == 6
    assert Spread({}, {}, {}).of({}) == 0
    with pytest.raises(ValueError, match="amounts of a Spread are 0 or more"):
        Spread({"A-1": -2}, {}, {})
    with pytest.raises(ValueError, match="the same people"):
        Spread({}, {"ada": 0}, {})
    with pytest.raises(ValueError, match="above 0"):
        Spread({}, {"ada": 0}, {"ada": Fraction(0)})
    with pytest.raises(ValueError, match="in its base"):
        Spread({}, {}, {}, own={"chi": {}})
