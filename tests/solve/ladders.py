"""Tiny problems of two tracks, one of which follows the other, with limits that slide over them."""

from hypothesis import strategies as st

from rotation.model.problem import Problem
from rotation.testing import make_lock, make_person, make_problem, make_settings, make_shift

__all__ = ["ladders"]

_WEEKS = ("2026-12-07", "2026-12-14", "2026-12-21", "2026-12-28")

_TABLES = (
    (),
    (("rules.limit", {"shifts": 2, "days": 14}),),
    (("rules.limit", {"shifts": 2, "days": 21}),),
    (("rules.limit", {"shifts": 3, "days": 21}),),
    (("rules.weekends", {"at_most": 2, "of": 3}),),
    (("rules.limit", {"shifts": 2, "days": 14}), ("rules.weekends", {"at_most": 2, "of": 3})),
)


@st.composite
def ladders(draw: st.DrawFn) -> Problem:
    """Return two people and three weeks, or three and two; some cannot hold some shifts."""
    people, weeks = draw(st.sampled_from(((2, 3), (2, 3), (3, 2))))
    names = ("ann", "ben", "cem")[:people]
    needs = st.sampled_from(((), (), (), ("x",), ("y",)))
    shifts = [
        make_shift(f"{track}-{week}", rest_days=0, needs=draw(needs))
        for week in _WEEKS[:weeks]
        for track in "AB"
    ]
    steps = draw(st.sampled_from(((), (("B", "A"),), (("B", "A"),), (("A", "B"), ("B", "A")))))
    locked = draw(st.sampled_from((*shifts, *[None] * len(shifts))))
    return make_problem(
        [make_person(name, skills=("x",) if name == "ann" else ()) for name in names],
        shifts,
        locks=[make_lock(locked.id, draw(st.sampled_from(names)))] if locked else (),
        settings=[
            *(make_settings(name, **values) for name, values in draw(st.sampled_from(_TABLES))),
            *(make_settings("rules.follow", first=first, then=then) for first, then in steps),
        ],
    )
