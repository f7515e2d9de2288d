"""The page of examples/from-a-spreadsheet, typed as it stands."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "examples" / "from-a-spreadsheet" / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```console\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
LINES = [line for block in BLOCKS for line in block.splitlines()]
COMMANDS = [line[2:] for line in LINES if line.startswith("$ ")]
ROTATION = 'rotation() { python -m rotation "$@"; }'


@pytest.fixture(scope="module")
def typed(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Type every command of the page, in its order; return what they print."""
    folder = tmp_path_factory.mktemp("spreadsheet")
    shutil.copytree(ROOT / "examples", folder / "examples")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    # A broken rule is reported with 1; nothing else may go wrong.
    script = "\n".join(f'{command} || [ "$?" = 1 ]' for command in COMMANDS)
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", f'rotation() {{ python -m rotation "$@"; }}\n{script}'],
        cwd=folder,
        env={k: v for k, v in os.environ.items() if k != "COLUMNS"} | {"PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert (folder / "examples/from-a-spreadsheet/on-call/public/index.html").exists()
    return done.stdout


def test_commands_print_what_the_page_shows(typed: str) -> None:
    """Each line of output on the page is printed, blanks apart."""
    printed = {" ".join(line.split()) for line in typed.splitlines()}
    shown = [" ".join(line.split()) for line in LINES if not line.startswith("$ ")]
    assert len(shown) > 15
    assert [line for line in shown if line not in printed] == []


def test_few_commands_are_enough() -> None:
    """From the spreadsheet to the published calendar it takes at most fifteen typed commands."""
    assert len(COMMANDS) <= 15


def test_the_plan_is_proved(typed: str) -> None:
    """The page says that every goal is proved."""
    goals = re.findall(r"(proved best|not proved)", typed)
    assert len(goals) > 8
    assert set(goals) == {"proved best"}
