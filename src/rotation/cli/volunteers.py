"""`rotation volunteers open`: the sign-up sheet of a special period."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from rotation.cli.breaches import report_breaches
from rotation.cli.following import choose_next
from rotation.cli.lines import say
from rotation.cli.next_command import after_sheet
from rotation.cli.options import Options
from rotation.cli.published_plan import at_work
from rotation.cli.tables import print_fitted
from rotation.config.absences import OFFERS, unsigned
from rotation.config.csv_table import read_table
from rotation.config.faults import Faults
from rotation.errors import BadInput, Fault, printable
from rotation.export import write_folder
from rotation.export.signup import (
    days_of,
    signup_calendar,
    signup_csv,
    signup_name,
    signup_workbook,
)
from rotation.export.when import day_text, days_text
from rotation.horizon.clock import midnight, years_before
from rotation.journal import home_of
from rotation.model.shifts import Amount
from rotation.model.words import amount_text
from rotation.plans.volunteering import Candidate, Place, SignUp, sign_up
from rotation.trades.remedies import standing_remedies
from rotation.trades.sentences import names_of

__all__ = ["run_open"]

_ASKED = 8
"""The largest number of people listed."""


def run_open(options: Options) -> int:
    """Write the sign-up sheet and its calendar, and print what is still free."""
    with at_work(options, publishes=False) as rotation:
        signup = sign_up(rotation, options.today, period=options.period, year=options.year)
        folder = options.out or Path(rotation.places.folder) / "out"
        files = _files(signup, options)
        sheet = next(name for name in files if not name.endswith(".ics"))
        if not options.dry_run:
            _refuse_signed(folder / sheet)
            write_folder(folder, files, home_of(rotation.places))
    if options.format == "json":
        document = {**_document(signup), "written": [] if options.dry_run else list(files)}
        print(json.dumps(document, ensure_ascii=False, indent=2))
    elif not options.quiet:
        _print(signup)
        if options.dry_run:
            print("Nothing was written (--dry-run).")
        else:
            say([f"Written to {printable(str(folder))}: {', '.join(files)}"])
            print(f"Once signed, name it in rotation.toml: {_hint(signup, folder / sheet)}")
    report_breaches(standing_remedies(rotation, options.today), options)
    choose_next(options, after_sheet, signup)
    return 0


def _files(signup: SignUp, options: Options) -> dict[str, bytes]:
    rotation = signup.rotation
    name = signup_name(signup.period, signup.first)
    revisions = {e.shift: e.revision + 1 for e in (*rotation.published, *rotation.history)}
    rows = [(place.shift, place.holder) for place in signup.places]
    events = [(shift, holder, revisions.get(shift.id, 0)) for shift, holder in rows]
    written = midnight(ZoneInfo(rotation.timezone), options.today)
    book = options.format == "xlsx"
    return {
        f"{name}.xlsx" if book else f"{name}.csv": signup_workbook(rotation, rows, written)
        if book
        else signup_csv(rotation, rows).encode(),
        f"{name}.ics": signup_calendar(rotation, events, written),
    }


def _refuse_signed(path: Path) -> None:
    """Refuse to overwrite a sheet that somebody has signed, or that is another file."""
    if not os.path.lexists(path):
        return
    faults = Faults()
    rows = read_table(path, str(path), OFFERS, faults)
    signed = sum(not unsigned(row) for row in rows)
    if signed or faults or not all(row["shift"] for row in rows):
        what = f"is signed already ({signed} rows)" if signed else "is not an empty sign-up sheet"
        raise BadInput(Fault(str(path), what, "it was not changed: move it, or use --out"))


def _hint(signup: SignUp, path: Path) -> str:
    places = signup.rotation.places
    home = Path(places.folder)
    name = path.relative_to(home).as_posix() if path.is_relative_to(home) else str(path)
    named = dict.fromkeys((*places.volunteers, name))
    return printable(f"volunteers = {json.dumps(list(named), ensure_ascii=False)} under [files]")


def _print(signup: SignUp) -> None:
    free = [place for place in signup.places if place.holder is None]
    first, last = day_text(signup.first, year=True), day_text(signup.last, year=True)
    say([f"{signup.period}, {first} to {last}: {len(signup.places)} shifts, {len(free)} free"])
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for title in ("Shift", "Days", "Holidays", "Held by", "Offered by"):
        table.add_column(title, overflow="fold")
    names = names_of(signup.rotation)
    for place in signup.places:
        table.add_row(*map(Text, _cells(signup, place, names)))
    print_fitted(table)
    print()
    say(_asked(signup))


def _cells(signup: SignUp, place: Place, names: dict[str | None, str]) -> Iterator[str]:
    shift = place.shift
    yield shift.id
    yield days_text(*days_of(signup.rotation, shift))
    yield "; ".join(shift.holidays)
    yield "" if place.holder is None else names.get(place.holder, place.holder)
    yield ", ".join(names.get(person, person) for person in place.offered)


def _asked(signup: SignUp) -> Iterator[str]:
    if not signup.needed:
        yield "No more offers seem to be needed; `rotation plan` tells exactly."
        return
    more = "1 more offer is" if signup.needed == 1 else f"{signup.needed} more offers are"
    since = years_before(signup.first, signup.rotation.volunteer_years)
    yield f"At least {more} needed. Free then, fewest volunteer days since {since} first:"
    labels = signup.rotation.labels
    for asked in signup.asked[:_ASKED]:
        yield f"  {labels[asked.person.id]} ({_days(asked.days)}): {_which(signup, asked)}"
    if len(signup.asked) > _ASKED:
        yield f"  and {len(signup.asked) - _ASKED} more"


def _days(count: Amount) -> str:
    return "1 day" if count == 1 else f"{amount_text(count)} days"


def _which(signup: SignUp, asked: Candidate) -> str:
    """Return which of the free shifts a person could take, in few words."""
    free = [place.shift for place in signup.places if place.holder is None]
    tracks = list(dict.fromkeys(shift.track for shift in asked.shifts))
    if len(asked.shifts) == len(free):
        return "any"
    if sum(shift.track in tracks for shift in free) == len(asked.shifts):
        return f"any of track {' and '.join(tracks)}"
    return ", ".join(shift.id for shift in asked.shifts)


def _document(signup: SignUp) -> dict[str, object]:
    return {
        "period": signup.period,
        "first_day": signup.first.isoformat(),
        "last_day": signup.last.isoformat(),
        "shifts": [
            {
                "shift": place.shift.id,
                "start": place.shift.start.astimezone(
                    ZoneInfo(signup.rotation.timezone)
                ).isoformat(),
                "end": place.shift.end.astimezone(ZoneInfo(signup.rotation.timezone)).isoformat(),
                "days": place.shift.loads.days,
                "holidays": list(place.shift.holidays),
                "held_by": place.holder,
                "offered_by": list(place.offered),
            }
            for place in signup.places
        ],
        "needed_at_least": signup.needed,
        "least_volunteered": [
            {
                "engineer": asked.person.id,
                "days": asked.days if isinstance(asked.days, int) else float(asked.days),
                "shifts": [shift.id for shift in asked.shifts],
            }
            for asked in signup.asked
        ],
    }
