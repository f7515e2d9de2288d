"""A plugin of pytest that writes how long each test took: `-p benchmarks.mutation.durations`."""

import json
import os
from collections import defaultdict
from pathlib import Path

import pytest

__all__ = ["pytest_runtest_logreport", "pytest_sessionfinish"]

_SECONDS: dict[str, float] = defaultdict(float)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Add the time of set-up, call and tear-down."""
    _SECONDS[report.nodeid] += report.duration


def pytest_sessionfinish() -> None:
    """Write the sums where `MUTATION_DURATIONS` says."""
    Path(os.environ["MUTATION_DURATIONS"]).write_text(json.dumps(_SECONDS), encoding="utf-8")
