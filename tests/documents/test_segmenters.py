"""rjieba and jieba give the same records: the choice is one of speed."""

from pathlib import Path
from typing import Literal

import pytest

from kexie_extract import Options, extract
from kexie_extract.export.json import to_json

ROOT = Path(__file__).parents[2]
NAMES: tuple[Literal["jieba"], Literal["rjieba"]] = ("jieba", "rjieba")
DOCUMENTS = [
    path
    for folder in (ROOT / "samples", ROOT.parent / "shared" / "corpus", ROOT.parent / "shared" / "unlabelled")
    for path in sorted(folder.glob("*.*"))
    if path.suffix in (".txt", ".md", ".docx", ".html") and path.name != "README.md"
]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_same_records(path: Path) -> None:
    pytest.importorskip("rjieba")
    one, other = (to_json(extract(path, options=Options(segmenter=name))) for name in NAMES)
    assert one == other
