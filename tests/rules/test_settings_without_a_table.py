"""What the settings of a rule or a goal are where the file says nothing of them."""

from dataclasses import dataclass, field
from typing import ClassVar

from rotation.model.settings import Configured
from rotation.model.source import Source
from rotation.rules.settings import Settings, setting, settings_of
from rotation.testing import make_problem, make_settings, make_shift


@dataclass(frozen=True, kw_only=True)
class Easy(Settings):
    most: int = setting(2, least=1)
    people: tuple[str, ...] = field(default_factory=tuple)


@dataclass(frozen=True, kw_only=True)
class Strict(Settings):
    most: int = setting(least=1)
    people: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Several(Easy):
    repeated: ClassVar[bool] = True


class Limit:
    name = "limit"


class Measured(Limit):
    def measure(self) -> None:
        """Make it a goal."""


def settings_in(
    settings: type[Settings], *tables: Configured, unit: object = None
) -> tuple[Settings, ...]:
    problem = make_problem(["ada"], [make_shift("A-2026-12-07")], settings=tables)
    return settings_of(problem, unit or Limit(), settings)


def test_without_a_table_the_defaults_hold() -> None:
    """Unless a key has none, or there may be several tables: then nothing is set."""
    assert settings_in(Easy) == (Easy(most=2, people=()),)
    assert settings_in(Strict) == ()
    assert settings_in(Several) == ()


def test_tables_are_read_in_the_order_of_the_file() -> None:
    """Keys that are not written have their defaults; keys of others are left to them."""
    first = make_settings("rules.limit", most=3, other="x")
    second = make_settings("rules.limit", people=("ada",))
    assert settings_in(Several, first, second) == (Several(most=3), Several(people=("ada",)))
    assert settings_in(Strict, first) == (Strict(most=3),)


def test_a_goal_has_tables_of_its_own() -> None:
    """`[goals.limit]` is nothing to the rule of that name, nor the other way round."""
    table = make_settings("goals.limit", most=3)
    assert settings_in(Strict, table) == ()
    assert settings_in(Strict, table, unit=Measured()) == (Strict(most=3),)


def test_places_are_those_of_the_keys_that_are_read() -> None:
    """The table's own place is kept, that of a key which somebody else reads is not."""
    source = Source("rotation.toml", 7)
    (easy,) = settings_in(Easy, make_settings("rules.limit", source, most=3, other="x"))
    assert (easy.place(), easy.place("most")) == (source, source)
    assert (easy.place("other"), easy.place("people")) == (None, None)
