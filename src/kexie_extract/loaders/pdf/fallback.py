"""The second reader: pdfminer through pdfplumber, slower and more patient with broken files."""

from io import BytesIO
from typing import Any

from kexie_extract.errors import EncryptedFileError, LimitError, UnreadableFileError
from kexie_extract.loaders.base import Input
from kexie_extract.model.diagnostics import Note
from kexie_extract.model.raw import RawChar, RawPage, RawRule


def read(source: Input, max_pages: int, notes: list[Note], why: str) -> list[RawPage]:
    """All pages, as pdfminer understands them.

    Args:
        source: the file.
        max_pages: limit.
        notes: gets a note that this reader was used.
        why: what the first reader said.

    Raises:
        UnreadableFileError: this reader cannot open it either.
        EncryptedFileError: needs a password.
        LimitError: too many pages.
    """
    import logging

    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect

    for library in ("pdfminer", "pdfplumber"):
        logging.getLogger(library).setLevel(logging.ERROR)  # what they stumble over is in our own message
    try:
        with pdfplumber.open(BytesIO(source.data)) as document:
            if len(document.pages) > max_pages:
                raise LimitError(f"{source.name}: more than {max_pages} pages; split the file.")
            pages = [_page(page, number) for number, page in enumerate(document.pages, 1)]
    except LimitError:
        raise
    except Exception as error:  # pdfminer raises whatever its parser trips over
        if isinstance(error, PDFPasswordIncorrect) or isinstance(error.__cause__, PDFPasswordIncorrect):
            raise EncryptedFileError(f"{source.name}: the PDF needs a password; save it without one.") from error
        message = f"{source.name}: neither reader can open this PDF ({why}); print it to a new PDF or fetch it again."
        raise UnreadableFileError(message) from error
    if not pages:
        raise UnreadableFileError(f"{source.name}: the PDF has no pages ({why}); fetch it again.")
    notes.append(Note("pdf.fallback", f"Read by the second reader, because the first refused it ({why}).", "warning"))
    return pages


def _page(page: Any, number: int) -> RawPage:
    """One page; pdfplumber has applied its rotation."""
    chars = [_char(char) for char in page.chars]
    rules = [
        RawRule(edge["x0"], edge["top"], edge["x1"], edge["bottom"])
        for edge in page.edges
        if edge["orientation"] in ("h", "v")
    ]
    images = len(page.images)
    width, height = float(page.width), float(page.height)
    page.close()
    return RawPage(number, width, height, chars, rules, images)


def _char(char: dict[str, Any]) -> RawChar:
    """One character with the box that pdfminer gives (ascent to descent)."""
    name = char["fontname"].lower()
    bold = any(word in name for word in ("bold", "black", "heavy"))
    text = "\ufffd" if char["text"].startswith("(cid:") else char["text"]
    return RawChar(text, char["x0"], char["top"], char["x1"], char["bottom"], char["size"], bold, not char["upright"])
