"""The document as passages: what every search for records reads, in document order."""

from collections import defaultdict
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
_PROSE: frozenset[Part] = frozenset({"lead", "closing", "body", "footnote"})
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
        *_outside_sections(blocks, outline, status, _status_outside(sections, kind)),
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


def _of_sections(outline: Outline, blocks: dict[str, Block], status: dict[str, Status | None]) -> Iterator[Passage]:
    for section in outline.sections:
        if section.heading is not None:
            where: Where = "run_in" if section.run_in else "heading"
            heading = _heading_slice(section, blocks)
            if heading.start < heading.end:  # the number alone on its line has its heading in the next block
                yield _passage(heading, blocks, where, section.id, status.get(section.id))
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


def _outside_sections(
    blocks: list[Block], outline: Outline, by_section: dict[str, Status | None], status: Status | None
) -> Iterator[Passage]:
    """What no section covers: the parts around the body, lead-ins, closings, and further lines of headings."""
    covered: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for section in outline.sections:
        for name, start, end in (section.span, *section.body):
            covered[name].append((start, end))
    said: dict[str, list[tuple[Part, Slice]]] = defaultdict(list)
    for part, piece in outline.slices:
        said[piece.block].append((part, piece))
    for block in blocks:
        if block.kind in ("table", "furniture", "caption"):
            continue
        general = outline.parts.get(block.id, "body")
        for gap in _gaps(len(block.text), covered[block.id]):
            for part, start, end in _by_part(gap, said[block.id], general):
                text = block.text[start:end]
                if part in _SILENT or not any(map(str.isalnum, text)):
                    continue
                where = Slice(block.id, start, end)
                if block.kind == "heading" and part == "body":
                    own = by_section.get(block.section or "")
                    yield Passage(where, text, "heading", block.section, own)
                else:
                    yield Passage(where, text, _where(part), status=None if part == "footnote" else status)


def _where(part: Part) -> Where:
    return "title" if part in _TITLES else "lead" if part in _PROSE else "note"


def _gaps(length: int, covered: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The stretches of a text that none of these ranges covers."""
    position = 0
    for start, end in sorted(covered):
        if start > position:
            yield position, start
        position = max(position, end)
    if position < length:
        yield position, length


def _by_part(gap: tuple[int, int], said: list[tuple[Part, Slice]], general: Part) -> Iterator[tuple[Part, int, int]]:
    """A stretch cut where its lines are different parts; `general` is what the whole block is."""
    position, end = gap
    for part, (_, first, last) in sorted(said, key=lambda entry: entry[1].start):
        first, last = max(first, position), min(last, end)
        if first >= last:
            continue
        if first > position:
            yield general, position, first
        yield part, first, last
        position = last
    if position < end:
        yield general, position, end


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


def _passage(where: Slice, blocks: dict[str, Block], kind: Where, section: str, status: Status | None) -> Passage:
    return Passage(where, blocks[where.block].text[where.start : where.end], kind, section, status)
