from horizon_builders import at, entry, local, rotation

from rotation.horizon import shifts_of
from rotation.model.shifts import Loads, ShiftKind
from rotation.written import held_from_entries, shifts_from_entries


def test_a_line_counts_like_the_shift_it_names() -> None:
    """A line with the bounds of a shift becomes that very shift, days, names and rest."""
    shifts = shifts_of(rotation(), at("2026-11-01"), at("2027-01-10"))
    lines = [entry(s.id, local(s.start), local(s.end), "ada", kind=s.kind) for s in shifts]
    assert shifts_from_entries(rotation(), lines) == shifts


def test_of_a_split_shift_the_longest_part_counts() -> None:
    """Two days, five days: the second part counts as the shift; days are counted for both."""
    lines = [
        entry("A-2026-06-01", "2026-06-01 11:00", "2026-06-03 09:00", "ada"),
        entry("A-2026-06-01+2", "2026-06-03 09:00", "2026-06-08 11:00", "ben"),
    ]
    first, second = shifts_from_entries(rotation(), lines)
    assert first.loads == Loads(shifts=0, days=2)
    assert second.loads == Loads(shifts=1, days=5, rest_days=2)
    assert shifts_from_entries(rotation(), lines[::-1]) == (second, first)


def test_of_equal_parts_the_earliest_counts() -> None:
    """Of three parts of two days each the first counts, in whatever order they come."""
    lines = [
        entry("A-2026-06-01", "2026-06-01 11:00", "2026-06-03 11:00", "ada"),
        entry("A-2026-06-01+2", "2026-06-03 11:00", "2026-06-05 11:00", "ben"),
        entry("A-2026-06-01+3", "2026-06-05 11:00", "2026-06-07 11:00", "cy"),
    ]
    assert [s.loads.shifts for s in shifts_from_entries(rotation(), lines)] == [1, 0, 0]
    assert [s.loads.shifts for s in shifts_from_entries(rotation(), lines[::-1])] == [0, 0, 1]


def test_parts_of_one_date_on_two_tracks_are_two_shifts() -> None:
    """A split shift of track A takes nothing from track B."""
    lines = [
        entry("A-2026-06-01", "2026-06-01 11:00", "2026-06-08 11:00", "ada"),
        entry("B-2026-06-01", "2026-06-01 11:00", "2026-06-08 11:00", "ben"),
    ]
    assert [s.loads.shifts for s in shifts_from_entries(rotation(), lines)] == [1, 1]


def test_volunteer_lines_count_volunteer_days() -> None:
    """A volunteer line counts no shift, and carries the name of its special period."""
    volunteer = entry("A-2026-12-25", "2026-12-25", "2026-12-27", "ada", kind=ShiftKind.VOLUNTEER)
    (shift,) = shifts_from_entries(rotation(), [volunteer])
    assert shift in shifts_of(rotation(), at("2026-12-25"), at("2026-12-26"))
    assert shift.period == "Christmas week"
    assert (shift.loads.shifts, shift.loads.volunteer_days) == (0, 2)


def test_held_lines_are_sorted_and_open_ones_left_out() -> None:
    """Held shifts come by start and track with their place; open lines do not come."""
    lines = [
        entry("B-2026-06-03", "2026-06-03 11:00", "2026-06-10 11:00", "ben", line=4),
        entry("A-2026-06-08", "2026-06-08 11:00", "2026-06-15 11:00", None, line=3),
        entry("A-2026-06-01", "2026-06-01 11:00", "2026-06-08 11:00", "ada", line=2),
    ]
    held = held_from_entries(rotation(), lines)
    assert [(h.shift.id, h.engineer, str(h.source)) for h in held] == [
        ("A-2026-06-01", "ada", "published.csv:2"),
        ("B-2026-06-03", "ben", "published.csv:4"),
    ]
    assert held[0].shift.rested == at("2026-06-15 11:00")
