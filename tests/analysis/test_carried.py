from dataclasses import replace
from datetime import date

from analysis_cases import ONE_TRACK, line, local

from rotation.analysis.carried import CarriedFrom, carried_between, carried_frame, written
from rotation.model.shifts import Entry

# A week of January, worked: bela took over from ada on Friday.
HISTORY = (
    line("A-2027-01-04", "2027-01-04T11:00", "2027-01-08T11:00", "ada"),
    line("A-2027-01-04+2", "2027-01-08T11:00", "2027-01-11T11:00", "bela"),
)
PUBLISHED = (
    # History says otherwise of the first one, and history was there.
    line("A-2027-01-04", "2027-01-04T11:00", "2027-01-11T11:00", "ada"),
    line("A-2027-01-11", "2027-01-11T11:00", "2027-01-19T11:00", "ada"),
    line("A-2027-01-18", "2027-01-19T11:00", "2027-01-25T11:00", None),
)
TEAM = replace(ONE_TRACK, history=HISTORY, published=PUBLISHED)


def who(draft: tuple[Entry, ...] = ()) -> list[tuple[str, str | None, str]]:
    return [(c.shift.id, c.engineer, c.origin) for c in written(TEAM, draft)]


def test_history_goes_before_the_published_plan() -> None:
    """A shift that history holds in parts is told once, by history."""
    assert who() == [
        ("A-2027-01-04", "ada", CarriedFrom.HISTORY),
        ("A-2027-01-04+2", "bela", CarriedFrom.HISTORY),
        ("A-2027-01-11", "ada", CarriedFrom.PUBLISHED),
        ("A-2027-01-18", None, CarriedFrom.PUBLISHED),
    ]


def test_of_a_split_shift_the_longer_part_counts_the_shift() -> None:
    """Ada was on for four noons and counts the shift; bela counts three days, two of rest."""
    ada, bela = written(TEAM)[:2]

    assert (ada.shift.loads.shifts, ada.shift.loads.days, ada.shift.loads.rest_days) == (1, 4, 0)
    assert (bela.shift.loads.shifts, bela.shift.loads.days, bela.shift.loads.rest_days) == (0, 3, 2)


def test_a_draft_stands_in_for_the_shifts_it_speaks_of() -> None:
    """All parts of a drafted shift are replaced, and lines the draft overlaps; others stay."""
    draft = (
        line("A-2027-01-04", "2027-01-04T11:00", "2027-01-11T11:00", "bela"),
        line("A-2027-01-18", "2027-01-18T11:00", "2027-01-25T11:00", "bela"),
    )

    assert who(draft) == [
        ("A-2027-01-04", "bela", CarriedFrom.DRAFT),
        ("A-2027-01-18", "bela", CarriedFrom.DRAFT),
    ]


def test_a_line_belongs_to_the_window_its_start_lies_in() -> None:
    """What began before is left out, unless a draft plans it and it goes on inside."""
    start, end = local("2027-01-05T00:00"), local("2027-01-19T00:00")
    draft = (line("A-2027-01-04", "2027-01-04T11:00", "2027-01-11T11:00", "bela"),)

    plain = carried_between(TEAM, start, end)
    drafted = carried_between(TEAM, start, end, draft)

    assert [c.shift.id for c in plain] == ["A-2027-01-04+2", "A-2027-01-11"]
    assert [c.shift.id for c in drafted] == ["A-2027-01-04", "A-2027-01-11"]


def test_the_frame_has_one_row_a_person_and_shift() -> None:
    """Open lines are left out; instants are local and aware, holidays named."""
    frame = carried_frame(TEAM, written(TEAM))

    assert list(frame.columns) == [
        *("track", "start", "end", "engineer", "name", "shift", "kind", "days", "rest_days"),
        *("holidays", "period", "origin", "dates"),
    ]
    assert list(frame["engineer"]) == ["ada", "bela", "ada"]
    assert list(frame["name"]) == ["Ada", "Bela", "Ada"]
    last = frame.iloc[2]
    assert last["holidays"] == "Martin Luther King Jr. Day"
    assert (last["days"], last["rest_days"], last["origin"]) == (8, 3, "published")
    assert str(frame["start"].dt.tz) == "America/New_York"
    assert last["end"].date() == date(2027, 1, 19)


def test_a_frame_of_nothing_has_its_columns() -> None:
    """Without anything carried the frame keeps its columns and aware instants."""
    frame = carried_frame(TEAM, ())

    assert len(frame) == 0
    assert str(frame["end"].dt.tz) == "America/New_York"
