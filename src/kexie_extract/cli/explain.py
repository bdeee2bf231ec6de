"""`kexie-extract explain`."""

import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from kexie_extract.cli.common import complain, options_of, place_of, reading_options, write_stdout

if TYPE_CHECKING:
    from kexie_extract.model.outline import Decision, Part, Slice
    from kexie_extract.pipeline import Reading

_SHOWN = 40
"""Characters of a line that are shown."""
_WIDEST = 44
"""Characters to which a column is filled up; a longer cell moves the rest of its row."""


class _Row(NamedTuple):
    place: str
    block: str
    taken_for: str
    form: str
    rule: str
    text: str


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@reading_options
def explain(file: Path, **chosen: object) -> None:
    """Show line by line what each line of FILE was taken for, and which rule or veto decided.

    \b
    Columns: line or page, block, what the line was taken for, candidate numbering form, deciding rule,
    beginning of the line with the reason in brackets.
    Example:
      kexie-extract explain report.docx | grep veto
    """
    from kexie_extract.api import reading_of
    from kexie_extract.errors import KexieError

    try:
        reading = reading_of(file, options_of(chosen))
    except KexieError as error:
        complain(str(error))
        sys.exit(error.exit_code)
    rows = list(_rows(reading))
    widths = [min(_WIDEST, max((len(row[column]) for row in rows), default=0)) for column in range(5)]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        write_stdout(("  ".join([*cells, row.text]).rstrip() + "\n").encode())


def _rows(reading: "Reading") -> Iterator[_Row]:
    """One row for each line of each block, and one for each heading that a line holds besides."""
    decisions: dict[str, list[Decision]] = defaultdict(list)
    for decision in reading.outline.decisions:
        decisions[decision.block].append(decision)
    said: dict[str, list[tuple[Part, Slice]]] = defaultdict(list)
    for part, piece in reading.outline.slices:
        said[piece.block].append((part, piece))
    for block in reading.blocks:
        place = place_of(block)
        if block.kind in ("table", "caption", "furniture"):
            first = next(_lines(block.text), (0, 0))
            yield _Row(place, block.id, block.kind, "-", "-", _shown(block.text[first[0] : first[1]], ""))
            continue
        waiting = decisions[block.id]
        for start, end in _lines(block.text):
            own = [decision for decision in waiting if start <= decision.start < end]
            if not own or own[0].start > start:
                general = reading.outline.parts.get(block.id, "body")
                own_part = next((part for part, piece in said[block.id] if piece.start <= start < piece.end), general)
                yield _Row(place, block.id, own_part, "-", "-", _shown(block.text[start:end], ""))
            for decision in own:
                text = _shown(block.text[decision.start : end], decision.detail)
                yield _Row(place, block.id, decision.taken_for, _short(decision.form), decision.rule, text)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Where each line of a text begins and ends that is not blank, without white space at its edges."""
    position = 0
    for line in text.split("\n"):
        bare = line.strip()
        if bare:
            start = position + line.index(bare[0])
            yield start, start + len(bare)
        position += len(line) + 1


def _short(form: str | None) -> str:
    return form.removeprefix("numbering.form.") if form else "-"


def _shown(text: str, detail: str) -> str:
    text = " ".join(text.split())
    text = text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
    return f"{text}  ({detail})" if detail else text
