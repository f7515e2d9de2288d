"""A plugin of pytest that writes how long each test took: `-p benchmarks.mutation.durations`."""

import json
import os
from collections import defaultdict
from pathlib import Path

import pytest

__all__ = ["pytest_runtest_logreport", "pytest_sessionfinish"]

_SECONDS: dict[str, float] = defaultdict(float)
_UNUSABLE: set[str] = set()
"""What fails or is skipped without any fault notices none: it would count each one as noticed."""


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Add the time of set-up, call and tear-down."""
    _SECONDS[report.nodeid] += report.duration
    if not report.passed:
        _UNUSABLE.add(report.nodeid)


def pytest_sessionfinish() -> None:
    """Write the sums of the tests that passed where `MUTATION_DURATIONS` says."""
    passed = {test: s for test, s in _SECONDS.items() if test not in _UNUSABLE}
    Path(os.environ["MUTATION_DURATIONS"]).write_text(json.dumps(passed), encoding="utf-8")
