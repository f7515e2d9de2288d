"""Google Calendar, against a stand-in that keeps to Google's discovery document."""

import json
import logging
import sys
import traceback
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import httpx2
import pytest
from discovery import problems
from google_fake import GoogleFake, Refused
from wanted_cases import PUBLISHED, SINCE, UNTIL, handed_to, published_team, wanted_of

from rotation import BadInput, Rotation
from rotation.remotes.answers import words_of
from rotation.remotes.failures import Changed, Denied, Exists, Gone, Unavailable
from rotation.remotes.items import Present, Wanted
from rotation.remotes.tools.caldav import CalDav
from rotation.remotes.tools.google import GoogleCalendar
from rotation.remotes.tools.google_key import key_of
from rotation.remotes.wire import Arrived
from rotation.trades import sync

TODAY = date(2026, 12, 1)
TRANSPORT = httpx2.HTTPTransport(verify=False)


class Google:
    """A tool with its pauses, and a calendar with shifts in it."""

    def __init__(self, fake: GoogleFake, key_file: Path, team: Rotation, shifts: int = 2) -> None:
        self.fake = fake
        self.pauses: list[float] = []
        self.tool = GoogleCalendar(
            team,
            "google",
            key=key_of("KEY", {"KEY": str(key_file)}, key_file.parent / "team"),
            url=fake.url,
            transport=TRANSPORT,
            sleep=self.pauses.append,
        )
        self.place = fake.calendar("Shifts")
        self.wanted = wanted_of(team, self.place)[:shifts]
        self.written = [self.tool.create(item) for item in self.wanted]

    def read(self) -> list[Present]:
        return sorted(self.tool.read([self.place], SINCE, UNTIL))

    def item(self, number: int = 0) -> Present:
        (item,) = (item for item in self.read() if item.id == self.written[number].id)
        return item


@pytest.fixture
def filled(google: GoogleFake, key_file: Path, shifts: Rotation) -> Google:
    """Return a calendar with two shifts."""
    return Google(google, key_file, shifts)


def facts(items: Sequence[Wanted | Present]) -> list[tuple[datetime, datetime, str | None, str]]:
    return sorted((item.start, item.end, item.user or "", item.key) for item in items)


class TestGoogleRoundTrip:
    def test_what_was_written_is_read(
        self, google: GoogleFake, key_file: Path, shifts: Rotation
    ) -> None:
        """Over pages of two events; the open shift names nobody."""
        there = Google(google, key_file, shifts, 5)
        google.page = 2
        present = there.read()
        assert present == sorted(there.written)
        assert facts(present) == facts(there.wanted)
        assert [item.user for item in present].count(None) == 1

    def test_an_event_as_google_keeps_it(self, filled: Google) -> None:
        """It invites nobody, blocks nothing and has our marks."""
        event = filled.fake.event(filled.place, filled.written[0].id)
        assert event["summary"] == "Ada Byron - on call (A)"
        assert event["transparency"] == "transparent"
        assert event["status"] == "confirmed"
        assert "attendees" not in event
        assert event["extendedProperties"]["private"]["rotation-key"] == "A-2026-12-07"
        assert event["start"]["dateTime"] == "2026-12-07T11:00:00-05:00"

    def test_open_shifts_are_tentative(
        self, google: GoogleFake, key_file: Path, shifts: Rotation
    ) -> None:
        there = Google(google, key_file, shifts, 5)
        states = {e["summary"]: e["status"] for e in google.live(there.place)}
        assert states["No one - on call (B)"] == "tentative"

    def test_a_trade_keeps_the_event(self, filled: Google, shifts: Rotation) -> None:
        after = filled.tool.update(filled.written[0], handed_to(shifts, filled.wanted[0], "dora"))
        assert after.id == filled.written[0].id
        assert after == filled.item()
        assert after.user == "dora"

    def test_a_shift_that_is_withdrawn_and_comes_back(self, filled: Google) -> None:
        """Google keeps the ids of what was deleted, so it is brought back."""
        filled.tool.delete(filled.written[0])
        filled.tool.delete(filled.written[0])
        assert [item.id for item in filled.read()] == [filled.written[1].id]
        again = filled.tool.create(filled.wanted[0])
        assert again.id == filled.written[0].id
        assert facts(filled.read()) == facts(filled.wanted)

    def test_reading_is_one_request_and_one_token(self, filled: Google) -> None:
        filled.fake.requests.clear()
        tokens = filled.fake.tokens
        filled.tool.read([filled.place, filled.place], SINCE, UNTIL)
        assert len(filled.fake.requests) == 1
        assert filled.fake.tokens == tokens

    @pytest.mark.parametrize(
        ("week", "hours"),
        [
            ("2027-03-08T11:00-05:00,2027-03-15T11:00-04:00", 167),
            ("2027-11-01T11:00-04:00,2027-11-08T11:00-05:00", 169),
        ],
    )
    def test_weeks_of_clock_changes(
        self, google: GoogleFake, key_file: Path, tmp_path: Path, week: str, hours: int
    ) -> None:
        line = f"A-{week[:10]},A,regular,{week},ada\n"
        there = Google(google, key_file, published_team(tmp_path, published=line))
        (item,) = there.tool.read([there.place], there.wanted[0].start, there.wanted[0].end)
        assert (item.start, item.end) == (there.wanted[0].start, there.wanted[0].end)
        assert item.end - item.start == timedelta(hours=hours)


class TestGoogleRefusals:
    def test_an_edit_of_somebody_else_is_not_overwritten(
        self, filled: Google, shifts: Rotation
    ) -> None:
        before = filled.written[0]
        filled.fake.edit(filled.place, before.id, summary="Dora Maar - on call (A)")
        with pytest.raises(Changed):
            filled.tool.update(before, handed_to(shifts, filled.wanted[0], "cleo"))
        with pytest.raises(Changed):
            filled.tool.delete(before)
        with pytest.raises(Exists):
            filled.tool.create(filled.wanted[0])
        assert filled.item().user == "dora"

    def test_what_was_read_after_an_edit_can_be_changed(
        self, filled: Google, shifts: Rotation
    ) -> None:
        """People's programs count their changes, and Google refuses a smaller number."""
        for title in ("Dora Maar", "Emil Post"):
            filled.fake.edit(filled.place, filled.written[0].id, summary=title)
        assert filled.tool.update(filled.item(), filled.wanted[0]).user == "ada"

    def test_an_event_that_is_gone(self, filled: Google, shifts: Rotation) -> None:
        before = filled.written[0]
        filled.fake.cancel(filled.place, before.id)
        assert before.id not in {item.id for item in filled.read()}
        with pytest.raises(Gone):
            filled.tool.update(before, handed_to(shifts, filled.wanted[0], "cleo"))
        filled.tool.delete(before)

    def test_a_change_without_a_version_is_not_sent(self, filled: Google) -> None:
        filled.fake.requests.clear()
        with pytest.raises(Denied, match="no version"):
            filled.tool.update(replace(filled.written[0], version=""), filled.wanted[0])
        assert filled.fake.requests == []


class TestGoogleFailures:
    TOO_FAST = Refused(403, "Rate Limit Exceeded", "rateLimitExceeded")
    USER_TOO_FAST = Refused(403, "User Rate Limit Exceeded", "userRateLimitExceeded")
    MANY = Refused(429, "Too Many Requests", "rateLimitExceeded")
    DOWN = Refused(503, "Backend Error")

    def test_requests_that_come_too_fast_wait(self, filled: Google) -> None:
        """Longer each time; then they are carried out."""
        filled.fake.failures += [
            ("before", self.TOO_FAST),
            ("before", self.USER_TOO_FAST),
            ("before", self.MANY),
        ]
        assert len(filled.read()) == 2
        assert filled.pauses == [2, 4, 8]

    def test_a_limit_that_lasts(self, filled: Google) -> None:
        filled.fake.failures += [("before", self.TOO_FAST)] * 5
        with pytest.raises(Unavailable, match="Rate Limit"):
            filled.read()

    def test_another_refusal_is_not_repeated(self, filled: Google) -> None:
        filled.fake.failures += [("before", Refused(403, "Sharing is off.", "forbidden"))]
        with pytest.raises(Denied, match=r"events: 403: Sharing is off\.$"):
            filled.read()
        assert filled.pauses == []

    def test_an_answer_that_was_lost(self, filled: Google, shifts: Rotation) -> None:
        """What was created, changed or deleted is not done twice, and is no conflict."""
        lost = ("after", self.DOWN)
        third = wanted_of(shifts, filled.place)[2]
        filled.fake.failures += [lost]
        made = filled.tool.create(third)
        filled.fake.failures += [lost]
        changed = filled.tool.update(made, handed_to(shifts, third, "dora"))
        assert changed.user == "dora"
        assert len(filled.read()) == 3
        filled.fake.failures += [lost]
        filled.tool.delete(changed)
        assert filled.read() == sorted(filled.written)


class TestGooglePeople:
    def test_a_new_title_is_another_holder(self, filled: Google) -> None:
        for title, user in [
            ("dora", "dora"),
            ("No one - on call (A)", None),
            ("Zed", "'Zed'"),
            ("", None),
        ]:
            filled.fake.edit(filled.place, filled.written[0].id, summary=title)
            assert (filled.item().user, filled.item().key) == (user, "A-2026-12-07")

    def test_new_times_are_read(self, filled: Google) -> None:
        end = {"dateTime": "2026-12-10T11:00:00-05:00"}
        filled.fake.edit(filled.place, filled.written[0].id, end=end)
        assert filled.item().end == datetime(2026, 12, 10, 16, tzinfo=UTC)

    def test_whole_days_are_days_of_the_team(self, filled: Google) -> None:
        days = {"start": {"date": "2026-12-07"}, "end": {"date": "2026-12-14"}}
        filled.fake.edit(filled.place, filled.written[0].id, **days)
        assert filled.item().start == datetime(2026, 12, 7, 5, tzinfo=UTC)

    def test_a_copy_is_not_ours(self, filled: Google) -> None:
        """It has the marks of the event that it was copied from, but another id."""
        copy = filled.fake.copy(filled.place, filled.written[0].id)
        present = {item.id: item for item in filled.read()}
        assert (present[copy].key, present[copy].user) == ("", "ada")
        assert present[filled.written[0].id] == filled.written[0]

    def test_one_of_ours_that_repeats_is_no_shift(self, filled: Google) -> None:
        """It is one item, and can be made a single event again."""
        rule = ["RRULE:FREQ=WEEKLY;COUNT=3"]
        filled.fake.edit(filled.place, filled.written[0].id, recurrence=rule)
        item = filled.item()
        assert item.user == "'Ada Byron - on call (A)', which repeats"
        assert len(filled.read()) == 2
        assert filled.tool.update(item, filled.wanted[0]).user == "ada"
        assert filled.item().user == "ada"

    def test_other_events_are_read_and_kept(self, filled: Google) -> None:
        times = {
            "start": {"dateTime": "2026-12-10T12:00:00-05:00"},
            "end": {"dateTime": "2026-12-10T13:00:00-05:00"},
        }
        lunch = filled.fake.add(filled.place, summary="Team lunch", **times)
        series = ["RRULE:FREQ=WEEKLY;COUNT=3"]
        filled.fake.add(filled.place, summary="Gym", recurrence=series, **times)
        present = {item.id: item for item in filled.read()}
        assert set(present) == {lunch, *(item.id for item in filled.written)}
        for item in filled.written:
            filled.tool.delete(item)
        assert {event["summary"] for event in filled.fake.live(filled.place)} == {
            "Team lunch",
            "Gym",
        }


class TestGooglePull:
    KEYS = ("A-2026-12-07", "B-2026-12-09")

    @pytest.fixture
    def team(self, tmp_path: Path) -> Rotation:
        return published_team(tmp_path, published="".join(PUBLISHED.splitlines(True)[:2]))

    @pytest.fixture
    def there(self, google: GoogleFake, key_file: Path, team: Rotation) -> Google:
        return Google(google, key_file, team)

    def differences(self, there: Google, team: Rotation) -> tuple[str, ...]:
        data = there.tool.calendar_bytes(SINCE, UNTIL, {there.place: self.KEYS})
        return sync(team, data, TODAY).texts()

    def test_nothing_has_changed(self, there: Google, team: Rotation) -> None:
        assert self.differences(there, team) == ()

    def test_another_name(self, there: Google, team: Rotation) -> None:
        there.fake.edit(there.place, there.written[0].id, summary="Dora Maar - on call (A)")
        assert self.differences(there, team) == ("A-2026-12-07: Dora Maar in place of Ada Byron",)

    def test_a_deleted_event(self, there: Google, team: Rotation) -> None:
        there.fake.cancel(there.place, there.written[1].id)
        (difference,) = self.differences(there, team)
        assert "B-2026-12-09" in difference

    def test_a_shift_that_was_split(self, there: Google, team: Rotation) -> None:
        """Somebody shortened our event, and a copy of it is the rest."""
        noon = {"dateTime": "2026-12-11T11:00:00-05:00"}
        copied = {"start": noon, "summary": "Cleo Laine - on call (A)"}
        there.fake.copy(there.place, there.written[0].id, **copied)
        there.fake.edit(there.place, there.written[0].id, end=noon)
        assert self.differences(there, team) == (
            "A-2026-12-07: Cleo Laine covers 2026-12-11 11:00 to 2026-12-14 11:00 for Ada Byron",
        )

    def test_an_event_of_whole_days(self, there: Google, team: Rotation) -> None:
        """Its days are those of the shift."""
        days = {"start": {"date": "2026-12-07"}, "end": {"date": "2026-12-14"}}
        there.fake.edit(there.place, there.written[0].id, **days)
        assert self.differences(there, team) == ()


class TestGooglePlaces:
    def test_a_calendar_is_reported(self, filled: Google) -> None:
        (report,) = filled.tool.places([filled.place])
        assert report == (filled.place, "Shifts", "America/New_York", (), False, False)

    def test_a_calendar_that_is_not_shared(self, filled: Google, shifts: Rotation) -> None:
        (report,) = filled.tool.places(["somebody@example.com"])
        assert report.missing
        assert "shared with rota@project.iam.gserviceaccount.com" in report.remarks[0]
        with pytest.raises(Gone):
            filled.tool.create(wanted_of(shifts, "somebody@example.com")[0])

    def test_a_calendar_that_can_only_be_read(self, filled: Google, shifts: Rotation) -> None:
        place = filled.fake.calendar("Read only", "reader")
        (report,) = filled.tool.places([place])
        assert (report.name, report.missing, report.read_only) == ("Read only", False, True)
        assert "Make changes to events" in report.remarks[0]
        with pytest.raises(Denied, match="writer access"):
            filled.tool.create(wanted_of(shifts, place)[0])


class TestGoogleKeys:
    """The key file, which nobody else may read."""

    def key(self, path: Path, folder: Path) -> object:
        return key_of("KEY", {"KEY": str(path)}, folder, "rotation.toml:3: credentials_env")

    def test_a_file_that_others_can_read(self, key_file: Path, tmp_path: Path) -> None:
        path = tmp_path / "key.json"
        path.write_bytes(key_file.read_bytes())
        for mode in (0o640, 0o604, 0o644):
            path.chmod(mode)
            with pytest.raises(BadInput, match=rf"can be read by others \(mode {mode:o}\)"):
                self.key(path, tmp_path / "team")
        path.chmod(0o600)
        assert self.key(path, tmp_path / "team")

    def test_a_file_in_the_folder(self, key_file: Path, tmp_path: Path) -> None:
        """Also where a link leads to it, or `..` hides it."""
        team = tmp_path / "team"
        (team / "secret").mkdir(parents=True)
        path = team / "secret" / "key.json"
        path.write_bytes(key_file.read_bytes())
        path.chmod(0o600)
        link = tmp_path / "link.json"
        link.symlink_to(path)
        for name in (path, link, tmp_path / "x" / ".." / "team" / "secret" / "key.json"):
            with pytest.raises(BadInput, match="lies in the folder of the configuration"):
                self.key(name, team)

    @pytest.mark.parametrize(
        ("content", "what"),
        [
            ("", "is no key of a service account"),
            ('{"type": "authorized_user"}', "is no key of a service account"),
            ('{"type": "service_account", "client_email": "a"}', "is no key of a service account"),
            ("[" * 9_000, "is no key of a service account"),
            ("x" * 64_001, "is larger than"),
        ],
    )
    def test_what_is_no_key(self, tmp_path: Path, content: str, what: str) -> None:
        path = tmp_path / "key.json"
        path.write_text(content, encoding="utf-8")
        path.chmod(0o600)
        with pytest.raises(BadInput, match=what):
            self.key(path, tmp_path / "team")

    @pytest.mark.parametrize(
        ("uri", "what"),
        [
            ("http://oauth2.example.com/token", "use https"),
            ("https://a:b@oauth2.example.com/token", "user or password"),
            ("file:///etc/passwd", "no address"),
        ],
    )
    def test_where_tokens_come_from(
        self, key_file: Path, tmp_path: Path, uri: str, what: str
    ) -> None:
        path = tmp_path / "key.json"
        content = json.loads(key_file.read_text(encoding="utf-8"))
        path.write_text(json.dumps({**content, "token_uri": uri}), encoding="utf-8")
        path.chmod(0o600)
        with pytest.raises(BadInput, match=what):
            self.key(path, tmp_path / "team")

    def test_a_variable_that_is_missing(self, tmp_path: Path) -> None:
        for environment, state in (({}, "not set"), ({"KEY": " "}, "empty")):
            with pytest.raises(BadInput, match=f"KEY is {state}"):
                key_of("KEY", environment, tmp_path)
        with pytest.raises(BadInput, match="no such file"):
            self.key(tmp_path / "nowhere.json", tmp_path / "team")

    def test_a_key_that_google_refuses(self, key_file: Path, shifts: Rotation) -> None:
        """No token and no key is in the failure, in its causes, or logged."""
        echo = "a-secret-that-comes-back"

        def answer(request: httpx2.Request) -> httpx2.Response:
            body = {"error": "invalid_grant", "error_description": f"Invalid JWT {echo}"}
            return httpx2.Response(400, json=body)

        key = key_of("KEY", {"KEY": str(key_file)}, Path("elsewhere"))
        tool = GoogleCalendar(shifts, "google", key=key, transport=httpx2.MockTransport(answer))
        with pytest.raises(Denied, match="no token for the service account") as caught:
            tool.places(["somebody@example.com"])
        text = "".join(traceback.format_exception(caught.value))
        assert "PRIVATE KEY" not in text


def test_secrets_appear_nowhere(
    filled: Google, key_file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither the token nor a line of the key, whatever is logged or fails."""
    caplog.set_level(logging.DEBUG)
    secret = json.loads(key_file.read_text(encoding="utf-8"))["private_key"].splitlines()[1]
    token = filled.fake.token
    filled.fake.failures += [("before", Refused(400, f"bad token {token} of {secret}"))]
    with pytest.raises(Denied) as caught:
        filled.read()
    texts = ["".join(traceback.format_exception(caught.value)), caplog.text, repr(filled.tool)]
    texts += [str(record.args) for record in caplog.records]
    for text in texts:
        assert token not in text
        assert secret not in text


@pytest.mark.parametrize(
    ("error", "text"),
    [
        ({"message": "Not Found", "errors": [{"reason": "notFound"}]}, "404: Not Found"),
        ({"message": "Bad Input", "errors": ["End is in the past."]}, "404: Bad Input: End is in"),
        ({"message": 3}, '404: {"error": {"message": 3}}'),
        ("invalid_grant", '404: {"error": "invalid_grant"}'),
        ([], '404: {"error": []}'),
    ],
)
def test_failures_are_sentences(error: object, text: str) -> None:
    """Where the JSON of a failure has some."""
    answer = Arrived(404, {}, json.dumps({"error": error}).encode())
    assert words_of(answer).startswith(text)


def test_libraries_that_are_missing(
    key_file: Path, shifts: Rotation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The failure says how to install them."""
    monkeypatch.setitem(sys.modules, "google.oauth2.service_account", None)
    monkeypatch.setitem(sys.modules, "caldav.elements", None)
    key = key_of("KEY", {"KEY": str(key_file)}, key_file.parent / "team")
    with pytest.raises(BadInput, match=r"pip install 'rotation\[google\]'"):
        GoogleCalendar(shifts, "google", key=key)
    with pytest.raises(BadInput, match=r"pip install 'rotation\[caldav\]'"):
        CalDav(shifts, "office").places(["https://cal.example.com/a"])


def test_the_stand_in_sees_what_is_wrong() -> None:
    """Unknown names, wrong types, what is read-only and what is missing."""
    start = {"dateTime": "2026-12-07T11:00:00-05:00"}
    insert = "calendar.events.insert"
    assert problems("Event", {"start": start, "end": start}, method=insert) == []
    for wrong in (
        {"start": start},
        {"start": start, "end": start, "title": "x"},
        {"start": start, "end": start, "sequence": "1"},
        {"start": start, "end": start, "htmlLink": "https://example.com"},
        {"start": {"dateTime": "2026-12-07 11:00"}, "end": start},
        {"start": start, "end": start, "extendedProperties": {"private": {"a": 1}}},
    ):
        assert problems("Event", wrong, method=insert), wrong
    assert problems("Events", {"items": [{"summary": 1}]}, answer=True)
