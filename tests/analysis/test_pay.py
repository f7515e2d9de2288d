from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest
from analysis_cases import ONE_TRACK, TWO_TRACKS, line

from rotation.analysis.pay import PaidLine, pay_of_month, rounded
from rotation.errors import BadInput
from rotation.horizon.hours import Hours
from rotation.model.settings import PaySettings, RotationData

RATES = PaySettings(
    currency="EUR",
    off_hours=Fraction("2.50"),
    weekend=Fraction(4),
    holiday=Fraction(6),
    lieu_holiday=Fraction(1, 8),
)
# A-2026-11-23 holds Thanksgiving, and is split on Friday at 17:00; the next reaches December.
TEAM = replace(
    ONE_TRACK,
    pay=RATES,
    history=(
        line("A-2026-11-23", "2026-11-23T11:00", "2026-11-27T17:00", "ada"),
        line("A-2026-11-23+2", "2026-11-27T17:00", "2026-11-30T11:00", "bela"),
        line("A-2026-11-30", "2026-11-30T11:00", "2026-12-07T11:00", "ada"),
    ),
)


def hours(*numbers: float) -> Hours:
    return Hours(*(timedelta(hours=number) for number in numbers))


def paid(team: RotationData = TEAM, month: str = "2026-11") -> tuple[PaidLine, ...]:
    return pay_of_month(team, month)


def test_a_split_shift_is_paid_once() -> None:
    """Ada has Monday 11:00 to Friday 17:00 and the last day's rest, bela the weekend between.

    Ada: working 6 + 8 + 8 + 8 and 6 on the 30th; off-hours 7 + 16 + 16 + 9 and 7; 24 of holiday.
    Bela: working 2, off-hours 7 + 9, weekend 48.
    """
    ada, bela = paid()

    assert ada.hours == hours(36, 55, 0, 24)
    assert bela.hours == hours(2, 16, 48, 0)
    assert ada.hours.total + bela.hours.total == timedelta(days=7, hours=13)


def test_pay_and_time_in_lieu() -> None:
    """Each kind of hours has its rate; 24 hours of a holiday at 1/8 are 3 hours in lieu."""
    ada, bela = paid()

    assert ada.amounts() == {"working": 0, "off_hours": Fraction("137.5"), "weekend": 0} | {
        "holiday": 144
    }
    assert (ada.pay, bela.pay) == (Fraction("281.5"), 40 + 192)
    assert (ada.lieu_hours, bela.lieu_hours) == (3, 0)


def test_months_tile_a_shift() -> None:
    """What November does not pay of a shift, December does."""
    november, december = (paid(month=month)[0] for month in ("2026-11", "2026-12"))

    assert [piece.shift for piece in november.pieces] == ["A-2026-11-23", "A-2026-11-30"]
    assert november.pieces[1].end == december.pieces[0].start
    assert (november.pieces[1].hours + december.pieces[0].hours).total == timedelta(days=7)


def test_a_month_begins_at_the_persons_midnight() -> None:
    """In Tokyo November ends 14 hours before it does in New York, and Saturday comes sooner."""
    ada = replace(TEAM.engineers[0], timezone="Asia/Tokyo", country="JP")
    (line_, _) = paid(replace(TEAM, engineers=(ada, TEAM.engineers[1])))

    # 23 November is Labor Thanksgiving Day; it begins for her on Tuesday the 24th at 01:00, and
    # ends on Saturday the 28th at 07:00.
    assert line_.pieces[0].start.isoformat() == "2026-11-24T01:00:00+09:00"
    assert line_.pieces[0].hours == hours(32, 63, 7, 0)
    assert len(line_.pieces) == 1  # the 30th at 11:00 is December there


def test_pay_follows_the_holidays_of_the_persons_country() -> None:
    """Thanksgiving is a workday of somebody in Britain; the company's own days are kept."""
    ada = replace(TEAM.engineers[0], country="GB", subdivision="ENG")
    (line_, _) = paid(replace(TEAM, engineers=(ada, TEAM.engineers[1])))

    assert line_.hours == hours(44, 71, 0, 0)


def test_pay_follows_the_weekend_of_the_persons_country() -> None:
    """In Israel Friday and Saturday are the weekend, and Sunday is a workday like any other."""
    people = (replace(engineer, country="IL") for engineer in TEAM.engineers)
    ada, bela = paid(replace(TEAM, engineers=tuple(people)))

    assert ada.hours == hours(36, 62, 17, 0)
    assert bela.hours == hours(10, 25, 31, 0)


@pytest.mark.parametrize("country", [None, "US"])
def test_who_is_of_the_rotations_country_has_its_weekend(country: str | None) -> None:
    """The team's own weekend holds for them, whether the country is written or left out."""
    ada = replace(TEAM.engineers[0], country=country)
    abroad = replace(TEAM.engineers[1], country="GB", subdivision="ENG")
    team = replace(TEAM, engineers=(ada, abroad), holidays=replace(TEAM.holidays, weekend=(4, 5)))
    first, second = paid(team)

    assert first.hours == hours(28, 46, 17, 24)
    assert second.hours == hours(2, 16, 48, 0)


def test_a_day_worked_in_exchange_is_paid_as_a_workday() -> None:
    """China works on Sunday, 20 September 2026; Britain, and who sits in it, does not."""
    team = replace(
        TEAM, history=(line("A-2026-09-14", "2026-09-18T00:00", "2026-09-21T00:00", "ada"),)
    )
    expected = {"CN": hours(16, 32, 24, 0), "GB": hours(8, 16, 48, 0)}
    for country, split in expected.items():
        ada = replace(team.engineers[0], country=country)
        (month, _) = paid(replace(team, engineers=(ada, team.engineers[1])), "2026-09")
        assert month.hours == split, country


def test_an_hour_is_paid_once_whatever_the_tracks() -> None:
    """Two lines of one person that share time (a broken rule) are one stretch of hours."""
    team = replace(
        TWO_TRACKS,
        history=(
            line("A-2027-01-04", "2027-01-04T11:00", "2027-01-11T11:00", "ada"),
            line("B-2027-01-06", "2027-01-06T11:00", "2027-01-13T11:00", "ada"),
        ),
    )
    ada = pay_of_month(team, "2027-01")[0]

    assert ada.hours.total == timedelta(days=9)
    assert ada.pieces[0].end == ada.pieces[1].start


def test_a_draft_replaces_what_is_written() -> None:
    """The hours of a drafted shift are its new holder's."""
    draft = (line("A-2026-11-23", "2026-11-23T11:00", "2026-11-30T11:00", "bela"),)
    ada, bela = pay_of_month(TEAM, "2026-11", draft)

    assert ada.hours.total == timedelta(hours=13)
    assert bela.hours.total == timedelta(days=7)


def test_money_is_rounded_once_and_half_to_even() -> None:
    """Rounding is of the whole month's kind of hours, and what is printed adds up."""
    assert [rounded(Fraction(n, 1000)) * 100 for n in (5, 15, 25, 26)] == [0, 2, 2, 3]
    odd = replace(TEAM, pay=PaySettings(off_hours=Fraction("0.0333"), weekend=Fraction("0.0111")))
    for month in paid(odd):
        assert month.pay == sum(month.amounts().values())
        assert (month.pay * 100).denominator == 1


@pytest.mark.parametrize("month", ["2026-13", "November", "2026-1", "0000-01"])
def test_a_text_that_is_no_month_is_refused(month: str) -> None:
    """The message names the option and how to write it."""
    with pytest.raises(BadInput, match=r"--month: .* is not a month"):
        pay_of_month(TEAM, month)
