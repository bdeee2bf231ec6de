"""An outline with its items as lines, as files of expected outlines have them."""

from collections.abc import Iterator

from kexie_extract import Document
from kexie_extract.model.records import Item, Section

SHOWN = 8
"""Characters of an item's text in the expected lines."""


def section_line(section: Section) -> str:
    flags = f"{'run-in ' if section.run_in else ''}{section.status or 'null'}"
    return f"{section.level} {section.number or '-'} {section.heading or '-'} [{flags}]"


def item_line(item: Item) -> str:
    cells = [item.number or "-", item.heading or "-", item.text[:SHOWN].strip().replace("\n", "/")]
    if item.departments or item.supporting_departments:
        cells.append("、".join(item.departments))
    if item.supporting_departments:
        cells.append("、".join(item.supporting_departments))
    return "* " + " | ".join(cells)


def lines_of(document: Document) -> Iterator[str]:
    """Items before the first section, then each section with its own."""
    yield from (item_line(item) for item in document.items if item.section is None)
    for section in document.sections:
        yield section_line(section)
        yield from (item_line(item) for item in document.items if item.section == section.id)
