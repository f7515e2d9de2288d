import json
import logging
import socket
import sys
import traceback
from collections.abc import Callable, Iterator
from types import TracebackType
from urllib.parse import quote
from wsgiref.types import StartResponse, WSGIEnvironment

import httpx2
import pytest
from clients import TOKEN, client_of, scripted
from hypothesis import given, settings
from hypothesis import strategies as st
from loopback import answering, serving

from rotation import BadInput, RotationError
from rotation.remotes import http
from rotation.remotes.addresses import checked_url, path_of
from rotation.remotes.failures import Changed, Denied, Exists, Gone, Unavailable, Unsure
from rotation.remotes.http import Client
from rotation.remotes.secrets import Secret

OK = httpx2.Response(200, json={"ok": True})


def answer(status: int, **content: object) -> httpx2.Response:
    return httpx2.Response(status, **content)  # type: ignore[arg-type]


# -- addresses ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "https://api.pagerduty.com",
        "https://api.eu.pagerduty.com/",
        "https://goalert.example.com:8443/sub/",
        "http://127.0.0.1:8080",
        "http://127.8.9.10",
        "http://localhost:5000/x",
        "http://[::1]:5000",
    ],
)
def test_https_and_this_computer_are_reached(url: str) -> None:
    """Without TLS there are loopback addresses only."""
    assert checked_url(url) == url.rstrip("/")


@pytest.mark.parametrize(
    ("url", "what"),
    [
        ("http://api.pagerduty.com", "http would show the secret"),
        ("http://127.0.0.1.example.com", "http would show the secret"),
        ("http://10.0.0.1", "http would show the secret"),
        ("http://localhost.example.com", "http would show the secret"),
        ("https://ada:hush@example.com", "user or password"),
        ("http://127.0.0.1@example.com/", "user or password"),
        ("http://127.0.0.1\\@example.com/", "user or password"),
        ("ftp://example.com", "no address"),
        ("https://", "no address"),
        ("api.pagerduty.com", "no address"),
        ("https://example.com/?key=1", "no address"),
        ("https://example.com/#there", "no address"),
        ("https://exa mple.com", "no address"),
        ("https://example.com\n", "no address"),
        ("https://example.com:99999999", "no address"),
        ("", "no address"),
    ],
)
def test_other_addresses_are_refused(url: str, what: str) -> None:
    """The place is named, and a password in the address is not repeated."""
    with pytest.raises(BadInput, match=what) as refused:
        checked_url(url, "rotation.toml:9: remote[1].url")
    assert str(refused.value).startswith("rotation.toml:9: remote[1].url: ")
    assert "hush" not in str(refused.value)


@settings(max_examples=25, derandomize=True)
@given(st.text(min_size=1))
def test_an_id_is_one_segment(text: str) -> None:
    """Whatever an id holds, the path has exactly the segments that were asked for."""
    if text.strip(".") == "" or any("\ud800" <= letter <= "\udfff" for letter in text):
        return
    client, requests, _ = scripted([OK])
    client.get(path_of("schedules", text, "overrides"))
    (sent,) = requests
    assert sent.url.host == "api.example.com"
    assert sent.url.raw_path == f"/v2/schedules/{quote(text, safe='')}/overrides".encode()


@pytest.mark.parametrize("part", ["", ".", "..", "..."])
def test_an_id_that_is_a_way_is_refused(part: str) -> None:
    """Nothing leads to another path of the server."""
    with pytest.raises(BadInput, match="no id"):
        path_of("schedules", part)


# -- answers ------------------------------------------------------------------------------------


def test_json_goes_out_and_comes_back() -> None:
    """Letters of every alphabet, a query with several values, and an empty answer."""
    client, (requests), _ = scripted([answer(201, json={"name": "Žofie"}), answer(204)])
    reply = client.post("/users", {"name": "Ádá 🦊"})
    assert (reply.status, reply.data) == (201, {"name": "Žofie"})
    assert json.loads(requests[0].content) == {"name": "Ádá 🦊"}
    assert requests[0].headers["content-type"] == "application/json"
    assert requests[0].headers["authorization"] == f"Token token={TOKEN}"
    assert client.request("GET", "/oncalls", query={"ids[]": ["A", "B"], "limit": 100}).data is None
    assert str(requests[1].url).endswith("/v2/oncalls?ids%5B%5D=A&ids%5B%5D=B&limit=100")


@pytest.mark.parametrize(
    ("status", "kind", "code"),
    [
        (400, Denied, 2),
        (401, Denied, 2),
        (403, Denied, 2),
        (404, Gone, 2),
        (409, Exists, 2),
        (410, Gone, 2),
        (412, Changed, 2),
        (422, Denied, 2),
    ],
)
def test_an_answer_is_one_kind_of_failure(status: int, kind: type[Exception], code: int) -> None:
    """With method, path, status and text; it is not repeated."""
    client, requests, pauses = scripted([answer(status, json={"error": "no\x1b[31m such\nthing"})])
    with pytest.raises(RotationError) as failed:
        client.put("/schedules/P1", {})
    assert type(failed.value) is kind
    assert failed.value.exit_code == code
    assert str(failed.value).startswith(f"PUT /schedules/P1: {status}: ")
    assert str(failed.value).isprintable()
    assert (len(requests), pauses) == (1, [])


def test_long_texts_are_cut() -> None:
    """A whole page of text is not repeated in a terminal."""
    client, _, _ = scripted([answer(400, text="long " * 1000)])
    with pytest.raises(Denied) as failed:
        client.get("/users")
    assert len(str(failed.value)) < 260


@pytest.mark.parametrize("kind", ["text/html", "application/json"])
def test_a_page_to_sign_in_is_no_answer(kind: str) -> None:
    """Where a proxy or a wrong address answers with a page, the sentence says so."""
    page = answer(200, content=b"  <html>Sign in</html>", headers={"content-type": kind})
    client, _, _ = scripted([page])
    with pytest.raises(Denied, match="a web page; is the url right, or does a sign-in"):
        client.get("/users")


@pytest.mark.parametrize("body", [b"OK", b"\xff\xfe", b"[" * 100_000, b'{"a": 1'])
def test_what_is_no_json_is_refused(body: bytes) -> None:
    """Neither a crash nor a guess."""
    client, _, _ = scripted([answer(200, content=body)])
    with pytest.raises(Denied, match="not JSON"):
        client.get("/users")
    client, _, _ = scripted([answer(201, content=body)])
    with pytest.raises(Unsure, match="not JSON"):  # the server may have created something
        client.post("/overrides", {})


def test_no_redirect_is_followed() -> None:
    """The token goes to no other address, and the sentence names the host only."""
    for location, way in (
        ("https://evil.example.net/steal?x=1", r"leads to evil\.example\.net,"),
        (f"https://user:{TOKEN}@evil.example.net/", "leads elsewhere,"),
    ):
        client, requests, _ = scripted([answer(302, headers={"location": location})])
        with pytest.raises(Denied, match=rf"302: {way} which is not followed"):
            client.get("/users")
        assert len(requests) == 1


# -- retries ------------------------------------------------------------------------------------


def test_too_many_requests_are_sent_again_later() -> None:
    """After the pause that is asked for, in seconds or as a date, else 2, 4, 8 and 16 s."""
    dates = {
        "date": "Mon, 04 Jan 2027 10:00:00 GMT",
        "retry-after": "Mon, 04 Jan 2027 10:00:07 GMT",
    }
    refusals = [
        answer(429, headers={"retry-after": "3"}),
        answer(429, headers={"ratelimit-reset": "11"}),
        answer(429, headers=dates),
        answer(429, headers={"retry-after": "soon"}),
    ]
    client, requests, pauses = scripted([*refusals, OK])
    assert client.post("/overrides", {}).data == {"ok": True}
    assert (len(requests), pauses) == (5, [3, 11, 7, 16])


def test_there_are_five_tries() -> None:
    """Then the command ends with 75, so that it is run again."""
    client, requests, pauses = scripted([answer(429)] * 9)
    with pytest.raises(Unavailable) as failed:
        client.post("/overrides", {})
    assert failed.value.exit_code == 75
    assert type(failed.value) is Unavailable
    assert (len(requests), pauses) == (5, [2, 4, 8, 16])


def test_nobody_waits_for_an_hour() -> None:
    """A pause of more than two minutes is left to the next run."""
    client, requests, pauses = scripted([answer(429, headers={"retry-after": "3600"})])
    with pytest.raises(Unavailable):
        client.get("/users")
    assert (len(requests), pauses) == (1, [])


def test_a_tool_says_when_a_403_is_a_pause() -> None:
    """Google answers so when requests come too fast; other 403 stay refusals."""

    def is_pause(data: object) -> bool:
        return data == {"reason": "rateLimitExceeded"}

    slow = answer(403, json={"reason": "rateLimitExceeded"})
    client, _, pauses = scripted([slow, answer(403, json={"reason": "no"})], is_pause=is_pause)
    with pytest.raises(Denied, match="403"):
        client.get("/events")
    assert pauses == [2]


@pytest.mark.parametrize(
    "trouble", [answer(500), answer(503), httpx2.ReadTimeout("slow"), httpx2.ReadError("cut")]
)
def test_what_does_no_harm_is_repeated(trouble: httpx2.Response | Exception) -> None:
    """GET, PUT and DELETE, and a POST that the tool declares repeatable."""
    for method, repeatable in (("GET", None), ("PUT", None), ("DELETE", None), ("POST", True)):
        client, requests, pauses = scripted([trouble, OK])
        assert client.request(method, "/x", repeatable=repeatable).data == {"ok": True}
        assert (len(requests), pauses) == (2, [2])


@pytest.mark.parametrize(
    "trouble", [answer(500), answer(502), httpx2.ReadTimeout("slow"), httpx2.ReadError("cut")]
)
def test_what_may_have_created_is_not_repeated(trouble: httpx2.Response | Exception) -> None:
    """Nobody knows whether a POST was carried out, so the caller reads again."""
    client, requests, _ = scripted([trouble, OK])
    with pytest.raises(Unsure):
        client.post("/overrides", {})
    assert len(requests) == 1


def test_what_was_not_sent_is_not_unsure() -> None:
    """Without a connection nothing was created; nobody waits for a server that is not there."""
    for trouble in (httpx2.ConnectError("refused"), httpx2.ConnectTimeout("slow")):
        client, requests, pauses = scripted([trouble])
        with pytest.raises(Unavailable) as failed:
            client.post("/overrides", {})
        assert type(failed.value) is Unavailable
        assert (len(requests), pauses) == (1, [])


def test_a_certificate_that_is_wrong_stays_wrong() -> None:
    """It is no outage: the command ends with 2."""
    trouble = httpx2.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED] self-signed certificate")
    client, _, pauses = scripted([trouble])
    with pytest.raises(Denied, match="self-signed"):
        client.get("/users")
    assert pauses == []


def test_requests_keep_a_pace() -> None:
    """Where a tool wants a second between requests, the client waits for the rest of it."""
    times = iter([0.0, 0.0, 0.25, 1.0, 5.0, 5.0])
    client, _, pauses = scripted([OK, OK, OK], pace_s=1.0, monotonic=lambda: next(times))
    for _ in range(3):
        client.get("/x")
    assert pauses == [0.75]


# -- limits, on real sockets --------------------------------------------------------------------


def drip_body(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{")
    drip(connection)


def drip_open_end(connection: socket.socket) -> None:
    connection.sendall(b'HTTP/1.1 200 OK\r\n\r\n{"ok": true}')
    drip(connection)


def drip_head(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    drip(connection)


def drip(connection: socket.socket) -> None:
    """Send a space every 20 ms, far longer than the limit and far below the timeout of a read."""
    connection.settimeout(0.02)
    for _ in range(150):
        try:
            if connection.recv(1) == b"":
                return
        except TimeoutError:
            connection.sendall(b" ")


@pytest.mark.parametrize("slow", [drip_body, drip_open_end, drip_head])
def test_a_trickle_ends_with_the_limit(slow: Callable[[socket.socket], None]) -> None:
    """The limit is that of the whole answer, not of each byte; half an answer is none."""
    late = pytest.raises(Unsure, match="no whole answer in time")
    with answering(slow) as url, Client(url, limit_s=0.2) as client, late:
        client.post("/x", {})


def test_a_large_answer_is_refused_while_it_arrives() -> None:
    """An answer that never ends is read up to the limit only, whatever length it promises."""
    sent = 0

    def endless(environ: WSGIEnvironment, start: StartResponse) -> Iterator[bytes]:
        nonlocal sent
        start("200 OK", [("Content-Type", "application/json")])
        for _ in range(400):
            sent += 100_000
            yield b" " * 100_000

    refused = pytest.raises(Denied, match="an answer of more than 10 MB")
    with serving(endless) as url, Client(url) as client, refused:
        client.get("/x")
    assert sent < 20_000_000


def test_an_answer_that_stops_is_none() -> None:
    """A connection that breaks in the middle is a failure that may be repeated."""

    def half(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{}")

    pauses: list[float] = []

    def stop(seconds: float) -> None:
        pauses.append(seconds)
        raise KeyboardInterrupt

    stopped = pytest.raises(KeyboardInterrupt)
    with answering(half) as url, Client(url, sleep=stop) as client, stopped:
        client.get("/x")
    assert pauses == [2]


def test_nothing_listens() -> None:
    """The sentence says what the system says."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with Client(f"http://127.0.0.1:{port}") as client, pytest.raises(Unavailable, match="refused"):
        client.get("/x")


def test_a_proxy_sees_no_request_to_this_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    """A token without TLS never goes through the proxy of the environment."""

    def app(environ: WSGIEnvironment, start: StartResponse) -> list[bytes]:
        start("200 OK", [("Content-Type", "application/json")])
        return [json.dumps(environ["PATH_INFO"]).encode()]

    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    with serving(app) as url, Client(url) as client:
        assert client.get("/x").data == "/x"


def test_a_signature_is_of_what_is_sent() -> None:
    """The signer sees method, path with query, and body as the server does; again for each try."""
    signed: list[str] = []

    def sign(method: str, target: str, body: bytes) -> dict[str, str | Secret]:
        signed.append(f"{method} {target} {body.decode()}")
        return {"X-Signature": Secret(f"number-{len(signed)}")}

    client, requests, _ = scripted([answer(503), OK], signer=sign)
    client.request("PUT", path_of("events", "ä b"), query={"team": "a b&c"}, data={"x": "ö"})
    assert [request.headers["x-signature"] for request in requests] == ["number-1", "number-2"]
    assert signed == 2 * [f"PUT {requests[0].url.raw_path.decode()} {requests[0].content.decode()}"]


# -- secrets ------------------------------------------------------------------------------------


def texts_of(error: BaseException) -> Iterator[str]:
    """Yield every text that somebody may print of an exception: also of its causes and frames."""
    seen: BaseException | None = error
    while seen is not None:
        yield from (str(seen), repr(seen), repr(seen.args), repr(vars(seen)))
        yield from frames_of(seen.__traceback__)
        seen = seen.__cause__ or seen.__context__
    assert error.__traceback__  # of which the first frame is the test's own
    bare = error.with_traceback(error.__traceback__.tb_next)
    yield "".join(traceback.TracebackException.from_exception(bare, capture_locals=True).format())


def frames_of(trace: TracebackType | None) -> Iterator[str]:
    while trace is not None:
        if "rotation" in trace.tb_frame.f_code.co_filename.partition("/src/")[2]:
            yield repr(trace.tb_frame.f_locals)
        trace = trace.tb_next


@pytest.mark.parametrize(
    "trouble",
    [
        answer(400, json={"you sent": f"Token token={TOKEN}"}),
        answer(400, content=("x" * 195 + TOKEN).encode()),
        answer(404, text=quote(TOKEN, safe="")),
        answer(302, headers={"location": f"https://{TOKEN}.example.com/"}),
        answer(503, text=TOKEN),
        httpx2.ConnectError(f"bad header Token token={TOKEN}"),
        httpx2.LocalProtocolError(f"bad header {TOKEN}"),
        httpx2.ReadTimeout(TOKEN),
    ],
)
def test_failures_show_no_secret(
    trouble: httpx2.Response | Exception,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Neither text nor cause, variables of frames, log of any library or output has the token."""
    bare = TOKEN.partition(":")[2]
    client, _, _ = scripted([trouble] * 5)
    with caplog.at_level(logging.DEBUG), pytest.raises(RotationError) as failed:
        client.get("/users", {"email": "ada@example.com"})
    assert failed.value.__cause__ is None
    assert failed.value.__context__ is None
    output = capfd.readouterr()
    shown = [*texts_of(failed.value), caplog.text, output.out, output.err, repr(vars(client))]
    assert not [text for text in shown if bare in text]


def test_the_wire_logs_no_secret(caplog: pytest.LogCaptureFixture) -> None:
    """Real requests, with every logger of every library at its loudest."""

    def app(environ: WSGIEnvironment, start: StartResponse) -> list[bytes]:
        assert environ["HTTP_AUTHORIZATION"] == f"Bearer {TOKEN}"
        start("200 OK", [("Content-Type", "application/json")])
        return [b"{}"]

    headers = {"Authorization": Secret(f"Bearer {TOKEN}")}
    with (
        serving(app) as url,
        caplog.at_level(logging.DEBUG),
        Client(url, headers=headers) as client,
    ):
        client.get("/x")
    assert "httpx2" in {record.name for record in caplog.records}
    assert TOKEN not in caplog.text


@pytest.mark.parametrize("value", ["abc\r\nHost: evil", "schlüssel-geheim", "a\0b"])
def test_a_header_that_cannot_be_sent_is_refused(value: str) -> None:
    """Before a library can complain with the value in its text."""
    with pytest.raises(BadInput, match="the header Authorization would hold") as refused:
        client_of(lambda _: OK, [], headers={"Authorization": Secret(value)})
    assert value not in "".join(texts_of(refused.value))


def test_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without httpx2 the sentence says what to install."""
    monkeypatch.setitem(sys.modules, "httpx2", None)
    with pytest.raises(BadInput, match=r"needs httpx2.*pip install 'rotation\[push\]'"):
        Client("https://api.example.com")


def test_the_module_loads_no_library() -> None:
    """httpx2 is imported when a client is made."""
    assert not hasattr(http, "httpx2")
