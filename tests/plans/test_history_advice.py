"""Advice on `history_days`, from the first plan of a team to its second year (R28)."""

from dataclasses import replace
from datetime import date

from tests.teams import make_team, member

from rotation import Rotation
from rotation.model.shifts import Entry, Status
from rotation.plans.history_advice import history_advice

MONTHS = [f"{2026 + n // 12}-{n % 12 + 1:02}" for n in range(11, 28)]
"""December 2026 to April 2028."""


def advice_by_month(**settings: int) -> list[str]:
    """Return the advice of each month's plan, each month recorded before the next is planned."""
    ada = member("ada")
    gus = member("gus", joined=date(2027, 6, 1))
    team = Rotation.of(make_team(ada, gus, grace_days=0, min_rest_days=0, **settings))
    texts = []
    for month in MONTHS:
        plan = team.plan(month=month, today=date.fromisoformat(f"{month}-01"), goals=())
        texts.append(history_advice(plan))
        lines = tuple(
            Entry(s.id, s.track, s.kind, s.start, s.end, "ada", Status.PLANNED)
            for s in plan.problem.shifts
        )
        known = {entry.shift for entry in team.published}
        new = tuple(line for line in lines if line.shift not in known)
        team = Rotation.of(replace(team, published=(*team.published, *new)))
    return texts


def test_advice_ends_when_records_have_grown() -> None:
    """It names one day all year long, is silent from then on, and does not come back."""
    texts = advice_by_month()
    advised = [bool(text) for text in texts]
    assert advised == sorted(advised, reverse=True)
    assert sum(advised) == 12
    days = {text.partition("up to ")[2].partition(" ")[0] for text in texts[1 : sum(advised)]}
    assert len(days) == 1


def test_advice_that_was_followed_is_withdrawn_once() -> None:
    """A window that was made short is recalled after a year, and then not again."""
    texts = advice_by_month(history_days=6)
    withdrawn = [month for month, text in zip(MONTHS, texts, strict=True) if text]
    assert withdrawn == ["2027-12", "2028-01"]
    assert all("if history_days = 6 was set because records were short" in t for t in texts if t)


def test_who_looks_back_longer_is_left_alone() -> None:
    """Nothing is to be removed where history_days is the usual one, or longer."""
    texts = advice_by_month(history_days=365)
    assert not any("remove it" in text for text in texts)
