import platform
import subprocess
import sys
from importlib import metadata

import pytest

import rotation
from rotation import versions


def shown(capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    """Return what `show_versions` prints, by name."""
    rotation.show_versions()
    rows = (line.partition(" ") for line in capsys.readouterr().out.splitlines())
    return {name: version.strip() for name, _, version in rows}


def test_lists_python_and_every_dependency(capsys: pytest.CaptureFixture[str]) -> None:
    """The report has this package, Python, the platform and each dependency with its version."""
    needed = ["anyascii", "click", "holidays", "icalendar", "jinja2", "ortools", "pandas"]
    needed += ["pydantic", "recurring-ical-events", "rich", "tzdata"]

    listed = shown(capsys)

    assert list(listed)[:3] == ["rotation", platform.python_implementation(), "platform"]
    assert listed[platform.python_implementation()] == platform.python_version()
    for name in ("rotation", *needed):
        assert listed[name] == metadata.version(name)


def test_lists_installed_extras_but_no_tools_of_contributors(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An extra is listed if it is installed, a missing dependency is reported as such."""
    required = [
        "click>=8",
        "no.such-thing>=1",
        "rotation[notebook]; extra == 'dev'",
        "pytest; extra == 'dev'",
        "openpyxl>=3; extra == 'xlsx'",
        "no-such-extra; extra == 'notebook'",
    ]
    monkeypatch.setattr(metadata, "requires", {"rotation": required}.get)

    listed = shown(capsys)

    assert list(listed)[3:] == ["click", "no.such-thing", "openpyxl"]
    assert listed["no.such-thing"] == "not installed"


def test_sources_that_are_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without metadata, what is known is still listed."""

    def missing(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "requires", missing)
    monkeypatch.setattr(metadata, "version", missing)

    first, *rest = versions.version_lines()

    assert first.split(maxsplit=1) == ["rotation", "not installed"]
    assert [line.split()[0] for line in rest] == [platform.python_implementation(), "platform"]


def test_imports_no_dependency() -> None:
    """Versions are read from metadata: no library is imported for them."""
    script = (
        "import sys, rotation; rotation.show_versions();"
        "heavy = {'ortools', 'pandas', 'pydantic', 'rich', 'click', 'holidays', 'matplotlib'};"
        "sys.exit(bool(heavy & set(sys.modules)))"
    )

    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)

    assert ran.returncode == 0, ran.stderr
