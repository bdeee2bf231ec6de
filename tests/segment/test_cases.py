"""Whole documents of every kind, with the outline and the pieces of work that a careful clerk reads in them.

Each file of `cases/` says in its first line why it is there. After `=== FORMAT` comes the document, after `=== outline`
one line for each section and item in order:

    LEVEL NUMBER HEADING [run-in STATUS]
    * NUMBER | HEADING | first characters of the text | departments | supporting departments

with `-` for what is absent.
"""

from pathlib import Path

import pytest
from tests.outlines import lines_of

from kexie_extract import extract

from .making import word

CASES = sorted(Path(__file__).with_name("cases").glob("*.txt"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_outline_and_items(path: Path, tmp_path: Path) -> None:
    reason, rest = path.read_text(encoding="utf-8").split("=== ", 1)
    assert reason.startswith("# ")
    form, rest = rest.split("\n", 1)
    text, expected = rest.split("=== outline\n")
    file = tmp_path / f"{path.stem}.{form}"
    file.write_bytes(word(text) if form == "docx" else text.encode())
    assert list(lines_of(extract(file))) == expected.splitlines()
