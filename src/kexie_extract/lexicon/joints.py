"""Where words cannot meet a boundary: characters that stand side by side in no word of a dictionary.

The list is `joints.txt`; its header says where it comes from.
"""

from functools import lru_cache
from pathlib import Path


def may_be_in_word(text: str, at: int) -> bool:
    """Whether some word holds the characters before and at an offset side by side; false at the edges of a text."""
    return 0 < at < len(text) and text[at - 1] in _before().get(text[at], "")


@lru_cache(maxsize=1)
def _before() -> dict[str, str]:
    """For each character those that come before it in words."""
    lines = Path(__file__).with_name("joints.txt").read_text(encoding="utf-8").splitlines()
    return {line[0]: line[1:] for line in lines if line[0] != "#"}
