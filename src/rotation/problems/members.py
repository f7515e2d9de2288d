"""Engineers as seen by rules and goals: absences, newness and weight."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from math import gcd, lcm
from zoneinfo import ZoneInfo

from rotation.errors import BadInput, Fault
from rotation.horizon.clock import FAR_FUTURE, FAR_PAST, midnight, noons, wall
from rotation.horizon.counted_holidays import own_holidays
from rotation.horizon.dates import Dates
from rotation.model.own_holidays import OwnHolidays, load_for
from rotation.model.people import Engineer, TimeOff, TimeOffKind
from rotation.model.problem import Block, BlockKind, Person
from rotation.model.settings import RotationData
from rotation.model.shifts import Held, Loads, Shift
from rotation.problems.nights import nights_of
from rotation.problems.own_hours import own_hours
from rotation.problems.unmatched_time_off import refuse_unmatched

__all__ = ["people_of"]

_REACH = timedelta(days=400)
"""How far from a shift another one can matter for its rest or for a limit."""


def people_of(
    rotation: RotationData,
    zone: ZoneInfo,
    dates: Dates,
    shifts: Sequence[Shift],
    carried: Sequence[Held],
    *,
    beside: Mapping[str, Loads],
) -> tuple[Person, ...]:
    """Return everybody in the rotation, sorted by id.

    Parameters
    ----------
    rotation : RotationData
        Its engineers, their time off and offers.
    zone : zoneinfo.ZoneInfo
        The rotation's zone.
    dates : Dates
        The horizon, and the fairness window that ends with it.
    shifts : sequence of Shift
        Those of the problem and those ahead of it: people's hours and nights are given as far as
        these reach, and the carried ones that count.
    carried : sequence of Held
        Shifts held outside the problem; those that begin in the window count, and volunteer days as
        far back as they count.
    beside : mapping of str to Loads
        What people carry in other teams less their shares there.
    """
    _refuse_unknown(rotation, zone, dates)
    refuse_unmatched(rotation, dates.start, dates.end, counted_from=dates.window_start)
    engineers = sorted(rotation.engineers, key=lambda e: e.id)
    away: dict[str, list[TimeOff]] = {e.id: [] for e in engineers}
    for time_off in rotation.time_off:
        away.setdefault(time_off.engineer, []).append(time_off)
    near = _elsewhere(rotation, dates, shifts)
    window = noons(zone, dates.window_start, dates.end)
    weights = [_weight(rotation, zone, e, away[e.id], window) for e in engineers]
    loads = dict.fromkeys(away, Loads())
    holidays = own_holidays(rotation)
    for held in carried:
        load = _counted(held.shift, holidays.get(held.engineer), dates)
        loads[held.engineer] = loads.get(held.engineer, Loads()) + load
    former = _former_tracks(rotation)
    # Who may hold a carried shift now has a part in it, by their hours too (F19).
    counted = (h.shift for h in carried if dates.window_start <= h.shift.start < dates.end)
    asked = (*shifts, *counted)
    hours, nights = own_hours(rotation, asked), nights_of(rotation, asked)
    people = []
    for engineer, weight in zip(engineers, _on_one_scale(weights), strict=True):
        serves = midnight(zone, _serves_from(rotation, engineer))
        leaves = midnight(zone, engineer.leaves) if engineer.leaves else FAR_FUTURE
        offers = (offer for offer in rotation.offers if offer.engineer == engineer.id)
        blocks = [*_blocks(rotation, zone, engineer, away[engineer.id]), *near[engineer.id]]
        people.append(
            Person(
                id=engineer.id,
                name=engineer.name,
                tracks=former.union(engineer.tracks),
                blocks=tuple(sorted(blocks, key=lambda b: (b.start, b.end, b.kind, b.wording))),
                new_until=midnight(zone, engineer.joined + timedelta(days=rotation.new_for_days)),
                offers=tuple(sorted(offers, key=lambda o: (o.start, o.end))),
                weight=weight,
                capacities=tuple((midnight(zone, day), c) for day, c in engineer.capacities),
                carried=loads[engineer.id],
                bears=timedelta(hours=rotation.bearable_hours),
                bears_source=dict(rotation.key_places).get("bearable_hours"),
                skills=frozenset(engineer.skills),
                hours=hours.get(engineer.id),
                nights=nights[engineer.id],
                holidays=holidays.get(engineer.id),
                skills_source=engineer.place("skills"),
                tracks_source=engineer.place("tracks"),
                present=serves < dates.end and leaves > max(dates.start, serves),
                beside=beside.get(engineer.id, Loads()),
            )
        )
    return tuple(people)


def _former_tracks(rotation: RotationData) -> frozenset[str]:
    """Return the tracks of recorded lines that are no longer in the configuration.

    It is unknown who served them, so holders of remaining lines break no rule.
    """
    written = {entry.track for entry in (*rotation.history, *rotation.published)}
    return frozenset(written - {track.name for track in rotation.tracks})


def _refuse_unknown(rotation: RotationData, zone: ZoneInfo, dates: Dates) -> None:
    """Refuse a horizon in which repeating absences of calendars are not known."""
    known = rotation.time_off_known
    if known is None or any(a <= dates.start and dates.end <= b for a, b in known):
        return
    horizon, *read = (
        " to ".join(str(wall(zone, moment).date()) for moment in span)
        for span in ((dates.start, dates.end), *known)
    )
    stretches = " and ".join(filter(None, (", ".join(read[:-1]), read[-1])))
    what = f"goes beyond {stretches}, in which repeating absences of calendars are known"
    hint = "choose other dates, export the calendars again, or add what was published lately"
    raise BadInput(Fault(f"horizon {horizon}", what, hint))


def _counted(shift: Shift, own: OwnHolidays | None, dates: Dates) -> Loads:
    """Return the loads of a shift outside the problem; volunteer days have their own window."""
    volunteered = dates.volunteers_start <= shift.start < dates.end
    days = shift.weighed.volunteer_days if volunteered else 0
    in_window = dates.window_start <= shift.start < dates.end
    return replace(load_for(own, shift) if in_window else Loads(), volunteer_days=days)


def _serves_from(rotation: RotationData, engineer: Engineer) -> date:
    return engineer.joined + timedelta(days=rotation.grace_days)


def _blocks(
    rotation: RotationData, zone: ZoneInfo, engineer: Engineer, away: Sequence[TimeOff]
) -> Iterator[Block]:
    serves = midnight(zone, _serves_from(rotation, engineer))
    joined, source = engineer.joined, engineer.source
    yield Block(
        FAR_PAST,
        serves,
        BlockKind.GRACE,
        source=source,
        joined=joined,
        shadows_from=midnight(zone, joined),
    )
    if engineer.leaves is not None:
        yield Block(midnight(zone, engineer.leaves), FAR_FUTURE, BlockKind.GONE, source=source)
    for time_off in away:
        yield Block(
            time_off.start,
            time_off.end,
            BlockKind.TIME_OFF,
            source=time_off.source,
            wording=time_off.wording or _span(zone, time_off),
            bearable=time_off.kind is TimeOffKind.VACATION,
        )


def _elsewhere(
    rotation: RotationData, dates: Dates, shifts: Sequence[Shift]
) -> dict[str, list[Block]]:
    """Return what people hold in other teams, by id, as far as it can matter for shifts."""
    first = min((shift.start for shift in shifts), default=dates.start) - _REACH
    last = max((shift.end for shift in shifts), default=dates.end) + _REACH
    near: dict[str, list[Block]] = {engineer.id: [] for engineer in rotation.engineers}
    for other in rotation.elsewhere:
        shift = other.shift
        if other.engineer in near and first < shift.end and shift.start < last:
            near[other.engineer].append(
                Block(
                    shift.start,
                    shift.end,
                    BlockKind.ELSEWHERE,
                    source=other.source,
                    held=shift,
                    team=other.team,
                )
            )
    return near


def _span(zone: ZoneInfo, time_off: TimeOff) -> str:
    bounds = (wall(zone, moment) for moment in (time_off.start, time_off.end))
    return " to ".join(f"{moment:%Y-%m-%d %H:%M}" for moment in bounds)


def _weight(
    rotation: RotationData,
    zone: ZoneInfo,
    engineer: Engineer,
    away: Sequence[TimeOff],
    window: tuple[date, date],
) -> Fraction:
    """Return the capacities of the days of the window in the rotation, without leave, summed."""
    first = max(window[0], _serves_from(rotation, engineer))
    after = min(window[1], engineer.leaves) if engineer.leaves else window[1]
    days = set(range(first.toordinal(), after.toordinal()))
    for time_off in away:
        if time_off.kind is TimeOffKind.LEAVE:
            gone, back = noons(zone, time_off.start, time_off.end)
            days.difference_update(range(gone.toordinal(), back.toordinal()))
    weight, rest = Fraction(0), days
    for day, capacity in reversed(engineer.capacities):
        since = {number for number in rest if number >= day.toordinal()}
        weight += capacity * len(since)
        rest = rest - since
    return weight + engineer.capacity * len(rest)


def _on_one_scale(weights: Sequence[Fraction]) -> list[int]:
    scale = lcm(*(weight.denominator for weight in weights))
    whole = [int(weight * scale) for weight in weights]
    common = gcd(*whole) or 1
    return [weight // common for weight in whole]
