"""The tool CalDAV, against servers that run."""

import logging
import traceback
from base64 import b64encode
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx2
import pytest
from caldav_cases import facts, filled, read, tool_of
from servers import USER, CalDavServer
from wanted_cases import SINCE, UNTIL, handed_to, published_team, wanted_of

from rotation import BadInput, CalendarSettings, Rotation
from rotation.remotes.failures import Changed, Denied, Exists, Gone, Unsure
from rotation.remotes.items import Present
from rotation.remotes.secrets import Secret
from rotation.remotes.tools.caldav import CalDav

BOMB = """<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c SYSTEM "file:///etc/passwd">]><multistatus xmlns="DAV:">&b;&c;</multistatus>"""

CUT = """<multistatus xmlns="DAV:"><response><href>/a/</href>
<status>HTTP/1.1 507 Insufficient Storage</status></response></multistatus>"""
"""What a server adds where it gives fewer events than there are (RFC 4791 section 7.8)."""


class TestCalDavRoundTrip:
    def test_what_was_written_is_read(self, caldav_server: CalDavServer, shifts: Rotation) -> None:
        """Times, holders, keys and versions come back; the open shift names nobody."""
        tool, place, wanted, written = filled(caldav_server, shifts, 5)
        present = read(tool, place)
        assert present == sorted(written)
        assert facts(present) == facts(wanted)
        assert [item.user for item in present].count(None) == 1
        assert all(item.version for item in present)

    def test_an_event_is_worded_as_in_the_public_calendar(
        self, caldav_server: CalDavServer, shifts: Rotation
    ) -> None:
        """Without METHOD (RFC 4791 section 4.1), with stamps of the revision and a mark."""
        _, place, _, (held, *_) = filled(caldav_server, shifts, 1)
        text = caldav_server.text(f"{place}/{held.id}")
        assert "METHOD" not in text
        for line in (
            "SUMMARY:Ada Byron - on call (A)",
            "DTSTART:20261207T160000Z",
            "DTEND:20261214T160000Z",
            "DTSTAMP:20261101T093000Z",
            "SEQUENCE:0",
            "STATUS:CONFIRMED",
            "TRANSP:TRANSPARENT",
            "X-ROTATION-KEY:A-2026-12-07",
        ):
            assert line in text.splitlines(), text
        (uid,) = (line for line in text.splitlines() if line.startswith("UID:"))
        assert uid == f"UID:{held.id.removesuffix('.ics')}@rotation.invalid"

    def test_a_trade_keeps_the_event(self, caldav_server: CalDavServer, shifts: Rotation) -> None:
        tool, place, wanted, written = filled(caldav_server, shifts)
        traded = handed_to(shifts, wanted[0], "dora")
        after = tool.update(written[0], traded)
        assert after.id == written[0].id
        assert after.version != written[0].version
        assert after in read(tool, place)
        text = caldav_server.text(f"{place}/{after.id}")
        assert "SUMMARY:Dora Maar - on call (A)" in text
        assert "SEQUENCE:1" in text

    def test_a_new_domain_keeps_the_uids_that_are_there(
        self, caldav_server: CalDavServer, shifts: Rotation
    ) -> None:
        """Servers refuse another UID for an event."""
        _, place, wanted, (before, *_) = filled(caldav_server, shifts, 1)
        moved = shifts.replace(calendar=CalendarSettings(uid_domain="example.org"))
        tool = tool_of(caldav_server, moved)
        tool.update(read(tool, place)[0], handed_to(shifts, wanted[0], "dora"))
        text = caldav_server.text(f"{place}/{before.id}")
        assert f"UID:{before.id.removesuffix('.ics')}@rotation.invalid" in text
        assert "Dora Maar" in text

    def test_a_shift_that_is_withdrawn_goes(
        self, caldav_server: CalDavServer, shifts: Rotation
    ) -> None:
        tool, place, _, written = filled(caldav_server, shifts)
        tool.delete(written[1])
        tool.delete(written[1])
        assert read(tool, place) == sorted(w for w in written if w != written[1])

    def test_reading_is_one_request(self, caldav_server: CalDavServer, shifts: Rotation) -> None:
        tool, place, *_ = filled(caldav_server, shifts)
        caldav_server.requests.clear()
        tool.read([place, place], SINCE, UNTIL)
        (request,) = caldav_server.requests
        assert request.startswith("REPORT ")

    def test_a_window_reads_what_overlaps_it(
        self, caldav_server: CalDavServer, shifts: Rotation
    ) -> None:
        """A shift that ends as the window begins is not in it; one that is running is."""
        tool, place, _, written = filled(caldav_server, shifts, 3)
        begins = written[2].start
        present = tool.read([place], begins, begins + timedelta(days=1))
        assert {item.key for item in present} == {"A-2026-12-14", "B-2026-12-09"}
        assert tool.read([place], UNTIL, UNTIL + timedelta(days=1)) == []


class TestCalDavRefusals:
    def test_a_uid_is_there_once(self, caldav_server: CalDavServer, shifts: Rotation) -> None:
        """The same event again, and one of the same UID under another name, exist already."""
        tool, place, wanted, written = filled(caldav_server, shifts)
        with pytest.raises(Exists):
            tool.create(wanted[0])
        text = caldav_server.text(f"{place}/{written[0].id}")
        other = caldav_server.new_calendar()
        elsewhere = replace(wanted[0], place=other)
        uid = f"{written[0].id.removesuffix('.ics')}@"
        own = tool.create(elsewhere)
        taken = f"{own.id.removesuffix('.ics')}@"
        tool.delete(own)
        caldav_server.put(f"{other}/copied.ics", text.replace(uid, taken))
        with pytest.raises(Exists):
            tool.create(elsewhere)

    def test_an_edit_of_somebody_else_is_not_overwritten(
        self, caldav_server: CalDavServer, shifts: Rotation
    ) -> None:
        tool, place, wanted, written = filled(caldav_server, shifts)
        address = f"{place}/{written[0].id}"
        caldav_server.edit(address, "Ada Byron", "Dora Maar")
        with pytest.raises(Changed):
            tool.update(written[0], handed_to(shifts, wanted[0], "cleo"))
        with pytest.raises(Changed):
            tool.delete(written[0])
        assert "Dora Maar" in caldav_server.text(address)

    def test_an_event_that_is_gone(self, caldav_server: CalDavServer, shifts: Rotation) -> None:
        """It is not created again by a change, and deleting it once more is no failure."""
        tool, place, wanted, written = filled(caldav_server, shifts)
        caldav_server.send("DELETE", f"{place}/{written[0].id}")
        with pytest.raises(Gone):
            tool.update(written[0], handed_to(shifts, wanted[0], "cleo"))
        tool.delete(written[0])
        assert written[0].id not in {item.id for item in read(tool, place)}

    def test_a_calendar_that_does_not_exist(
        self, caldav_server: CalDavServer, shifts: Rotation
    ) -> None:
        tool, place = tool_of(caldav_server, shifts), f"{caldav_server.url}/nowhere"
        with pytest.raises((Gone, Denied)):
            tool.read([place], SINCE, UNTIL)
        with pytest.raises((Gone, Denied)):
            tool.create(wanted_of(shifts, place)[0])
        (report,) = tool.places([place])
        assert (report.missing, report.name) == (True, "")

    def test_a_change_without_a_version_is_not_sent(
        self, caldav_server: CalDavServer, shifts: Rotation
    ) -> None:
        tool, _, wanted, written = filled(caldav_server, shifts)
        caldav_server.requests.clear()
        with pytest.raises(Denied, match="no version"):
            tool.update(replace(written[0], version=""), wanted[0])
        with pytest.raises(Denied, match="no version"):
            tool.delete(replace(written[0], version=""))
        assert caldav_server.requests == []


class TestCalDavTimes:
    @pytest.mark.parametrize(
        ("start", "end", "hours"),
        [
            ("2027-03-08T11:00-05:00", "2027-03-15T11:00-04:00", 167),
            ("2027-11-01T11:00-04:00", "2027-11-08T11:00-05:00", 169),
        ],
    )
    def test_weeks_of_clock_changes(
        self, caldav_server: CalDavServer, tmp_path: Path, start: str, end: str, hours: int
    ) -> None:
        """The instants are kept, whatever the clock does in between."""
        line = f"A-{start[:10]},A,regular,{start},{end},ada\n"
        team = published_team(tmp_path, published=line)
        place = caldav_server.new_calendar()
        tool = tool_of(caldav_server, team)
        (wanted,) = wanted_of(team, place)
        tool.create(wanted)
        (item,) = tool.read([place], wanted.start, wanted.end)
        assert (item.start, item.end) == (wanted.start, wanted.end)
        assert item.end - item.start == timedelta(hours=hours)


class TestCalDavPlaces:
    def test_a_calendar_is_reported_with_its_name(
        self, caldav_server: CalDavServer, shifts: Rotation
    ) -> None:
        """An address may be given whole, or below that of the server, with or without a slash."""
        place = caldav_server.new_calendar()
        named = tool_of(caldav_server, shifts)
        for given in (place, f"{place}/", place.removeprefix(f"{caldav_server.url}/")):
            (report,) = named.places([given])
            assert (report.place, report.missing, report.remarks) == (given, False, ())
            assert report.name

    def test_what_is_no_calendar(self, caldav_server: CalDavServer, shifts: Rotation) -> None:
        (report,) = tool_of(caldav_server, shifts).places([caldav_server.url])
        assert report.missing
        assert report.remarks == (
            "This is no calendar for events: give the address of the calendar.",
        )

    def test_a_password_that_is_wrong(
        self, radicale_server: CalDavServer, shifts: Rotation
    ) -> None:
        place = radicale_server.new_calendar()
        tool = CalDav(shifts, "office", user=USER, secret=Secret("wrong-password"))
        with pytest.raises(Denied, match="401") as caught:
            tool.places([place])
        assert "wrong-password" not in str(caught.value)

    def test_a_calendar_of_somebody_else(
        self, radicale_server: CalDavServer, shifts: Rotation
    ) -> None:
        place = f"{radicale_server.url.rpartition('/')[0]}/ben/shifts"
        with pytest.raises(Denied, match="403"):
            tool_of(radicale_server, shifts).create(wanted_of(shifts, place)[0])

    @pytest.mark.parametrize(
        ("url", "place", "what"),
        [
            ("https://cal.example.com/dav", "https://other.example.com/a", "on another server"),
            ("https://cal.example.com/dav", "http://cal.example.com/dav/a", "use https"),
            ("", "calendar", "no address"),
            ("", "https://ada:hush@cal.example.com/a", "user or password"),
            ("https://cal.example.com/dav", "//other.example.com/a", "on another server"),
        ],
    )
    def test_addresses_that_are_refused(
        self, shifts: Rotation, url: str, place: str, what: str
    ) -> None:
        """The password goes to one server, and nobody on the way reads it."""
        with pytest.raises(BadInput, match=what):
            CalDav(shifts, "office", url=url).read([place], SINCE, UNTIL)

    def test_calendars_of_two_servers(self, shifts: Rotation) -> None:
        """Without an address of the server, the first calendar says which it is."""
        tool = CalDav(shifts, "office", transport=httpx2.MockTransport(empty))
        assert tool.read(["https://cal.example.com/a"], SINCE, UNTIL) == []
        with pytest.raises(BadInput, match="on another server"):
            tool.read(["https://other.example.com/a"], SINCE, UNTIL)


class TestCalDavSecrets:
    def test_the_password_appears_nowhere(
        self, shifts: Rotation, caplog: pytest.LogCaptureFixture
    ) -> None:
        """Not in failures, in their causes or in what is logged, even if the server repeats it."""
        caplog.set_level(logging.DEBUG)
        password = "hunter2/very long"  # noqa: S105 - of nothing
        login = b64encode(f"ada:{password}".encode()).decode()

        def echo(request: httpx2.Request) -> httpx2.Response:
            assert request.headers["Authorization"] == f"Basic {login}"
            status = {"REPORT": 400, "PROPFIND": 401, "PUT": 403}[request.method]
            body = f"bad login {request.headers['Authorization']} of ada:{password}"
            return httpx2.Response(status, text=body)

        place = "https://cal.example.com/a"
        tool = CalDav(
            shifts,
            "office",
            user="ada",
            secret=Secret(password),
            transport=httpx2.MockTransport(echo),
        )
        texts = [repr(tool)]
        for call in (
            lambda: tool.read([place], SINCE, UNTIL),
            lambda: tool.places([place]),
            lambda: tool.create(wanted_of(shifts, place)[0]),
        ):
            with pytest.raises(Denied) as caught:
                call()
            texts += ["".join(traceback.format_exception(caught.value, chain=True))]
        texts += [caplog.text, *(str(record.args) for record in caplog.records)]
        for text in texts:
            assert password not in text
            assert login not in text

    def test_answers_that_are_lost(self, shifts: Rotation) -> None:
        """Reading is repeated after a pause; a write is not, as it may have been carried out."""
        busy = httpx2.Response(503, headers={"Retry-After": "7"})
        pauses: list[float] = []

        def answer(request: httpx2.Request) -> httpx2.Response:
            if request.method == "REPORT" and len(pauses) == 2:
                return empty(request)
            return busy if len(pauses) == 1 else httpx2.Response(500)

        transport = httpx2.MockTransport(answer)
        tool = CalDav(shifts, "office", transport=transport, sleep=pauses.append)
        place = "https://cal.example.com/a"
        assert tool.read([place], SINCE, UNTIL) == []
        assert pauses == [2, 7]
        with pytest.raises(Unsure):
            tool.create(wanted_of(shifts, place)[0])
        with pytest.raises(Unsure):
            tool.update(
                Present(SINCE, UNTIL, place, "a.ics", None, version='"1"'),
                wanted_of(shifts, place)[0],
            )
        assert pauses == [2, 7]

    @pytest.mark.parametrize(
        ("answer", "what"),
        [
            (httpx2.Response(200, html="<p>Sign in</p>"), "other than XML"),
            (
                httpx2.Response(207, text="{}", headers={"Content-Type": "text/xml"}),
                "broken",
            ),
            (httpx2.Response(207, content=b"x" * 10_000_001), "more than 10 MB"),
            (httpx2.Response(302, headers={"Location": "https://evil.example/"}), "not followed"),
            (httpx2.Response(207, text=CUT, headers={"Content-Type": "text/xml"}), "incomplete"),
        ],
    )
    def test_answers_of_something_else(
        self,
        shifts: Rotation,
        answer: httpx2.Response,
        what: str,
        capfd: pytest.CaptureFixture[str],
    ) -> None:
        """They are failures, and nothing is printed."""
        tool = CalDav(shifts, "office", transport=httpx2.MockTransport(lambda _: answer))
        with pytest.raises(Denied, match=what):
            tool.read(["https://cal.example.com/a"], SINCE, UNTIL)
        assert capfd.readouterr() == ("", "")

    def test_entities_are_not_resolved(self, shifts: Rotation) -> None:
        answer = httpx2.Response(207, text=BOMB, headers={"Content-Type": "text/xml"})
        tool = CalDav(shifts, "office", transport=httpx2.MockTransport(lambda _: answer))
        assert tool.read(["https://cal.example.com/a"], SINCE, UNTIL) == []


def empty(_: httpx2.Request) -> httpx2.Response:
    """Answer that nothing is there."""
    body = '<?xml version="1.0"?><multistatus xmlns="DAV:"/>'
    return httpx2.Response(207, text=body, headers={"Content-Type": "application/xml"})
