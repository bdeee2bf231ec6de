"""Han characters by comparison, and patterns that wait for their first use.

Python up to 3.13 marks the 21,000 characters of a class like `[一-鿿]` one by one, about a millisecond for each such
class; code that asks of single characters, or only in rare documents, need not pay that at every start.
"""

import re
from collections.abc import Callable
from functools import lru_cache


def is_han(char: str) -> bool:
    """Whether a character is of the block CJK Unified Ideographs (U+4E00–U+9FFF); false for an empty string."""
    return "\u4e00" <= char <= "\u9fff"


def lazily(expression: str) -> Callable[[], re.Pattern[str]]:
    """A regular expression that is compiled when it is first asked for."""
    return lru_cache(maxsize=1)(lambda: re.compile(expression))
