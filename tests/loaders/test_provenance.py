"""Every block and cell says where in the file it stands, and the file has it there."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from kexie_extract import Document, extract
from kexie_extract.layout.arrange import arrange
from kexie_extract.lexicon import default
from kexie_extract.loaders.base import Input
from kexie_extract.loaders.registry import load
from kexie_extract.model.options import Options
from kexie_extract.model.raw import Origin

PAGED = ("report.pdf", "tasks.pdf", "newspaper.pdf", "opinion.ofd")
ADDRESSED = [
    ("report.txt", r"line \d+"),
    ("opinion.gb18030.txt", r"line \d+"),
    ("tasks.md", r"line \d+"),
    ("report.docx", r"body/.*p\[\d+\]|(?:header|footer)\S*"),
    ("tasks.docx", r"body/(?:p|tbl)\[\d+\].*|(?:header|footer)\S*"),
    ("measures.html", r"\w+(?:/\w+\[\d+\])*"),
]
CELLS = [
    ("tasks.docx", r"body/tbl\[\d+\]/tr\[\d+\]/tc\[\d+\]"),
    ("tasks.xlsx", r".+![A-Z]{1,3}\d+"),
    ("tasks.md", r"line \d+ cell \d+"),
]


def cells(path: Path) -> list[tuple[str, Origin]]:
    """The filled cells of a document's tables as layout made them, and where each stands."""
    layout = arrange(load(Input(path.name, path.read_bytes()), Options()), Options(), default())
    grids = [block.table for block in layout.blocks if block.table]
    found = [(cell.text, cell.origin) for grid in grids for row in grid.cells for cell in row if cell.text]
    assert found
    return found


def check_boxes(document: Document) -> None:
    """Each block lies on a page of the document, below the blocks before it on none that is no page."""
    for block in document.blocks:
        place = block.provenance
        assert place.page == block.page
        assert place.page is not None
        assert 1 <= place.page <= (document.source.pages or 0)
        assert place.box is not None
        x0, top, x1, bottom = place.box
        assert 0 <= x0 < x1 <= 1200
        assert 0 <= top < bottom <= 1200


@pytest.mark.parametrize("name", PAGED)
def test_pages_and_boxes(samples: Path, name: str) -> None:
    check_boxes(extract(samples / name))


@pytest.mark.extra
def test_pages_and_boxes_of_a_scan(samples: Path, needs: Callable[[str], None]) -> None:
    needs("rapidocr")
    check_boxes(extract(samples / "scan.pdf"))


@pytest.mark.parametrize(("name", "form"), ADDRESSED)
def test_addresses(samples: Path, name: str, form: str) -> None:
    paths = [block.provenance.path or "" for block in extract(samples / name).blocks]
    assert [path for path in paths if not re.fullmatch(form, path)] == []


@pytest.mark.parametrize(("name", "form"), CELLS)
def test_cells_have_addresses_of_their_own(samples: Path, name: str, form: str) -> None:
    paths = [origin.path or "" for _, origin in cells(samples / name)]
    assert [path for path in paths if not re.fullmatch(form, path)] == []
    assert len(set(paths)) == len(paths)


def test_cells_of_a_page_have_boxes(samples: Path) -> None:
    assert all(origin.page and origin.box for _, origin in cells(samples / "tasks.pdf"))


def test_sheet_addresses_hold_the_words(samples: Path) -> None:
    """What stands at the address in the file is the cell's text."""
    from openpyxl import load_workbook

    book = load_workbook(samples / "tasks.xlsx")
    for text, origin in cells(samples / "tasks.xlsx"):
        sheet, _, address = (origin.path or "").rpartition("!")
        assert str(book[sheet][address].value).strip() == text


def test_word_addresses_hold_the_words(samples: Path) -> None:
    """The n-th paragraph of the body is the block's text."""
    from docx import Document as WordFile

    paragraphs = WordFile(str(samples / "newspaper.docx")).element.body.findall("{*}p")
    for block in extract(samples / "newspaper.docx").blocks:
        if found := re.fullmatch(r"body/p\[(\d+)\]", block.provenance.path or ""):
            words = "".join(text.text or "" for text in paragraphs[int(found[1]) - 1].findall("{*}r/{*}t"))
            assert "".join(words.split()) in "".join(block.text.split())


def test_lines_hold_the_words(samples: Path) -> None:
    """The n-th line of the file begins the block's text."""
    lines = (samples / "report.txt").read_text(encoding="utf-8").splitlines()
    for block in extract(samples / "report.txt").blocks:
        number = int((block.provenance.path or "line 0").split()[1])
        assert block.text.startswith(lines[number - 1].strip())
