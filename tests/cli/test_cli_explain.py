import json
from pathlib import Path

import pytest
from cli_cases import HEAD, NOVEMBER, Run, write_team
from tests.teams import PEOPLE, TEAM, TRACKS, files_in, person

AWAY = "".join(
    f"{name},2026-11-09,2026-11-13,vacation,\n"
    for name in ("ada", "bela", "cleo", "dora", "emil", "fay")
)


@pytest.fixture
def short(tmp_path: Path) -> Path:
    """Return a team in which everybody is away in one week of November."""
    return write_team(tmp_path / "short", time_off=AWAY)


def test_explain_names_facts_and_fixes(short: Path, run: Run) -> None:
    """`explain` ends with 1, names every absence with its line, and what would fill the shift."""
    before = files_in(short)
    ran = run("explain", short, *NOVEMBER)
    assert (ran.code, ran.err) == (1, "")
    assert "nobody can take it: 6 engineers, 6 away" in ran.out
    for line, name in enumerate(("Ada Byron", "Bela Bartok", "Cleo Laine"), 2):
        assert f"{name} is away 2026-11-09 to 2026-11-13 (time_off.csv:{line})" in ran.out
    assert "cheapest first:" in ran.out
    assert "moves the time off of 2026-11-09 to 2026-11-13 (time_off.csv:" in ran.out
    assert "another order of goals" in ran.out
    assert files_in(short) == before


def test_explain_as_json(short: Path, run: Run) -> None:
    """`explain --format json` gives conflicts, fixes with every goal's change, and orders."""
    document = json.loads(run("explain", short, *NOVEMBER, "--format", "json").out)
    assert list(document) == ["conflicts", "fixes", "orders"]
    assert len(document["conflicts"]) == len(document["fixes"])
    first = document["fixes"][0]["fixes"][0]
    assert first["kind"] == "absence"
    assert first["source"].startswith("time_off.csv:")
    change = {goal["name"]: goal["after"] - goal["before"] for goal in first["goals"]}
    assert change["open.regular"] == -1


def test_explain_without_open_shifts_is_done(team: Path, run: Run) -> None:
    """Where nothing is open, `explain` says so and ends with 0."""
    ran = run("explain", team, *NOVEMBER)
    assert ran.code == 0
    assert ran.out.startswith("no shift is open")


def test_plan_points_to_explain(short: Path, team: Path, run: Run) -> None:
    """`plan` says under open regular shifts how to learn more, and only there."""
    hint = "`rotation explain` names every fact"
    assert hint in run("plan", short, *NOVEMBER, "--dry-run").out
    assert hint not in run("plan", team, *NOVEMBER, "--dry-run").out


def test_plan_tells_what_shifts_do_to_each_other(tmp_path: Path, run: Run) -> None:
    """One person on two tracks: `plan` says beside which shifts nobody can take the open one."""
    alone = write_team(tmp_path / "alone", toml=HEAD + TRACKS + person("Ada Byron"))
    ran = run("plan", alone, "--from", "2026-11-02", "--to", "2026-11-06", "--today", "2026-09-20")
    assert ran.code == 1
    assert "nobody can take it beside" in ran.out


def test_why_and_why_not_agree(team: Path, run: Run) -> None:
    """Whoever `why` says is not on call is asked with `why-not`, and the other way round."""
    plan = json.loads(run("plan", team, *NOVEMBER, "--dry-run", "--format", "json").out)
    shift = next(s for s in plan["shifts"] if s["shift"] == "A-2026-11-16")
    holder = shift["engineer"]
    other = next(n for n in ("ada", "bela", "cleo") if n != holder)
    mine = run("why", team, holder, "2026-11-18", *NOVEMBER)
    assert mine.code == 0
    assert "A-2026-11-16" in mine.out
    why_not = run("why-not", team, other, "2026-11-18", "--track", "A", *NOVEMBER)
    assert (why_not.code, why_not.err) == (0, "")
    wrong = run("why-not", team, holder, "2026-11-18", "--track", "A", *NOVEMBER)
    assert (wrong.code, wrong.out) == (2, "")
    assert "ask with why" in wrong.err


def test_words_may_stand_around_options(
    team: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """CONFIG, PERSON and DATE are found before, between and behind options; CONFIG may be left."""
    words = ("fay", "2026-11-18", "--track", "B")
    whole = run("why-not", team, *words, *NOVEMBER)
    split = run("why-not", team, *NOVEMBER, *words)
    monkeypatch.chdir(team)
    near = run("why-not", *words, *NOVEMBER)
    assert whole == split == near


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("adda", "2026-11-18"), "did you mean ada?"),
        (("ada", "2027-11-18"), "no shift of the plan covers noon on 2027-11-18"),
        (("ada", "tomorrow"), "is not a date"),
        (("2026-11-18",), "give [CONFIG] PERSON DATE"),
        (("ada", "2026-11-18", "--track", "Z"), "give one of A, B"),
    ],
)
def test_bad_questions_are_bad_input(
    team: Path, run: Run, words: tuple[str, ...], message: str
) -> None:
    """A person, day or track that is not there ends with 2 and a fix, and prints nothing."""
    config = () if len(words) == 1 else (team,)
    ran = run("why", *config, *words, *NOVEMBER)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err


def test_compromises_name_rules(tmp_path: Path, run: Run) -> None:
    """`compromises` lists goals that are not at their ideal, and the rules that hold them back."""
    team = write_team(
        tmp_path / "team", toml=TEAM, time_off="ada,2026-11-01,2026-11-30,vacation,\n"
    )
    ran = run("compromises", team, *NOVEMBER)
    assert ran.code == 0
    assert "ideally" in ran.out
    document = json.loads(run("compromises", team, *NOVEMBER, "--format", "json").out)
    assert {"goal", "value", "ideal", "without"} <= set(document["compromises"][0])


def test_a_person_of_two_names_is_asked_for_by_id(tmp_path: Path, run: Run) -> None:
    """A beginning of a name is not guessed from: it is suggested."""
    team = write_team(tmp_path / "team", toml=HEAD + TRACKS + PEOPLE)
    ran = run("why", team, "Byron", "2026-11-18", *NOVEMBER)
    assert ran.code == 2
    assert "did you mean Ada Byron?" in ran.err


def test_a_shift_settled_before_the_plan_is_named(team: Path, run: Run) -> None:
    """Who holds a published shift that runs into the month is not said to be free that day."""
    line = "A-2026-10-26,A,regular,2026-10-26T11:00-04:00,2026-11-02T11:00-05:00,ada,\n"
    published = team / "published.csv"
    published.write_text(published.read_text(encoding="utf-8") + line, encoding="utf-8")
    ran = run("why", team, "ada", "2026-11-01", *NOVEMBER)
    message = "error: DATE: A-2026-10-26 was settled before this plan, which begins on 2026-11-01; "
    assert (ran.code, message in ran.err) == (2, True)
    _, _, horizon = ran.err.strip().rpartition(": ")
    again = run("why", team, "ada", "2026-11-01", *horizon.split(), "--today", "2026-10-20")
    assert again.code == 0
    assert again.out.startswith("A-2026-10-26 was settled before planning:\n")
