"""Exported schedules for tests."""

from datetime import date, timedelta

PEOPLE = ("Ada Lovelace", "Ben Okafor", "Cleo Marsh", "Dan Wu", "Emil Novák")


def weeks(number: int, first: date = date(2025, 12, 1), form: str = "%d/%m/%Y") -> str:
    """Return a sheet with weeks as rows and two tracks as columns."""
    rows = ["Week;Primary;Secondary;Notes"]
    for n in range(number):
        day = first + timedelta(weeks=n)
        rows.append(f"{day:{form}};{PEOPLE[n % 5]};{PEOPLE[(n + 2) % 5]};")
    return "\n".join(rows) + "\n"


def calendar(*events: tuple[str, str, str], head: str = "", extra: str = "") -> bytes:
    """Return a calendar of events: title, start and end in UTC."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//other//tool//EN"]
    lines += [head] if head else []
    for number, (title, start, end) in enumerate(events):
        lines += ["BEGIN:VEVENT", f"UID:{number}@other", f"SUMMARY:{title}"]
        lines += [f"DTSTART:{start}", f"DTEND:{end}", "DTSTAMP:20260101T000000Z"]
        lines += [extra] if extra else []
        lines += ["END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()
