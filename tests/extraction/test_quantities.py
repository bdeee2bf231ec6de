"""Quantity records from passages."""

from typing import Any

import pytest

from kexie_extract.extraction.quantities import read
from kexie_extract.lexicon import default
from kexie_extract.model.outline import Slice
from kexie_extract.model.passages import Passage


def passage(text: str, start: int = 0, **fields: Any) -> Passage:
    """A passage of block b3 that begins at `start`."""
    return Passage(Slice("b3", start, start + len(text)), text, **{"where": "body", **fields})


def test_spans_point_into_the_block() -> None:
    (record,) = read([passage("新增企业科协81家。", start=40, status="done")], default())
    assert (record.id, record.text, record.status) == ("q1", "81家", "done")
    assert (record.span.block, record.span.start, record.span.end) == ("b3", 46, 49)


def test_ids_run_over_passages() -> None:
    records = read([passage("新增学会3家，培训50人。"), passage("举办讲座2场。")], default())
    assert [record.id for record in records] == ["q1", "q2", "q3"]


@pytest.mark.parametrize(
    ("fields", "found", "reason"),
    [
        ({"where": "body"}, 1, "text of a leaf section"),
        ({"where": "lead"}, 1, "a notice's body before its first section"),
        ({"where": "run_in"}, 1, "a heading inside its paragraph is prose"),
        ({"where": "heading"}, 0, "a heading on its own line"),
        ({"where": "title"}, 0, "titles hold names"),
        ({"where": "note"}, 0, "parts of the form"),
        ({"where": "cell", "column": "content"}, 1, "task content"),
        ({"where": "cell", "column": "schedule"}, 1, "task schedule"),
        ({"where": "cell", "column": "goal"}, 0, "other columns do not count"),
        ({"where": "cell"}, 0, "a table that is no task table"),
    ],
)
def test_where_quantities_count(fields: dict[str, Any], found: int, reason: str) -> None:
    assert len(read([passage("建成示范基地5个", **fields)], default())) == found, reason
