"""Tracks of a ladder hand over at the same instants, however their tables write them."""

from pathlib import Path

import pytest
from tests.teams import HOLIDAYS, write_files

import rotation
from rotation.errors import BadInput

FOLLOW = '[[rules.follow]]\nfirst = "A"\nthen = "B"\n'
BIWEEKLY = 'handover = "Mon 09:00"\nweeks = 2\nanchor = '


def load(folder: Path, *tables: tuple[str, str], more: str = "") -> None:
    """Load a team in Berlin with a table of settings for each name."""
    text = '[rotation]\nname = "T"\ntimezone = "Europe/Berlin"\n'
    text += '[[engineer]]\nname = "Ada"\njoined = 2024-01-01\n'
    text += "".join(f'[[track]]\nname = "{name}"\n{keys}\n' for name, keys in tables)
    rotation.load(write_files(folder, {"rotation.toml": text + FOLLOW + more}))


@pytest.mark.parametrize(
    ("of_a", "of_b"),
    [
        ('handover = "Mon 09:00"', 'handover = "Mon 09:00"\ntimezone = "Europe/Berlin"'),
        ('handover = "Mon 09:00"', 'handover = "Mon 09:00"\ntimezone = "Europe/Paris"'),
        ('handover = "Mon 09:00"', 'handover = "Mon 08:00"\ntimezone = "Europe/London"'),
        ('handover = "Mon 00:30"', 'handover = "Sun 23:30"\ntimezone = "Europe/London"'),
        ('handover = ["06:00", "18:00"]', 'handover = ["18:00", "06:00"]'),
        (f"{BIWEEKLY}2026-11-30", f"{BIWEEKLY}2027-01-11"),
        (f"{BIWEEKLY}2026-11-30", f"{BIWEEKLY}2026-11-24"),
    ],
)
def test_the_same_instants_are_the_same_handovers(tmp_path: Path, of_a: str, of_b: str) -> None:
    """The rotation's zone by default, zones with one clock, and anchors of the same weeks."""
    load(tmp_path, ("A", of_a), ("B", of_b))


@pytest.mark.parametrize(
    ("of_a", "of_b", "fix"),
    [
        (
            'handover = "Mon 09:00"',
            'handover = "Mon 09:00"\ntimezone = "Europe/London"',
            "`timezone`, `weeks` and `anchor`",
        ),
        # The same in winter only.
        (
            'handover = "Mon 09:00"',
            'handover = "Mon 09:00"\ntimezone = "Africa/Lagos"',
            "`timezone`, `weeks` and `anchor`",
        ),
        (f"{BIWEEKLY}2026-11-30", f"{BIWEEKLY}2026-12-07", "`timezone`, `weeks` and `anchor`"),
        (f"{BIWEEKLY}2026-11-30", 'handover = "Mon 09:00"', "`timezone`, `weeks` and `anchor`"),
        ('handover = ["06:00", "18:00"]', 'handover = ["06:00", "19:00"]', "`handover`"),
    ],
)
def test_other_instants_are_a_fault_with_both_tables(
    tmp_path: Path, of_a: str, of_b: str, fix: str
) -> None:
    """Also where only one of the two writes its zone."""
    with pytest.raises(BadInput) as caught:
        load(tmp_path, ("A", of_a), ("B", of_b))
    second = 9 + of_a.count("\n") + 1
    (fault,) = caught.value.faults
    assert fault.what == (
        f"tracks A (rotation.toml:7) and B (rotation.toml:{second}) do not have the same "
        f"handovers; give both the same {fix}"
    )


def test_a_table_of_later_days_is_compared_while_it_applies(tmp_path: Path) -> None:
    """What changes from a day on is found at the line of that table."""
    later = ("B", 'handover = "Tue 09:00"\nfirst_day = 2027-03-01')
    early = ("B", 'handover = "Mon 09:00"\nlast_day = 2027-02-28')
    a = ("A", 'handover = "Mon 09:00"')
    with pytest.raises(BadInput, match=r"A \(rotation.toml:7\) and B \(rotation.toml:14\)"):
        load(tmp_path, a, early, later)
    load(tmp_path, ("A", f"{a[1]}\nlast_day = 2027-02-28"), early)


WINDOWS = 'windows = ["Mon-Fri 08:00-18:00"]'
IRISH, US = 'country = "IE"', 'country = "US"'


@pytest.mark.parametrize(
    ("of_a", "of_b", "fix"),
    [
        ('on_rest_day = "keep"', "", "`on_rest_day`"),
        # Hours keep handovers where they are, unless the table says otherwise.
        (WINDOWS, "", "`on_rest_day`"),
        (f"{IRISH}\n", f"{US}\n", "`country`, `subdivision` and `weekend`"),
        ('weekend = ["Fri", "Sat"]', 'weekend = ["Mon"]', "`country`, `subdivision` and `weekend`"),
    ],
)
def test_handovers_that_rest_days_move_apart_are_a_fault(
    tmp_path: Path, of_a: str, of_b: str, fix: str
) -> None:
    """On a rest day one of the two would hand over on another day."""
    with pytest.raises(BadInput) as caught:
        load(tmp_path, moving("A", of_a), moving("B", of_b), more=HOLIDAYS)
    (fault,) = caught.value.faults
    assert fault.place.startswith("rotation.toml:")
    assert "do not have the same handovers: rest days move that of 20" in fault.what
    assert fault.what.endswith(f"at one of them only; give both the same {fix}")


@pytest.mark.parametrize(
    ("of_a", "of_b"),
    [
        ("", ""),
        (WINDOWS, 'on_rest_day = "keep"'),
        (f'{WINDOWS}\non_rest_day = "next_workday"', ""),
        (f"{IRISH}\n", f"{IRISH}\n"),
        (f'{IRISH}\non_rest_day = "keep"', f'{US}\non_rest_day = "keep"'),
        # No Monday is a holiday there: nothing moves apart.
        (
            f"{US}\nlast_day = 2026-12-31\nfirst_day = 2026-12-01",
            f"{IRISH}\nlast_day = 2026-12-31\nfirst_day = 2026-12-01",
        ),
    ],
)
def test_handovers_that_rest_days_move_together_are_the_same(
    tmp_path: Path, of_a: str, of_b: str
) -> None:
    """What a table does not say is the rotation's."""
    load(tmp_path, moving("A", of_a), moving("B", of_b), more=HOLIDAYS)


def moving(name: str, keys: str) -> tuple[str, str]:
    return name, f'handover = "Mon 09:00"\n{keys}'


def test_without_rest_days_nothing_moves_apart(tmp_path: Path) -> None:
    """A rotation without a country has no holidays, and no Monday is a weekend."""
    load(tmp_path, moving("A", 'on_rest_day = "keep"'), moving("B", ""))
