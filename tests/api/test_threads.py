"""Several threads load and plan at once, and get what one thread gets."""

import gc
import threading
import warnings
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import rotation
from rotation import Interrupted, Rotation
from rotation.horizon import shifts_of
from rotation.horizon.timeline import Timeline
from rotation.silence import silenced
from rotation.solve.stop import StopByHand

EXAMPLES = Path(__file__).parents[2] / "examples"
NAMES = ("artsy", "follow-the-sun", "primary-secondary", "day-night")


def planned(name: str) -> Mapping[str, bytes]:
    """Return the files of a week of an example."""
    team = rotation.load(EXAMPLES / name)
    return team.plan(start=date(2027, 1, 11), weeks=1, today=date(2026, 11, 23)).files()


def test_four_threads_plan_what_one_thread_plans() -> None:
    """Four examples planned at once have the bytes of one after the other."""
    filters = list(warnings.filters)

    with ThreadPoolExecutor(len(NAMES)) as pool:
        at_once = list(pool.map(planned, NAMES))

    assert at_once == [planned(name) for name in NAMES]
    assert warnings.filters == filters
    assert gc.isenabled()


def test_threads_ask_one_rotation_at_once(team: Rotation) -> None:
    """The shifts of one rotation are the same whoever asks for them first."""
    days = [date(2027 + n % 2, 1, 11) for n in range(4)]
    barrier = threading.Barrier(len(days))

    def files(day: date) -> Mapping[str, bytes]:
        barrier.wait(30)
        return team.plan(start=day, weeks=1, today=date(2026, 9, 20)).files()

    with ThreadPoolExecutor(len(days)) as pool:
        at_once = list(pool.map(files, days))

    assert (
        at_once[:2]
        == at_once[2:]
        == [team.plan(start=day, weeks=1, today=date(2026, 9, 20)).files() for day in days[:2]]
    )


def test_a_year_is_known_only_when_its_shifts_are(
    team: Rotation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another thread never sees a year whose ids are not there yet."""
    timeline = Timeline(team)
    first, *_ = shifts_of(team, *(datetime(year, 1, 2, tzinfo=UTC) for year in (2027, 2028)))
    seen: list[bool] = []

    class Watched(dict[int, object]):
        def __setitem__(self, year: int, shifts: object) -> None:
            super().__setitem__(year, shifts)
            seen.append(first.id in timeline._by_id or year != 2027)

    monkeypatch.setattr(timeline, "_years", Watched())

    assert timeline.find(first.id) == first
    assert seen
    assert all(seen)


def test_a_plan_in_a_thread_stops_when_asked(team: Rotation) -> None:
    """Outside the main thread, where no signal arrives, `stop` ends the search with its roster."""
    stop = StopByHand()
    stop.set()

    def stopped() -> str:
        try:
            return team.plan(start=date(2027, 1, 18), weeks=1, stop=stop).stopped
        except Interrupted as ending:
            return str(ending)

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(stopped).result().startswith("stopped by hand")


def test_filters_of_warnings_are_put_back_whatever_the_order() -> None:
    """A thread that ignores warnings while another one does leaves the filters as they were."""
    filters = list(warnings.filters)
    first_in, first_out, second_in = threading.Event(), threading.Event(), threading.Event()

    def first() -> None:
        with silenced():
            first_in.set()
            second_in.wait(0.2)  # in vain, because threads take turns
        first_out.set()

    def second() -> None:
        first_in.wait(10)
        with silenced():
            second_in.set()
            first_out.wait(10)

    threads = [threading.Thread(target=first), threading.Thread(target=second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)

    assert warnings.filters == filters
