"""A document that hangs, eats memory or kills its worker fails alone."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kexie_extract import Options
from kexie_extract.batch import pool
from kexie_extract.batch.work import Job, Result

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
    return Result(job, document=job.source.encode())


def jobs(*names: str) -> Iterator[Job]:
    return (Job(n, name, name, None, False, Options()) for n, name in enumerate(names))


@pytest.mark.parametrize("bad", ["hang", "die"])
def test_the_rest_goes_on(bad: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "work", misbehave)
    names = [*(f"good{n}" for n in range(GOOD)), bad, *(f"more{n}" for n in range(GOOD))]
    with pool.processes(2, pool.Limits(seconds=2, megabytes=None)) as workers:
        results = list(workers(jobs(*names)))
    assert [result.job.source for result in results] == names
    failed = [result for result in results if result.error]
    assert [result.job.source for result in failed] == [bad]
    assert bad in str(failed[0].error)


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
