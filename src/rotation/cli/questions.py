"""`rotation explain`, `why`, `why-not` and `compromises`: plan, ask, print; nothing is written."""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rotation.arguments import places_named
from rotation.cli.breaches import report_breaches
from rotation.cli.following import choose_next
from rotation.cli.lines import say
from rotation.cli.loaded import loaded
from rotation.cli.next_command import after_explain, after_questions
from rotation.cli.options import QUESTION_WORDS, Options
from rotation.cli.plan import planned, searching
from rotation.cli.today import today_in
from rotation.errors import BadInput, Fault, Interrupted
from rotation.explain import (
    Answers,
    Compromise,
    Conflict,
    Fixes,
    Order,
    compromises,
    conflicts,
    fixes_of,
    longer_rest,
    orders,
    why,
    why_not,
)
from rotation.explain.summary import summary_of
from rotation.explain.words import MORE_EFFORT
from rotation.model.shifts import ShiftKind
from rotation.model.spelling import nearest
from rotation.plans.plan import Plan
from rotation.solve.stop import StopByHand
from rotation.trades.remedies import remedies

__all__ = ["run_questions"]

_DETAILED = 3
"""The largest number of conflicts of a kind of shifts that are printed whole."""


def run_questions(options: Options) -> int:
    """Plan and answer; `explain` returns 1 if a regular shift is open."""
    plan = _published(options) if options.published else planned(options)
    if plan.stopped == StopByHand.why:
        raise Interrupted("interrupted: questions cannot be answered with an incomplete plan")
    lines, document = _ANSWERS[options.command](plan, options)
    if plan.stopped:
        print(f"warning: {plan.stopped}: the answers are about an incomplete plan", file=sys.stderr)
    if options.format == "json":
        print(_in_options(json.dumps(document, ensure_ascii=False, indent=2)))
    elif not options.quiet:
        say(map(_in_options, lines))
    report_breaches(remedies(plan.rotation, plan.breaches, plan.today, plan.rules), options)
    return int(options.command == "explain" and bool(plan.open_regular))


def _in_options(text: str) -> str:
    """Return a text of answers, which name arguments of Python, with the option of commands."""
    return text.replace(MORE_EFFORT, "give more with --effort")


def _published(options: Options) -> Plan:
    """Return the published plan as a replan leaves it, with the goals of a replan."""
    given = {"--month": options.month, "--from": options.first, "--to": options.last}
    given |= {"--weeks": options.weeks, "--rounds": options.rounds}
    faults = [
        Fault("--published", f"cannot be combined with {option}", "ask about one of the two")
        for option, value in given.items()
        if value is not None
    ]
    if faults:
        raise BadInput(faults)
    rotation = loaded(options)
    with searching(options) as search:
        replanned = rotation.replan(
            options.today or today_in(rotation.timezone),
            effort=search.effort,
            time_limit=search.time_limit,
            stop=search.stop,
            progress=search.progress,
        )
    for remark in replanned.remarks:
        print(f"warning: {remark}; rotation replan lists what changes", file=sys.stderr)
    return replanned.plan


Answered = tuple[Iterable[str], Mapping[str, object]]


def _explain(plan: Plan, options: Options) -> Answered:
    choose_next(options, after_explain)
    open_conflicts = _asked(conflicts(plan), options.shift)
    answers = fixes_of(plan, open_conflicts)
    others = orders(plan)
    lines = list(_open_lines(plan, open_conflicts, answers, options)) or [Conflict.none, ""]
    current = ", ".join(goal.name for goal in plan.goals)
    lines.append(f"another order of goals (now {current}):")
    lines += [f"  {line}" for line in others.lines() or (Order.none,)]
    return lines, {
        "conflicts": open_conflicts.as_list(),
        "fixes": answers.as_list(),
        "orders": others.as_list(),
    }


def _asked(every: Answers[Conflict], shift: str | None) -> Answers[Conflict]:
    """Return the conflicts of the shift that `--shift` names; all of them without it."""
    if shift is None:
        return every
    wanted = [c for c in every if shift.casefold() in (s.casefold() for s in c.shifts)]
    if not wanted:
        known = [s for conflict in every for s in conflict.shifts]
        near = nearest(shift, known)
        hint = f"did you mean {near}?" if near else f"open are {', '.join(known) or 'none'}"
        raise BadInput(Fault("--shift", f"{shift} is no open shift of this plan", hint))
    return Answers(wanted, Conflict)


def _open_lines(
    plan: Plan, every: Sequence[Conflict], answers: Sequence[Fixes], options: Options
) -> Iterator[str]:
    """Yield every conflict with what would resolve it; many of a kind in a few lines first."""
    for kind in ShiftKind:
        pairs = [
            pair
            for pair in zip(every, answers, strict=True)
            if plan.problem.shift(pair[0].shifts[0]).kind is kind
        ]
        if len(pairs) > _DETAILED:
            yield from summary_of(plan, [c for c, _ in pairs], [f for _, f in pairs])
            if not options.all:
                yield f"  details of one: --shift {pairs[0][0].shifts[0]}; of all: --all"
            yield ""
        if options.all or len(pairs) <= _DETAILED:
            for conflict, fixes in pairs:
                yield from (*conflict.lines(), *(f"  {line}" for line in fixes.lines()), "")


@places_named(QUESTION_WORDS)
def _why(plan: Plan, options: Options) -> Answered:
    answers = why(plan, options.person, options.date, track=options.track)
    choose_next(options, after_questions, answers)
    return answers.lines(), {"answers": answers.as_list()}


@places_named(QUESTION_WORDS)
def _why_not(plan: Plan, options: Options) -> Answered:
    answers = why_not(plan, options.person, options.date, track=options.track)
    choose_next(options, after_questions, answers)
    return answers.lines(), {"answers": answers.as_list()}


def _compromises(plan: Plan, options: Options) -> Answered:
    choose_next(options, after_explain)
    answers = compromises(plan)
    lines = answers.lines() or (Compromise.none,)
    rests = longer_rest(plan)
    if not rests:
        return lines, {"compromises": answers.as_list()}
    lines = (*lines, "", "a longer rest between two shifts of one person:", *_under(rests.lines()))
    return lines, {"compromises": answers.as_list(), "longer_rest": rests.as_list()}


def _under(lines: Iterable[str]) -> Iterable[str]:
    return (f"  {line}" for line in lines)


_ANSWERS = {"explain": _explain, "why": _why, "why-not": _why_not, "compromises": _compromises}
