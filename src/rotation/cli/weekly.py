"""`rotation notes`: the hand-over announcement of a week."""

import json
import sys

from rotation.cli.breaches import report_breaches
from rotation.cli.following import choose_next
from rotation.cli.loaded import loaded
from rotation.cli.next_command import after_look
from rotation.cli.options import Options
from rotation.cli.today import today_in
from rotation.cli.typed import spelling_of
from rotation.export.markup import MARKDOWN, SLACK
from rotation.trades.announcements import announcement
from rotation.trades.weekly import week_of

__all__ = ["run_notes"]


def run_notes(options: Options) -> int:
    """Print the notes; return 1 if a shift is open soon, or a rule is broken and not over."""
    rotation = loaded(options)
    today = options.today or today_in(rotation.timezone)
    day = options.week or today
    week = week_of(rotation, day, options.today)
    spelling = spelling_of(options)
    if options.format == "json":
        print(json.dumps(week.as_dict(spelling), ensure_ascii=False, indent=2))
    elif options.format == "slack" or not options.quiet:
        markup = SLACK if options.format == "slack" else MARKDOWN
        sys.stdout.write(announcement(week, spelling, markup=markup))
    report_breaches(week.broken, options)
    choose_next(options, after_look, rotation, today, "who", week.broken)
    return int(bool(week.open or week.unpublished or week.broken))
