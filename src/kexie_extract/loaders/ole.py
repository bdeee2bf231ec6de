"""The stream names of an OLE compound file ([MS-CFB]): enough to tell a Word file from a workbook."""

import struct

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFFA
"""From here on sector numbers are marks, not sectors ([MS-CFB] 2.1)."""
_MAX_SECTORS = 4096


def streams(data: bytes) -> set[str]:
    """Names of all storages and streams; empty where the directory cannot be read.

    Args:
        data: the whole file, beginning with `SIGNATURE`.
    """
    if len(data) < 512:
        return set()
    shift, first = struct.unpack_from("<H", data, 30)[0], struct.unpack_from("<I", data, 48)[0]
    if shift not in (9, 12):
        return set()
    size = 1 << shift
    table = _allocation(data, size)
    names: set[str] = set()
    sector, seen = first, set[int]()
    while sector < _END and sector not in seen and len(seen) < _MAX_SECTORS:
        seen.add(sector)
        names.update(_names(data[(sector + 1) * size : (sector + 2) * size]))
        sector = table.get(sector, _END)
    return names


def _allocation(data: bytes, size: int) -> dict[int, int]:
    """Which sector follows which, from the 109 table sectors that the header lists ([MS-CFB] 2.2, 2.3)."""
    following: dict[int, int] = {}
    per_sector = size // 4
    for index, sector in enumerate(struct.unpack_from("<109I", data, 76)):
        chunk = data[(sector + 1) * size : (sector + 2) * size] if sector < _END else b""
        if len(chunk) == size:
            following.update(enumerate(struct.unpack(f"<{per_sector}I", chunk), index * per_sector))
    return following


def _names(sector: bytes) -> set[str]:
    """Names of the directory entries in one sector ([MS-CFB] 2.6.1)."""
    names = set()
    for start in range(0, len(sector) - 127, 128):
        length = struct.unpack_from("<H", sector, start + 64)[0]
        if 2 < length <= 64:
            names.add(sector[start : start + length - 2].decode("utf-16-le", "replace"))
    return names
