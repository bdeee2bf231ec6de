"""The document as passages: what every search for records reads, in document order."""

from collections.abc import Iterator
from typing import Literal

from kexie_extract.model.blocks import Block
from kexie_extract.model.outline import Outline, Part, Section, Slice
from kexie_extract.model.passages import Passage, Where
from kexie_extract.model.records import Kind
from kexie_extract.model.records import Section as SectionRecord
from kexie_extract.model.tasks import TaskRow

Status = Literal["done", "planned"]
_TITLES: frozenset[Part] = frozenset({"title", "subtitle"})
_PROSE: frozenset[Part] = frozenset({"lead", "closing", "body"})
_SILENT: frozenset[Part] = frozenset({"furniture"})


def read(
    blocks: list[Block], outline: Outline, sections: list[SectionRecord], tasks: list[TaskRow], kind: Kind
) -> list[Passage]:
    """All searchable stretches of a document in order; furniture has none."""
    order = {block.id: index for index, block in enumerate(blocks)}
    by_id = {block.id: block for block in blocks}
    status = {section.id: section.status for section in sections}
    passages = [
        *_of_sections(outline, by_id, status),
        *_outside_sections(blocks, outline, _status_outside(sections, kind)),
        *_of_tables(blocks, tasks),
    ]
    return sorted(passages, key=lambda passage: (order[passage.slice.block], passage.slice.start))


def _status_outside(sections: list[SectionRecord], kind: Kind) -> Status | None:
    """The status of body text before the first section: that of all sections where they agree."""
    statuses = {section.status for section in sections}
    if len(statuses) == 1:
        return statuses.pop()
    if statuses:
        return None
    by_kind: dict[Kind, Status] = {"work_report": "done", "work_plan": "planned", "notice": "planned"}
    return by_kind.get(kind)


def _of_sections(
    outline: Outline, blocks: dict[str, Block], status: dict[str, Status | None]
) -> Iterator[Passage]:
    for section in outline.sections:
        if section.heading is not None:
            where: Where = "run_in" if section.run_in else "heading"
            yield _passage(_heading_slice(section, blocks), blocks, where, section.id, status.get(section.id))
        for piece in section.body:
            where = "lead" if section.children else "body"
            yield _passage(piece, blocks, where, section.id, status.get(section.id))


def _heading_slice(section: Section, blocks: dict[str, Block]) -> Slice:
    """The heading's words without the number."""
    block, start, end = section.span
    number = section.number or ""
    if blocks[block].text.startswith(number, start):
        start += len(number)
    return Slice(block, start, end)


def _outside_sections(blocks: list[Block], outline: Outline, status: Status | None) -> Iterator[Passage]:
    """Blocks that no section covers; those inside a section have come with it."""
    covered = {piece.block for section in outline.sections for piece in (section.span, *section.body)}
    for block in blocks:
        part = outline.parts.get(block.id, "body")
        if block.id in covered or block.kind in ("table", "furniture", "caption") or part in _SILENT:
            continue
        where: Where = "title" if part in _TITLES else "lead" if part in _PROSE else "note"
        yield Passage(Slice(block.id, 0, len(block.text)), block.text, where, status=status)


def _of_tables(blocks: list[Block], tasks: list[TaskRow]) -> Iterator[Passage]:
    rows = {(task.table, task.row): index for index, task in enumerate(tasks)}
    columns = {
        (task.table, value.slice.start): column
        for task in tasks
        for column, value in task.values.items()
        if value.slice and value.own
    }
    for block in blocks:
        for number, cells in enumerate(block.table.cells if block.table else ()):
            for cell in cells:
                if cell.text.strip() and not cell.merge:
                    where = Slice(block.id, cell.start, cell.end)
                    row = rows.get((block.id, number))
                    column = columns.get((block.id, cell.start)) if row is not None else None
                    yield Passage(where, cell.text, "cell", None, "planned", row, column)


def _passage(
    where: Slice, blocks: dict[str, Block], kind: Where, section: str, status: Status | None
) -> Passage:
    return Passage(where, blocks[where.block].text[where.start : where.end], kind, section, status)
