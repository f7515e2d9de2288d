"""Files that are full, or hostile, up to their limits.

Tests read them for what is said, most of them in part; `benchmarks/limits.py` reads them whole and
says how long it takes.
"""

from collections.abc import Callable

from calendar_cases import event

from rotation.limits import CSV_BYTES, CSV_ROWS, TOML_BYTES, TOML_ITEMS, TOML_PARTS

__all__ = [
    "CALENDARS",
    "EVENTS",
    "ITEMS",
    "ONE",
    "PARTS",
    "RECORDS",
    "ROWS",
    "TABLES",
    "TOML",
    "people",
]

_FILL = CSV_BYTES.most - 20
TABLES: dict[str, tuple[Callable[[], str], str]] = {
    "as many rows as are read": (lambda: "ada,2026-01-05\n" * CSV_ROWS.most, "the same row"),
    "one row more": (lambda: "ada,2026-01-05\n" * (CSV_ROWS.most + 1), "more than the 100,000"),
    "blank lines": (lambda: "\n" * _FILL, "more than the 100,000 rows"),
    "commas": (lambda: "," * _FILL + "\nx", "has 1 cell, but the header has 2"),
    "cells": (
        lambda: "ada," * (CSV_BYTES.most // 4 - 10),
        "has 3999991 cells, but the header has 2",
    ),
    "one cell": (lambda: "a" * _FILL, "field larger than field limit"),
    "an open quote": (lambda: '"' + "a\n" * (_FILL // 2 - 1), "field larger than field limit"),
    "one byte too many": (lambda: "a" * (CSV_BYTES.most - 14), "is larger than the 16 MB"),
}
"""What stands below the header `engineer,start`, and what is said of it."""

_DAYS = [f"{1970 + n // 336}-{n // 28 % 12 + 1:02}-{n % 28 + 1:02}" for n in range(40_000)]
_ODD = "\u0142" * 60
ROWS: dict[str, Callable[[int], str]] = {
    "good": lambda n: f"ada,{_DAYS[n % 39_000]},{_DAYS[n % 39_000 + n % 9]},leave,note {n}",
    "by name": lambda n: f"ADA  l\u00f3velace,{_DAYS[n % 39_000]},{_DAYS[n % 39_000]},,{n}",
    "unknown names": lambda n: f"somebody-{n},2026-01-05,2026-01-05,,",
    "odd names": lambda n: f"{_ODD}{n},2026-01-05,2026-01-05,,",
    "wrong cells": lambda n: f"x{n},{n},y{n},z{n},\u202e{n}",
    "instants": lambda n: (
        f"ada,{_DAYS[n % 39_000]}T{n % 24:02}:00,{_DAYS[n % 39_000 + 1]}T{n % 24:02}:00,,{n}"
    ),
    "midnights": lambda n: (
        f"ada,{_DAYS[n % 39_000]} 00:00:00,{_DAYS[n % 39_000 + 1]} 00:00:00,,{n}"
    ),
    "backwards": lambda n: f"ada,{_DAYS[n % 39_000 + 1]},{_DAYS[n % 39_000]},,{n}",
}
"""Rows of time off by their number."""


def _shift(n: int) -> str:
    day = _DAYS[n % 39_000]
    return f"{'AB'[n // 39_000 % 2]}-{day}{f'+{n // 78_000 + 1}' if n >= 78_000 else ''}"


def _times(n: int) -> str:
    # Parts of a day do not share time.
    first, last = ("00", "12") if n < 78_000 else ("12", "13")
    day = _DAYS[n % 39_000]
    return f"{day}T{first}:00:00Z,{day}T{last}:00:00Z"


RECORDS: dict[str, dict[str, Callable[[int], str]]] = {
    "history": {
        "good": lambda n: (
            f"{_shift(n)},{_shift(n)[0]},regular,{_times(n)},{('ada', 'grace')[n % 2]},planned,3,"
        ),
        "revised": lambda n: (
            f"{_shift(n)},{_shift(n)[0]},regular,{_times(n)},Grace Hopper,locked,3,{_DAYS[n % 900]}"
            "T00:00:00+01:00"
        ),
        "wrong cells": lambda n: f"x{n},y{n},z{n},{n},{n}a,b{n},c{n},d{n},e{n}",
        "overlapping": lambda n: (
            f"{_shift(n)},{_shift(n)[0]},regular,1970-01-01T00:00:00Z,2080-01-01T00:00:00Z,ada,,,"
        ),
    },
    "volunteers": {
        "good": lambda n: f"ada,{_DAYS[n % 39_000]},{_DAYS[n % 39_000 + 1]},{n % 9_999 + 1},2",
        "wrong cells": lambda n: f"x{n},y{n},z{n},0{n}x,{n}",
    },
    "wishes": {
        "good": lambda n: f"ada,{_DAYS[n % 39_000]},{_DAYS[n % 39_000 + n // 39_000]},yes",
        "wrong cells": lambda n: f"x{n},y{n},z{n},w{n}",
    },
    "trades": {
        "good": lambda n: (
            f"{n},2026-01-01T00:00:00Z,A-{_DAYS[n % 39_000]},{_times(n)},ada,grace,{n},why {n},"
        ),
        "wrong cells": lambda n: f"x{n},y{n},z{n},0{n}x,{n},a{n},b{n},c{n},d{n},e{n}",
    },
    "changes": {
        "good": lambda n: (
            f"2026-01-01T00:00:00Z,A-{_DAYS[n % 39_000]},{_times(n)},ada,grace,{n},why {n}"
        ),
        "wrong cells": lambda n: f"x{n},y{n},z{n},0{n}x,{n},a{n},b{n},c{n}",
    },
}
"""Rows of the other files by their number."""

PARTS, ITEMS = TOML_PARTS.most, TOML_ITEMS.most
_BYTES = TOML_BYTES.most - 10_000
TOML: dict[str, Callable[[], str]] = {
    "headers of many parts": lambda: f"[{'.'.join('a' * 100_000)}]\n",
    "many long headers": lambda: "".join(
        f"[{'.'.join('a' * 7)}.b{n}]\n" for n in range(_BYTES // 24)
    ),
    "open brackets": lambda: "x = " + "[" * _BYTES,
    "nested tables": lambda: "x = " + "{a=" * 100_000,
    "one long key": lambda: f"{'k' * _BYTES} = 1\n",
    "many keys": lambda: "".join(f"k{n}=1\n" for n in range(_BYTES // 9)),
    "many tables": lambda: "".join(f"[k{n}]\n" for n in range(_BYTES // 10)),
    "a long list": lambda: f"x = [{'1,' * (_BYTES // 2)}]\n",
    "escaped quotes that nobody closes": lambda: 'x = "' + '\\"' * (_BYTES // 2) + "\n",
    "a long string of them": lambda: '"""' + '\\"' * (_BYTES // 2),
    "short strings of them": lambda: ('"' + '\\"' * 1_000 + ".\n") * (_BYTES // 2_003),
    "keys before an open string": lambda: ('a.a.a."' + "b" * 1_000 + "\n") * (_BYTES // 1_008),
    "many quotes": lambda: "x = " + '"' * _BYTES,
    "many open strings": lambda: '"a\n' * (_BYTES // 3),
    "words": lambda: "a-" * (_BYTES // 2),
    "blanks": lambda: f"a.{' ' * _BYTES}",
    "lines": lambda: "\n" * _BYTES,
    "a whole number": lambda: f"x = 0x{'f' * _BYTES}\n",
}
"""Configurations that are refused."""


def people(count: int, more: Callable[[int], str] = lambda _: "") -> str:
    """Return tables of people, with more lines in each if that is wanted."""
    return "".join(
        f'[[engineer]]\nname = "P{n}"\njoined = 2020-01-01\n{more(n)}' for n in range(count)
    )


ONE = "DTSTART:20260105T090000Z\nDTEND:20260105T100000Z\n"
CALENDARS: dict[str, Callable[[int], str]] = {
    "folds": lambda fill: event(f"{ONE}DESCRIPTION:x\n" + " a\n" * (fill // 3)),
    "properties": lambda fill: event(ONE + "X-A:1\n" * (fill // 6)),
    "attendees": lambda fill: event(ONE + "ATTENDEE;CN=A:mailto:a@example.com\n" * (fill // 36)),
    "parameters": lambda fill: event(f"{ONE}ATTENDEE{';A=b' * (fill // 4)}:mailto:a@example.com"),
    "a long title": lambda fill: event(ONE, "Ada " * (fill // 4)),
    "backslashes": lambda fill: event(ONE, "\\" * fill),
    "no lines": lambda fill: event(ONE + "no line\n" * (fill // 8)),
    "dates": lambda fill: event(
        f"{ONE}RRULE:FREQ=DAILY\nEXDATE:{'20260105T090000Z,' * (fill // 17)}x"
    ),
    "added": lambda fill: event(f"{ONE}RDATE:{'20260105T090000Z,' * (fill // 17)}x"),
    "versions": lambda fill: "\n".join(event(f"{ONE}SEQUENCE:{n}") for n in range(fill // 140)),
    "instances": lambda fill: "\n".join(
        event(f"{ONE}RECURRENCE-ID:2026{n % 12 + 1:02}{n % 28 + 1:02}T{n % 24:02}0000Z")
        for n in range(fill // 160)
    ),
}
"""Events that fill so many bytes."""


def _days(n: int, more: str = "") -> str:
    start = f"{2025 + n // 336 % 3}{n // 28 % 12 + 1:02}{n % 28 + 1:02}"
    return f"DTSTART;VALUE=DATE:{start}\nDURATION:P1D\n{more}"


EVENTS: dict[str, Callable[[int], str]] = {
    "Ada's days": lambda n: event(_days(n), "Ada Lovelace: vacation", f"{n}@x"),
    "distinct titles": lambda n: event(_days(n), f"Ada Lovelace, trip {n}", f"{n}@x"),
    "strange titles": lambda n: event(_days(n), f"Somebody{n} Else{n}", f"{n}@x"),
    "accented titles": lambda n: event(_days(n), f"{_ODD}{n}", f"{n}@x"),
    "wrong times": lambda n: event(f"DTSTART:x{n}\nDTEND:y{n}\n", f"Ada Lovelace {n}", f"{n}@x"),
    "repeating": lambda n: event(
        _days(n, "RRULE:FREQ=WEEKLY;COUNT=2\n"), f"Ada Lovelace, trip {n}", f"{n}@x"
    ),
    "repeating for ever": lambda n: event(
        _days(n, f"RRULE:FREQ=MONTHLY;INTERVAL={n % 12 + 1}\n"), "Ada Lovelace", f"{n}@x"
    ),
    "repeating oddly": lambda n: event(
        _days(n, f"RRULE:FREQ=MONTHLY;BYDAY=MO;BYSETPOS=-1;COUNT={n % 3 + 1}\n"),
        f"Ada Lovelace {n}",
        f"{n}@x",
    ),
    "wrong repeats": lambda n: event(_days(n, f"RRULE:FREQ=X{n}\n"), "Ada Lovelace", f"{n}@x"),
    "zones": lambda n: event(
        f"DTSTART;TZID=Zone {n}:20260105T090000\nDURATION:PT1H\n", "Ada Lovelace", f"{n}@x"
    ),
}
"""Events by their number."""
