"""docs/reference.md is made from the docstrings, has every public name, and its examples run."""

import doctest
import inspect
import re
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

import pytest
from doc_pages import PAGES, fenced, prose
from docs.made.names import CHAPTERS, Chapter
from docs.made.reference import PAGE, page
from docs.made.sources import Entry, entries

import rotation
import rotation.testing

ENTRIES = {entry.shown: entry for entry in entries()}
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
NO_NAMES = {"base", "explain", "goals", "plots", "results", "rules", "testing", "trades"}
"""Modules that stability.md mentions beside the names in them."""


def test_the_page_is_what_the_docstrings_say() -> None:
    """The page in docs/ is the one that `nox -s reference` makes."""
    assert PAGE.read_text(encoding="utf-8") == page()


def promised() -> set[str]:
    """Return the public names of Python that stability.md lists, without their modules."""
    text = prose(PAGES["docs/stability.md"]).partition("\n## Not stable")[0]
    items = re.findall(r"^- \*\*(?:Python|Extending)\*\*: ((?:.+\n)+)", text, re.MULTILINE)
    names = {name for item in items for name in re.findall(r"`([\w.]+)`", item)}
    return {name.rpartition(".")[2] for name in names} - NO_NAMES


def test_every_public_name_is_there() -> None:
    """What stability.md promises, and all of `rotation` and of its testing, is in the page."""
    headings = {shown.rpartition(".")[2] for shown in ENTRIES}
    assert {*rotation.__all__, *rotation.testing.__all__} <= headings
    text = PAGE.read_text(encoding="utf-8")
    assert len(promised()) > 100
    assert [n for n in sorted(promised() - headings - {"rotation"}) if f"`{n}`" not in text] == []


@pytest.fixture(scope="module")
def names() -> Mapping[str, object]:
    """Return the names that the examples use: those of the code at the top of the page."""
    made: dict[str, object] = {}
    (block,) = fenced(PAGE, "python")
    exec(block, made)  # noqa: S102 - our own page
    return made


def examples(shown: str, names: Mapping[str, object]) -> doctest.DocTest:
    """Return the examples of a docstring."""
    doc = ENTRIES[shown].source.docstring
    text = "" if doc is None else doc.value
    return doctest.DocTestParser().get_doctest(text, dict(names), shown, None, 0)


WITH_EXAMPLES = [shown for shown in ENTRIES if examples(shown, {}).examples]


def test_every_name_has_an_example() -> None:
    """Only members of what has one may have none; those of a rotation, plan or ledger have one.

    Names that are new have theirs in the page that their chapter names.
    """
    free = {"Rotation", "Plan", "Ledger"}
    bare = [entry for shown, entry in ENTRIES.items() if shown not in WITH_EXAMPLES]
    wanted = [entry for entry in bare if not entry.chapter.is_new]
    assert [entry.shown for entry in wanted if entry.within in {"", *free}] == []


@pytest.mark.parametrize("chapter", [c for c in CHAPTERS if c.is_new], ids=lambda c: c.title)
def test_a_new_chapter_has_every_name_of_its_package(chapter: Chapter) -> None:
    """It says that they are not promised, and names a page with examples."""
    package = import_module(chapter.module)
    assert sorted(f"{chapter.names} {chapter.results}".split()) == sorted(package.__all__)
    assert "not promised" in chapter.text
    pages = re.findall(r"\]\(([\w-]+\.md)\)", chapter.text)
    assert any(
        chapter.module in block for p in pages for block in fenced(PAGES[f"docs/{p}"], "python")
    )


def parameters(entry: Entry) -> set[str]:
    """Return the names of what one gives a function, or to make a class."""
    called = entry.object
    if isinstance(called, classmethod | staticmethod):
        called = called.__func__
    if not callable(called) or not entry.signature:
        return set()
    return set(inspect.signature(called).parameters) - {"self", "cls"}


def test_every_parameter_is_described() -> None:
    """Functions, the classes that users make, and the methods of rotations, plans and ledgers."""
    former = {"mend"}
    for entry in ENTRIES.values():
        if entry.within not in {"", "Rotation", "Plan", "Ledger"}:
            continue
        sections = [entry.section(kind) for kind in ("parameters", "attributes")]
        items = [item.name for section in sections if section for item in section.value]
        described = {name.strip(" *") for names in items for name in names.split(",")}
        assert parameters(entry) - described <= former, entry.shown


@pytest.mark.parametrize("shown", WITH_EXAMPLES)
def test_an_example_prints_what_it_shows(
    shown: str, names: Mapping[str, object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The examples of a docstring run as a doctest, in a folder of their own."""
    monkeypatch.chdir(tmp_path)
    report: list[str] = []
    runner = doctest.DocTestRunner(optionflags=FLAGS)
    runner.run(examples(shown, names), out=report.append)
    assert not runner.failures, "".join(report)
