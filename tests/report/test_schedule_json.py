"""`public/schedule.json`: the published plan for status pages and bots, and nothing else."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from jsonschema import Draft7Validator, FormatChecker
from tests.docs.doc_pages import PAGES, fenced
from tests.teams import make_team, plannable, weekly

from rotation import CalendarSettings, Entry, Rotation, ShiftKind, Track, WeeklyWindow
from rotation.trades.edition import public_files
from rotation.trades.on_call import WatchState

PAGE = PAGES["docs/status-pages.md"]
TODAY = date(2027, 3, 20)
OFFICE = WeeklyWindow((0, 1, 2, 3, 4), time(9), time(17))


def entry(track: str, start: str, end: str, who: str | None, **more: Any) -> Entry:
    begins, ends = (datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (start, end))
    return Entry(f"{track}-{start[:10]}", track, ShiftKind.REGULAR, begins, ends, who, **more)


@pytest.fixture(scope="module")
def team() -> Rotation:
    """Return a team of Berlin: one around the clock, office hours, a shadow; 28 March has 23 h."""
    usual = weekly("A", "Mon 11:00").settings[0]
    office = Track("EU", "Mon 09:00", windows=(OFFICE,), level=2)
    made = make_team(
        *("ada", "ben", "cy"),
        tracks=(Track("A", (usual,)), office, Track("S", "Mon 11:00", shadow=True)),
        timezone="Europe/Berlin",
        calendar=CalendarSettings(runbook="https://secret.example", duty="no duty"),
        published=(
            entry("A", "2027-01-04T10:00", "2027-01-11T10:00", "ben"),
            entry("A", "2027-03-15T10:00", "2027-03-22T10:00", "ben"),
            entry("A", "2027-03-22T10:00", "2027-03-29T09:00", "ada"),
            entry("A", "2027-03-29T09:00", "2027-04-05T09:00", None),
            entry("EU", "2027-03-22T08:00", "2027-03-29T07:00", "cy"),
            entry("S", "2027-03-22T10:00", "2027-03-29T09:00", "cy"),
            entry("S", "2027-03-29T09:00", "2027-04-05T09:00", None),
        ),
    )
    return plannable(made)


@pytest.fixture(scope="module")
def text(team: Rotation) -> str:
    return public_files(team, TODAY)["schedule.json"].decode()


def test_it_keeps_its_schema(text: str) -> None:
    """The schema of the page is one, and allows the document with the fields that it names."""
    (schema,) = map(json.loads, fenced(PAGE, "json"))
    Draft7Validator.check_schema(schema)
    document = json.loads(text)
    Draft7Validator(schema, format_checker=FormatChecker()).validate(document)
    assert list(document) == list(schema["properties"])
    shift = {**schema["definitions"]["span"]["properties"]}
    shift |= schema["definitions"]["shift"]["properties"]
    assert all(set(line) == set(shift) for line in document["shifts"])
    document["shifts"][0]["holder"]["email"] = "ada@example.com"
    assert not Draft7Validator(schema).is_valid(document)


def test_a_week_with_a_clock_change(text: str) -> None:
    """167 hours in UTC, the same clock before and after; names and ids, or null; no old lines."""
    document = json.loads(text)
    lines = {line["id"]: line for line in document["shifts"]}
    assert list(lines) == [
        "A-2027-03-15",
        "EU-2027-03-22",
        "A-2027-03-22",
        "S-2027-03-22",
        "A-2027-03-29",
    ]
    changed = lines["A-2027-03-22"]
    times = {
        "start": "2027-03-22T10:00:00Z",
        "end": "2027-03-29T09:00:00Z",
        "start_local": "2027-03-22T11:00:00+01:00",
        "end_local": "2027-03-29T11:00:00+02:00",
    }
    assert changed == {
        "id": "A-2027-03-22",
        "track": "A",
        "level": 1,
        "kind": "regular",
        "shadow": False,
        **times,
        "holder": {"id": "ada", "name": "Ada"},
        "on_call": [times],
    }
    assert lines["A-2027-03-29"]["holder"] is None
    assert lines["S-2027-03-22"]["shadow"]
    assert [span["start_local"][:16] for span in lines["EU-2027-03-22"]["on_call"]] == [
        f"2027-03-{day}T09:00" for day in range(22, 27)
    ]
    assert document["date"] == "2027-03-20"
    assert document["published_until"] == "2027-04-05T09:00:00Z"
    assert document["tracks"] == ["A", "EU", "S"]


def test_it_holds_nothing_private(team: Rotation, text: str) -> None:
    """No address, no runbook; the day and the plan decide every byte."""
    assert "@" not in text
    assert "secret" not in text
    assert public_files(team, TODAY)["schedule.json"].decode() == text


def test_the_bot_of_the_page_agrees_with_who(team: Rotation, text: str) -> None:
    """The function of the page and `Rotation.who` name the same people, every three hours."""
    known: dict[str, Any] = {}
    exec("\n".join(fenced(PAGE, "python")), known)  # noqa: S102 - the page is ours
    on_call: Callable[[str, datetime], dict[str, str]] = known["on_call"]
    moment = datetime(2027, 3, 22, 10, tzinfo=UTC)
    seen = set()
    while moment < datetime(2027, 4, 5, 9, tzinfo=UTC):
        watches = team.who(moment).tracks
        states = {w.track: w for w in watches if w.track != "S"}
        expected = {
            track: team.names.get((watch.now and watch.now.engineer) or "", "")
            for track, watch in states.items()
            if watch.state in {WatchState.ON_CALL, WatchState.OPEN}
        }
        assert on_call(text, moment) == expected, moment
        seen.add(tuple(sorted(expected.items())))
        moment += timedelta(hours=3)
    assert (("A", "Ada"), ("EU", "Cy")) in seen
    assert (("A", ""),) in seen


def test_a_plan_of_nothing() -> None:
    """Without a line there is a document without lines."""
    empty = plannable(make_team("ada"))
    document = json.loads(public_files(empty, TODAY)["schedule.json"])
    assert (document["shifts"], document["published_until"]) == ([], None)
