"""Streams of an OLE compound file ([MS-CFB]): names, by which a Word file is told from a workbook, and bytes."""

import struct

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFFA
"""From here on sector numbers are marks, not sectors ([MS-CFB] 2.1)."""
_MAX_SECTORS = 4096
_SHORT = 4096
"""Bytes below which a stream lies in small sectors (2.1)."""
_SMALL = 64


def streams(data: bytes) -> set[str]:
    """Names of all storages and streams; empty where the directory cannot be read.

    Args:
        data: the whole file, beginning with `SIGNATURE`.
    """
    return {name for name, _, _ in _entries(data)}


def stream(data: bytes, name: str) -> bytes:
    """The bytes of a stream; none where there is no such stream.

    Args:
        data: the whole file, beginning with `SIGNATURE`.
        name: as the directory has it.
    """
    entries = _entries(data)
    for found, first, length in entries:
        if found == name:
            size = 1 << struct.unpack_from("<H", data, 30)[0]
            if length < _SHORT:
                return _short(data, size, entries[0], first)[:length]
            return b"".join(_chain(data, size, first, length // size + 1))[:length]
    return b""


def _short(data: bytes, size: int, root: tuple[str, int, int], first: int) -> bytes:
    """A short stream, which lies in small sectors inside the stream of the root entry ([MS-CFB] 2.4)."""
    holder = b"".join(_chain(data, size, root[1], root[2] // size + 1))
    table = b"".join(_chain(data, size, struct.unpack_from("<I", data, 60)[0], _MAX_SECTORS))
    found: list[bytes] = []
    while first < len(table) // 4 and len(found) <= _SHORT // _SMALL:
        found.append(holder[first * _SMALL : (first + 1) * _SMALL])
        first = struct.unpack_from("<I", table, 4 * first)[0]
    return b"".join(found)


def _entries(data: bytes) -> list[tuple[str, int, int]]:
    """Name, first sector and length of every directory entry."""
    if len(data) < 512:
        return []
    shift, first = struct.unpack_from("<H", data, 30)[0], struct.unpack_from("<I", data, 48)[0]
    if shift not in (9, 12):
        return []
    return [entry for sector in _chain(data, 1 << shift, first, _MAX_SECTORS) for entry in _names(sector)]


def _chain(data: bytes, size: int, sector: int, most: int) -> list[bytes]:
    """The sectors that follow one another from one on."""
    table = _allocation(data, size)
    seen = set[int]()
    found: list[bytes] = []
    while sector < _END and sector not in seen and len(found) < most:
        seen.add(sector)
        found.append(data[(sector + 1) * size : (sector + 2) * size])
        sector = table.get(sector, _END)
    return found


def _allocation(data: bytes, size: int) -> dict[int, int]:
    """Which sector follows which, from the 109 table sectors that the header lists ([MS-CFB] 2.2, 2.3)."""
    following: dict[int, int] = {}
    per_sector = size // 4
    for index, sector in enumerate(struct.unpack_from("<109I", data, 76)):
        chunk = data[(sector + 1) * size : (sector + 2) * size] if sector < _END else b""
        if len(chunk) == size:
            following.update(enumerate(struct.unpack(f"<{per_sector}I", chunk), index * per_sector))
    return following


def _names(sector: bytes) -> list[tuple[str, int, int]]:
    """Name, first sector and length of the directory entries in one sector ([MS-CFB] 2.6.1)."""
    names = []
    for start in range(0, len(sector) - 127, 128):
        length = struct.unpack_from("<H", sector, start + 64)[0]
        if 2 < length <= 64:
            name = sector[start : start + length - 2].decode("utf-16-le", "replace")
            names.append((name, *struct.unpack_from("<2I", sector, start + 116)))
    return names
