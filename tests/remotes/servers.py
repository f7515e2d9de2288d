"""Real CalDAV servers on this computer: Radicale and xandikos, as WSGI applications."""

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from wsgiref.types import WSGIApplication

import httpx2
from loopback import serving

from rotation.remotes.secrets import Secret

USER, PASSWORD = "ada", "correct-horse/battery:staple"


class CalDavServer:
    """A server that runs, with what it was asked.

    Attributes
    ----------
    name, url : str
        What it is, and where the calendars of the user are.
    transport : httpx2.HTTPTransport
        Shared by everything that asks: each of its own reads the certificates of the machine.
    requests : list of str
        Method and path of each request, in order; tests clear it.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.url = ""
        self.requests: list[str] = []
        self._numbers = count(1)
        self.transport = httpx2.HTTPTransport(verify=False)
        self._client = httpx2.Client(auth=(USER, PASSWORD), transport=self.transport, timeout=20)

    @property
    def secret(self) -> Secret:
        """The password of the user."""
        return Secret(PASSWORD)

    @property
    def writes(self) -> list[str]:
        """Those of the requests that change something."""
        return [line for line in self.requests if line.split()[0] in {"PUT", "DELETE"}]

    def new_calendar(self) -> str:
        """Make an empty calendar, and return its address."""
        address = f"{self.url}/calendar{next(self._numbers)}"
        self.send("MKCALENDAR", f"{address}/")
        return address

    def send(self, method: str, address: str, **options: object) -> httpx2.Response:
        """Send what the program of a person would send."""
        answer = self._client.request(method, address, **options)  # type: ignore[arg-type]
        answer.raise_for_status()
        return answer

    def text(self, address: str) -> str:
        """Return an event as it is kept, lines unfolded."""
        return self.send("GET", address).text.replace("\r\n ", "").replace("\n ", "")

    def put(self, address: str, text: str) -> None:
        """Store an event as it is given, new or not."""
        content = text.replace("\r\n", "\n").replace("\n", "\r\n").encode()
        self.send("PUT", address, content=content, headers={"Content-Type": "text/calendar"})

    def edit(self, address: str, before: str, after: str) -> None:
        """Change an event as a program does that keeps the rest of it."""
        text = self.text(address)
        assert before in text, text
        self.put(address, text.replace(before, after))

    def heard(self, app: WSGIApplication) -> WSGIApplication:
        """Return an application that writes down its requests."""

        def hear(environ, start_response):  # type: ignore[no-untyped-def]
            self.requests.append(f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}")
            length = int(environ.get("CONTENT_LENGTH") or 0)
            # Of a connection that stays open, no more than the request may be read.
            environ["wsgi.input"] = io.BytesIO(environ["wsgi.input"].read(length))
            return app(environ, start_response)

        return hear


@contextmanager
def radicale(folder: Path) -> Iterator[CalDavServer]:
    """Run Radicale, whose user needs a password and owns one of two folders."""
    from radicale import Application, config  # noqa: PLC0415 - only where it is run
    from radicale.log import logger  # noqa: PLC0415 - see above

    logger.setLevel(logging.CRITICAL)
    passwords = folder / "users"
    folder.mkdir(parents=True, exist_ok=True)
    passwords.write_text(f"{USER}:{PASSWORD}\nben:{PASSWORD}\n", encoding="utf-8")
    settings = config.load()
    login = {"type": "htpasswd", "htpasswd_filename": str(passwords), "delay": "0"}
    settings.update(
        {
            "auth": {**login, "htpasswd_encryption": "plain"},
            "storage": {"filesystem_folder": str(folder / "collections")},
            "rights": {"type": "owner_only"},
        },
        "tests",
        privileged=True,
    )
    server = CalDavServer("Radicale")
    with serving(server.heard(Application(settings))) as origin:
        server.url = f"{origin}/{USER}"
        yield server


@contextmanager
def xandikos(folder: Path) -> Iterator[CalDavServer]:
    """Run xandikos, which has no passwords."""
    from xandikos.web import (  # noqa: PLC0415 - only where it is run
        SingleUserFilesystemBackend,
        XandikosApp,
    )

    logging.getLogger("xandikos").setLevel(logging.CRITICAL)
    backend = SingleUserFilesystemBackend(str(folder))
    backend._mark_as_principal(f"/{USER}/")
    backend.create_principal(f"/{USER}/", create_defaults=True)
    server = CalDavServer("xandikos")
    app = XandikosApp(backend, current_user_principal=f"/{USER}/")
    with serving(server.heard(app.handle_wsgi_request)) as origin:
        server.url = f"{origin}/{USER}/calendars"
        yield server
