"""The servers of the tests, which run as long as the session does."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from google_fake import GoogleFake
from loopback import serving
from servers import CalDavServer, radicale, xandikos
from wanted_cases import published_team

from rotation import Rotation


@pytest.fixture(scope="session")
def radicale_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CalDavServer]:
    with radicale(tmp_path_factory.mktemp("radicale")) as server:
        yield server


@pytest.fixture(scope="session")
def xandikos_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CalDavServer]:
    with xandikos(tmp_path_factory.mktemp("xandikos")) as server:
        yield server


@pytest.fixture(params=["radicale", "xandikos"])
def caldav_server(request: pytest.FixtureRequest) -> CalDavServer:
    server: CalDavServer = request.getfixturevalue(f"{request.param}_server")
    server.requests.clear()
    return server


@pytest.fixture(scope="session")
def shifts(tmp_path_factory: pytest.TempPathFactory) -> Rotation:
    """Return a team with five published shifts, one of them open."""
    return published_team(tmp_path_factory.mktemp("shifts"))


@pytest.fixture(scope="session")
def google_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[GoogleFake, Path]]:
    """Return the stand-in for Google, and the key file of its service account."""
    key = rsa.generate_private_key(65537, 2048)
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    fake = GoogleFake(public.decode())
    with serving(fake) as fake.url:
        content = {
            "type": "service_account",
            "project_id": "project",
            "private_key_id": "1",
            "private_key": private.decode(),
            "client_email": "rota@project.iam.gserviceaccount.com",
            "token_uri": f"{fake.url}/token",
        }
        path = tmp_path_factory.mktemp("google") / "key.json"
        path.write_text(json.dumps(content), encoding="utf-8")
        path.chmod(0o600)
        yield fake, path


@pytest.fixture
def google(google_server: tuple[GoogleFake, Path]) -> Iterator[GoogleFake]:
    """Return the stand-in for Google; it ends with nothing wrong in requests and answers."""
    fake, _ = google_server
    fake.requests.clear()
    fake.page = 250
    yield fake
    assert fake.failures == []
    wrong, fake.wrong = fake.wrong, []
    assert wrong == []


@pytest.fixture
def key_file(google_server: tuple[GoogleFake, Path]) -> Path:
    """Return the key file of the service account."""
    return google_server[1]
