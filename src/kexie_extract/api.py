"""The library's verbs; `kexie_extract` exports them."""

from collections.abc import Iterable, Iterator
from concurrent.futures import Executor
from datetime import date
from os import PathLike
from pathlib import Path
from typing import BinaryIO

from kexie_extract import pipeline
from kexie_extract.batch import files
from kexie_extract.batch.spread import spread
from kexie_extract.grammar import periods, quantities
from kexie_extract.lexicon import default
from kexie_extract.loaders.base import Input
from kexie_extract.model.options import Options
from kexie_extract.model.records import Document, FoundQuantity, Period, TextSpan

Readable = str | PathLike[str] | bytes | BinaryIO


def extract(source: Readable, *, options: Options | None = None) -> Document:
    """All records of one document.

    Args:
        source: a path, the content itself, or an open binary stream (its `name`, if any, is used for messages
            and as a hint of the format).
        options: choices of the caller; the defaults suit a single office document.

    Returns:
        The validated document; the same bytes and options give the same records.

    Raises:
        InputError: the input cannot be used (missing, empty, encrypted, unknown format …).
        MissingDependencyError: a program or extra that its format needs is not installed.
        LexiconError: a file in `options.lexicons` is wrong.
    """
    return pipeline.run(_input(source), options or Options())


def extract_many(
    sources: Iterable[Readable], *, executor: Executor | None = None, options: Options | None = None
) -> Iterator[Document | Exception]:
    """Documents of many sources, in their order; a source that fails gives its error in place of a document.

    Args:
        sources: as for `extract`; read lazily, so that memory does not grow with their number.
        executor: any `concurrent.futures.Executor` (a process pool, Dask's `Client.get_executor()`); None works
            in this process.
        options: choices for all of them.
    """
    chosen = options or Options()
    return spread(_extract_or_error, ((_portable(source), chosen) for source in sources), executor)


def find_quantities(text: str) -> list[FoundQuantity]:
    """Counts, amounts, ratios and measured values in a bare string, in order.

    Args:
        text: any Chinese text; `span` offsets are code points into it.
    """
    return [
        FoundQuantity(
            text=found.text,
            value=found.value,
            max=found.max,
            unit=found.unit,
            comparator=found.comparator,
            object=found.object,
            per=found.per,
            span=TextSpan(start=found.start, end=found.end),
        )
        for found in quantities.find(text, default())
    ]


def find_periods(text: str, *, reference: date | None = None) -> list[Period]:
    """Every time expression in a bare string, in order.

    Args:
        text: any Chinese text; `span` offsets are code points into it.
        reference: the day that 今年, 本月 and months without a year are counted from; without it such
            expressions have no `start` and `end`.
    """
    return [
        Period(
            text=found.text,
            start=found.first.isoformat() if found.first else None,
            end=found.last.isoformat() if found.last else None,
            relation=found.relation,
            recurrence=found.recurrence,
            span=TextSpan(start=found.start, end=found.end),
        )
        for found in periods.find(text, reference, default())
    ]


def _input(source: Readable) -> Input:
    if isinstance(source, bytes):
        return Input("-", source)
    if isinstance(source, str | PathLike):
        return _from_path(source)
    name = getattr(source, "name", "-")
    return Input(Path(name).name if isinstance(name, str) else "-", source.read())


def _from_path(place: str | PathLike[str]) -> Input:
    return Input(files.base_name(str(place)), files.read(str(place)))


def _portable(source: Readable) -> str | Input:
    """A source that another process can open: streams and bytes are read here."""
    return str(source) if isinstance(source, str | PathLike) else _input(source)


def _extract_or_error(task: tuple[str | Input, Options]) -> Document | Exception:
    source, options = task
    try:
        return pipeline.run(_input(source) if isinstance(source, str) else source, options)
    except Exception as error:  # one bad source must not end the others
        return error


def reading_of(path: Path, options: Options) -> pipeline.Reading:
    """Blocks and outline of a file with the decisions behind them, for `explain` and `check`.

    Raises:
        KexieError: as for `extract`.
    """
    return pipeline.read(_from_path(path), options)
