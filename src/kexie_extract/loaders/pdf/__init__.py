"""PDF, read through pdfium; pdfminer (through pdfplumber) reads what pdfium refuses.

What is read: characters with their loose boxes, size and weight; ruling lines; how many images a page holds.
What is skipped: annotations, form fields' widgets, attachments, bookmarks. Pages without text go to the extra
`ocr`, where it is installed.
"""

from kexie_extract.errors import LimitError, NoTextError, UnreadableFileError
from kexie_extract.loaders import ocr
from kexie_extract.loaders.base import Input
from kexie_extract.loaders.pdf import fallback, pdfium
from kexie_extract.model.diagnostics import Note
from kexie_extract.model.options import Options
from kexie_extract.model.raw import RawDocument, RawPage

MAX_PAGES = 20_000
"""Pages of one file; a yearbook of an association has some 1,000."""
MAX_BYTES = 1 << 30
"""Bytes of one file."""
_TAIL = 8192
_HEAD = 1024


class PdfLoader:
    """Reads `%PDF` files."""

    format = "pdf"

    def accepts(self, source: Input) -> bool:
        """Whether the header stands in the first 1,024 bytes, as readers allow (ISO 32000-1, annex H.3.4.1)."""
        return b"%PDF-" in source.data[:_HEAD]

    def load(self, source: Input, options: Options) -> RawDocument:
        """Read all pages.

        Raises:
            UnreadableFileError: cut off, or no reader can open it.
            EncryptedFileError: opens only with a password.
            NoTextError: no page has text, and OCR is switched off or not installed.
            LimitError: more bytes or pages than a document has.
        """
        _check(source)
        notes: list[Note] = []
        try:
            pages = pdfium.read(source, MAX_PAGES, notes)
        except pdfium.RefusedError as refusal:
            pages = fallback.read(source, MAX_PAGES, notes, str(refusal))
        _recognise(source, pages, options, notes)
        return RawDocument(self.format, pages=pages, page_count=len(pages), notes=notes)


def _check(source: Input) -> None:
    """Refuse what is too large or has lost its end."""
    if len(source.data) > MAX_BYTES:
        raise LimitError(f"{source.name}: larger than {MAX_BYTES >> 20} MB; split the file.")
    tail = source.data[-_TAIL:]
    if b"%%EOF" not in tail and b"startxref" not in tail:
        raise UnreadableFileError(f"{source.name}: the PDF ends before its end mark, so it is cut off; fetch it again.")


def _recognise(source: Input, pages: list[RawPage], options: Options, notes: list[Note]) -> None:
    """Send pages to OCR as the caller wants, and say what stays without text."""
    bare = [page for page in pages if not any(not char.text.isspace() for char in page.chars)]
    scanned = [page for page in bare if page.images]
    choices: dict[str, list[RawPage]] = {"never": [], "auto": scanned, "always": pages}
    wanted = choices[options.ocr]
    if wanted and ocr.available():
        from kexie_extract.loaders.pdf.render import recognise_pages

        recognise_pages(source, wanted, notes)
    if pages and len(bare) == len(pages) and not any(page.chars for page in pages):
        raise NoTextError(_no_text(source, scanned, options))
    for page in bare:
        if not page.chars and page.images:
            hint = "" if options.ocr == "never" else f"; {ocr.HINT} reads it"
            notes.append(
                Note("pdf.page-without-text", f"Page is an image without text{hint}.", "error", page=page.number)
            )


def _no_text(source: Input, scanned: list[RawPage], options: Options) -> str:
    """One sentence on why there is nothing to read, and the remedy."""
    if not scanned:
        return f"{source.name}: no page has any text."
    if options.ocr == "never":
        return f"{source.name}: the pages are images and OCR is switched off; run with --ocr auto."
    if not ocr.available():
        return f"{source.name}: the pages are images; {ocr.HINT} to read them."
    return f"{source.name}: the pages are images in which no text was recognised."


LOADER = PdfLoader()
