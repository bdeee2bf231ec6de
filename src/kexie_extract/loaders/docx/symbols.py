"""Characters of symbol fonts, which stand at private code points, as the Unicode characters that they look like.

Source: the encodings of Wingdings, Wingdings 2, Webdings and Symbol as shipped with Windows; only signs that office
documents use (marks, bullets, arrows, enclosed numbers).
"""

from typing import Final

from kexie_extract.text.patterns import compiled

_PRIVATE: Final = range(0xF020, 0xF100)
_OFFSET: Final = 0xF000
_PRIVATE_CHARACTER: Final = compiled("[\uf020-\uf0ff]")


def _row(first: int, characters: str) -> dict[int, str]:
    return {first + place: char for place, char in enumerate(characters) if char != " "}


_TABLES: Final[dict[str, dict[int, str]]] = {
    "wingdings": {
        **_row(0x21, "✏✂✁"), 0x28: "☎", 0x2A: "✉", 0x46: "☞", 0x47: "☝", 0x4A: "☺",
        **_row(0x6C, "●❍■□"), 0x71: "❑", 0x72: "❒", 0x74: "⧫", 0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x7A: "⌘",
        **_row(0x80, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿"), 0x9E: "·", 0x9F: "•", 0xA0: "▪", 0xA1: "○", 0xA4: "◉", 0xA5: "◎",
        0xA7: "▪", 0xA8: "□", 0xAB: "★", 0xB2: "✧", 0xD8: "➢", **_row(0xDF, "←→↑↓↖↗↙↘"), 0xE8: "➔",
        **_row(0xEF, "⇦⇨⇧⇩⬄"), **_row(0xFB, "✗✓☒☑"),
    },
    "wingdings 2": {
        0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x55: "⊗", 0x56: "⊗",
        **_row(0x69, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿"), 0x97: "●", 0x98: "●", 0x9A: "◎", 0x9E: "■", 0x9F: "■", 0xA2: "■",
        0xA3: "□", 0xAE: "◆", 0xEA: "★", 0xF8: "※",
    },
    "webdings": {0x31: "■", 0x34: "▶", 0x61: "✓", 0x63: "□", 0x67: "■", 0x6E: "●", 0x72: "✗", 0xA8: "☎"},
    "symbol": {
        0x2D: "−", 0xA3: "≤", 0xA5: "∞", 0xAB: "↔", **_row(0xAC, "←↑→↓°±″≥×"), 0xB7: "·", 0xB8: "÷",
        0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xC4: "⊗", 0xC5: "⊕", 0xC7: "∩",
        0xC8: "∪", 0xCE: "∈", 0xD6: "√", 0xD7: "⋅", 0xDB: "⇔",
        **_row(0xDC, "⇐⇑⇒⇓◊"), 0xE5: "∑", **_row(0x61, "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"), 0x44: "Δ", 0x57: "Ω", 0x53: "Σ",
    },
}  # fmt: skip


def symbol(code: int, font: str | None) -> str | None:
    """The Unicode character of a symbol font's code point (private or plain); None where it is unknown."""
    plain = code - _OFFSET if code in _PRIVATE else code
    return _TABLES.get((font or "").lower(), {}).get(plain)


def plain_text(text: str, font: str | None) -> tuple[str, int]:
    """Text of a run as readers see it, and how many private characters stay unknown.

    Only characters below U+0100 and private ones take a symbol font; Chinese in such a run has its own font.
    """
    if font is not None and font.lower() in _TABLES:
        text = "".join([symbol(ord(char), font) or char for char in text])
    return text, len(_PRIVATE_CHARACTER.findall(text))
