"""What is wrong with a site that was built: links that lead nowhere, and requests elsewhere."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

__all__ = ["Page", "faults", "read"]

LOADED = {"img": "src", "script": "src", "source": "srcset", "iframe": "src", "link": "href"}
"""What a browser requests without being asked, by element; of `link` also what is only named."""
NAMED = {"next", "prev", "canonical", "alternate", "author", "license"}
"""Links in the head that a browser does not request."""
FOREIGN_SCRIPTS = {"mermaid", "pyodide", "glightbox", "ace"}
"""Classes of elements for which the theme would request a script from elsewhere."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a page of a site has.

    Attributes
    ----------
    links : list of str
        Where its links lead, as they are written.
    loaded : list of str
        What the browser requests for it.
    anchors : set of str
        The ids in it.
    classes : set of str
        The classes in it.
    """

    links: list[str] = field(default_factory=list)
    loaded: list[str] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)
    classes: set[str] = field(default_factory=set)


class _Reader(HTMLParser):
    """Collects what a page has."""

    def __init__(self) -> None:
        super().__init__()
        self.page = Page()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value for name, value in attrs if value is not None}
        page = self.page
        page.anchors.update(values[name] for name in ("id", "name") if name in values)
        page.classes.update(values.get("class", "").split())
        if tag == "a" and "href" in values:
            page.links.append(values["href"])
        named = NAMED.issuperset(values.get("rel", "").split()) and tag == "link"
        address = values.get(LOADED.get(tag, ""))
        if address is not None:
            (page.links if named else page.loaded).append(address)
        if "style" in values:
            page.loaded.extend(_in_style(values["style"]))


def read(html: str) -> Page:
    """Return what a page has."""
    reader = _Reader()
    reader.feed(html)
    reader.page.loaded.extend(
        address
        for style in re.findall(r"<style[^>]*>(.*?)</style>", html, re.DOTALL)
        for address in _in_style(style)
    )
    return reader.page


def faults(site: Path) -> list[str]:
    """Return what is wrong with a site.

    Parameters
    ----------
    site : Path
        Its folder.

    Returns
    -------
    list of str
        A line per fault, sorted: the file, and the address that leads nowhere or elsewhere.
    """
    pages = {path.resolve(): read(path.read_text("utf-8")) for path in site.rglob("*.html")}
    lines = [line for path, page in pages.items() for line in _of_page(path, page, pages, site)]
    for style in site.rglob("*.css"):
        for address in _in_style(style.read_text("utf-8")):
            if not _reached(address, style, {}, site):
                lines.append(f"{style.relative_to(site)}: {address} is requested")
    return sorted(lines)


def _of_page(path: Path, page: Page, pages: dict[Path, Page], site: Path) -> Iterator[str]:
    name = path.relative_to(site.resolve())
    for address in page.links:
        if not urlsplit(address).scheme and not _reached(address, path, pages, site):
            yield f"{name}: {address} leads nowhere"
    for address in page.loaded:
        if not _reached(address, path, {}, site):
            yield f"{name}: {address} is requested"
    for kind in sorted(page.classes & FOREIGN_SCRIPTS):
        yield f"{name}: an element of the class {kind} would request a script"


def _reached(address: str, path: Path, pages: dict[Path, Page], site: Path) -> bool:
    """Return whether an address leads to something of the site, and to an anchor that is there."""
    parts = urlsplit(address)
    if parts.scheme == "data":
        return True
    if parts.scheme or parts.netloc:
        return False
    start = site.resolve() if parts.path.startswith("/") else path.parent
    aim = (start / unquote(parts.path).lstrip("/")).resolve() if parts.path else path
    if not aim.is_relative_to(site.resolve()) or not aim.is_file():
        return False
    return not parts.fragment or aim not in pages or unquote(parts.fragment) in pages[aim].anchors


def _in_style(style: str) -> list[str]:
    imported = re.findall(r"@import\s+[\"']([^\"']+)", style)
    return [*imported, *re.findall(r"url\(\s*[\"']?([^\"')]+)", style)]
