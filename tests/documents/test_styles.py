"""Whole invented documents in the styles that offices write, each with all that a careful clerk reads in it.

Each file of `styles/` says in its first line what it is; a line `NUM` gives the lists of a Word file. Then comes
after `=== FORMAT` the document as `writing` says, after `=== outline` one line for each section and item in order,
after `=== meta` the kind and all elements that the document has; what is not named there must be absent.
"""

import ast
import re
from pathlib import Path

import pytest
from tests.outlines import lines_of

from kexie_extract import Document, extract

from .writing import Numbering, sheet, word

STYLES = sorted(Path(__file__).with_name("styles").glob("*.txt"))
PLAIN = ("title", "subtitle", "issuer", "document_number", "date", "meeting", "speaker", "draft")
LISTS = ("recipients", "copied_to", "attachments")


def elements_of(document: Document) -> dict[str, str]:
    about = document.metadata
    found: dict[str, str] = {"kind": document.kind}
    found |= {name: getattr(about, name) for name in PLAIN if getattr(about, name)}
    found |= {name: " / ".join(getattr(about, name)) for name in LISTS if getattr(about, name)}
    region = (about.region.province, about.region.city, about.region.county)
    if any(region):
        found["region"] = " ".join(name or "-" for name in region)
    if about.period:
        found["period"] = f"{about.period.text} {about.period.start}..{about.period.end}"
    return found


def written(form: str, text: str, numbering: Numbering) -> bytes:
    if form == "docx":
        return word(text, numbering)
    return sheet(text) if form == "xlsx" else text.strip("\n").encode() + b"\n"


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.stem)
def test_document(path: Path, tmp_path: Path) -> None:
    head, rest = path.read_text(encoding="utf-8").split("=== ", 1)
    assert head.startswith("# "), "a reason"
    form, rest = rest.split("\n", 1)
    text, rest = rest.split("=== outline\n")
    outline, about = rest.split("=== meta\n")
    lists = re.search(r"^NUM (.*)$", head, re.MULTILINE)
    file = tmp_path / f"document.{form}"
    file.write_bytes(written(form, text, ast.literal_eval(lists[1]) if lists else {}))
    document = extract(file)
    assert list(lines_of(document)) == outline.splitlines()
    assert elements_of(document) == dict(line.split(": ", 1) for line in about.splitlines())
