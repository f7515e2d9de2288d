"""Commands that ask about a plan; they write nothing."""

from typing import Any

import click

from rotation.cli.command import call, command
from rotation.cli.command_words import CommandWords
from rotation.cli.options import Options
from rotation.cli.parameters import common, effort, flag, horizon, option

__all__ = ["compromises", "explain", "why", "why_not"]


def _question(function: Any) -> Any:
    published = flag(
        "--published", "ask about the published plan from today on, not about a new plan"
    )
    return horizon(published(common()(effort(function))))


def _about_somebody(function: Any) -> Any:
    track = option(
        "--track", metavar="TRACK", help="ask about this track only; default: every track"
    )
    words = click.argument(
        "words",
        cls=CommandWords,
        usage="[CONFIG] PERSON DATE",
        about={"DATE": "a day of the plan; the shifts that have it are used"},
    )
    return words(track(_question(function)))


@command("explain", "rotation explain", "rotation explain team --month 2027-01")
@click.argument("words", cls=CommandWords)
@option("--shift", metavar="SHIFT", help="explain this open shift only")
@flag("--all", "every fact and change of every open shift, not only a summary of many")
@_question
def explain(options: Options) -> int:
    """Explain why shifts are open, and what would fill them.

    More than three of a kind are summarised.
    """
    return call("questions:run_questions", options)


@command(
    "why",
    "rotation why ada 2026-12-24 --month 2026-12",
    "rotation why team ada 2026-12-24 --published",
)
@_about_somebody
def why(options: Options) -> int:
    """Explain why a person is on call on a day."""
    return call("questions:run_questions", options)


@command(
    "why-not",
    "rotation why-not ada 2026-12-24 --month 2026-12",
    "rotation why-not team ada 2026-12-24 --published --track A",
)
@_about_somebody
def why_not(options: Options) -> int:
    """Explain why a person is not on call on a day, and what it would cost."""
    return call("questions:run_questions", options)


@command("compromises", "rotation compromises", "rotation compromises team --month 2027-01")
@click.argument("words", cls=CommandWords)
@_question
def compromises(options: Options) -> int:
    """Show what each rule costs the goals."""
    return call("questions:run_questions", options)
