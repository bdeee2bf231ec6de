"""Characters of a PDF through pdfium's C functions.

The raw bindings are used, not pypdfium2's helpers: they start 30 ms sooner, and two calls a character are all
that is needed. pdfium is not safe for threads, so one lock guards it.
"""

import ctypes
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from math import atan2, degrees, hypot
from threading import RLock
from typing import Any

from kexie_extract.errors import EncryptedFileError, LimitError
from kexie_extract.loaders.base import Input
from kexie_extract.loaders.pdf.frame import Frame
from kexie_extract.loaders.pdf.paths import marks
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


@lru_cache(maxsize=1)
def library() -> Any:
    """The raw pdfium bindings, initialised once."""
    import pypdfium2_raw as raw

    raw.FPDF_InitLibraryWithConfig(raw.FPDF_LIBRARY_CONFIG(2, None, None, 0))
    return raw


@lru_cache(maxsize=1)
def _address_of_text_object() -> Any:
    """`FPDFText_GetTextObject` giving a plain address, which is quicker to compare than a ctypes pointer."""
    raw = library()
    original = raw.FPDFText_GetTextObject
    prototype = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
    return prototype(ctypes.cast(original, ctypes.c_void_p).value)


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
        for index in range(count):
            handle = raw.FPDF_LoadPage(document, index)
            if not handle:
                notes.append(Note("pdf.page-unreadable", "Page cannot be read and is left out.", "error", page=index + 1))
                pages.append(RawPage(index + 1, 0.0, 0.0))
                continue
            try:
                pages.append(_page(raw, handle, index + 1, source.name, notes))
            finally:
                raw.FPDF_ClosePage(handle)
    return pages


def _page(raw: Any, handle: Any, number: int, name: str, notes: list[Note]) -> RawPage:
    """One page, upright."""
    box = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(handle, box)
    frame = Frame(box.left, box.bottom, box.right, box.top, raw.FPDFPage_GetRotation(handle))
    text_page = raw.FPDFText_LoadPage(handle)
    try:
        chars, turned = _chars(raw, text_page, frame, name, number, notes)
        if turned:
            frame = frame.turned(turned)
            chars, _ = _chars(raw, text_page, frame, name, number, [])
    finally:
        raw.FPDFText_ClosePage(text_page)
    rules, images, dropped = marks(raw, handle, frame)
    if dropped:
        message = f"{dropped} drawing objects beyond the limit were not looked at for ruling lines."
        notes.append(Note("pdf.too-many-objects", message, page=number))
    return RawPage(number, frame.width, frame.height, chars, rules, images)


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
    raw: Any, text_page: Any, frame: Frame, name: str, number: int, notes: list[Note]
) -> tuple[PackedChars, int]:
    """The page's characters, and by how many quarter turns most of them stand aslant."""
    count = max(0, raw.FPDFText_CountChars(text_page))
    if count > MAX_CHARS:
        raise LimitError(f"{name}: page {number} has {count} characters, more than the limit of {MAX_CHARS}.")
    source = _text(raw, text_page, count)
    looks: list[_Look] = []
    look_of, boxes, kept = array("H"), array("f"), []
    turns = [0, 0, 0, 0]
    box = raw.FS_RECTF()
    by_reference = ctypes.byref(box)
    loose, text_object = raw.FPDFText_GetLooseCharBox, _address_of_text_object()
    place, page_handle = frame.place, ctypes.cast(text_page, ctypes.c_void_p)
    address, look, quarter = None, 0, 0
    unmapped = private = 0
    for index, char in enumerate(source):
        if char <= " ":
            if char in "\r\n" or raw.FPDFText_IsGenerated(text_page, index) == 1:
                continue
            if char in _HYPHENS:
                char = "-"
            elif char != " " and char != "\t":
                char, unmapped = UNMAPPED, unmapped + 1
        elif "\ue000" <= char <= "\uf8ff":
            private += 1
        elif char >= "\ufffd":
            char = "-" if char in _HYPHENS else char
            unmapped += char == UNMAPPED
        here = text_object(page_handle, index)
        if here != address:
            address = here
            entry, quarter = _look(raw, text_page, index, frame)
            look = _index(looks, entry)
        turns[quarter] += 1
        loose(text_page, index, by_reference)
        boxes.extend(place(box.left, box.bottom, box.right, box.top))
        look_of.append(look)
        kept.append(char)
    _report(notes, number, unmapped, private, len(kept))
    most = turns.index(max(turns))
    turned = most if most and turns[most] * 2 > len(kept) else 0
    return PackedChars("".join(kept), boxes, looks, look_of), turned


def _index(looks: list[_Look], look: _Look) -> int:
    """The index of a look in the page's list, added where it is new."""
    if look not in looks:
        looks.append(look)
    return looks.index(look)


def _look(raw: Any, text_page: Any, index: int, frame: Frame) -> tuple[_Look, int]:
    """Size, weight and whether it is stamped, and the quarter turns of a text object, by its first character."""
    matrix = raw.FS_MATRIX()
    item = raw.FPDFText_GetTextObject(text_page, index)
    if not item or not raw.FPDFText_GetMatrix(text_page, index, matrix):
        return (max(1.0, raw.FPDFText_GetFontSize(text_page, index)), False, False), 0
    scale = hypot(matrix.c, matrix.d) or 1.0
    size = round(abs(raw.FPDFText_GetFontSize(text_page, index)) * scale, 1) or 1.0
    angle = (degrees(atan2(matrix.b, matrix.a)) - 90 * frame.turns) % 360
    quarter = round(angle / 90) % 4
    aslant = 10 < abs((angle + 45) % 90 - 45)
    font = raw.FPDFTextObj_GetFont(item)
    bold = bool(font and _bold(raw, font)) or raw.FPDFTextObj_GetTextRenderMode(item) == _FILL_AND_STROKE
    return (size, bold, aslant or (size >= _LARGE and _pale(raw, item))), quarter


def _bold(raw: Any, font: Any) -> bool:
    """Whether a font is a bold one, by its name or its descriptor."""
    buffer = ctypes.create_string_buffer(128)
    raw.FPDFFont_GetBaseFontName(font, buffer, 128)
    name = buffer.value.lower()
    named = any(word in name for word in (b"bold", b"black", b"heavy"))
    flags = raw.FPDFFont_GetFlags(font)
    return named or (flags > 0 and bool(flags & _FORCE_BOLD))


def _pale(raw: Any, item: Any) -> bool:
    """Whether text is drawn in a light grey or nearly transparent, as watermarks are."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not raw.FPDFPageObj_GetFillColor(item, red, green, blue, alpha):
        return False
    channels = (red.value, green.value, blue.value)
    return alpha.value < 128 or (min(channels) >= _PALE and max(channels) - min(channels) < 40)


def _report(notes: list[Note], page: int, unmapped: int, private: int, total: int) -> None:
    """Say which glyphs have no Unicode character."""
    if unmapped:
        message = f"{unmapped} of {total} glyphs have no Unicode character in their font and stand as U+FFFD."
        notes.append(Note("pdf.unmapped-glyphs", message, "error", page=page))
    if private:
        message = f"{private} glyphs have only a private-use character, often a bullet of a symbol font."
        notes.append(Note("pdf.private-glyphs", message, "info", page=page))
