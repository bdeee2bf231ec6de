"""A run over many small documents: memory of the parent, what a second process brings, equal output for any workers.

    python benchmarks/batch.py [--files 10000] [--pairs 600] [--rounds 3]

Prints the resident memory of the parent process after a tenth of the files and after all, the rate of two jobs as a
multiple of that of one (best of several rounds, taken in turn), and whether each way to run gives the same bytes.
Exit 1 where memory grows by more than 20 MiB or outputs differ. Times mean something on a quiet machine only.
"""

import argparse
import hashlib
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

from kexie_extract import Options
from kexie_extract.batch import pool, run, sources, work

SAMPLES = Path(__file__).parents[1] / "samples"
GROWTH = 20.0
"""MiB that the parent may grow by from a tenth of the files to all."""


class Watcher:
    """An observer that notes the memory of this process at some counts of files."""

    def __init__(self, *counts: int) -> None:
        self.memory = dict.fromkeys(counts, 0.0)
        self.seen = 0

    def settled(self, result: work.Result) -> None:
        """One more is done."""
        if result.error is not None:
            sys.exit(result.error)
        self.seen += 1
        if self.seen in self.memory:
            self.memory[self.seen] = resident()

    def skipped(self, source: sources.Source) -> None:
        """Nothing is, in a new folder."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--pairs", type=int, default=600, help="files of a run with one and with two jobs")
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        flat = memory_is_flat(folder, arguments.files)
        speed_of_two_jobs(folder, arguments.pairs, arguments.rounds)
        same = outputs_agree(folder)
    return 0 if flat and same else 1


def make_inputs(folder: Path, count: int) -> Path:
    """Small documents, no two alike, in folders of a hundred."""
    text = (SAMPLES / "newspaper.md").read_text(encoding="utf-8")
    for number in range(count):
        place = folder / f"{number // 100:03}" / f"{number:05}.md"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text.replace("松麓", f"松麓{number}"), encoding="utf-8")
    return folder


def memory_is_flat(folder: Path, count: int) -> bool:
    """One run into a folder with two jobs, and one into one file."""
    inputs = make_inputs(folder / "many", count)
    early = max(count // 10, 1)
    flat = True
    for name in ("folder", "file"):
        watcher, begin = Watcher(early, count), time.perf_counter()
        with pool.processes(2, pool.Limits()) as workers:
            convert(inputs, folder / name, workers, watcher, lines=name == "file")
        seconds = time.perf_counter() - begin
        before, after = watcher.memory.values()
        flat = flat and after - before < GROWTH
        say(f"into one {name}: {count} files in {seconds:.0f} s, {count / seconds:.0f}/s;")
        say(f"    parent {before:.1f} MiB after {early}, {after:.1f} MiB after {count}")
    return flat


def speed_of_two_jobs(folder: Path, count: int, rounds: int) -> None:
    """The rate of one job and of two, in turn; the start of the processes counts."""
    inputs = make_inputs(folder / "some", count)
    best = {1: float("inf"), 2: float("inf")}
    for number in range(rounds):
        for jobs in best:
            begin = time.perf_counter()
            with pool.processes(jobs, pool.Limits()) as workers:
                convert(inputs, folder / f"jobs-{jobs}-{number}", workers, Watcher())
            best[jobs] = min(best[jobs], time.perf_counter() - begin)
    rates = {jobs: count / seconds for jobs, seconds in best.items()}
    say(f"one job {rates[1]:.1f}/s, two jobs {rates[2]:.1f}/s: {rates[2] / rates[1]:.2f} times, {os.cpu_count()} cores")


def outputs_agree(folder: Path) -> bool:
    """The samples in this process, in pools of one to three, in threads and in standard processes."""
    ways = {
        "in this process": inline_workers(),
        **{f"{jobs} jobs": pool.processes(jobs, pool.Limits()) for jobs in (1, 2, 3)},
        "threads": on(ThreadPoolExecutor(2)),
        "standard processes": on(ProcessPoolExecutor(2, mp_context=get_context("spawn"))),
    }
    found: dict[str, str] = {}
    for name, way in ways.items():
        with way as workers:
            for lines in (False, True):
                place = folder / f"{name} {lines}"
                convert(SAMPLES, place, workers, Watcher(), lines=lines)
                found[f"{name}, {'one file' if lines else 'folder'}"] = digest(place)
    for kind in ("folder", "one file"):
        digests = {value for name, value in found.items() if name.endswith(kind)}
        say(f"{kind}: {len(ways)} ways to run, {len(digests)} different output(s)")
    return len(set(found.values())) == 2


def convert(inputs: Path, place: Path, workers: work.Workers, watcher: Watcher, *, lines: bool = False) -> None:
    """One run into a new folder or file."""
    from kexie_extract.batch import sinks

    wanted = sources.Wanted(exclude=("scan.pdf", "*.doc", "*.toml", "*.py"))
    found = list(sources.find([str(inputs)], wanted))
    choices = run.Choices(Options())
    if lines:
        with sinks.file_sink(place, pretty=False) as sink:
            run.into_sink(found, sink, workers, choices, watcher)
    else:
        run.into_folder(sources.mirrored(found, ".json"), str(place), workers, choices, watcher)


@contextmanager
def inline_workers() -> Iterator[work.Workers]:
    yield work.inline


@contextmanager
def on(executor: Executor) -> Iterator[work.Workers]:
    """Any executor of the standard library."""
    with executor:
        yield pool.on_executor(executor)


def digest(place: Path) -> str:
    """Of a file, or of all results in a folder with their names."""
    found = [place] if place.is_file() else sorted(place.rglob("*.json"))
    total = hashlib.sha256()
    for path in found:
        total.update(str(path.relative_to(place)).encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def resident() -> float:
    """Resident memory of this process in MiB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
