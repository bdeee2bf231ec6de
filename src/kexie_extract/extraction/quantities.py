"""Quantity records from the passages of a document."""

from collections.abc import Sequence
from typing import Final

from kexie_extract.grammar.quantities import find
from kexie_extract.lexicon import Lexicon
from kexie_extract.model.mentions import QuantityMention
from kexie_extract.model.passages import Passage, Where
from kexie_extract.model.records import Quantity, made

_READ: Final[frozenset[Where]] = frozenset({"run_in", "lead", "body"})
_COLUMNS: Final = frozenset({"content", "schedule"})


def read(passages: Sequence[Passage], lexicon: Lexicon) -> list[Quantity]:
    """The quantities of a document, in passage order.

    Prose counts; titles, headings on their own line and the parts of the form do not. Of a task table only the
    columns `content` and `schedule` count (record contract, `quantities`).

    Args:
        passages: stretches of blocks, each read by itself.
        lexicon: the rules.

    Returns:
        Records `q1`, `q2` …, each with its span in the passage's block and the passage's status.
    """
    read_in = (passage for passage in passages if _counts(passage))
    found = ((passage, mention) for passage in read_in for mention in find(passage.text, lexicon))
    return made(Quantity, [_fields(f"q{number}", *pair) for number, pair in enumerate(found, 1)])


def _fields(name: str, passage: Passage, mention: QuantityMention) -> dict[str, object]:
    """The fields of a quantity's record."""
    block, offset, _ = passage.slice
    return {
        "id": name,
        "text": mention.text,
        "value": mention.value,
        "max": mention.max,
        "unit": mention.unit,
        "comparator": mention.comparator,
        "object": mention.object,
        "per": mention.per,
        "status": passage.status,
        "rule": mention.rule,
        "span": {"block": block, "start": offset + mention.start, "end": offset + mention.end},
    }


def _counts(passage: Passage) -> bool:
    """Whether quantities of the passage are records."""
    return passage.where in _READ or (passage.where == "cell" and passage.column in _COLUMNS)
