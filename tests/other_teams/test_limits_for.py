"""Limits of other teams, as limits of the team in which somebody is planned (D33)."""

from rotation import Configured
from rotation.other_teams import SharedPerson, limits_for
from rotation.testing import make_settings

ADA = SharedPerson("ada@example.com", (("db", "a"), ("search", "byron"), ("web", "ada")))


def test_limits_follow_people_into_their_other_teams() -> None:
    """Those about tracks do not, nor those that bind others there, nor what is no limit."""
    everybody = make_settings("rules.limit", shifts=2, days=30)
    named = make_settings("rules.limit", shifts=1, days=7, engineers=("a", "b"))
    others = {
        "db": [
            everybody,
            named,
            make_settings("rules.limit", shifts=1, days=9, tracks=("A",)),
            make_settings("rules.limit", shifts=1, days=9, engineers=("b",)),
            make_settings("rules.weekends", at_most=1, of=2),
        ],
        "web": [make_settings("rules.limit", shifts=3, days=60)],
    }
    expected = (_for_byron(shifts=2, days=30), _for_byron(shifts=1, days=7))
    assert limits_for("search", [ADA], others) == (*expected, _for_byron(shifts=3, days=60))
    assert limits_for("search", [ADA], {"search": [everybody]}) == ()
    assert limits_for("elsewhere", [ADA], others) == ()


def _for_byron(**values: int) -> Configured:
    """Return a limit that binds Byron alone."""
    return make_settings("rules.limit", **values, engineers=("byron",))
