"""Calendar files (.ics): whose time off, which schedule, and what people edited, line by line.

Every time of an event is read value by value here; the iCalendar library gets the rest
(docs/time-off-calendars.md).
"""
