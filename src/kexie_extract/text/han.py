"""Han characters by comparison, and patterns that wait for their first use.

Python up to 3.13 marks the 21,000 characters of a class like `[一-鿿]` one by one, about a millisecond for each such
class; code that asks of single characters, or only in rare documents, need not pay that at every start. In patterns
`[一-鿿]` and `[^一-鿿]` are written as before and replaced by a class of a tenth of that time.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from kexie_extract.text.patterns import compiled

_LIKE_WORDS = r"\W\d_A-Za-zª-ÿ〇Ⅰ-ↈ①-⓿㈠-㊰"
HAN = f"[^{_LIKE_WORDS}]"
"""What `[一-鿿]` becomes: word characters but digits, Latin letters and enclosed numbers; so rare characters of names
(䶮) are in it."""
_WRITTEN = compiled(r"\[(\^?)(?:一-鿿|\\u4e00-\\u9fff)\]")


def with_han(expression: str) -> str:
    """A regular expression with `[一-鿿]` and `[^一-鿿]` replaced by what compiles fast."""
    return _WRITTEN.sub(lambda found: f"[{_LIKE_WORDS}]" if found[1] else HAN, expression)


def is_han(char: str) -> bool:
    """Whether a character is of the block CJK Unified Ideographs (U+4E00–U+9FFF); false for an empty string."""
    return "\u4e00" <= char <= "\u9fff"


def lazily(expression: str) -> Callable[[], re.Pattern[str]]:
    """A regular expression that is compiled when it is first asked for."""
    return lru_cache(maxsize=1)(lambda: compiled(with_han(expression)))
