"""A plan as exact values, for `plan.json` and for `to_dict`."""

from dataclasses import fields

from rotation.analysis.accounts import Account
from rotation.analysis.home import uncovered_hours
from rotation.analysis.rest_gaps import kept_rest_days, shortest_gaps
from rotation.analysis.rounds import turns_of
from rotation.goals.traits import watches_gaps
from rotation.model.fairness import Quantity
from rotation.model.shifts import Amount, Loads
from rotation.plans.schedule import PlannedSchedule

__all__ = ["plan_facts"]

FORMAT = 1
"""Incremented when readers of `plan.json` would have to change."""


def plan_facts(plan: PlannedSchedule) -> dict[str, object]:
    """Return the fields of `plan.json` that are about the plan itself (docs/files.md)."""
    problem = plan.problem
    return {
        "format": FORMAT,
        "rotation": {"name": plan.rotation.name, "timezone": plan.rotation.timezone},
        "today": plan.today,
        "horizon": {"start": problem.start, "end": problem.end},
        "fairness_window": {"start": problem.window_start, "end": problem.end},
        "notice_until": problem.notice_until,
        "proved": plan.proved,
        "reproducible": not plan.stopped,
        "stopped": plan.stopped or None,
        "objectives": [
            {
                "goal": o.goal,
                "part": o.part or None,
                "title": o.title,
                "sense": o.sense,
                "unit": o.unit,
                "value": o.value,
                "bound": o.bound,
                "proved": o.proved,
                **({} if o.own_bound is None else {"own_bound": o.own_bound}),
            }
            for o in plan.objectives
        ],
        "shifts": [
            {
                "shift": row.shift.id,
                "track": row.shift.track,
                "kind": row.shift.kind,
                "start": row.shift.start,
                "end": row.shift.end,
                "engineer": row.engineer,
                "status": row.status,
                "locked_because": (
                    problem.locks[row.shift.id].because if row.shift.id in problem.locks else None
                ),
                "days": row.shift.loads.days,
                "rest_days": row.shift.loads.rest_days,
                "holidays": list(row.shift.holidays),
                "revision": row.revision,
                "revised": row.revised,
            }
            for row in plan.rows
        ],
        "open": [
            {
                "shift": opening.shift.id,
                "kind": opening.shift.kind,
                "reasons": [
                    {"reason": reason, "people": list(people)} for reason, people in opening.reasons
                ],
            }
            for opening in plan.openings
        ],
        "tolerated": [
            {
                "rule": violation.rule,
                "text": violation.text,
                "shifts": list(violation.shifts),
                "people": list(violation.people),
                "shift": breach.shift or None,
                "start": breach.start,
                "end": breach.end,
            }
            for breach in plan.breaches
            for violation in breach.violations
        ],
        "unable": [
            {
                "engineer": unable.person,
                "text": unable.text,
                "shifts": unable.shifts,
                "obstacles": [
                    {"because": o.because, "kind": o.kind, "shifts": list(o.shifts)}
                    for o in unable.obstacles
                ],
            }
            for unable in plan.unable
        ],
        "short_notice": [shift.id for shift in plan.short_notice],
        "rounds": [
            {
                "number": turns.number,
                "shifts": list(turns.round.shifts),
                "people": list(turns.round.people),
                "exceptions": [
                    {"engineer": t.person, "shifts": t.count, "because": t.because}
                    for t in turns.exceptions
                ],
            }
            for turns in turns_of(problem, plan.roster)
        ],
        "home_zone_uncovered": [
            {"start": start, "end": end} for start, end in uncovered_hours(problem, plan.roster)
        ],
        **_rest(plan),
        "ledger": [_account(account) for account in plan.accounts],
        # Deterministic seconds: wall time would make equal inputs give different bytes.
        "solver": {"deterministic_seconds": round(plan.effort, 6)},
    }


def _rest(plan: PlannedSchedule) -> dict[str, object]:
    """Return who serves again soonest, where the plan watches that; nothing elsewhere."""
    if not watches_gaps(plan.goals):
        return {}
    return {
        "shortest_gaps": [
            {
                "engineer": gap.person,
                "days": gap.days,
                "from": gap.first.id,
                "to": gap.second.id,
                "even_gap": gap.even,
                "short": gap.short,
            }
            for gap in shortest_gaps(plan.problem, plan.roster)
        ],
        "kept_rest_days": kept_rest_days(plan.problem, plan.roster, plan.rules),
    }


def _account(account: Account) -> dict[str, object]:
    def loads(amount: Loads) -> dict[str, Amount]:
        return {field.name: getattr(amount, field.name) for field in fields(Loads)}

    return {
        "engineer": account.person.id,
        "present": account.person.present,
        "weight": account.person.weight,
        "before": loads(account.before),
        "planned": loads(account.planned),
        "load": loads(account.load),
        "fair_share": {q: account.shares.get(q) for q in Quantity},
        "difference": {q: account.difference(q) for q in Quantity},
    }
