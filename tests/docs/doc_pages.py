"""The pages of the documentation, what tests read out of them, and how their code is run."""

import multiprocessing
import os
import re
import subprocess
import sys
import warnings
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from textwrap import dedent
from types import ModuleType

ROOT = Path(__file__).parents[2]
PAGES = {
    page.relative_to(ROOT).as_posix(): page
    for page in sorted((ROOT / "docs").rglob("*.md"))
    if ROOT / "docs" / "made" not in page.parents  # pieces of pages
}
PAGES |= {name: ROOT / name for name in ("README.md", "CHANGELOG.md")}
RULES = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")

BLOCK = re.compile(r"^( *)```([^`\n]*)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
"""A code block; that of an item is indented with it."""


def fenced(page: Path, language: str) -> list[str]:
    """Return the code blocks of a page in one language, those inside of items as well."""
    return [text for kind, text in blocks(page) if kind == language]


def blocks(page: Path) -> list[tuple[str, str]]:
    """Return the language and the text of each code block of a page."""
    text = page.read_text(encoding="utf-8")
    return [(kind, dedent(block)) for _, kind, block in BLOCK.findall(text)]


def prose(page: Path) -> str:
    """Return a page without its code blocks."""
    return BLOCK.sub("", page.read_text(encoding="utf-8"))


def anchors(page: Path) -> set[str]:
    """Return the anchors that code hosts make from the headings of a page."""
    headings = re.findall(r"^#+ (.*)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", h.replace("`", "").lower()).replace(" ", "-") for h in headings}


def numbers() -> list[str]:
    """Return the numbers that rules.md gives out, in its order."""
    return re.findall(r"^- \*\*([A-Z]\d+)(?: `\w+`)?\*\* \S", RULES, flags=re.MULTILINE)


def in_bash(commands: str, folder: Path) -> str:
    """Return what commands print; they have to end well, with `python` the one of this test.

    Whoever runs the tests side by side is given a width; what a pipe gets is wanted here.
    """
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", commands],
        cwd=folder,
        env={k: v for k, v in os.environ.items() if k != "COLUMNS"} | {"PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def processes() -> ProcessPoolExecutor:
    """Return an executor that runs each task in a process of its own.

    They begin as copies of one that has imported what nearly every page needs, because importing
    takes longer than most pages do.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(
        ["pandas", "rotation.plans.replan", "rotation.solve", "rotation.testing"]
    )
    return ProcessPoolExecutor(1, mp_context=context, max_tasks_per_child=1)


def run_page(code: str, folder: Path) -> None:
    """Run code in a folder as `python -W error` does; for a process that does nothing else."""
    os.chdir(folder)
    warnings.simplefilter("error")
    main = sys.modules["__main__"] = ModuleType("__main__")
    exec(compile(code, "<page>", "exec"), vars(main))  # noqa: S102 - our own page
