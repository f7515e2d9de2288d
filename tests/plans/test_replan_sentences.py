"""What `rotation replan` says of shifts that it carries over, without planning."""

from types import SimpleNamespace

import pytest

from rotation.plans import replan as replans
from rotation.trades.carry_over import BECAUSE


@pytest.mark.parametrize(
    ("count", "head", "more"),
    [
        (1, "1 published shift is carried over", []),
        (2, "2 published shifts are carried over", []),
        (12, "12 published shifts are carried over", []),
        (13, "13 published shifts are carried over", ["  and 1 more"]),
    ],
)
def test_twelve_shifts_are_listed_and_the_rest_is_counted(
    monkeypatch: pytest.MonkeyPatch, count: int, head: str, more: list[str]
) -> None:
    """One line a shift, in order; what changes hands besides is said behind."""
    carried = [SimpleNamespace(text=lambda _, n=n: f"shift {n}") for n in range(count)]
    monkeypatch.setattr(replans, "carried_over", lambda _: carried)
    monkeypatch.setattr(replans, "shortened", lambda _: ["the last ends early"])
    problem = SimpleNamespace(published={})
    team = SimpleNamespace(name="Team")
    plan = SimpleNamespace(
        stopped="", objectives=(), problem=problem, rotation=team, open_regular=(), tolerated=()
    )
    replanned = SimpleNamespace(plan=plan, moved=(), alignment=None, empty=True)
    lines = list(replans._sentences(replanned))  # type: ignore[arg-type]
    assert lines == [
        f"Team: {BECAUSE}; {head}",
        *(f"  shift {n}" for n in range(min(count, 12))),
        *more,
        "  the last ends early",
        "Team: nothing changes; the published plan stays as it is",
    ]
