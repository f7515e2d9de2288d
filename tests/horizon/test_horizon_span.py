from datetime import date

import pytest
from horizon_builders import at, rotation

from rotation.errors import BadInput
from rotation.horizon import horizon_of

TODAY = date(2026, 11, 15)
D = date.fromisoformat


def test_the_default_is_the_month_after_today() -> None:
    """Without options December follows November, and January December."""
    assert horizon_of(rotation(), today=TODAY) == (at("2026-12-01"), at("2027-01-01"))
    assert horizon_of(rotation(), today=D("2026-12-31")) == (at("2027-01-01"), at("2027-02-01"))


def test_a_month_is_whole_in_the_rotations_zone() -> None:
    """March begins at midnight in winter time and ends at midnight in summer time."""
    start, end = horizon_of(rotation(), today=TODAY, month="2026-03")
    assert (start, end) == (at("2026-03-01 05:00", "UTC"), at("2026-04-01 04:00", "UTC"))
    assert start.utcoffset() == end.utcoffset() == start - start


def test_from_and_to_are_half_open() -> None:
    """--to names the first day that is not planned."""
    horizon = horizon_of(rotation(), today=TODAY, first=D("2026-12-05"), last=D("2026-12-06"))
    assert horizon == (at("2026-12-05"), at("2026-12-06"))


def test_weeks_count_from_the_given_day_or_the_next_month() -> None:
    """--weeks counts from --from, else from the first day of the month after today."""
    horizon = horizon_of(rotation(), today=TODAY, first=D("2026-12-07"), weeks=2)
    assert horizon == (at("2026-12-07"), at("2026-12-21"))
    assert horizon_of(rotation(), today=TODAY, weeks=1) == (at("2026-12-01"), at("2026-12-08"))


def test_a_horizon_may_end_with_the_century() -> None:
    """The last month that can be planned is December 2099."""
    assert horizon_of(rotation(), today=TODAY, month="2099-12")[1] == at("2100-01-01")


@pytest.mark.parametrize(
    ("options", "place", "what"),
    [
        ({"month": "2026-12", "weeks": 2}, "--month", "cannot be combined with --weeks"),
        (
            {"month": "2026-12", "first": D("2026-12-01"), "last": D("2026-12-02")},
            "--month",
            "cannot be combined with --from and --to",
        ),
        ({"month": "2026-13"}, "--month", "2026-13 is not a month"),
        ({"month": "2026-12-01"}, "--month", "is not a month"),
        ({"month": "0000-01"}, "--month", "begins before 1980-01-01"),
        ({"month": "2100-01"}, "--month", "ends after 2100-01-01"),
        ({"month": "9999-12"}, "--month", "ends after 2100-01-01"),
        ({"first": D("2026-12-01")}, "--from", "needs an end"),
        ({"last": D("2026-12-01")}, "--to", "needs a start"),
        (
            {"first": D("2026-12-01"), "last": D("2026-12-01")},
            "--to",
            "which is not after its start",
        ),
        (
            {"first": D("2026-12-02"), "last": D("2026-12-01")},
            "--to",
            "which is not after its start",
        ),
        ({"first": D("1815-12-10"), "weeks": 2}, "--from", "begins before 1980-01-01"),
        ({"first": D("2026-12-01"), "last": D("2100-01-02")}, "--to", "ends after 2100-01-01"),
        ({"first": D("9999-12-01"), "weeks": 9}, "--weeks", "ends after 2100-01-01"),
        ({"weeks": 10**12}, "--weeks", "ends after 2100-01-01"),
        ({"weeks": 0}, "--weeks", "0 weeks"),
        (
            {"first": D("2026-12-01"), "last": D("2026-12-09"), "weeks": 1},
            "--weeks",
            "cannot be combined with --to",
        ),
        ({"today": D("2099-12-01")}, "--today", "ends after 2100-01-01"),
        ({"today": D("9999-12-31")}, "--today", "ends after 2100-01-01"),
    ],
)
def test_options_that_make_no_horizon_are_refused(
    options: dict[str, object], place: str, what: str
) -> None:
    """Each wrong combination names the option and what is wrong with it."""
    with pytest.raises(BadInput) as raised:
        horizon_of(rotation(), **{"today": TODAY, **options})
    (fault,) = raised.value.faults
    assert fault.place == place
    assert what in fault.what
    assert fault.place not in fault.what
    assert fault.hint


def test_all_clashes_are_reported_at_once() -> None:
    """A bad month beside bad weeks gives every fault."""
    with pytest.raises(BadInput) as raised:
        horizon_of(rotation(), today=TODAY, month="May", weeks=0)
    assert [f.place for f in raised.value.faults] == ["--month", "--month", "--weeks"]
