"""Generated tables of rules, as a team writes them: `[[rules.limit]]` and its like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rotation.testing.builders import make_settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import DrawFn

    from rotation.model.settings import Configured

__all__ = ["draw_tables"]


def draw_tables(draw: DrawFn, names: Sequence[str]) -> list[Configured]:
    """Return tables of every rule that a team may write: a few of each, or none.

    Parameters
    ----------
    draw : hypothesis.strategies.DrawFn
        Draws from a strategy.
    names : sequence of str
        Ids of people.
    """
    from hypothesis import strategies as st  # noqa: PLC0415 - only this function needs it

    limits = [
        make_settings(
            "rules.limit",
            shifts=draw(st.sampled_from((1, 1, 2))),
            days=draw(st.sampled_from((1, 3, 9, 21, 21))),
            tracks=draw(st.sampled_from(((), (), ("A",), ("A", "B")))),
            engineers=draw(st.sampled_from(((), (), tuple(names[:1])))),
        )
        for _ in range(draw(st.sampled_from((0, 1, 1, 2))))
    ]
    weekends = [
        make_settings("rules.weekends", at_most=at_most, of=draw(st.integers(at_most + 1, 4)))
        for at_most in draw(st.sampled_from(((), (1,), (1,), (2,), (1, 2))))
    ]
    groups = ((), (names[:2],), (names[:2],), (names[-3:],), (names[:2], names[-2:]))
    apart = [
        make_settings("rules.apart", engineers=tuple(people), neighbours=draw(st.booleans()))
        for people in draw(st.sampled_from(groups))
    ]
    rest = [
        make_settings("rules.rest", hours=draw(st.sampled_from((1, 11, 48))), tracks=tracks)
        for tracks in draw(st.sampled_from(((), (), (("A",),), (("A", "B"),), (("A",), ("B",)))))
    ]
    bounds = ((1, 0), (1, 0), (0, 1), (1, 1), (2, 0), (1, 2))
    together = [
        make_settings(
            "rules.together",
            skill=draw(st.sampled_from(("x", "x", "y", ""))),
            tracks=draw(st.sampled_from(((), ("A", "B"), ("A",), ("B", "C")))),
            at_least=least,
            at_most=most,
            always=draw(st.booleans()),
        )
        for least, most in draw(st.lists(st.sampled_from(bounds), max_size=2))
    ]
    ladders = ((), (), (("A", "B"),), (("B", "A"),), (("A", "C"),), (("A", "B"), ("B", "A")))
    follow = [
        make_settings("rules.follow", first=first, then=then)
        for first, then in draw(st.sampled_from(ladders))
    ]
    return [*limits, *weekends, *apart, *rest, *together, *follow]
