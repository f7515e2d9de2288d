"""Who is on call at an instant, as a result that is shown, counted and written as JSON."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import ClassVar, NamedTuple
from zoneinfo import ZoneInfo

from rotation.arguments import checked, optional
from rotation.display.results import Result
from rotation.export.text import holder_of
from rotation.export.when import moment_text
from rotation.goals.open import borne_in
from rotation.kinds import DAY, MOMENT, ROTATION
from rotation.model.settings import RotationData
from rotation.model.shifts import Entry
from rotation.problems import problem_of_entries
from rotation.trades.remedies import BreachFix, standing_remedies
from rotation.written.on_call import Watch, WatchState, watches

__all__ = ["OnCall", "Phrase", "who"]


class Phrase(NamedTuple):
    """A few words about a track.

    Attributes
    ----------
    text : str
        A few words.
    tone : str
        `name` of somebody on call, `alarm`, `unknown`, or empty.
    breaks : bool
        Whether it stands apart from the phrase before it: after a space, or in a new line.
    """

    text: str
    tone: str = ""
    breaks: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class OnCall(Result):
    """Who is on call at an instant on each track, until when, and who comes next.

    Attributes
    ----------
    rotation : RotationData
        Whose.
    at : datetime.datetime
        The instant, UTC.
    tracks : tuple of Watch
        In the order of the configuration, then former tracks; without those that have ended.
    broken : tuple of BreachFix
        The rules that the published plan breaks and that are not over, with their fixes.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> published.who(at=datetime(2026, 12, 29, tzinfo=UTC)).to_frame()[["track", "shift", "state"]]
      track         shift state
    0     A  A-2026-12-28  open
    """

    columns: ClassVar[tuple[str, ...]] = (
        *("track", "start", "end", "engineer", "state", "shift", "kind", "name", "email"),
        *("until", "handover", "next", "comes", "resumes", "vacation_minutes"),
    )

    rotation: RotationData
    at: datetime
    tracks: tuple[Watch, ...]
    broken: tuple[BreachFix, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """The tracks on which nobody is on call although somebody has to be."""
        return tuple(watch.track for watch in self.tracks if not watch.held)

    def __repr__(self) -> str:
        return f"<OnCall: {self.lines()[0]}>"

    def records(self) -> Sequence[Mapping[str, object]]:
        """Return one row per track."""
        return [self._record(watch) for watch in self.tracks]

    def lines(self) -> tuple[str, ...]:
        """Return the instant, then a sentence per track; then vacation, and broken rules."""
        zone = self._zone()
        when = moment_text(self.at, zone, year=True)
        texts = [f"{self.rotation.name}, {when} ({self.rotation.timezone})"]
        for watch in self.tracks:
            now, then = (_joined(phrases) for phrases in (self.now(watch), self.then(watch)))
            at = "" if watch.handover is None else f"; handover {moment_text(watch.handover, zone)}"
            texts.append(f"{watch.track}: {now}{at}; next: {then}")
        broken = (f"broken: {text}" for breach in self.broken for text in breach.texts())
        return (*texts, *self.borne(), *broken)

    def now(self, watch: Watch) -> Iterator[Phrase]:
        """Yield who is on call on a track, with the address and the end of the hours."""
        match watch.state:
            case WatchState.CLOSED:
                resumes = _instant(watch.resumes)
                yield Phrase(f"nobody until {moment_text(resumes, self._zone())}")
                yield Phrase(f"(outside the hours of {watch.track})", breaks=True)
            case WatchState.LATER:
                yield Phrase("begins later")
            case WatchState.SHADOW:
                yield Phrase("nobody (a shadow)")
            case _:
                yield self._name(watch.now, "name")
                yield from self._details(watch)

    def then(self, watch: Watch) -> Iterator[Phrase]:
        """Yield who comes next on a track, and until when."""
        later = watch.later
        if later is None and watch.ends is not None and watch.ends == watch.handover:
            yield Phrase("the track ends")
        elif later is None and watch.begins is not None:
            yield Phrase("the track begins; not published yet", "unknown")
        elif later is None:
            yield Phrase("not published yet", "unknown")
        else:
            yield self._name(later, "")
            if watch.comes is not None and watch.handover != watch.comes:
                yield Phrase(f", from {moment_text(watch.comes, self._zone())}")
            yield Phrase(",")
            yield Phrase(f"until {moment_text(later.end, self._zone())}", breaks=True)

    def borne(self) -> Iterator[str]:
        """Yield who is on call for some hours of their vacation, and for how many."""
        for watch in self.tracks:
            minutes = self._vacation_minutes(watch)
            if minutes and watch.now is not None and watch.now.engineer is not None:
                hours = f"{-(-minutes // 6) / 10:g}"
                name = self.rotation.labels[watch.now.engineer]
                yield f"{name} is on vacation for {hours} hours of {watch.now.shift}"

    def _document(self) -> Mapping[str, object]:
        """Return what `rotation who --format json` prints."""
        return {
            "rotation": self.rotation.name,
            "timezone": self.rotation.timezone,
            "at": self.at,
            "tracks": [
                {
                    "track": watch.track,
                    "now": self._line(watch.now),
                    "handover": watch.handover,
                    "next": self._line(watch.later),
                    "begins": watch.begins,
                    "ends": watch.ends,
                    "until": watch.window and watch.window.end,
                    "resumes": watch.resumes,
                    "vacation_minutes": self._vacation_minutes(watch),
                }
                for watch in self.tracks
            ],
            "breaches": [breach.as_dict() for breach in self.broken],
        }

    def _caption(self) -> Sequence[str]:
        """Return what the table in a notebook does not show."""
        tracks = len(self.tracks)
        first, *rest = self.lines()
        return (first, *rest[tracks:])

    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.rotation.timezone)

    def _record(self, watch: Watch) -> Mapping[str, object]:
        now = self._line(watch.now) or {}
        return {
            "track": watch.track,
            "start": now.get("start"),
            "end": now.get("end"),
            "engineer": now.get("engineer"),
            "state": watch.state.value,
            "shift": now.get("shift"),
            "kind": now.get("kind"),
            "name": now.get("name"),
            "email": now.get("email"),
            "until": watch.window and watch.window.end,
            "handover": watch.handover,
            "next": watch.later and watch.later.engineer,
            "comes": watch.comes,
            "resumes": watch.resumes,
            "vacation_minutes": self._vacation_minutes(watch),
        }

    def _details(self, watch: Watch) -> Iterator[Phrase]:
        """Yield the address of who is on call, and the end of the hours before that of the line."""
        if watch.now is None:
            return
        if watch.now.engineer is not None:
            email = holder_of(self.rotation, watch.now.engineer).email
            if email:
                yield Phrase(f"<{email}>", breaks=True)
        if watch.window is not None and watch.window.end < watch.now.end:
            yield Phrase(",")
            yield Phrase(f"until {moment_text(watch.window.end, self._zone())}", breaks=True)

    def _line(self, entry: Entry | None) -> Mapping[str, object] | None:
        if entry is None:
            return None
        holder = None if entry.engineer is None else holder_of(self.rotation, entry.engineer)
        return {
            "shift": entry.shift,
            "kind": entry.kind.value,
            "start": entry.start,
            "end": entry.end,
            "engineer": entry.engineer,
            "name": holder and holder.name,
            "email": holder and holder.email,
        }

    def _name(self, entry: Entry | None, tone: str) -> Phrase:
        if entry is None:
            return Phrase("nothing published", "alarm")
        if entry.engineer is None:
            return Phrase("nobody", "alarm")
        holder = holder_of(self.rotation, entry.engineer)
        return Phrase(self.rotation.labels.get(entry.engineer, holder.name), tone)

    def _vacation_minutes(self, watch: Watch) -> int:
        """Return how much of the shift of now lies in its holder's vacation (R16)."""
        entry = watch.now
        if not self.rotation.bearable_hours or entry is None or entry.engineer is None:
            return 0
        problem, roster = problem_of_entries(self.rotation, [entry], None)
        return sum(minutes for _, _, minutes in borne_in(problem, roster))


@checked(rotation=ROTATION, at=MOMENT, today=optional(DAY))
def who(rotation: RotationData, at: datetime, *, today: date | None = None) -> OnCall:
    """Return who is on call at an instant, from history and the published plan with its trades.

    Parameters
    ----------
    rotation : RotationData
        Its history and published plan.
    at : datetime.datetime
        Aware.
    today : datetime.date, optional
        Broken rules of shifts that were over before it are not reported; in the rotation's zone,
        by default the day of `at`.

    Returns
    -------
    OnCall
        Each track with the shift of now, its end, and what comes next.

    Raises
    ------
    BadInput
        For an instant without a time zone.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> from rotation import trades
    >>> now = trades.who(published, datetime(2026, 12, 9, 11, tzinfo=UTC))
    >>> [(watch.track, watch.now.engineer) for watch in now.tracks]
    [('A', 'ben')]
    """
    moment = at.astimezone(UTC)
    day = today or at.astimezone(ZoneInfo(rotation.timezone)).date()
    return OnCall(rotation, moment, watches(rotation, moment), standing_remedies(rotation, day))


def _joined(phrases: Iterator[Phrase]) -> str:
    return "".join(f"{' ' if phrase.breaks else ''}{phrase.text}" for phrase in phrases)


def _instant(moment: datetime | None) -> datetime:
    assert moment is not None, "hours that are closed open again"
    return moment
