"""The person and track of a calendar event, from its title (I28, C4)."""

import re
from collections.abc import Callable, Iterable, Iterator
from string import Formatter

from rotation.config.calendars.events import ScheduleEvent
from rotation.config.calendars.title_names import TitleNames, shown
from rotation.config.faults import Wrong
from rotation.config.person_names import PersonNames
from rotation.config.text import fold, nearest, quote
from rotation.model.settings import RotationData
from rotation.model.tracks import track_names

__all__ = ["Titles", "holder_finder", "track_finder"]

_END = r"(?![\w-]|\.\w)"  # of a track's name: "A" is not in "A-2" or "A.1"


def _either(forms: Iterable[str]) -> str:
    """Return a group that matches one of the forms, the longest possible."""
    return f"({'|'.join(re.escape(f) for f in sorted(forms, key=lambda f: (-len(f), f)))})"


def _our_title(rotation: RotationData) -> re.Pattern[str] | None:
    """Return our own titles as a pattern with the group `who`; None without exactly one name."""
    tracks = _either(map(fold, track_names(rotation.tracks)))
    fields = {"track": tracks.replace("(", "(?P<track>", 1), "shift": r"\S+"}
    pattern, persons = "", 0
    for literal, field, _, _ in Formatter().parse(shown(rotation.calendar.summary)):
        pattern += re.escape(literal)
        if field in {"name", "email", "id"}:
            pattern, persons = f"{pattern}(?P<who>.*?)", persons + 1
        elif field:
            pattern += fields.pop(field, ".*")
    # Two adjacent names of a person cannot be told apart; then the whole title is read.
    return re.compile(pattern, re.IGNORECASE) if persons == 1 else None


def _labelled_track(rotation: RotationData) -> re.Pattern[str]:
    """Return a pattern of a labelled track: `(A)`, `[A]`, `Track A`, or a leading `A: `."""
    tracks = _either(map(fold, track_names(rotation.tracks)))
    return re.compile(rf"(?:\btrack |[(\[]|^(?=[^ ]+:)){tracks}{_END}[)\]:]?", re.IGNORECASE)


class Titles:
    """Reads titles, including our own.

    Parameters
    ----------
    rotation : RotationData
        For its people, tracks and the form of its titles.
    """

    def __init__(self, rotation: RotationData) -> None:
        self.names = TitleNames(rotation.engineers)
        self._people = [engineer.name for engineer in rotation.engineers]
        self._template, self._track = _our_title(rotation), _labelled_track(rotation)

    def about(self, title: str) -> str | None:
        """Return the part of a title that may name people; None if it is empty."""
        title = shown(title)
        ours = self._template.fullmatch(title) if self._template else None
        who = ours["who"].strip() if ours else title
        if not who:
            return None
        return who if ours else shown(self._track.sub(" ", title))

    def named(self, who: str) -> frozenset[str]:
        """Return the people in a part of a title, `NO_ONE` included."""
        mentions = (m for m in self.names.mentions(who) if not m.surname)
        return self.names.whole(who) or frozenset(i for m in mentions for i in m.ids)

    def stranger(self, who: str) -> Wrong:
        """Return the problem of a title without a known name."""
        near = nearest(who, self._people)
        fix = "the title needs an id, an e-mail address or a full name, or 'No one'"
        return Wrong("names no engineer", f"did you mean {quote(near)}?" if near else fix)


def holder_finder(rotation: RotationData) -> Callable[[ScheduleEvent], str | None]:
    """Return a function from an event of a schedule to its holder's id, None if it is open.

    The title names the holder; without a name it is the only invited engineer. The function raises
    `Wrong` for nobody and for several.
    """
    titles, names = Titles(rotation), PersonNames(rotation.engineers, ids=False)

    def find(event: ScheduleEvent) -> str | None:
        who = titles.about(event.title)
        named = titles.named(who) if who else frozenset()
        if len(named) > 1:
            several = ", ".join(sorted(person or "no one" for person in named))
            raise Wrong(f"names more than one engineer ({several})", "leave one in the title")
        if named:
            return next(iter(named)) or None
        taking_part = [party for party in event.invited if party.coming and not party.informed]
        invited = {party.person(names) for party in taking_part} - {None}
        if len(invited) == 1:
            return next(iter(invited))
        if invited:
            several = ", ".join(sorted(filter(None, invited)))
            what = f"names no engineer, and more than one is invited ({several})"
            raise Wrong(what, "put one in the title")
        if who is None:
            return None
        raise titles.stranger(who)

    return find


def track_finder(rotation: RotationData) -> Callable[[ScheduleEvent], str]:
    """Return a function from an event to the one track it names.

    It raises `Wrong` for more than one track, and for none if there are several tracks.
    """
    by_form: dict[str, list[str]] = {}
    for name, track in track_names(rotation.tracks).items():
        by_form.setdefault(fold(name), []).append(track)
    labelled = _labelled_track(rotation)
    # A short name alone may be an ordinary word: "a week of being on call".
    longer = [form for form in by_form if len(form) > 2]
    alone = re.compile(rf"(?<![\w.-]){_either(longer)}{_END}") if longer else None
    template = _our_title(rotation)

    def named(event: ScheduleEvent) -> Iterator[list[str]]:
        """Yield the tracks named in each place, the most certain place first."""
        title = fold(event.title)
        ours = template.fullmatch(title) if template else None
        yield [fold(ours["track"])] if ours and "track" in ours.groupdict() else []
        yield labelled.findall(title)
        yield [fold(category).removeprefix("track ") for category in event.categories]
        yield labelled.findall(fold(event.description))
        yield alone.findall(title) if alone else []

    def find(event: ScheduleEvent) -> str:
        for forms in named(event):
            tracks = {name for form in forms for name in by_form.get(form, ())}
            if len(tracks) > 1:
                several = ", ".join(sorted(tracks))
                raise Wrong(f"names more than one track ({several})", "leave one in the title")
            if tracks or len(rotation.tracks) == 1:
                return next(iter(tracks), rotation.tracks[0].name)
        names = " or ".join(f"({track.name})" for track in rotation.tracks)
        raise Wrong("names no track", f"put {names} in the title")

    return find
