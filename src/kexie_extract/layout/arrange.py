"""From what a loader read to blocks in reading order."""

from kexie_extract.layout import flow
from kexie_extract.layout.joins import join_tables
from kexie_extract.lexicon import Lexicon
from kexie_extract.model.blocks import Block, BlockKind, Cell, Layout, Table
from kexie_extract.model.options import Options
from kexie_extract.model.raw import RawDocument, RawParagraph, RawTable, Role

_KINDS: dict[Role, BlockKind] = {
    "caption": "caption",
    "furniture": "furniture",
    "header": "furniture",
    "footer": "furniture",
}


def arrange(raw: RawDocument, options: Options, lexicon: Lexicon) -> Layout:
    """Blocks in reading order: paragraphs whole again, furniture marked, tables over several pages joined.

    Args:
        raw: what the loader read; its notes come first in the layout's.
        options: `join_tables` decides whether table fragments become one.
        lexicon: rules for furniture, captions and joins.

    Returns:
        Blocks `b1`, `b2` … of kind paragraph, table, caption or furniture; titles and headings are for `segment`.
    """
    notes = list(raw.notes)
    if raw.pages:
        from kexie_extract.layout import paged

        elements = flow.mark(paged.elements(raw.pages, notes), lexicon)
    else:
        elements = flow.elements(raw.elements, notes, lexicon)
    blocks = [_table(element) if isinstance(element, RawTable) else _paragraph(element) for element in elements]
    _number(blocks)
    if options.join_tables and sum(block.table is not None for block in blocks) > 1:
        blocks = join_tables(blocks, notes, lexicon)
        _number(blocks)
    return Layout(blocks, notes)


def _paragraph(raw: RawParagraph) -> Block:
    """A paragraph's block."""
    return Block(
        id="",
        kind=_KINDS.get(raw.role, "paragraph"),
        text=raw.text,
        role=raw.role,
        style=raw.style,
        page=raw.origin.page,
        generated=raw.generated,
        origin=raw.origin,
    )


def _table(raw: RawTable) -> Block:
    """A table's block with its grid as read."""
    page = raw.origin.page
    table = Table(
        cells=[[Cell(cell.text, cell.merge, origin=cell.origin) for cell in row] for row in raw.rows],
        raw_rows=[[cell.text for cell in row] for row in raw.rows],
        header_rows=raw.header_rows,
        merges_known=raw.merges_known,
        pages=[page] if page is not None else [],
        rests=[raw.rest] if raw.rest is not None else [],
    )
    return Block(id="", kind="table", text=table.render(), page=page, origin=raw.origin, table=table)


def _number(blocks: list[Block]) -> None:
    """Give ids in order."""
    for number, block in enumerate(blocks, 1):
        block.id = f"b{number}"
