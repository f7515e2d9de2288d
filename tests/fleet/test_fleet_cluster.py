"""A dask cluster runs a fleet: the same bytes, workers that die, and clusters that are refused."""

import pickle
import re
import shutil
import socket
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future
from contextlib import ExitStack, nullcontext
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from cluster_cases import address_in, daemon, dies, dies_once, until, until_stopped
from distributed import Security
from tests.teams import HOLIDAYS, TRACK, files_in, head, person, write_team

import rotation
import rotation.fleet.dask_cluster as dask_module
from rotation.cli import main
from rotation.errors import BadInput
from rotation.fleet import ClusterUnavailable, TeamRow, cluster, plan_fleet
from rotation.fleet.dask_worker import Needs, run_there, slots_of
from rotation.fleet.engine import run_all
from rotation.fleet.pools import usable_cores
from rotation.fleet.work import Task, TeamOutcome, plan_team
from rotation.plans.versions import versions

TODAY = date(2026, 9, 20)
SPAN: dict[str, Any] = {"today": TODAY, "start": date(2026, 11, 2), "weeks": 2, "effort": 1}
TEAM = head() + HOLIDAYS + TRACK + "".join(map(person, ("ada", "ben", "cy")))
WORKER = ("--no-nanny", "--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1")


def tasks_in(folder: Path, teams: str) -> list[Task]:
    return [Task(team, str(folder), TODAY, None) for team in teams]


def outputs(folder: Path) -> Mapping[str, bytes]:
    return {name: data for name, data in files_in(folder).items() if "/out/" in name}


class Killer(Executor):
    """An executor in which team `c` kills its worker, whatever it has to do.

    Parameters
    ----------
    executor : Executor
        Runs all others, too.
    """

    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    def submit(self, fn: Callable[..., TeamOutcome], /, *args: Task) -> Future[TeamOutcome]:  # type: ignore[override]
        """Submit the work, or what kills."""
        return self._executor.submit(dies if args[0].team == "c" else fn, *args)


def opened(address: str, folder: Path, **patience: float) -> None:
    """Open a cluster, and leave it."""
    with cluster(address, folder, **patience):
        pass


def assert_same_bytes(address: str, folder: Path) -> None:
    """Assert that a loop, processes and the cluster write what the teams alone do (D2, D3, D6)."""
    reports, written = [], []
    with cluster(address, folder) as executor:
        executor._client.wait_for_workers(2, timeout=30)
    with cluster(address, folder) as executor:
        assert executor.workers == 2
        assert len(executor.submit(usable_cores).result(20)) <= 1
        for place in ({"workers": 1}, {"workers": 2}, {"executor": executor, "workers": 2}):
            reports.append(plan_fleet(folder, **SPAN, **place))
            written.append(outputs(folder))
            for team in ("a", "c/d"):
                shutil.rmtree(folder / team / "out")
    assert reports[0] == reports[1] == reports[2]
    assert written[0] == written[1] == written[2]
    alone = rotation.load(folder / "c/d", today=TODAY).plan(**SPAN).files()
    assert {name: written[0][f"c/d/out/{name}"] for name in alone} == dict(alone)
    assert sum(name.startswith("c/d/") for name in written[0]) == len(alone)
    good, bad, other = reports[0].rows
    assert (good.exit_code, good.open, good.broken, good.proved) == (0, 0, 0, True)
    assert (bad.exit_code, bad.open) == (2, None)
    assert bad.problems[0].startswith("rotation.toml:3: rotation.timezone: unknown time zone")
    assert (other.exit_code, reports[0].exit_code) == (0, 2)


def assert_refused(address: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Assert that what a worker cannot do is an error before anything runs (D7)."""
    with pytest.raises(BadInput, match=r"does not see .*nowhere; let every worker see the same"):
        opened(address, folder / "nowhere")
    with monkeypatch.context() as patch:
        patch.setattr(dask_module, "versions", lambda: versions() | {"rotation": "9.9"})
        with pytest.raises(BadInput, match=r"has rotation .*, this computer 9.9; install"):
            opened(address, folder)


def assert_stopped(address: str, folder: Path, notes: Path) -> None:
    """Assert that workers stop when the parent leaves, for whatever reason (D8)."""
    with cluster(address, folder) as executor:
        for task in tasks_in(notes, "xy"):
            executor.submit(until_stopped, task)
        for team in "xy":
            until((notes / f"{team}.begun").exists)
    for team in "xy":
        until((notes / f"{team}.stopped").exists)


def assert_once(address: str, folder: Path, notes: Path) -> None:
    """Assert that a team that kills its worker runs again once, whatever dask does (D5, D9)."""
    rows: list[TeamRow] = []
    begun = notes / "c.begun"

    def finish(_: Task, outcome: TeamOutcome) -> tuple[Task, ...]:
        rows.append(outcome.row)
        return ()

    with cluster(address, folder, patience_s=0.2) as executor:
        run_all(
            dies_once,
            tasks_in(notes, "abc"),
            finish,
            lambda _: nullcontext(Killer(executor) if begun.exists() else executor),
            workers=2,
            ahead=4,
        )
        codes = {row.team: row.exit_code for row in rows}
        assert codes == {"a": 0, "b": 0, "c": 2}
        assert rows[-1].problems[0].startswith("the worker process died twice")
        # Nobody waits for workers that do not come back.
        error = executor.submit(until_stopped, tasks_in(notes, "z")[0]).exception(20)
        assert isinstance(error, ClusterUnavailable)
    with pytest.raises(ClusterUnavailable, match="has no workers; start one: dask worker tcp:"):
        opened(address, folder, patience_s=0.5)


def test_a_real_cluster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A scheduler and its two workers, from the first plan to the last worker that dies."""
    folder, notes, file = tmp_path / "fleet", tmp_path / "notes", tmp_path / "scheduler.json"
    notes.mkdir()
    write_team(folder / "a", TEAM)
    write_team(folder / "b", TEAM.replace("New_York", "New_Yrk"))
    write_team(folder / "c/d", TEAM.replace('"Team"', '"Other"'))
    with ExitStack() as running:
        running.enter_context(
            daemon(
                *("scheduler", "--port", "0", "--host", "127.0.0.1", "--no-dashboard"),
                *("--scheduler-file", str(file)),
            )
        )
        address = address_in(file)
        for name in ("one", "two"):
            running.enter_context(daemon("worker", address, *WORKER, "--name", name))

        assert_same_bytes(address, folder)
        assert_refused(address, folder, monkeypatch)
        assert_stopped(address, folder, notes)
        assert_once(address, folder, notes)


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("10.0.0.7:8786", "is no address of a scheduler; such as tls://scheduler.example.com:8786"),
        ("tls://ada@dask.example.com:8786", "is no address of a scheduler"),
        ("http://dask.example.com:8787", "is no address of a scheduler"),
        ("tcp://dask.example.com:8786", "is neither encrypted nor this computer"),
        ("tcp://192.0.2.7:8786", "use tls:// with the certificates of dask's configuration"),
        ("tls://127.0.0.1:8786", "tls:// needs certificates; name them in dask's configuration"),
    ],
)
def test_an_address_that_cannot_be_used(address: str, sentence: str, tmp_path: Path) -> None:
    """Nobody is asked before it is certain that the answer is from this cluster (D7)."""
    with pytest.raises(BadInput, match=re.escape(sentence)), cluster(address, tmp_path):
        pass


def test_certificates_that_are_not_there(tmp_path: Path) -> None:
    """What is named and cannot be read is refused before a client is made of it (D7)."""
    file = str(tmp_path / "me.pem")
    security = Security(tls_ca_file=file, tls_client_cert=file, tls_client_key=file)
    with pytest.raises(BadInput, match="certificates cannot be read: No such file"):
        dask_module._judge_certificates(security)


def test_a_scheduler_that_does_not_answer(tmp_path: Path) -> None:
    """That is no fault of the input: another run may go on."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
    expected = pytest.raises(ClusterUnavailable, match=f"no scheduler answers at {address}; is it")
    with expected as caught, cluster(address, tmp_path, patience_s=0.1):
        pass
    assert caught.value.exit_code == 75


def test_distributed_is_an_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it, the error says how to get it."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    with (
        pytest.raises(BadInput, match=re.escape('pip install "rotation[dask]"')),
        cluster("tcp://127.0.0.1:1", tmp_path),
    ):
        pass


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (
            ["--scheduler", "tcp://127.0.0.1:1"],
            "--scheduler: is for --backend dask; give both options, or none of them",
        ),
        (
            ["--backend", "dask"],
            "--backend: dask needs a cluster that is running; give the address of its scheduler "
            "with --scheduler",
        ),
        (["--backend", "dsk"], "--backend: 'dsk' is not known; did you mean dask?"),
        (
            ["--backend", "dask", "--scheduler", "tcp://dask.example.com:1"],
            "--scheduler: tcp://dask.example.com:1 is neither encrypted nor this computer, and "
            "schedulers run what they get; use tls:// with the certificates of dask's "
            "configuration, such as DASK_DISTRIBUTED__COMM__TLS__CA_FILE",
        ),
    ],
)
@pytest.mark.parametrize("act", ["plan", "check"])
def test_options_that_do_not_fit(
    act: str, words: list[str], error: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each says what is wrong, and what to type instead."""
    assert main(["fleet", act, str(tmp_path), *words]) == 2
    assert capsys.readouterr().err.splitlines()[-1] == f"error: {error}"


def test_what_is_sent_holds_nothing_of_this_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the environment, where tokens are, nor the command line (D6)."""
    secret = "x" * 30
    monkeypatch.setenv("ROTATION_TOKEN", secret)
    monkeypatch.setattr(sys, "argv", ["rotation", secret])
    task = Task("a", "/teams/a", TODAY, None, {"weeks": 2}, files=True)
    needs = Needs(versions(), (), {})
    sent = pickle.dumps((run_there, needs, plan_team, (task,), {}))
    assert secret.encode() not in sent
    assert b"/teams/a" in sent


def test_workers_of_one_computer_take_cores_of_their_own() -> None:
    """As many as each has threads (D40); a computer is what its address says."""
    threads = {"tls://10.0.0.7:2": 2, "tls://10.0.0.7:1": 1, "tls://10.0.0.8:1": 1}
    assert slots_of(threads) == {
        "tls://10.0.0.7:1": (0,),
        "tls://10.0.0.7:2": (1, 2),
        "tls://10.0.0.8:1": (0,),
    }
