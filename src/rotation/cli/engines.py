"""What runs the teams of a fleet, as options say."""

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager

from rotation.cli.options import Options
from rotation.errors import BadInput, Fault
from rotation.fleet import cluster

__all__ = ["engine_of"]


@contextmanager
def engine_of(options: Options) -> Iterator[tuple[Executor | None, int | None]]:
    """Yield what runs the teams, None for processes of this machine, and how many at a time.

    Raises
    ------
    BadInput
        If the options contradict each other, and as `cluster`.
    ClusterUnavailable
        As `cluster`.
    """
    if options.backend != "dask":
        if options.scheduler is not None:
            what = "is for --backend dask"
            raise BadInput(Fault("scheduler", what, "give both options, or none of them"))
        yield None, options.workers
        return
    if options.scheduler is None:
        hint = "give the address of its scheduler with --scheduler"
        raise BadInput(Fault("backend", "dask needs a cluster that is running", hint))
    with cluster(options.scheduler, options.folder) as executor:
        yield executor, min(options.workers or executor.workers, executor.workers)
