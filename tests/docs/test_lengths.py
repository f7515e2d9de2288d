"""The files of the code have a length one can read, and tests names that pytest tells apart."""

from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]
FILES = sorted(
    path
    for folder in ("benchmarks", "docs", "src", "tests")
    for path in (ROOT / folder).rglob("*.py")
)
MOST_LINES = 500


def test_no_file_is_longer_than_500_lines() -> None:
    """A file that outgrows them is split."""
    assert len(FILES) > 500
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in FILES}
    assert [path for path, lines in lengths.items() if lines > MOST_LINES] == []


def test_no_two_test_files_have_one_name() -> None:
    """Folders of tests are no packages: pytest takes the second of two for the first."""
    names = Counter(path.name for path in FILES if path.name.startswith("test_"))
    assert len(names) > 200
    assert [name for name, count in names.items() if count > 1] == []
