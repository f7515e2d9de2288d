"""How many alternatives `rotation leave` names."""

from pathlib import Path

import pytest
from cli_cases import HEAD, Run, write_team
from tests.teams import TRACKS, person

LINES = "A-2026-12-21,A,regular,2026-12-21T11:00-05:00,2026-12-28T11:00-05:00,ada,planned\n"
OTHERS = ("Bela Bartok", "Cleo Laine", "Dora Maar", "Emil Post", "Fay Wray", "Gus Van", "Hal Nine")


@pytest.mark.parametrize(("others", "named", "more"), [(4, 3, 0), (5, 3, 1), (7, 3, 3), (1, 0, 0)])
def test_three_alternatives_are_named_and_the_rest_is_counted(
    tmp_path: Path, run: Run, others: int, named: int, more: int
) -> None:
    """Behind the best one, of which it is one less than there are people."""
    people = person("Ada Byron") + "".join(map(person, OTHERS[:others]))
    team = write_team(tmp_path, HEAD + TRACKS + people, published=LINES)
    ran = run("leave", team, "ada", "2026-12-12", "--today", "2026-11-20", "--dry-run")
    lines = [line.strip() for line in ran.out.splitlines()]
    assert sum(line.startswith("best replacement: ") for line in lines) == 1, ran
    alternatives = [line for line in lines if line.startswith("or ")]
    assert len([line for line in alternatives if not line.endswith(" more")]) == named
    assert [line for line in alternatives if line.endswith(" more")] == (
        [f"or {more} more"] if more else []
    )


def test_each_shift_that_nobody_takes_is_an_error(tmp_path: Path, run: Run) -> None:
    """All that is left open, or still the leaver's, is named, not the first one alone."""
    people = person("Ada Byron") + person("Bela Bartok")
    earlier = LINES.replace("12-21", "12-14").replace("12-28", "12-21")
    away = "bela,2026-12-12,2026-12-31,vacation,\n"
    team = write_team(tmp_path, HEAD + TRACKS + people, published=LINES + earlier, time_off=away)
    words = ("leave", team, "ada", "2026-12-12", "--today", "2026-11-20")
    still = run(*words, "--dry-run")
    named = [line.split()[1] for line in still.err.splitlines() if " is still Ada Byron's" in line]
    assert sorted(named) == ["A-2026-12-14", "A-2026-12-21"]
    opened = run(*words, "--accept")
    assert [line for line in opened.err.splitlines() if "is open" in line] == [
        "error: A-2026-12-14 is open: nobody can take it",
        "error: A-2026-12-21 is open: nobody can take it",
    ]
