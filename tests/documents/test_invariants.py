"""What holds for every document, whatever it says: spans, ids, references, schema, determinism."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import jsonschema
import pytest

from kexie_extract import Document, Entity, Milestone, NoTextError, Options, Quantity, extract
from kexie_extract.export.json import to_json
from kexie_extract.export.schema import schema

ROOT = Path(__file__).parents[2]
NOT_DOCUMENTS = {".py", ".toml"}
NEEDS_A_PROGRAM = {".doc", ".wps", ".rtf"}


def documents() -> Iterator[Path]:
    """The samples, and the real documents where they are beside the repository."""
    for folder in (ROOT / "samples", ROOT.parent / "shared" / "corpus", ROOT.parent / "shared" / "unlabelled"):
        for path in sorted(folder.glob("*.*")):
            if path.suffix not in NOT_DOCUMENTS | NEEDS_A_PROGRAM and path.name not in ("README.md", "scan.pdf"):
                yield path


DOCUMENTS = list(documents())
every_document = pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)


@lru_cache(maxsize=64)
def read(path: Path) -> Document:
    try:
        return extract(path, options=Options(ocr="never"))
    except NoTextError:
        pytest.skip(f"{path.name} has no text layer")


@every_document
def test_spans_hold(path: Path) -> None:
    document = read(path)
    text = {block.id: block.text for block in document.blocks}
    mentions: list[Quantity | Milestone | Entity] = [*document.quantities, *document.milestones, *document.entities]
    for record in mentions:
        assert text[record.span.block][record.span.start : record.span.end] == record.text, record
    for section in document.sections:
        surface = text[section.span.block][section.span.start : section.span.end]
        if section.evidence != "attachment":  # 附件1 stands on a line of its own above the heading
            assert (section.number or "") in surface
        assert section.heading is None or section.heading in surface or section.heading.startswith(surface.strip())


@every_document
def test_ids_are_unique_and_references_exist(path: Path) -> None:
    document = read(path)
    lists = (
        document.blocks,
        document.sections,
        document.items,
        document.tasks,
        document.quantities,
        document.milestones,
        document.entities,
    )
    ids = [record.id for records in lists for record in records]
    assert len(ids) == len(set(ids))
    known = set(ids)
    for section in document.sections:
        assert section.parent is None or section.parent in known
    for item in document.items:
        assert {*item.quantities, *item.milestones, *item.entities} <= known
        assert item.section is None or item.section in known
    for task in document.tasks:
        assert {task.table, *task.milestones, *task.quantities} <= known
    for milestone in document.milestones:
        assert milestone.task is None or milestone.task in known


@every_document
def test_levels_step_down_one_by_one(path: Path) -> None:
    sections = {section.id: section for section in read(path).sections}
    for section in sections.values():
        above = sections[section.parent].level if section.parent else 0
        assert section.level == above + 1


@every_document
def test_no_entity_inside_another(path: Path) -> None:
    spans = sorted((e.span.block, e.span.start, e.span.end) for e in read(path).entities)
    for (block, _, end), (next_block, start, _) in pairwise(spans):
        assert block != next_block or start >= end


@every_document
def test_table_rows_are_rectangular_and_words_survive_repair(path: Path) -> None:
    for block in read(path).blocks:
        if block.rows is not None and block.raw_rows is not None:
            assert len({len(row) for row in block.rows}) <= 1
            raw = sorted("".join("".join(row) for row in block.raw_rows).split())
            assert raw or not "".join(block.text.split())


@pytest.mark.parametrize("path", DOCUMENTS[:12], ids=lambda path: path.name)
def test_output_is_valid_and_stable(path: Path) -> None:
    first, second = (to_json(extract(path, options=Options(ocr="never"))) for _ in range(2))
    assert first == second
    validator = jsonschema.Draft202012Validator(schema())
    assert Document.model_validate_json(first)
    validator.validate(Document.model_validate_json(first).model_dump(mode="json"))
