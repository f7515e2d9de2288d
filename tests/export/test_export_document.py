"""`plan.json`."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType

import pytest

from rotation.export import plan_json
from rotation.model.shifts import Status


def test_every_kind_of_value_is_written_as_documented() -> None:
    """Order of keys, numbers, instants, dates, enums and nesting are fixed to the byte."""
    document = {
        "z": Fraction(6, 3),
        "third": Fraction(1, 3),
        "tiny": Fraction(-1, 10**9),
        "float": 0.5,
        "none": None,
        "yes": True,
        "instant": datetime(2026, 7, 1, 12, tzinfo=UTC),
        "other": datetime(2026, 1, 1, 0, tzinfo=timezone(timedelta(hours=9))),
        "day": date(2026, 7, 1),
        "status": Status.OPEN,
        "a": MappingProxyType({Status.OPEN: (1, [])}),
        "name": "Zoë \n \ud800",
    }
    assert plan_json(document, "America/New_York") == (
        "{\n"
        '  "z": 2,\n'
        '  "third": 0.333333,\n'
        '  "tiny": 0.0,\n'
        '  "float": 0.5,\n'
        '  "none": null,\n'
        '  "yes": true,\n'
        '  "instant": "2026-07-01T08:00:00-04:00",\n'
        '  "other": "2025-12-31T10:00:00-05:00",\n'
        '  "day": "2026-07-01",\n'
        '  "status": "open",\n'
        '  "a": {\n'
        '    "open": [\n'
        "      1,\n"
        "      []\n"
        "    ]\n"
        "  },\n"
        '  "name": "Zoë \\n ?"\n'
        "}\n"
    )


def test_the_text_is_json_that_utf8_can_hold() -> None:
    """What is written is read back by the standard library after encoding."""
    document = {"people": [{"id": "ada", "load": Fraction(7, 2)}]}
    assert json.loads(plan_json(document).encode()) == {"people": [{"id": "ada", "load": 3.5}]}


@pytest.mark.parametrize(
    ("value", "error", "message"),
    [
        (float("nan"), ValueError, r"document\.a\[1\]"),
        (float("inf"), ValueError, r"document\.a\[1\]"),
        (datetime(2026, 1, 1), ValueError, "no time zone"),  # noqa: DTZ001 - naive on purpose
        ({1, 2}, TypeError, "set"),
        (b"x", TypeError, "bytes"),
        (Path("x"), TypeError, "Path"),
        ({1: 2}, TypeError, "key 1"),
    ],
)
def test_what_has_no_one_form_is_refused(
    value: object, error: type[Exception], message: str
) -> None:
    """Numbers that are none, naive instants, sets, paths and odd keys raise, naming the place."""
    with pytest.raises(error, match=message):
        plan_json({"a": [0, value]})
