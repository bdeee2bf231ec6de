"""What the header words of a table mean.

Shared by layout (is this fragment's first row the same header again?) and tables (which column is which field).
The words are data: `lexicon/tables.toml`.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from kexie_extract.lexicon import Lexicon
from kexie_extract.model.tasks import Column
from kexie_extract.text.folding import squeezed
from kexie_extract.text.patterns import compiled

_BRACKETS = compiled(r"（[^（）]{0,40}）|\[[^\]]{0,40}\]|【[^】]{0,40}】")
_EDGES = " ：:*★▲※、。.；"
_PARTS = compiled(r"[/、]|及|和|与|（|）")
_LONGEST = 30
"""Characters; longer cells are no header words."""


class Meaning(NamedTuple):
    """What a header says its column holds.

    Attributes:
        column: the field.
        weak: many tables that hold no tasks have this word too.
        deadline: names a last day (完成时限), so that a bare time is `by`.
        rule: id of the lexicon entry.
        beside: the field where another column already is `column` (事项 beside 主要内容).
        year: the column states the year of each row.
        yields: it is `beside` even where the other column could be something else too.
    """

    column: Column
    weak: bool
    deadline: bool
    rule: str
    beside: Column | None = None
    year: bool = False
    yields: bool = False


@lru_cache(maxsize=8)
def _patterns(lexicon: Lexicon, table: str) -> tuple[tuple[re.Pattern[str], Meaning], ...]:
    """The rules of a table of headers, compiled, in file order."""
    return tuple(
        (
            compiled(rule.expression),
            Meaning(
                column=rule.data["column"],
                weak=rule.data.get("weak", False),
                deadline=rule.data.get("deadline", False),
                rule=rule.id,
                beside=rule.data.get("beside"),
                year=rule.data.get("year", False),
                yields=rule.data.get("yields", False),
            ),
        )
        for rule in lexicon.rules(f"tables.{table}")
    )


@lru_cache(maxsize=4096)
def normal(header: str) -> str:
    """A header's words folded, without white space and closing punctuation."""
    return squeezed(header).strip(_EDGES)


def meanings(header: str, lexicon: Lexicon) -> tuple[Meaning, ...]:
    """What a header may mean, the best first; empty where no rule knows it.

    A header of two words (任务分解/时序进度) has the meanings of both, so that the other columns can decide.
    """
    return _meanings(normal(header), lexicon)


def column_meanings(header: str, lexicon: Lexicon) -> tuple[Meaning, ...]:
    """What a cell of a row that is known as the header may mean: also compounds told by their head (要求办结时间)."""
    found = meanings(header, lexicon)
    if found:
        return found
    words = normal(header)
    plain = _BRACKETS.sub("", words).strip(_EDGES)
    tail = _meaning(plain, lexicon, "header_tail") if 1 < len(plain) <= _LONGEST else None
    return (tail,) if tail else ()


def names_owners(header: str, lexicon: Lexicon) -> bool:
    """Whether one of a header's words names persons, whatever the column is (责任单位及责任人, 责任单位（责任人）)."""
    return any(
        found.column == "owners" for part in _PARTS.split(normal(header)) for found in _meanings(part.strip(), lexicon)
    )


@lru_cache(maxsize=4096)
def _meanings(words: str, lexicon: Lexicon) -> tuple[Meaning, ...]:
    if not words or len(words) > _LONGEST:
        return ()
    for candidate in (words, _BRACKETS.sub("", words).strip(_EDGES)):
        found = _meaning(candidate, lexicon)
        if found:
            return (found,)
    parts = [_meaning(part, lexicon) for part in _PARTS.split(words) if part]
    if sum(part is not None for part in parts) < len(parts):
        return ()
    both = dict.fromkeys(part for part in reversed(parts) if part)
    return tuple(sorted(both, key=lambda meaning: meaning.column != "departments"))


def _meaning(words: str, lexicon: Lexicon, table: str = "header") -> Meaning | None:
    """The first rule's meaning that the words have."""
    if not words:
        return None
    return next((meaning for pattern, meaning in _patterns(lexicon, table) if pattern.search(words)), None)


def known(row: list[str], lexicon: Lexicon) -> int:
    """How many different meanings a row's cells have as headers."""
    return len({found[0].column for text in row if (found := meanings(text, lexicon))})


def is_header(row: list[str], lexicon: Lexicon) -> bool:
    """Whether a row is the header of a table of known columns.

    At least two meanings, and more cells of known meaning than without.
    """
    texts = [text for text in row if text.strip()]
    if len(texts) < 2 or any(len(normal(text)) > _LONGEST for text in texts):
        return False
    named = sum(bool(meanings(text, lexicon)) for text in texts)
    return known(texts, lexicon) >= 2 and 2 * named >= len(texts)


def counts_rows(row: list[str], below: list[str], lexicon: Lexicon) -> bool:
    """Whether a row heads a numbered list: a cell names the number column, and the row below it has a number there.

    So the header of a table of unknown columns is known too.
    """
    texts = [normal(text) for text in row if text.strip()]
    if len(texts) < 3 or any(len(text) > _LONGEST for text in texts):
        return False
    places = [i for i, text in enumerate(row) if (found := meanings(text, lexicon)) and found[0].column == "number"]
    return any(place < len(below) and normal(below[place]).rstrip(".").isdecimal() for place in places)


def header_words(row: list[str]) -> list[str]:
    """A row's words as a header's, without the blank columns that the conversion added."""
    return [normal(text) for text in row if text.strip()]


def same_header(one: list[str], other: list[str]) -> bool:
    """Whether two rows are the same header, whatever blank columns and spacing the conversion added."""
    words = header_words(one)
    return bool(words) and words == header_words(other)
