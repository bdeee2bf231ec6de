"""Real documents: every form of one document gives the records of its text form, and none makes a crash.

Skips where no folder of real documents stands beside the repository.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kexie_extract import Document, extract
from kexie_extract.errors import MissingDependencyError, NoTextError

RECORDS: dict[str, tuple[str, ...]] = {
    "sections": ("level", "number", "heading", "status"),
    "items": ("number", "heading", "text", "status", "departments"),
    "tasks": ("number", "theme", "project", "content", "schedule"),
    "quantities": ("text", "value", "max", "unit", "comparator", "object"),
    "milestones": ("text", "start", "end", "relation", "action"),
}
FORMS = (".txt", ".md", ".docx", ".pdf", ".doc", ".xlsx")
VARIANT = re.compile(r"(?:-styles|-merged|\.gb18030)$")
"""What the name of another form of one document adds: headings by style, cells merged, an older encoding.

Three differences are forced by such forms, in fields that are not compared: `run_in` (a form whose headings have
styles sets them on lines of their own), the department of a row whose merged cell the Markdown has lost, and the title
of tables saved without the line above them.
"""


def families(folder: Path) -> list[list[Path]]:
    """The forms of each document, the text form first."""
    found: dict[str, list[Path]] = {}
    for path in sorted(folder.iterdir(), key=lambda path: (VARIANT.search(path.stem) is not None, path.name)):
        if path.suffix in FORMS:
            found.setdefault(VARIANT.sub("", path.stem), []).append(path)
    several = [sorted(forms, key=lambda form: FORMS.index(form.suffix)) for forms in found.values() if len(forms) > 1]
    assert several, "no document in more than one form"
    return several


def squeeze(value: Any) -> Any:
    """Without white space: line breaks of a form are not the document's."""
    if isinstance(value, list):
        return tuple(map(squeeze, value))
    return "".join(value.split()) if isinstance(value, str) else value


def shape(document: Document) -> dict[str, list[tuple[Any, ...]]]:
    """What must be alike."""
    shapes: dict[str, list[tuple[Any, ...]]] = {"kind": [(document.kind,)]}
    for name, fields in RECORDS.items():
        shapes[name] = [
            tuple(squeeze(getattr(record, field)) for field in fields) for record in getattr(document, name)
        ]
    return shapes


def test_every_form_gives_the_records_of_the_text(shared: Path, needs: Callable[[str], None]) -> None:
    for base, *others in families(shared / "corpus"):
        expected = shape(extract(base))
        for other in others:
            if other.suffix == ".doc":
                needs("soffice")
            read = shape(extract(other))
            for name, records in expected.items():
                assert read[name] == records, f"{name} of {other.name}"


def test_all_other_documents_run(shared: Path) -> None:
    """Whatever offices and sites put out is read, or refused with the way out; a scan needs the extra."""
    refused: list[str] = []
    for path in sorted((shared / "unlabelled").iterdir()):
        if path.name.startswith("README"):
            continue
        try:
            document = extract(path)
        except (NoTextError, MissingDependencyError) as error:
            refused.append(str(error))
        else:
            assert document.blocks, path.name
    assert all("pip install" in message or "install LibreOffice" in message for message in refused)


def errors(read: str, meant: str) -> int:
    """Edits from what was read to the beginning of the text that it was printed from."""
    row = list(range(len(meant) + 1))
    for i, char in enumerate(read, 1):
        before, row[0] = row[0], i
        for j, other in enumerate(meant, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (char != other))
    return min(row)


@pytest.mark.extra
def test_recognised_text_has_one_error_in_a_hundred_at_most(shared: Path, needs: Callable[[str], None]) -> None:
    needs("rapidocr")
    for scan in sorted((shared / "corpus" / "scans").glob("*.pdf")):
        source = next((shared / "corpus").glob(re.sub(r"-p[\d-]+$", "", scan.stem) + ".txt"))
        read = squeeze("".join(block.text for block in extract(scan).blocks if block.kind != "furniture"))
        meant = squeeze(source.read_text(encoding="utf-8"))[: len(read) + 100]
        assert errors(read, meant) <= 0.01 * len(read), scan.name
