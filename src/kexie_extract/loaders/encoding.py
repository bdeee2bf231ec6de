"""In which encoding a text is, told by evidence and never by silent guessing.

The order is that of certainty: what the caller says, a byte order mark, strict UTF-8, and then GB18030, UTF-16 and
Big5, which hardly ever fail to decode and so must also look like Chinese: nearly all characters beyond ASCII are
common ones of that character set. Two readings that look alike are an error, not a coin toss.
"""

import codecs
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from kexie_extract.errors import EncodingError

_SAMPLE = 1 << 16
"""Bytes that the evidence is taken from; the whole is then decoded strictly."""
_LEADS = bytes(range(0xC2, 0xF5))
_TWO_BYTE_LEADS = bytes(range(0xC2, 0xE0))
"""First bytes of all characters beyond ASCII in UTF-8, and of those of two bytes (U+0080–U+07FF)."""
_SURE = 0.80
"""Share of common characters from which a reading counts as Chinese; ordinary texts have 0.95 and more."""
_MARGIN = 0.10
"""How much better the best reading must be than the next."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_CANDIDATES = ("gb18030", "utf-16-le", "utf-16-be", "big5")
_SYMBOLS = frozenset(
    "\u00a0\u2002\u2003\u3000。，、；：？！…—–―·“”‘’（）《》〈〉【】〔〕「」『』［］％＋－～．／×℃±‰§№→■□●○◆★☆※√①②③④⑤⑥⑦⑧⑨⑩〇"
)
_CONTROL_BYTES = bytes((*range(9), *range(14, 27), *range(28, 32), 0x7F))
_CONTROLS = frozenset(map(chr, _CONTROL_BYTES))


class Decoded(NamedTuple):
    """A text and the codec that it was read with (`utf-8`, `utf-8-sig`, `gb18030`, `utf-16-le` …)."""

    text: str
    encoding: str


def decode(data: bytes, name: str, encoding: str | None = None) -> Decoded:
    """Read bytes as text.

    Args:
        data: the whole file.
        name: the file's name, for messages.
        encoding: the codec that the caller knows it to be; wins over all evidence.

    Raises:
        EncodingError: `encoding` is unknown or does not fit, or no encoding could be told.
    """
    if encoding is not None:
        return _as_told(data, name, encoding)
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _strict(data, name, codec)
    if b"\0" not in data[:_SAMPLE] and _is_utf8(data):
        return Decoded(data.decode("utf-8"), "utf-8")
    return _by_evidence(data, name)


def looks_like_text(data: bytes) -> bool:
    """Whether the first bytes can be text in one of the encodings: no control characters beyond white space."""
    if data.startswith(tuple(mark for mark, _ in _MARKS)):
        return True
    sample = data[:_SAMPLE]
    if b"\0" not in sample:
        return (len(sample) - len(sample.translate(None, _CONTROL_BYTES))) * 500 <= len(sample)
    return max(_plausible(sample, codec) for codec in ("utf-16-le", "utf-16-be")) >= _SURE


def _as_told(data: bytes, name: str, encoding: str) -> Decoded:
    """Decode with the caller's codec."""
    try:
        codec = codecs.lookup(encoding).name
        text = data.decode("utf-8-sig" if codec == "utf-8" else codec)
    except LookupError as error:
        raise EncodingError(f"{name}: Python knows no encoding {encoding!r}; try gb18030, utf-8 or big5") from error
    except UnicodeError as error:
        where = getattr(error, "start", 0)
        raise EncodingError(
            f"{name}: not {encoding} at byte {where}; leave --encoding out or name another one"
        ) from error
    return Decoded(text.removeprefix("\ufeff"), codec)


def _strict(data: bytes, name: str, codec: str) -> Decoded:
    """Decode with the codec that a byte order mark names."""
    try:
        return Decoded(data.decode(codec).removeprefix("\ufeff"), codec)
    except UnicodeError as error:
        where = getattr(error, "start", 0)
        raise EncodingError(
            f"{name}: begins as {codec} but is damaged at byte {where}; send the file again or name its --encoding"
        ) from error


def _is_utf8(data: bytes) -> bool:
    """Strict UTF-8 whose characters are not the Latin, Greek or Hebrew that pairs of GB2312 bytes can look like."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    sample = data[:_SAMPLE]
    beyond, two_byte = (len(sample) - len(sample.translate(None, leads)) for leads in (_LEADS, _TWO_BYTE_LEADS))
    return two_byte * 2 < max(beyond, 1) or _plausible(sample, "gb18030") < _SURE


def _by_evidence(data: bytes, name: str) -> Decoded:
    """The most Chinese of the readings, if it is plainly better than the others."""
    sample = data[:_SAMPLE]
    scores = sorted(((_plausible(sample, codec), codec) for codec in _CANDIDATES), reverse=True)
    (best, codec), (second, _) = scores[:2]
    if best >= _SURE and best - second >= _MARGIN:
        try:
            return Decoded(data.decode(codec), codec)
        except UnicodeDecodeError as error:
            raise EncodingError(
                f"{name}: reads as {codec} but is damaged at byte {error.start}; send the file again or name its "
                "--encoding"
            ) from error
    raise EncodingError(
        f"{name}: in no encoding that could be told (tried UTF-8, GB18030, UTF-16, Big5){_damage(data)}; "
        "name it with --encoding, or save the file as UTF-8"
    )


def _damage(data: bytes) -> str:
    """Where a text that is UTF-8 for the most part stops being it, for the message."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        kept = data.decode("utf-8", "ignore")
        if kept.count("\ufffd") == 0 and len(kept.encode()) >= 0.9 * len(data):
            return f", UTF-8 but for byte {error.start}"
    return ""


def _plausible(sample: bytes, codec: str) -> float:
    """Share of the characters beyond ASCII that are common in that encoding; 0 where it does not decode."""
    try:
        text = codecs.getincrementaldecoder(codec)().decode(sample)
    except UnicodeDecodeError:
        return 0.0
    beyond = [char for char in text if char > "\x7f"]
    if not _CONTROLS.isdisjoint(text):
        return 0.0
    if not beyond:
        ascii_wide = codec.startswith("utf-16") and 2 * len(text) >= len(sample) - 1 and bool(text)
        return 1.0 if ascii_wide else 0.0
    common = _common(codec)
    return sum(char in common for char in beyond) / len(beyond)


@lru_cache(maxsize=4)
def _common(codec: str) -> frozenset[str]:
    """The characters that a text in this encoding is made of.

    Level 1 of GB 2312-80 (rows 16–55, by frequency) and of Big5 (A440–C67E), each with its punctuation.
    """
    simplified = _range(range(0xB0, 0xD8), range(0xA1, 0xFF), "gb2312")
    traditional = _range(range(0xA4, 0xC7), (*range(0x40, 0x7F), *range(0xA1, 0xFF)), "big5")
    han = {"gb18030": simplified, "big5": traditional}.get(codec, simplified | traditional)
    wide = map(chr, range(0xFF01, 0xFF5F))
    return frozenset(han) | _SYMBOLS | frozenset(wide)


def _range(rows: Iterable[int], cells: Iterable[int], codec: str) -> set[str]:
    """All characters of a rectangle of a double-byte character set."""
    cells = tuple(cells)
    return {char for row in rows for cell in cells for char in bytes((row, cell)).decode(codec, "ignore")}
