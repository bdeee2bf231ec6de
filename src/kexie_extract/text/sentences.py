"""Sentences inside a paragraph."""

from kexie_extract.text.patterns import compiled

_EVENT = compiled(r"[。！？（）《》“”]")
_STOP = compiled(r"[。！？]")
_BRACKETS = compiled(r"(?:[（〔][^（）〔〕]{0,300}(?:（[^（）]{0,100}）[^（）〔〕]{0,300}){0,9}[）〕][。；]?\s*)+")
_REACH = 3000
"""Characters within which a sentence is expected to end."""


def sentence_end(text: str, start: int = 0) -> int:
    """The offset after the sentence that begins at `start`: after 。！？ outside brackets and quotation marks."""
    depth, opened = 0, start
    for match in _EVENT.finditer(text, start, start + _REACH):
        char = match[0]
        if char in "（《“":
            opened = match.start() if depth == 0 else opened
            depth += 1
        elif char in "）》”":
            depth = max(0, depth - 1)
        elif depth == 0:
            return match.end()
        elif depth == 1 and text[match.end() : match.end() + 1] == "”" and text[opened - 1 : opened] == "：":
            return match.end() + 1  # direct speech ends with its own stop
    plain = _STOP.search(text, start)
    return plain.end() if plain else len(text)


def single(text: str) -> bool:
    """Whether a text is one sentence; a closing bracket such as （教育部负责） is no sentence of its own."""
    rest = text[sentence_end(text) :].strip()
    return not rest or _BRACKETS.fullmatch(rest) is not None


def without_stop(text: str) -> int:
    """The length of a text without closing punctuation and white space."""
    return len(text.rstrip(" \u3000。；：！？，、;:,.!?"))
