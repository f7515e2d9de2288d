"""What is called from Python speaks of arguments of Python; commands keep their own words."""

import json
import re
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from rotation import Engineer, Rotation, Track, explain
from rotation.cli.main import main
from rotation.errors import BadInput, OutOfEffort
from rotation.plans.plan import Plan

TODAY = date(2026, 9, 20)
LATER = date(2027, 3, 1)
MONDAY = date(2026, 12, 14)
NOON = datetime(2026, 11, 1, 12, tzinfo=ZoneInfo("Europe/Berlin"))
LARGE = "rotation.problems.from_dates.MOST_DECISIONS"
FIRST, SECOND = "A-2026-12-14", "A-2026-12-21"

Call = Callable[[Rotation, Plan], object]

# Each way in which what a command calls differently can be wrong, and what Python calls it.
HORIZONS: list[tuple[dict[str, Any], tuple[str, ...]]] = [
    ({"month": "2026-13"}, ("month: ",)),
    ({"month": "2026-12", "weeks": 2}, ("month: ", "weeks=")),
    ({"month": "2026-12", "start": MONDAY, "end": LATER}, ("month: ", "start=", "end=")),
    ({"start": MONDAY}, ("start: ", "end=", "weeks=")),
    ({"end": LATER}, ("end: ", "start=")),
    ({"start": MONDAY, "end": LATER, "weeks": 2}, ("weeks: ", "end=")),
    ({"start": MONDAY, "end": MONDAY}, ("end: ",)),
    ({"start": date(1970, 1, 1), "weeks": 2}, ("start: ",)),
    ({"start": MONDAY, "weeks": 10_000}, ("weeks: ",)),
    ({"rounds": 0}, ("rounds: ",)),
    ({"rounds": 2, "month": "2026-12"}, ("rounds: ", "month=", "start=")),
    ({"start": MONDAY, "weeks": 3}, ("end: ", "start=")),  # too large
]
QUESTIONS: list[tuple[tuple[Any, ...], dict[str, Any], tuple[str, ...]]] = [
    (("Zoe", MONDAY), {}, ("person: ",)),
    (("ada", LATER), {}, ("day: ", "month=")),
    (("ada", MONDAY), {"track": "Z"}, ("track: ",)),
]
CALLS: dict[str, list[tuple[Call, tuple[str, ...]]]] = {
    "ledger": [(lambda t, _: t.ledger(since=TODAY, until=TODAY), ("until: ",))],
    "hours": [(lambda t, _: t.hours("May"), ("month: ",))],
    "replan": [(lambda t, _: t.replan(TODAY), ("replan: ",))],  # too large
    "next_shifts": [(lambda t, _: t.next_shifts("Zoe", NOON), ("person: ",))],
    "suggest": [
        (lambda t, _: t.suggest("Z", TODAY), ("shift: ",)),
        (lambda t, _: t.suggest(FIRST, TODAY, start=NOON), ("start: ",)),
        (lambda t, _: t.suggest(FIRST, TODAY, end=NOON), ("end: ",)),
    ],
    "swap": [(lambda t, _: t.swap("Z", SECOND, TODAY), ("first, second: ",))],
    "exchange": [
        (lambda t, _: t.exchange([FIRST, "Z"], TODAY), ("shifts: ",)),
        (lambda t, _: t.exchange([FIRST, SECOND], TODAY, start=NOON), ("start: ",)),
    ],
    "cover": [
        (lambda t, _: t.cover(FIRST, "Zoe", TODAY), ("person: ",)),
        (lambda t, _: t.cover(FIRST, "ada", TODAY, end=NOON), ("end: ",)),
    ],
    "leave": [
        (lambda t, _: t.leave("Zoe", LATER, TODAY), ("person: ",)),
        (lambda t, _: t.leave("ada", date(2000, 1, 1), TODAY), ("day: ",)),
    ],
    "archive": [(lambda t, _: t.archive(TODAY, before=LATER), ("before: ",))],
    "undo": [(lambda t, _: t.undo(LATER), (f"{FIRST}: ", "is over"))],
    "check": [(lambda t, _: t.replace(published=[]).check(), ())],
    "publish": [(lambda t, _: t.publish([FIRST], TODAY), ("schedule: ",))],  # type: ignore[list-item]
    "sync": [(lambda t, _: t.sync(b"x", TODAY), ("calendar: ",))],
    "who": [(lambda t, _: t.who(NOON.replace(tzinfo=None)), ("at: ",))],
    "notes": [(lambda t, _: t.notes("x"), ("week: ",))],  # type: ignore[arg-type]
    "addresses": [
        (lambda t, _: t.addresses(person="?"), ("person",)),
        (lambda t, _: t.addresses("short"), ("secret: ",)),
    ],
    "save": [(lambda t, _: t.save(""), ("folder: ",))],
    "with_time_off": [(lambda t, _: t.with_time_off("x.csv"), ())],
    "from_dict": [(lambda t, _: t.from_dict({}), ())],
    "from_frames": [
        (lambda t, _: t.from_frames("", "x", tracks=[], engineers=[]), ("timezone: ",))
    ],
    "replace": [(lambda t, _: t.replace(notice_days=-1), ("notice_days: ",))],
    "plan": [(lambda t, _, h=h: t.plan(today=TODAY, **h), w) for h, w in HORIZONS],
    "problem": [(lambda t, _, h=h: t.problem(today=TODAY, **h), w) for h, w in HORIZONS],
    "why": [(lambda t, p, a=a, k=k: t.why(*a, plan=p, **k), w) for a, k, w in QUESTIONS],
    "why_not": [(lambda t, p, a=a, k=k: t.why_not(*a, plan=p, **k), w) for a, k, w in QUESTIONS],
    "Plan.why": [(lambda _, p, a=a, k=k: p.why(*a, **k), w) for a, k, w in QUESTIONS],
    "Plan.why_not": [(lambda _, p, a=a, k=k: p.why_not(*a, **k), w) for a, k, w in QUESTIONS],
    "explain.why": [(lambda _, p, a=a, k=k: explain.why(p, *a, **k), w) for a, k, w in QUESTIONS],
    "explain.why_not": [
        (lambda _, p, a=a, k=k: explain.why_not(p, *a, **k), w) for a, k, w in QUESTIONS
    ],
    "Plan.write": [(lambda _, p: p.write(Path(__file__)), ("folder=",))],
}
NEVER_AT_FAULT = {"amended", "of", "to_dict", "to_toml"}


@pytest.fixture(scope="module")
def published(team: Rotation, plan: Plan) -> Rotation:
    return team.publish(plan, TODAY).after


def test_no_method_is_forgotten() -> None:
    """Every public method of a rotation is called below with what does not fit."""
    methods = {n for n in dir(Rotation) if n[0] != "_" and callable(getattr(Rotation, n))}
    assert {name for name in CALLS if "." not in name} == methods - NEVER_AT_FAULT


@pytest.mark.parametrize("name", CALLS)
def test_no_fault_names_an_option_of_a_command(
    name: str, published: Rotation, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither as its place nor in its sentences; commands that are written in full may be named."""
    monkeypatch.setattr(LARGE, 20)
    for call, words in CALLS[name]:
        with pytest.raises(BadInput) as caught:
            call(published, plan)
        text = "\n".join(map(str, caught.value.faults))
        assert "--" not in re.sub(r"`rotation [^`]*`", "", text)
        assert not re.search(r"^(PERSON|DATE|SHIFT)\b", text, re.MULTILINE)
        assert [word for word in words if word not in text] == [], text


def test_a_plan_that_holds_the_shift_is_named_by_its_arguments(
    published: Rotation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A shift that was settled before the plan is in a plan from its own first day."""
    later = published.plan(start=date(2026, 12, 16), end=date(2026, 12, 28), today=TODAY)
    holder = next(e.engineer for e in published.published if e.shift == FIRST)
    assert holder is not None
    with pytest.raises(BadInput, match=r"start=2026-12-14 end=2026-12-28$") as caught:
        later.why(holder, date(2026, 12, 15))
    assert caught.value.faults[0].place == "day"


def test_hours_that_are_over_are_no_times_that_were_given() -> None:
    """Nothing is left of a running shift: `swap` takes no times, and `leave` has nothing to do."""
    team = Rotation(
        *("Team", "UTC"),
        tracks=[Track("A", "Mon 11:00", windows=["Mon 11:00-17:00"])],
        engineers=[Engineer(name, date(2024, 1, 1)) for name in ("Ada", "Ben", "Cleo")],
    )
    plan = team.plan(start=date(2026, 12, 7), weeks=2, today=TODAY)
    later, wednesday = team.publish(plan, TODAY).after, date(2026, 12, 9)
    with pytest.raises(BadInput, match="nobody is on call from 2026-12-09") as caught:
        later.swap("A-2026-12-07", "A-2026-12-14", wednesday)
    assert [fault.place for fault in caught.value.faults] == ["first, second"]
    holder = plan.roster["A-2026-12-07"] or ""
    assert later.leave(holder, wednesday, wednesday).inherited == ()


ASKED = ("2026-12-16", "--from", "2026-12-14", "--to", "2026-12-21", "--today", str(TODAY))


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("why", "Zoe", *ASKED), "PERSON: nobody is called 'Zoe'"),
        (("why-not", "ada", *ASKED, "--track", "Z"), "--track: there is no track 'Z'"),
        (("why", "ada", str(LATER), *ASKED[1:]), "use --month for another"),
    ],
)
def test_commands_name_their_own_words(
    folder: Path, words: tuple[str, ...], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same faults, as the user of a terminal knows them."""
    command, *others = words
    assert main([command, str(folder), *others]) == 2
    assert message in " ".join(capsys.readouterr().err.split())


def test_what_gives_more_effort(
    folder: Path, plan: Plan, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An answer that was cut short names `effort=` in Python and `--effort` at a terminal."""

    def cut_short(*_: object, **__: object) -> None:
        raise OutOfEffort("")

    monkeypatch.setattr(sys.modules["rotation.explain.why"], "solved_with", cut_short)
    shift = plan.problem.shift("A-2026-12-14")
    person = next(p.id for p in plan.problem.people if p.id != plan.roster[shift.id])
    (answer,) = plan.why_not(person, date(2026, 12, 16), track="A")
    assert answer.lines()[0].endswith("; give more with effort=")
    for form in ((), ("--format", "json")):
        assert main(["why-not", str(folder), person, *ASKED, "--track", "A", *form]) == 0
        output = capsys.readouterr().out
        shown = str(json.loads(output)) if form else output
        assert "give more with --effort" in " ".join(shown.split())
        assert "effort=" not in shown


def test_hints_name_methods_where_commands_name_commands(plan: Plan) -> None:
    """`why_not` and `cover` in Python, `why-not` and `rotation trade cover` on the command line."""
    shift = next(s for s in plan.problem.shifts if s.regular)
    busy = {plan.roster[s.id] for s in plan.problem.shifts if s.overlaps(shift.start, shift.end)}
    free = next(p.id for p in plan.problem.people if p.id not in busy)
    with pytest.raises(BadInput, match=r"; why_not asks why$"):
        plan.why(free, shift.first_day + timedelta(days=1))
    team = plan.rotation.publish(plan, TODAY).after
    open_ = team.replace(
        published=[
            line.replace(engineer=None, status="open") if line.shift == shift.id else line
            for line in team.published
        ]
    )
    second = next(s.id for s in plan.problem.shifts if s.regular and s.id != shift.id)
    for call in (
        lambda: open_.swap(shift.id, second, TODAY),
        lambda: open_.exchange([shift.id, second], TODAY),
    ):
        with pytest.raises(BadInput) as caught:
            call()
        (fault,) = caught.value.faults
        assert fault.hint == f'let somebody cover it: cover("{shift.id}", person, today)'
