"""The pages of the documentation, and what tests read out of them."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = {p.relative_to(ROOT).as_posix(): p for p in sorted((ROOT / "docs").glob("*.md"))}
PAGES |= {name: ROOT / name for name in ("README.md", "CHANGELOG.md")}
RULES = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")


def fenced(page: Path, language: str) -> list[str]:
    """Return the code blocks of a page in one language."""
    text = page.read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)


def prose(page: Path) -> str:
    """Return a page without its code blocks."""
    text = page.read_text(encoding="utf-8")
    return re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)


def anchors(page: Path) -> set[str]:
    """Return the anchors that code hosts make from the headings of a page."""
    headings = re.findall(r"^#+ (.*)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", h.replace("`", "").lower()).replace(" ", "-") for h in headings}


def numbers() -> list[str]:
    """Return the numbers that rules.md gives out, in its order."""
    return re.findall(r"^- \*\*([A-Z]\d+)(?: `\w+`)?\*\* \S", RULES, flags=re.MULTILINE)
