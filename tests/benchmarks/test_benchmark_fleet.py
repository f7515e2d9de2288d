import json
from pathlib import Path

import pytest

from benchmarks import fleet, fleet_child

_PLANNED = {
    "teams": 200,
    "failed": 0,
    "open": 3,
    "proved": 200,
    "planned": 200,
    "wall": 44.0,
    "first": 1.5,
    "rows": 80.0,
    "longest": 2.0,
    "cpu": 4.0,
    "mb": 60.0,
    "worker_mb": 180.0,
}


def test_a_fleet_is_made_and_planned_in_a_process_that_reports_what_it_took(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Generated teams are read back as folders; the second time nothing is planned."""
    assert fleet_child.main(["make", str(tmp_path), "2", "1"]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["team-1", "team-2"]
    for planned in (2, 0):
        assert fleet_child.main(["plan", str(tmp_path), "1", "1"]) == 0
        figures = json.loads(capsys.readouterr().out)
        assert figures.keys() == _PLANNED.keys()
        assert (figures["teams"], figures["failed"], figures["planned"]) == (2, 0, planned)
    assert sorted(p.parent.parent.name for p in tmp_path.glob("*/out/plan.json")) == [
        "team-1",
        "team-2",
    ]


@pytest.mark.parametrize(
    ("taken", "code"), [((46.0, 300.0), 0), ((46.1, 60.0), 1), ((40.0, 300.1), 1)]
)
def test_a_bar_of_fleets_that_is_missed_is_an_exit_code(
    taken: tuple[float, float],
    code: int,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The single times are 80 s, so two processes may take 46 s, and the parent 300 MB."""
    wall, mb = taken
    spread = {**_PLANNED, "wall": wall, "mb": mb}
    figures = {"loop": _PLANNED, "processes": spread, "again": {**_PLANNED, "planned": 0}}
    monkeypatch.setattr(fleet, "measure", lambda *_, **__: figures)
    file = tmp_path / "figures"
    assert fleet.main(["--workers", "2", "--markdown", str(file)]) == code
    table = capsys.readouterr().out
    assert f"| in shares of the single times (bar 1.15) | {wall / 40:.3f} |" in table
    assert table in file.read_text(encoding="utf-8") + "\n"


def test_without_single_times_there_is_no_ratio(monkeypatch: pytest.MonkeyPatch) -> None:
    """And no bar for it."""
    figures = {"processes": {**_PLANNED, "wall": 900.0}, "again": _PLANNED}
    monkeypatch.setattr(fleet, "measure", lambda *_, **__: figures)
    assert fleet.main(["--no-loop"]) == 0
    assert not any("single times" in line for line in fleet.lines_of(figures, 13, 2))
