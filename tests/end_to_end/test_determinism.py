from importlib.resources import files
from pathlib import Path

import pytest
from end_to_end_cases import PERIOD, rotation, write_team
from tests.teams import files_in


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return the output folder of a plain run."""
    team = write_team(tmp_path_factory.mktemp("reference") / "team")
    ran = rotation("plan", team, *PERIOD, PYTHONHASHSEED="0")
    assert (ran.returncode, ran.stderr) == (0, "")
    return files_in(team / "out")


def test_equal_inputs_give_equal_bytes_elsewhere(
    tmp_path: Path, reference: dict[str, bytes]
) -> None:
    """Another TZ, language, hash seed and working directory change no byte of any file."""
    team = write_team(tmp_path / "team")
    elsewhere = {"TZ": "Asia/Kathmandu", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "4711"}

    ran = rotation("plan", *PERIOD, cwd=team, **elsewhere, PYTHONIOENCODING="ascii")

    assert (ran.returncode, ran.stderr) == (0, "")
    assert "Bela Bartók" in ran.stdout
    assert files_in(team / "out") == reference


def test_time_zones_are_not_the_hosts(tmp_path: Path, reference: dict[str, bytes]) -> None:
    """Another table of zones on the host, or none of it, changes no byte of any file."""
    team = write_team(tmp_path / "team")
    host = tmp_path / "zoneinfo"
    (host / "America").mkdir(parents=True)
    tokyo = files("tzdata.zoneinfo.Asia") / "Tokyo"
    (host / "America" / "New_York").write_bytes(tokyo.read_bytes())

    ran = rotation("plan", team, *PERIOD, PYTHONTZPATH=str(host))

    assert (ran.returncode, ran.stderr) == (0, "")
    assert files_in(team / "out") == reference


def test_the_order_of_people_and_rows_does_not_count(
    tmp_path: Path, reference: dict[str, bytes]
) -> None:
    """People and rows in reverse, in files with a BOM, change no byte of any file."""
    team = write_team(tmp_path / "team", backwards=True)

    ran = rotation("plan", "team", *PERIOD, cwd=tmp_path, PYTHONHASHSEED="1")

    assert (ran.returncode, ran.stderr) == (0, "")
    assert files_in(team / "out") == reference
