"""An argument of another type is bad input, in every public function and for every parameter."""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import FunctionType
from typing import Any

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from tests.api.public_calls import NOW, PUBLIC, TAKES, TODAY, VALUES

import rotation
from rotation import BadInput, Rotation, explain, goals, rules, trades
from rotation.analysis import plots
from rotation.api import entries_of
from rotation.model.last_change import LastChange
from rotation.model.shifts import ShiftKind
from rotation.plans.plan import Plan
from rotation.plans.replan import Replan
from rotation.solve.stop import Never
from rotation.trades import Edition, Transfer, Undo
from rotation.trades.calendar_edits import CalendarSync
from rotation.written.aligned import Alignment


@pytest.fixture(scope="module")
def owners(team: Rotation, plan: Plan) -> dict[str, object]:
    """Return what the public functions belong to, by the names used above."""
    edition = Edition(team, team, TODAY)
    return {
        "rotation": rotation,
        "trades": trades,
        "explain": explain,
        "plots": plots,
        "goals": goals,
        "Rotation": team,
        "Plan": plan,
        "Edition": edition,
        "Replan": Replan(plan, (), Alignment(plan.rotation, plan.rotation)),
        "Archive": team.archive(TODAY),
        "Undo": Undo(edition, LastChange(TODAY, "", 0, (), ())),
        "CalendarSync": CalendarSync(team, TODAY, (), ()),
        "Judgement": team.check(plan),
        "PaidMonth": team.hours("2026-12"),
        "HandoverNotes": team.notes(TODAY),
        "Ledger": plan.ledger(),
    }


@pytest.fixture(scope="module")
def good(team: Rotation, plan: Plan) -> dict[str, object]:
    """Return a value of each kind."""
    frame = pd.DataFrame()
    return {
        "day": TODAY,
        "moment": NOW,
        "text": "2026-12",
        "secret": "correct horse battery",
        "texts": ("x",),
        "switch": False,
        "whole": 1,
        "number": 1,
        "values": (),
        "calendar": b"",
        "path": "x",
        "paths": ["x.ics"],
        "schedule": plan,
        "entries": (),
        "plan or lines": plan,
        "rules": rules.DEFAULT_RULES,
        "goals": goals.DEFAULT_GOALS,
        "handings": (Transfer("A-2026-12-07", "ada"),),
        "stretches": (),
        "conflicts": (),
        "files": {Path("x"): b""},
        "frame": frame,
        "function": print,
        "rotation": team,
        "plan": plan,
        "stop": Never(),
        "axes": Figure().subplots(),
    }


def function_of(owners: dict[str, object], name: str) -> Callable[..., object]:
    owner, _, attribute = name.partition(".")
    function = getattr(owners[owner], attribute)
    assert callable(function)
    return function


def public_names(owners: dict[str, object]) -> Iterator[str]:
    """Yield the functions that a module lists, and the methods of the objects."""
    for owner, holder in owners.items():
        listed = getattr(holder, "__all__", None)
        for name in listed or dir(type(holder)):
            value = getattr(holder if listed else type(holder), name)
            if isinstance(value, FunctionType) and not name.startswith("_"):
                yield f"{owner}.{name}"


def test_every_public_function_is_in_the_table(owners: dict[str, object]) -> None:
    """A public function that is new has to be entered above, with all its parameters."""
    others = {"trades.edition_of", "goals.fitting", "goals.register", "goals.registered"}
    others |= {"goals.replanning", "goals.rounds_first", "Plan.of"}
    others |= {"Rotation.amended", "Rotation.replace", "Rotation.to_dict", "Rotation.to_toml"}
    others |= {"Judgement.count", "Judgement.index"}  # of every sequence
    others |= {"goals.counts_changes", "goals.leading", "goals.levelling", "goals.traits_of"}
    assert set(public_names(owners)) - others == set(PUBLIC)
    for name, parameters in PUBLIC.items():
        signature = inspect.signature(function_of(owners, name))
        assert set(signature.parameters) == set(parameters), name


@pytest.mark.parametrize("name", PUBLIC)
def test_another_type_is_bad_input(
    owners: dict[str, object], good: dict[str, object], name: str
) -> None:
    """Whatever is given for a parameter, it is taken or refused by the name of the parameter."""
    function, parameters = function_of(owners, name), PUBLIC[name]
    fitting = {key: good[kind.rstrip("?")] for key, kind in parameters.items()}
    for parameter, kind in parameters.items():
        taken = TAKES[kind.rstrip("?")] | ({"None"} if kind.endswith("?") else set())
        for label, value in VALUES.items():
            if label in taken:
                continue
            with pytest.raises(BadInput) as caught:
                function(**{**fitting, parameter: value})
            (fault,) = caught.value.faults
            assert (fault.place, bool(fault.what)) == (parameter, True), (parameter, label)


def test_the_message_says_what_is_expected_and_given(team: Rotation) -> None:
    """Of all arguments at once, with the fix where there is an obvious one."""
    with pytest.raises(BadInput) as caught:
        team.plan(
            today="2027-12-01",  # type: ignore[arg-type]
            start=pd.Timestamp("2027-12-06"),
            weeks=True,
            rules=[rules.DEFAULT_RULES[0], "rest"],  # type: ignore[list-item]
            effort=0,
            time_limit="60",  # type: ignore[arg-type]
        )
    assert str(caught.value).splitlines() == [
        "start: expects a date such as datetime.date(2026, 12, 7), "
        "got Timestamp('2027-12-06 00:00:00'); take its .date()",
        "weeks: expects a whole number, got True",
        "today: expects a date such as datetime.date(2026, 12, 7), got '2027-12-01'; "
        "give datetime.date(2027, 12, 1)",
        "rules: item 2 expects a rule (an object with name, title, check and post), got 'rest'",
        "effort: expects a number above 0, got 0",
        "time_limit: expects a number above 0, got '60'",
    ]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda team: team.check_at(NOW.replace(tzinfo=None)),
            "start: expects a datetime with a time zone, got datetime.datetime(2026, 12, 7, 11, 0);"
            " give it a time zone: .replace(tzinfo=ZoneInfo(...))",
        ),
        (lambda team: team.load(Plan), "path: expects a path, got the class Plan"),
        (lambda team: team.load(object()), "path: expects a path, got a value of type object"),
        (lambda team: team.load(b"x"), "path: expects a path, got b'x'"),
        (
            lambda team: team.today(date(2400, 1, 1)),
            "today: 2400-01-01 is outside the years 1970 to 2100",
        ),
    ],
)
def test_a_message(team: Rotation, call: Callable[[Any], object], message: str) -> None:
    """Values are shown where they are short, types otherwise."""

    class Calls:
        load = staticmethod(rotation.load)

        def check_at(self, start: datetime) -> object:
            return trades.cover(team, "A-2026-12-07", "ada", TODAY, start=start)

        def today(self, day: date) -> object:
            return team.replan(day)

    with pytest.raises(BadInput) as caught:
        call(Calls())
    assert str(caught.value) == message


def test_whole_numbers_of_numpy_are_taken(team: Rotation) -> None:
    """They come out of frames."""
    problem = team.problem(today=TODAY, start=date(2027, 1, 4), weeks=np.int64(2))  # type: ignore[arg-type]
    assert problem == team.problem(today=TODAY, start=date(2027, 1, 4), weeks=2)


def test_a_call_without_an_argument_is_pythons_to_refuse(team: Rotation) -> None:
    """A parameter that is missing or unknown is an error of the caller's code."""
    with pytest.raises(TypeError, match="today"):
        team.replan()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="tody"):
        team.replan(TODAY, tody=TODAY)  # type: ignore[call-arg]


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"kind": "daily"}, "has a wrong kind: expects a ShiftKind, got 'daily'"),
        ({"status": "done"}, "has a wrong status: expects a Status, got 'done'"),
        ({"start": NOW.replace(year=1960)}, "has a wrong start: 1960-12-07 11:00:00+00:00 is outs"),
        ({"end": NOW}, "ends at 2026-12-07 11:00:00+00:00, not after its start"),
    ],
)
def test_a_line_of_wrong_values_is_refused(
    team: Rotation, plan: Plan, change: dict[str, Any], what: str
) -> None:
    """What an Entry accepts when it is made, as words that a file may have, is judged here."""
    entry = replace(entries_of(plan)[0], start=NOW, end=datetime(2026, 12, 14, tzinfo=UTC))
    for call in (
        lambda lines: rotation.check(team, lines),
        lambda lines: trades.publish(team, lines, TODAY),
    ):
        call_with = [entries_of(plan)[1], replace(entry, **change)]
        with pytest.raises(BadInput) as caught:
            call(call_with)
        (fault,) = caught.value.faults
        assert (fault.place, fault.what[:7]) == ("schedule", "item 2 ")
        assert what in fault.what


@pytest.mark.parametrize(
    ("column", "value", "what"),
    [
        ("shift", None, "row 2: shift is None"),
        ("shift", 7, "row 2: shift is 7"),
        ("track", float("nan"), "row 2: track is nan"),
        ("kind", "usual", ": kind is 'usual'"),
        ("engineer", 7, ": engineer is 7"),
        ("start", "soon", ": start is 'soon', which has no time zone"),
        ("end", date(2026, 12, 7), "has no time zone"),
    ],
)
def test_a_cell_of_a_frame_is_refused(
    team: Rotation, plan: Plan, column: str, value: object, what: str
) -> None:
    """A cell of another type is refused by its argument and row, whichever function reads it."""
    frame = plan.to_frame().astype(object)
    frame.loc[1, column] = value
    with pytest.raises(BadInput) as caught:
        rotation.check(team, frame)
    (fault,) = caught.value.faults
    assert fault.place == "schedule"
    assert what in fault.what
    with pytest.raises(BadInput) as caught:
        team.hours("2026-12", draft=frame)
    assert caught.value.faults[0].place == "draft"


def test_every_row_of_a_frame_is_judged(team: Rotation, plan: Plan) -> None:
    """All rows at fault are reported at once; a column that stands there twice as well."""
    frame = plan.to_frame()
    with pytest.raises(BadInput) as caught:
        rotation.check(team, frame.assign(kind="usual"))
    assert len(caught.value.faults) == len(frame)
    with pytest.raises(BadInput, match="schedule: has 2 columns track; give each column once"):
        rotation.check(team, pd.concat([frame, frame[["track"]]], axis=1))


def test_end_before_start_in_a_frame_is_refused(team: Rotation, plan: Plan) -> None:
    """The bounds of a row are in order."""
    frame = plan.to_frame()
    swapped = frame.assign(start=frame["end"], end=frame["start"])
    with pytest.raises(BadInput, match="not after start"):
        rotation.check(team, swapped)
    assert {entry.kind for entry in entries_of(frame)} == set(ShiftKind)


@pytest.mark.parametrize(
    ("column", "value", "what"),
    [
        ("engineer", "nobody", "unknown engineer 'nobody'; add an [[engineer]] table"),
        ("engineer", "beela", "unknown engineer 'beela'; did you mean 'bela'?"),
        ("track", "Z", "unknown track 'Z'; known: A, B"),
    ],
)
def test_a_draft_names_people_and_tracks_of_the_rotation(
    team: Rotation, plan: Plan, column: str, value: str, what: str
) -> None:
    """A person or a track that nobody knows is refused, and not left out of the sums."""
    frame = plan.to_frame()
    frame.loc[0, column] = value
    for call in (lambda f: team.ledger(draft=f), lambda f: team.hours("2026-12", draft=f)):
        with pytest.raises(BadInput) as caught:
            call(frame)
        assert str(caught.value) == f"draft: {frame['shift'][0]}: {what}"


@pytest.mark.parametrize("shifts", [(), ("A-2026-12-07",)])
def test_two_shifts_at_least_are_exchanged(team: Rotation, shifts: tuple[str, ...]) -> None:
    """Fewer are not an exchange."""
    with pytest.raises(
        BadInput, match=r"shifts: names . shifts?; give two or more to be exchanged"
    ):
        trades.exchange(team, shifts, TODAY)


def test_a_path_has_no_nul_character(plan: Plan) -> None:
    """The system would say so with an error of its own."""
    with pytest.raises(BadInput, match="folder: contains a NUL character"):
        plan.write("out\0")
    with pytest.raises(BadInput, match="path: contains a NUL character"):
        rotation.load(Path("out\0"))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"min_rest_days": "7"}, "min_rest_days: expects a whole number, got the text '7'"),
        ({"name": None}, "name: is missing; pass `name=...`"),
        ({"on_rest_day": 7}, "on_rest_day: expects a text, got the number 7; known: "),
        ({"engineers": "ada"}, "engineers: expects a sequence of Engineer, got 'ada'"),
        ({"engineers": ("ada",)}, "engineers[0]: expects an Engineer, got 'ada'"),
        ({"goals": ("open", 3)}, "goals[1]: expects a text, got the number 3"),
        ({"home_zone": "UTC"}, "home_zone: expects a HomeZone, got 'UTC'"),
    ],
)
def test_a_rotation_is_made_of_values_of_its_types(
    team: Rotation, change: dict[str, Any], message: str
) -> None:
    """What-ifs by `dataclasses.replace` are judged as loaded data are."""
    with pytest.raises(BadInput) as caught:
        replace(team, **change)
    assert str(caught.value).startswith(message)
    assert replace(team, min_rest_days=14, home_zone=None).min_rest_days == 14
