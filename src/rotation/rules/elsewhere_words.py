"""What rules say of shifts elsewhere: for which team, when, until when, and who gives one up."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from rotation.model.elsewhere import team_called
from rotation.model.problem import Block, Person, Problem
from rotation.model.shifts import Shift
from rotation.model.words import dates_text
from rotation.rules.common import plural_days, plural_hours, with_person
from rotation.rules.grounds import Fields, Grounds, Words, called, personal
from rotation.rules.remedies import ChangeKind, Remedy
from rotation.rules.rest_hours import rest_tables

__all__ = ["Nearness", "fields_of", "given_up", "words_for"]

_SHORT = timedelta(days=2)
"""A rest that is shorter ends at an hour, not on a day."""


class Nearness(StrEnum):
    """How a shift elsewhere keeps somebody off a shift; the first that holds is named."""

    ON_CALL = "on_call"
    RESTING = "resting"
    REST_BEFORE = "rest_before"


def fields_of(
    problem: Problem, person: Person, shift: Shift, block: Block, kind: Nearness
) -> Fields:
    """Return the fields of the statement that a shift elsewhere keeps somebody off a shift."""
    assert block.held is not None, "a shift of another team"
    quantities: dict[str, str | bool] = {
        "team": block.team,
        "when": _when(problem, block),
        "planned": block.source is None,
    }
    if kind is Nearness.RESTING:
        quantities["until"] = _until(problem, block.held)
    elif kind is Nearness.REST_BEFORE:
        quantities["rest"] = _rest(problem, shift)
    return {"about": person.id, "kind": kind, "quantities": quantities, "source": block.source}


def words_for(problem: Problem, grounds: Grounds) -> Words:
    """Return the words of such a statement: `is on call for search, 14-21 December`."""
    team, when, until, rest = map(grounds.quantity, ("team", "when", "until", "rest"))
    planned = " (planned, not published)" if grounds.quantity("planned") else ""
    on_call = f"on call for {team_called(str(team))}, {when}"
    if grounds.kind == Nearness.ON_CALL:
        return personal(problem, grounds, f"is {on_call}{planned}", "on call for another team")
    clause = f"needs {rest} before being {on_call}{planned}"
    if grounds.kind == Nearness.RESTING:
        clause = f"rests after being {on_call} until {until}{planned}"
    return personal(problem, grounds, clause, "too near a shift for another team")


def given_up(problem: Problem, owner: Person, blocks: Collection[Block]) -> Remedy:
    """Return the change that somebody gives up shifts elsewhere, of one team and equal days."""
    first = next(iter(blocks))
    left = tuple(block for block in owner.blocks if block not in blocks)
    return Remedy(
        ChangeKind.ELSEWHERE,
        owner.id,
        f"{called(problem, owner.id)} gives up {team_called(first.team)}, {_when(problem, first)}",
        with_person(problem, replace(owner, blocks=left)),
    )


def _when(problem: Problem, block: Block) -> str:
    return _dates(problem, block.start, block.end - block.end.resolution)


def _until(problem: Problem, held: Shift) -> str:
    """Return the day on which the rest after a shift is over; of a short rest the time, too."""
    day = _dates(problem, held.rested, held.rested)
    if held.rested - held.windows[-1].end >= _SHORT:
        return day
    return f"{day}, {held.rested.astimezone(ZoneInfo(problem.zone)):%H:%M}"


def _rest(problem: Problem, shift: Shift) -> str:
    """Return the rest that a shift asks for: `7 days of rest`."""
    tables = rest_tables(problem.settings)
    hours = next((table.hours for table in tables if table.counts(shift)), None)
    days = plural_days(shift.rested - shift.windows[-1].end)
    return f"{days if hours is None else plural_hours(hours)} of rest"


def _dates(problem: Problem, start: datetime, last: datetime) -> str:
    """Return the local days of a span, with years unless they are that of the horizon's start."""
    zone = ZoneInfo(problem.zone)
    days = start.astimezone(zone).date(), last.astimezone(zone).date()
    usual = problem.start.astimezone(zone).year
    return dates_text(*days, year=any(day.year != usual for day in days))
