"""A document as Markdown: headings, paragraphs, and its tables as they were repaired."""

import re

from kexie_extract.model.records import Block, Document
from kexie_extract.text.patterns import compiled

_LEADING = compiled(r"^(\s*)([#>+*=-]|[0-9]{1,9}[.)])", re.MULTILINE)
_MARKS = compiled(r"([\\`*_\[\]<>|~])")


def to_markdown(document: Document) -> str:
    """The document's text in reading order, without page furniture; tables are the repaired ones.

    A merged cell's words stand in each row that it covers; a full-width row's stand once. GitHub Flavored Markdown.
    """
    levels = {section.span.block: section.level for section in document.sections}
    parts = [text for block in document.blocks if (text := _block(block, levels.get(block.id)))]
    return "\n\n".join(parts) + "\n" if parts else ""


def _block(block: Block, level: int | None) -> str:
    """One block; empty for furniture and blank blocks."""
    if block.kind == "furniture":
        return ""
    if block.kind == "table":
        return table_to_markdown(block.rows or [])
    text = _escaped(block.text.strip())
    if block.kind == "title":
        return f"# {_one_line(text)}" if text else ""
    if block.kind == "heading" and text:
        return f"{'#' * min((level or 1) + 1, 6)} {_one_line(text)}"
    return _LEADING.sub(_guarded, text).replace("\n", "  \n")


def _guarded(found: re.Match[str]) -> str:
    """A line's beginning so that it starts no list, heading or quotation."""
    mark = found[2]
    return f"{found[1]}{mark[:-1]}\\{mark[-1]}"


def _escaped(text: str) -> str:
    return _MARKS.sub(r"\\\1", text)


def _one_line(text: str) -> str:
    return " ".join(text.split("\n"))


def table_to_markdown(rows: list[list[str]]) -> str:
    """A grid as a pipe table; title rows over the full width stand above it.

    Args:
        rows: a rectangular grid, merged cells filled.
    """
    start = 0
    titles = []
    while start < len(rows) - 1 and len(rows[start]) > 1 and _is_full_width(rows[start]):
        titles.append(f"**{_one_line(_escaped(rows[start][0].strip()))}**")
        start += 1
    body = [_row(row) for row in rows[start:]]
    if not body or not rows[start]:
        return "\n\n".join(titles)
    rule = "|" + " --- |" * len(rows[start])
    return "\n\n".join([*titles, "\n".join([body[0], rule, *body[1:]])])


def _is_full_width(row: list[str]) -> bool:
    """Whether all positions have the same words: one cell merged over the row."""
    return bool(row[0].strip()) and len(set(row)) == 1


def _row(row: list[str]) -> str:
    cells = [row[0], *([""] * (len(row) - 1))] if len(row) > 2 and _is_full_width(row) else row
    return "| " + " | ".join(_escaped(cell.strip()).replace("\n", "<br>") for cell in cells) + " |"
