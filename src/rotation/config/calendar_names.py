"""Who and which track a calendar event names: by what people write in titles (calendar.md 5)."""

import re
from collections.abc import Callable, Iterable, Iterator
from string import Formatter

from rotation.config.calendar_events import Event
from rotation.config.faults import Wrong
from rotation.config.text import fold, nearest, quote
from rotation.model.settings import RotationData
from rotation.model.tracks import track_names

__all__ = ["engineer_finder", "track_finder"]

_END = r"(?![\w-]|\.\w)"  # of a track's name: "A" is not in "A-2" or "A.1"
_NO_ONE = ("no one", "no-one", "nobody")


def _mentions(pattern: re.Pattern[str], text: str) -> list[str]:
    """Return the forms a text names, a longer one hiding the shorter it overlaps."""
    spans = [(match.start(1), match.end(1), match[1]) for match in pattern.finditer(text)]
    kept: list[tuple[int, int, str]] = []
    for start, end, form in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
        if all(end <= s or e <= start or end - start == e - s for s, e, _ in kept):
            kept.append((start, end, form))
    return [form for _, _, form in kept]


def _either(forms: Iterable[str]) -> str:
    """Return a group that matches one of the forms, the longest that can stand there."""
    return f"({'|'.join(re.escape(f) for f in sorted(forms, key=lambda f: (-len(f), f)))})"


def _our_title(rotation: RotationData) -> re.Pattern[str] | None:
    """Return our own titles as a pattern with the group `who`; None when they name nobody once."""
    tracks = _either(map(fold, track_names(rotation.tracks)))
    fields = {"track": tracks.replace("(", "(?P<track>", 1), "shift": r"\S+"}
    pattern, persons = "", 0
    for literal, field, _, _ in Formatter().parse(fold(rotation.calendar.summary)):
        pattern += re.escape(literal)
        if field in {"name", "email", "id"}:
            pattern, persons = f"{pattern}(?P<who>.*?)", persons + 1
        elif field:
            pattern += fields.pop(field, ".*")
    # Two ways to name a person side by side cannot be told apart; then the whole title is read.
    return re.compile(pattern) if persons == 1 else None


def _labelled_track(rotation: RotationData) -> re.Pattern[str]:
    """Return a pattern of a track that is called one: `(A)`, `[A]`, `Track A`, `A: ` in front."""
    tracks = _either(map(fold, track_names(rotation.tracks)))
    return re.compile(rf"(?:\btrack |[(\[]|^(?=[^ ]+:)){tracks}{_END}[)\]:]?")


def engineer_finder(rotation: RotationData) -> Callable[[str], str | None]:
    """Return a function from an event's title to the id it names, None for an open shift.

    It raises `Wrong` for a title that names nobody known, or several people.
    """
    first_names = [fold(engineer.name).partition(" ")[0] for engineer in rotation.engineers]
    forms: dict[str, set[str | None]] = {form: {None} for form in _NO_ONE}
    for engineer, first in zip(rotation.engineers, first_names, strict=True):
        own = {fold(engineer.id), fold(engineer.email), fold(engineer.name)}
        own |= {first} if first_names.count(first) == 1 else set()
        for form in own - {""}:
            forms.setdefault(form, set()).add(engineer.id)
    # `ada@other.org`, `ada-lena` and `ada.l` do not name `ada`.
    # A single letter is found only where it is all there is: "Grace has a week".
    words = _either(form for form in forms if len(form) > 1 or not form.isascii())
    pattern = re.compile(rf"(?<![\w@])(?<!\w[.+-])(?={words}(?![\w@]|[.+-]\w))")
    template, track = _our_title(rotation), _labelled_track(rotation)

    def find(title: str) -> str | None:
        title = fold(title)
        ours = template.fullmatch(title) if template else None
        who = ours["who"].strip() if ours else track.sub(" ", title).strip()
        if not (who if ours else title):
            return None
        mentioned = forms.get(who) or {p for form in _mentions(pattern, who) for p in forms[form]}
        if len(mentioned) == 1:
            return next(iter(mentioned))
        if mentioned:
            several = ", ".join(sorted(person or "no one" for person in mentioned))
            raise Wrong(f"names more than one engineer ({several})", "leave one in the title")
        near = nearest(who, [engineer.name for engineer in rotation.engineers])
        mend = "the title needs an id, an e-mail address or a full name, or 'No one'"
        raise Wrong("names no engineer", f"did you mean {quote(near)}?" if near else mend)

    return find


def track_finder(rotation: RotationData) -> Callable[[Event], str]:
    """Return a function from an event to the one track it names.

    It raises `Wrong` for none, where there are several tracks, and for more than one.
    """
    by_form: dict[str, list[str]] = {}
    for name, track in track_names(rotation.tracks).items():
        by_form.setdefault(fold(name), []).append(track)
    labelled = _labelled_track(rotation)
    # A short name alone may be a word of the language: "a week of being on call".
    longer = [form for form in by_form if len(form) > 2]
    alone = re.compile(rf"(?<![\w.-]){_either(longer)}{_END}") if longer else None
    template = _our_title(rotation)

    def named(event: Event) -> Iterator[list[str]]:
        """Yield what each place names, the surest place first."""
        title = fold(event.title)
        ours = template.fullmatch(title) if template else None
        yield [ours["track"]] if ours and "track" in ours.groupdict() else []
        yield labelled.findall(title)
        yield [fold(category).removeprefix("track ") for category in event.categories]
        yield labelled.findall(fold(event.description))
        yield alone.findall(title) if alone else []

    def find(event: Event) -> str:
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
