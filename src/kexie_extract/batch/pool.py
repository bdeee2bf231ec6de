"""Who works: this process, a pool of processes with limits, or any `concurrent.futures.Executor`."""

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from typing import Any

from kexie_extract.batch.work import Job, Result, work

Workers = Callable[[Iterable[Job]], Iterator[Result]]
"""Runs jobs and gives their results in the order of the jobs."""

WINDOW = 64
"""Results waiting for their turn at most; keeps a pool busy behind one slow document, and memory bounded."""

RECYCLE_AFTER = 500
"""Documents that one worker process reads before it is replaced, so that a leak below us cannot grow."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may cost.

    Attributes:
        seconds: wall time; None for no limit.
        megabytes: address space of a worker process in MiB; None for no limit.
    """

    seconds: float | None = 300.0
    megabytes: int | None = 4096


def inline(jobs: Iterable[Job]) -> Iterator[Result]:
    """Work in this process, without limits."""
    return map(work, jobs)


@contextmanager
def processes(count: int, limits: Limits) -> Iterator[Workers]:
    """A pool of processes; a document over its limits, or one that kills its worker, fails alone.

    Args:
        count: number of processes.
        limits: what one document may cost.
    """
    import pebble

    context = get_context("forkserver")
    context.set_forkserver_preload(["kexie_extract.pipeline"])
    pool: Any = pebble.ProcessPool(
        max_workers=count,
        max_tasks=RECYCLE_AFTER,
        initializer=_prepare_worker,
        initargs=(limits.megabytes,),
        context=context,
    )

    def submit(job: Job) -> "Future[Result]":
        future: Future[Result] = pool.schedule(work, args=(job,), timeout=limits.seconds)
        return future

    try:
        yield lambda jobs: in_order(jobs, submit, limits)
        pool.close()
    except BaseException:
        pool.stop()
        raise
    finally:
        pool.join()


def on_executor(executor: Executor) -> Workers:
    """Work on any executor, a cluster's for instance; limits are the executor's own affair."""
    return lambda jobs: in_order(jobs, lambda job: executor.submit(work, job), Limits(None, None))


def in_order(jobs: Iterable[Job], submit: Callable[[Job], "Future[Result]"], limits: Limits) -> Iterator[Result]:
    """Results in the order of the jobs; jobs are drawn only as results leave."""
    rest = iter(jobs)
    waiting = deque((job, submit(job)) for job in islice(rest, WINDOW))
    while waiting:
        yield _settle(*waiting.popleft(), limits)
        waiting.extend((job, submit(job)) for job in islice(rest, 1))


def _settle(job: Job, future: "Future[Result]", limits: Limits) -> Result:
    """The job's result, or what the loss of its worker means for the user."""
    from pebble import ProcessExpired

    try:
        return future.result()
    except TimeoutError:
        return Result(job, f"{job.source}: took longer than {limits.seconds:g} s; raise --timeout or split the file")
    except (ProcessExpired, BrokenExecutor, CancelledError) as error:
        detail = " ".join(str(error).split()) or type(error).__name__
        return Result(job, f"{job.source}: its worker process died ({detail}); try it alone, or raise --max-memory")


def _prepare_worker(megabytes: int | None) -> None:
    """Limits of a worker; Ctrl-C is the parent's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if megabytes is not None and os.name == "posix":
        import resource

        limit = megabytes * 2**20
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
