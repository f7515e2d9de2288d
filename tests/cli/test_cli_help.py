"""Every `--help`: it fits, shows examples, and the examples work."""

import shlex
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cli_cases import Run, write_team

from rotation.cli.command import Command, Group, ListedOption
from rotation.cli.command_words import CommandWords
from rotation.cli.commands import ROTATION
from rotation.cli.options import Options


def commands() -> Iterator[tuple[tuple[str, ...], Command | Group]]:
    """Yield every command and group, behind its words."""
    pending: list[tuple[tuple[str, ...], Command | Group]] = [((), ROTATION)]
    while pending:
        words, command = pending.pop(0)
        yield words, command
        if isinstance(command, Group):
            pending += [((*words, name), each) for name, each in command.commands.items()]


EVERY = dict(commands())
EXAMPLES = [example for command in EVERY.values() for example in command.examples]


@pytest.mark.parametrize("words", EVERY, ids=" ".join)
@pytest.mark.parametrize("width", [80, 100, 200])
def test_every_help_fits_and_has_an_example(
    run: Run, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], width: int
) -> None:
    """Help goes to standard output, within the columns there are, with an example or more."""
    monkeypatch.setenv("COLUMNS", str(width))
    ran = run(*words, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(" ".join(("usage: rotation", *words)))
    assert max(map(len, ran.out.splitlines())) <= width
    assert "\nExamples:\n  " in ran.out
    assert run(*words, "-h").out == ran.out


@pytest.mark.parametrize("words", EVERY, ids=" ".join)
def test_headings_are_words_that_people_know(run: Run, words: tuple[str, ...]) -> None:
    """No name of a class or an attribute is a heading."""
    lines = run(*words, "--help").out.splitlines()
    headings = [line for line in lines if line.endswith(":") and not line.startswith(" ")]
    special = {option.heading + ":" for option in EVERY[words].params if "heading" in vars(option)}
    assert set(headings) <= {"Arguments:", "Options:", "Commands:", "Examples:", *special}
    assert "Arguments:" in headings or not any(
        isinstance(param, CommandWords) for param in EVERY[words].params
    )


@pytest.mark.parametrize("words", EVERY, ids=" ".join)
def test_every_word_and_option_is_explained(words: tuple[str, ...]) -> None:
    """There is no option, and no word of the usage, of which the help says nothing."""
    for param in EVERY[words].params:
        if isinstance(param, CommandWords):
            assert param.names
            assert all(about for _, about in param.records()), param.records()
        else:
            assert isinstance(param, ListedOption)
            assert param.help, param.opts


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> list[Options]:
    """Return a list of the options that commands were run with, without running any."""
    ran: list[Options] = []

    def record(options: Options) -> int:
        ran.append(options)
        return 0

    class Module:
        def __getattr__(self, name: str) -> Callable[[Options], int]:
            return record

    monkeypatch.setattr("rotation.cli.command.import_module", lambda _: Module())
    return ran


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_can_be_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run, given: list[Options], example: str
) -> None:
    """Examples are command lines that are read without a complaint, each word for what it is."""
    write_team(tmp_path / "team")
    monkeypatch.chdir(tmp_path)
    line = example.removeprefix('eval "$(').removesuffix(')"').partition(" > ")[0]
    program, *words = shlex.split(line)
    assert program == "rotation"
    ran = run(*words)
    assert (ran.code, ran.err) == (0, "")
    (options,) = given
    assert options.command in words
    named = options.directory or str(getattr(options, "config", getattr(options, "folder", "")))
    assert (named == "team") is ("team" in words)
