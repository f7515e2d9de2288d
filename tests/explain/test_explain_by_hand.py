"""One small conflict for each rule, what would fix it, and what is said."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest
from explain_cases import at_night, off, plan_of, unskilled

from rotation.errors import BadInput
from rotation.explain import (
    ChangeKind,
    Ending,
    Proof,
    compromises,
    conflicts,
    fixes,
    orders,
    why,
    why_not,
)
from rotation.explain.conflicts import POSSIBLE, UNKNOWN
from rotation.explain.why import UNKNOWN as UNANSWERED
from rotation.goals import DEFAULT_GOALS
from rotation.goals.open import Open
from rotation.model.problem import BlockKind, LockKind, Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Loads, ShiftKind
from rotation.model.source import Source
from rotation.rules import DEFAULT_RULES, View, Violation
from rotation.solve.outcome import Outcome
from rotation.testing import (
    make_block,
    make_held,
    make_lock,
    make_offer,
    make_person,
    make_problem,
    make_shift,
)

WEEK = make_shift("A-2026-12-07")
BESIDE = make_shift("B-2026-12-07")
LATE = "2030-01-01"


def away() -> Problem:
    """Ada is away in the middle of the only week."""
    source = Source("time_off.csv", 4)
    block = make_block(
        "2026-12-09", "2026-12-10", "Ada is away 2026-12-09 to 2026-12-09", source=source
    )
    return make_problem([make_person("ada", blocks=[block])], [WEEK])


def grace() -> Problem:
    """Ada serves from the Wednesday on."""
    block = make_block(
        "2000-01-01", "2026-12-09", "Ada joined late", kind=BlockKind.GRACE, source=Source("r", 7)
    )
    return make_problem([make_person("ada", blocks=[block])], [WEEK])


def stranger() -> Problem:
    """Ada serves another track."""
    return make_problem([make_person("ada", tracks=["B"])], [WEEK])


def twice() -> Problem:
    """Ada is alone on two tracks."""
    return make_problem(["ada"], [WEEK, BESIDE])


def tired() -> Problem:
    """Ada came off call four days before."""
    source = Source("published.csv", 9)
    before = make_held(make_shift("A-2026-11-26", rest_days=7), "ada", source=source)
    return make_problem(["ada"], [WEEK], carried=[before])


def new() -> Problem:
    """Ada and Ben are new, and the only ones for two tracks at once."""
    people = [make_person(name, new_until=LATE) for name in ("ada", "ben")]
    return make_problem(people, [WEEK, BESIDE])


def offered() -> Problem:
    """Ada offered one of two volunteer shifts."""
    shifts = [make_shift(f"A-2026-12-{day}", days=2, kind=ShiftKind.VOLUNTEER) for day in (25, 27)]
    source = Source("volunteers.csv", 2)
    offer = make_offer("ada", "2026-12-25", "2026-12-29", max_shifts=1, source=source)
    return make_problem([make_person("ada", offers=[offer])], shifts)


def locked() -> Problem:
    """Ada is settled on the other track at the time, which Ben could take."""
    lock = make_lock(BESIDE.id, "ada", LockKind.NOTICE, source=Source("published.csv", 3))
    people = ["ada", make_person("ben", tracks=["B"])]
    return make_problem(people, [WEEK, BESIDE], locks=[lock])


CASES: list[tuple[Callable[[], Problem], str, str, str, ChangeKind | None]] = [
    (away, "time_off", "1 engineer, 1 away", "(time_off.csv:4)", ChangeKind.ABSENCE),
    (grace, "membership", "1 engineer, 1 not serving yet", "(r:7)", ChangeKind.START),
    (stranger, "tracks", "0 engineers", "(rotation.toml:100)", ChangeKind.TRACK),
    (
        unskilled,
        "skills",
        "1 engineer, 1 without the skill database",
        "(rotation.toml:7, rotation.toml:3)",
        ChangeKind.SKILL,
    ),
    (
        at_night,
        "availability",
        "1 engineer, 1 outside their hours",
        "(rotation.toml:8)",
        ChangeKind.HOURS,
    ),
    (off, "availability", "1 engineer, 1 with a day off", "(rotation.toml:9)", ChangeKind.HOURS),
    (twice, "overlap", "1 on call once at a time", "(rotation.toml:100)", None),
    (
        tired,
        "rest",
        "1 on call less than 7 days before or after",
        "(published.csv:9)",
        ChangeKind.REST,
    ),
    (new, "newcomers", "2 new, and not to be paired", "(rotation.toml:100)", ChangeKind.PAIRING),
    (
        offered,
        "volunteers",
        "1 volunteered for fewer shifts",
        "(volunteers.csv:2)",
        ChangeKind.OFFER,
    ),
    (locked, "locks", "1 with a settled shift", "(published.csv:3)", ChangeKind.LOCK),
]


def of(case: Callable[[], Problem]) -> Outcome:
    """Plan a case."""
    return plan_of(case())


@pytest.mark.parametrize(("case", "rule", "head", "place", "kind"), CASES)
def test_each_rule_is_named_with_its_place_and_a_fix(
    case: Callable[[], Problem], rule: str, head: str, place: str, kind: ChangeKind | None
) -> None:
    """The conflict of each rule names it, counts people, gives file and line; a change fixes it."""
    plan = of(case)
    (conflict,) = conflicts(plan)
    assert conflict.proof is Proof.IMPOSSIBLE
    fact = next(fact for fact in conflict.facts if fact.rule == rule)
    assert str(fact).endswith(place)
    assert head in conflict.text
    (answer,) = fixes(plan)
    kinds = [fix.change.kind for fix in answer.fixes]
    if rule != "locks":
        assert kinds == ([] if kind is None else [kind] * len(kinds))
    if kind is None:
        assert answer.lines()[0].startswith("none of ")
        return
    assert kind in kinds
    best = next(fix for fix in answer.fixes if fix.change.kind is kind)
    assert best.weighed
    assert best.effects[0 if case is not offered else 1].change == -1
    assert best.taker is not None
    assert place.strip("()").split(", ")[0] in best.text


def test_every_line_of_a_conflict_has_a_place() -> None:
    """Every fact that is told names its file and line."""
    for case, *_ in CASES:
        for conflict in conflicts(of(case)):
            assert all(fact.source is not None for fact in conflict.facts), conflict.facts


def test_a_shorter_rest_is_as_long_as_can_be() -> None:
    """Of the days of rest that fill the shift the most are proposed."""
    (answer,) = fixes(of(tired))
    assert [fix.change.days for fix in answer.fixes] == [4]
    assert answer.fixes[0].text.startswith("Ada rests for only 4 days (published.csv:9): ")


def test_a_manager_may_cover_another_track() -> None:
    """Somebody's manager is proposed as cover, whatever their track."""
    problem = make_problem(
        [make_person("ada", tracks=["B"]), make_person("ben", tracks=["B"])], [WEEK]
    )
    plan = plan_of(problem, managers={"ben": "ada"})
    (answer,) = fixes(plan)
    kinds = {fix.change.person: fix.change.kind for fix in answer.fixes}
    assert kinds == {"ada": ChangeKind.MANAGER, "ben": ChangeKind.TRACK}
    covers = next(fix for fix in answer.fixes if fix.change.person == "ada")
    assert covers.change.text == "Ada, a manager, covers A-2026-12-07"


def test_the_cheaper_change_comes_first() -> None:
    """Of two who could move their time off, the one who carried less comes first."""
    blocks = {
        name: [make_block("2026-12-09", "2026-12-10", f"{name.title()} is away then")]
        for name in ("ada", "ben")
    }
    people = [
        make_person("ada", blocks=blocks["ada"], carried=Loads(shifts=5)),
        make_person("ben", blocks=blocks["ben"]),
    ]
    (answer,) = fixes(plan_of(make_problem(people, [WEEK])))
    assert [fix.taker for fix in answer.fixes] == ["ben", "ada"]
    assert [fix.change.person for fix in answer.fixes] == ["ben", "ada"]


def test_a_person_kept_off_twice_takes_two_changes() -> None:
    """Where two facts keep a person off, one change does not help, and a pair of them does."""
    source = Source("time_off.csv", 4)
    block = make_block("2026-12-09", "2026-12-10", "Ada is away then", source=source)
    person = make_person("ada", tracks=["B"], blocks=[block])
    (answer,) = fixes(plan_of(make_problem([person], [WEEK])))
    assert (answer.tried, answer.pairs) == (2, 1)
    (fix,) = answer.fixes
    assert fix.change.kind is ChangeKind.PAIR
    assert fix.planned
    assert (
        answer.lines()[0] == "no single change would fill A-2026-12-07; two would, cheapest first:"
    )
    assert answer.lines()[1].startswith(
        "  Ada moves the time off on 2026-12-09 (time_off.csv:4), "
        "and Ada takes A-2026-12-07, of another track (rotation.toml:100): open regular shifts 1 to"
    )


def test_a_pair_keeps_as_much_rest_as_can_be() -> None:
    """Of time off and rest, the time off moves and the rest is as long as still fills the shift."""
    before = make_held(make_shift("A-2026-11-26", rest_days=7), "ada", source=Source("p.csv", 9))
    block = make_block("2026-12-09", "2026-12-10", "Ada is away then")
    person = make_person("ada", blocks=[block])
    (answer,) = fixes(plan_of(make_problem([person], [WEEK], carried=[before])))
    (fix,) = answer.fixes
    assert [part.kind for part in fix.change.parts] == [ChangeKind.ABSENCE, ChangeKind.REST]
    assert fix.change.parts[1].text == "Ada rests for only 4 days"


def test_somebody_kept_off_three_times_is_no_fix() -> None:
    """Neither a change nor a pair helps somebody whom three facts keep off, and that is said."""
    blocks = [
        make_block("2026-12-08", "2026-12-09", "Ada is away first"),
        make_block("2026-12-10", "2026-12-11", "Ada is away later"),
    ]
    person = make_person("ada", tracks=["B"], blocks=blocks)
    (answer,) = fixes(plan_of(make_problem([person], [WEEK])))
    assert answer.fixes == ()
    assert answer.lines() == (
        "none of 1 single changes and 3 pairs of them would fill A-2026-12-07",
    )


def test_two_changes_for_two_people_may_be_needed() -> None:
    """Where facts of two people together leave a shift open, pairs of both are looked at."""
    (answer,) = fixes(of(twice))
    assert answer.fixes == ()
    assert answer.lines()[0].startswith("none of ")


def test_every_change_that_fills_is_weighed() -> None:
    """However many changes fill a shift, all say what they do; few are planned anew."""
    source = Source("time_off.csv", 4)
    people = [
        make_person(
            name,
            blocks=[
                make_block(
                    "2026-12-09", "2026-12-10", f"{name.title()} is away then", source=source
                )
            ],
            carried=Loads(shifts=number),
        )
        for number, name in enumerate(("ada", "ben", "chi", "dan", "eve", "fay"))
    ]
    (answer,) = fixes(plan_of(make_problem(people, [WEEK])))
    assert [fix.taker for fix in answer.fixes] == ["ada", "ben", "chi", "dan", "eve", "fay"]
    assert all(fix.weighed for fix in answer.fixes)
    assert [fix.planned for fix in answer.fixes] == [True] * 3 + [False] * 3
    assert ": if nobody else moves, open regular shifts 1 to 0" in answer.fixes[3].text
    # One shift more leaves no one else to move: measured and planned anew say the same.
    (again,) = fixes(plan_of(make_problem(people, [WEEK])), most=0)
    assert [
        [(e.name, e.after) for e in fix.effects if not e.name.startswith("spacing")]
        for fix in again.fixes
    ] == [
        [(e.name, e.after) for e in fix.effects if not e.name.startswith("spacing")]
        for fix in answer.fixes
    ]


def test_one_absence_for_two_tracks_is_one_conflict() -> None:
    """Open shifts that the same facts keep everybody off share a conflict."""
    block = make_block("2026-12-09", "2026-12-10", "Ada is away then")
    plan = plan_of(make_problem([make_person("ada", blocks=[block])], [WEEK, BESIDE]))
    (conflict,) = conflicts(plan)
    assert conflict.shifts == (WEEK.id, BESIDE.id)


def test_what_a_goal_left_open_is_not_called_impossible() -> None:
    """A shift that only the order of goals left open is told as possible."""
    goals = tuple(g for g in DEFAULT_GOALS if g.name == "volunteers")
    shift = make_shift("A-2026-12-25", days=2, kind=ShiftKind.VOLUNTEER)
    offer = make_offer("ada", "2026-12-25", "2026-12-29")
    people = [make_person("ada", offers=[offer], carried=Loads(volunteer_days=0)), "ben"]
    plan = plan_of(make_problem(people, [shift]), goals=())
    left = replace(plan, roster=Roster({shift.id: None}), goals=goals)
    (conflict,) = conflicts(left)
    assert conflict.proof is Proof.POSSIBLE
    assert POSSIBLE in conflict.text
    assert conflict.facts == ()


def test_too_little_effort_is_not_called_impossible() -> None:
    """When the effort ends before an answer, that is what is said, and no facts are given."""
    (conflict,) = conflicts(of(twice), effort=1e-12)
    assert conflict.proof is Proof.UNKNOWN
    assert UNKNOWN in conflict.text
    assert conflict.facts == ()


def test_the_three_ends_share_no_words() -> None:
    """Impossible, out of effort and bad input are told apart by every message."""
    plan = of(away)
    with pytest.raises(BadInput) as caught:
        why(plan, "adda", date(2026, 12, 8))
    impossible = conflicts(plan)[0].text
    texts = [impossible, UNKNOWN, UNANSWERED, POSSIBLE, str(caught.value)]
    assert len(set(texts)) == len(texts)
    assert [("effort" in text) for text in texts] == [False, True, True, False, False]
    assert [("nobody can take it" in text) for text in texts] == [True, False, False, False, False]


# -- why and why not ----------------------------------------------------------------------------


def test_why_not_names_every_rule_that_forbids() -> None:
    """Somebody who is away and on another track is told both, with file and line."""
    block = make_block("2026-12-09", "2026-12-10", "Ben is away then", source=Source("t.csv", 2))
    people = ["ada", make_person("ben", tracks=["B"], blocks=[block])]
    (answer,) = why_not(plan_of(make_problem(people, [WEEK])), "Ben", date(2026, 12, 9))
    assert answer.ending is Ending.FORBIDDEN
    assert answer.lines() == (
        "A-2026-12-07 cannot go to Ben:",
        "  Ben is away then (t.csv:2)",
        "  Ben does not serve track A (rotation.toml:101)",
    )


def test_why_not_tells_what_settled_shifts_leave() -> None:
    """A shift that overlaps one settled for the same person is impossible, by both facts."""
    plan = plan_of(
        make_problem(["ada", "ben", "chi"], [WEEK, BESIDE], locks=[make_lock(BESIDE.id, "ada")])
    )
    (answer,) = why_not(plan, "ben", date(2026, 12, 8), track="B")
    assert answer.ending is Ending.SETTLED
    with pytest.raises(BadInput, match="B-2026-12-07"):
        why_not(plan, "ada", date(2026, 12, 8))
    (tied,) = why_not(plan, "ada", date(2026, 12, 8), track="A")
    assert tied.ending is Ending.IMPOSSIBLE
    assert {fact.rule for fact in tied.facts} == {"locks", "overlap"}


def test_why_not_says_who_would_carry_how_much() -> None:
    """A possible but worse plan is told goal by goal, with loads, share and moves."""
    people = ["ada", make_person("ben", carried=Loads(shifts=2, holidays=2))]
    plan = plan_of(make_problem(people, [WEEK]))
    (answer,) = why_not(plan, "ben", date(2026, 12, 8))
    assert answer.ending is Ending.COSTS
    assert answer.proved
    assert answer.lines()[0] == "possible, but worse: A-2026-12-07 with Ben"
    assert "  Ben would carry 3 shifts (fair share 1.50, now 2)" in answer.lines()[2]
    assert answer.lines()[3:] == ("  A-2026-12-07: Ben in place of Ada",)


class _Promise:
    """Ada has the week, said as a clause."""

    name = "promise"
    title = "Ada has the week"

    def check(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        if roster[WEEK.id] != "ada":
            yield Violation(self.name, "the promise is broken", (WEEK.id,))

    def post(self, problem: Problem, view: View) -> None:
        view.at_least(1, [view.works("ada", WEEK.id)], because="Ada was promised the week")


def test_a_shift_that_has_to_stay_is_no_lack_of_effort() -> None:
    """Where no plan keeps the rules without somebody, `why` names the facts that say so."""
    rules = (*DEFAULT_RULES, _Promise())
    plan = plan_of(make_problem(["ada", "ben"], [WEEK]), rules=rules)
    (answer,) = why(plan, "ada", date(2026, 12, 8))
    assert answer.ending is Ending.IMPOSSIBLE
    assert answer.lines() == (
        "A-2026-12-07 has to stay with Ada: these facts leave no other way:",
        "  Ada was promised the week (rotation.toml:100)",
    )
    (other,) = why_not(plan, "ben", date(2026, 12, 8))
    assert other.ending is Ending.IMPOSSIBLE
    assert [fact.rule for fact in other.facts] == ["promise"]


def test_a_tie_is_called_a_tie() -> None:
    """Where another plan is as good in every goal, the answer says so."""
    plan = plan_of(make_problem(["ada", "ben"], [WEEK]))
    holder = plan.roster[WEEK.id]
    assert holder is not None
    (answer,) = why(plan, holder, date(2026, 12, 8))
    assert answer.ending is Ending.EQUAL
    assert answer.lines()[0].endswith("is as good in every goal: it is a tie")


def test_why_of_a_settled_shift_gives_its_line() -> None:
    """A published shift is answered by the line that publishes it."""
    lock = make_lock(WEEK.id, "ada", source=Source("published.csv", 5))
    (answer,) = why(plan_of(make_problem(["ada"], [WEEK], locks=[lock])), "ada", date(2026, 12, 8))
    assert answer.ending is Ending.SETTLED
    assert answer.lines()[1].endswith("(published.csv:5)")


@pytest.mark.parametrize(
    ("person", "day", "track", "message"),
    [
        ("adda", date(2026, 12, 8), None, "did you mean Ada?"),
        ("zzz", date(2026, 12, 8), None, "give an id or a name"),
        ("ada", date(2027, 12, 8), None, "covers noon on 2027-12-08"),
        ("ada", date(2026, 12, 8), "C", "give one of A"),
        ("ben", date(2026, 12, 8), None, "why_not asks why"),
    ],
)
def test_a_question_about_nothing_is_bad_input(
    person: str, day: date, track: str | None, message: str
) -> None:
    """An unknown person, day or track, or a shift somebody has not, is bad input with a fix."""
    plan = plan_of(make_problem(["ada", make_person("ben", tracks=["B"])], [WEEK]))
    with pytest.raises(BadInput, match=message.replace("?", r"\?")):
        why(plan, person, day, track=track)


# -- compromises, orders, forms -----------------------------------------------------------------


def test_a_rule_that_holds_a_goal_back_is_named() -> None:
    """Without Ada's time off her ledger would be level, and nothing else would help."""
    block = make_block("2026-12-09", "2026-12-10", "Ada is away then")
    people = [make_person("ada", blocks=[block]), make_person("ben", carried=Loads(shifts=2))]
    answers = compromises(plan_of(make_problem(people, [WEEK])))
    shifts = next(c for c in answers if c.objective.name == "shifts")
    assert (shifts.objective.value, shifts.ideal) == (4.5, 0.5)
    assert [c.what for c in shifts.costs if c.effect and c.effect.worse < 0] == ["time_off"]


def test_a_plan_at_its_ideal_has_no_compromise() -> None:
    """Where every goal is at its ideal, nothing is listed."""
    assert compromises(plan_of(make_problem(["ada"], [WEEK]))) == ()


def test_orders_differ_where_goals_pull_apart() -> None:
    """Ada is short of shifts, Ben of holidays: the earlier goal decides who serves."""
    people = [
        make_person("ada", carried=Loads(shifts=0, holidays=2)),
        make_person("ben", carried=Loads(shifts=2, holidays=0)),
    ]
    shift = make_shift("A-2026-12-07", loads=Loads(shifts=1, days=7, holidays=1))
    named = {goal.name: goal for goal in DEFAULT_GOALS}
    goals = (Open(), named["shifts"], named["holidays"])
    plan = plan_of(make_problem(people, [shift]), goals=goals)
    assert plan.roster[shift.id] == "ada"
    (order,) = orders(plan)
    assert order.goals == ("open", "holidays", "shifts")
    assert {e.name: e.change for e in order.effects if e.change} == {"shifts": 4, "holidays": -4}
    assert order.lines()[0].startswith("holidays before shifts: fair shifts ")


@pytest.mark.parametrize("case", [case for case, *_ in CASES])
def test_answers_become_frames_and_json(case: Callable[[], Problem]) -> None:
    """Every answer has rows, text and JSON."""
    plan = of(case)
    for answers in (conflicts(plan), fixes(plan), compromises(plan)):
        frame = answers.to_frame()
        assert len(frame) == sum(len(answer.records()) for answer in answers)
        assert len(json.loads(json.dumps(answers.as_list()))) == len(answers)
        assert answers.text == "\n".join(answers.lines())
