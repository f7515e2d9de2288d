"""The parts of a rotation: all have the same manners, and none forgets to check an argument."""

import dataclasses
import datetime as dt
import inspect
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from typing import Any

import pytest

import rotation
from rotation import BadInput, Engineer, Rotation, Track, TrackSettings
from rotation.model.parts import RotationPart

DAY = date(2026, 12, 21)
START = datetime(2026, 12, 7, 16, tzinfo=UTC)
SPAN = {"start": START, "end": START + timedelta(days=7)}
DAYS = {"start": DAY, "end": DAY}

PARTS: dict[str, dict[str, Any]] = {
    "CalendarSettings": {},
    "CompanyDay": {"date": DAY, "name": "Closed"},
    "Configured": {"table": "rules.limit", "values": {"shifts": 2}},
    "Engineer": {"name": "Ada", "joined": DAY},
    "Entry": {"shift": "A-1", "track": "A", "kind": "regular", "engineer": "ada", **SPAN},
    "Handover": {"weekday": 0, "time": time(11)},
    "HolidayRules": {},
    "HomeZone": {"zones": "UTC"},
    "LoggedChange": {"when": START, "shift": "A-1", "before": "ada", "after": None, **SPAN}
    | {"revision": 1},
    "MonthDay": {"month": 12, "day": 24},
    "Offer": {"engineer": "ada", **DAYS},
    "PaySettings": {},
    "Pin": {"shift": "A-1", "engineer": "ada"},
    "Feed": {"name": "pager", "profile": "grafana"},
    "Remote": {"name": "pager", "tool": "pagerduty"},
    "SpecialPeriod": {"name": "Fair", "first_day": "12-25", "last_day": "01-01"},
    "TimeOff": {"engineer": "ada", **DAYS},
    "Track": {"name": "A", "handover": "Mon 11:00"},
    "TrackSettings": {"handover": "Mon 11:00"},
    "Trade": {"number": 1, "when": START, "shift": "A-1", "giver": "ada", "taker": None, **SPAN}
    | {"revision": 1},
    "WeeklyWindow": {"days": (0, 1), "opens": time(9), "closes": time(17)},
    "Wish": {"engineer": "ada", "want": True, **DAYS},
}
"""What each part needs at least."""

ARGUMENTS = [
    (name, argument)
    for name in PARTS
    for argument in inspect.signature(getattr(rotation, name)).parameters
]


def test_every_part_is_listed() -> None:
    """A new part is tried by the tests below."""
    classes = {name: getattr(rotation, name) for name in rotation.__all__}
    parts = {n for n, c in classes.items() if isinstance(c, type) and issubclass(c, RotationPart)}
    assert parts == set(PARTS)


@pytest.mark.parametrize(("name", "argument"), ARGUMENTS)
def test_a_part_names_the_argument_of_a_wrong_type(name: str, argument: str) -> None:
    """Whatever is no value at all is refused by every argument, when the part is made."""
    for strange in (object(), [object()], b"x", 7j):
        with pytest.raises(BadInput) as caught:
            getattr(rotation, name)(**PARTS[name] | {argument: strange})
        assert [fault.place for fault in caught.value.faults] == [argument]


@pytest.mark.parametrize("name", PARTS)
def test_all_wrong_types_of_a_part_are_reported_at_once(name: str) -> None:
    """Also where arguments belong to something that the part is made of."""
    arguments = [own for part, own in ARGUMENTS if part == name and own != "settings"]
    with pytest.raises(BadInput) as caught:
        getattr(rotation, name)(**dict.fromkeys(arguments, object()))
    assert {fault.place for fault in caught.value.faults} == set(arguments)


@pytest.mark.parametrize("name", PARTS)
def test_an_instant_without_a_zone_is_refused(name: str) -> None:
    """Nothing reads the zone of the computer."""
    naive = datetime(2026, 12, 7, 16)  # noqa: DTZ001 - what is refused
    for argument in PARTS[name].keys() & {"start", "end", "when"}:
        with pytest.raises(BadInput) as caught:
            getattr(rotation, name)(**PARTS[name] | {argument: naive})
        (fault,) = caught.value.faults
        assert fault.place == argument
        assert "time zone" in fault.what
        assert "tzinfo" in fault.hint


@pytest.mark.parametrize("name", PARTS)
def test_a_part_can_be_read_and_replaced(name: str) -> None:
    """Its `repr` is what makes it, its `replace` gives an equal one, and nothing changes it."""
    part = getattr(rotation, name)(**PARTS[name])
    names = {**vars(rotation), "datetime": dt, "Fraction": Fraction}
    names |= {key: getattr(rotation, key) for key in PARTS}
    assert eval(repr(part), names) == part  # noqa: S307 - of our own text
    assert part.replace() == part
    assert hash(part.replace()) == hash(part)
    with pytest.raises(AttributeError):
        setattr(part, dataclasses.fields(part)[0].name, "other")


@pytest.mark.parametrize("name", PARTS)
def test_arguments_are_named_where_they_are_unknown_or_missing(name: str) -> None:
    """The class and the nearest argument, not a function inside."""
    with pytest.raises(TypeError) as caught:
        getattr(rotation, name)(sorce=None)
    text = str(caught.value)
    assert text.startswith(f"{name}(...) has no argument 'sorce'")
    parameters = inspect.signature(getattr(rotation, name)).parameters
    assert ("did you mean 'source'?" in text) == ("source" in parameters)
    missing = [own for own, p in parameters.items() if p.default is p.empty]
    assert text.endswith(f"lacks {', '.join(map(repr, missing))}") or not missing


def test_arguments_of_rotations_are_named_too() -> None:
    """All that are unknown, and all that are missing, but none that was meant."""
    with pytest.raises(TypeError) as caught:
        Rotation("Team", timezoen="UTC", engineers=[])  # type: ignore[call-arg]
    assert str(caught.value) == (
        "Rotation(...) has no argument 'timezoen': did you mean 'timezone'?, and lacks 'tracks'"
    )
    track = Track("A", "Mon 11:00")
    team = Rotation("Team", "UTC", tracks=[track], engineers=[Engineer("Ada", date(2024, 3, 4))])
    with pytest.raises(TypeError, match=r"^Rotation\.replace\(...\) .* 'min_rest_day'"):
        team.replace(min_rest_day=3)
    with pytest.raises(TypeError, match=r"^Pin\(...\) takes 3 arguments without a name, got 4$"):
        rotation.Pin("A", "ada", None, 1)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match=r"^Pin\(...\) has 'shift' twice, and lacks 'engineer'$"):
        rotation.Pin("A", shift="B")  # type: ignore[call-arg,misc]


def test_arguments_of_methods_are_named_with_the_class_that_users_know() -> None:
    """Wherever a method is inherited from."""
    track = Track("A", "Mon 11:00")
    team = Rotation("Team", "UTC", tracks=[track], engineers=[Engineer("Ada", date(2024, 3, 4))])
    with pytest.raises(TypeError, match=r"^Rotation\.plan\(...\) has no argument 'zzz'$"):
        team.plan(zzz=3)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match=r"^Rotation\.save\(\) missing a required .* 'folder'$"):
        team.save()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match=r"^load\(\) missing a required argument: 'path'$"):
        rotation.load()  # type: ignore[call-arg]


@pytest.mark.parametrize(
    ("method", "given", "named", "message"),
    [
        ("from_frames", ("Team", "UTC"), {"tracks": []}, "lacks 'engineers'"),
        (
            *("from_frames", ("Team", "UTC"), {"tracks": [], "engineers": [], "pin": []}),
            "has no argument 'pin': did you mean 'pins'?",
        ),
        ("from_dict", (), {}, "lacks 'data'"),
        ("from_dict", ({},), {"unknown": 1}, "has no argument 'unknown'"),
        ("from_dict", ({},), {"wish": []}, "has no argument 'wish': did you mean 'wishes'?"),
        ("replace", (7,), {}, "takes 0 arguments without a name, got 1"),
        ("replace", (), {"trac": []}, "has no argument 'trac': did you mean 'tracks'?"),
        ("cover", ("A", "Ada", DAY), {"en": DAY}, "has no argument 'en': did you mean 'end'?"),
        ("who", (), {}, "lacks 'at'"),
        ("plan", (), {"week": 3}, "has no argument 'week': did you mean 'weeks'?"),
        (
            *("replan", (DAY,), {"releas": True, "rule": ()}),
            "has no argument 'releas': did you mean 'release'?, and "
            "has no argument 'rule': did you mean 'rules'?",
        ),
        ("hours", ("2026-11",), {"drafts": 1}, "has no argument 'drafts': did you mean 'draft'?"),
    ],
)
def test_methods_name_the_nearest_argument(
    method: str, given: tuple[object, ...], named: dict[str, object], message: str
) -> None:
    """And the class that users know, not the one that defines the method."""
    track = Track("A", "Mon 11:00")
    team = Rotation("Team", "UTC", tracks=[track], engineers=[Engineer("Ada", date(2024, 3, 4))])
    with pytest.raises(TypeError) as caught:
        getattr(team, method)(*given, **named)
    assert str(caught.value) == f"Rotation.{method}(...) {message}"


def test_no_method_names_a_class_that_users_do_not_know() -> None:
    """Any public method, with an argument that it lacks; the package's own ways check nothing."""
    team = Rotation(
        *("Team", "UTC"),
        tracks=[Track("A", "Mon 11:00")],
        engineers=[Engineer("Ada", date(2024, 3, 4))],
    )
    for name in sorted(set(dir(Rotation)) - {"amended", "of"}):
        method = getattr(team, name)
        if not name.startswith("_") and callable(method):
            with pytest.raises(TypeError) as caught:
                method(nobody_knows_it=1)
            assert str(caught.value).startswith(f"Rotation.{name}("), name


def test_a_track_that_never_changes_is_replaced_by_its_arguments() -> None:
    """The place of its rest days, too; a new name is the group's as well."""
    track = Track("A", "Mon 11:00", country="US", level=2)
    assert track.replace(handover="Tue 09:00", weekend=["Fri"], holders=2) == Track(
        "A", "Tue 09:00", country="US", weekend=["Fri"], level=2, holders=2
    )
    assert track.replace(name="B") == Track("B", "Mon 11:00", country="US", level=2)


def test_a_track_with_several_settings_keeps_its_own_values_in_them() -> None:
    """Values beside the settings would be lost, so they are refused."""
    changing = [
        TrackSettings("Mon 11:00", last_day=date(2027, 1, 3)),
        TrackSettings("Tue 11:00", first_day=date(2027, 1, 4)),
    ]
    with pytest.raises(BadInput) as caught:
        Track("A", settings=changing, weeks=2, country="US")
    assert [fault.place for fault in caught.value.faults] == ["weeks", "country"]
    with pytest.raises(BadInput, match="weeks: belongs to one of 2 settings"):
        Track("A", settings=changing).replace(weeks=2)
    assert Track("A", settings=changing).replace(was=["B"]).settings == tuple(changing)


TRACK = Track("A", "Mon 11:00")


@pytest.mark.parametrize(
    ("part", "place"),
    [
        (TRACK.replace(handover=rotation.Handover(9, time(11))), "tracks[0].handover"),
        (TRACK.replace(handover=rotation.Handover(0, time(11, 0, 30))), "tracks[0].handover"),
        (rotation.WeeklyWindow((7,), time(9), time(17)), "tracks[0].windows"),
        (rotation.WeeklyWindow((), time(9), time(17)), "tracks[0].windows"),
        (rotation.WeeklyWindow("weekday", time(9), time(17)), "tracks[0].windows"),  # type: ignore[arg-type]
        (rotation.WeeklyWindow((0,), time(9), time(17), 9), "tracks[0].windows"),
        (
            rotation.WeeklyWindow(rotation.DayKind.WORKDAYS, time(9), time(17), 1),
            "tracks[0].windows",
        ),
        (rotation.WeeklyWindow((0,), time(9, tzinfo=UTC), time(17)), "tracks[0].windows"),
    ],
)
def test_what_no_file_could_say_is_reported(part: object, place: str) -> None:
    """Days that do not exist and times finer than a minute are not rounded in silence."""
    track = TRACK.replace(windows=part) if isinstance(part, rotation.WeeklyWindow) else part
    assert isinstance(track, Track)
    with pytest.raises(BadInput) as caught:
        Rotation("Team", "UTC", tracks=[track], engineers=[Engineer("Ada", date(2024, 3, 4))])
    assert [fault.place for fault in caught.value.faults] == [place]
