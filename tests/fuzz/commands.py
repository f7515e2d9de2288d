"""What is run in a changed folder."""

from random import Random

from tests.fuzz.folders import PUBLISHED, TODAY
from tests.fuzz.nasty import NASTY

__all__ = ["READING", "SOLVING", "words_of"]

_DAY = ("--today", TODAY)

READING: tuple[tuple[str, ...], ...] = (
    ("check", ".", "published.csv", *_DAY),
    ("check", ".", "out/schedule.csv", *_DAY, "--format", "json"),
    ("check", ".", "out/schedule.ics", *_DAY, "--format", "csv"),
    ("check", ".", "team.ics", *_DAY),
    ("who", ".", *_DAY),
    ("who", ".", "--at", "2026-11-25T12:00", "--format", "json"),
    ("notes", ".", "--week", "2026-11-25", *_DAY),
    ("fairness", ".", *_DAY, "--until", "2026-12-01"),
    ("fairness", ".", *_DAY, "--draft", "out/schedule.csv", "--format", "json"),
    ("fairness", ".", *_DAY, "--draft", "out/schedule.ics", "--csv", "fairness.csv"),
    ("hours", ".", "--month", "2026-11", *_DAY, "--xlsx", "hours.xlsx"),
    ("publish", ".", *_DAY),
    ("publish", ".", *_DAY, "--force", "--why", "it has to be"),
    ("publish", ".", *_DAY, "--schedule", "out/schedule.ics", "--dry-run"),
    ("trade", ".", "suggest", PUBLISHED, *_DAY),
    ("trade", ".", "swap", PUBLISHED, "A-2026-11-16", *_DAY, "--dry-run"),
    ("trade", ".", "cover", PUBLISHED, "emil", *_DAY, "--force", "--why", "x"),
    ("sync", ".", "public/schedule.ics", *_DAY, "--accept"),
    ("sync", ".", "team.ics", *_DAY, "--accept", "--dry-run", "--format", "json"),
    ("leave", "li", "2026-11-20", ".", *_DAY, "--accept", "--dry-run"),
    ("volunteers", "open", ".", *_DAY),
)
"""Commands that need no solver."""

SOLVING: tuple[tuple[str, ...], ...] = (
    ("plan", ".", "--month", "2026-12", *_DAY, "--effort", "0.05"),
    ("plan", ".", "--from", "2026-11-23", "--weeks", "2", *_DAY, "--effort", "0.05", "--dry-run"),
    ("replan", ".", *_DAY, "--effort", "0.05", "--publish"),
    ("explain", ".", "--month", "2026-12", *_DAY, "--effort", "0.02"),
    ("why", ".", "ada", "2026-12-02", "--published", *_DAY, "--effort", "0.02"),
    ("why-not", ".", "li", "2026-12-02", "--month", "2026-12", *_DAY, "--effort", "0.02"),
)
"""Commands that plan; how long they may, the effort says."""


def words_of(random: Random, *, solving: float) -> tuple[list[str], bool]:
    """Return a command, a word of it changed at times, and whether it plans.

    Parameters
    ----------
    random : Random
        Decides.
    solving : float
        The share of commands that plan.
    """
    plans = random.random() < solving
    words = list(random.choice(SOLVING if plans else READING))
    if random.random() < 0.15:
        at = random.randrange(1, len(words))
        words[at] = random.choice(NASTY).replace("\0", "")
    return words, plans
