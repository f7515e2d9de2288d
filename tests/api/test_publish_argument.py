"""What `Rotation.publish` takes for a schedule."""

from datetime import date
from pathlib import Path

import pytest

from rotation import BadInput, load

TEAM = """[rotation]
name = "Team"
timezone = "UTC"
[[track]]
name = "A"
handover = "Mon 09:00"
[[engineer]]
name = "Ada"
joined = 2020-01-01
"""


@pytest.mark.parametrize("schedule", ["out/schedule.csv", "", Path("out/schedule.csv")])
def test_a_path_is_no_schedule_to_publish(tmp_path: Path, schedule: str | Path) -> None:
    """Other functions read files; here the command does, and the message says so."""
    (tmp_path / "rotation.toml").write_text(TEAM, encoding="utf-8")
    rotation = load(tmp_path)
    with pytest.raises(BadInput) as caught:
        rotation.publish(schedule, date(2026, 12, 1))  # type: ignore[arg-type]
    (fault,) = caught.value.faults
    assert fault.place == "schedule"
    assert fault.what.startswith("expects a plan, a frame or lines of a schedule")
    assert fault.hint == "`rotation publish --schedule` reads files"
