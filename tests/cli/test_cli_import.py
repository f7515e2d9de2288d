import json
from pathlib import Path

import pytest
from cli_cases import Run

SHEET = """Week,Primary,Secondary
2026-10-05,Ada Lovelace,Ben Okafor
2026-10-12,Cleo Marsh,Dan Wu
2026-10-19,Ben Okafor,Ada Lovelace
2026-10-26,Dan Wu,Cleo Marsh
2026-11-02,Ada Lovelace,Ben Okafor
2026-11-09,Cleo Marsh,Dan Wu
"""
LINE = "--timezone Europe/Berlin --time 11:00 --today 2026-11-04"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work beside the sheet."""
    monkeypatch.chdir(tmp_path)
    Path("rota.csv").write_text(SHEET)


def test_import_writes_a_folder_that_other_commands_take(run: Run) -> None:
    """The folder is new and clean, and who carried what is shown."""
    ran = run(*f"import rota.csv --into team {LINE}".split())
    assert ran.code == 0
    assert "4 people, tracks Primary, Secondary; history 8 shifts, published 4 shifts" in ran.out
    assert (
        "Written to team: rotation.toml, history.csv, published.csv, time_off.csv, import.md"
        in ran.out
    )
    assert "Fair share" in ran.out
    assert run("check", "team", "--today", "2026-11-04").code == 0
    again = run(*f"import rota.csv --into team {LINE}".split())
    assert again.code == 2
    assert "is not empty" in again.err


def test_import_writes_nothing_in_a_dry_run(run: Run) -> None:
    """`--dry-run` prints what would be written; `--format json` is for programs."""
    ran = run(*f"import rota.csv --into team {LINE} --dry-run --format json".split())
    assert not Path("team").exists()
    assert [row["engineer"] for row in json.loads(ran.out)["rows"]] == [
        "ada-lovelace",
        "ben-okafor",
        "cleo-marsh",
        "dan-wu",
    ]


def test_import_names_the_option_that_helps(run: Run) -> None:
    """A fault names the option that resolves it."""
    Path("two.csv").write_text(SHEET.replace("2026-10-05", "05/10/2026"))
    for line, text in {
        "import rota.csv": "--into: is missing",
        "import --into team": "SOURCE: is missing",
        "import rota.csv --from pagerduty:P --into team": "SOURCE: is given beside --from",
        "import --from pagerduty:P --into team": "--token-env: is missing",
        "import --from pagerduty --token-env T --into team": "--from: 'pagerduty' names no",
        "import --from pagerdutty:P --token-env T --into team": "did you mean 'pagerduty'",
        "import --from pagerduty:P --token-env T0 --into team": "--token-env: the environment",
        "import rota.csv --into team": "--timezone: 'rota.csv' names no zone",
        "import rota.csv --into team --timezone UTC --time 25:00": "--time: '25:00' is not a time",
        "import rota.csv --into team --timezone UTC --columns Week": "--columns: 'Week' is not",
        "import rota.csv --into team --timezone UTC --titles x": "--titles: is not for a table",
        "import gone.csv --into team --timezone UTC": "gone.csv",
    }.items():
        ran = run(*line.split())
        assert ran.code == 2
        assert text in ran.err
    assert not Path("team").exists()


def test_import_merges_what_is_over(run: Run) -> None:
    """`--merge` adds to the history of a folder, and only what is new."""
    Path("late.csv").write_text("".join(SHEET.splitlines(keepends=True)[i] for i in (0, 4, 5, 6)))
    run(*f"import late.csv --into team {LINE}".split())
    ran = run(*f"import rota.csv --into team {LINE} --merge".split())
    assert ran.code == 0
    assert "history gets 6 shifts" in ran.out
    assert len(Path("team/history.csv").read_text().splitlines()) == 9
