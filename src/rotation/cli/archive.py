"""`rotation archive`: move published shifts that are over to history."""

from rotation.cli.options import Options
from rotation.cli.published_plan import at_work, finish
from rotation.trades.archives import archive

__all__ = ["run_archive"]


def run_archive(options: Options) -> int:
    """Move published shifts that are over to history."""
    with at_work(options) as rotation:
        moved = archive(rotation, options.today, before=options.before)
        lines = moved.lines() if moved.edition.empty else (*moved.lines(), "")
        return finish(moved.edition, options, lines, moved.to_dict(), usual="check")
