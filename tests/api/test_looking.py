"""Looking at a rotation by its methods: broken rules, hours, notes, questions."""

import inspect
import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest

import rotation
from rotation import BadInput, Fault, Rotation, TimeOff, explain, results, trades
from rotation.arguments import places_named
from rotation.checks.judgement import Judgement
from rotation.display.results import LINES, Displayed
from rotation.inspected import Inspected
from rotation.planned import Planned
from rotation.plans.plan import Plan
from rotation.published import Published
from rotation.trades.announcements import announcement
from rotation.trades.weekly import week_of

TODAY = date(2026, 9, 20)
CHRISTMAS = date(2026, 12, 23)


@pytest.fixture(scope="module")
def published(team: Rotation, plan: Plan) -> Rotation:
    """Return the team with the plan published."""
    return team.publish(plan, TODAY).after


@pytest.fixture(scope="module")
def broken(team: Rotation, plan: Plan) -> Judgement:
    """Return how a schedule in which one person holds everything breaks the rules."""
    return team.check(plan.to_frame().assign(engineer="cleo"))


def test_a_judgement_is_a_sequence_of_what_the_function_lists(
    team: Rotation, plan: Plan, broken: Judgement
) -> None:
    """It has the violations of `rotation.check`, is true if there are any, and `holds` if not."""
    frame = plan.to_frame().assign(engineer="cleo")
    listed = rotation.check(team, frame)

    assert list(broken) == listed
    assert (len(broken), broken[0], broken[-1:]) == (len(listed), listed[0], (listed[-1],))
    assert (bool(broken), broken.holds) == (True, False)
    assert (bool(team.check(plan)), team.check(plan).holds) == (False, True)
    assert {violation.rule for violation in broken} >= {"rest"}


def test_the_published_plan_is_judged_by_default(team: Rotation, published: Rotation) -> None:
    """With its open shifts; without a published plan there is nothing to judge."""
    judgement = published.check(today=TODAY)

    assert judgement.holds
    assert judgement.entries == rotation.api.relied_on(published)
    assert judgement.open == tuple(e.shift for e in published.published if e.engineer is None)
    assert judgement.open_regular == ()
    with pytest.raises(BadInput, match="nothing is published; plan and publish first"):
        team.check()


def test_a_judgement_as_values_frame_and_text(broken: Judgement) -> None:
    """Rule, sentence, shifts and people of each violation; what was judged comes last."""
    values, frame = broken.to_dict(), broken.to_frame()
    first = broken[0]

    assert (values["holds"], values["soft"], values["shifts"]) == (False, False, 16)
    assert values["broken"][0] == {  # type: ignore[index]
        "rule": first.rule,
        "text": first.text,
        "shifts": list(first.shifts),
        "people": list(first.people),
        "sources": [str(source) for source in first.sources],
    }
    assert frame["rule"].tolist() == [violation.rule for violation in broken]
    assert frame["shifts"][0] == "; ".join(first.shifts)
    assert str(broken).splitlines()[0] == str(first)
    assert len(str(broken).splitlines()) == min(LINES, len(broken) + 1)
    ending = f"16 shifts from 2026-12-07 to 2027-01-13, {len(broken)} broken rules"
    assert broken.lines()[-1] == f"Team: {ending}"
    assert f"<p>Team: {ending}</p>" in broken._repr_html_()


def test_soft_rules_are_judged_apart(team: Rotation, plan: Plan) -> None:
    """Without any, nothing is broken, and the text says which rules were asked about."""
    judgement = team.check(plan, soft=True)

    assert (judgement.soft, judgement.holds) == (True, True)
    assert str(judgement).endswith(", every soft rule holds")


def test_hours_are_a_tuple_that_knows_its_month(team: Rotation, plan: Plan) -> None:
    """Frame, values and text have the same sums; people without hours are in the frame."""
    month = team.hours("2026-12", draft=plan)
    lines = dict(line.split(": ") for line in str(month).splitlines())
    frame = month.to_frame().set_index("engineer")

    assert isinstance(month, tuple)
    assert (month.month, repr(month)) == ("2026-12", "<PaidMonth 2026-12 of Team: 6 people>")
    assert lines["Team"] == "hours on call in 2026-12"
    assert len(frame) == len(team.engineers) == len(month.to_dict()["people"])  # type: ignore[arg-type]
    for line in month.served:
        total = line.hours.total / timedelta(hours=1)
        assert lines[line.engineer.name] == f"{total:.2f} hours"
        assert frame.loc[line.engineer.id, "hours"] == total
    assert str(team.hours("2026-03")).endswith("nobody was on call")


def test_pay_and_time_in_lieu_are_in_the_text(team: Rotation, plan: Plan) -> None:
    """Where there are rates; the sums are those of the lines."""
    pay = rotation.PaySettings(currency="EUR", working=10, off_hours=20, lieu_weekend=1)
    month = team.replace(pay=pay).hours("2026-12", draft=plan)
    line = month.served[0]
    (text,) = (x for x in str(month).splitlines() if x.startswith(f"{line.engineer.name}: "))

    assert line.pay > 0
    assert text.endswith(
        f"pay {float(line.pay):.2f} EUR, {float(line.lieu_hours):.2f} hours in lieu"
    )
    assert month.to_dict()["currency"] == "EUR"


def test_notes_are_what_the_command_prints(published: Rotation) -> None:
    """The whole Markdown, never cut short; the frame has the handovers."""
    notes = published.notes(CHRISTMAS, today=TODAY)
    week = week_of(published, CHRISTMAS, TODAY)

    assert notes.week == week
    assert notes.text == announcement(week)
    assert str(notes) == announcement(week).rstrip()
    assert notes.to_dict()["first_day"] == "2026-12-21"
    assert notes.to_frame()["track"].tolist() == [turn.track for turn in week.turns]


def test_the_published_plan_is_asked_by_default(published: Rotation, plan: Plan) -> None:
    """As `rotation why --published` asks it, which needs to know the day; or any other plan."""
    row = next(row for row in plan.rows if row.engineer)
    giver, day, track = row.engineer or "", row.shift.first_day, row.shift.track
    other = next(e.id for e in published.engineers if e.id != giver)

    assert published.why(giver, day, track=track, plan=plan) == plan.why(giver, day, track=track)
    answers = published.why_not(other, day, track=track, today=TODAY)
    assert answers == published.replan(TODAY).plan.why_not(other, day, track=track)
    assert answers.remarks == ()
    with pytest.raises(BadInput, match="today: is needed to ask about the published plan; give"):
        published.why(giver, day)


def test_an_answer_about_a_replan_says_so(published: Rotation, plan: Plan) -> None:
    """When published shifts have to change hands, the plan in question is another one."""
    away, asked = (
        next(row for row in plan.rows if row.engineer and row.shift.track == t) for t in "AB"
    )
    day = away.shift.first_day
    changed = published.replace(
        time_off=(*published.time_off, TimeOff(away.engineer or "", day, day))
    )
    holder = changed.replan(TODAY).plan.roster[asked.shift.id] or ""

    answers = changed.why(holder, asked.shift.first_day, track="B", today=TODAY)

    (remark,) = answers.remarks
    assert re.fullmatch(r"\d+ published shifts? ha(s|ve) to change hands: .*replan", remark)
    assert str(answers).startswith(remark)
    assert answers.to_dict()["remarks"] == [remark]


def test_a_ledger_as_text_and_values(plan: Plan) -> None:
    """One line per person with the loads that goals level; plain values have all quantities."""
    ledger = plan.ledger()
    head, *people = str(ledger).splitlines()
    line = ledger.lines[0]
    values: Mapping[str, Any] = ledger.to_dict()

    assert f"<{head}>" == repr(ledger)
    assert len(people) == len(ledger.lines)
    assert people[0].startswith(f"{line.person.name}: shifts {line.amount('shifts')} (")
    assert values["people"][0]["load"]["hours"] == line.amount("hours")
    assert values["people"][0]["share"]["shifts"] == round(float(line.shares["shifts"]), 6)
    assert values["indices"].keys() == set(ledger.quantities)


def annotated(function: object) -> set[str]:
    """Return the names of classes in the annotations of a function."""
    hints = inspect.unwrap(function).__annotations__.values()  # type: ignore[arg-type]
    return {name for hint in map(str, hints) for name in re.findall(r"\b[A-Z]\w+", hint)}


def test_no_signature_needs_a_class_that_is_not_stable() -> None:
    """What methods of a rotation take and return is public; a stop is any object with a reason."""
    public = {*rotation.__all__, *results.__all__, *trades.__all__, *explain.__all__}
    public |= {"Rule", "Goal", "Problem"}  # of rotation.rules, rotation.goals and Rotation.problem
    usual = {"Self", "Sequence", "Mapping", "Iterable", "Callable"}
    usual |= {"None", "Path", "DataFrame", "Any"}
    methods = {
        name: getattr(Rotation, name)
        for base in (Planned, Inspected, Published)
        for name, method in vars(base).items()
        if inspect.isfunction(method) and not name.startswith("_")
    }
    assert {"plan", "replan", "check", "why", "who", "swap", "sync", "notes"} <= methods.keys()
    for name, method in methods.items():
        assert annotated(method) - public - usual <= {"Stop"}, name


def test_results_are_in_one_module() -> None:
    """`rotation.results` has the classes of what methods return; each can be shown."""
    for name in results.__all__:
        assert getattr(results, name).__name__ == name
    for name in ("Plan", "Replan", "Judgement", "Ledger", "PaidMonth", "HandoverNotes"):
        assert issubclass(getattr(results, name), Displayed)
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        _ = results.Nothing


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda team, _: team.plan(month="2027-13", today=TODAY),
            "month: 2027-13 is not a month; write YYYY-MM, such as 2026-12",
        ),
        (
            lambda team, _: team.plan(start=date(2027, 1, 4), today=TODAY),
            "start: needs an end; add end= or weeks=",
        ),
        (
            lambda team, _: team.problem(month="2027-01", weeks=2, today=TODAY),
            "month: cannot be combined with weeks=; give the horizon in one way only",
        ),
        (
            lambda team, _: team.plan(start=date(2027, 1, 4), weeks=0, today=TODAY),
            "weeks: 0 weeks cannot be planned; give 1 or more",
        ),
        (
            lambda team, _: team.plan(rounds=0, today=TODAY),
            "rounds: 0 rounds cannot be planned; give 1 to ",
        ),
        (
            lambda team, _: team.hours("December"),
            "month: December is not a month; write YYYY-MM, such as 2026-12",
        ),
        (
            lambda team, _: team.ledger(since=TODAY, until=TODAY),
            "until: the window ends on 2026-09-20, which is not after its start, 2026-09-20; ",
        ),
        (
            lambda team, plan: team.why("nobody", date(2026, 12, 16), plan=plan),
            "person: nobody is called 'nobody'; ",
        ),
        (
            lambda _, plan: plan.why_not("ada", date(2027, 3, 1)),
            "day: no shift of the plan covers noon on 2027-03-01; the plan runs from 2026-12-14 "
            "to 2027-01-10; use month= for another",
        ),
        (
            lambda _, plan: plan.why("ada", date(2026, 12, 16), track="Z"),
            "track: there is no track 'Z' in the plan; ",
        ),
    ],
)
def test_faults_name_arguments_of_python(
    team: Rotation, plan: Plan, call: Any, message: str
) -> None:
    """Not the options of the commands that share the code, neither as places nor in sentences."""
    with pytest.raises(BadInput) as caught:
        call(team, plan)
    assert str(caught.value).startswith(message)


def test_commands_name_their_options_again() -> None:
    """What a method names for Python, a command names as its user wrote it, values included."""

    @places_named({"--from": "start", "--to": "end"})
    def method() -> None:
        raise BadInput(Fault("--from", "needs --to", "give --from 2026-12-01 --to 2027-01-01"))

    with pytest.raises(BadInput) as caught:
        method()
    assert str(caught.value) == "start: needs end=; give start=2026-12-01 end=2027-01-01"
    with pytest.raises(BadInput) as caught:
        places_named({"start": "--from", "end": "--to"})(method)()
    assert str(caught.value) == "--from: needs --to; give --from 2026-12-01 --to 2027-01-01"
