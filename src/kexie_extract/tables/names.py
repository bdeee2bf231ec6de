"""Splitting a cell that lists departments or persons."""

import re
from functools import lru_cache
from typing import NamedTuple

from kexie_extract.lexicon import Lexicon
from kexie_extract.lexicon.joints import may_be_in_word
from kexie_extract.model.tasks import Column
from kexie_extract.text.folding import fold
from kexie_extract.text.patterns import compiled

_PERSON = 4
"""Characters of a personal name at most, without 复姓 of minorities."""


class _Patterns(NamedTuple):
    organ: re.Pattern[str]
    labels: tuple[tuple[re.Pattern[str], Column], ...]
    roles: tuple[tuple[re.Pattern[str], Column], ...]
    role_tail: re.Pattern[str]
    tail: re.Pattern[str]
    nothing: re.Pattern[str]
    doing: re.Pattern[str]
    post: re.Pattern[str]
    surname: re.Pattern[str]


@lru_cache(maxsize=4)
def _patterns(lexicon: Lexicon) -> _Patterns:
    def pairs(table: str) -> tuple[tuple[re.Pattern[str], Column], ...]:
        return tuple((compiled(rule.expression), rule.data["column"]) for rule in lexicon.rules(table))

    roles = "|".join(f"(?:{rule.pattern})" for rule in lexicon.rules("tables.lead_tail"))
    return _Patterns(
        organ=compiled("|".join(rule.expression for rule in lexicon.rules("tables.organ"))),
        labels=pairs("tables.label"),
        roles=pairs("tables.lead_tail"),
        role_tail=compiled(rf"(?:（({roles})）|({roles}))\Z"),
        tail=compiled("|".join(rule.expression for rule in lexicon.rules("tables.tail"))),
        nothing=compiled("|".join(rule.expression for rule in lexicon.rules("tables.nothing"))),
        post=compiled(lexicon.union("tables.post")),
        surname=compiled(lexicon.union("tables.double_surname")),
        doing=compiled("|".join(rule.expression for rule in lexicon.rules("tables.doing"))),
    )


def is_organ_list(text: str, lexicon: Lexicon) -> bool:
    """Whether a text is nothing but names with organ suffixes (办公室、学会部)."""
    if _patterns(lexicon).doing.search(fold(text.strip())):
        return False
    names = [name for names in split(text, "departments", lexicon).values() for name in names]
    organ = _patterns(lexicon).organ
    return bool(names) and all(len(name) <= 30 and organ.search(fold(name)) for name in names)


def split(text: str, column: Column, lexicon: Lexicon, known: frozenset[str] = frozenset()) -> dict[Column, list[str]]:
    """The names in a cell, by the column that they belong to.

    Names are split at 、 ， ； and line breaks and at white space between names; a name broken over two lines is one.
    Labels in the cell (`牵头：…；配合：…`, `办公室（牵头）`) send names to their own column.

    Args:
        text: the cell's words.
        column: the cell's column.
        lexicon: labels and organ suffixes.
        known: names that stand whole in other cells of the column.
    """
    lists: dict[Column, list[str]] = {}
    if _patterns(lexicon).nothing.search(fold(text.strip())):
        return lists
    for target, part in _labelled(text, column, lexicon):
        pending: list[str] = []
        for name in _names(part, lexicon, known):
            bare, role = _role(name, lexicon)
            if bare:
                pending.append(bare)
            if role is not None:
                lists.setdefault(role, []).extend(pending)
                pending = []
        lists.setdefault(target, []).extend(pending)
    return {target: list(dict.fromkeys(names)) for target, names in lists.items() if names}


def _labelled(text: str, column: Column, lexicon: Lexicon) -> list[tuple[Column, str]]:
    """The stretches of a cell behind labels such as 牵头： with the column that each label names."""
    parts: list[tuple[Column, str]] = []
    target, start = column, 0
    for found in re.finditer(r"([\u4e00-\u9fff]{2,12})\s*：", fold(text)):
        label = _label(found[1], lexicon)
        if label is None:
            continue
        parts.append((target, text[start : found.start(1) + label[1]]))
        target, start = label[0], found.end()
    parts.append((target, text[start:]))
    return [(kind, part) for kind, part in parts if part.strip()]


def _label(words: str, lexicon: Lexicon) -> tuple[Column, int] | None:
    """The column that the longest label at the end of the words names, and where it begins."""
    for start in range(len(words) - 1):
        for pattern, column in _patterns(lexicon).labels:
            if pattern.search(words[start:]):
                return column, start
    return None


def _names(text: str, lexicon: Lexicon, known: frozenset[str]) -> list[str]:
    """The names of a list, brackets kept whole."""
    names: list[str] = []
    for part in _outside_brackets(text, "、，；。"):
        names.extend(_by_space(part.strip(), lexicon, known))
    return [name for name in names if name]


def _outside_brackets(text: str, separators: str) -> list[str]:
    """The text split at separators that stand in no bracket."""
    parts, depth, start = [], 0, 0
    for index, char in enumerate(fold(text)):
        if char == "（":
            depth += 1
        elif char == "）":
            depth = max(0, depth - 1)
        elif char in separators and not depth:
            parts.append(text[start:index])
            start = index + 1
    return [*parts, text[start:]]


def _by_space(text: str, lexicon: Lexicon, known: frozenset[str]) -> list[str]:
    """Pieces between white space, put together again where a line break cut a name."""
    pieces = text.split()
    if len(pieces) < 2:
        return pieces
    if all(len(piece) == 1 for piece in pieces):
        return ["".join(pieces)]
    broken = {line.split()[0] for line in text.split("\n")[1:] if line.strip()}
    names = [pieces[0]]
    for piece in pieces[1:]:
        if _belongs(names[-1], piece, lexicon, known, broken=piece in broken):
            names[-1] += piece
        else:
            names.append(piece)
    return names


def _belongs(before: str, after: str, lexicon: Lexicon, known: frozenset[str], *, broken: bool) -> bool:
    """Whether two pieces are one name; `broken` where a line break stands between them."""
    post = _patterns(lexicon).post
    if before + after in known or post.fullmatch(after) or post.fullmatch(before):
        return True
    if before in known and after in known:
        return False
    if len(after) == 1 or len(before) == 1 or fold(after)[0] in "（）" or fold(before)[-1] == "（":
        return True
    if _patterns(lexicon).surname.fullmatch(before) and len(after) == 2:
        return True
    organ = _patterns(lexicon).organ
    whole, left, right = (bool(organ.search(fold(text))) for text in (before + after, before, after))
    if left and right:
        return broken and _inside_word(before, after, lexicon)
    return whole and not left and (len(before) > _PERSON or right)


def _inside_word(before: str, after: str, lexicon: Lexicon) -> bool:
    """Whether a word lies on both sides of a line break: 县科 / 技局."""
    if not may_be_in_word(before + after, len(before)):
        return False
    offset = 0
    for word in lexicon.segmenter.cut(before + after):
        if offset < len(before) < offset + len(word):
            return True
        offset += len(word)
    return False


def _role(name: str, lexicon: Lexicon) -> tuple[str, Column | None]:
    """A name without 牵头, （配合）, 等部门 at its end, and the column that such a word sends it to."""
    patterns = _patterns(lexicon)
    name = name.strip()
    found = patterns.role_tail.search(fold(name))
    role = None
    if found and found.start():
        words = found[1] or found[2]
        role = next((kind for pattern, kind in patterns.roles if pattern.search(words)), None)
        name = name[: found.start()].rstrip("，、 ")
    tail = patterns.tail.search(fold(name))
    return (name[: tail.start()] if tail and tail.start() > 1 else name), role
