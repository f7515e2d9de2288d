"""The people of an export: one person per address, else per name."""

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from rotation.config.exported.stints import Stint
from rotation.config.person_names import in_order, plain
from rotation.horizon.clock import wall
from rotation.model.spelling import nearest

__all__ = ["SeenPeople", "SeenPerson", "people_of"]

_GONE_DAYS = 120
"""Who has not been on call for so long, and for three times their own longest gap, has left."""

_GAPS = 3

_FEW, _RARE = timedelta(hours=8), 20
"""Who has fewer hours in all, and less than a twentieth of what is usual, is doubted."""


@dataclass(frozen=True, slots=True)
class SeenPerson:
    """Somebody of an export.

    Attributes
    ----------
    name : str
        As it is written most often; made from the address where there is no name.
    email : str
        May be empty.
    first, last : datetime.datetime
        UTC: the start of the first, and the end of the last time on call.
    joined : datetime.date
        A guess.
    leaves : datetime.date or None
        A guess: the day after the last time on call, if it is long past.
    guesses : tuple of str
        What was concluded, as sentences.
    """

    name: str
    email: str
    first: datetime
    last: datetime
    joined: date
    leaves: date | None
    guesses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SeenPeople:
    """The people of an export.

    Attributes
    ----------
    people : sequence of SeenPerson
        By name.
    of : mapping of (str, str) to SeenPerson
        By name and address, as stints have them.
    remarks : tuple of str
        Names that may be one person, or none.
    """

    people: Sequence[SeenPerson]
    of: Mapping[tuple[str, str], SeenPerson]
    remarks: tuple[str, ...]


def people_of(
    stints: Iterable[Stint], zone: ZoneInfo, *, grace_days: int, new_for_days: int
) -> SeenPeople:
    """Return everybody who is on call in an export.

    Who is on call in the first round, before anybody is on call for the second time, or in the
    first eighth of the export, is taken for somebody who is not new; whoever begins later, for
    somebody who joined `grace_days` before the first time on call.

    Parameters
    ----------
    stints : iterable of Stint
        Of all tracks.
    zone : zoneinfo.ZoneInfo
        Of days.
    grace_days, new_for_days : int
        Of the rotation to be.
    """
    named = sorted(stint for stint in stints if stint.person)
    addresses: dict[str, set[str]] = defaultdict(set)
    for stint in named:
        if stint.email:
            addresses[_key(stint.person)].add(stint.email)
    groups: dict[str, list[Stint]] = defaultdict(list)
    for stint in named:
        own = addresses[_key(stint.person)]
        address = stint.email or (next(iter(own)) if len(own) == 1 else "")
        groups[address or _key(stint.person)].append(stint)
    begins = min((stint.start for stint in named), default=None)
    ends = max((stint.end for stint in named), default=None)
    seconds = (_second_time(own_stints) for own_stints in groups.values())
    round_ends = min((start for start in seconds if start is not None), default=ends)
    of: dict[tuple[str, str], SeenPerson] = {}
    people = []
    for own_stints in groups.values():
        assert begins is not None
        assert ends is not None
        assert round_ends is not None
        early = max(begins + (ends - begins) / 8, round_ends)
        old_hand = own_stints[0].start <= early
        before = grace_days + (new_for_days if old_hand else 0)
        person = _person(own_stints, zone, ends, before)
        people.append(person)
        of.update({(s.person, s.email): person for s in own_stints})
    people.sort(key=lambda person: (plain(person.name), person.email))
    return SeenPeople(people, of, (*_alike(people), *_hardly_there(groups.values())))


def _second_time(own: Sequence[Stint]) -> datetime | None:
    """Return when somebody is on call again after a pause."""
    pairs = itertools.pairwise(own)
    return next((after.start for before, after in pairs if after.start > before.end), None)


def _key(name: str) -> str:
    return plain(in_order(name))


def _person(own: Sequence[Stint], zone: ZoneInfo, ends: datetime, before: int) -> SeenPerson:
    email = next((stint.email for stint in own if stint.email), "")
    names = Counter(in_order(stint.person) for stint in own if "@" not in stint.person)
    guesses = []
    if names:
        name = min(names, key=lambda n: (-names[n], n))
    else:
        name = _name_of(email or own[0].person)
        guesses.append(f"the name is made from {email or own[0].person}")
    joined = wall(zone, own[0].start).date() - timedelta(days=before)
    guesses.append(f"joined {joined}, {before} days before the first time on call")
    last = max(stint.end for stint in own)
    gaps = [b.start - a.end for a, b in itertools.pairwise(own)]
    silent = max(timedelta(days=_GONE_DAYS), _GAPS * max(gaps, default=timedelta()))
    leaves = None
    if ends - last > silent:
        leaves = wall(zone, last).date() + timedelta(days=1)
        guesses.append(f"left {leaves}, because nothing follows the last time on call")
    return SeenPerson(name, email, own[0].start, last, joined, leaves, tuple(guesses))


def _name_of(address: str) -> str:
    """Return `Ada Lovelace` for `ada.lovelace@example.com`."""
    words = re.findall(r"[^\W_]+", address.partition("@")[0]) or [address]
    return " ".join(word[:1].upper() + word[1:] for word in words)


def _hardly_there(groups: Iterable[Sequence[Stint]]) -> list[str]:
    """Return sentences about who has a few hours in all beside others with many: meetings have."""
    whole = {own[0].person: sum((s.end - s.start for s in own), timedelta()) for own in groups}
    usual = sorted(whole.values())[len(whole) // 2] if whole else timedelta()
    return [
        f"{name} is on call for {length / timedelta(hours=1):.1f} h in all: is it a person?"
        for name, length in sorted(whole.items())
        if length < _FEW and length * _RARE < usual
    ]


def _alike(people: Sequence[SeenPerson]) -> tuple[str, ...]:
    """Return sentences about people who may be one."""
    remarks = []
    for n, person in enumerate(people):
        others = [other.name for other in people[n + 1 :]]
        near = nearest(person.name, others)
        if near is not None:
            remarks.append(f"{person.name} and {near} may be one person.")
        firsts = [name for name in others if name.split()[0] == person.name]
        remarks += [
            f"{person.name} and {name} may be one person." for name in firsts if name != near
        ]
    return tuple(remarks)
