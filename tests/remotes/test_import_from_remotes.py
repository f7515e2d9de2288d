"""Importing from the tools themselves."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from caldav_cases import tool_of
from clients import TOKEN
from fake_opsgenie import FakeOpsgenie
from fake_pagerduty import FakePagerDuty
from google_fake import GoogleFake
from servers import USER, CalDavServer
from test_google import TRANSPORT, Google
from wanted_cases import wanted_of

from rotation import Rotation
from rotation.errors import BadInput
from rotation.imports.imported import import_export
from rotation.imports.remote_schedules import RemoteSource, remote_source
from rotation.remotes.failures import Denied

SINCE = datetime(2026, 8, 3, 9, tzinfo=UTC)
UNTIL = SINCE + timedelta(weeks=20)
WEEK = timedelta(weeks=1)
ENVIRONMENT = {"TOKEN": TOKEN}


def text(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def turns() -> Iterator[tuple[datetime, datetime, str]]:
    """Yield weekly turns; the ends of some lie on both sides of what is asked for at once."""
    for n in range(-1, 21):
        yield SINCE + n * WEEK, SINCE + (n + 1) * WEEK, ("UADA", "UBELA")[n % 2]


def pagerduty() -> FakePagerDuty:
    fake = FakePagerDuty(TOKEN, {"UADA": "Ada@Example.com", "UBELA": "bela@example.com"})
    names = {"UADA": "Ada Lovelace", "UBELA": "Bela Bart\u00f3k"}
    fake.final["PA"] = [
        {
            "start": text(start),
            "end": text(end),
            "user": {"id": who, "type": "user_reference", "summary": names[who]},
        }
        for start, end, who in turns()
    ]
    return fake


def test_a_final_schedule_of_pagerduty_is_imported() -> None:
    """Whole shifts, each once, with names and addresses; the zone is that of the schedule."""
    fake = pagerduty()
    source = remote_source("pagerduty:PA", token_env="TOKEN")  # noqa: S106 - a name
    export = source.read(SINCE, UNTIL, ENVIRONMENT, transport=fake.transport())
    team = import_export(export, date(2026, 11, 23)).rotation
    assert (team.name, team.timezone) == ("Team PA", "Europe/Berlin")
    assert [(p.name, p.email) for p in team.engineers] == [
        ("Ada Lovelace", "ada@example.com"),
        ("Bela Bart\u00f3k", "bela@example.com"),
    ]
    expected = [(s, e) for s, e, _ in turns() if s < UNTIL and e > SINCE]
    assert [(stint.start, stint.end) for stint in export.stints] == expected
    lines = (*team.history, *team.published)
    assert {line.engineer for line in lines} == {"ada-lovelace", "bela-bartok"}
    assert fake.writes == []
    assert fake.unfit == []


def test_a_wrong_id_and_a_wrong_token_are_reported() -> None:
    """The token is in no text."""
    fake = pagerduty()
    source = remote_source("pagerduty:S1,PX", token_env="TOKEN")  # noqa: S106 - a name
    with pytest.raises(BadInput, match=r"pagerduty:S1: .*\n.*pagerduty:PX"):
        source.read(SINCE, UNTIL, ENVIRONMENT, transport=fake.transport())
    source = remote_source("pagerduty:PA", token_env="TOKEN")  # noqa: S106 - a name
    with pytest.raises(Denied) as refused:
        source.read(SINCE, UNTIL, {"TOKEN": "another-token"}, transport=fake.transport())
    assert "another-token" not in str(refused.value)


def test_a_timeline_of_opsgenie_is_imported() -> None:
    """What was cut at the ends of a question is one shift again."""
    fake = FakeOpsgenie(TOKEN, [*turns(), (UNTIL + WEEK, UNTIL + 2 * WEEK, "")])
    source = remote_source("opsgenie:S", token_env="TOKEN")  # noqa: S106 - a name
    since = SINCE + timedelta(days=2)
    until = UNTIL + 2 * WEEK
    export = source.read(since, until, ENVIRONMENT, transport=fake.transport())
    expected = [(s, e) for s, e, _ in turns() if since < e]
    held = [(s.start, s.end) for s in export.stints if s.person]
    assert held == [(since, expected[0][1]), *expected[1:]]
    assert export.stints[1].email == "ubela@example.com"
    assert [s.start for s in export.stints if not s.person] == [UNTIL + WEEK]
    assert (fake.writes, fake.unfit) == ([], [])
    with pytest.raises(BadInput, match="opsgenie:X"):
        remote_source("opsgenie:X", token_env="TOKEN").read(  # noqa: S106 - a name
            since, until, ENVIRONMENT, transport=fake.transport()
        )


def test_a_caldav_calendar_is_imported(caldav_server: CalDavServer, shifts: Rotation) -> None:
    """Round trip: what was pushed there comes back with the same people at the same instants."""
    tool, place = tool_of(caldav_server, shifts), caldav_server.new_calendar()
    wanted = [item for item in wanted_of(shifts, place) if item.user]
    for item in wanted:
        tool.create(item)
    source = RemoteSource("caldav", (place,), "TOKEN", USER, caldav_server.url)
    export = source.read(
        min(item.start for item in wanted),
        max(item.end for item in wanted),
        {"TOKEN": caldav_server.secret.reveal()},
        timezone=shifts.timezone,
        transport=caldav_server.transport,
    )
    names = shifts.labels
    assert sorted((s.start, s.end, s.person) for s in export.stints) == sorted(
        (item.start, item.end, names[item.person or ""]) for item in wanted
    )


def test_a_google_calendar_is_imported(
    google: GoogleFake, key_file: Path, shifts: Rotation, tmp_path: Path
) -> None:
    """The variable names the key file; the zone is the calendar's, as Google says it.

    The calendar need not be shared for writing.
    """
    there = Google(google, key_file, shifts, 5)
    google.share(there.place, "reader")
    wanted = [item for item in there.wanted if item.user]
    source = RemoteSource("google", (there.place,), "KEY", url=google.url)
    export = source.read(
        min(item.start for item in wanted),
        max(item.end for item in wanted),
        {"KEY": str(key_file)},
        folder=tmp_path / "team",
        transport=TRANSPORT,
    )
    assert export.name == "Shifts"
    names = shifts.labels
    held = [(s.start, s.end, s.person) for s in export.stints if s.person]
    assert sorted(held) == sorted((w.start, w.end, names[w.person or ""]) for w in wanted)
