"""The raw pdfium library, and the few of its functions that are called for each character or drawing object."""

import ctypes
from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple


@lru_cache(maxsize=1)
def library() -> Any:
    """The raw pdfium bindings, initialised once."""
    import pypdfium2_raw as raw  # type: ignore[import-untyped]

    raw.FPDF_InitLibraryWithConfig(raw.FPDF_LIBRARY_CONFIG(2, None, None, 0))
    return raw


class Quick(NamedTuple):
    """Functions that take plain addresses, which is twice as quick as ctypes pointers."""

    box: Callable[[int, int, int], int]
    text_object: Callable[[int, int], int | None]
    font: Callable[[int], int | None]
    mode: Callable[[int], int]
    size: Callable[[int, int], float]
    matrix: Callable[[int, int, int], int]
    page_object: Callable[[int, int], int | None]
    form_object: Callable[[int, int], int | None]
    kind: Callable[[int], int]


@lru_cache(maxsize=1)
def quick() -> Quick:
    """These functions, found once."""
    raw = library()
    pointer, number = ctypes.c_void_p, ctypes.c_int

    def plain(name: str, result: Any, *arguments: Any) -> Any:
        address = ctypes.cast(getattr(raw, name), ctypes.c_void_p).value
        return ctypes.PYFUNCTYPE(result, *arguments)(address or 0)

    return Quick(
        plain("FPDFText_GetLooseCharBox", number, pointer, number, pointer),
        plain("FPDFText_GetTextObject", pointer, pointer, number),
        plain("FPDFTextObj_GetFont", pointer, pointer),
        plain("FPDFTextObj_GetTextRenderMode", number, pointer),
        plain("FPDFText_GetFontSize", ctypes.c_double, pointer, number),
        plain("FPDFText_GetMatrix", number, pointer, number, pointer),
        plain("FPDFPage_GetObject", pointer, pointer, number),
        plain("FPDFFormObj_GetObject", pointer, pointer, ctypes.c_ulong),
        plain("FPDFPageObj_GetType", number, pointer),
    )


def address(pointer: Any) -> int:
    """The address of a ctypes pointer."""
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0
