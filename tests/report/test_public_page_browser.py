"""`public/index.html` in a real browser, at a moment that the test sets."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from browsing import PHONE, WIDE, findings, show

from rotation.plans.plan import Plan
from rotation.trades.edition import public_files

TODAY = date(2026, 10, 1)
NOW = datetime(2026, 12, 9, 12, tzinfo=UTC)

STAND_STILL = """
    const then = %d, real = Date;
    Date = class extends real { constructor(...a) { a.length ? super(...a) : super(then) } };
    Date.now = () => then;
"""


@pytest.fixture(scope="module")
def clock(browser: Any) -> Any:
    """Stop the browser's clock on a Wednesday in December, for the pages opened here."""
    source = STAND_STILL % (NOW.timestamp() * 1000)
    made = browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": source})
    yield browser
    browser.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", made)


@pytest.fixture(scope="module")
def address(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return where the page lies on disk."""
    path = tmp_path_factory.mktemp("public") / "index.html"
    after = plan.rotation.publish(plan, TODAY).after
    path.write_bytes(public_files(after, TODAY)["index.html"])
    return path.as_uri()


@pytest.mark.parametrize(("scheme", "size"), [("light", WIDE), ("dark", PHONE)])
def test_axe_reports_nothing(clock: Any, address: str, scheme: str, size: tuple[int, int]) -> None:
    """With every month open, axe has nothing to say, and the console stays empty."""
    clock.get_log("browser")
    show(clock, address, scheme, size)
    clock.execute_script("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert findings(clock) == []
    assert clock.get_log("browser") == []


def test_the_script_marks_what_is_now(clock: Any, address: str) -> None:
    """The present shift of each track comes first, with `now`; the present month is open."""
    show(clock, address)
    first = "return [...document.querySelectorAll('#now ol')].map(o => o.innerText.split('\\n')[0])"
    lines = clock.execute_script(first)
    assert len(lines) == 2
    assert all(" · now " in line for line in lines)
    opened = "return [...document.querySelectorAll('details[open]')].map(d => d.id)"
    assert clock.execute_script(opened) == ["m2026-12"]
    today = "return [...document.querySelectorAll('details[open] .today')].map(d => d.dataset.d)"
    assert clock.execute_script(today) == ["2026-12-09"]
    link = clock.execute_script("return document.querySelector('.address').textContent")
    assert link == address.replace("index.html", "schedule.ics")


def test_without_the_script_everything_is_there(clock: Any, address: str) -> None:
    """The page shows tracks, a month, people and open shifts when no script may run."""
    clock.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        show(clock, address)
    finally:
        clock.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    shown = clock.execute_script("return document.body.innerText")
    for text in (
        "Track A",
        "October 2026",
        "next shifts",
        "Open shifts",
        "schedule.ics",
    ):
        assert text in shown
    assert "· now" not in shown


def test_a_phone_does_not_scroll_sideways(clock: Any, address: str) -> None:
    """At 390 pixels the page is as wide as the screen, with every month open."""
    show(clock, address, size=PHONE)
    clock.execute_script("document.querySelectorAll('details').forEach(d => d.open = true)")
    page = "const page = document.documentElement; return page.scrollWidth - page.clientWidth"
    assert clock.execute_script(page) == 0


def test_a_dark_page_prints_in_black_on_white(clock: Any, address: str) -> None:
    """Paper is white whatever the screen is; links to sections and closed months are left out."""
    show(clock, address, "dark")
    dark = [{"name": "prefers-color-scheme", "value": "dark"}]
    clock.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print", "features": dark})
    seen = clock.execute_script(
        "const style = name => getComputedStyle(document.querySelector(name));"
        "return [style('body').backgroundColor, style('body').color, style('nav').display,"
        " style('details[open]').display, style('details:not([open])').display]"
    )
    clock.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})
    assert seen == ["rgb(255, 255, 255)", "rgb(0, 0, 0)", "none", "block", "none"]


def test_the_names_of_holidays_are_read_whole(clock: Any, address: str) -> None:
    """A name that is wider than its day goes on in a second line."""
    show(clock, address)
    clock.execute_script("document.querySelectorAll('details').forEach(d => d.open = true)")
    cut = """
        return [...document.querySelectorAll('.cal .name')]
            .map(name => [name.textContent, name.scrollWidth - name.clientWidth])
    """
    names = clock.execute_script(cut)
    assert names
    assert [name for name in names if name[1] > 0] == []
