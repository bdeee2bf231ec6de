"""A document that hangs, eats memory or kills its worker fails alone."""

import errno
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import pytest

from kexie_extract import Options
from kexie_extract.batch import pool
from kexie_extract.batch.work import Job, Result, explain_failure
from kexie_extract.errors import UnreadableFileError

GOOD = 6


def misbehave(job: Job) -> Result:
    """Stands in for `work`: what the source's name says."""
    match job.source:
        case "hang":
            time.sleep(60)
        case "die":
            os._exit(9)
        case "grow":
            raise MemoryError
        case "all":
            for pid in siblings():
                os.kill(pid, signal.SIGKILL)
    return Result(job, document=job.source.encode())


def siblings() -> list[int]:
    """The processes that this one's parent started, itself last."""
    parent, own = os.getppid(), os.getpid()
    listed = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    pairs = [tuple(map(int, line.split())) for line in listed.splitlines()]
    return [*(pid for pid, above in pairs if above == parent and pid != own), own]


def jobs(*names: str) -> Iterator[Job]:
    return (Job(n, name, name, None, False, Options()) for n, name in enumerate(names))


@pytest.mark.parametrize("bad", ["hang", "die", "grow"])
def test_the_rest_goes_on(bad: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "work", misbehave)
    names = [*(f"good{n}" for n in range(GOOD)), bad, *(f"more{n}" for n in range(GOOD))]
    with pool.processes(2, pool.Limits(seconds=2, megabytes=None)) as workers:
        results = list(workers(jobs(*names)))
    assert [result.job.source for result in results] == names
    failed = [result for result in results if result.error]
    assert [result.job.source for result in failed] == [bad]
    assert bad in str(failed[0].error)


def test_a_pool_that_lost_all_its_processes_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "work", misbehave)
    names = ["all", *(f"good{n}" for n in range(GOOD)), "all", *(f"more{n}" for n in range(GOOD))]
    with pool.processes(1, pool.Limits(seconds=20, megabytes=None)) as workers:
        results = list(workers(jobs(*names)))
    assert [result.job.source for result in results] == names
    assert [result.job.source for result in results if result.error] == ["all", "all"]


class Cluster(Executor):
    """An executor whose workers are lost in a way of its own."""

    def submit(self, function: Callable[..., Any], /, *arguments: Any, **named: Any) -> "Future[Any]":
        future: Future[Any] = Future()
        future.set_exception(LookupError("worker tcp://10.0.0.7:4242\nis gone"))
        return future


def test_any_executors_words_for_a_lost_worker_are_one_line() -> None:
    results = list(pool.on_executor(Cluster())(jobs("a.txt", "b.txt")))
    assert [result.job.source for result in results] == ["a.txt", "b.txt"]
    assert all(result.error and result.error.count("\n") == 0 for result in results)
    assert "10.0.0.7" in str(results[0].error)


def test_what_waits_is_cancelled_when_nobody_wants_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "work", misbehave)
    with pool.processes(1, pool.Limits(seconds=60, megabytes=None)) as workers:
        results = workers(jobs("good", "hang", "hang"))
        assert next(results).error is None
    # leaving the pool does not wait for the two that hang for a minute each


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        OSError(errno.ENOMEM, "Cannot allocate memory"),
        RuntimeError("std::bad_alloc"),
        ImportError("libx.so: failed to map segment from shared object"),
    ],
)
def test_exhausted_memory_is_no_defect(error: Exception) -> None:
    reason, defect = explain_failure("in/a.pdf", error)
    assert "--max-memory" in reason
    assert defect is None


def test_failures_are_one_line_that_steers_no_terminal() -> None:
    place = "in/换\n行\x1b[31m.pdf"
    for error in (UnreadableFileError("换\n行\x1b[31m.pdf: is empty"), ValueError("a\nb\x07")):
        assert explain_failure(place, error)[0].isprintable()


def test_failures_name_the_place_of_the_file() -> None:
    assert explain_failure("in/县/a.pdf", UnreadableFileError("a.pdf: is empty"))[0] == "in/县/a.pdf: is empty"


def test_jobs_are_drawn_only_as_results_leave() -> None:
    drawn = 0

    def counted() -> Iterator[Job]:
        nonlocal drawn
        for job in jobs(*("x" for _ in range(1000))):
            drawn += 1
            yield job

    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(2) as executor:
        results = pool.in_order(counted(), lambda job: executor.submit(misbehave, job), pool.Limits(None, None))
        next(results)
        assert drawn <= pool.WINDOW + 1
        assert sum(1 for _ in results) == 999


def test_memory_limit_ends_one_document(tmp_path: Path) -> None:
    (tmp_path / "big.txt").write_bytes("科技工作者之家。".encode() * 40_000_000)
    with pool.processes(1, pool.Limits(seconds=100, megabytes=700)) as workers:
        results = list(workers(jobs(str(tmp_path / "big.txt"))))
    assert results[0].error is not None
    assert "big.txt" in results[0].error
