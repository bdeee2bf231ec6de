"""The records of the samples, whole. `KEXIE_REGENERATE=1 pytest tests/golden` writes them anew."""

import json
import os
from pathlib import Path

import pytest

from kexie_extract import extract
from kexie_extract.export.json import to_json

HERE = Path(__file__).parent
REGENERATE = os.environ.get("KEXIE_REGENERATE") == "1"
DOCUMENTS = (
    "report.docx",
    "plan-notice.docx",
    "tasks.docx",
    "newspaper.md",
    "opinion.gb18030.txt",
    "measures.html",
)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_records_are_as_reviewed(name: str, samples: Path) -> None:
    made = to_json(extract(samples / name))
    reviewed = HERE / f"{name}.json"
    if REGENERATE:
        reviewed.write_bytes(made)
    assert json.loads(made) == json.loads(reviewed.read_bytes())


def test_regeneration_is_off() -> None:
    assert not REGENERATE, "the goldens were just written; look at the difference and run without KEXIE_REGENERATE"
