"""Many faults with one cause are one line, with their number and the first place."""

from pathlib import Path

import pytest
from config_cases import HEAD, Team
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.teams import TRACKS

from rotation.cli import main
from rotation.config import load
from rotation.config.faults import Faults
from rotation.errors import APART, LISTED, BadInput, Fault, grouped
from rotation.model.source import Source

LINES = range(2, 2 + LISTED)


def rows(count: int, what: str = "is empty", hint: str = "", first: int = 2) -> list[Fault]:
    """Return faults of consecutive rows of one column."""
    return [Fault(f"off.csv:{first + n}: end", what, hint) for n in range(count)]


def test_one_fault_reads_as_itself() -> None:
    """What is wrong once is told without a number."""
    assert grouped(rows(1, hint="add it")) == ["off.csv:2: end: is empty; add it"]


def test_equal_faults_are_one_line() -> None:
    """The line has the number, the first place and the fix."""
    assert grouped(rows(77, hint="add it")) == [
        "off.csv:2: end: 77 rows: is empty, the first at line 2; add it"
    ]


def test_another_fix_is_another_cause() -> None:
    """Two values with two suggestions stay two lines, each where its first fault is."""
    first = Fault("off.csv:2: kind", "unknown kind 'leav'", "did you mean 'leave'?", "'leav'")
    other = Fault("off.csv:3: kind", "unknown kind 'vac'", "did you mean 'vacation'?", "'vac'")
    again = Fault("off.csv:4: kind", first.what, first.hint, first.about)
    assert grouped([first, other, again]) == [
        "off.csv:2: kind: 2 rows: unknown kind 'leav', the first at line 2; did you mean 'leave'?",
        "off.csv:3: kind: unknown kind 'vac'; did you mean 'vacation'?",
    ]


def test_few_values_have_a_line_each_and_many_share_one() -> None:
    """With one fix for all, the first values are named with their lines."""
    faults = [
        Fault(f"off.csv:{n}: engineer", f"unknown engineer 'p{n}'", "add", f"'p{n}'")
        for n in range(2, 9)
    ]
    assert grouped(faults[:APART]) == [str(fault) for fault in faults[:APART]]
    assert grouped(faults) == [
        "off.csv:2: engineer: 7 rows: unknown engineer 'p2', the first at line 2, "
        "also 'p3' (line 3), 'p4' (line 4), 'p5' (line 5), 3 more; add"
    ]


def test_files_keys_and_causes_are_kept_apart() -> None:
    """Only what is wrong in the same way in the same column of the same file is grouped."""
    faults = [
        *rows(2),
        Fault("off.csv:2: start", "is empty"),
        Fault("b.csv:2: end", "is empty"),
        *rows(2, "is too long"),
        Fault("--from", "is missing"),
        Fault("", "nothing to do"),
    ]
    assert grouped(faults) == [
        "off.csv:2: end: 2 rows: is empty, the first at line 2",
        "off.csv:2: start: is empty",
        "b.csv:2: end: is empty",
        "off.csv:2: end: 2 rows: is too long, the first at line 2",
        "--from: is missing",
        "nothing to do",
    ]


def test_lines_about_one_kind_are_bounded() -> None:
    """Of very many fixes for one kind of fault the first are listed, the rest is counted."""
    faults = [
        Fault(f"off.csv:{n}: kind", f"unknown kind 'v{n}'", f"did you mean {n}?", f"'v{n}'")
        for n in range(2, 102)
    ]
    lines = grouped(faults)
    assert lines[:LISTED] == [str(fault) for fault in faults[:LISTED]]
    assert lines[LISTED:] == [f"off.csv:{LISTED + 2}: kind: and 80 more rows of this kind"]


def test_a_fault_may_stand_for_others() -> None:
    """What was counted and not kept is in the number."""
    (line,) = grouped([*rows(2), Fault("off.csv:9: end", "is empty", times=1000)])
    assert line == "off.csv:2: end: 1002 rows: is empty, the first at line 2"


PLACES = st.sampled_from(("a.csv:2: end", "a.csv:31: end", "b.toml:7: track.name", "--to", "c:\\d"))


@settings(derandomize=True, max_examples=100)
@given(
    st.lists(
        st.builds(Fault, PLACES, st.sampled_from(("is 'x'", "is 'y'")), st.sampled_from(("", "f")))
    )
)
def test_every_cause_is_reported_once(faults: list[Fault]) -> None:
    """No place, cause and fix is lost, and none has two lines."""
    lines = grouped(faults)
    assert len(lines) == len(set(lines))
    for fault in faults:
        tail = f"; {fault.hint}" if fault.hint else ""
        key = fault.place.rpartition(": ")[2]
        matching = [x for x in lines if fault.what in x and x.endswith(tail) and key in x]
        assert matching, (str(fault), lines)


def test_python_keeps_every_fault(
    team: Team, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`faults` has them all; the text of the exception, and stderr, have a line for each cause."""
    bad = "".join(f"zzyzx,2026-12-{day:02},2026-12-31,,\n" for day in range(1, 31))
    with pytest.raises(BadInput) as caught:
        team(time_off=bad)
    assert len(caught.value.faults) == 30
    line = (
        "time_off.csv:2: engineer: 30 rows: unknown engineer 'zzyzx', the first at line 2; "
        "add an [[engineer]] table, or the name to the `aliases` of one; or list it under "
        '`[time_off] ignore`, or set `unmatched = "skip"` there'
    )
    assert str(caught.value) == line
    assert main(["plan", str(tmp_path), "--today", "2026-11-20"]) == 2
    assert capsys.readouterr().err == f"error: {line}\n"


def test_faults_beyond_a_thousand_of_a_kind_are_counted() -> None:
    """A million faults cost neither memory nor a screen: the last one kept stands for the rest."""
    faults = Faults()
    for n in range(2, 20_002):
        faults.add(Source("off.csv", n), "engineer", f"unknown engineer 'p{n}'", about=f"'p{n}'")
        faults.add(Source("off.csv", n), "end", f"2026-01-{n} lies before start")
    faults.add(Source("off.csv", 20_002), "engineer", "is empty")
    listed = faults.listed()
    assert len(listed) == 2001
    assert sum(fault.times for fault in listed) == 40_001
    end, engineer, *ends, rest, empty = grouped(listed)
    assert engineer == (
        "off.csv:2: engineer: 20000 rows: unknown engineer 'p2', the first at line 2, "
        "also 'p3' (line 3), 'p4' (line 4), 'p5' (line 5), others"
    )
    assert [end, *ends] == [f"off.csv:{n}: end: 2026-01-{n} lies before start" for n in LINES]
    assert rest == "off.csv:22: end: and 19980 more rows of this kind"
    assert empty == "off.csv:20002: engineer: is empty"


def test_events_are_grouped_by_what_is_wrong(tmp_path: Path) -> None:
    """Titles differ, and the cause is one; the list of engineers that is cut says so."""
    people = "".join(
        f'[[engineer]]\nname = "P{n}"\nid = "p{n}"\njoined = 2020-01-01\n' for n in range(14)
    )
    (tmp_path / "rotation.toml").write_text(
        HEAD + TRACKS + people + '[files]\ntime_off = "team.ics"\n'
    )
    events = "".join(
        f"BEGIN:VEVENT\nUID:{n}@x\nDTSTART;VALUE=DATE:20261207\nSUMMARY:Offsite {n}\nEND:VEVENT\n"
        for n in range(40)
    )
    (tmp_path / "team.ics").write_text(f"BEGIN:VCALENDAR\nVERSION:2.0\n{events}END:VCALENDAR\n")
    with pytest.raises(BadInput) as caught:
        load(tmp_path)
    (line,) = str(caught.value).splitlines()
    assert line.startswith(
        "team.ics:3: VEVENT: 40 events: 'Offsite 0' names no engineer, the first at line 3, "
        "also 'Offsite 1' (line 8), 'Offsite 2' (line 13), 'Offsite 3' (line 18), 36 more; "
    )
    assert (
        "(engineers: p0, p1, p10, p11, p12, p13, p2, p3, p4, p5, p6, p7, ... (14 in all))" in line
    )
