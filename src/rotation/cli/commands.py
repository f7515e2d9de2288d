"""The commands: what each is called, takes and runs.

Each command brings its own imports when it runs: `--help` and `check` need no solver.
"""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from rotation.cli.arguments import (
    a_limit,
    a_moment,
    a_path,
    a_today,
    a_year,
    add_common,
    add_config,
    add_effort,
    add_exports,
    add_horizon,
    add_living,
)
from rotation.cli.options import Options
from rotation.interrupts import left_quietly

__all__ = ["COMMANDS", "Command"]


@dataclass(frozen=True, slots=True)
class Command:
    """A command.

    Attributes
    ----------
    name, about : str
        As the user types it, and what it does.
    add : callable
        Adds its arguments to its parser.
    home : str
        `module:function` of `rotation.cli`, which takes the options and returns the exit code.
    words : str
        Names of the arguments that may stand before, between and behind options, such as
        `PERSON DATE` behind an optional CONFIG; empty when there are none. A command that does
        several things has one form for each, as in `swap SHIFT OTHER | cover SHIFT PERSON`: a word
        in small letters stands for itself, and is `options.act`.
    """

    name: str
    about: str
    add: Callable[[argparse.ArgumentParser], None]
    home: str
    words: str = ""

    @property
    def forms(self) -> tuple[tuple[str, ...], ...]:
        """Return the words of each form."""
        return tuple(tuple(form.split()) for form in self.words.split("|"))

    def run(self, options: Options) -> int:
        """Run the command."""
        module, function = self.home.split(":")
        with left_quietly():
            run = getattr(import_module(f"rotation.cli.{module}"), function)
        code: int = run(options)
        return code


def _add_init(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "folder", nargs="?", type=a_path, default=Path(), metavar="DIR", help="default: here"
    )
    command.add_argument("--dry-run", action="store_true", help="write nothing")


def _add_plan(command: argparse.ArgumentParser) -> None:
    add_config(command)
    add_horizon(command)
    command.add_argument("--out", type=a_path, metavar="DIR", help="default: out beside CONFIG")
    command.add_argument("--dry-run", action="store_true", help="write nothing")
    add_common(command)
    add_effort(command)
    command.add_argument(
        "--strict",
        action="store_true",
        help="exit 1 also for open volunteer shifts and goals not proved",
    )


def _add_check(command: argparse.ArgumentParser) -> None:
    add_config(command)
    command.add_argument(
        "schedule",
        nargs="?",
        type=a_path,
        metavar="SCHEDULE",
        help="a .csv or .ics file; default: the published plan with its trades",
    )
    add_common(command)


def _add_publish(command: argparse.ArgumentParser) -> None:
    add_config(command)
    command.add_argument(
        "--schedule",
        type=a_path,
        metavar="SCHEDULE",
        help="a .csv or .ics file; default: out/schedule.csv beside CONFIG",
    )
    add_living(command)


def _add_replan(command: argparse.ArgumentParser) -> None:
    add_config(command)
    command.add_argument("--out", type=a_path, metavar="DIR", help="default: out beside CONFIG")
    command.add_argument(
        "--release",
        action="store_true",
        help="let go what only the notice settles and whose holder cannot keep it",
    )
    command.add_argument("--publish", action="store_true", help="publish the result at once")
    add_living(command)
    add_effort(command)


def _add_words(command: argparse.ArgumentParser, words: str, about: str) -> None:
    """Add words that may stand anywhere among the options; `Command.words` tells them apart."""
    command.usage = f"{command.prog} [options] {words}"
    command.add_argument("words", nargs="+", metavar=words, help=about)


def _add_sync(command: argparse.ArgumentParser) -> None:
    _add_words(
        command,
        "[CONFIG] CALENDAR",
        "a rotation.toml or its folder; an .ics file exported from the edited calendar",
    )
    command.add_argument("--accept", action="store_true", help="make every difference, unasked")
    add_living(command)


def _add_trade(command: argparse.ArgumentParser) -> None:
    acts = ("swap SHIFT OTHER [THIRD]", "cover SHIFT PERSON", "suggest SHIFT")
    lead = f"{command.prog} [options] [CONFIG]"
    command.usage = ("\n" + " " * len("usage: ")).join(f"{lead} {act}" for act in acts)
    command.add_argument(
        "words",
        nargs="+",
        metavar="[CONFIG] ACT SHIFT ...",
        help="a rotation.toml or its folder; swap: each shift goes to the holder of the next one; "
        "cover: somebody, by id, address or name, takes a shift; suggest: who could take it, or "
        "exchange it",
    )
    part = command.add_argument_group("a part of the first SHIFT")
    instant = "a day, which begins at midnight, or YYYY-MM-DDTHH:MM"
    part.add_argument("--from", dest="start", type=a_moment, metavar="INSTANT", help=instant)
    part.add_argument("--to", dest="end", type=a_moment, metavar="INSTANT", help="likewise")
    command.add_argument("--all", action="store_true", help="suggest: every exchange that works")
    add_living(command)


def _add_who(command: argparse.ArgumentParser) -> None:
    add_config(command)
    command.add_argument(
        "--at",
        type=a_moment,
        metavar="INSTANT",
        help="a day, whose noon is meant, or YYYY-MM-DDTHH:MM; default: now",
    )
    add_common(command, formats=("table", "json"))


def _add_show(command: argparse.ArgumentParser) -> None:
    add_config(command)
    window = command.add_argument_group("what to show (default: all that is not over)")
    window.add_argument("--month", metavar="YYYY-MM", help="one whole month")
    window.add_argument("--since", type=a_today, metavar="DATE", help="first day; default: today")
    window.add_argument(
        "--until",
        type=a_today,
        metavar="DATE",
        help="the day after the last; default: the end of what is published",
    )
    add_common(command)


def _add_notes(command: argparse.ArgumentParser) -> None:
    add_config(command)
    command.add_argument(
        "--week", type=a_today, metavar="DATE", help="a day of the week; default: today"
    )
    add_common(command, formats=("table", "json"))


def _add_volunteers(command: argparse.ArgumentParser) -> None:
    actions = command.add_subparsers(dest="action", required=True, metavar="open")
    about = "write the sign-up sheet of a special period's shifts"
    opening = actions.add_parser("open", help=about, description=about, allow_abbrev=False)
    add_config(opening)
    opening.add_argument("--period", metavar="NAME", help="default: the next one")
    opening.add_argument("--year", type=a_year, metavar="YYYY", help="in which it begins")
    opening.add_argument("--out", type=a_path, metavar="DIR", help="default: out beside CONFIG")
    opening.add_argument("--dry-run", action="store_true", help="write nothing")
    add_common(opening, formats=("table", "json"))


def _add_leave(command: argparse.ArgumentParser) -> None:
    _add_words(
        command,
        "PERSON DATE [CONFIG]",
        "an id, address or name; the first day gone; a rotation.toml or its folder",
    )
    otherwise = command.add_mutually_exclusive_group()
    otherwise.add_argument(
        "--accept",
        action="store_true",
        help="let the best replacement take what the manager cannot",
    )
    otherwise.add_argument(
        "--replan", action="store_true", help="spread the shifts with the fewest changes instead"
    )
    add_living(command)


def _add_asked(command: argparse.ArgumentParser) -> None:
    add_config(command)
    _add_question(command)


def _add_why(command: argparse.ArgumentParser) -> None:
    _add_words(
        command,
        "[CONFIG] PERSON DATE",
        "a rotation.toml or its folder; an id, address or name; a day, whose noon decides",
    )
    command.add_argument("--track", metavar="NAME", help="default: every track")
    _add_question(command)


def _add_question(command: argparse.ArgumentParser) -> None:
    add_horizon(command)
    command.add_argument(
        "--published",
        action="store_true",
        help="ask about what is published from today on, in place of a new plan",
    )
    add_common(command, formats=("table", "json"))
    add_effort(command)


def _add_fairness(command: argparse.ArgumentParser) -> None:
    add_config(command)
    command.add_argument(
        "--since",
        type=a_today,
        metavar="DATE",
        help="first day; default: history_days before today, or before the draft",
    )
    command.add_argument(
        "--until",
        type=a_today,
        metavar="DATE",
        help="the day after the last; default: the end of what is published",
    )
    command.add_argument(
        "--by",
        default="shifts",
        metavar="LEDGER",
        help="which ledger, such as rest_days, holidays or hours; default: shifts",
    )
    command.add_argument(
        "--max-difference",
        type=a_limit,
        metavar="N",
        help="exit 1 when somebody is further than this from their share",
    )
    add_exports(command)
    add_common(command)


def _add_hours(command: argparse.ArgumentParser) -> None:
    add_config(command)
    command.add_argument("--month", metavar="YYYY-MM", help="default: the month before today's")
    add_exports(command)
    add_common(command)


COMMANDS = (
    Command(
        "init",
        "write a commented configuration that plans as it is",
        _add_init,
        "init:run_init",
    ),
    Command(
        "plan",
        "plan the next month, print it and write the output folder",
        _add_plan,
        "plan:run_plan",
    ),
    Command(
        "check",
        "judge a schedule against every rule, without the solver",
        _add_check,
        "check:run_check",
    ),
    Command(
        "publish",
        "make a plan the one people rely on",
        _add_publish,
        "publish:run_publish",
    ),
    Command(
        "replan",
        "plan what is published anew after a change, with the fewest shifts that change hands",
        _add_replan,
        "replan:run_replan",
    ),
    Command(
        "trade",
        "exchange published shifts, hand one over, or say who could take it",
        _add_trade,
        "trade:run_trade",
        words="swap SHIFT OTHER | swap SHIFT OTHER THIRD | cover SHIFT PERSON | suggest SHIFT",
    ),
    Command(
        "sync",
        "make what people changed in a calendar the trades that it is",
        _add_sync,
        "sync:run_sync",
        words="CALENDAR",
    ),
    Command(
        "leave",
        "hand the later shifts of somebody who leaves to the manager, or whoever can",
        _add_leave,
        "leave:run_leave",
        words="PERSON DATE",
    ),
    Command(
        "who",
        "say who is on call now, and who comes next",
        _add_who,
        "who:run_who",
    ),
    Command(
        "show",
        "show the plan people rely on, trades applied",
        _add_show,
        "show:run_show",
    ),
    Command(
        "notes",
        "write the hand-over announcement of a week, in Markdown",
        _add_notes,
        "weekly:run_notes",
    ),
    Command(
        "volunteers",
        "write the sign-up sheet of a special period",
        _add_volunteers,
        "volunteers:run_open",
    ),
    Command(
        "explain",
        "say why shifts are open, and what would fill them",
        _add_asked,
        "asked:run_asked",
    ),
    Command(
        "why",
        "say why somebody is on call on a day",
        _add_why,
        "asked:run_asked",
        words="PERSON DATE",
    ),
    Command(
        "why-not",
        "say why somebody is not on call on a day, and what it would cost",
        _add_why,
        "asked:run_asked",
        words="PERSON DATE",
    ),
    Command("compromises", "say what each rule costs the goals", _add_asked, "asked:run_asked"),
    Command(
        "fairness",
        "show what everybody carried next to a fair share of it, without the solver",
        _add_fairness,
        "fairness:run_fairness",
    ),
    Command(
        "hours",
        "show a month's hours by kind, with pay and time in lieu, without the solver",
        _add_hours,
        "hours:run_hours",
    ),
)
"""Every command, in the order of `--help`."""
