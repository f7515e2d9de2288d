"""Whatever people do with a published plan, in whatever order, it stays one plan.

Each rule of the machine makes an edition and hands it to `apply`, which writes it unless it breaks
a rule that is not forced, and looks at every file. A new command needs one more rule.
"""

import csv
import json
from collections import Counter
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from icalendar import Calendar
from living_cases import write

import rotation
from rotation import Rotation
from rotation.analysis.accounts import accounts_of
from rotation.api import read_schedule
from rotation.checks.schedules import judge
from rotation.errors import BadInput
from rotation.model.shifts import Entry
from rotation.plans.replanning import replan
from rotation.rules import Violation
from rotation.trades import Edition, Transfer, cover, hand_over, leave, publish, suggest, swap, sync
from rotation.trades.edition import calendars, living_entries
from rotation.trades.effects import problem_of

ZONE = ZoneInfo("America/New_York")
NAMES = ("ada", "bela", "cleo", "dora", "emil")
FIRST = date(2026, 11, 30)
PLAN = """shift,track,kind,start,end,engineer
A-2026-12-07,A,regular,2026-12-07T11:00-05:00,2026-12-14T11:00-05:00,ada
B-2026-12-09,B,regular,2026-12-09T11:00-05:00,2026-12-16T11:00-05:00,bela
A-2026-12-14,A,regular,2026-12-14T11:00-05:00,2026-12-21T11:00-05:00,cleo
B-2026-12-16,B,regular,2026-12-16T11:00-05:00,2026-12-23T11:00-05:00,dora
A-2026-12-21,A,regular,2026-12-21T11:00-05:00,2026-12-28T11:00-05:00,ada
B-2026-12-23,B,regular,2026-12-23T11:00-05:00,2026-12-30T11:00-05:00,
A-2026-12-28,A,regular,2026-12-28T11:00-05:00,2027-01-04T11:00-05:00,emil
"""
PEOPLE = st.sampled_from(NAMES)
FORCE = st.sampled_from((False, False, True))
Seen = dict[str, tuple[int, tuple[str, str, str, str], datetime]]


class Living(RuleBasedStateMachine):
    """A team of five and seven published shifts, from a week before the first one on."""

    def __init__(self) -> None:
        super().__init__()
        self._temporary = TemporaryDirectory()
        self.folder = Path(self._temporary.name)
        self.today = FIRST
        self.forced: set[Violation] = set()
        self.seen: dict[str, Seen] = {}
        self.shown: dict[str, set[str]] = {}
        self.replanned = 0

    def teardown(self) -> None:
        """Take the files away."""
        self._temporary.cleanup()

    @initialize()
    def publish_first(self) -> None:
        """Publish the plan; it breaks no rule."""
        # With little rest, more of what is drawn breaks no rule.
        team = rotation.load(write(self.folder, names=NAMES, min_rest_days=2))
        (self.folder / "draft.csv").write_text(PLAN, encoding="utf-8")
        draft = read_schedule(team, self.folder / "draft.csv")
        self.whole = {e.shift: (e.start, e.end) for e in draft}
        self.apply(publish(team, draft, self.today))

    # -- what people do ------------------------------------------------------------------------

    @rule(days=st.sampled_from((0, 1, 3, 8)))
    def wait(self, days: int) -> None:
        """Let days pass."""
        self.today = min(self.today + timedelta(days=days), date(2026, 12, 27))

    @rule(data=st.data(), force=FORCE)
    def swap_shifts(self, data: st.DataObject, force: bool) -> None:
        """Let two people exchange what they have."""
        pair = [data.draw(st.sampled_from(self.lines())).shift for _ in range(2)]
        try:
            deal = swap(self.team, pair[0], pair[1], self.today, force=force)
        except BadInput:  # one shift, one person, or nobody
            return
        self.apply(deal.edition, force=force)

    @rule(data=st.data(), who=PEOPLE, force=FORCE)
    def cover_part(self, data: st.DataObject, who: str, force: bool) -> None:
        """Let somebody take a part of what is left of a shift."""
        line = data.draw(st.sampled_from(self.lines()))
        begins = max(line.start, self.midnight())
        hours = int((line.end - begins) / timedelta(hours=1))
        cuts = sorted(data.draw(st.integers(0, hours)) for _ in range(2))
        start, end = (begins + timedelta(hours=cut) for cut in cuts)
        try:
            deal = cover(self.team, line.shift, who, self.today, start=start, end=end, force=force)
        except BadInput:  # nothing of it, or the holder
            return
        self.apply(deal.edition, force=force)

    @rule(data=st.data())
    def take_a_suggestion(self, data: st.DataObject) -> None:
        """Do something that was suggested: it breaks no rule."""
        line = data.draw(st.sampled_from(self.lines()))
        options = suggest(self.team, line.shift, self.today).options
        if options:
            option = data.draw(st.sampled_from(options))
            moves = [(move.shift, move.taker) for move in option.moves]
            begins = max(line.start, self.midnight())
            first = Transfer(line.shift, moves[0][1], begins, line.end)
            others = [self.whole_line(shift, taker) for shift, taker in moves[1:]]
            edition = hand_over(self.team, [first, *others], self.today)
            assert edition.broken == ()
            self.apply(edition)

    @rule(leaver=PEOPLE, manager=st.one_of(PEOPLE, st.none()), force=FORCE)
    def hand_over_all(self, leaver: str, manager: str | None, force: bool) -> None:
        """Hand all that somebody has later to one person, or leave it open."""
        later = [e for e in self.lines() if e.engineer == leaver and e.start >= self.midnight()]
        handings = [self.whole_line(line.shift, manager) for line in later]
        self.apply(hand_over(self.team, handings, self.today), force=force)

    @rule(leaver=PEOPLE, days=st.integers(1, 20), accept=st.booleans())
    def leave(self, leaver: str, days: int, accept: bool) -> None:
        """Announce that somebody leaves; the configuration is left for later."""
        day = self.today + timedelta(days=days)
        self.apply(leave(self.team, leaver, day, self.today, accept=accept).edition)

    @precondition(lambda self: self.replanned < 1 and self.today < date(2026, 12, 20))
    @rule()
    def replan(self) -> None:
        """Plan anew with the fewest changes, which is none where every rule holds."""
        self.replanned += 1
        replanned = replan(self.team, self.today)
        self.apply(replanned.publish())

    @precondition(lambda self: self.team.trades)
    @rule(force=FORCE)
    def undo(self, force: bool) -> None:
        """Take the last trade back, line by line."""
        last = self.team.trades[-1].number
        lines = [t for t in self.team.trades if t.number == last]
        if min(t.start for t in lines) >= self.midnight():
            back = [Transfer(t.shift, t.giver, t.start, t.end) for t in reversed(lines)]
            self.apply(hand_over(self.team, back, self.today, why="undo"), force=force)

    @precondition(lambda self: self.team.published)
    @rule()
    def take_back(self) -> None:
        """Take back the last change, whatever it was."""
        try:
            taken = self.team.undo(self.today)
        except BadInput:  # of a day that is over
            return
        lines = [(e.shift, *e.reads) for e in taken.undone.before]
        after = taken.edition.after
        assert set(lines) <= {(e.shift, *e.reads) for e in after.published}
        if len(after.published) >= len(self.whole):  # the first publication stays
            self.apply(taken.edition)

    @rule()
    def publish_again(self) -> None:
        """Publish what is published: nothing changes."""
        assert publish(self.team, self.team.published, self.today).empty

    @rule(data=st.data(), who=PEOPLE, force=FORCE)
    def publish_other(self, data: st.DataObject, who: str, force: bool) -> None:
        """Publish a plan in which somebody has a later shift, as a whole again."""
        later = sorted(s for s, (start, _) in self.whole.items() if start >= self.midnight())
        shift = data.draw(st.sampled_from(later)) if later else None
        if shift is not None:
            parts = [e for e in self.team.published if e.shift.partition("+")[0] == shift]
            start, end = self.whole[shift]
            newest = max(e.revision for e in parts)
            line = Entry(shift, shift[0], parts[0].kind, start, end, who, revision=newest)
            self.apply(publish(self.team, [line], self.today), force=force)

    @rule(data=st.data(), who=PEOPLE, force=FORCE)
    def edit_the_calendar(self, data: st.DataObject, who: str, force: bool) -> None:
        """Write another name into the title of an event."""
        later = [e for e in self.lines() if e.engineer and e.start >= self.midnight()]
        if not later:
            return
        line = data.draw(st.sampled_from(later))
        calendar = Calendar.from_ical(calendars(self.team, self.today)["schedule.ics"])
        for event in calendar.walk("VEVENT"):
            same = event.decoded("DTSTART") == line.start
            if same and f"({line.track})" in event["SUMMARY"]:
                event["SUMMARY"] = event["SUMMARY"].replace(str(line.engineer).title(), who.title())
        edits = sync(self.team, calendar.to_ical(), self.today)
        assert [stretch.after for stretch in edits.stretches] == [who] * (who != line.engineer)
        self.apply(edits.edition(), force=force)

    # -- what holds then -----------------------------------------------------------------------

    def apply(self, edition: Edition[Rotation], *, force: bool = False) -> None:
        """Write an edition unless it breaks a rule, and look at all files."""
        if edition.broken and not force:
            return
        self.forced |= set(edition.broken)
        self.check_rows(edition)
        edition.write()
        self.team = rotation.load(self.folder)
        # Who leaves stands in the configuration only when its owner has written it there.
        assert replace(self.team, engineers=edition.after.engineers) == edition.after
        lines = living_entries(self.team, self.today)
        assert set(judge(self.team, lines, None, self.today)) <= self.forced
        self.check_tiles()
        self.check_ledger()
        if not edition.empty:
            self.check_calendars()

    def check_rows(self, edition: Edition[Rotation]) -> None:
        """Compare the rows of an edition with the lines that read differently, and who has them."""
        old, new = (
            {(e.shift, *e.reads) for e in team.published}
            for team in (edition.before, edition.after)
        )
        rows = edition.records()
        assert sorted(str(row["shift"]) for row in rows) == sorted({line[0] for line in old ^ new})
        holders = {e.shift: e.engineer for e in edition.after.published}
        assert all(row["after"] == holders.get(str(row["shift"]), row["after"]) for row in rows)
        assert json.loads(json.dumps(edition.to_dict()))["today"] == self.today.isoformat()

    def check_tiles(self) -> None:
        """No instant of a shift is lost or doubled, and each id stands once."""
        parts: dict[str, list[Entry]] = {}
        for entry in self.team.published:
            parts.setdefault(entry.shift.partition("+")[0], []).append(entry)
        assert len({e.shift for e in self.team.published}) == len(self.team.published)
        assert parts.keys() == self.whole.keys()
        for shift, lines in parts.items():
            bounds = [moment for e in lines for moment in (e.start, e.end)]
            assert (bounds[0], bounds[-1]) == self.whole[shift]
            assert bounds[1:-1:2] == bounds[2::2]

    def check_ledger(self) -> None:
        """Days and rest days of the ledger are those counted noon by noon in the raw lines."""
        days: Counter[str] = Counter()
        rest: Counter[str] = Counter()
        for noon, holder in self.raw_noons().items():
            if holder:
                days[holder] += 1
                rest[holder] += noon[1].weekday() >= 5
        if living_entries(self.team, self.today):
            for line in accounts_of(*problem_of(self.team, self.today)):
                person = line.person.id
                assert (line.load.days, line.load.rest_days) == (days[person], rest[person])

    def raw_noons(self) -> dict[tuple[str, date], str]:
        """Return who has each day of each track, from the text of published.csv and trades.csv."""
        holder: dict[tuple[str, date], str] = {}
        folded: dict[str, int] = {}
        for row in self.rows("published.csv"):
            base = row["shift"].partition("+")[0]
            folded[base] = max(folded.get(base, 0), int(row["revision"]))
            for day in noons(row):
                assert (row["track"], day) not in holder
                holder[row["track"], day] = row["engineer"]
        for row in self.rows("trades.csv"):
            if int(row["revision"]) > folded[row["shift"]]:
                for day in noons(row):
                    assert holder[row["shift"][0], day] == row["from"]
                    holder[row["shift"][0], day] = row["to"]
        return holder

    def rows(self, name: str) -> list[dict[str, str]]:
        """Return the rows of a file, none when it is not there."""
        path = self.folder / name
        if not path.exists():
            return []
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def check_calendars(self) -> None:
        """SEQUENCE rises exactly with what is visible; what somebody had stays until it is over."""
        public = self.folder / "public"
        for path in sorted(public.rglob("*.ics")):
            name = path.relative_to(public).as_posix()
            before, now = self.seen.setdefault(name, {}), events(path)
            for uid, (sequence, visible, _) in now.items():
                if uid in before:
                    last, looked, _ = before[uid]
                    assert sequence >= last
                    # The part that somebody had may be gone from the team's calendar, and return.
                    if uid in self.shown[name]:
                        assert (sequence > last) == (visible != looked), (looked, visible)
            if name != "schedule.ics":
                kept = {uid for uid, (_, _, end) in before.items() if end > self.midnight()}
                assert kept <= now.keys()
            self.seen[name], self.shown[name] = before | now, set(now)

    # -- words ---------------------------------------------------------------------------------

    def midnight(self) -> datetime:
        """Return where today begins."""
        return datetime.combine(self.today, time(), ZONE)

    def lines(self) -> list[Entry]:
        """Return the published lines that are not over."""
        return [e for e in self.team.published if e.end > self.midnight()]

    def whole_line(self, shift: str, taker: str | None) -> Transfer:
        """Return a handing of exactly one line, parts of a split shift included."""
        line = next(e for e in self.team.published if e.shift == shift)
        return Transfer(shift, taker, line.start, line.end)


def noons(row: dict[str, str]) -> list[date]:
    """Return the local days whose noon lies in a row."""
    start, end = (datetime.fromisoformat(row[key]) for key in ("start", "end"))
    span = (start.astimezone(ZONE).date() + timedelta(days=n) for n in range(60))
    return [day for day in span if start <= datetime.combine(day, time(12), ZONE) < end]


def events(path: Path) -> Seen:
    """Return SEQUENCE, what a person sees, and the end of each event, by UID."""
    seen: Seen = {}
    for event in Calendar.from_ical(path.read_bytes()).walk("VEVENT"):
        start, end = event.decoded("DTSTART"), event.decoded("DTEND")
        visible = (str(event["SUMMARY"]), str(start), str(end), str(event.get("STATUS")))
        uid = str(event["UID"])
        assert uid not in seen
        seen[uid] = int(event["SEQUENCE"]), visible, end
    return seen


TestLiving = Living.TestCase
TestLiving.settings = settings(
    max_examples=20,
    stateful_step_count=8,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
