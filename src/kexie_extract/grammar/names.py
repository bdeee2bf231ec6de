"""Lists of names as clerks write them: 办公室、学会部; 各省、自治区、直辖市人民政府.

Shared by tables (cells of a department or owner column) and extract (brackets that say who answers for the work).
Words are data: `lexicon/responsibility.toml`.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from kexie_extract.lexicon import Lexicon
from kexie_extract.text.folding import fold
from kexie_extract.text.han import is_han
from kexie_extract.text.patterns import compiled

_OPEN, _CLOSE = "（[【〔《“", "）]】〕》”"
_EDGES = " \n，。；、：:.;,·"
_LONGEST_JOINT = 60
"""Characters; longer pieces are no list of bodies."""
_PERSON = range(2, 4)
"""Characters of a Chinese person's name, the only names that end in no organ word."""


class _Rules(NamedTuple):
    ending: re.Pattern[str]
    tail: re.Pattern[str]
    across: re.Pattern[str]
    tail_of_place: re.Pattern[str]
    place: re.Pattern[str]
    level: re.Pattern[str]
    level_head: re.Pattern[str]
    level_upward: re.Pattern[str]
    ranks: tuple[tuple[str, ...], ...]
    others: re.Pattern[str]
    joint: re.Pattern[str]


@lru_cache(maxsize=4)
def _rules(lexicon: Lexicon) -> _Rules:
    """The lexicon's entries, compiled."""

    def one(table: str, *ids: str) -> re.Pattern[str]:
        rules = [rule for rule in lexicon.rules(f"responsibility.{table}") if not ids or rule.id.endswith(ids)]
        return compiled("|".join(f"(?:{rule.expression})" for rule in rules))

    return _Rules(
        ending=one("ending"),
        tail=one("tail", "bare"),
        across=one("across"),
        tail_of_place=one("tail", "after_place"),
        place=one("ending", "place"),
        level=one("level"),
        level_head=one("level_head"),
        level_upward=one("level_upward"),
        ranks=tuple(tuple(words) for words in lexicon.rules("responsibility.level")[0].data["ranks"]),
        others=one("others"),
        joint=one("joint"),
    )


def split_names(text: str, lexicon: Lexicon) -> list[str]:
    """The names in a list of bodies or persons, in order, without empty ones.

    Splits at 、 ， ； and line breaks, and at white space between names. A name broken over two lines is one, and
    so are coordinated levels that share their head (各省、自治区、直辖市人民政府; 省、市科协). 人民银行等部门 gives
    人民银行. Marks inside brackets split nothing.

    Args:
        text: the words of a cell or a bracket.
        lexicon: rules of `responsibility.toml`.
    """
    rules = _rules(lexicon)
    names: list[str] = []
    for piece in _shared_heads(_marked_pieces(text), rules):
        for name in _lines(piece, rules):
            names.extend(_conjoined(name, rules))
    return [name for name in (_bare(name, rules) for name in names) if name]


def _marked_pieces(text: str) -> list[tuple[str, str]]:
    """Pieces between 、 ， ； / outside brackets, each with the mark that closed it."""
    folded, pieces, depth, begin = fold(text), [], 0, 0
    for i, char in enumerate(folded):
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(0, depth - 1)
        elif char in "、，；。" and not depth:
            pieces.append((text[begin:i], char))
            begin = i + 1
    pieces.append((text[begin:], ""))
    return pieces


def _shared_heads(pieces: list[tuple[str, str]], rules: _Rules) -> list[str]:
    """Pieces, a bare level word (各省) joined to the next piece whose head it shares (自治区人民政府)."""
    joined: list[str] = []
    pending = ""
    for i, (piece, mark) in enumerate(pieces):
        following = "".join(fold(pieces[i + 1][0]).split()) if i + 1 < len(pieces) else ""
        shares = (
            mark == "、"
            and rules.level.search("".join(fold(piece).split()))
            and rules.level_head.search(following)
            and _descends("".join(fold(piece).split()), following, rules)
        )
        if shares:
            pending += piece + mark
        else:
            joined.append(pending + piece)
            pending = ""
    return joined


def _descends(level: str, following: str, rules: _Rules) -> bool:
    """Whether the next level is no higher than this one, as in a list that shares its head."""
    if _rank(following, rules) >= _rank(level.lstrip("各全有关相"), rules):
        return True
    return rules.level_upward.match(following) is not None


def _rank(text: str, rules: _Rules) -> int:
    """The rank of the level that a text begins with, 0 the highest; the longest word wins."""
    found = [(len(word), rank) for rank, words in enumerate(rules.ranks) for word in words if text.startswith(word)]
    return max(found, default=(0, 0))[1]


def _lines(piece: str, rules: _Rules) -> list[str]:
    """A piece split at line breaks and at white space between names."""
    names: list[str] = []
    for line in piece.splitlines():
        parts = _spaced(line)
        if not parts:
            continue
        if names and _goes_on(names[-1], parts[0], rules):
            names[-1] += parts.pop(0)
        names.extend(parts)
    return names


def _spaced(line: str) -> list[str]:
    """A line's names where white space parts them; padding inside a name (张  三, 办 公 室) is taken out."""
    words = fold(line).split()
    if len(words) > 1 and all(len(word) == 1 for word in words):
        return ["".join(words)] if len(words) <= 3 else ["".join(words[i : i + 2]) for i in range(0, len(words), 2)]
    names: list[str] = []
    single = False
    for word in _source_words(line):
        if single and len(word) == 1:
            names[-1] += word
            single = False
        else:
            names.append(word)
            single = len(word) == 1
    return names


def _source_words(line: str) -> list[str]:
    """The words of a line as the source has them, parted by any white space."""
    return line.replace("\u3000", " ").split()


def _goes_on(above: str, below: str, rules: _Rules) -> bool:
    """Whether the line below carries on the name above instead of beginning a new one."""
    left, right = fold(above), fold(below)
    if left.count("（") > left.count("）"):
        return True
    if len(right) == 1 or rules.tail.search(right) or rules.across.search(left[-1] + right[0]):
        return True
    if rules.tail_of_place.search(right):
        return rules.place.search(left) is not None
    if rules.ending.search(left) or left.endswith(("）", "等")):
        return False
    spelled = all(is_han(char) or char == "·" for char in left + right)
    persons = len(left) in _PERSON and len(right) in _PERSON and spelled
    return not (persons and not rules.ending.search(right))


def _conjoined(name: str, rules: _Rules) -> list[str]:
    """The bodies that 和 or 及 joins, where what stands before it is a whole name."""
    if len(name) > _LONGEST_JOINT:
        return [name]
    found = rules.joint.search(fold(name))
    if not found or "、" in found[0]:
        return [name]
    words = ("以及", "会同", "和", "与", "及")
    conjunction = next(word for word in words if found[0].endswith(word))
    return [name[: found.end() - len(conjunction)], *_conjoined(name[found.end() :], rules)]


def _bare(name: str, rules: _Rules) -> str:
    """A name without marks at its edges and without 等部门."""
    name = name.strip().strip(_EDGES)
    found = rules.others.search(fold(name))
    if found and found.start() > 1:
        name = name[: found.start()]
    return name.strip(_EDGES)
