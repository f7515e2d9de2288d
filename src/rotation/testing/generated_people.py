"""Generated people: absences, offers, skills, hours of their own, nights, and what they carried."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from rotation.model.people import Offer, Wish
from rotation.model.problem import Block, BlockKind, Person
from rotation.model.shifts import Amount, Loads, Shift
from rotation.model.source import Source
from rotation.testing.built_people import (
    make_block,
    make_elsewhere,
    make_hours,
    make_offer,
    make_person,
)
from rotation.testing.generated_shifts import FIRST, HOUR, draw_shift

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import DrawFn, SearchStrategy

    from rotation.model.own_hours import OwnHours

__all__ = ["daily", "draw_person", "draw_wishes"]

_NIGHTS = (None, None, (22, 8 * 60), (9, 8 * 60), (3, 457))
"""The hour at which the nights of a clock begin, and their minutes."""

_CARRIED: tuple[Amount, ...] = (0, 1, 2, Fraction(1, 2))


def daily(hour: int, minutes: int) -> list[tuple[datetime, datetime]]:
    """Return a stretch of each day, from a month before the first shift to months behind it.

    Parameters
    ----------
    hour : int
        When it begins.
    minutes : int
        How long it is.
    """
    begins = [FIRST + timedelta(days=n, hours=hour) for n in range(-30, 60)]
    return [(begin, begin + timedelta(minutes=minutes)) for begin in begins]


def draw_person(
    draw: DrawFn, name: str, shifts: Sequence[Shift], bears_hours: int, *, elsewhere: bool
) -> Person:
    """Return somebody who serves one track or both.

    Parameters
    ----------
    draw : hypothesis.strategies.DrawFn
        Draws from a strategy.
    name : str
        The id.
    shifts : sequence of Shift
        Those to decide: absences, offers and hours begin and end at their bounds, or near.
    bears_hours : int
        How many hours of a shift may lie in vacation.
    elsewhere : bool
        Whether one in six people holds a shift in another team.
    """
    from hypothesis import strategies as st  # noqa: PLC0415 - only this function needs it

    edges = sorted({s.start for s in shifts} | {s.end for s in shifts})
    edge = st.sampled_from(edges)
    nights = draw(st.sampled_from(_NIGHTS))
    half = (draw(edge), Fraction(1, 2)) if draw(st.integers(0, 5)) == 5 else None
    return make_person(
        name,
        tracks=draw(st.sampled_from((("A", "B"), ("A", "B"), ("A",), ("B",)))),
        blocks=[*_blocks(draw, name, edge), *(_elsewhere(draw, edge) if elsewhere else ())],
        new_until=draw(st.sampled_from((FIRST, edges[len(edges) // 2], edges[-1]))),
        offers=_offers(draw, name, edges),
        weight=draw(st.integers(0, 3)),
        capacities=() if half is None else (half,),
        carried=Loads(
            shifts=draw(st.sampled_from(_CARRIED)),
            rest_days=draw(st.integers(0, 3)),
            holidays=draw(st.integers(0, 1)),
            volunteer_days=draw(st.integers(0, 2)),
        ),
        skills=draw(st.sampled_from((("x", "y"), ("x", "y"), ("x",), ()))),
        hours=_own_hours(draw, edges),
        nights=() if nights is None else daily(*nights),
        present=draw(st.sampled_from((True, True, True, False))),
        bears_hours=bears_hours,
        beside=_beside(draw) if elsewhere else None,
    )


def _beside(draw: DrawFn) -> Loads:
    """Return what one in six people carries in other teams beyond, or below, the shares there."""
    from hypothesis import strategies as st  # noqa: PLC0415 - only this function needs it

    if draw(st.integers(0, 5)) < 5:
        return Loads()
    return Loads(
        shifts=Fraction(draw(st.integers(-300, 300)), 100),
        rest_days=Fraction(draw(st.integers(-6, 6)), 2),
        holidays=draw(st.integers(-1, 1)),
    )


def _blocks(draw: DrawFn, name: str, edge: SearchStrategy[datetime]) -> list[Block]:
    from hypothesis import strategies as st  # noqa: PLC0415 - only this function needs it

    hour = st.sampled_from((-1, 0, 1)).map(lambda n: n * HOUR)
    blocks: list[Block] = []
    for _ in range(draw(st.sampled_from((0, 1, 1, 2)))):
        start = draw(edge) + draw(hour)
        end = start + timedelta(hours=draw(st.sampled_from((1, 24, 72))))
        kind = draw(st.sampled_from((BlockKind.TIME_OFF, BlockKind.GRACE, BlockKind.GONE)))
        because = f"{name.title()} is not there from {start.date()}"
        bearable = kind is BlockKind.TIME_OFF and draw(st.booleans())
        block = make_block(start, end, because, kind=kind, bearable=bearable)
        if kind is BlockKind.GRACE and draw(st.booleans()):
            block = replace(block, shadows_from=start)
        blocks.append(block)
    return blocks


def _elsewhere(draw: DrawFn, edge: SearchStrategy[datetime]) -> list[Block]:
    from hypothesis import strategies as st  # noqa: PLC0415 - only this function needs it

    if draw(st.integers(0, 5)) < 5:
        return []
    hour = st.sampled_from((-12, -1, 0, 1, 30)).map(lambda n: n * HOUR)
    rest_days = draw(st.sampled_from((0, 1, 2)))
    shift = draw_shift(draw, "A", draw(edge) + draw(hour), rest_days)
    source = draw(st.sampled_from((None, Source("search/published.csv", 7))))
    return [make_elsewhere(shift, source=source)]


def _offers(draw: DrawFn, name: str, edges: Sequence[datetime]) -> list[Offer]:
    from hypothesis import strategies as st  # noqa: PLC0415 - only this function needs it

    edge = st.sampled_from(edges)
    offers: list[Offer] = []
    for _ in range(draw(st.integers(0, 2))):
        first, last = sorted((draw(edge), draw(edge)))
        offers.append(
            make_offer(
                name,
                min(first, edges[-2]),
                max(last, edges[1]),
                max_shifts=draw(st.sampled_from((None, 1, 1, 2))),
                preference=draw(st.integers(1, 3)),
            )
        )
    return offers


def _own_hours(draw: DrawFn, edges: Sequence[datetime]) -> OwnHours | None:
    from hypothesis import strategies as st  # noqa: PLC0415 - only this function needs it

    if draw(st.integers(0, 3)) != 3:
        return None
    edge = st.sampled_from(edges)
    bounds = sorted({draw(edge) + draw(st.sampled_from((0, 9, 17, 24))) * HOUR for _ in "1234"})
    days_off = [(day, day + 24 * HOUR) for day in draw(st.sampled_from(((), edges[:1])))]
    return make_hours(
        *zip(bounds[::2], bounds[1::2], strict=False),
        days_off=days_off,
        always=draw(st.booleans()),
    )


def draw_wishes(draw: DrawFn, names: Sequence[str], shifts: Sequence[Shift]) -> tuple[Wish, ...]:
    """Return up to two wishes for days, or against them.

    Parameters
    ----------
    draw : hypothesis.strategies.DrawFn
        Draws from a strategy.
    names : sequence of str
        Ids of people.
    shifts : sequence of Shift
        Those to decide.
    """
    from hypothesis import strategies as st  # noqa: PLC0415 - only this function needs it

    wishes: list[Wish] = []
    for _ in range(draw(st.sampled_from((0, 0, 1, 2)))):
        day = draw(st.sampled_from([shift.start for shift in shifts])).replace(hour=0)
        after = day + timedelta(days=draw(st.sampled_from((1, 4))))
        person = draw(st.sampled_from(tuple(names)))
        wishes.append(Wish(person, day, after, draw(st.booleans()), f"from {day.date()}"))
    return tuple(sorted(wishes, key=lambda w: (w.engineer, w.start, w.end, w.want)))
