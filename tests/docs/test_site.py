"""The site: every page is in it and means what it means in the repository; nothing else is asked.

It is built once, as `nox -s site` does it, into a folder of the tests.
"""

import re
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from docs.made.built import faults
from docs.made.site import ROOT, BrokenSite, build, moved, navigation, places
from markdown_it import MarkdownIt

sys.path.append(str(ROOT / "tests" / "report"))
from browsing import PHONE, WIDE, chromium, requested, show

pytest.importorskip("zensical", reason="zensical is not installed")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder in which the site is made: it has no fault, or this fails."""
    made = tmp_path_factory.mktemp("site")
    build(made)
    return made


# -- pages --------------------------------------------------------------------------------------


def test_every_page_is_in_the_navigation() -> None:
    """Pages of docs/ and folders of examples are; figures and examples are reached from a page."""
    kinds = navigation((ROOT / "README.md").read_text("utf-8"))
    assert list(kinds) == [
        *("", "Tutorial", "How-to", "Reference", "Explanation", "Glossary", "Cookbook")
    ]
    assert kinds[""] == ["docs/index.md"]
    listed = [page for pages in kinds.values() for page in pages]
    assert len(listed) == len(set(listed))
    pages = {page for page in places() if page.endswith(".md")}
    behind = {page for page in pages if re.match(r"examples/.+/|benchmarks/results/", page)}
    assert set(listed) == pages - behind
    assert {"docs/files.md", "docs/reference.md", "docs/rules.md"} <= set(kinds["Reference"])


def test_pages_are_those_of_the_repository() -> None:
    """What commands wrote into an example is not on the site, nor what makes pages."""
    listed = places()
    assert listed["docs/files.md"] == "files.md"
    assert listed["examples/artsy/README.md"].rpartition("/") == ("examples/artsy", "/", "index.md")
    assert len(set(listed.values())) == len(listed)
    assert [file for file in listed if re.search(r"docs/made|/out/|/public/|pycache", file)] == []


PLACED = {
    "docs/a.txt": "a.txt",
    "docs/more/b.txt": "more/b.txt",
    "changes.txt": "changes.txt",
    "examples/x/readme.txt": "examples/x/index.txt",
}


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        (
            "docs/a.txt",
            "[b](more/b.txt#x) [c](../changes.txt)",
            "[b](more/b.txt#x) [c](changes.txt)",
        ),
        ("docs/more/b.txt", "[x](../../examples/x/readme.txt)", "[x](../examples/x/index.txt)"),
        ("examples/x/readme.txt", "![`a`](../../docs/a.txt)", "![`a`](../../a.txt)"),
        ("changes.txt", "[a](docs/a.txt), [a](#b), [w](https://example.com/docs/a.txt)", None),
        ("docs/a.txt", "`[c](../changes.txt)`\n\n```text\n[c](../changes.txt)\n```\n", "same"),
        ("docs/a.txt", "[gone](../src/gone.py)", "same"),
    ],
)
def test_links_lead_to_the_same_page_on_the_site(
    file: str, text: str, expected: str | None
) -> None:
    """A link is changed as its page and its aim move; code and other addresses are left alone."""
    if expected is None:
        expected = text.replace("[a](docs/a.txt)", "[a](a.txt)")
    assert moved(text, file, PLACED) == (text if expected == "same" else expected)


# -- content ------------------------------------------------------------------------------------

COUNTED = {"h1", "h2", "h3", "h4", "li", "ol", "ul", "table", "td", "pre", "strong", "em"}


class Elements(HTMLParser):
    """Counts elements, of an article if there is one."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.counts: Counter[str] = Counter()
        self.feed(re.sub(r"(?s)^.*<article[^>]*>|</article>.*$", "", html))

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.counts[tag] += tag in COUNTED


def test_pages_are_read_as_code_hosts_read_them(folder: Path) -> None:
    """Lists, tables, code and emphasis of each page are those of CommonMark with tables."""
    commonmark = MarkdownIt("commonmark", {"html": True}).enable("table")
    pages = sorted((folder / "pages").rglob("*.md"))
    assert len(pages) > 30
    for page in pages:
        built = folder / "site" / page.relative_to(folder / "pages").with_suffix(".html")
        expected = Elements(commonmark.render(page.read_text("utf-8"))).counts
        assert Elements(built.read_text("utf-8")).counts == expected, page.name


def test_headings_have_the_anchors_of_code_hosts(folder: Path) -> None:
    """An address with an anchor of the repository works on the site."""
    text = (folder / "site" / "files.html").read_text("utf-8")
    assert 'id="csv-files"' in text
    assert 'id="rulestogether"' in text


# -- faults -------------------------------------------------------------------------------------


def page_with(tmp_path: Path, text: str) -> list[str]:
    """Return what is wrong with a site of a page and a picture."""
    (tmp_path / "index.html").write_text(f"<h1 id='top'>x</h1>{text}", "utf-8")
    (tmp_path / "a.png").write_bytes(b"")
    return faults(tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        "<a href='index.html#top'>x</a><a href='#top'>x</a><img src='a.png#only-light'>",
        "<a href='https://example.com/'>x</a><link rel='canonical' href='index.html'>",
        "<style>p{background:url(data:image/png;base64,AA)}</style><a href='mailto:a@b.c'>x</a>",
    ],
)
def test_a_site_without_faults_has_none(tmp_path: Path, text: str) -> None:
    """Links within the site and addresses elsewhere are no faults."""
    assert page_with(tmp_path, text) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("<a href='gone.html'>x</a>", "gone.html leads nowhere"),
        ("<a href='index.html#gone'>x</a>", "index.html#gone leads nowhere"),
        ("<a href='#gone'>x</a>", "#gone leads nowhere"),
        ("<a href='../../index.html'>x</a>", "../../index.html leads nowhere"),
        ("<img src='gone.png'>", "gone.png is requested"),
        ("<img src='https://example.com/a.png'>", "https://example.com/a.png is requested"),
        ("<script src='//example.com/a.js'></script>", "//example.com/a.js is requested"),
        ("<link rel='stylesheet' href='https://x.test/a'>", "https://x.test/a is requested"),
        ("<link rel='preconnect' href='https://x.test'>", "https://x.test is requested"),
        ("<style>@import 'https://x.test/a';</style>", "https://x.test/a is requested"),
        ("<p style='background:url(https://x.test/a)'>", "https://x.test/a is requested"),
        ("<pre class='mermaid'>x</pre>", "an element of the class mermaid would request a script"),
    ],
)
def test_each_kind_of_fault_is_reported(tmp_path: Path, text: str, fault: str) -> None:
    """A fault is one line with its page."""
    assert page_with(tmp_path, text) == [f"index.html: {fault}"]


def test_a_broken_link_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Zensical is strict: the site is not made from a page with a broken anchor."""
    (tmp_path / "index.md").write_text("# X\n\n[gone](#gone)\n", "utf-8")
    (tmp_path / "README.md").write_text("| [x](index.md) | x |\n", "utf-8")
    monkeypatch.setattr("docs.made.site.places", lambda: {"index.md": "index.md"})
    monkeypatch.setattr("docs.made.site.SOURCES", tmp_path)
    with pytest.raises(BrokenSite, match="anchor does not exist"):
        build(tmp_path / "build")


# -- in a browser -------------------------------------------------------------------------------


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder, and keeps no log."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is fixed
        pass


@pytest.fixture
def address(folder: Path) -> Iterator[str]:
    """Serve the site on this machine, and return its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder / "site")))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_nothing_is_requested_from_elsewhere(address: str, tmp_path: Path) -> None:
    """Pages load, light and dark, wide and on a phone, from the site alone, and fit the screen."""
    look = (
        "return [document.body.dataset.mdColorScheme,"
        " document.documentElement.scrollWidth - innerWidth,"
        " [...document.querySelectorAll('article img')].map(i => i.offsetWidth > 300)]"
    )
    with chromium(tmp_path) as browser:
        for page, scheme, size, pictures in (
            ("index", "light", WIDE, [True, False]),
            ("index", "dark", PHONE, [False, True]),
            ("reference", "dark", WIDE, []),
        ):
            show(browser, "about:blank")
            requested(browser)
            show(browser, f"{address}{page}.html", scheme, size)
            named, beyond, shown = browser.execute_script(look)
            assert named == {"light": "default", "dark": "slate"}[scheme]
            assert beyond <= 0, page
            assert shown == pictures
            urls = requested(browser)
            assert f"{address}{page}.html" in urls
            assert [url for url in urls if not url.startswith((address, "data:"))] == []
        assert browser.get_log("browser") == []
