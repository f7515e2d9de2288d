"""A plan on the terminal: the tracks side by side, then the goals and the fairness."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from math import ceil, floor
from zoneinfo import ZoneInfo

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from rotation.analysis.accounts import Account
from rotation.analysis.rounds import turns_of
from rotation.cli.notes import explained_notes
from rotation.cli.schedule_table import schedule_table
from rotation.cli.tables import fitted
from rotation.display.answers import number
from rotation.goals import levelling
from rotation.goals.traits import LevellingGoal
from rotation.letters import by_name
from rotation.model.fairness import Quantity
from rotation.model.schedule import Row
from rotation.model.shifts import Status
from rotation.plans.plan import Plan
from rotation.plans.rest_lines import named_gaps
from rotation.trades.remedies import Spelling, plainly

__all__ = ["evenness", "show_plan"]

_LEDGERS = {
    Quantity.SHIFTS: "shifts",
    Quantity.REST_DAYS: "rest days",
    Quantity.HOLIDAYS: "holidays",
    Quantity.VOLUNTEER_DAYS: "volunteer days",
}
_SHOWN = 3
"""The number of people listed at each end of a ledger."""

_SEEN = Fraction(1, 20)
"""A smaller difference would be shown as 0.0."""


def show_plan(plan: Plan, out: Console, typed: Spelling = plainly) -> None:
    """Print a plan.

    Parameters
    ----------
    plan : Plan
        What to print.
    out : rich.console.Console
        Where.
    typed : callable
        Writes out a command to type.
    """
    zone = ZoneInfo(plan.rotation.timezone)
    first, last = plan.problem.start.astimezone(zone), plan.problem.end.astimezone(zone)
    out.print(
        f"{plan.rotation.name}: {first.date()} to {last.date()} ({plan.rotation.timezone})",
        style="bold",
    )
    out.print(
        schedule_table(plan.rotation, _rows(plan), (plan.problem.start, plan.problem.end), out)
    )
    for line in _rounds(plan, zone):
        out.print(Text(line))
    out.print(fitted(_goals(plan), out))
    out.print(fitted(_fairness(plan), out))
    gaps = _gaps(plan)
    if gaps.row_count:
        out.print(fitted(gaps, out))
    for note in explained_notes(plan, typed):
        out.print(note.title, style="bold")
        for line in note.lines:
            out.print(Padding(Text(line), (0, 0, 0, 2), expand=False))
        out.print()
    rules = "Every rule holds" if not plan.tolerated else "Every rule that could be kept is kept"
    out.print(f"{rules}; checked without the solver.")


def _rows(plan: Plan) -> list[Row]:
    """Return the shifts running at the start, settled elsewhere, and the planned ones."""
    start = plan.problem.start
    running = [
        Row(held.shift, held.engineer, Status.LOCKED, 0, start)
        for held in plan.problem.carried
        if held.shift.start < start < held.shift.end
    ]
    return [*running, *plan.rows]


def _rounds(plan: Plan, zone: ZoneInfo) -> Iterator[str]:
    """Yield a line per round: who sits it out or serves more than once, and why."""
    names = plan.rotation.labels
    for turns in turns_of(plan.problem, plan.roster):
        shifts = [plan.problem.shift(shift) for shift in turns.round.shifts]
        first, last = (t.astimezone(zone).date() for t in (shifts[0].start, shifts[-1].end))
        served = {0: "sits out", 2: "serves twice"}
        sentences = [
            f"{names[t.person]} {served.get(t.count, f'serves {t.count} times')} ({t.because})"
            for t in turns.exceptions
        ]
        everybody = "everybody serves once" if not sentences else "; ".join(sentences)
        yield f"Round {turns.number}, {first} to {last}, {len(shifts)} shifts: {everybody}"


def _goals(plan: Plan) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("Goal, most important first")
    table.add_column("Value", justify="right")
    table.add_column("")
    distances = _distances(plan)
    for objective in plan.objectives:
        title = distances.get((objective.goal, objective.part), "")
        unit = " days" if objective.unit == "days" else ""
        value, bound = f"{number(objective.value)}{unit}", number(objective.bound)
        proof = Text("proved best", style="green")
        if not objective.proved:
            missing = f"squared differences {value}, bound {bound}" if title else f"bound {bound}"
            proof = Text(f"not proved: {missing}", style="magenta")
        table.add_row(title or objective.title, "" if title else value, proof)
    return table


def _distances(plan: Plan) -> Mapping[tuple[str, str], str]:
    """Return how near everyone is to their share, by goal and tier, where a tier levels."""
    ledgers, texts = levelling(), {}
    for goal in plan.goals:
        if goal.name in ledgers:
            # The first tier of such a goal levels the ledger.
            texts[goal.name, goal.tiers[0].part] = evenness(plan.accounts, ledgers[goal.name])
        elif isinstance(goal, LevellingGoal):
            sizes = goal.differences(plan.problem, plan.roster).values()
            text = goal.levelled.format(_nearness(sizes)) if sizes else ""
            texts[goal.name, goal.tiers[-1].part] = text
    return texts


def _nearness(differences: Iterable[Fraction]) -> str:
    """Return `at`, or `within 0.5 of`: the largest difference, rounded up to tenths."""
    tenths = ceil(10 * max(map(abs, differences)))
    return f"within {tenths / 10:.1f} of" if tenths else "at"


def evenness(accounts: Sequence[Account], quantity: Quantity) -> str:
    """Return how near everyone is to their share: `shifts: everyone within 0.5 of a fair share`.

    The number is the largest difference of a load from its share, above or below, rounded up to
    tenths: nobody is further away. Empty when nobody has a share.
    """
    differences = [account.difference(quantity) for account in accounts]
    sizes = [difference for difference in differences if difference is not None]
    if not sizes:
        return ""
    share = "an even share" if quantity is Quantity.VOLUNTEER_DAYS else "a fair share"
    return f"{_LEDGERS[quantity]}: everyone {_nearness(sizes)} {share}"


def _fairness(plan: Plan) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("Against the fair share")
    # Folded: otherwise rich puts an ellipsis in place of a comma after wide characters.
    table.add_column("Most above", overflow="fold")
    table.add_column("Most below", overflow="fold")
    accounts, labels = plan.accounts, plan.rotation.labels
    for quantity, title in _LEDGERS.items():
        ranked = _ranked(accounts, quantity, labels)
        above = [entry for entry in ranked if entry[0] >= _SEEN]
        below = sorted(
            (entry for entry in ranked if entry[0] <= -_SEEN), key=lambda e: (e[0], by_name(e[1]))
        )
        if ranked:
            table.add_row(title, _named(above), _named(below))
    return table


def _gaps(plan: Plan) -> Table:
    """Return who serves again soonest; without lines where the plan does not watch that."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("Serves again soonest", overflow="fold")
    table.add_column("Days", justify="right")
    table.add_column("Even", justify="right")
    table.add_column("From the end of", overflow="fold")
    table.add_column("to the start of", overflow="fold")
    for gap in named_gaps(plan):
        even = "" if gap.even is None else str(floor(gap.even))
        days = Text(str(gap.days), style="magenta" if gap.short else "")
        name = plan.rotation.labels[gap.person]
        table.add_row(Text(name), days, even, gap.first.id, gap.second.id)
    return table


def _ranked(
    accounts: Sequence[Account], quantity: Quantity, labels: Mapping[str, str]
) -> list[tuple[Fraction, str]]:
    loads = [
        (difference, labels[account.person.id])
        for account in accounts
        if (difference := account.difference(quantity)) is not None
    ]
    return sorted(loads, key=lambda entry: (-entry[0], by_name(entry[1])))


def _named(entries: Sequence[tuple[Fraction, str]]) -> Text:
    named = [f"{name} {float(value):+.1f}" for value, name in entries[:_SHOWN]]
    if len(entries) > _SHOWN:
        named.append(f"{len(entries) - _SHOWN} more")
    return Text(", ".join(named) or "nobody")
