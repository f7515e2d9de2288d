"""Links lead somewhere, and every number or page that is named anywhere exists."""

import itertools
import re
from pathlib import Path

import pytest
from doc_pages import PAGES, ROOT, RULES, anchors, numbers, prose

from rotation.rules import DEFAULT_RULES

SOURCES = sorted(p for folder in ("src", "tests") for p in (ROOT / folder).rglob("*.py"))
WRITTEN = [*PAGES.values(), ROOT / "CONTRIBUTING.md", ROOT / "benchmarks" / "README.md", *SOURCES]
OUTPUT = {"difference.md", "import.md"}
"""Pages that commands write, and that no repository holds."""

NUMBER = re.compile(r"(?<![^\s(,;-])[RGHFIOCPLTVXD][1-9]\d?(?![\w:\"'`+=]|-\d)")
"""A number of rules.md as texts cite it; not a track `T1` in quotes, or the time `T11:00`."""

PAGE = re.compile(r"(?<![\w./*-])([\w./-]*\w\.md)\b(?:#([\w-]+))?")


def text_of(file: Path) -> str:
    """Return the prose of a page, or all of a module."""
    return prose(file) if file.suffix == ".md" else file.read_text(encoding="utf-8")


# -- links --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAGES)
def test_links_resolve(name: str) -> None:
    """Every relative link of a page names a file, and its anchor a heading there."""
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(PAGES[name])):
        if "://" in target:
            continue
        path, _, anchor = target.partition("#")
        file = (PAGES[name].parent / path).resolve() if path else PAGES[name]
        missing = anchor and file.suffix == ".md" and anchor not in anchors(file)
        if not file.exists() or missing:
            broken.append(target)
    assert broken == []


def test_the_readme_links_every_page() -> None:
    """No page of docs/ is left out of README.md."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in PAGES if name.startswith("docs/") and f"({name})" not in text] == []


def broken_pages(file: Path, text: str) -> list[str]:
    """Return the pages, with their anchors, that a text names and that do not exist."""
    broken = []
    for name, anchor in PAGE.findall(re.sub(r"\w+://\S+", "", text)):
        if name in OUTPUT:
            continue
        places = [folder / name for folder in (ROOT, ROOT / "docs", file.parent)]
        page = next((place for place in places if place.is_file()), None)
        if page is None or (anchor and anchor not in anchors(page)):
            broken.append(f"{name}#{anchor}".rstrip("#"))
    return broken


def test_pages_named_anywhere_exist() -> None:
    """Every page that src/, tests/ and docs/ name exists, anchors included."""
    broken = {
        f"{file.relative_to(ROOT)}: {page}"
        for file in WRITTEN
        if file != Path(__file__)
        for page in broken_pages(file, text_of(file))
    }
    assert sorted(broken) == []


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("see docs/files.md#limits, rules.md and [x](living.md#leaving)", []),
        ("(calendar.md 5)", ["calendar.md"]),
        ("docs/interface.md", ["docs/interface.md"]),
        ("docs/files.md#no-such-heading", ["docs/files.md#no-such-heading"]),
    ],
)
def test_a_page_that_is_not_there_is_noticed(text: str, broken: list[str]) -> None:
    """A stale page or anchor is found in a comment as in a link."""
    assert broken_pages(Path(__file__), text) == broken


# -- numbers ------------------------------------------------------------------------------------


def test_numbers_are_given_once() -> None:
    """Each letter of rules.md has one area; themes set the order there, and may leave a gap."""
    by_letter: dict[str, list[int]] = {}
    for number in numbers():
        by_letter.setdefault(number[0], []).append(int(number[1:]))
    assert set(by_letter) == set("RGHFIMOCPLTVXD")
    for letter, given in by_letter.items():
        assert sorted(given) == sorted(set(given)), letter
    areas = [letter for letter, _ in itertools.groupby(number[0] for number in numbers())]
    assert len(areas) == len(by_letter)


def test_every_statement_of_the_rules_has_its_form() -> None:
    """rules.md has no tables, and each number in bold begins an item: `- **H4** sentence`."""
    assert [line for line in RULES.splitlines() if line.startswith("|")] == []
    assert re.findall(r"\*\*([A-Z]\d+)", RULES) == numbers()


def test_a_line_of_the_rules_can_be_read() -> None:
    """Items of rules.md are short: no paragraph is longer than 90 words."""
    items = re.split(r"\n(?= *- )|\n\n", RULES)
    assert [item for item in items if len(item.split()) > 90] == []


def test_rules_stand_in_their_order() -> None:
    """The rules of rules.md are in the order of the default rules."""
    assert re.findall(r"^- \*\*R\d+ `(\w+)`\*\*", RULES, re.MULTILINE) == [
        rule.name for rule in DEFAULT_RULES
    ]


def test_numbers_named_anywhere_exist() -> None:
    """Every number such as (H4) in src/, tests/ and docs/ is one of rules.md."""
    given = set(numbers())
    unknown = {
        f"{file.relative_to(ROOT)}: {number}"
        for file in WRITTEN
        if file != Path(__file__)
        for number in NUMBER.findall(text_of(file))
        if number not in given
    }
    assert sorted(unknown) == []


def test_numbers_are_recognised() -> None:
    """Numbers are found however a sentence cites them; times and quoted names are none."""
    cited = "(G99), H15 to H98; F1-F3 (R3, L97) I96. track 'T1', 2026-01-01T11:00 and T09 stay"
    assert NUMBER.findall(cited) == ["G99", "H15", "H98", "F1", "F3", "R3", "L97", "I96"]


DIALECT = re.compile(
    r"\bmend(?:s|ed|ing)?\b|\btold\b(?! apart)|\b(?:is|are|was|were|be) said\b"
    r"|\b(?:a|an|one) (?:row|line|cell|lane|sentence|file|section|column|sheet|chart) an? \w+",
    re.IGNORECASE,
)
"""Phrases that newcomers stumble over: "a row a person", "mend", "is told"."""


def test_nothing_is_cited_by_a_number_of_another_list() -> None:
    """Rules and goals are cited by their numbers in rules.md, not as "Goal 4 of the domain"."""
    cited = re.compile(r"\b(?:rule|goal) [1-9]\b|\bof the domain\b", re.IGNORECASE)
    stale = [
        f"{file.relative_to(ROOT)}: {match[0]}"
        for file in WRITTEN
        if file != Path(__file__)
        for match in cited.finditer(text_of(file))
    ]
    assert stale == []


# -- words --------------------------------------------------------------------------------------


def test_the_glossary_explains_the_words() -> None:
    """glossary.md is in alphabetical order, has every special word, and pages link to it."""
    text = PAGES["docs/glossary.md"].read_text(encoding="utf-8")
    words = re.findall(r"^### (.+)$", text, re.MULTILINE)
    assert words == sorted(words, key=str.lower)
    special = "notice, rest day, settled, tolerated, share, tier, effort, horizon, handover, cover"
    special += ", swap, round, open, revision, journal, track, trade, pin, locked, volunteer shift"
    assert set(special.split(", ")) <= {word.lower() for word in words}
    linking = [name for name, page in PAGES.items() if "glossary.md" in page.read_text("utf-8")]
    assert {"README.md", "docs/rules.md", "docs/files.md", "docs/fairness.md"} <= set(linking)


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_in_plain_english(name: str) -> None:
    """Pages say "per person", "fix" and "reported"; names in code spans are left alone."""
    text = re.sub(r"`[^`\n]+`", "", prose(PAGES[name]))
    assert [match[0] for match in DIALECT.finditer(text)] == []


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("one line per shift; the fix is reported, kinds are told apart", []),
        ("a row a person, mend it; it is told", ["a row a person", "mend", "told"]),
    ],
)
def test_dialect_is_noticed(text: str, phrases: list[str]) -> None:
    """The pattern finds the phrases, and no plain sentence."""
    assert [match[0] for match in DIALECT.finditer(text)] == phrases
