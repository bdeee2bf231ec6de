"""Number formats of the cells of an old workbook (xls, et), which the cell reader does not tell ([MS-XLS])."""

import struct
from collections.abc import Iterator
from typing import Final

from kexie_extract.loaders import ole

_NUMBER: Final = (0x0203, 0x027E, 0x0006)  # Number, RK, Formula: row, column and style first
_MULTIPLE: Final = 0x00BD  # MulRk: a row's cells from a column on
_STYLE, _FORMAT, _SHEET = 0x00E0, 0x041E, 0x0085
_BEGIN, _END = 0x0809, 0x000A
_MOST = 5_000_000
"""Records of one workbook."""


def formats(data: bytes, built_in: dict[int, str]) -> dict[str, dict[tuple[int, int], str]]:
    """For each sheet the number formats of its cells by row and column from 0; empty where the file cannot be followed.

    Args:
        data: the whole file.
        built_in: formats that files do not spell out, by number.
    """
    book = ole.stream(data, "Workbook")
    codes, styles, places = dict(built_in), list[int](), dict[str, int]()
    for kind, body in _records(book, 0):
        if kind == _FORMAT and len(body) > 5:
            codes[_word(body, 0)] = _text(body[4:], _word(body, 2))
        elif kind == _STYLE and len(body) >= 4:
            styles.append(_word(body, 2))
        elif kind == _SHEET and len(body) > 8:
            places[_text(body[7:], body[6])] = struct.unpack_from("<I", body)[0]
    spelled = {style: codes[number] for style, number in enumerate(styles) if codes.get(number, "General") != "General"}
    return {name: _cells(book, place, spelled) for name, place in places.items()}


def _cells(book: bytes, place: int, styles: dict[int, str]) -> dict[tuple[int, int], str]:
    """Formats of one sheet's cells."""
    found: dict[tuple[int, int], str] = {}
    for kind, body in _records(book, place):
        if kind in _NUMBER and len(body) >= 6:
            row, column, style = struct.unpack_from("<3H", body)
            if style in styles:
                found[row, column] = styles[style]
        elif kind == _MULTIPLE and len(body) >= 6:
            row, first = struct.unpack_from("<2H", body)
            for index in range((len(body) - 6) // 6):
                style = _word(body, 4 + 6 * index)
                if style in styles:
                    found[row, first + index] = styles[style]
    return found


def _records(book: bytes, place: int) -> Iterator[tuple[int, bytes]]:
    """The records of one part of the workbook; those of charts inside it are passed over."""
    depth = 0
    for _ in range(_MOST):
        if place + 4 > len(book):
            return
        kind, length = struct.unpack_from("<2H", book, place)
        body = book[place + 4 : place + 4 + length]
        place += 4 + length
        depth += (kind == _BEGIN) - (kind == _END)
        if depth <= 0:
            return
        if depth == 1:
            yield kind, body


def _word(body: bytes, offset: int) -> int:
    return int(struct.unpack_from("<H", body, offset)[0]) if offset + 2 <= len(body) else 0


def _text(body: bytes, length: int) -> str:
    """A string: a byte of flags, then characters of one byte or two."""
    wide = body[:1] == b"\x01"
    return body[1 : 1 + length * (2 if wide else 1)].decode("utf-16-le" if wide else "latin-1", "replace")
