"""Code blocks of all pages: their kinds are known, and what is not run is at least well formed."""

import json
import shlex
import subprocess
from collections.abc import Iterator
from itertools import groupby

import click
import pytest
from doc_pages import PAGES, ROOT, blocks

from rotation.cli.commands import ROTATION

EVERY = PAGES | {
    path.relative_to(ROOT).as_posix(): path
    for path in (ROOT / "CONTRIBUTING.md", *sorted((ROOT / "examples").rglob("*.md")))
}
TYPED = {"sh", "console"}
KINDS = TYPED | {
    "crontab",
    "python",
    "py",
    "pycon",
    "toml",
    "json",
    "text",
    "yaml",
    "nginx",
    "apache",
}
"""Python and TOML run in test_docs.py, `py` and `pycon` of the reference in test_reference.py."""


def lines(text: str) -> Iterator[str]:
    """Yield the lines of a script; a quoted text or a backslash goes on in the next one."""
    line = ""
    for part in text.replace("\\\n", " ").splitlines():
        line += part
        try:
            shlex.split(line, comments=True)
        except ValueError:
            line += "\n"
            continue
        yield line
        line = ""


def commands(kind: str, text: str) -> Iterator[list[str]]:
    """Yield the words behind `rotation` of each of its calls in a block that is typed."""
    if kind == "console":
        text = "\n".join(line[2:] for line in text.splitlines() if line.startswith("$ "))
    for line in lines(text):
        lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
        lexer.whitespace_split = True
        for ends, words in groupby(list(lexer), lambda word: set(word) <= set("();<>|&")):
            call = [] if ends else list(words)
            while call and (call[0].endswith("python") or call[0] == "-m"):
                call.pop(0)
            if call[:1] == ["rotation"]:
                yield call[1:]


def parsed(words: list[str]) -> None:
    """Read a call as the command line does, without running it; a fault is a click error."""
    context = ROTATION.make_context("rotation", list(words))
    while isinstance(context.command, click.Group):
        # The name of the command; click 8.1 calls the attribute otherwise.
        kept = getattr(context, "_protected_args", None) or getattr(context, "protected_args", [])
        rest = [*kept, *context.args]
        name, inner, words = context.command.resolve_command(context, rest)
        assert inner is not None
        context = inner.make_context(name, words, parent=context)


@pytest.mark.parametrize("name", EVERY)
def test_code_blocks_are_of_a_kind_that_is_tested(name: str) -> None:
    """A kind of its own needs a test of its own; JSON and shell can be read."""
    for kind, text in blocks(EVERY[name]):
        assert kind in KINDS, kind
        if kind == "json":
            json.loads(text)
        if kind == "sh":
            subprocess.run(["bash", "-n", "-c", text], check=True, capture_output=True)


@pytest.mark.parametrize("name", EVERY)
def test_commands_in_code_blocks_exist(name: str) -> None:
    """Every call of `rotation` that a page shows has a command and options that there are."""
    calls = [
        call for kind, text in blocks(EVERY[name]) if kind in TYPED for call in commands(kind, text)
    ]
    if name in {"README.md", "docs/living.md", "docs/first-months.md", "docs/index.md"}:
        assert calls
    for call in calls:
        parsed(call)


@pytest.mark.parametrize(
    ("kind", "text", "calls"),
    [
        ("sh", ".venv/bin/python -m rotation plan x --dry-run\n", [["plan", "x", "--dry-run"]]),
        ("sh", "cd x && rotation who   # now\n", [["who"]]),
        ("sh", "rotation who --format json | jq .\nls rotation\n", [["who", "--format", "json"]]),
        ("console", "$ rotation show\nrotation prints this\n", [["show"]]),
    ],
)
def test_calls_are_recognised(kind: str, text: str, calls: list[list[str]]) -> None:
    """A call may stand behind another command, and before a pipe or a comment."""
    assert list(commands(kind, text)) == calls


@pytest.mark.parametrize("call", [["plam"], ["plan", "--moth", "2026-12"], ["trade", "swop"]])
def test_a_call_that_does_not_exist_is_noticed(call: list[str]) -> None:
    """An unknown command or option is a fault of its page."""
    with pytest.raises((click.UsageError, AssertionError)):
        parsed(call)
