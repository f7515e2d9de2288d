"""One plan and one browser for all tests of the report."""

from collections.abc import Iterator
from typing import Any

import pytest
from browsing import chromium
from report_cases import Page, plan_of

from rotation.plans.plan import Plan


@pytest.fixture(scope="session")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """Return the December of a team of 24."""
    return plan_of(tmp_path_factory.mktemp("team"))


@pytest.fixture(scope="session")
def page(plan: Plan) -> Page:
    """Return its report, read."""
    return Page(plan.files()["report.html"])


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Return one browser for all tests here, with a fresh profile and its logs kept."""
    with chromium(tmp_path_factory.mktemp("profile")) as driver:
        yield driver
