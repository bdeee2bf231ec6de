"""Whether a paragraph stops in the middle of a sentence that the next one finishes.

A page break or a converter cuts paragraphs anywhere. Some cuts prove themselves: a word, a number or a pair of
quotation marks lies on both sides. A mere missing full stop proves nothing; it counts as a cut only in a document that
has proven ones.
"""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Literal

from kexie_extract.lexicon import Lexicon
from kexie_extract.lexicon.joints import is_only_word, may_be_in_word
from kexie_extract.text.han import is_han
from kexie_extract.text.patterns import compiled

Cut = Literal["sure", "likely"]

_END = "。！？；：…"
_CLOSERS = "”’》）〕】」』〉'\""
_PAIRS = {"（": "）", "《": "》", "“": "”", "〔": "〕", "「": "」", "『": "』", "【": "】"}
_MARK = compiled("[（）《》“”〔〕「」『』【】]")
_OPENING_OF = {close: opening for opening, close in _PAIRS.items()}
_OPEN_END = compiled(r"[，、（《“‘〈]$")
_CLOSING_START = compiled(r"[，。、；：！？）》”’〉】〕%]")
_INNER_END = compiled(r"[。！？；]")
_LONG = 30
"""Characters from which a paragraph without an end mark is no label."""
_WINDOW = 12
"""Characters on each side of a seam that are cut into words."""
_TITLE = 60
"""Characters of one line of a title."""
_GROUP = 300
"""Characters of a bracketed group at the end of a paragraph."""


def accepted(pairs: Iterable[tuple[str, str]], lexicon: Lexicon, *, indented: bool) -> frozenset[Cut]:
    """The kinds of cuts to believe in a document.

    Args:
        pairs: folded texts of all neighbouring paragraphs.
        lexicon: its segmenter tells words that lie on both sides.
        indented: paragraphs begin with an indent, so that each beginning is marked already.
    """
    counts = Counter(cut(one, two, lexicon) for one, two in pairs)
    return frozenset({"sure", "likely"} if counts["sure"] > indented else {"sure"})


def cut(one: str, two: str, lexicon: Lexicon) -> Cut | None:
    """What speaks for a cut between two folded texts; None where the first is finished or only a label."""
    if closed(one) or not (_INNER_END.search(one) or len(one) >= _LONG):
        return None
    if _CLOSING_START.match(two) or _spans_pair(one, two):
        return "sure"
    if not closed(two) and len(two) <= _LONG:
        return None
    if _OPEN_END.search(one) or _splits_word(one, two, lexicon):
        return "sure"
    return "likely" if _INNER_END.search(one) else None


def closed(folded: str) -> bool:
    """Whether a text ends like a sentence, a bracket such as （商务部负责） after its last sentence passed over."""
    text = folded.rstrip()
    while text and text[-1] in _CLOSERS:
        text = _without_group(text)
    return bool(text) and text[-1] in _END


def unclosed(folded: str) -> bool:
    """Whether a bracket or a pair of name or quotation marks is still open at a text's end: 关于印发《2019年."""
    tail = folded[-_GROUP:]
    return any(tail.rfind(opening) > tail.rfind(close) for opening, close in _PAIRS.items())


def goes_on(one: str, two: str) -> bool:
    """Whether two folded lines are one title that was broken inside 《…》 or a bracket: the second closes it first."""
    return len(one) <= _TITLE and len(two) <= _TITLE and not _INNER_END.search(one) and _spans_pair(one, two)


def _without_group(text: str) -> str:
    """The text without the closing mark that ends it; without the whole group where that is a bracket."""
    if text[-2:-1] and text[-2] in _END:
        return text[:-1]
    start = text.rfind("（", max(0, len(text) - _GROUP)) if text[-1] == "）" else -1
    return text[:start].rstrip() if start > 0 else text[:-1]


def _spans_pair(one: str, two: str) -> bool:
    """Whether a bracket or quotation mark that one side leaves open is the first that the other closes unopened."""
    opened: list[str] = []
    for mark in _MARK.findall(two):
        if mark in _PAIRS:
            opened.append(mark)
        elif opened:
            opened.pop()
        else:
            return one.count(_OPENING_OF[mark]) > one.count(mark)
    return False


def _splits_word(one: str, two: str, lexicon: Lexicon) -> bool:
    """Whether a word or a number lies on both sides."""
    if one[-1].isdigit() and two[0].isdigit():
        return True
    if not (is_han(one[-1]) and is_han(two[0])):
        return one[-1].isdigit() and is_han(two[0])
    left, right = re.split(r"[^\u4e00-\u9fff]", one[-_WINDOW:])[-1], re.split(r"[^\u4e00-\u9fff]", two[:_WINDOW])[0]
    text, seam, offset = left + right, len(left), 0
    if not may_be_in_word(text, seam):
        return False
    if is_only_word(text, seam):
        return True
    for word in lexicon.segmenter.cut(text):
        if offset < seam < offset + len(word):
            return True
        offset += len(word)
    return False
