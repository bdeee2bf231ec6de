"""Who works beside this process: a pool of processes with limits, or any `concurrent.futures.Executor`."""

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from contextlib import contextmanager
from itertools import islice
from multiprocessing import get_context
from typing import Any, NamedTuple

from kexie_extract.batch.files import one_line, readable
from kexie_extract.batch.work import Job, Result, Workers, explain_failure, work
from kexie_extract.text.patterns import recall

WINDOW = 64
"""Results waiting for their turn at most; keeps a pool busy behind one slow document, and memory bounded."""

RECYCLE_AFTER = 500
"""Documents that one worker process reads before it is replaced, so that a leak below us cannot grow."""


class Limits(NamedTuple):
    """What one document may cost.

    Attributes:
        seconds: wall time; None for no limit.
        megabytes: address space of a worker process in MiB; None for no limit.
    """

    seconds: float | None = 300.0
    megabytes: int | None = 4096


class _Pool:
    """Processes with limits; where all of them were lost at once, new ones take their place."""

    def __init__(self, count: int, limits: Limits) -> None:
        self._count, self._limits = count, limits
        self._pool: Any = None

    def submit(self, job: Job) -> "Future[Result]":
        """Hand a job to the processes."""
        try:
            return self._schedule(job)
        except RuntimeError:  # what pebble says of a pool that has lost all its processes
            self.end()
            return self._schedule(job)

    def _schedule(self, job: Job) -> "Future[Result]":
        if self._pool is None:
            self._pool = self._started()
        future: Future[Result] = self._pool.schedule(work, args=(job,), timeout=self._limits.seconds)
        return future

    def _started(self) -> Any:
        import pebble

        context = get_context("forkserver")
        context.set_forkserver_preload(["kexie_extract.pipeline"])
        return pebble.ProcessPool(
            max_workers=self._count,
            max_tasks=RECYCLE_AFTER,
            initializer=_prepare_worker,
            initargs=(self._limits.megabytes,),
            context=context,
        )

    def end(self) -> None:
        """End the processes, whatever they are at."""
        if self._pool is not None:
            self._pool.stop()
            self._pool.join()
        self._pool = None


@contextmanager
def processes(count: int, limits: Limits) -> Iterator[Workers]:
    """A pool of processes; a document over its limits, or one that kills its worker, fails alone.

    Args:
        count: number of processes.
        limits: what one document may cost.
    """
    pool = _Pool(count, limits)
    try:
        yield lambda jobs: in_order(jobs, pool.submit, limits)
    finally:
        pool.end()


def on_executor(executor: Executor) -> Workers:
    """Work on any executor, a cluster's for instance; limits are the executor's own affair."""
    return lambda jobs: in_order(jobs, lambda job: executor.submit(work, job), Limits(None, None))


def in_order(jobs: Iterable[Job], submit: Callable[[Job], "Future[Result]"], limits: Limits) -> Iterator[Result]:
    """Results in the order of the jobs; jobs are drawn only as results leave, and cancelled when nobody wants more."""
    rest = iter(jobs)
    waiting = deque((job, submit(job)) for job in islice(rest, WINDOW))
    try:
        while waiting:
            yield _settle(*waiting.popleft(), submit, limits)
            waiting.extend((job, submit(job)) for job in islice(rest, 1))
    finally:
        for _, future in waiting:
            future.cancel()


def _settle(job: Job, future: "Future[Result]", submit: Callable[[Job], "Future[Result]"], limits: Limits) -> Result:
    """The job's result, or what the loss of its worker means for the user.

    A job that was waiting while the whole pool was lost is not to blame: it is given to a worker once more.
    """
    try:
        return future.result()
    except BrokenExecutor:
        return _blame(job, submit(job), limits)
    except (Exception, CancelledError):
        return _blame(job, future, limits)


def _blame(job: Job, future: "Future[Result]", limits: Limits) -> Result:
    """The job's result, or one line that says how it was lost; `work` itself never raises."""
    source = one_line(readable(job.source))
    try:
        return future.result()
    except TimeoutError:
        allowed = "its executor allows" if limits.seconds is None else f"{limits.seconds:g} s"
        return Result(job, f"{source}: took longer than {allowed}; raise --timeout or split the file")
    except MemoryError as error:
        return Result(job, explain_failure(job.source, error)[0])
    except (Exception, CancelledError) as error:  # every kind of executor has its own words for it
        detail = one_line(str(error))[:200] or type(error).__name__
        return Result(job, f"{source}: its worker process died ({detail}); try it alone, or raise --max-memory")


def _prepare_worker(megabytes: int | None) -> None:
    """Limits of a worker; Ctrl-C is the parent's to handle, and its order to end is obeyed at once."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    recall()
    if megabytes is not None and os.name == "posix":
        import resource

        limit = megabytes * 2**20
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
