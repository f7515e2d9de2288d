"""`report.html` in a real browser: nothing leaves, nothing complains, everybody can read it.

Chromium is driven through Debian's chromedriver; without them the tests are skipped. axe comes
from a Python package on disk, so nothing is downloaded.
"""

from typing import Any

import pytest
from browsing import PHONE, WIDE, findings, requested, show
from report_cases import NAMES

from rotation.plans.plan import Plan


@pytest.fixture(scope="module")
def address(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return where the report lies on disk."""
    path = tmp_path_factory.mktemp("out") / "report.html"
    path.write_bytes(plan.files()["report.html"])
    return path.as_uri()


def test_nothing_is_requested_and_nothing_logged(browser: Any, address: str) -> None:
    """Opening the report asks for the file alone, and the console stays empty."""
    show(browser, "about:blank")
    requested(browser)
    browser.get_log("browser")
    browser.get(address)
    assert requested(browser) == {address}
    assert browser.get_log("browser") == []


def test_the_style_sheet_passes_the_policy(browser: Any, address: str) -> None:
    """The policy lets the page's own style through, and no script of a stranger's."""
    show(browser, address)
    assert browser.execute_script("return document.styleSheets[0].cssRules.length") > 50
    grid = "return getComputedStyle(document.querySelector('.cards')).display"
    assert browser.execute_script(grid) == "grid"
    browser.execute_script(
        "const s = document.createElement('script'); s.textContent = 'window.ran = 1';"
        "document.body.append(s)"
    )
    assert browser.execute_script("return window.ran") is None
    # So the console is listened to, and its silence elsewhere means something.
    assert ["Content Security Policy" in entry["message"] for entry in browser.get_log("browser")]


@pytest.mark.parametrize(
    ("scheme", "size"), [("light", WIDE), ("dark", WIDE), ("light", PHONE), ("dark", PHONE)]
)
def test_axe_finds_nothing(browser: Any, address: str, scheme: str, size: tuple[int, int]) -> None:
    """Light, dark and on a phone, with every table open, axe has nothing to say."""
    show(browser, address, scheme, size)
    browser.execute_script("document.querySelectorAll('details').forEach(d => d.open = true)")
    dark = "return matchMedia('(prefers-color-scheme: dark)').matches"
    assert browser.execute_script(dark) is (scheme == "dark")
    assert findings(browser) == []


def test_everybody_can_be_read(browser: Any, address: str) -> None:
    """What the browser shows has the names as written, hostile ones too."""
    show(browser, address)
    shown = browser.execute_script("return document.body.innerText")
    for text in (*NAMES, "Every rule holds", "Time line", "All shifts", "How it was made"):
        assert text in shown


def test_a_phone_scrolls_charts_and_not_the_page(browser: Any, address: str) -> None:
    """At 390 pixels only charts and tables scroll sideways, and names stay beside the charts."""
    show(browser, address, size=PHONE)
    browser.execute_script("document.querySelectorAll('details').forEach(d => d.open = true)")
    page = "const page = document.documentElement; return page.scrollWidth - page.clientWidth"
    assert browser.execute_script(page) == 0
    moved = """
        const region = document.querySelector('#timeline .scroll');
        const names = region.querySelector('.names'), before = names.getBoundingClientRect().left;
        region.scrollLeft = 300;
        return [region.scrollLeft, names.getBoundingClientRect().left - before];
    """
    assert browser.execute_script(moved) == [300, 0]


def test_the_keyboard_reaches_everything(browser: Any, address: str) -> None:
    """The first stop skips to the time line; each region that scrolls is a stop with a name."""
    from selenium.webdriver.common.keys import Keys  # noqa: PLC0415 - may not be installed

    show(browser, address)
    browser.switch_to.active_element.send_keys(Keys.TAB)
    first = browser.switch_to.active_element
    assert first.text == "Skip to the time line"
    assert first.is_displayed()
    first.send_keys(Keys.ENTER)
    assert browser.current_url.endswith("#timeline")
    stops = []
    for _ in range(2):
        browser.switch_to.active_element.send_keys(Keys.TAB)
        stops.append(browser.switch_to.active_element)
    names = [stop.get_attribute("aria-label") or stop.text for stop in stops]
    assert names[0].startswith("Time line, Mon 30 Nov to ")
    assert names[1] == "Absences as a table"


def test_one_person_can_be_highlighted(browser: Any, address: str) -> None:
    """Choosing somebody leaves their marks bright and dims everybody else's."""
    show(browser, address)
    faded = """
        const chart = document.getElementById('timeline-0');
        const seen = name => getComputedStyle(chart.querySelector(name)).opacity;
        document.querySelector('.choose').open = true;
        document.getElementById('who-4').click();
        return [seen('.p.p4'), seen('.p:not(.p4)')];
    """
    mine, others = map(float, browser.execute_script(faded))
    assert mine == 1
    assert others < 0.5


def test_it_prints_in_black_on_white(browser: Any, address: str) -> None:
    """Paper is white whatever the screen is, and neither links nor choices are printed."""
    show(browser, address, "dark")
    dark = [{"name": "prefers-color-scheme", "value": "dark"}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print", "features": dark})
    seen = browser.execute_script(
        "const style = name => getComputedStyle(document.querySelector(name));"
        "return [style('body').backgroundColor, style('body').color, style('nav').display]"
    )
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})
    assert seen == ["rgb(255, 255, 255)", "rgb(0, 0, 0)", "none"]
    assert len(browser.print_page()) > 10_000


def test_tables_fit_the_page_whatever_names_are_in_them(browser: Any, address: str) -> None:
    """A word of seventy letters is broken: no table with it is wider than its frame."""
    show(browser, address, size=WIDE)
    browser.execute_script("document.querySelectorAll('details').forEach(d => d.open = true)")
    beyond = """
        return [...document.querySelectorAll('.scroll')].filter(f => f.querySelector('.long'))
            .map(frame => [frame.ariaLabel, frame.scrollWidth - frame.clientWidth])
    """
    tables = browser.execute_script(beyond)
    assert len(tables) > 3
    assert [table for table in tables if table[1] > 0] == []
