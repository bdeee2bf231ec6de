"""PDF to paragraphs and tables, against pdfplumber on the same file in the same run.

    python benchmarks/pdf_speed.py report.pdf tasks.pdf

Prints for each file the median milliseconds of both and their ratio. Times on shared machines waver; ratios hold.
The aims: 0.15 of pdfplumber's text extraction for running text, 0.25 of its `extract_tables` for tables.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path

import pdfplumber

from kexie_extract.layout.paged import elements
from kexie_extract.loaders.base import Input
from kexie_extract.loaders.pdf import LOADER
from kexie_extract.model.options import Options
from kexie_extract.model.raw import RawElement, RawTable


def ours(source: Input) -> list[RawElement]:
    """Read and lay out."""
    return elements(LOADER.load(source, Options()).pages, [])


def peer(source: Input, tables: bool) -> int:
    """What pdfplumber needs for the text, or for the tables, of all pages."""
    with pdfplumber.open(BytesIO(source.data)) as document:
        return sum(len(page.extract_tables() if tables else page.extract_text()) for page in document.pages)


def milliseconds(work: Callable[[], object], rounds: int) -> float:
    """Median time of a piece of work, after one round to warm up."""
    work()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return 1000 * statistics.median(times)


def main() -> None:
    """Measure each file, the two readers in turn."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--rounds", type=int, default=7)
    choices = parser.parse_args()
    for path in choices.files:
        source = Input(path.name, path.read_bytes())
        found = ours(source)
        tables = [element for element in found if isinstance(element, RawTable)]
        mine = milliseconds(partial(ours, source), choices.rounds)
        theirs = milliseconds(partial(peer, source, bool(tables)), max(1, choices.rounds // 2))
        rows = sum(len(table.rows) for table in tables)
        what = f"{rows} rows, extract_tables" if tables else f"{len(found)} paragraphs, extract_text"
        sys.stdout.write(f"{path.name}: {mine:.1f} ms, {what} {theirs:.1f} ms, ratio {mine / theirs:.3f}\n")


if __name__ == "__main__":
    main()
