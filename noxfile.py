"""What must be green, session by session: `nox`, or `nox -s types` for one of them.

`.ci/run` calls these sessions. Environments are made by uv, from what `pyproject.toml` says.
"""

import os
import re
import shutil
import sys
import tomllib
from pathlib import Path

import nox

nox.needs_version = ">=2025.2"
nox.options.default_venv_backend = "uv"
nox.options.error_on_missing_interpreters = False
nox.options.stop_on_first_error = True
os.environ.setdefault("UV_PYTHON_DOWNLOADS", "never")

ROOT = Path(__file__).parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PYTHONS = [
    classifier.rpartition(" ")[2]
    for classifier in PROJECT["classifiers"]
    if re.search(r":: 3\.\d+$", classifier)
]
"""Every Python that is claimed; those that are not on the machine are skipped, and said so."""
OWN = f"{sys.version_info.major}.{sys.version_info.minor}"
"""The Python that runs nox: sessions that need only one take it."""
SUITE = ("-n", "2", "--dist", "worksteal", "-q")
PROVING = (
    *("tests/explain", "tests/goals", "tests/rules", "tests/solve", "tests/statements"),
    *("tests/benchmarks", "tests/trades"),
)
"""More than half of the time of the suite; of the dependencies they meet OR-Tools only."""


def _installed(session: nox.Session, *more: str) -> None:
    session.install("-e", ".[dev]", *more)


@nox.session(python=OWN)
def lint(session: nox.Session) -> None:
    """Check style, format, and the layers that imports keep to."""
    _installed(session)
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("lint-imports")


@nox.session(python=OWN)
def types(session: nox.Session) -> None:
    """Check the package by mypy, and what users write by mypy and by pyright."""
    _installed(session)
    session.run("mypy")
    session.run("mypy", "--strict", "typing_tests")
    session.run("mypy", "--strict", "examples/library.py")
    session.run("mypy", "--strict", "-p", "docs.made")
    session.run("pyright", "typing_tests")


@nox.session(python=OWN, default=False)
def schema(session: nox.Session) -> None:
    """Write the JSON Schema that the package ships, from its classes and docs/files.md."""
    session.install("-e", ".")
    shipped = ROOT / "src/rotation/config/templates/rotation.schema.json"
    page = "Path('docs/files.md').read_text('utf-8')"
    made = f"Path({str(shipped)!r}).write_text(schema_text({page}), 'utf-8')"
    imports = "from pathlib import Path; from rotation.config.json_schema import schema_text"
    session.run("python", "-c", f"{imports}; {made}")


@nox.session(python=OWN, default=False)
def reference(session: nox.Session) -> None:
    """Write docs/reference.md from the docstrings."""
    _installed(session)
    session.run("python", "-m", "docs.made.reference")


@nox.session(python=OWN)
def site(session: nox.Session) -> None:
    """Make the site of the documentation in build/site; a link that leads nowhere is an error."""
    _installed(session)
    session.run("python", "-m", "docs.made.site")


@nox.session(python=OWN, default=False)
def pictures(session: nox.Session) -> None:
    """Make the pictures of the report in docs/pictures; needs Chromium and a Chinese font."""
    _installed(session)
    session.run("python", "-m", "docs.made.pictures")


@nox.session(python=OWN)
def suite(session: nox.Session) -> None:
    """Run the suite with the newest dependencies: the README's test command."""
    _installed(session)
    _suite(session)


@nox.session(python=OWN, default=False)
def coverage(session: nox.Session) -> None:
    """Run the suite, and print which part of the package it runs; takes half as long again."""
    _installed(session)
    _suite(session, "--cov", "--cov-report=term:skip-covered")


@nox.session(python=[python for python in PYTHONS if python != OWN])
def tests(session: nox.Session) -> None:
    """Run the suite on the other Pythons that are claimed, as far as they are installed."""
    _installed(session)
    _suite(session)


@nox.session(python=OWN)
def lowest(session: nox.Session) -> None:
    """Run what meets a dependency with exactly the lower bounds of `pyproject.toml`.

    OR-Tools is the newest one there, too, so what only proves has been run by `suite`.
    """
    exact = [_lowest(needed) for needed in _needed()]
    _installed(session, *exact)
    session.run("uv", "pip", "list", silent=not session.interactive, external=True)
    _suite(session, *(f"--ignore={folder}" for folder in PROVING))


@nox.session(python=OWN)
def wheel(session: nox.Session) -> None:
    """Build the wheel, and test what is in it outside the checkout."""
    folder = Path(session.create_tmp()).resolve()
    session.install("build")
    session.run("python", "-m", "build", "--wheel", "--outdir", str(folder / "dist"), silent=True)
    (built,) = (folder / "dist").glob("rotation-*.whl")
    session.run("uv", "pip", "uninstall", "build", silent=True, external=True)
    session.install(f"{built}[notebook,xlsx]", *_test_tools())
    for name in ("tests", "examples", "benchmarks", "docs"):
        shutil.copytree(ROOT / name, folder / name, dirs_exist_ok=True)
    for name in ("pyproject.toml", "README.md", "CHANGELOG.md"):
        shutil.copy(ROOT / name, folder / name)
    session.chdir(folder)
    where = "import rotation, pathlib; print(pathlib.Path(rotation.__file__).parent)"
    place = session.run("python", "-c", where, silent=True) or ""
    if Path(place.strip()).is_relative_to(ROOT / "src"):
        session.error("the checkout was tested in place of the wheel")
    session.run("rotation", "init", str(folder / "new"))
    session.run("rotation", "plan", "examples/artsy", "--today", "2026-11-23", "--quiet")
    session.run("python", "-m", "pytest", *SUITE, "tests/wheel", "tests/api")


def _suite(session: nox.Session, *words: str) -> None:
    session.run("python", "-m", "pytest", *SUITE, *words, *session.posargs)


def _needed() -> list[str]:
    extras = PROJECT["optional-dependencies"]
    return [*PROJECT["dependencies"], *extras["notebook"], *extras["xlsx"]]


def _lowest(needed: str) -> str:
    """Return `pandas==2.2` for `pandas>=2.2`."""
    name, bound = re.fullmatch(r"([\w.-]+)>=([\d.]+)", needed).groups()
    return f"{name}=={bound}"


def _test_tools() -> list[str]:
    tools: list[str] = PROJECT["optional-dependencies"]["dev"]
    return [tool for tool in tools if not tool.startswith("rotation")]
