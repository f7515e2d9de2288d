from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from analysis_cases import ONE_TRACK

from rotation.model.roster import Roster
from rotation.model.schedule import Row
from rotation.model.shifts import Entry, ShiftKind, Status
from rotation.testing import make_lock, make_problem, make_shift
from rotation.written.roster_lines import rows_of, settled_rows

SHIFT = make_shift("A-2026-11-02")
TODAY = date(2026, 10, 20)
MIDNIGHT = datetime(2026, 10, 20, 4, tzinfo=UTC)
"""Of New York, which is four hours behind UTC in October."""
EARLIER = datetime(2026, 9, 1, tzinfo=UTC)
LATER = datetime(2026, 10, 20, 9, 30, tzinfo=UTC)
PUBLISHED = Entry(
    SHIFT.id, "A", ShiftKind.REGULAR, SHIFT.start, SHIFT.end, "ada", revision=3, revised=EARLIER
)


def row(published: Entry | None, holder: str | None = "ada", *, locked: bool = False) -> Row:
    """Return the row of the one shift."""
    rotation = replace(ONE_TRACK, published=() if published is None else (published,))
    locks = [make_lock(SHIFT.id, "ada")] if locked else []
    problem = make_problem(["ada", "bela"], [SHIFT], locks=locks)
    (row_,) = rows_of(rotation, problem, Roster({SHIFT.id: holder}), TODAY)
    return row_


def test_what_was_not_published_begins_at_0() -> None:
    """A new shift has revision 0 and was revised at the midnight of today."""
    planned = row(None)

    assert (planned.shift, planned.engineer) == (SHIFT, "ada")
    assert (planned.status, planned.revision, planned.revised) == (Status.PLANNED, 0, MIDNIGHT)


def test_what_reads_as_published_keeps_its_revision() -> None:
    """Nothing visible has changed: revision and instant stay."""
    planned = row(PUBLISHED)

    assert (planned.revision, planned.revised) == (3, EARLIER)


def test_a_published_shift_without_an_instant_gets_one() -> None:
    """A published file that leaves the last columns out counts as revision 0 of today."""
    bare = replace(PUBLISHED, revision=0, revised=None)

    assert (row(bare).revision, row(bare).revised) == (0, MIDNIGHT)
    assert (row(bare, "bela").revision, row(bare, "bela").revised) == (1, MIDNIGHT)


@pytest.mark.parametrize(
    "published",
    [
        replace(PUBLISHED, engineer="bela"),
        replace(PUBLISHED, engineer=None, status=Status.OPEN),
        replace(PUBLISHED, start=SHIFT.start.replace(hour=1)),
        replace(PUBLISHED, end=SHIFT.end.replace(hour=1)),
    ],
)
def test_what_reads_otherwise_has_the_next_revision(published: Entry) -> None:
    """Another holder, start or end is the next revision, of today."""
    planned = row(published)

    assert (planned.revision, planned.revised) == (4, MIDNIGHT)


def test_a_change_is_later_than_the_last_one() -> None:
    """A second change on one day is a second later than the first: no stamp stands still."""
    planned = row(replace(PUBLISHED, engineer="bela", revised=LATER))

    assert (planned.revision, planned.revised) == (4, LATER.replace(second=1))


def test_status_tells_what_stands_behind() -> None:
    """A shift is open without a holder, locked when it was settled, and planned otherwise."""
    assert row(None, None).status is Status.OPEN
    assert row(None, locked=True).status is Status.LOCKED
    assert row(None, "bela").status is Status.PLANNED


def test_what_is_settled_besides_a_plan_stays_in_calendars() -> None:
    """What ended in the last 30 days or is published further on stands beside a plan, once.

    What was worked otherwise than published is one visible change more.
    """
    planned = row(None)

    def entry(shift: str, day: str, holder: str | None, revised: datetime | None = None) -> Entry:
        made = make_shift(shift, start=f"{day}T15:00")
        status = Status.OPEN if holder is None else Status.PLANNED
        facts = (ShiftKind.REGULAR, made.start, made.end, holder, status, 2, revised)
        return Entry(shift, "A", *facts)

    worked = entry("A-2026-09-21", "2026-09-21", "bela", EARLIER)
    rotation = replace(
        ONE_TRACK,
        history=(entry("A-2026-08-03", "2026-08-03", "ada"), worked),
        published=(
            entry("A-2026-09-21", "2026-09-21", "ada"),
            PUBLISHED,
            entry("A-2026-11-09", "2026-11-09", None),
        ),
    )
    rows = settled_rows(rotation, [planned], TODAY)

    assert [(r.shift.id, r.engineer, r.status) for r in rows] == [
        ("A-2026-09-21", "bela", Status.LOCKED),
        ("A-2026-11-09", None, Status.OPEN),
    ]
    assert [(r.revision, r.revised) for r in rows] == [(3, EARLIER), (2, MIDNIGHT)]
