"""Word segmenters behind one face.

rjieba has jieba's dictionary and algorithm in Rust and is some twenty times faster; jieba is the reference.
Both load their dictionary at first use, so import nothing here at start-up.
"""

from collections.abc import Callable
from functools import lru_cache
from importlib.util import find_spec
from typing import Literal, NamedTuple

Choice = Literal["auto", "jieba", "rjieba"]


class Word(NamedTuple):
    """A word and its part of speech in ICTCLAS tags as jieba uses them (`n`, `v`, `m`, `q`, `ns` …)."""

    text: str
    tag: str


class Segmenter(NamedTuple):
    """A word segmenter.

    Attributes:
        name: `rjieba` or `jieba`.
        cut: text to words; the words joined are the text.
        tag: text to words with part of speech.
    """

    name: str
    cut: Callable[[str], list[str]]
    tag: Callable[[str], list[Word]]


@lru_cache(maxsize=3)
def segmenter(choice: Choice = "auto") -> Segmenter:
    """The segmenter of that name; `auto` takes rjieba where it can be imported, else jieba.

    Raises:
        ModuleNotFoundError: `rjieba` was asked for by name and is not installed.
    """
    if choice == "rjieba" or (choice == "auto" and find_spec("rjieba")):
        return _rjieba()
    return _jieba()


def _rjieba() -> Segmenter:
    import rjieba

    return Segmenter("rjieba", lambda text: list(rjieba.cut(text)), lambda text: [Word(*p) for p in rjieba.tag(text)])


def _jieba() -> Segmenter:
    import logging

    import jieba
    import jieba.posseg

    jieba.setLogLevel(logging.ERROR)
    return Segmenter(
        "jieba",
        lambda text: list(jieba.cut(text)),
        lambda text: [Word(pair.word, pair.flag) for pair in jieba.posseg.cut(text)],
    )
