"""The same run on a real Dask cluster on loopback, one worker of which is killed in the middle."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]
pytestmark = pytest.mark.extra


@contextmanager
def cluster(folder: Path) -> Iterator[tuple[str, list["subprocess.Popen[bytes]"]]]:
    """A scheduler and two worker processes; its address and the workers."""
    address = folder / "scheduler.json"
    dask = [sys.executable, "-m", "dask"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    scheduler = subprocess.Popen(
        [*dask, "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", address],
        **quiet,  # type: ignore[call-overload]
    )
    workers = [
        subprocess.Popen(
            [*dask, "worker", "--scheduler-file", address, "--nthreads", "1", "--no-dashboard", "--no-nanny"],
            cwd=folder,
            **quiet,  # type: ignore[call-overload]
        )
        for _ in range(2)
    ]
    try:
        yield wait_for(address), workers
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


def wait_for(address: Path) -> str:
    import json

    for _ in range(300):
        if address.exists() and address.stat().st_size:
            return str(json.loads(address.read_text())["address"])
        time.sleep(0.1)
    pytest.fail("the scheduler did not start")


def test_same_output_as_the_local_run_with_a_worker_lost(
    cli: Run, samples: Path, tmp_path: Path, needs: Callable[[str], None]
) -> None:
    needs("distributed")
    inputs = tmp_path / "in"
    inputs.mkdir()
    text = (samples / "report.txt").read_text(encoding="utf-8")
    for number in range(40):
        (inputs / f"{number:02}.txt").write_text(text.replace("云溪", f"云溪{number}"), encoding="utf-8")
    cli(inputs, "-o", tmp_path / "local", "-q")
    with cluster(tmp_path) as (address, workers):
        command = [sys.executable, "-m", "kexie_extract", inputs, "-o", tmp_path / "far", "-q", "--scheduler", address]
        run = subprocess.Popen(list(map(str, command)), stderr=subprocess.PIPE)
        while not list((tmp_path / "far").glob("*.json")) and run.poll() is None:
            time.sleep(0.05)
        workers[0].kill()
        _, said = run.communicate(timeout=120)
    assert run.returncode == 0, said
    for path in sorted((tmp_path / "local").glob("*.json")):
        assert (tmp_path / "far" / path.name).read_bytes() == path.read_bytes()
