"""The user's own dask cluster as an executor of teams (docs/fleet-cluster.md)."""

import logging
import re
import socket
import zoneinfo
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, InvalidStateError
from contextlib import contextmanager, suppress
from importlib import metadata
from ipaddress import ip_address
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

from rotation.arguments import checked
from rotation.errors import BadInput, Fault, RotationError
from rotation.fleet.dask_worker import INSTALL, Needs, run_there, slots_of, unfitness
from rotation.kinds import PATH, POSITIVE, TEXT
from rotation.model.addresses import is_loopback
from rotation.plans.versions import versions

__all__ = ["ClusterExecutor", "ClusterUnavailable", "cluster"]

R = TypeVar("R")
DaskClient = Any  # `distributed.Client`, which has types in part only

_EXTRA = 'pip install "rotation[dask]"'
_PLACE = "scheduler"
_ADDRESS = re.compile(r"(?P<scheme>tcp|tls)://(?P<host>[^\s/@:]+|\[[0-9A-Fa-f:.]+\]):[0-9]{1,5}")
_SUCH_AS = "such as tls://scheduler.example.com:8786"
_TLS = "dask's configuration, such as DASK_DISTRIBUTED__COMM__TLS__CA_FILE"


class ClusterUnavailable(RotationError):
    """The scheduler of a cluster does not answer, or has gone away; try again."""

    exit_code = 75  # EX_TEMPFAIL of sysexits.h


class ClusterExecutor(Executor):
    """An executor on a dask cluster in which a worker that dies breaks what it ran.

    Parameters
    ----------
    client : distributed.Client
        Connected to the scheduler.
    address : str
        Of the scheduler, for errors.
    patience_s : float
        Seconds that the cluster may be without workers.

    Attributes
    ----------
    workers : int
        How many threads the cluster has: how many teams it plans at a time.
    """

    def __init__(self, client: DaskClient, address: str, patience_s: float) -> None:
        threads = client.nthreads()
        self.workers = sum(threads.values())
        self._alive = set(threads)
        self._given_up = False
        self._patience_s = patience_s
        self._client = client
        self._executor = client.get_executor(pure=False)
        self._address = address
        self._needs = Needs(versions(), tuple(zoneinfo.TZPATH), slots_of(threads))
        self._running: dict[str, Future[Any]] = {}
        # Dask itself would run a team that kills its worker on one worker after another.
        client.subscribe_topic("all", self._learn)

    def submit(self, fn: Callable[..., R], /, *args: object, **kwargs: object) -> Future[R]:
        """Run a call on a worker.

        Its future is broken (`concurrent.futures.BrokenExecutor`) when that worker dies.
        """
        key = f"rotation-{uuid4().hex}"
        outer: Future[R] = Future()
        if self._given_up:
            outer.set_exception(self._without_workers())
            return outer
        self._running[key] = outer
        try:
            inner = self._executor.submit(run_there, self._needs, fn, args, kwargs, key=key)
        except Exception:
            del self._running[key]
            if self._client.status == "running":
                raise
            outer.set_exception(self._without_scheduler())
            return outer
        handle = self._handle(key)

        def end(_: Future[R]) -> None:
            self._running.pop(key, None)
            if not inner.done():
                # Not that of `inner`, which dask then tries to end once more; and from any thread.
                self._client.loop.add_callback(self._client.cancel, [handle], asynchronous=True)

        outer.add_done_callback(end)
        inner.add_done_callback(lambda done: self._settle(outer, done))
        return outer

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Cancel what runs; its workers stop searching."""
        del wait, cancel_futures
        for future in list(self._running.values()):
            future.cancel()
        if self._client.status == "running":
            self._client.unsubscribe_topic("all")

    def _handle(self, key: str) -> object:
        from distributed import Future as Handle  # noqa: PLC0415 - an extra, and slow to import

        return Handle(key, self._client)

    def _settle(self, outer: Future[R], inner: Future[R]) -> None:
        """Let the future that the caller has end as that of dask did."""
        try:
            error = inner.exception()
        except CancelledError as cancelled:
            error = cancelled
        # Whoever cancels it, or a worker that dies, may be first.
        with suppress(InvalidStateError):
            if error is None:
                outer.set_result(inner.result())
            else:
                outer.set_exception(self._known(error))

    def _known(self, error: BaseException) -> BaseException:
        from distributed import KilledWorker  # noqa: PLC0415 - an extra, and slow to import

        if isinstance(error, KilledWorker):
            return BrokenExecutor(str(error))
        if isinstance(error, CancelledError):
            return self._without_scheduler()
        if isinstance(error, ImportError):  # a worker that came later
            return BadInput(Fault("", f"a worker of the cluster has no {error.name}", INSTALL))
        return error

    def _learn(self, event: tuple[float, Mapping[str, Any]]) -> None:
        """Follow which workers there are, and break what ran on one that died.

        The client calls it in its own thread, with every event of the scheduler.
        """
        message = event[1]
        if message["action"] == "add-worker":
            self._alive.add(message["worker"])
            self._given_up = False
        elif message["action"] == "remove-worker":
            self._alive.discard(message["worker"])
            if not message["expected"]:
                self._break(message["processing-tasks"], BrokenExecutor("a worker died"))
            if not self._alive:
                self._client.loop.call_later(self._patience_s, self._give_up)

    def _give_up(self) -> None:
        """End what waits for workers that do not come back."""
        if not self._alive:
            self._given_up = True
            self._break(list(self._running), self._without_workers())

    def _break(self, keys: Iterable[str], error: Exception) -> None:
        for key in keys:
            future = self._running.get(key)
            if future is not None:
                with suppress(InvalidStateError):
                    future.set_exception(error)

    def _without_scheduler(self) -> ClusterUnavailable:
        return ClusterUnavailable(f"the scheduler at {self._address} has gone away; try again")

    def _without_workers(self) -> ClusterUnavailable:
        return ClusterUnavailable(f"the cluster at {self._address} has lost all of its workers")


@contextmanager
@checked(address=TEXT, folder=PATH, patience_s=POSITIVE)
def cluster(
    address: str, folder: str | Path, *, patience_s: float = 10.0
) -> Iterator[ClusterExecutor]:
    """Yield an executor on a dask cluster that is running already.

    When the block is left, whatever still runs there for it is cancelled.

    Parameters
    ----------
    address : str
        Of the scheduler: `tls://host:port`, with the certificates of dask's configuration.
        `tcp://host:port` is for this computer only: nobody else may send a scheduler what to run.
    folder : str or Path
        That of the fleet, which every worker has to see at the same path.
    patience_s : float
        Seconds until a scheduler without an answer, or without a worker, is given up.

    Raises
    ------
    BadInput
        If `distributed` is not installed, if the address cannot be used, or if a worker cannot be
        used, with every such worker.
    ClusterUnavailable
        If the scheduler does not answer, or has no workers.
    """
    fault = _address_fault(address)
    if fault is not None:
        raise BadInput(fault)
    try:
        import distributed  # noqa: PLC0415 - an extra, and slow to import
    except ImportError:
        what = "a dask cluster needs distributed, which is not installed"
        raise BadInput(Fault("", what, _EXTRA)) from None
    dask: Any = distributed
    if address.startswith("tls:"):
        _judge_certificates(dask.Security())
    try:
        client = dask.Client(address, timeout=patience_s, set_as_default=False)
    except (OSError, TimeoutError) as error:
        what = f"no scheduler answers at {address}; is it running, and is this its address?"
        raise ClusterUnavailable(what) from error
    with client, _silent():
        try:
            client.wait_for_workers(1, timeout=patience_s)
        except TimeoutError as error:
            what = f"the scheduler at {address} has no workers; start one: dask worker {address}"
            raise ClusterUnavailable(what) from error
        faults = _worker_faults(client, Path(folder))
        if faults:
            raise BadInput(faults)
        executor = ClusterExecutor(client, address, patience_s)
        try:
            yield executor
        finally:
            executor.shutdown()


def _judge_certificates(security: Any) -> None:
    """Refuse certificates of dask's configuration that are missing, or cannot be read.

    A client that is made without them leaves a traceback behind.
    """
    try:
        context = security.get_connection_args("client").get("ssl_context")
    except OSError as error:
        what = f"the certificates cannot be read: {error.strerror or error}"
        raise BadInput(Fault(_PLACE, what, f"they are named in {_TLS}")) from error
    if context is None:
        raise BadInput(Fault(_PLACE, "tls:// needs certificates", f"name them in {_TLS}"))


@contextmanager
def _silent() -> Iterator[None]:
    """Keep tracebacks of lost connections off the terminal: each team says that it was lost."""
    log = logging.getLogger("distributed.client")
    level = log.level
    log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        log.setLevel(level)


def _address_fault(address: str) -> Fault | None:
    match = _ADDRESS.fullmatch(address)
    if match is None:
        return Fault(_PLACE, f"{address!r} is no address of a scheduler", _SUCH_AS)
    if match["scheme"] == "tcp" and not _is_here(match["host"]):
        what = f"{address} is neither encrypted nor this computer, and schedulers run what they get"
        return Fault(_PLACE, what, f"use tls:// with the certificates of {_TLS}")
    return None


def _is_here(host: str) -> bool:
    """Tell whether a host is this computer: only then is its address free to bind to."""
    if is_loopback(host):
        return True
    try:
        number = ip_address(host.strip("[]"))
        family = socket.AF_INET if number.version == 4 else socket.AF_INET6
        with socket.socket(family) as probe:
            probe.bind((str(number), 0))
    except (OSError, ValueError):
        return False
    return True


def _worker_faults(client: DaskClient, folder: Path) -> list[Fault]:
    """Return why workers cannot be used, by their addresses."""
    # A function that they have even without rotation, before one that needs it.
    answers = client.run(metadata.version, "rotation", on_error="return")
    lacking = [worker for worker, answer in answers.items() if isinstance(answer, Exception)]
    if lacking:
        return [Fault("", f"worker {worker} has no rotation", INSTALL) for worker in lacking]
    wanted = versions(), str(folder.absolute())
    faults = []
    for worker, answer in sorted(client.run(unfitness, *wanted, on_error="return").items()):
        if isinstance(answer, Exception):
            faults.append(Fault("", f"worker {worker} cannot run rotation: {answer}", INSTALL))
        else:
            faults += [Fault("", f"worker {worker} {what}", hint) for what, hint in answer]
    return faults
