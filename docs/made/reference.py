"""Make docs/reference.md from the docstrings: `python -m docs.made.reference`."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from docs.made.names import CHAPTERS
from docs.made.sources import Entry, Section, entries, in_public_words

__all__ = ["PAGE", "page"]

PAGE = Path(__file__).parents[1] / "reference.md"
_INTRODUCTION = Path(__file__).parent / "introduction.md"
_CLASS = re.compile(r"\b(?!None\b)(?:[a-z]\w*\.)*[A-Z]\w+")
"""The name of a class in a type, with its module."""

_RESULT = """
It is a [result](#result): a frame, plain values, sentences, and a table in a notebook.
"""

_TITLES = {
    "parameters": "Parameters",
    "attributes": "Attributes",
    "returns": "Returns",
    "yields": "Yields",
    "raises": "Raises",
}


def page() -> str:
    """Return the page: an introduction, a table of what there is, and every name."""
    everything = list(entries())
    classes = [entry for entry in everything if isinstance(entry.object, type)]
    links = {e.shown.rpartition(".")[2]: f"#{_anchor(e.shown)}" for e in classes}
    headings = [entry for entry in everything if not entry.is_short]
    links |= {entry.shown: f"#{_anchor(entry.shown)}" for entry in headings}
    text = _INTRODUCTION.read_text(encoding="utf-8") + "\n" + "\n".join(_contents(everything))
    for chapter in CHAPTERS:
        text += f"\n## {chapter.title}\n"
        text += f"\n{chapter.text}\n" if chapter.text else ""
        own = [entry for entry in everything if entry.chapter is chapter]
        for short, group in groupby(own, lambda entry: entry.is_short):
            made = [(_line if short else _shown)(entry, links) for entry in group]
            text += "\n" + "\n".join(made) + ("\n" if short else "")
    return text


def _contents(everything: Iterable[Entry]) -> Iterator[str]:
    yield "| chapter | names |"
    yield "|---|---|"
    for chapter in CHAPTERS:
        own = [
            entry
            for entry in everything
            if entry.chapter is chapter and (not entry.within or entry.within == "Rotation")
        ]
        names = ", ".join(f"[`{e.shown}`](#{_anchor(e.shown)})" for e in own)
        yield f"| [{chapter.title}](#{_anchor(chapter.title)}) | {names} |"
    yield ""


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def _shown(entry: Entry, links: dict[str, str]) -> str:
    marks = "####" if entry.within else "###"
    text = f"{marks} {entry.shown}\n"
    if entry.signature:
        text += f"\n```py\n{entry.signature}\n```\n"
    own = {name: link for name, link in links.items() if link != f"#{_anchor(entry.shown)}"}
    for number, section in enumerate(entry.sections):
        text += f"\n{_linked(_section(section, entry.text), own)}\n"
        if number == 0:
            text += _values(entry) + (_RESULT if entry.has_views else "")
    return text


def _line(entry: Entry, links: dict[str, str]) -> str:
    """Return a member that one sentence describes as a line of a list."""
    name = entry.shown.rpartition(".")[2]
    call = entry.signature.removeprefix(entry.shown)
    text = " ".join(_linked(entry.text, links).split())
    return f"- `{name}{' '.join(call.split())}`: {text}"


def _values(entry: Entry) -> str:
    members = ", ".join(f"`{name}` (`{value}`)" for name, value in entry.values)
    return f"\nMembers: {members}.\n" if members else ""


def _section(section: Section, doc: str) -> str:
    kind = section.kind.value
    if kind == "text":
        return str(section.value)
    if kind == "examples":
        return "\n\n".join(
            f"```pycon\n{text}\n```" if part.value == "examples" else text
            for part, text in section.value
        )
    if kind == "admonition":
        return f"**{section.title}**\n\n{section.value.description}"
    return f"**{_TITLES[kind]}**\n\n" + "\n".join(_items(kind, section.value, doc))


def _items(kind: str, items: Iterable[Any], doc: str) -> Iterator[str]:
    """Yield the lines of parameters, results or errors; those described together are one line."""

    def described(item: Any) -> tuple[str, str]:
        of = in_public_words(str(item.annotation or ""))
        values = re.fullmatch(r"\(([a-z_, ]+)\)", of)  # of {"error", "skip"}
        if values:
            of = " or ".join(f'`"{value}"`' for value in values[1].split(", "))
        return _CLASS.sub(r"`\g<0>`", of), " ".join(item.description.split())

    for (annotation, words), same in groupby(items, described):
        plain = ", ".join(item.name for item in same if getattr(item, "name", ""))
        names = re.sub(r"[^, ]+", r"`\g<0>`", plain)
        # Without a type in the docstring, griffe takes that of the first in the signature.
        is_typed = not plain or re.search(rf"^{re.escape(plain)}$", doc, re.MULTILINE) is None
        of = annotation if is_typed else ""
        if kind == "raises":
            yield f"- {of}: {words}"
        elif names:
            yield f"- {names} ({of}): {words}" if of else f"- {names}: {words}"
        else:
            yield f"- {of}: {words}" if words else f"- {of}"


def _linked(text: str, links: dict[str, str]) -> str:
    """Return Markdown with links to the names and pages that it mentions, outside of code."""
    parts = re.split(r"(^```.*?^```$)", text, flags=re.MULTILINE | re.DOTALL)
    return "".join(p if p.startswith("```") else _with_links(p, links) for p in parts)


def _with_links(text: str, links: dict[str, str]) -> str:
    def name(match: re.Match[str]) -> str:
        link = links.get(match[1])
        return f"[{match[0]}]({link})" if link else match[0]

    text = re.sub(r"`([\w.]+)`", name, text)
    return re.sub(r"(?<![\w/\[])docs/([\w-]+\.md)", r"[\1](\1)", text)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
