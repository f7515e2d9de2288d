from pathlib import Path

from benchmarks.radicale import USER, new_calendar, radicale
from benchmarks.remotes import measure


def test_every_kind_of_request_is_timed(tmp_path: Path) -> None:
    """Two shifts are written, read, changed and deleted on a server that runs for it."""
    with radicale(tmp_path) as url:
        seconds = measure(new_calendar(f"{url}/{USER}/shifts"), 2)
    assert list(seconds) == ["create", "read", "change", "delete"]
    assert all(value > 0 for value in seconds.values())
