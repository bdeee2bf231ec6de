"""Mutated inputs through the loaders, the pipeline and the text functions; nothing may escape but a KexieError.

    python benchmarks/fuzz.py --inputs 200000 --seed 1 [--documents 0.1] [--only docx] [--seconds 20] [--memory 2048]
    python benchmarks/fuzz.py --seed 1 --number 1234 [--save bad.docx]      one of them again, with its traceback

Input number n of seed s is always the same. Each runs in a worker process under a time and a memory limit. Reported
are: an exception that is no KexieError, a record that does not quote its source, a run over a limit, and a dead
worker. Exit 1 if there is any.
"""

import argparse
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import Any

import mutations

CHUNK = 50
"""Inputs between two reports of a worker."""
FILES = {
    "txt": ("report.txt", "plan-notice.txt", "opinion.gb18030.txt"),
    "md": ("newspaper.md", "tasks.md"),
    "html": ("measures.html",),
    "csv": ("tasks.csv",),
    "docx": ("report.docx", "plan-notice.docx", "tasks.docx", "newspaper.docx"),
    "xlsx": ("tasks.xlsx",),
    "ofd": ("opinion.ofd",),
    "pdf": ("newspaper.pdf", "plan-notice.pdf", "report.pdf", "tasks.pdf"),
    "zip": ("several.zip",),
    "doc": ("plan-notice.doc",),
}
WEIGHTS = {"txt": 6, "md": 6, "html": 7, "csv": 3, "docx": 6, "xlsx": 5, "ofd": 4, "pdf": 6, "zip": 1, "doc": 1}
TEXT_FUNCTIONS = ("find_quantities", "find_periods", "parse_numeral")


@dataclass(frozen=True, slots=True)
class Plan:
    """What is drawn.

    Attributes:
        seed: decides every input together with its number.
        documents: share of whole documents; the others are strings for the text functions.
        only: one format or text function; None for all.
        seconds: limit of one input.
        megabytes: address space of the worker.
    """

    seed: int
    documents: float
    only: str | None
    seconds: float
    megabytes: int


@dataclass(slots=True)
class Tally:
    """What came of some inputs.

    Attributes:
        run: inputs by target.
        refused: those that ended in a KexieError.
        slowest: seconds and number of the slowest input.
        findings: number and description of each defect.
    """

    run: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    slowest: tuple[float, int] = (0.0, -1)
    findings: list[tuple[int, str]] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        """Take in the tally of a chunk."""
        self.run += other.run
        self.refused += other.refused
        self.slowest = max(self.slowest, other.slowest)
        self.findings += other.findings


def main() -> int:
    arguments = _arguments()
    plan = Plan(arguments.seed, arguments.documents, arguments.only, arguments.seconds, arguments.memory)
    if arguments.number is not None:
        return _again(plan, arguments.number, arguments.save)
    begin, told, tally = time.monotonic(), 0, Tally()
    for chunk in _chunks(plan, arguments.first, arguments.inputs):
        tally.add(chunk)
        for number, finding in chunk.findings:
            sys.stderr.write(f"--seed {plan.seed} --number {number}: {finding}\n")
        if (done := tally.run.total()) - told >= 5000:
            told = done
            sys.stderr.write(f"{done} inputs, {done / (time.monotonic() - begin):.0f}/s, {len(tally.findings)} found\n")
    _report(tally, time.monotonic() - begin)
    return 1 if tally.findings else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", type=int, default=2000)
    parser.add_argument("--first", type=int, default=0, help="number of the first input")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--documents", type=float, default=0.1, help="share of whole documents")
    parser.add_argument("--only", choices=[*FILES, *TEXT_FUNCTIONS])
    parser.add_argument("--seconds", type=float, default=10.0, help="limit of one input")
    parser.add_argument("--memory", type=int, default=2048, help="MiB of the worker")
    parser.add_argument("--number", type=int, help="run this input alone, in this process")
    parser.add_argument("--save", type=Path, help="with --number: write the input there")
    return parser.parse_args()


def _report(tally: Tally, seconds: float) -> None:
    """One row a target, then the sum."""
    rows = [
        f"{name:<16} {count:>8} inputs {tally.refused[name]:>8} refused" for name, count in sorted(tally.run.items())
    ]
    slow, number = tally.slowest
    rows.append(f"{tally.run.total()} inputs in {seconds:.0f} s; slowest {slow:.2f} s (number {number})")
    rows.append(f"{len(tally.findings)} defects or runs over a limit")
    sys.stdout.write("\n".join(rows) + "\n")


def _chunks(plan: Plan, first: int, count: int) -> Iterator[Tally]:
    """The tallies of all inputs; a chunk that kills its worker or hangs is run again one by one."""
    import pebble

    context = get_context("forkserver")
    context.set_forkserver_preload(["kexie_extract.pipeline"])
    with pebble.ProcessPool(1, max_tasks=40, initializer=_limit, initargs=(plan.megabytes,), context=context) as pool:
        for start in range(first, first + count, CHUNK):
            numbers = range(start, min(start + CHUNK, first + count))
            future = pool.schedule(try_all, args=(plan, numbers), timeout=plan.seconds + CHUNK * 0.5)
            tally = _outcome(future)
            if isinstance(tally, Tally):
                yield tally
                continue
            for number in numbers:
                alone = _outcome(
                    pool.schedule(try_all, args=(plan, range(number, number + 1)), timeout=plan.seconds + 5)
                )
                yield alone if isinstance(alone, Tally) else Tally(findings=[(number, alone)])


def _outcome(future: "Future[Tally]") -> Tally | str:
    """The tally, or how the worker was lost."""
    import pebble

    try:
        return future.result()
    except (TimeoutError, FutureTimeout):
        return "took too long, and was ended"
    except pebble.ProcessExpired as error:
        return f"the worker died: {error}"
    except (Exception, Slow) as error:
        return f"{type(error).__name__} outside of the input's own run"


class Slow(BaseException):
    """An input that was over its time; no `except Exception` on the way takes it."""


def _limit(megabytes: int) -> None:
    import resource

    def ring(number: int, frame: object) -> None:
        raise Slow

    signal.signal(signal.SIGALRM, ring)
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * 2**20, megabytes * 2**20))


def try_all(plan: Plan, numbers: range) -> Tally:
    """Run some inputs; called in a worker."""
    from kexie_extract import KexieError

    tally = Tally()
    for number in numbers:
        target, content = drawn(plan, number)
        begin = time.perf_counter()
        tally.run[target] += 1
        signal.setitimer(signal.ITIMER_REAL, plan.seconds)
        try:
            RUNNERS[target](target, content)
        except KexieError:
            tally.refused[target] += 1
        except (Exception, Slow) as error:  # what the fuzzer is for
            tally.findings.append((number, f"{target}: {_brief(error)}"))
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        tally.slowest = max(tally.slowest, (time.perf_counter() - begin, number))
    return tally


def drawn(plan: Plan, number: int) -> tuple[str, bytes]:
    """Target and content of an input; strings are UTF-8, with surrogates passed."""
    chance = Random(f"{plan.seed}:{number}")
    target = plan.only or _target(plan, chance)
    if target in TEXT_FUNCTIONS:
        return target, mutations.text(chance, _texts()).encode("utf-8", "surrogatepass")
    seed = chance.choice(_seeds()[target])
    return target, mutations.MUTATIONS[target](seed, chance)


def _target(plan: Plan, chance: Random) -> str:
    if chance.random() < plan.documents:
        return chance.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
    return chance.choices(TEXT_FUNCTIONS, (4, 4, 2))[0]


@lru_cache(maxsize=1)
def _seeds() -> dict[str, list[bytes]]:
    """The samples that are mutated, two of them made here."""
    made = {"tasks.csv": _csv(), "several.zip": _zip()}
    return {
        name: [made[file] if file in made else (mutations.SAMPLES / file).read_bytes() for file in files]
        for name, files in FILES.items()
    }


@lru_cache(maxsize=1)
def _texts() -> list[str]:
    return [
        (mutations.SAMPLES / name).read_text(encoding="utf-8") for name in ("report.txt", "plan-notice.txt", "tasks.md")
    ]


def _csv() -> bytes:
    """The task table of the Markdown sample with commas."""
    lines = (mutations.SAMPLES / "tasks.md").read_text(encoding="utf-8").splitlines()
    rows = [line.strip("| ").split(" | ") for line in lines if line.startswith("| ")]
    return "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows).encode()


def _zip() -> bytes:
    """An archive of three small documents."""
    names = ("newspaper.md", "opinion.gb18030.txt", "measures.html")
    packed: bytes = mutations.packed([(name, (mutations.SAMPLES / name).read_bytes()) for name in names])
    return packed


def _run_document(target: str, content: bytes) -> None:
    """The whole way, then every span against the text that it quotes."""
    from kexie_extract import Options, pipeline
    from kexie_extract.loaders.base import Input

    document = pipeline.run(Input(f"mutated.{target}", content), Options(ocr="never", year=2020))
    texts = {block.id: block.text for block in document.blocks}
    for item in document.items:
        assert 0 <= item.span.start <= item.span.end <= len(texts[item.span.block]), f"{item.id} is not in its block"
    quoting: list[Any] = [*document.quantities, *document.milestones, *document.entities]
    for record in quoting:
        span = record.span
        assert texts[span.block][span.start : span.end] == record.text, f"{record.id} does not quote its block"
    document.model_dump_json()


def _run_archive(target: str, content: bytes) -> None:
    from kexie_extract.loaders.archive import contents
    from kexie_extract.loaders.base import Input

    for source in contents(Input("mutated.zip", content)).inputs:
        assert not source.name.startswith("/"), source.name
        assert ".." not in Path(source.name).parts, source.name


def _run_binary(target: str, content: bytes) -> None:
    """What is read of a binary Word file before another program converts it; the program itself is not fuzzed."""
    from kexie_extract.loaders import office, ole
    from kexie_extract.loaders.base import Input
    from kexie_extract.loaders.sniff import sniff

    source = Input("mutated.doc", content)
    ole.streams(content)
    office.LOADER.accepts(source)
    sniff(source)


def _run_text(target: str, content: bytes) -> None:
    """A text function, and its spans."""
    import kexie_extract

    text = content.decode("utf-8", "surrogatepass")
    match target:
        case "find_quantities":
            for quantity in kexie_extract.find_quantities(text):
                assert text[quantity.span.start : quantity.span.end] == quantity.text, quantity
        case "find_periods":
            for period in kexie_extract.find_periods(text, reference=date(2020, 2, 29)):
                assert text[period.span.start : period.span.end] == period.text, period
            kexie_extract.find_periods(text)
        case _:
            kexie_extract.parse_numeral(text)
            for piece in text[:200].split():
                kexie_extract.parse_numeral(piece)


RUNNERS: dict[str, Callable[[str, bytes], None]] = {
    **dict.fromkeys(FILES, _run_document),
    **dict.fromkeys(TEXT_FUNCTIONS, _run_text),
    "zip": _run_archive,
    "doc": _run_binary,
}


def _brief(error: BaseException) -> str:
    """Type, message and the last place of ours that an error went through."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "kexie_extract" in frame.filename]
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "-"
    return f"{type(error).__name__} at {place}: {' '.join(str(error).split())[:200]}"


def _again(plan: Plan, number: int, save: Path | None) -> int:
    """One input in this process: its traceback if it has one, and its time."""
    target, content = drawn(plan, number)
    if save:
        save.write_bytes(content)
    begin = time.perf_counter()
    try:
        RUNNERS[target](target, content)
    except Exception:
        traceback.print_exc()
    sys.stdout.write(f"{target}, {len(content)} bytes, {time.perf_counter() - begin:.2f} s\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
