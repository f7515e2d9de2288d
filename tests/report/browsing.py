"""Pages in a real browser: how they are opened, and what axe says of them.

Chromium is driven through Debian's chromedriver; without them the tests are skipped. axe comes
from a Python package on disk, so nothing is downloaded.
"""

import importlib.util
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

FLAGS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    "--disable-dev-shm-usage",  # a container's is too small for long pages
)
WIDE, PHONE = (1280, 900), (390, 844)


@contextmanager
def chromium(profile: Path) -> Iterator[Any]:
    """Yield a browser with a profile of its own and its logs kept; skip where there is none."""
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
    program, driver_program = shutil.which("chromium"), shutil.which("chromedriver")
    if not (program and driver_program):
        pytest.skip("chromium and chromedriver are not installed")
    options = webdriver.ChromeOptions()
    options.binary_location = program
    for flag in FLAGS:
        options.add_argument(flag)
    options.add_argument(f"--user-data-dir={profile}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver_program))
    yield driver
    driver.quit()


def show(browser: Any, address: str, scheme: str = "light", size: tuple[int, int] = WIDE) -> None:
    """Open a page as somebody with these settings sees it."""
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    screen = {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
    browser.get("about:blank")
    browser.get(address)


def requested(browser: Any) -> set[str]:
    """Return what was requested since the last call, without the pieces of the browser itself."""
    messages = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    asked = [m["params"] for m in messages if m["method"] == "Network.requestWillBeSent"]
    urls = {params["request"]["url"] for params in asked}
    return {url for url in urls if not url.startswith(("chrome://", "about:"))}


def axe() -> str:
    """Return the source of axe, which a Python package brings along."""
    spec = importlib.util.find_spec("axe_playwright_python")
    if spec is None or not spec.submodule_search_locations:
        pytest.skip("axe-playwright-python is not installed")
    return (Path(spec.submodule_search_locations[0]) / "axe.min.js").read_text("utf-8")


def findings(browser: Any) -> list[tuple[str, list[str]]]:
    """Return what axe says of the page that is open, with the elements."""
    browser.execute_script(axe())
    result = browser.execute_async_script(
        "axe.run().then(arguments[0], error => arguments[0]({error: String(error)}))"
    )
    assert "error" not in result
    assert len(result["passes"]) > 15
    return [(v["id"], [node["html"] for node in v["nodes"][:3]]) for v in result["violations"]]
