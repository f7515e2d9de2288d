"""One plan for all tests of the report."""

import pytest
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
