"""What stands in place of a word, a line or a cell of a file."""

__all__ = ["NASTY"]

NASTY = (
    *("", " ", "'", '"', '"""', "\\", "[", "]", "{", "}", ",", ";", ":", "=", "#", "\n"),
    *("\r\n", "0", "-1", "1", "2", "99999", "0x7fffffffffffffff", "9" * 400, "1e308"),
    *("1e-400", "nan", "inf", "0.1", "1.005", "-0", "1_000", "true", "null", "None", "[]"),
    *("{}", "[[]]", "0001-01-01", "1970-01-01", "2100-12-31", "9999-12-31", "2026-02-30"),
    *("2024-02-29", "20261101", "2026-11-01T01:30", "2026-03-08T02:30"),
    *("1970-01-01T00:00+23:59", "2100-12-31T23:59-23:59", "2026-11-09T11:00:00.000001-05:00"),
    *("2026-W46-1", "24:00", "11:00", "Mon 11:00", "Sun 23:59", "12-25", "02-29", "01-01"),
    *("19691231T235959Z", "20261109T110000", "99991231T235959Z", "UTC", "localtime"),
    *("Factory", "America/New_York", "Pacific/Apia", "Europe/Dublin", "GMT+25", "ada"),
    *("bela", "li", "Ada Byron", "ada@example.com", "mailto:bela@example.com", "No one"),
    *("open", "A", "B", "A-2026-11-09", "A-2026-11-09+2", "B-2026-11-11+99999"),
    *("A-9999-12-31", "-2026-11-09", "regular", "volunteer", "planned", "locked", "vacation"),
    *("leave", "yes", "no", "US", "HU", "XX", "open", "shifts", "../../etc/passwd"),
    *("/dev/zero", "rotation.toml", "published.csv", ".", "=cmd|' /C calc'!A0", "@SUM(A1)"),
    *("'=1", "+1", "{name}", "{0.__class__}", "%s", "<b>&amp;", "\x00", "\x1b[31m", "\u202e"),
    *("\u200d", "\ufeff", "\ue000", "\xe9", "e\u0301", "\uff2e", "\U0001f600", "a" * 3000),
    *("\u6f22" * 500, "a," * 300, "\n" * 300, "[" * 400, "a." * 40, "FREQ=SECONDLY"),
    *("FREQ=YEARLY;BYMONTHDAY=30;BYMONTH=2", "FREQ=DAILY;INTERVAL=0", "COUNT=99999"),
    *("BEGIN:VEVENT", "END:VEVENT", "END:VCALENDAR", "STATUS:CANCELLED"),
    *("SEQUENCE:2147483648", "RECURRENCE-ID:20261109T120000Z", "DURATION:-P1D"),
    *("DURATION:P9999W", "VALUE=DATE", "TZID=Own", "published = ''", "[pay]", "[[engineer]]"),
    *("weeks = 52", "leaves = 2020-01-01", "capacity = 2"),
)
