"""What people carry in all their teams, as a result."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import ClassVar

from rotation.analysis.quantities import QUANTITIES, ledger_title
from rotation.display.results import Result, number
from rotation.errors import gravest
from rotation.fleet.people import FleetPerson
from rotation.fleet.report import TeamRow
from rotation.model.fairness import Quantity
from rotation.model.spelling import counted, listed

__all__ = ["FleetAccount", "FleetLedger", "TeamAccount"]

Amounts = Mapping[str, Fraction]
"""An amount of each quantity."""


@dataclass(frozen=True, slots=True)
class TeamAccount:
    """What somebody carries in one team.

    Attributes
    ----------
    team : str
        Its folder, relative to the fleet's.
    engineer : str
        The id of the person there.
    loads : mapping of str to Fraction
        By quantity, as `Rotation.ledger` counts them.
    shares : mapping of str to Fraction
        The fair shares in the team; without quantities in which the person has none.
    """

    team: str
    engineer: str
    loads: Amounts
    shares: Amounts

    def difference(self, quantity: str) -> Fraction | None:
        """Return load less share: above 0 is more than fair; None without a share."""
        share = self.shares.get(quantity)
        return None if share is None else self.loads[quantity] - share


@dataclass(frozen=True, slots=True)
class FleetAccount:
    """What somebody carries in all their teams.

    Attributes
    ----------
    person : FleetPerson
        Whose.
    teams : tuple of TeamAccount
        By team.
    """

    person: FleetPerson
    teams: tuple[TeamAccount, ...]

    def load(self, quantity: str) -> Fraction:
        """Return the sum of the loads."""
        return sum((team.loads[quantity] for team in self.teams), Fraction())

    def share(self, quantity: str) -> Fraction | None:
        """Return the sum of the shares; None if the person has none in any team."""
        shares = [team.shares[quantity] for team in self.teams if quantity in team.shares]
        return sum(shares, Fraction()) if shares else None

    def difference(self, quantity: str) -> Fraction | None:
        """Return the sum of the differences in the teams that have a share for the person."""
        differences = [d for team in self.teams if (d := team.difference(quantity)) is not None]
        return sum(differences, Fraction()) if differences else None


@dataclass(frozen=True, slots=True)
class FleetLedger(Result):
    """What people carry in each of their teams beside their shares: one row each per quantity.

    Attributes
    ----------
    accounts : tuple of FleetAccount
        By name.
    windows : mapping of str to (datetime.date, datetime.date)
        The first day that is counted in each team, and the day after the last.
    failures : tuple of TeamRow
        The teams that could not be read, or of which it is not clear who is one person.
    empty : tuple of str
        The teams with nothing to count: nothing of the time is worked or published.
    """

    columns: ClassVar[tuple[str, ...]] = (
        *("team", "engineer", "person", "name", "quantity", "load", "share", "difference"),
    )

    accounts: tuple[FleetAccount, ...]
    windows: Mapping[str, tuple[date, date]] = field(default_factory=dict)
    failures: tuple[TeamRow, ...] = ()
    empty: tuple[str, ...] = ()

    @property
    def exit_code(self) -> int:
        """0, or that of the gravest team that could not be read."""
        return gravest(row.exit_code for row in self.failures)

    @property
    def shared(self) -> "FleetLedger":
        """The same of the people who belong to several teams."""
        several = tuple(a for a in self.accounts if len(a.person.teams) > 1)
        return replace(self, accounts=several)

    @property
    def dates(self) -> tuple[date, date] | None:
        """The first day of any team, and the last; None without a team."""
        if not self.windows:
            return None
        firsts, lasts = zip(*self.windows.values(), strict=True)
        return min(firsts), max(lasts)

    def records(self) -> Sequence[Mapping[str, object]]:
        """Return one row per person, team and quantity; sums over teams are not among them."""
        return [
            {
                "team": team.team,
                "engineer": team.engineer,
                "person": account.person.id,
                "name": account.person.name,
                "quantity": quantity,
                "load": team.loads[quantity],
                "share": team.shares.get(quantity),
                "difference": team.difference(quantity),
            }
            for account in self.accounts
            for team in account.teams
            for quantity in QUANTITIES
        ]

    def lines(self) -> tuple[str, ...]:
        """Return a sentence per person about all their teams, then why teams failed."""
        texts = [
            f"{a.person.name} ({', '.join(a.person.teams)}): {_words(a)}" for a in self.accounts
        ]
        texts += [self.remark] if self.remark else []
        texts += [f"{row.team}: failed: {row.problem}" for row in self.failures]
        return (*texts, self.summary)

    @property
    def remark(self) -> str:
        """Which teams have nothing to count; empty if all have."""
        if not self.empty:
            return ""
        have = "has" if len(self.empty) == 1 else "have"
        return f"{listed(self.empty)} {have} nothing to count: nothing of the time is published"

    @property
    def summary(self) -> str:
        """How many people there are in how many teams, and how many teams failed."""
        teams = {team for account in self.accounts for team in account.person.teams}
        people = f"{len(self.accounts)} {'person' if len(self.accounts) == 1 else 'people'}"
        failures = f", {len(self.failures)} failed" if self.failures else ""
        return f"{people} in {counted(len(teams), 'team')}{failures}"

    def _document(self) -> Mapping[str, object]:
        return {
            "exit_code": self.exit_code,
            "windows": [
                {"team": team, "since": since, "until": until}
                for team, (since, until) in self.windows.items()
            ],
            "people": [
                {
                    "person": account.person.id,
                    "name": account.person.name,
                    **_sums(account.load, account.share, account.difference),
                    "teams": [
                        {
                            "team": team.team,
                            "engineer": team.engineer,
                            **_sums(team.loads.__getitem__, team.shares.get, team.difference),
                        }
                        for team in account.teams
                    ],
                }
                for account in self.accounts
            ],
            "empty": self.empty,
            "failures": [{"team": row.team, "problems": row.problems} for row in self.failures],
        }


def _sums(
    load: Callable[[str], Fraction],
    share: Callable[[str], Fraction | None],
    difference: Callable[[str], Fraction | None],
) -> Mapping[str, object]:
    return {
        name: {quantity: of(quantity) for quantity in QUANTITIES}
        for name, of in (("load", load), ("share", share), ("difference", difference))
    }


def _words(account: FleetAccount) -> str:
    return ", ".join(_beside(account, list(Quantity)))


def _beside(account: FleetAccount, quantities: Iterable[str]) -> Iterable[str]:
    """Yield loads that goals level, each with its difference from the share."""
    for quantity in quantities:
        difference, load = account.difference(quantity), account.load(quantity)
        if difference is None and not load:
            continue
        apart = "" if difference is None else f" ({float(difference):+z.2f})"
        yield f"{ledger_title(quantity)} {number(load)}{apart}"
