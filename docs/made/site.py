"""The pages as a site: `python -m docs.made.site`, or `nox -s site`, makes `build/site`.

Pages link each other as files of the repository do. So that these links work on the site as well,
everything they lead to is put beside each other first: docs/ at the top, then the change log, the
examples and the benchmarks. The navigation is the table in README.md.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

import tomlkit

from docs.made.built import faults

__all__ = ["ROOT", "BrokenSite", "Navigation", "build", "main", "moved", "navigation", "places"]

ROOT = Path(__file__).parents[2]
SOURCES = ROOT
"""Where the files of `places` are."""
SETTINGS = Path(__file__).with_name("site.toml")
BESIDE = ("*.md", "examples/**/*", "benchmarks/*.md", "benchmarks/results/*")
"""What the site has beside docs/."""

Navigation = Mapping[str, list[str]]
"""Pages of the site by the kind of page, in the order of README.md."""


class BrokenSite(Exception):
    """A link leads nowhere, or Zensical warns of something else; the message says which."""


def places() -> dict[str, str]:
    """Return where each file of the site lies in it, by its place in the repository."""
    pages = _files("docs/**/*.md", "docs/pictures/*")
    beside = _files(*BESIDE)
    within = {file: file.removeprefix("docs/") for file in pages if "docs/made/" not in file}
    within |= {file: file for file in beside if file != "README.md"}
    return {file: re.sub(r"\bREADME\.md$", "index.md", place) for file, place in within.items()}


def _files(*patterns: str) -> list[str]:
    listed = [path for pattern in patterns for path in sorted(ROOT.glob(pattern))]
    return [path.relative_to(ROOT).as_posix() for path in listed if _kept(path)]


def _kept(path: Path) -> bool:
    """Return whether a file is one of the repository, and not what a command has made there."""
    parts = path.relative_to(ROOT).parts
    made = {"out", "public", "__pycache__"}.intersection(parts)
    return path.is_file() and not made and not any(part.startswith(".") for part in parts)


def moved(text: str, file: str, placed: Mapping[str, str]) -> str:
    """Return a page with its links as they have to be in its place on the site.

    Parameters
    ----------
    text : str
        Markdown; code in it is left alone.
    file : str
        The page in the repository; its links are relative to it.
    placed : Mapping[str, str]
        Where files of the repository lie on the site.

    Returns
    -------
    str
        The page. Links to what is not on the site stay, and are broken there.
    """

    def link(match: re.Match[str]) -> str:
        target, _, anchor = match[1].partition("#")
        if not target or ":" in target:
            return match[0]
        aim = os.path.normpath(PurePosixPath(file).parent / target)
        if aim not in placed:
            return match[0]
        here = PurePosixPath(placed[file]).parent
        return f"]({os.path.relpath(placed[aim], here)}{'#' if anchor else ''}{anchor})"

    parts = re.split(r"(^ *```.*?^ *```$|`[^`\n]+`)", text, flags=re.MULTILINE | re.DOTALL)
    return "".join(
        part if index % 2 else re.sub(r"\]\(([^)\s]+)\)", link, part)
        for index, part in enumerate(parts)
    )


def navigation(readme: str) -> Navigation:
    """Return the pages in the table of README.md, by the bold rows between them.

    Parameters
    ----------
    readme : str
        README.md; the pages before the first bold row are under an empty kind.
    """
    pages: dict[str, list[str]] = {"": []}
    for kind, page in re.findall(r"^\| (?:\*\*(.+)\*\*|\[.*\]\((.+)\)) \|", readme, re.MULTILINE):
        if kind:
            pages[kind] = []
        else:
            pages[list(pages)[-1]].append(page)
    return pages


def build(folder: Path) -> Path:
    """Make the site in a folder, anew.

    Parameters
    ----------
    folder : Path
        It gets the pages as they are on the site, the settings, and the site.

    Returns
    -------
    Path
        The folder of the site.

    Raises
    ------
    BrokenSite
        Zensical warns of something, a link leads nowhere, or a page would request something else
        than the site.
    """
    placed = places()
    shutil.rmtree(folder / "pages", ignore_errors=True)
    for file, place in placed.items():
        aim = folder / "pages" / place
        aim.parent.mkdir(parents=True, exist_ok=True)
        if aim.suffix == ".md":
            aim.write_text(moved((SOURCES / file).read_text("utf-8"), file, placed), "utf-8")
        else:
            shutil.copyfile(SOURCES / file, aim)
    shutil.copyfile(SETTINGS.with_suffix(".css"), folder / "pages" / "site.css")
    (folder / "zensical.toml").write_text(_settings(placed), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "zensical", "build", "--clean", "--strict"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        printed = re.sub(r"\x1b\[[\d;]*m", "", done.stdout + done.stderr)
        # Behind the issues there is only how Zensical came to end.
        raise BrokenSite(re.split(r"(?<=issue found\n|ssues found\n)", printed)[0])
    broken = faults(folder / "site")
    if broken:
        raise BrokenSite("\n".join(broken))
    return folder / "site"


def _settings(placed: Mapping[str, str]) -> str:
    settings = tomlkit.parse(SETTINGS.read_text("utf-8"))
    readme = (SOURCES / "README.md").read_text("utf-8")
    settings["project"]["nav"] = list(_sections(navigation(readme), placed))
    return tomlkit.dumps(settings)


def _sections(pages: Navigation, placed: Mapping[str, str]) -> Iterator[object]:
    for kind, files in pages.items():
        items = [placed[page] for file in files for page in (file, *_below(file, placed))]
        if kind:
            yield {kind: items}
        else:
            yield from items


def _below(file: str, placed: Mapping[str, str]) -> list[str]:
    """Return the README.md of each folder beside a README.md: examples stand behind their list."""
    folder, _, name = file.rpartition("README.md")
    pattern = re.escape(folder) + r"[\w-]+/README\.md"
    return [] if name or not folder else [page for page in placed if re.fullmatch(pattern, page)]


def main() -> None:
    """Make the site in build/, or say why not."""
    try:
        build(ROOT / "build")
    except BrokenSite as broken:
        raise SystemExit(str(broken)) from None


if __name__ == "__main__":
    main()
