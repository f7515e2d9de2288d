import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rotation.config.toml_lines import Lines

SAMPLE = '''# a comment with = and [brackets]
title = "x = 1 # no comment"
[rotation]
name = """
[engineer]
timezone = "not a key"
"quoted" ""text""\\"""
more"""
literal = \'\'\'
[[track]]
\'\'\'
a.b . "c.d" = 1
"e\\u0041" = 2
when = 1979-05-27 07:32:00

[[engineer]]
  joined = 2024-03-04
[[ engineer ]]  # the second
tracks = [
  "A", # one
  "B",
]
[engineer.deep]
x = 1
[[engineer.many]]
y = 1
[[engineer.many]]
y = 2
[[engineer]]
points = [ { x = 1, y = { z = 2 } },
  { x = 3 } ]
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ((), 1),
        (("title",), 2),
        (("rotation",), 3),
        (("rotation", "name"), 4),
        (("rotation", "literal"), 9),
        (("rotation", "a", "b", "c.d"), 12),
        (("rotation", "a"), 12),
        (("rotation", "eA"), 13),
        (("rotation", "when"), 14),
        (("engineer", 0), 16),
        (("engineer", 0, "joined"), 17),
        (("engineer", 1), 18),
        (("engineer", 1, "missing"), 18),
        (("engineer", 1, "tracks"), 19),
        (("engineer", 1, "tracks", 1), 21),
        (("engineer", 1, "deep", "x"), 24),
        (("engineer", 1, "many", 0, "y"), 26),
        (("engineer", 1, "many", 1, "y"), 28),
        (("engineer", 2, "points"), 30),
        (("engineer", 2, "points", 0, "y", "z"), 30),
        (("engineer", 2, "points", 1, "x"), 31),
        (("elsewhere", 3, "x"), 1),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_key_is_on_the_line_an_editor_shows(
    path: tuple[str | int, ...], line: int, newline: str
) -> None:
    """Strings, comments, dotted keys and nested tables do not shift the numbering."""
    text = SAMPLE.replace("\n", newline)
    tomllib.loads(text)
    assert Lines(text).of(path) == line


VALUES = st.sampled_from(
    [
        "1",
        '"#]"',
        "'''\n[x]\n'''",
        '"""a\n""\\""" """'.replace(' """', '"""'),
        "[\n1, # ]\n[2]\n]",
        "{ a = 1, b = [ '}' ] }",
        "2026-01-01",
        '""',
        '""""""',
        "''",
    ]
)
STEPS = st.lists(
    st.tuples(st.sampled_from(["pair", "table", "array", "blank", "comment"]), VALUES), max_size=12
)


@given(STEPS)
def test_every_top_level_statement_is_found_where_it_was_written(
    steps: list[tuple[str, str]],
) -> None:
    """Over generated files, each header and key is told on the line it was put."""
    rows: list[str] = []
    wanted: dict[tuple[str | int, ...], int] = {}
    table: tuple[str | int, ...] = ()
    arrays = 0
    for n, (what, value) in enumerate(steps):
        line = "\n".join(rows).count("\n") + 1 + bool(rows)
        if what == "pair":
            rows.append(f"k{n} = {value}")
            wanted[(*table, f"k{n}")] = line
        elif what == "table":
            rows.append(f"[t{n}]")
            table = (f"t{n}",)
            wanted[table] = line
        elif what == "array":
            rows.append("[[many]]")
            table = ("many", arrays)
            arrays += 1
            wanted[table] = line
        else:
            rows.append("" if what == "blank" else "# k = [")
    text = "\n".join(rows)
    tomllib.loads(text)
    lines = Lines(text)
    assert {path: lines.of(path) for path in wanted} == wanted
