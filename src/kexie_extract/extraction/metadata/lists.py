"""Lists of bodies and attachments: 主送, 抄送, 附件说明."""

import re
from functools import lru_cache

from kexie_extract.extraction.metadata.marks import mark
from kexie_extract.lexicon import Lexicon
from kexie_extract.text.folding import fold
from kexie_extract.text.patterns import compiled

_OPEN, _CLOSE = "（《“〔[", "）》”〕]"
_END = "。；;.， \t"


def bodies(text: str, lexicon: Lexicon) -> list[str]:
    """The names in a line of recipients or copies, as printed.

    A mark inside brackets divides nothing; 各省、自治区、直辖市人民政府 is one name, because 各省 and 自治区 lean on
    what follows, and so is 某行云溪分行、青川分行.

    Args:
        text: one line or several, with its label (抄送：) and its closing mark.
        lexicon: which words lean on their neighbours.
    """
    names: list[str] = []
    for clause in _split(_without_label(text, lexicon), "，；"):
        whole = ""
        for part in _split(clause, "、"):
            if whole and (
                _leaning(lexicon).search(fold(whole.rpartition("、")[2])) or _leans_back(part, whole, lexicon)
            ):
                whole += "、" + part
                continue
            names += [whole] if whole else []
            whole = part
        names += [whole] if whole else []
    return names


def _without_label(text: str, lexicon: Lexicon) -> str:
    found = mark("addressed", lexicon).match(fold(text))
    return (text[found.end() :] if found else text).strip().rstrip("：:。.；;， ")


def _split(text: str, marks: str) -> list[str]:
    """The text at the marks and line breaks that stand outside brackets, without empty pieces."""
    folded, depth, start, pieces = fold(text), 0, 0, []
    for offset, char in enumerate(folded):
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(0, depth - 1)
        elif char in marks and depth == 0:
            pieces.append(text[start:offset])
            start = offset + 1
    pieces.append(text[start:])
    return [re.sub(r"\s+", "", piece) for piece in pieces if piece.strip()]


@lru_cache(maxsize=8)
def _leaning(lexicon: Lexicon) -> re.Pattern[str]:
    return compiled(rf"\A(?:{lexicon.union('metadata.leaning')})\Z")


@lru_cache(maxsize=8)
def _branch(lexicon: Lexicon) -> re.Pattern[str]:
    return compiled(rf"\A(?:{lexicon.union('metadata.leaning_back')})\Z")


def _leans_back(part: str, whole: str, lexicon: Lexicon) -> bool:
    """Whether the part is an organ's or a branch's own word, after a name that it leans on: 某行云溪分行、青川分行."""
    folded = fold(part)
    if mark("committees", lexicon).search(whole) and mark("governments", lexicon).search(folded):
        return True
    if "各" in whole and any(rule.matches(folded) for rule in lexicon.rules("metadata.leaning_organ")):
        return True
    listed = mark("listed_classes", lexicon).match(fold(whole))
    if listed and any(rule.matches(folded) for rule in lexicon.rules("metadata.leaning_office")):
        return True
    return not folded.startswith("各") and bool(_branch(lexicon).search(folded)) and whole.endswith(part[-2:])


def attachments(texts: list[str], lexicon: Lexicon) -> list[str]:
    """The titles in 附件：1.… 2.…, without numbers and closing marks.

    Args:
        texts: the lines of the attachment note.
        lexicon: how entries are numbered, and which file types stand behind their names.
    """
    joined = "\n".join(texts).strip("\n")
    folded = fold(joined)
    if folded.startswith("（") and folded.endswith("）"):  # （附件：…） below the date
        joined, folded = joined[:-1], folded[:-1]
    label = mark("attached", lexicon).match(folded)
    start = label.end() if label else 0
    starts = list(mark("attached_entry", lexicon).finditer(folded, start))
    bounds = [*(found.start() for found in starts), len(joined)]
    begins = [start, *(found.end() for found in starts)]
    pieces = (joined[begin:end] for begin, end in zip(begins, bounds, strict=True))
    names = (re.sub(r"\s*\n\s*", "", piece).strip(_END) for piece in pieces)
    return [title for name in names if (title := mark("file_type", lexicon).sub("", name))]
