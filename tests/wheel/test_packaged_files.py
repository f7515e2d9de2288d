"""What is installed beside the modules: templates, style sheet, type marker, command."""

import subprocess
import sys
from importlib.metadata import entry_points, metadata
from importlib.resources import files

import pytest

import rotation

PACKAGED = (
    "py.typed",
    "config/templates/rotation.toml",
    "config/templates/time_off.csv",
    "config/templates/volunteers.csv",
    "export/report/templates/parts.html.j2",
    "export/report/templates/report.css",
    "export/report/templates/report.html.j2",
)


@pytest.mark.parametrize("name", PACKAGED)
def test_a_file_that_is_no_module_is_installed(name: str) -> None:
    """Templates, style sheet and `py.typed` come with the package, and are not empty by mistake."""
    data = files(rotation).joinpath(name)
    assert data.is_file()
    assert name == "py.typed" or data.read_text(encoding="utf-8").strip()


def test_the_command_is_installed() -> None:
    """`rotation` runs what `python -m rotation` runs, and both tell the version of the package."""
    (command,) = entry_points(group="console_scripts", name="rotation")
    assert command.value == "rotation.__main__:script"
    ran = subprocess.run(
        [sys.executable, "-m", "rotation", "--version"],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert ran.stdout.split() == ["rotation", metadata("rotation")["Version"]]


def test_the_metadata_names_licence_and_python() -> None:
    """An SPDX licence, its file, the Python it needs, and where to report a problem."""
    package = metadata("rotation")
    assert package["License-Expression"] == "MIT"
    assert package["License-File"] == "LICENSE"
    assert package["Requires-Python"] == ">=3.11"
    assert any(url.startswith("Issues,") for url in package.get_all("Project-URL") or ())
