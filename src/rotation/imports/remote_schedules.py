"""Who is on call in a schedule of another tool, read from the tool itself; nothing is written.

What is read is the computed schedule: layers and rotations with every override applied.
"""

import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from zoneinfo import ZoneInfo

from rotation.api import Rotation
from rotation.config.exported.calendar import NO_ZONE
from rotation.config.exported.stints import Export, Stint
from rotation.config.exported.titles import title_pattern, title_reader
from rotation.config.faults import Wrong
from rotation.config.text import suggest
from rotation.errors import BadInput, Fault, printable
from rotation.model.source import Source
from rotation.remotes.addresses import path_of
from rotation.remotes.failures import Gone
from rotation.remotes.http import Client
from rotation.remotes.secrets import Secret, secret_of
from rotation.remotes.tool import PlaceReport, RemoteTool
from rotation.remotes.tools.reading import instant, parsed, utc_text

if TYPE_CHECKING:
    import httpx2

__all__ = ["READABLE", "RemoteSource", "remote_source"]

_CHUNK = timedelta(days=28)
"""How much is asked for at once: some tools answer for a month at most."""

_OPSGENIE = "https://api.opsgenie.com"

READABLE = ("caldav", "google", "opsgenie", "pagerduty")
"""The tools that can be imported from."""


class _Reader(Protocol):
    """One tool that is open for reading."""

    def report(self, place: str) -> PlaceReport: ...

    def stints(self, place: str, since: datetime, until: datetime) -> Iterator[Stint]: ...


@dataclass(frozen=True, slots=True)
class RemoteSource:
    """Schedules or calendars of one tool.

    Attributes
    ----------
    tool : str
        One of `READABLE`.
    places : tuple of str
        Ids of schedules or calendars.
    token_env : str
        The environment variable with the token, or with the password of a CalDAV server; that of
        Google names the key file of the service account.
    user : str
        Of a CalDAV server; may be empty.
    url : str
        Of a CalDAV server, or of another region; may be empty.
    """

    tool: str
    places: tuple[str, ...]
    token_env: str
    user: str = ""
    url: str = ""

    def read(
        self,
        since: datetime,
        until: datetime,
        environment: Mapping[str, str],
        *,
        timezone: str | None = None,
        titles: str | None = None,
        folder: Path = Path(),
        transport: "httpx2.BaseTransport | None" = None,
        sleep: Callable[[float], object] = time.sleep,
    ) -> Export:
        """Return who is on call in a window.

        Parameters
        ----------
        since, until : datetime.datetime
            Aware, half-open.
        environment : mapping of str to str
            `os.environ`.
        timezone : str, optional
            Of the team's clock; by default that of the first schedule, where the tool says it.
        titles : str, optional
            What titles of a calendar look like, as of `import_schedule`.
        folder : pathlib.Path
            Where the import goes: a key file must not lie in it.
        transport, sleep
            Of the client, for tests.

        Raises
        ------
        BadInput
            When the token or a schedule is missing, or no time zone is known.
        RemoteFailure
            When the tool refuses the token, or does not answer.
        """
        reader = self._opened(environment, titles, folder, transport, sleep)
        reports = [reader.report(place) for place in self.places]
        missing = [report for report in reports if report.missing]
        if missing:
            raise BadInput([_missing(report, self.tool) for report in missing])
        zone = timezone or next((r.timezone for r in reports if r.timezone), "")
        if not zone:
            raise BadInput(Fault("timezone", f"{self.tool} names no zone", NO_ZONE))
        stints = {
            Stint(s.start, s.end, s.schedule or report.name, s.person, s.email, s.source)
            for report in reports
            for s in reader.stints(report.place, since, until)
        }
        name = reports[0].name if len(reports) == 1 else ""
        edges = {after for _, after in _chunks(since, until)}
        return Export(_whole(sorted(stints), edges), str(ZoneInfo(zone)), printable(name))

    def _opened(
        self,
        environment: Mapping[str, str],
        titles: str | None,
        folder: Path,
        transport: "httpx2.BaseTransport | None",
        sleep: Callable[[float], object],
    ) -> _Reader:
        if self.tool == "google":
            from rotation.remotes.tools.google import GoogleCalendar  # noqa: PLC0415 - where used
            from rotation.remotes.tools.google_key import key_of  # noqa: PLC0415 - as above

            key = key_of(self.token_env, environment, folder, "token_env")
            settings: dict[str, Any] = {"transport": transport, "sleep": sleep}
            google = GoogleCalendar(_anybody(), "import", key=key, url=self.url, **settings)
            return _CalendarReader(google, titles)
        secret = secret_of(self.token_env, environment, "token_env")
        settings = {"url": self.url, "transport": transport, "sleep": sleep}
        if self.tool == "caldav":
            from rotation.remotes.tools.caldav import CalDav  # noqa: PLC0415 - as above

            dav = CalDav(_anybody(), "import", user=self.user, secret=secret, **settings)
            return _CalendarReader(dav, titles)
        return (_PagerDutyReader if self.tool == "pagerduty" else _OpsgenieReader)(
            secret, **settings
        )


def remote_source(
    text: str, *, token_env: str | None, user: str = "", url: str = ""
) -> RemoteSource:
    """Return the source that `TOOL:ID,ID` names.

    Raises
    ------
    BadInput
        For an unknown tool, without an id, and without the name of a variable.
    """
    tool, _, rest = text.partition(":")
    places = tuple(place.strip() for place in rest.split(",") if place.strip())
    faults = []
    if tool not in READABLE:
        faults.append(Fault("from", f"{tool!r} cannot be read", suggest(tool, READABLE)))
    elif not places:
        faults.append(
            Fault("from", f"{text!r} names no schedule", f"write {tool}:ID or {tool}:ID,ID")
        )
    if not token_env:
        fix = "name the environment variable with the token"
        faults.append(Fault("token_env", "is missing", fix))
    if faults:
        raise BadInput(faults)
    return RemoteSource(tool, places, token_env or "", user, url)


def _missing(report: PlaceReport, tool: str) -> Fault:
    why = " ".join(report.remarks) or "nothing of this id is known"
    return Fault("from", f"{tool}:{printable(report.place)}: {printable(why)}", "correct the id")


def _anybody() -> Rotation:
    """Return a rotation that knows nobody: titles are read as they are."""
    tables = {
        "rotation": {"name": "Import", "timezone": "UTC"},
        "track": [{"name": "import", "handover": "Mon 00:00"}],
        "engineer": [{"name": "Anybody", "joined": "2000-01-01"}],
    }
    return Rotation.from_dict(tables)


def _chunks(since: datetime, until: datetime) -> Iterator[tuple[datetime, datetime]]:
    while since < until:
        after = min(since + _CHUNK, until)
        yield since, after
        since = after


def _whole(stints: Sequence[Stint], edges: Collection[datetime]) -> tuple[Stint, ...]:
    """Return stints, where those that were cut at the end of a question are one again."""
    whole: list[Stint] = []
    open_at: dict[tuple[datetime, str, str], int] = {}
    for stint in stints:
        before = open_at.pop((stint.start, stint.schedule, stint.person), None)
        if before is not None:
            whole[before] = replace(whole[before], end=stint.end)
        else:
            before = len(whole)
            whole.append(stint)
        if stint.end in edges:
            open_at[stint.end, stint.schedule, stint.person] = before
    return tuple(whole)


class _CalendarReader:
    """Events of calendars, whose titles name people."""

    def __init__(self, tool: RemoteTool, titles: str | None) -> None:
        self._tool = tool
        try:
            self._pattern = None if titles is None else title_pattern(titles)
        except Wrong as problem:
            raise BadInput(Fault("titles", problem.what, problem.hint)) from problem

    def report(self, place: str) -> PlaceReport:
        (report,) = self._tool.places([place])
        return report

    def stints(self, place: str, since: datetime, until: datetime) -> Iterator[Stint]:
        events = self._tool.read([place], since, until)
        try:
            read = title_reader((event.text for event in events), self._pattern)
            for event in events:
                parts = read(event.text)
                source = Source(printable(f"{place}/{event.id}"))
                email = parts.person.casefold() if "@" in parts.person else ""
                yield Stint(event.start, event.end, parts.schedule, parts.person, email, source)
        except Wrong as problem:
            raise BadInput(Fault("titles", problem.what, problem.hint)) from problem


class _PagerDutyReader:
    """Final schedules of PagerDuty's schedules of layers (REST API v2)."""

    def __init__(self, secret: Secret, **settings: Any) -> None:
        from rotation.remotes.tools.pagerduty import (  # noqa: PLC0415 - where used
            PagerDutyAccount,
        )

        self._account = PagerDutyAccount(secret, **settings)
        self._addresses: Mapping[str, str] | None = None

    def report(self, place: str) -> PlaceReport:
        return self._account.place(place, "/schedules")

    def stints(self, place: str, since: datetime, until: datetime) -> Iterator[Stint]:
        if self._addresses is None:
            self._addresses = {a.id: a.email.casefold() for a in self._account.listed()}
        path = f"/schedules{path_of(place)}"
        for begins, ends in _chunks(since, until):
            # Without `overflow` what reaches over an end of the window would be cut there.
            query = {"since": utc_text(begins), "until": utc_text(ends), "overflow": "true"}
            data = self._account.client.get(path, query).data
            yield from parsed(lambda data: list(self._entries(place, data)), data, f"GET {path}")

    def _entries(self, place: str, data: Any) -> Iterator[Stint]:
        assert self._addresses is not None
        for row in data["schedule"]["final_schedule"]["rendered_schedule_entries"]:
            user = row["user"]
            email = self._addresses.get(user["id"], "")
            person = printable(str(user.get("summary") or email or user["id"]))
            times = instant(row["start"]), instant(row["end"])
            yield Stint(*times, "", person, email, Source(printable(place)))


class _OpsgenieReader:
    """Final timelines of Opsgenie (API v2), which ends in April 2027."""

    def __init__(self, secret: Secret, *, url: str = "", **settings: Any) -> None:
        headers = {"Authorization": Secret(f"GenieKey {secret.reveal()}")}
        self._client = Client(url or _OPSGENIE, headers=headers, secrets=[secret], **settings)

    def report(self, place: str) -> PlaceReport:
        path = f"/v2/schedules{path_of(place)}"
        try:
            data = self._client.get(path, {"identifierType": "id"}).data
        except Gone:
            return PlaceReport(place, "", missing=True)
        row = parsed(lambda data: dict(data["data"]), data, f"GET {path}")
        return PlaceReport(place, str(row.get("name", "")), str(row.get("timezone", "")))

    def stints(self, place: str, since: datetime, until: datetime) -> Iterator[Stint]:
        path = f"/v2/schedules{path_of(place)}/timeline"
        for begins, ends in _chunks(since, until):
            days = -(-(ends - begins) // timedelta(days=1))
            query: dict[str, str | int] = {
                "identifierType": "id",
                "interval": days,
                "intervalUnit": "days",
                "date": utc_text(begins),
            }
            data = self._client.get(path, query).data
            yield from parsed(lambda data: _periods(place, data), data, f"GET {path}")


def _periods(place: str, data: Any) -> Sequence[Stint]:
    """Return the periods of a final timeline; several rotations are schedules of their own."""
    rotations = data["data"]["finalTimeline"]["rotations"]
    stints = []
    for rotation in rotations:
        schedule = str(rotation.get("name") or "") if len(rotations) > 1 else ""
        for period in rotation.get("periods", ()):
            who = period.get("recipient") or {}
            name = str(who.get("name") or "") if who.get("type") == "user" else ""
            times = instant(period["startDate"]), instant(period["endDate"])
            email = name.casefold() if "@" in name else ""
            stints.append(
                Stint(*times, printable(schedule), printable(name), email, Source(printable(place)))
            )
    return stints
