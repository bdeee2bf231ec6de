"""Characters of a PDF through pdfium's C functions.

The raw bindings are used, not pypdfium2's helpers: they start 30 ms sooner, and two calls a character are all
that is needed. pdfium is not safe for threads, so one lock guards it.
"""

import ctypes
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from math import atan2, degrees, hypot
from threading import RLock
from typing import Any

from kexie_extract.errors import EncryptedFileError, LimitError
from kexie_extract.loaders.base import Input
from kexie_extract.loaders.pdf.binding import address, library, quick
from kexie_extract.loaders.pdf.frame import Frame
from kexie_extract.loaders.pdf.paths import marks
from kexie_extract.loaders.pdf.structure import Structure
from kexie_extract.model.diagnostics import Note
from kexie_extract.model.raw import PackedChars, RawPage

MAX_CHARS = 200_000
"""Characters of one page; a dense newspaper page has 15,000."""
UNMAPPED = "\ufffd"
_LOCK = RLock()
_PASSWORD = 4  # FPDF_ERR_PASSWORD
_FORCE_BOLD = 1 << 18  # ISO 32000-1, table 123
_FILL_AND_STROKE = 2  # text render mode by which Word and Writer make a light font bold
_HYPHENS = {"\x02", "\ufffe"}  # what pdfium gives for a hyphen at the end of a line
_PALE = 170  # a watermark's grey, 0–255; body text is never so light
_LARGE = 30.0  # points; below that pale text may be a note
_Look = tuple[float, bool, bool]


class RefusedError(Exception):
    """Pdfium does not open this file; another reader may."""


@contextmanager
def opened(source: Input) -> Iterator[Any]:
    """The document's handle, under the lock, with an empty password.

    Raises:
        EncryptedFileError: the empty password does not open it.
        RefusedError: pdfium cannot read it.
    """
    raw = library()
    with _LOCK:
        handle = raw.FPDF_LoadMemDocument64(source.data, len(source.data), None)
        if not handle:
            error = raw.FPDF_GetLastError()
            if error == _PASSWORD:
                raise EncryptedFileError(f"{source.name}: the PDF needs a password; save it without one.")
            raise RefusedError(f"pdfium error {error}")
        try:
            yield handle
        finally:
            raw.FPDF_CloseDocument(handle)


def read(source: Input, max_pages: int, notes: list[Note]) -> list[RawPage]:
    """All pages, each closed before the next is opened.

    Raises:
        LimitError: too many pages or characters.
        EncryptedFileError: needs a password.
        RefusedError: pdfium cannot read it, or it has no pages.
    """
    raw = library()
    pages = []
    with opened(source) as document:
        count = raw.FPDF_GetPageCount(document)
        if count > max_pages:
            raise LimitError(f"{source.name}: {count} pages, more than the limit of {max_pages}; split the file.")
        if count == 0:
            raise RefusedError("pdfium finds no pages")
        hints: dict[int, int] | None = {} if raw.FPDFCatalog_IsTagged(document) else None
        for index in range(count):
            handle = raw.FPDF_LoadPage(document, index)
            if not handle:
                notes.append(
                    Note("pdf.page-unreadable", "Page cannot be read and is left out.", "error", page=index + 1)
                )
                pages.append(RawPage(index + 1, 0.0, 0.0))
                continue
            try:
                pages.append(_page(raw, handle, index + 1, source.name, hints, notes))
            finally:
                raw.FPDF_ClosePage(handle)
    return pages


def _page(raw: Any, handle: Any, number: int, name: str, hints: dict[int, int] | None, notes: list[Note]) -> RawPage:
    """One page, upright; `hints` where the document is tagged."""
    tree = Structure(raw, handle, hints) if hints is not None else None
    box = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(handle, box)
    frame = Frame(box.left, box.bottom, box.right, box.top, raw.FPDFPage_GetRotation(handle))
    text_page = raw.FPDFText_LoadPage(handle)
    try:
        chars, turned = _chars(raw, text_page, frame, tree, name, number, notes)
        if turned:
            frame = frame.turned(turned)
            chars, _ = _chars(raw, text_page, frame, tree, name, number, [])
    finally:
        raw.FPDFText_ClosePage(text_page)
    rules, images, dropped = marks(raw, handle, frame)
    if dropped:
        message = f"{dropped} drawing objects beyond the limit were not looked at for ruling lines."
        notes.append(Note("pdf.too-many-objects", message, page=number))
    tags = tree.tags if tree else []
    return RawPage(number, frame.width, frame.height, chars, rules, images, tags=tags)


def _text(raw: Any, text_page: Any, count: int) -> str:
    """The page's characters, one for each index of pdfium; control characters for what has no Unicode."""
    buffer = (ctypes.c_ushort * (count * 2 + 2))()
    written = raw.FPDFText_GetText(text_page, 0, count, buffer)
    text = bytes(buffer)[: max(0, written - 1) * 2].decode("utf-16-le", "replace")
    if len(text) == count:
        return text
    points = (raw.FPDFText_GetUnicode(text_page, i) for i in range(count))
    return "".join(chr(p) if 0 < p < 0x110000 and not 0xD800 <= p < 0xE000 else "\0" for p in points)


def _chars(
    raw: Any, text_page: Any, frame: Frame, tree: Structure | None, name: str, number: int, notes: list[Note]
) -> tuple[PackedChars, int]:
    """The page's characters, and by how many quarter turns most of them stand aslant."""
    count = max(0, raw.FPDFText_CountChars(text_page))
    if count > MAX_CHARS:
        raise LimitError(f"{name}: page {number} has {count} characters, more than the limit of {MAX_CHARS}.")
    source, unmapped, private = _readable(raw, text_page, _text(raw, text_page, count))
    looks = _Looks(raw, text_page, frame)
    look_of = array("H")
    page, loose, text_object, look = looks.page, quick().box, quick().text_object, looks.look
    rectangles = (raw.FS_RECTF * max(1, len(source)))()
    target = ctypes.addressof(rectangles)
    last, current, quarter, tag = None, 0, 0, 0
    turns = [0, 0, 0, 0]
    tags = array("i") if tree else None
    for index, _ in source:
        here = text_object(page, index)
        if here != last:
            last = here
            current, quarter = look(here, index)
            tag = tree.tag(raw.FPDFText_GetTextObject(text_page, index)) if tree and here else 0
        if tags is not None:
            tags.append(tag)
        turns[quarter] += 1
        loose(page, index, target)
        target += 16
        look_of.append(current)
    _report(notes, number, unmapped, private, len(source))
    flat = array("f", bytes(rectangles)[: 16 * len(source)])
    most = turns.index(max(turns))
    turned = most if most and turns[most] * 2 > len(source) else 0
    text = "".join([char for _, char in source])
    return PackedChars(text, _placed(flat, frame), looks.found, look_of, tags), turned


def _readable(raw: Any, text_page: Any, text: str) -> tuple[list[tuple[int, str]], int, int]:
    """Index and character of what the file draws, and how many have no Unicode or only a private one.

    White space that pdfium adds on its own is left out.
    """
    kept = []
    unmapped = private = 0
    for index, char in enumerate(text):
        if char <= " ":
            if char in "\r\n" or raw.FPDFText_IsGenerated(text_page, index) == 1:
                continue
            if char in _HYPHENS:
                char = "-"
            elif char not in " \t":
                char, unmapped = UNMAPPED, unmapped + 1
        elif char >= "\ue000":
            private += char <= "\uf8ff"
            char = "-" if char in _HYPHENS else char
            unmapped += char == UNMAPPED
        kept.append((index, char))
    return kept, unmapped, private


def _placed(flat: "array[float]", frame: Frame) -> "array[float]":
    """Boxes in user space (left, top, right, bottom) as boxes of the upright page."""
    if frame.turns:
        boxes = array("f")
        for left, top, right, bottom in zip(flat[0::4], flat[1::4], flat[2::4], flat[3::4], strict=True):
            boxes.extend(frame.place(left, bottom, right, top))
        return boxes
    left, high = frame.left, frame.high
    if left:
        flat[0::4] = array("f", [x - left for x in flat[0::4]])
        flat[2::4] = array("f", [x - left for x in flat[2::4]])
    flat[1::4] = array("f", [high - y for y in flat[1::4]])
    flat[3::4] = array("f", [high - y for y in flat[3::4]])
    return flat


class _Looks:
    """Size, weight and slant of a page's text objects, each kind worked out once.

    Attributes:
        found: the looks that occur.
        page: address of the text page.
    """

    def __init__(self, raw: Any, text_page: Any, frame: Frame) -> None:
        self.found: list[_Look] = []
        self.page = address(text_page)
        self._raw, self._text_page, self._turns = raw, text_page, frame.turns
        self._known: dict[object, tuple[int, int]] = {}
        self._bold: dict[int | None, bool] = {None: False}
        self._matrix = raw.FS_MATRIX()
        self._matrix_address = ctypes.addressof(self._matrix)

    def look(self, item: int | None, index: int) -> tuple[int, int]:
        """The look of a text object, as an index in `found`, and its quarter turns, by its first character."""
        calls = quick()
        size = calls.size(self.page, index)
        if not item or not calls.matrix(self.page, index, self._matrix_address):
            return self._index((max(1.0, round(size, 1)), False, False)), 0
        font, mode, matrix = calls.font(item), calls.mode(item), self._matrix
        key = (font, mode, size, matrix.a, matrix.b, matrix.c, matrix.d)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._examine(font, mode, size, index)
        return known

    def _examine(self, font: int | None, mode: int, size: float, index: int) -> tuple[int, int]:
        """The look of a kind of text object not seen before on this page."""
        matrix = self._matrix
        size = round(abs(size) * (hypot(matrix.c, matrix.d) or 1.0), 1) or 1.0
        angle = (degrees(atan2(matrix.b, matrix.a)) - 90 * self._turns) % 360
        aslant = abs((angle + 45) % 90 - 45) > 10
        if font not in self._bold:
            item = self._raw.FPDFText_GetTextObject(self._text_page, index)
            self._bold[font] = _bold(self._raw, self._raw.FPDFTextObj_GetFont(item))
        stamped = aslant or (size >= _LARGE and self._pale(index))
        look = (size, self._bold[font] or mode == _FILL_AND_STROKE, stamped)
        return self._index(look), round(angle / 90) % 4

    def _pale(self, index: int) -> bool:
        """Whether text is drawn in a light grey or nearly transparent, as watermarks are."""
        item = self._raw.FPDFText_GetTextObject(self._text_page, index)
        red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
        if not self._raw.FPDFPageObj_GetFillColor(item, red, green, blue, alpha):
            return False
        channels = (red.value, green.value, blue.value)
        return alpha.value < 128 or (min(channels) >= _PALE and max(channels) - min(channels) < 40)

    def _index(self, look: _Look) -> int:
        """The index of a look, added where it is new."""
        if look not in self.found:
            self.found.append(look)
        return self.found.index(look)


def _bold(raw: Any, font: Any) -> bool:
    """Whether a font is a bold one, by its name or its descriptor."""
    buffer = ctypes.create_string_buffer(128)
    raw.FPDFFont_GetBaseFontName(font, buffer, 128)
    name = buffer.value.lower()
    named = b"bold" in name or b"black" in name or b"heavy" in name
    flags = raw.FPDFFont_GetFlags(font)
    return named or (flags > 0 and bool(flags & _FORCE_BOLD))


def _report(notes: list[Note], page: int, unmapped: int, private: int, total: int) -> None:
    """Say which glyphs have no Unicode character."""
    if unmapped:
        message = f"{unmapped} of {total} glyphs have no Unicode character in their font and stand as U+FFFD."
        notes.append(Note("pdf.unmapped-glyphs", message, "error", page=page))
    if private:
        message = f"{private} glyphs have only a private-use character, often a bullet of a symbol font."
        notes.append(Note("pdf.private-glyphs", message, "info", page=page))
