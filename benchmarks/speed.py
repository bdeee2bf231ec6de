"""How fast documents are read, as ratios in one run: times on shared machines waver, ratios hold.

    python benchmarks/speed.py                        the samples
    python benchmarks/speed.py report.docx tasks.pdf  other documents (docx, pdf, txt, md)
    python benchmarks/speed.py --only cold --rounds 9

What is measured, each against a peer that does less on the same input, and the aim:

    readers   a text PDF to blocks           pdfplumber extract_text on all pages                   0.15
              a table PDF to task rows       pdfplumber extract_tables on all pages                 0.25
              a docx to blocks               python-docx reading all paragraphs and cells           1.5
    text      text to records                jieba.cut, which gives words only                      1.7
              find_quantities, find_periods  jieba.cut
    linear    a text of 2 MB, per character  the same text at 20 KB                                 1.2
              one line of 20,000 sentences   one of 200
    cold      the command, a whole process   a bare interpreter of the same environment             6, with files 25

Each figure is the best of several rounds after one to warm up; ours and the peer's take turns. `cold` gives peak
memory too (aim: 120 MB). Byte code must be compiled and writable: PYTHONDONTWRITEBYTECODE is taken out of the
environment of the processes that are measured.
"""

import argparse
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from pathlib import Path

from kexie_extract import find_periods, find_quantities
from kexie_extract.layout.arrange import arrange
from kexie_extract.lexicon import load
from kexie_extract.loaders import registry
from kexie_extract.loaders.base import Input
from kexie_extract.model.blocks import Block
from kexie_extract.model.options import Options
from kexie_extract.pipeline import run
from kexie_extract.tables import tasks
from kexie_extract.text.numerals import format_han

SAMPLES = Path(__file__).parents[1] / "samples"
DEFAULT = ("report.docx", "tasks.docx", "report.pdf", "newspaper.pdf", "tasks.pdf", "report.txt", "plan-notice.txt")
SENTENCE = "全年举办科普讲座20场，参加人数达3000余人次。"
SMALL, LARGE = 20_000, 2_000_000
"""Bytes of the two texts whose cost per character is compared."""
_HEADING = re.compile(r"^[一二三四五六七八九十]+、", re.MULTILINE)
Work = Callable[[], object]


def main() -> None:
    """Run the groups that are asked for and print a line for each figure."""
    groups = {"readers": readers, "text": texts, "linear": linear, "cold": cold}
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", choices=sorted(groups))
    choices = parser.parse_args()
    paths = choices.files or [SAMPLES / name for name in DEFAULT]
    for name, group in groups.items():
        if choices.only in (None, name):
            for line in group(paths, choices.rounds):
                sys.stdout.write(f"{name:8} {line}\n")
                sys.stdout.flush()


def readers(paths: list[Path], rounds: int) -> Iterator[str]:
    """Files to blocks or task rows."""
    ours: Callable[[], object]
    for path in paths:
        source = Input(path.name, path.read_bytes())
        if path.suffix == ".docx":
            peer, name, aim, ours = partial(python_docx, source), "python-docx", 1.5, partial(blocks, source)
        elif path.suffix != ".pdf":
            continue
        elif any(block.table for block in blocks(source)):
            peer, name, aim, ours = partial(plumbed, source, True), "extract_tables", 0.25, partial(rows, source)
        else:
            peer, name, aim, ours = partial(plumbed, source, False), "extract_text", 0.15, partial(blocks, source)
        mine, theirs = in_turn(ours, peer, rounds)
        yield (
            f"{path.name}: {mine * 1e3:.1f} ms, {name} {theirs * 1e3:.1f} ms, ratio {mine / theirs:.2f} (aim {aim});"
            f" all records {best(partial(run, source, Options()), rounds) * 1e3:.1f} ms"
        )


def texts(paths: list[Path], rounds: int) -> Iterator[str]:
    """Text to records, and mentions in bare strings."""
    import jieba

    jieba.setLogLevel(60)
    jieba.initialize()
    for path in (path for path in paths if path.suffix in (".txt", ".md")):
        text = path.read_text(encoding="utf-8")
        text = repeated(text, max(1, SMALL // len(text.encode())))
        source = Input(path.name, text.encode())
        mine, theirs = in_turn(partial(run, source, Options()), partial(jieba.lcut, text), rounds)
        mentions = best(partial(found_in, text.splitlines()), rounds)
        size = len(source.data) / 1e6
        yield (
            f"{path.name}: records {size / mine:.2f} MB/s, {mine / theirs:.2f} of the time of jieba.cut"
            f" ({size / theirs:.2f} MB/s); quantities and periods alone {size / mentions:.2f} MB/s"
        )


def linear(paths: list[Path], rounds: int) -> Iterator[str]:
    """Cost per character of long texts against short ones."""
    for path in (path for path in paths if path.suffix in (".txt", ".md")):
        text = path.read_text(encoding="utf-8")
        size = len(text.encode())
        yield growth(path.name, repeated(text, max(1, SMALL // size)), repeated(text, LARGE // size), rounds)
    yield growth("one line", SENTENCE * 200, SENTENCE * 20_000, rounds)


def growth(name: str, small: str, large: str, rounds: int) -> str:
    """A line that compares the cost per character of two texts."""
    costs = [
        best(partial(run, Input("text.txt", text.encode()), Options()), rounds if text is small else 1) / len(text)
        for text in (small, large)
    ]
    return (
        f"{name}: {len(small):,} characters {costs[0] * 1e6:.2f} µs each, {len(large):,} characters"
        f" {costs[1] * 1e6:.2f} µs each, ratio {costs[1] / costs[0]:.2f} (aim 1.2)"
    )


def cold(paths: list[Path], rounds: int) -> Iterator[str]:
    """Whole processes as multiples of a bare interpreter, in processor time, with peak memory."""
    command = [sys.executable, "-m", "kexie_extract"]
    wanted = [[*command, "--version"], [*command, "--help"], *([*command, str(path)] for path in paths)]
    for arguments in wanted:
        process(arguments)  # leaves byte code
        pairs = [(process(arguments), process([sys.executable, "-c", "pass"])) for _ in range(rounds)]
        mine, bare = min(pair[0][0] for pair in pairs), min(pair[1][0] for pair in pairs)
        yield (
            f"{Path(arguments[-1]).name}: {mine * 1e3:.0f} ms, {mine / bare:.1f} times a bare interpreter"
            f" ({bare * 1e3:.0f} ms), peak {max(pair[0][1] for pair in pairs) / 1e6:.0f} MB"
        )


def blocks(source: Input) -> list[Block]:
    """A file to blocks."""
    lexicon = load()
    return arrange(registry.load(source, Options()), Options(), lexicon).blocks


def rows(source: Input) -> int:
    """A file to the rows of its task tables."""
    return len(tasks.read(blocks(source), load(), []))


def plumbed(source: Input, tables: bool) -> int:
    """What pdfplumber needs for the text, or for the tables, of all pages."""
    import pdfplumber

    with pdfplumber.open(BytesIO(source.data)) as document:
        return sum(len(page.extract_tables() if tables else page.extract_text()) for page in document.pages)


def python_docx(source: Input) -> int:
    """What python-docx needs for the text of all paragraphs and cells."""
    import docx

    document = docx.Document(BytesIO(source.data))
    cells = sum(len(cell.text) for table in document.tables for row in table.rows for cell in row.cells)
    return cells + sum(len(paragraph.text) for paragraph in document.paragraphs)


def found_in(lines: list[str]) -> int:
    """Mentions of quantities and periods in lines."""
    return sum(len(find_quantities(line)) + len(find_periods(line)) for line in lines)


def repeated(text: str, times: int) -> str:
    """The text again and again, its headings of the first level numbered on, so that the outline stays sound."""
    ordinals = iter(range(1, times * text.count("、") + 2))
    return "\n".join(_HEADING.sub(lambda _: f"{format_han(next(ordinals))}、", text) for _ in range(times))


def in_turn(ours: Work, peer: Work, rounds: int) -> tuple[float, float]:
    """Best seconds of two pieces of work that take turns, so that a busy moment strikes both."""
    ours(), peer()
    pairs = [(clocked(ours), clocked(peer)) for _ in range(rounds)]
    return min(pair[0] for pair in pairs), min(pair[1] for pair in pairs)


def best(work: Work, rounds: int) -> float:
    """Best seconds of a piece of work, after one round to warm up where there are several."""
    if rounds > 1:
        work()
    return min(clocked(work) for _ in range(rounds))


def clocked(work: Work) -> float:
    """Processor seconds of one round."""
    start = time.process_time()
    work()
    return time.process_time() - start


def process(arguments: list[str]) -> tuple[float, int]:
    """Processor seconds and peak bytes of a process."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    child = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{' '.join(arguments)} ended with status {child.returncode}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


if __name__ == "__main__":
    main()
