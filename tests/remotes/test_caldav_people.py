"""What people do in calendars on CalDAV servers, and what is read of it."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from caldav_cases import event, filled, read
from servers import CalDavServer
from wanted_cases import PUBLISHED, SINCE, UNTIL, published_team

from rotation import BadInput, Rotation
from rotation.remotes.tools.caldav import CalDav
from rotation.trades import sync

TODAY = date(2026, 12, 1)


class TestCalDavPeople:
    def test_a_new_title_is_another_holder(
        self, caldav_server: CalDavServer, shifts: Rotation
    ) -> None:
        tool, place, _, written = filled(caldav_server, shifts)
        address = f"{place}/{written[0].id}"
        for title, user in [
            ("dora", "dora"),
            ("Emil Post covers (A)", "emil"),
            ("No one - on call (A)", None),
            ("Zed - on call (A)", "'Zed - on call (A)'"),
        ]:
            before = next(
                line for line in caldav_server.text(address).splitlines() if "SUMMARY" in line
            )
            caldav_server.edit(address, before, f"SUMMARY:{title}")
            (item,) = (item for item in read(tool, place) if item.id == written[0].id)
            assert (item.user, item.key, item.text) == (user, "A-2026-12-07", title)

    def test_new_times_are_read(self, caldav_server: CalDavServer, shifts: Rotation) -> None:
        tool, place, _, written = filled(caldav_server, shifts)
        address = f"{place}/{written[0].id}"
        caldav_server.edit(address, "DTEND:20261214T160000Z", "DTEND:20261210T160000Z")
        (item,) = (item for item in read(tool, place) if item.id == written[0].id)
        assert item.end == datetime(2026, 12, 10, 16, tzinfo=UTC)
        assert item.user == "ada"

    def test_a_copy_is_not_ours(self, caldav_server: CalDavServer, shifts: Rotation) -> None:
        """It has the marks of the event that it was copied from, but another UID."""
        tool, place, _, written = filled(caldav_server, shifts)
        text = caldav_server.text(f"{place}/{written[0].id}")
        uid = f"{written[0].id.removesuffix('.ics')}@rotation.invalid"
        caldav_server.put(f"{place}/copy.ics", text.replace(uid, "copy@example.com"))
        present = {item.id: item for item in read(tool, place)}
        assert (present["copy.ics"].key, present["copy.ics"].user) == ("", "ada")
        assert present[written[0].id] == written[0]

    def test_a_cancelled_event_has_no_holder(
        self, caldav_server: CalDavServer, shifts: Rotation
    ) -> None:
        tool, place, _, written = filled(caldav_server, shifts)
        caldav_server.edit(f"{place}/{written[0].id}", "STATUS:CONFIRMED", "STATUS:CANCELLED")
        (item,) = (item for item in read(tool, place) if item.id == written[0].id)
        assert item.user is None

    def test_one_of_ours_that_repeats_is_no_shift(
        self, caldav_server: CalDavServer, shifts: Rotation
    ) -> None:
        tool, place, _, written = filled(caldav_server, shifts)
        caldav_server.edit(
            f"{place}/{written[0].id}", "SEQUENCE:0", "SEQUENCE:0\nRRULE:FREQ=WEEKLY;COUNT=2"
        )
        (item,) = (item for item in read(tool, place) if item.id == written[0].id)
        assert item.user == "'Ada Byron - on call (A)', which repeats"

    def test_other_events_are_read_and_kept(
        self, caldav_server: CalDavServer, shifts: Rotation
    ) -> None:
        """A series is left out, since no shift repeats; both stay whatever is done with ours."""
        tool, place, _, written = filled(caldav_server, shifts)
        caldav_server.put(f"{place}/lunch.ics", event("lunch", "Team lunch", "20261210T170000Z"))
        series = event("gym", "Gym", "20261210T190000Z", "RRULE:FREQ=DAILY;COUNT=90")
        caldav_server.put(f"{place}/gym.ics", series)
        present = {item.id: item for item in read(tool, place)}
        assert set(present) == {item.id for item in written} | {"lunch.ics"}
        assert (present["lunch.ics"].user, present["lunch.ics"].key) == ("'Team lunch'", "")
        for item in written:
            tool.delete(item)
        assert [item.id for item in read(tool, place)] == ["lunch.ics"]
        assert "Gym" in caldav_server.text(f"{place}/gym.ics")


class TestCalDavNames:
    NAMES = ("Zoë Ångström; Esq., MD", "李小龍", "BEGIN:VEVENT Bob", 'A\\B "Nick" O\'Neil')

    def test_hostile_names(self, caldav_server: CalDavServer, tmp_path: Path) -> None:
        """Names of every kind are one title, which names the same people when it is read."""
        people = [
            f'[[engineer]]\nname = {json.dumps(name, ensure_ascii=False)}\nid = "p{n}"\n'
            "joined = 2020-01-06\n"
            for n, name in enumerate(self.NAMES)
        ]
        lines = "".join(
            f"A-2026-12-{7 * n + 7:02},A,regular,2026-12-{7 * n + 7:02}T11:00-05:00,"
            f"{day}T11:00-05:00,p{n}\n"
            for n, day in enumerate(("2026-12-14", "2026-12-21", "2026-12-28", "2027-01-04"))
        )
        team = published_team(tmp_path, *people, people=(), published=lines)
        tool, place, wanted, written = filled(caldav_server, team, 4)
        present = read(tool, place)
        assert [item.user for item in present] == ["p0", "p1", "p2", "p3"]
        assert [item.text for item in present] == [item.title for item in wanted]
        # Without the marks, titles alone say the same.
        for item in written:
            text = caldav_server.text(f"{place}/{item.id}")
            kept = [line for line in text.splitlines() if not line.startswith("X-ROTATION")]
            caldav_server.put(f"{place}/{item.id}", "\n".join([*kept, ""]))
        assert [item.user for item in read(tool, place)] == ["p0", "p1", "p2", "p3"]

    def test_two_people_of_one_name(self, caldav_server: CalDavServer, tmp_path: Path) -> None:
        """The mark says which of them it is, until somebody changes the title."""
        people = [
            f'[[engineer]]\nname = "Kim Lee"\nid = "kim{n}"\njoined = 2020-01-06\n' for n in (1, 2)
        ]
        line = "A-2026-12-07,A,regular,2026-12-07T11:00-05:00,2026-12-14T11:00-05:00,kim2\n"
        team = published_team(tmp_path, *people, published=line)
        tool, place, _, (item,) = filled(caldav_server, team)
        assert read(tool, place)[0].user == "kim2"
        data = tool.calendar_bytes(SINCE, UNTIL, {place: ["A-2026-12-07"]})
        assert sync(team, data, TODAY).stretches == ()
        caldav_server.edit(f"{place}/{item.id}", "Kim Lee - on", "Kim Lee is on")
        assert read(tool, place)[0].user == "'Kim Lee is on call (A)'"


class TestCalDavPull:
    """What people changed is read as `sync` reads an export."""

    KEYS = ("A-2026-12-07", "B-2026-12-09")

    def differences(self, tool: CalDav, place: str, team: Rotation) -> tuple[str, ...]:
        data = tool.calendar_bytes(SINCE, UNTIL, {place: self.KEYS})
        return sync(team, data, TODAY).texts()

    @pytest.fixture
    def pair(self, tmp_path: Path) -> Rotation:
        return published_team(tmp_path, published="".join(PUBLISHED.splitlines(True)[:2]))

    def test_nothing_has_changed(self, caldav_server: CalDavServer, pair: Rotation) -> None:
        """Events about something else are no errors, whoever they name."""
        tool, place, *_ = filled(caldav_server, pair)
        for uid, title in (("lunch", "Team lunch"), ("ben", "Ada Byron at the dentist")):
            caldav_server.put(f"{place}/{uid}.ics", event(uid, title, "20261210T170000Z"))
        series = event("gym", "Ada Byron (A)", "20261210T190000Z", "RRULE:FREQ=DAILY;COUNT=9")
        caldav_server.put(f"{place}/gym.ics", series)
        assert self.differences(tool, place, pair) == ()

    def test_another_name(self, caldav_server: CalDavServer, pair: Rotation) -> None:
        tool, place, _, written = filled(caldav_server, pair)
        caldav_server.edit(f"{place}/{written[0].id}", "Ada Byron", "Dora Maar")
        assert self.differences(tool, place, pair) == (
            "A-2026-12-07: Dora Maar in place of Ada Byron",
        )

    def test_a_deleted_event(self, caldav_server: CalDavServer, pair: Rotation) -> None:
        """The last one, too, which an export alone does not tell from one of a shorter export."""
        tool, place, _, written = filled(caldav_server, pair)
        caldav_server.send("DELETE", f"{place}/{written[1].id}")
        (difference,) = self.differences(tool, place, pair)
        assert "B-2026-12-09" in difference
        assert "Bela Bartok" in difference

    def test_a_shift_that_was_split(self, caldav_server: CalDavServer, pair: Rotation) -> None:
        """Somebody shortened our event and made another one, or copied it, for the rest."""
        tool, place, _, written = filled(caldav_server, pair)
        address = f"{place}/{written[0].id}"
        text = caldav_server.text(address)
        uid = f"{written[0].id.removesuffix('.ics')}@rotation.invalid"
        caldav_server.edit(address, "DTEND:20261214T160000Z", "DTEND:20261211T160000Z")
        copy = text.replace("DTSTART:20261207T160000Z", "DTSTART:20261211T160000Z")
        copy = copy.replace(uid, "copy@example.com").replace("Ada Byron", "Cleo Laine")
        caldav_server.put(f"{place}/copy.ics", copy)
        (difference,) = self.differences(tool, place, pair)
        assert difference == (
            "A-2026-12-07: Cleo Laine covers 2026-12-11 11:00 to 2026-12-14 11:00 for Ada Byron"
        )

    def test_an_event_that_was_moved_away(
        self, caldav_server: CalDavServer, pair: Rotation
    ) -> None:
        """It is not taken for deleted, which would leave its shift open."""
        tool, place, _, written = filled(caldav_server, pair)
        address = f"{place}/{written[0].id}"
        caldav_server.edit(address, "DTSTART:20261207T160000Z", "DTSTART:20261123T160000Z")
        caldav_server.edit(address, "DTEND:20261214T160000Z", "DTEND:20261130T160000Z")
        with pytest.raises(BadInput, match="has been moved outside its shift A-2026-12-07"):
            self.differences(tool, place, pair)

    def test_marks_that_a_program_dropped(
        self, caldav_server: CalDavServer, pair: Rotation
    ) -> None:
        """The UID is enough."""
        tool, place, _, written = filled(caldav_server, pair)
        text = caldav_server.text(f"{place}/{written[0].id}")
        kept = [line for line in text.splitlines() if not line.startswith("X-")]
        bare = "\n".join([*kept, ""]).replace("Ada Byron", "Dora Maar")
        caldav_server.put(f"{place}/{written[0].id}", bare)
        assert self.differences(tool, place, pair) == (
            "A-2026-12-07: Dora Maar in place of Ada Byron",
        )
