"""What the published plan wants at a remote, and which tools a configuration may name."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path

import pytest
from tests.remotes.fake_tool import CALENDAR, PAGER, SHIFTS
from tests.remotes.pushed_team import CONFIG, HEAD, NOW, WEEKS, remote, team

import rotation
from rotation.errors import BadInput
from rotation.model.remotes import TOOLS
from rotation.remotes.items import Wanted
from rotation.remotes.members import push_members
from rotation.remotes.opening import open_tool, remote_named
from rotation.remotes.pushing import push
from rotation.remotes.tool import RemoteTool
from rotation.remotes.tools.caldav import CalDav
from rotation.remotes.tools.google import GoogleCalendar
from rotation.remotes.tools.pagers import PAGERS
from rotation.remotes.wanted import PublishedLines, WantedItems

USERS = {"ada": "UA", "ben": "UB", "cleo": "UC"}
DAYTIME = CONFIG.replace('"Mon 11:00"', '"Mon 09:00"\nwindows = "Mon-Fri 09:00-17:00"')


def wanted(
    folder: Path,
    rows: str,
    traits: object = SHIFTS,
    now: datetime = NOW,
    config: str = CONFIG,
    **files: str,
) -> WantedItems:
    """Return what is wanted of a published plan, given by its rows."""
    (folder / "rotation.toml").write_text(config, encoding="utf-8")
    (folder / "published.csv").write_text(HEAD + rows, encoding="utf-8")
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    own = rotation.load(folder)
    return PublishedLines(own, own.remotes[0], now, traits).wanted(USERS)


def spans(items: tuple[Wanted, ...]) -> list[tuple[str, str, str | None]]:
    """Return key, span and user of each item, UTC."""
    return [(i.key, f"{i.start:%d %H:%M} {i.end:%d %H:%M}", i.user) for i in items]


def test_parts_of_a_split_shift_are_apart(tmp_path: Path) -> None:
    """Each with its holder, under a key of its own (X1)."""
    rows = (
        "A-2026-12-14,A,regular,2026-12-14T11:00+01:00,2026-12-16T11:00+01:00,ada,planned,1\n"
        "A-2026-12-14+2,A,regular,2026-12-16T11:00+01:00,2026-12-21T11:00+01:00,ben,planned,1\n"
    )
    items = wanted(tmp_path, rows).items
    assert spans(items) == [
        ("A-2026-12-14", "14 10:00 16 10:00", "UA"),
        ("A-2026-12-14+2", "16 10:00 21 10:00", "UB"),
    ]
    assert [item.revision for item in items] == [1, 1]
    assert items[0].title == "Ada Byron - on call (A)"
    assert items[0].note.splitlines()[0] == (
        "Track A, 2026-12-14 11:00 to 2026-12-16 11:00 Europe/Berlin"
    )


WEEK = "A-2026-12-14,A,regular,2026-12-14T09:00+01:00,2026-12-21T09:00+01:00,ada,planned,0\n"


@pytest.mark.parametrize("traits", [PAGER, CALENDAR])
def test_windows_are_apart(traits: object, tmp_path: Path) -> None:
    """A track with hours has an item per window (X1)."""
    items = wanted(tmp_path, WEEK, traits, config=DAYTIME).items
    assert spans(items) == [
        (f"A-2026-12-14#2026-12-{day}T0900", f"{day} 08:00 {day} 16:00", "UA")
        for day in range(14, 19)
    ]


def test_a_calendar_may_have_an_event_for_a_shift(tmp_path: Path) -> None:
    """As `[calendar]` says; a pager calls people in their windows only."""
    config = f'{DAYTIME}\n[calendar]\nevents = "shift"\n'
    assert len(wanted(tmp_path, WEEK, PAGER, config=config).items) == 5
    items = wanted(tmp_path, WEEK, CALENDAR, config=config).items
    assert spans(items) == [("A-2026-12-14", "14 08:00 21 08:00", "UA")]


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2027-03-22T11:00+01:00", "2027-03-29T11:00+02:00", 167),
        ("2026-10-19T11:00+02:00", "2026-10-26T11:00+01:00", 169),
    ],
)
def test_clocks_that_change(start: str, end: str, hours: int, tmp_path: Path) -> None:
    """A week is an hour shorter or longer, and its neighbours meet it."""
    day = start[:10]
    rows = f"A-{day},A,regular,{start},{end},ada,planned,0\n"
    now = datetime.fromisoformat(start).astimezone(UTC) - timedelta(days=3)
    (item,) = wanted(tmp_path, rows, now=now).items
    assert item.end - item.start == timedelta(hours=hours)
    assert item.start.tzinfo is UTC


def test_history_comes_first(tmp_path: Path) -> None:
    """What was worked counts, also of a shift that is not over."""
    line = "A-2026-12-07,A,regular,2026-12-07T11:00+01:00,2026-12-14T11:00+01:00,{}\n"
    head = "shift,track,kind,start,end,engineer\n"
    rows = line.format("ada,planned,0")
    (item,) = wanted(tmp_path, rows, history=head + line.format("ben")).items
    assert item.user == "UB"


def test_times_are_cut_to_the_grain(tmp_path: Path) -> None:
    """A tool that knows half hours only gets half hours (X1)."""
    line = "A-2026-12-14,A,regular,2026-12-14T11:20+01:00,2026-12-21T11:50+01:00,ada,planned,0\n"
    half_hours = replace(PAGER, grain=timedelta(minutes=30))
    (item,) = wanted(tmp_path, line, half_hours).items
    assert spans((item,)) == [("A-2026-12-14", "14 10:00 21 10:30", "UA")]


@pytest.mark.parametrize("page", ["files.md", "remotes.md"])
def test_the_docs_name_every_tool(page: str) -> None:
    """As the keys of a table, and with a page of its own."""
    text = (Path(__file__).parents[2] / "docs" / page).read_text("utf-8")
    assert [tool for tool in TOOLS if f"`{tool}`" not in text.replace('"', "")] == []


def test_the_table_of_tools_is_that_of_their_classes() -> None:
    """What a configuration checks is what the tools can do, and each of them opens."""
    classes: dict[str, type[RemoteTool]] = {"caldav": CalDav, "google": GoogleCalendar}
    for name, home in PAGERS.items():
        module, _, kind = home.partition(":")
        classes[name] = getattr(import_module(f"rotation.remotes.tools.{module}"), kind)
    assert classes.keys() | {"slack-group"} == TOOLS.keys()
    for name, kind in classes.items():
        assert kind.traits.several == TOOLS[name].several, name
        assert kind.traits.calendar == (TOOLS[name].places == "calendars"), name


@pytest.mark.parametrize("tool", sorted(set(TOOLS) - {"google"}))
def test_every_tool_opens_with_its_secret(tool: str, tmp_path: Path) -> None:
    """Without a request; the secret shows in no text."""
    places = "calendars" if tool == "caldav" else "schedules"
    config = CONFIG.replace('"pagerduty"', f'"{tool}"').replace("schedules", places)
    config += 'url = "http://127.0.0.1:9"\n'
    config += 'user = "ada@example.com"\n' if TOOLS[tool].user else ""
    own = team(tmp_path, config=config)
    opened = open_tool(own, own.remotes[0], {"PAGER_TOKEN": "s3cr3t-t0ken"})
    assert "s3cr3t" not in repr(vars(opened))


def test_a_tool_of_another_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its entry point gets the rotation, the remote and the environment."""
    tool = remote(PAGER)

    class Point:
        name = "acme"

        def load(self) -> object:
            return lambda *given: tool if given[2] == {"X": "1"} else None

    for module in ("rotation.config.remotes", "rotation.remotes.opening"):
        monkeypatch.setattr(f"{module}.entry_points", lambda **_: [Point()])
    own = team(tmp_path, config=CONFIG.replace('"pagerduty"', '"acme"'))
    assert push(own, "pager", NOW, environment={"X": "1"}, sleep=lambda _: None).changes == 3
    monkeypatch.setattr("rotation.remotes.opening.entry_points", lambda **_: [])
    with pytest.raises(BadInput, match="no installed package has the tool 'acme'"):
        open_tool(own, own.remotes[0], {})


class Group:
    """A group of people in memory."""

    def __init__(self, members: set[str]) -> None:
        self.now, self.writes = frozenset(members), 0

    def places(self, places: object) -> object:
        raise NotImplementedError

    def users(self, people: list[object]) -> dict[str, str]:
        return {who.person: USERS[who.person] for who in people if who.person in USERS}

    def addresses(self) -> list[str]:
        return []

    def members(self, place: str) -> frozenset[str]:
        return self.now

    def put_members(self, place: str, users: frozenset[str]) -> None:
        self.now, self.writes = users, self.writes + 1


def test_a_group_has_who_is_on_call_now(tmp_path: Path) -> None:
    """Its members are replaced once, and a group that nobody would be in stays as it is."""
    own = team(tmp_path, config=CONFIG.replace('"pagerduty"', '"slack-group"'))
    group = Group({"UB", "UX"})
    dry = push_members(own, remote_named(own, "pager"), group, NOW, dry_run=True)
    assert group.writes == 0
    result = push(own, "pager", NOW, environment={}, tool=group)
    assert dry.rows == result.rows
    (row,) = result.rows
    assert (row.before, row.after) == ("somebody else (UB), somebody else (UX)", "Ada Byron")
    assert (group.now, group.writes, result.exit_code) == ({"UA"}, 1, 0)
    assert push(own, "pager", NOW, environment={}, tool=group).rows == ()
    own = team(
        tmp_path,
        ((*WEEKS[0][:3], ""), *WEEKS[1:]),
        CONFIG.replace('"pagerduty"', '"slack-group"'),
    )
    result = push(own, "pager", NOW, environment={}, tool=group)
    assert (result.exit_code, group.now, group.writes) == (1, {"UA"}, 1)
    assert "nobody holds it now; the group stays as it is" in str(result)
