"""The way of a document, on one page:

bytes → loaders → RawDocument → layout → blocks → tables → tasks ┐
                                            └── segment → outline ┴→ extract → records → Document
"""

import hashlib
from typing import NamedTuple

from kexie_extract.extraction import (
    clock,
    entities,
    items,
    kind,
    links,
    metadata,
    milestones,
    passages,
    quantities,
    sections,
)
from kexie_extract.layout.arrange import arrange
from kexie_extract.lexicon import load
from kexie_extract.loaders import registry
from kexie_extract.loaders.base import Input
from kexie_extract.model import records
from kexie_extract.model.blocks import Block
from kexie_extract.model.diagnostics import Note
from kexie_extract.model.options import Options
from kexie_extract.model.outline import Outline
from kexie_extract.model.tasks import TaskRow
from kexie_extract.segment.outline import segment
from kexie_extract.tables import tasks as task_tables


class Reading(NamedTuple):
    """A document as its reader sees it, before records are drawn from it.

    Attributes:
        source: the input file.
        blocks: all its text in reading order.
        tasks: rows of its task tables.
        outline: its parts and sections, with the decisions that led there.
        notes: what the stages repaired, guessed or lost.
    """

    source: records.Source
    blocks: list[Block]
    tasks: list[TaskRow]
    outline: Outline
    notes: list[Note]


def read(source: Input, options: Options) -> Reading:
    """From bytes to blocks, tables and outline.

    Raises:
        KexieError: the input cannot be read; see `errors`.
    """
    lexicon = load(options.lexicons, options.segmenter)
    raw = registry.load(source, options)
    layout = arrange(raw, options, lexicon)
    notes = list(layout.notes)
    tasks = task_tables.read(layout.blocks, lexicon, notes)
    outline = segment(layout.blocks, lexicon)
    origin = records.Source(
        name=source.name,
        format=raw.format,
        sha256=hashlib.sha256(source.data).hexdigest(),
        bytes=len(source.data),
        encoding=raw.encoding,
        pages=raw.page_count,
    )
    return Reading(origin, layout.blocks, tasks, outline, [*notes, *outline.notes])


def draw(reading: Reading, options: Options) -> records.Document:
    """From blocks, tables and outline to validated records."""
    lexicon = load(options.lexicons, options.segmenter)
    blocks, outline, tasks = reading.blocks, reading.outline, reading.tasks
    notes = list(reading.notes)
    document_kind, reasons = kind.judge(blocks, outline, tasks, lexicon)
    about, findings = metadata.read(blocks, outline, document_kind, tasks, options, reading.source.name, lexicon)
    notes += [*reasons, *findings]
    page = metadata.published(blocks, outline, lexicon)
    calendar = clock.Clock(blocks, outline, tasks, about, options, reading.source.name, page)
    tree = sections.records(outline, document_kind, about, calendar, blocks, lexicon)
    text = passages.read(blocks, outline, tree, tasks, document_kind)
    counted = quantities.read(text, lexicon)
    bound = milestones.read(text, tasks, calendar, lexicon, notes)
    named = entities.read(text, lexicon)
    unplaced = sections.general_status(document_kind, about, lexicon)
    pieces = items.read(blocks, outline, tree, lexicon, unplaced)
    linked = links.link(pieces, tasks, tree, counted, bound, named)
    return records.Document(
        source=reading.source,
        kind=document_kind,
        metadata=about,
        blocks=[_block(block) for block in blocks],
        sections=tree,
        items=linked.items,
        tasks=linked.tasks,
        quantities=counted,
        milestones=linked.milestones,
        entities=named,
        diagnostics=[_diagnostic(note) for note in notes],
    )


def run(source: Input, options: Options) -> records.Document:
    """The whole way.

    Raises:
        KexieError: the input cannot be read; see `errors`.
    """
    return draw(read(source, options), options)


def _block(block: Block) -> dict[str, object]:
    """The fields of a block's record; records that no stage asks for are made and validated with the document."""
    table = block.table
    return {
        "id": block.id,
        "kind": block.kind,
        "text": block.text,
        "page": block.page,
        "section": block.section,
        "generated": block.generated,
        "rows": table.filled() if table else None,
        "raw_rows": table.raw_rows if table else None,
        "provenance": block.origin._asdict(),
    }


def _diagnostic(note: Note) -> dict[str, object]:
    """The fields of a diagnostic."""
    where = f"page {note.page}: " if note.page and not note.block else ""
    return {"code": note.code, "severity": note.severity, "message": where + note.message, "block": note.block}
