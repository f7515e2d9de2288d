import pytest

from benchmarks import startup


def test_a_command_is_measured_beside_the_import_of_ortools(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each round has both, the ratio is that of one round, and only `plan` has a bar."""
    (taken,) = startup.measure(["help"], runs=2)
    assert len(taken.seconds) == len(taken.imports) == 2
    assert min(taken.seconds) > 0

    monkeypatch.setattr(startup, "measure", lambda *_: (taken,))
    assert startup.main(["--command", "help", "--runs", "1"]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert [row.split("|")[1].strip() for row in rows[2:]] == ["import of OR-Tools", "help"]


def test_the_ratio_is_the_median_of_the_rounds() -> None:
    """A round in which the machine was slow is slow for both."""
    taken = startup.Taken("plan", (2.0, 9.0, 2.4), (1.0, 3.0, 1.0))
    assert taken.ratio == 2.4


def test_a_missed_bar_is_an_exit_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit code 1 says that `plan` took more than the bar."""
    for ratio, code in ((startup.BAR, 0), (startup.BAR + 0.01, 1)):
        taken = (startup.Taken("plan", (ratio,), (1.0,)),)
        monkeypatch.setattr(startup, "measure", lambda *_, taken=taken: taken)
        assert startup.main([]) == code
