"""The first and the last day there is, wherever a day is written, and the days beside them."""

from collections.abc import Callable

import pytest
from config_cases import VALID, FaultsOf, Team


def joined(day: str) -> dict[str, str]:
    return {"toml": VALID.replace("2024-03-04", day, 1)}


def leaves(day: str) -> dict[str, str]:
    return {"toml": VALID.replace('id = "ada"', f'id = "ada"\nleaves = {day}', 1)}


def anchor(day: str) -> dict[str, str]:
    line = f'handover = "Mon 11:00"\nweeks = 2\nanchor = {day}'
    return {"toml": VALID.replace('handover = "Mon 11:00"', line, 1)}


def away(day: str) -> dict[str, str]:
    return {"time_off": f"ada,{day},{day},vacation,\n"}


def offer(day: str) -> dict[str, str]:
    return {"volunteers": f"ada,{day},{day},,\n"}


def worked(day: str) -> dict[str, str]:
    line = f"A-{day},A,regular,{day}T10:00Z,{day}T11:00Z,ada,,,\n"
    return {"history": line}


WRITTEN: tuple[Callable[[str], dict[str, str]], ...] = (
    joined, leaves, anchor, away, offer, worked
)  # fmt: skip


@pytest.mark.parametrize("write", WRITTEN)
def test_all_days_from_1970_to_2100(
    team: Team, faults_of: FaultsOf, write: Callable[[str], dict[str, str]]
) -> None:
    """The first and last one are read, the day before and the day after are refused."""
    first = "1970-01-01" if write is not leaves else "2024-03-05"
    last = "2100-12-31" if write is not joined else "2100-12-30"
    for day in (first, last):
        assert team(**write(day)).engineers
    for day in ("1969-12-31", "2101-01-01"):
        assert any("outside the years 1970 to 2100" in fault for fault in faults_of(**write(day)))
