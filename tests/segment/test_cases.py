"""Whole documents of every kind, with the outline and the pieces of work that a careful clerk reads in them.

Each file of `cases/` says in its first line why it is there. After `=== FORMAT` comes the document, after `=== outline`
one line for each section and item in order:

    LEVEL NUMBER HEADING [run-in STATUS]
    * NUMBER | HEADING | first characters of the text | departments | supporting departments

with `-` for what is absent.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kexie_extract import Document, extract
from kexie_extract.model.records import Item, Section

from .making import word

CASES = sorted(Path(__file__).with_name("cases").glob("*.txt"))
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
    yield from (item_line(item) for item in document.items if item.section is None)
    for section in document.sections:
        yield section_line(section)
        yield from (item_line(item) for item in document.items if item.section == section.id)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_outline_and_items(path: Path, tmp_path: Path) -> None:
    reason, rest = path.read_text(encoding="utf-8").split("=== ", 1)
    assert reason.startswith("# ")
    form, rest = rest.split("\n", 1)
    text, expected = rest.split("=== outline\n")
    file = tmp_path / f"{path.stem}.{form}"
    file.write_bytes(word(text) if form == "docx" else text.encode())
    assert list(lines_of(extract(file))) == expected.splitlines()
