"""One cell of a schedule at a time: unreadable, missing, or in conflict with another line."""

import pytest
from config_cases import COLUMNS, FaultsOf, Team

GOOD = {
    "shift": "A-2026-12-07",
    "track": "A",
    "kind": "regular",
    "start": "2026-12-07T11:00-05:00",
    "end": "2026-12-14T11:00-05:00",
    "engineer": "ada",
    "status": "planned",
    "revision": "0",
    "revised": "2026-11-01T12:00Z",
}
NEXT = "A-2026-12-14,A,regular,2026-12-14T11:00-05:00,2026-12-21T11:00-05:00,grace,,,\n"


def row(**cells: str) -> str:
    assert COLUMNS["published"].strip() == ",".join(GOOD)
    return ",".join({**GOOD, **cells}.values()) + "\n"


def test_the_good_row_is_read(team: Team) -> None:
    """Without a slip both lines are there, and what may be left out has its default."""
    first, second = team(published=row() + NEXT).published
    assert (first.engineer, first.revision, second.engineer, second.revision) == (
        "ada",
        0,
        "grace",
        0,
    )
    assert (first.status.value, second.status.value) == ("planned", "planned")


@pytest.mark.parametrize("column", sorted(GOOD.keys() - {"track"}))
def test_one_unreadable_cell_is_one_fault(faults_of: FaultsOf, column: str) -> None:
    """It is named with its line and column, and the good line beside it does no harm."""
    (message,) = faults_of(published=row(**{column: "?!"}) + NEXT)
    assert message.startswith(f"published.csv:2: {column}: ")


def test_another_track_is_two_faults(faults_of: FaultsOf) -> None:
    """It is not known, and the name of the shift begins with another one."""
    messages = faults_of(published=row(track="?!") + NEXT)
    assert [message.split(": ")[1] for message in messages] == ["shift", "track"]


@pytest.mark.parametrize("column", ["shift", "track", "kind", "start", "end"])
def test_one_empty_cell_is_one_fault(faults_of: FaultsOf, column: str) -> None:
    """What a line cannot be without is asked for by name."""
    (message,) = faults_of(published=row(**{column: ""}) + NEXT)
    assert message.startswith(f"published.csv:2: {column}: ")


def test_several_unreadable_cells_are_named_at_once(faults_of: FaultsOf) -> None:
    """Every cell of a line, not the first one only."""
    messages = faults_of(published=row(kind="?!", start="?!", end="?!", revision="?!"))
    assert [message.split(": ")[1] for message in messages] == ["end", "kind", "revision", "start"]


@pytest.mark.parametrize(
    ("lines", "overlaps"),
    [
        ([("01", "08"), ("08", "15")], []),
        ([("01", "08"), ("07", "15")], ["3: start: A-2026-12-07 overlaps A-2026-12-01 of line 2"]),
        # The line that runs longest is the one that is overlapped, of equals the first.
        (
            [("01", "15"), ("02", "03"), ("04", "05")],
            [
                "3: start: A-2026-12-02 overlaps A-2026-12-01 of line 2",
                "4: start: A-2026-12-04 overlaps A-2026-12-01 of line 2",
            ],
        ),
        (
            [("01", "15"), ("02", "15"), ("04", "05")],
            [
                "3: start: A-2026-12-02 overlaps A-2026-12-01 of line 2",
                "4: start: A-2026-12-04 overlaps A-2026-12-01 of line 2",
            ],
        ),
        (
            [("01", "05"), ("02", "15"), ("06", "07")],
            [
                "3: start: A-2026-12-02 overlaps A-2026-12-01 of line 2",
                "4: start: A-2026-12-06 overlaps A-2026-12-02 of line 3",
            ],
        ),
    ],
)
def test_lines_of_a_track_that_overlap(
    team: Team, faults_of: FaultsOf, lines: list[tuple[str, str]], overlaps: list[str]
) -> None:
    """A track has one engineer at a time; lines that touch do not overlap."""
    rows = "".join(
        row(
            shift=f"A-2026-12-{start}", start=f"2026-12-{start}T11:00Z", end=f"2026-12-{end}T11:00Z"
        )
        for start, end in lines
    )
    if overlaps:
        hint = "; a track has one engineer at a time"
        assert faults_of(published=rows) == [f"published.csv:{what}{hint}" for what in overlaps]
    else:
        assert len(team(published=rows).published) == len(lines)
