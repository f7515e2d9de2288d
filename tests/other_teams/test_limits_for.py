"""Limits of other teams, as limits of the team in which somebody is planned (D33)."""

from dataclasses import replace

from rotation.model.source import Source
from rotation.other_teams import SharedPerson, limits_for
from rotation.rules import settings_of
from rotation.rules.limit import LimitSettings, ShiftLimit
from rotation.rules.weekends import Weekends, WeekendSettings
from rotation.testing import make_problem, make_settings

ADA = SharedPerson("ada@example.com", (("db", "a"), ("search", "byron"), ("web", "ada")))


def test_limits_follow_people_into_their_other_teams() -> None:
    """Those about tracks do not, nor those that bind others there; whoever else is here is free."""
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
    limits = limits_for("search", [ADA], others)
    assert [(t.table, dict(t.values)["whom"]) for t in limits] == [
        ("rules.limit", ("byron",)),
        ("rules.limit", ("byron",)),
        ("rules.weekends", ("byron",)),
        ("rules.limit", ("byron",)),
    ]
    problem = make_problem(["byron", "ada", "a"], [], settings=limits)
    shifts = settings_of(problem, ShiftLimit(), LimitSettings)
    assert [(t.shifts, t.days) for t in shifts] == [(2, 30), (1, 7), (3, 60)]
    (weekends,) = settings_of(problem, Weekends(), WeekendSettings)
    for table in (*shifts, weekends):
        assert [who for who in ("byron", "ada", "a") if table.binds(who)] == ["byron"]
    assert limits_for("search", [ADA], {"search": [everybody]}) == ()
    assert limits_for("elsewhere", [ADA], others) == ()


def test_a_limit_says_whose_it_is() -> None:
    """Its place is that of the other team's file, as explanations name it."""
    places = (("", Source("rotation.toml", 12)), ("at_most", Source("rotation.toml", 13)))
    table = replace(make_settings("rules.weekends", at_most=1, of=2), places=places)
    (limit,) = limits_for("web", [ADA], {"search": [table]})
    problem = make_problem(["ada"], [], settings=[limit])
    (seen,) = settings_of(problem, Weekends(), WeekendSettings)
    assert str(seen.place("at_most")) == "../search/rotation.toml:13"


def test_only_tables_of_the_rule_that_name_tracks_count_nothing_elsewhere() -> None:
    """Other tables with tracks stay: they are those of other rules (R31)."""
    tracks = make_settings("rules.limit", shifts=1, days=9, tracks=("A",))
    rest = make_settings("rules.rest", hours=30, tracks=("A",))
    weekends = make_settings("rules.weekends", at_most=1, of=2)
    limit = make_settings("rules.limit", shifts=1, days=9)
    problem = make_problem(["ada"], [], settings=[tracks, rest, weekends, limit])
    assert ShiftLimit().across_teams(problem).settings == (rest, weekends, limit)
    assert Weekends().across_teams(problem) == problem
