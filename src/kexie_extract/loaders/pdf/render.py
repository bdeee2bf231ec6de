"""A PDF page as an image, for recognition."""

import ctypes
from typing import Any

from kexie_extract.loaders.base import Input
from kexie_extract.loaders.ocr import DPI, MAX_PIXELS, recognise
from kexie_extract.loaders.pdf.binding import library
from kexie_extract.loaders.pdf.pdfium import RefusedError, opened
from kexie_extract.model.diagnostics import Note
from kexie_extract.model.raw import RawPage

_CHANNELS = 3
_WITH_ANNOTATIONS = 0x01  # FPDF_ANNOT


def recognise_pages(source: Input, pages: list[RawPage], notes: list[Note]) -> None:
    """Put what pages show into them as characters, one page in memory at a time."""
    raw = library()
    try:
        with opened(source) as document:
            for page in pages:
                handle = raw.FPDF_LoadPage(document, page.number - 1)
                if not handle:
                    continue
                try:
                    image = _image(raw, handle)
                finally:
                    raw.FPDF_ClosePage(handle)
                recognise(page, image, notes)
    except RefusedError as refusal:
        notes.append(Note("ocr.not-rendered", f"Pages cannot be shown for recognition ({refusal}).", "error"))


def _image(raw: Any, handle: Any) -> Any:
    """The page as a height × width × 3 array, blue first, white where nothing is drawn."""
    import numpy

    width, height = raw.FPDF_GetPageWidthF(handle), raw.FPDF_GetPageHeightF(handle)
    scale = min(DPI / 72, (MAX_PIXELS / max(1.0, width * height)) ** 0.5)
    columns, rows = max(1, round(width * scale)), max(1, round(height * scale))
    stride = columns * _CHANNELS
    pixels = (ctypes.c_ubyte * (stride * rows))()
    bitmap = raw.FPDFBitmap_CreateEx(columns, rows, raw.FPDFBitmap_BGR, ctypes.addressof(pixels), stride)
    try:
        raw.FPDFBitmap_FillRect(bitmap, 0, 0, columns, rows, 0xFFFFFFFF)
        raw.FPDF_RenderPageBitmap(bitmap, handle, 0, 0, columns, rows, 0, _WITH_ANNOTATIONS)
    finally:
        raw.FPDFBitmap_Destroy(bitmap)
    return numpy.frombuffer(pixels, numpy.uint8).reshape(rows, columns, _CHANNELS)
