"""The servers of the tests, which run as long as the session does."""

from collections.abc import Iterator

import pytest
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
