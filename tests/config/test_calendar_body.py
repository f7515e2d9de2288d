import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rotation.config.calendars.body import Body, Property
from rotation.config.calendars.lines import calendars_in

TEXTS = st.text("ab ,;:\\\n\"^'=\u00e4\u6f22", max_size=12)
NAMES = st.text("ab ,;:^'=\u00e4\u6f22", max_size=12)


def body_of(*lines: str) -> Body:
    """Return the body of an event with these lines."""
    text = "\r\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR"])
    (calendar,) = calendars_in(text.encode(), "a.ics")
    (block,) = calendar.blocks
    return Body(block.kind, block.others)


@given(summary=TEXTS, categories=st.lists(TEXTS.filter(str.strip), min_size=1, max_size=3))
def test_texts_are_those_that_the_library_wrote(summary: str, categories: list[str]) -> None:
    """Whatever icalendar escapes and folds is read as it was."""
    event = icalendar.Event()
    event.add("SUMMARY", summary)
    event.add("CATEGORIES", categories)
    calendar = icalendar.Calendar()
    calendar.add_component(event)
    (read,) = calendars_in(calendar.to_ical(), "a.ics")
    body = Body("VEVENT", read.blocks[0].others)
    assert body.text("SUMMARY") == summary.strip()
    assert body.texts("CATEGORIES") == tuple(categories)


@given(name=NAMES, role=st.sampled_from(["CHAIR", "opt-participant"]))
def test_parameters_are_those_that_the_library_wrote(name: str, role: str) -> None:
    """Names with commas, colons and circumflexes come back, quoted or not."""
    address = icalendar.vCalAddress("mailto:ada@example.com")
    address.params["CN"] = name
    address.params["ROLE"] = role
    event = icalendar.Event()
    event.add("ATTENDEE", address, encode=0)
    calendar = icalendar.Calendar()
    calendar.add_component(event)
    (read,) = calendars_in(calendar.to_ical(), "a.ics")
    (line,) = Body("VEVENT", read.blocks[0].others).properties("ATTENDEE")
    assert line.value == "mailto:ada@example.com"
    assert line.parameter("CN") == name.strip()
    assert line.parameter("ROLE") == role


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        (";CN=Lovelace, Ada", "Lovelace, Ada"),
        (';CN="Lovelace, Ada"', "Lovelace, Ada"),
        (';CN="a:b;c"', "a:b;c"),
        ("; CN = Ada ", "Ada"),
        (";cn=Ada", "Ada"),
        (";CN=Ada^n^'Byron^' ^^", 'Ada\n"Byron" ^'),
        (";CN=a;CN=b", "b"),
        (";CN=", ""),
        (";ROLE=CHAIR", ""),
        ("", ""),
    ],
)
def test_parameters_that_programs_write(written: str, wanted: str) -> None:
    """Quotes, lists without quotes, blanks, letter case and RFC 6868 are understood."""
    assert Property("mailto:ada@example.com", written).parameter("CN") == wanted


def test_only_what_is_read_is_kept() -> None:
    """Pages of HTML and lines that are none cost nothing; what says whose it is stays."""
    body = body_of(
        "SUMMARY:one\\, two\\nthree",
        "SUMMARY:again",
        "X-ALT-DESC;FMTTYPE=text/html:<html>",
        "X-MICROSOFT-CDO-BUSYSTATUS:OOF",
        "x-microsoft-cdo-alldayevent:TRUE",
        "no content line",
        "URL:https://example.com",
    )
    assert list(body) == ["SUMMARY", "X-MICROSOFT-CDO-BUSYSTATUS", "X-MICROSOFT-CDO-ALLDAYEVENT"]
    assert body.text("SUMMARY") == "one, two\nthree"
    assert body.texts("SUMMARY") == ("one, two\nthree", "again")
    assert body.text("DESCRIPTION") == ""
    assert body.texts("CATEGORIES") == ()


def test_a_backslash_at_the_end_is_kept() -> None:
    """A value that ends in the middle of an escape is read as it stands."""
    body = body_of("SUMMARY:end\\", "CATEGORIES:a,b\\,c,d\\")
    assert body.text("SUMMARY") == "end\\"
    assert body.texts("CATEGORIES") == ("a", "b,c", "d\\")
