"""The pictures of the report that README.md and the front page show.

`nox -s pictures` makes them anew, after a change of how the report looks. It needs Chromium, its
driver and a font with Chinese characters.
"""

import base64
import shutil
import subprocess
from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from selenium import webdriver

import rotation

__all__ = ["PICTURES", "main"]

ROOT = Path(__file__).parents[2]
PICTURES = {
    "light": ROOT / "docs" / "pictures" / "report.png",
    "dark": ROOT / "docs" / "pictures" / "report-dark.png",
}
TODAY = date(2026, 11, 23)
WIDTH, SHARPNESS, COLOURS = 1136, 2, 64
LAST_LANE = ".names .p11"
"""The picture ends below this person: with all of them it would fill a screen."""

FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars")
AREA = f"""
    const chart = document.getElementById("timeline"), box = chart.getBoundingClientRect();
    const top = chart.querySelector(".keys").getBoundingClientRect().top + scrollY - 12;
    const end = chart.querySelector("{LAST_LANE}").getBoundingClientRect().bottom + scrollY;
    return {{x: box.x - 12, y: top, width: box.width + 24, height: end - top, scale: 1}};
"""


def main() -> None:
    """Plan the example, and write a picture of its report for either colour scheme."""
    fonts = subprocess.check_output([_program("fc-list"), ":lang=zh"])  # noqa: S603 - no input
    if not fonts.strip():
        raise SystemExit("a name of the example is Chinese: install a font that has it")
    with TemporaryDirectory() as folder:
        page = Path(folder, "report.html")
        team = rotation.load(ROOT / "examples" / "artsy")
        page.write_bytes(team.plan(today=TODAY, month="2026-12").files()["report.html"])
        browser = _chromium(Path(folder, "profile"))
        for scheme, picture in PICTURES.items():
            _quantised(_screenshot(browser, page, scheme), picture)
        browser.quit()


def _program(name: str) -> str:
    place = shutil.which(name)
    if place is None:
        raise SystemExit(f"{name} is not installed")
    return place


def _chromium(profile: Path) -> webdriver.Chrome:
    options = webdriver.ChromeOptions()
    options.binary_location = _program("chromium")
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    return webdriver.Chrome(options, webdriver.ChromeService(_program("chromedriver")))


def _screenshot(browser: webdriver.Chrome, page: Path, scheme: str) -> bytes:
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    screen = {"width": WIDTH, "height": 900, "deviceScaleFactor": SHARPNESS, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
    browser.get(page.as_uri())
    area = browser.execute_script(AREA)
    shot = {"format": "png", "captureBeyondViewport": True, "clip": area}
    return base64.b64decode(browser.execute_cdp_cmd("Page.captureScreenshot", shot)["data"])


def _quantised(png: bytes, picture: Path) -> None:
    """Write a picture with few colours: charts need no more, and it is a fourth as large."""
    with Image.open(BytesIO(png)) as image:
        few = image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    picture.parent.mkdir(exist_ok=True)
    few.save(picture, optimize=True)


if __name__ == "__main__":
    main()
