"""Lists of bodies and attachments: 主送, 抄送, 附件说明."""

import re
from functools import lru_cache

from kexie_extract.lexicon import Lexicon
from kexie_extract.text.folding import fold
from kexie_extract.text.han import lazily
from kexie_extract.text.patterns import compiled

_OPEN, _CLOSE = "（《“〔[", "）》”〕]"
_LABEL = compiled(r"\A\s*(?:主\s?送|抄\s?送|抄\s?报|分\s?送|分?发|发送|报|送)(?:机关|单位)?\s?[：]")
_ATTACHMENT = compiled(r"\A\s*附\s{0,4}件(?:\s?(?:\d{1,2}|[一二三四五六七八九十]))?\s?[：]?\s?")
_ENTRY = lazily(
    r"(?:(?<=\A)|(?<=[\s；。：一-鿿）》]))\s*(?:附件)?(?:\d{1,2}\s?[.、．：]|[（]\d{1,2}[）]|[一二三四五六七八九十]{1,3}、)\s?(?!\d(?!\d{3}))"
)
_FILE = compiled(r"\.(?:docx?|wps|pdf|ofd|xlsx?|et|pptx?|zip|rar|7z|jpe?g|png)\Z", re.IGNORECASE)
_CLASSES = compiled(r"各[省市县区州盟旗乡镇街道（）、]{1,12}")
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
    for clause in _split(_without_label(text), "，；"):
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


def _without_label(text: str) -> str:
    found = _LABEL.match(fold(text))
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
    """Whether the part is only a branch's own words, after a name with the same tail: …省分行、杭州分行."""
    folded = fold(part)
    if whole.startswith("各") and whole.endswith("党委") and folded in ("人民政府", "政府", "办事处"):
        return True
    if any(rule.matches(folded) for rule in lexicon.rules("metadata.leaning_organ")) and "各" in whole:
        return True
    if _CLASSES.match(fold(whole)) and any(rule.matches(folded) for rule in lexicon.rules("metadata.leaning_office")):
        return True
    return not folded.startswith("各") and bool(_branch(lexicon).search(folded)) and whole.endswith(part[-2:])


def attachments(texts: list[str]) -> list[str]:
    """The titles in 附件：1.… 2.…, without numbers and closing marks.

    Args:
        texts: the lines of the attachment note.
    """
    joined = "\n".join(texts).strip("\n")
    folded = fold(joined)
    label = _ATTACHMENT.match(folded)
    start = label.end() if label else 0
    starts = list(_ENTRY().finditer(folded, start))
    bounds = [*(found.start() for found in starts), len(joined)]
    begins = [start, *(found.end() for found in starts)]
    pieces = [joined[begin:end] for begin, end in zip(begins, bounds, strict=True)]
    return [title for piece in pieces if (title := _FILE.sub("", re.sub(r"\s*\n\s*", "", piece).strip(_END)))]
