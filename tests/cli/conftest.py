"""The command line, run in this process; child processes are in tests/end_to_end."""

import shutil
from pathlib import Path

import pytest
from cli_cases import NOVEMBER, Ran, Run, write_team

from rotation.cli import main


@pytest.fixture(autouse=True)
def _no_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    """Print as wide as a pipe may be, whatever the terminal of whoever runs the tests exports."""
    monkeypatch.delenv("COLUMNS", raising=False)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs a command and gives its exit code and what it printed."""

    def run_command(*arguments: object) -> Ran:
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as ending:  # a stand-in for the end of the process
            code = int(ending.code or 0)
        printed = capsys.readouterr()
        return Ran(code, printed.out, printed.err)

    return run_command


@pytest.fixture
def team(tmp_path: Path) -> Path:
    """Return the folder of a small team that can be planned without an open shift."""
    return write_team(tmp_path / "team")


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a team whose November is published, to be copied."""
    team = write_team(tmp_path_factory.mktemp("published") / "team")
    assert main(["plan", str(team), *NOVEMBER, "--quiet"]) == 0
    assert main(["publish", str(team), "--today", "2026-09-20", "--quiet"]) == 0
    return team


@pytest.fixture
def copied(published: Path, tmp_path: Path) -> Path:
    """Return a copy of that team."""
    return shutil.copytree(published, tmp_path / "team")
