"""What `Rotation.publish` takes for a schedule."""

from datetime import date
from pathlib import Path

import pytest
from tests.teams import write_team

from rotation import BadInput, load


@pytest.mark.parametrize("schedule", ["out/schedule.csv", "", Path("out/schedule.csv")])
def test_a_path_is_no_schedule_to_publish(tmp_path: Path, schedule: str | Path) -> None:
    """Other functions read files; here the command does, and the message says so."""
    rotation = load(write_team(tmp_path))
    with pytest.raises(BadInput) as caught:
        rotation.publish(schedule, date(2026, 12, 1))  # type: ignore[arg-type]
    (fault,) = caught.value.faults
    assert fault.place == "schedule"
    assert fault.what.startswith("expects a plan, a frame or lines of a schedule")
    assert fault.hint == "`rotation publish --schedule` reads files"
