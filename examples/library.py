"""Plan a team that another system knows, trade once, and write its calendars: no rotation.toml.

    python examples/library.py calendars

The answers of that system stand here as they might arrive: lists of records, as JSON has them.
docs/from-python.md explains the steps, with tables in place of records.
"""

import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import rotation
from rotation import Rotation, RotationError
from rotation.trades import Edition, TradeProposal

Records = Sequence[Mapping[str, object]]

PEOPLE: Records = [
    {"name": "Amara Nwosu", "joined": "2023-05-02", "email": "amara@example.com"},
    {"name": "Bjarne Holm", "joined": "2024-01-15", "email": "bjarne@example.com"},
    {"name": "Chiara Conti", "joined": "2024-09-01", "email": "chiara@example.com"},
    {"name": "Dmitri Vasiliev", "joined": "2025-02-03", "email": "dmitri@example.com"},
    {"name": "Elif Kaya", "joined": "2025-06-16", "email": "elif@example.com", "capacity": 0.5},
]
ABSENCES: Records = [
    {"engineer": "bjarne@example.com", "start": "2026-12-21", "end": "2027-01-03"},
    {"engineer": "chiara@example.com", "start": "2026-12-07", "end": "2026-12-11"},
]
TODAY = date(2026, 11, 23)


def team_of(people: Records, absences: Records) -> Rotation:
    """Return the rotation of a team: its rules in the shape of rotation.toml, its people as data.

    Raises
    ------
    BadInput
        With every fault at once; `engineer[3].joined` is the place of one of the fourth person.
    """
    rules = {
        "rotation": {"name": "Checkout On-Call", "timezone": "Europe/Copenhagen"},
        "track": [{"name": "primary", "handover": "Mon 10:00"}],
        "holidays": {"country": "DK"},
        "engineer": people,
    }
    return Rotation.from_dict(rules, time_off=absences)


def published(team: Rotation, month: str) -> Edition[Rotation]:
    """Return the edition that publishes the fairest plan of a month, and print the plan."""
    plan = team.plan(month=month, today=TODAY)
    assert rotation.check(team, plan) == []
    print(plan.to_frame()[["track", "start", "end", "name"]])
    print(plan)
    print(plan.why_not("Chiara Conti", date(2026, 12, 8)))
    return team.publish(plan, TODAY)


def best_trade(team: Rotation, shift: str) -> TradeProposal[Rotation]:
    """Return the best trade that frees the holder of a shift, and print what it changes."""
    best = team.suggest(shift, TODAY).options[0]
    shifts = [move.shift for move in best.moves]
    if best.kind == "cover":
        trade = team.cover(shift, best.moves[0].taker, TODAY, why="concert")
    else:
        trade = team.exchange(shifts, TODAY, why="concert")
    print(trade)
    return trade


def write_calendars(edition: Edition[Rotation], folder: Path) -> list[Path]:
    """Write the calendars of an edition, the team's and one per person, and return them."""
    written = []
    for path, data in edition.files().items():
        if path.suffix == ".ics":
            target = folder / path.relative_to("public")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
            written.append(target)
    return written


def main(folder: str) -> int:
    """Do all of it; return the exit code."""
    try:
        edition = published(team_of(PEOPLE, ABSENCES), "2026-12")
        trade = best_trade(edition.after, edition.after.published[1].shift)
        for calendar in write_calendars(trade.edition, Path(folder)):
            print("wrote", calendar)
    except RotationError as error:  # such as BadInput, with a line for each fault
        print(error, file=sys.stderr)
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]) if len(sys.argv) == 2 else __doc__)
