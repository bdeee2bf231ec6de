"""Whole plans, notices and tables of many provinces and levels with every milestone that they set.

Each document stands beside a list of what it binds, in the order of the document, one a line:
`time | start..end | relation and recurrence | action`, `-` for no action. The lists were written before the
program read the documents; where both differed, the record contract decided. Places and bodies are invented.
"""

from pathlib import Path

import pytest

from kexie_extract import extract
from kexie_extract.model.records import Milestone

PLANS = Path(__file__).parent / "plans"
DOCUMENTS = sorted(path for path in PLANS.iterdir() if path.suffix != ".expected")


def shown(milestone: Milestone) -> str:
    """A milestone as the lists write it, without white space inside its words."""
    days = f"{milestone.start or ''}..{milestone.end or ''}"
    relation = " ".join(word for word in (milestone.relation, milestone.recurrence) if word)
    time, action = ("".join((text or "-").split()) for text in (milestone.text, milestone.action))
    return f"{time}|{days}|{relation}|{action}"


@pytest.mark.parametrize("path", DOCUMENTS, ids=[path.stem for path in DOCUMENTS])
def test_milestones(path: Path) -> None:
    listed = path.with_suffix(".expected").read_text(encoding="utf-8").splitlines()
    expected = ["|".join(field.strip() for field in line.split("|")) for line in listed]
    found = [shown(milestone) for milestone in extract(path).milestones]
    assert found == expected


def test_there_are_many() -> None:
    lists = [path.with_suffix(".expected").read_text(encoding="utf-8") for path in DOCUMENTS]
    assert len(DOCUMENTS) >= 33
    assert sum(text.count("|") // 3 for text in lists) >= 430
