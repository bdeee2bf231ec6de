"""Where words cannot meet a boundary: characters that stand side by side in no word of a dictionary.

The list is `joints.txt`; its header says where it comes from.
"""

from functools import cache, lru_cache
from pathlib import Path


def may_be_in_word(text: str, at: int) -> bool:
    """Whether some word holds the characters before and at an offset side by side; false at the edges of a text."""
    return 0 < at < len(text) and text[at - 1] in _before(text[at])


def is_word(pair: str) -> bool:
    """Whether two characters are a word."""
    return len(pair) > 1 and pair[0] in _before(pair[1]).partition("|")[0]


def is_only_word(text: str, at: int) -> bool:
    """Whether the characters before and at an offset are a word and neither is in one with its other neighbour."""
    return (
        0 < at < len(text)
        and text[at - 1] in _before(text[at]).partition("|")[0]
        and not (may_be_in_word(text, at - 1) or may_be_in_word(text, at + 1))
    )


@cache
def _before(char: str) -> str:
    """The characters that come before one in words."""
    start = _lines().find(f"\n{char}") + 2 if char != "#" else 0  # the header is none
    return _lines()[start : _lines().index("\n", start)] if start > 1 else ""


@lru_cache(maxsize=1)
def _lines() -> str:
    """The whole list; most documents ask of a few characters only."""
    return Path(__file__).with_name("joints.txt").read_text(encoding="utf-8")
