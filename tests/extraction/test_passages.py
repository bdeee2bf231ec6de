"""Every search for records reads all text that is no furniture, and reads it once."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from kexie_extract.extraction import passages
from kexie_extract.lexicon import default
from kexie_extract.loaders.base import Input
from kexie_extract.model.blocks import Block
from kexie_extract.model.options import Options
from kexie_extract.model.outline import Outline
from kexie_extract.pipeline import Reading, draw, read
from kexie_extract.segment.outline import segment

ROOT = Path(__file__).parents[2]
FORMATS = {".txt", ".md", ".html", ".docx", ".pdf", ".ofd"}


def documents() -> Iterator[Path]:
    for folder in (ROOT / "samples", ROOT.parent / "shared" / "corpus", ROOT.parent / "shared" / "unlabelled"):
        for path in sorted(folder.glob("*.*")):
            if path.suffix in FORMATS and path.name != "README.md" and "scan" not in path.name:
                yield path


def numbers(outline: Outline, blocks: dict[str, Block]) -> Iterator[tuple[str, int]]:
    """Places of section numbers, which no search reads."""
    for section in outline.sections:
        block, start, _ = section.span
        number = section.number or ""
        if blocks[block].text.startswith(number, start):
            yield from ((block, start + offset) for offset in range(len(number)))


def silent(outline: Outline) -> Iterator[tuple[str, int]]:
    """Places of furniture inside blocks that are none."""
    for part, (block, start, end) in outline.slices:
        if part == "furniture":
            yield from ((block, offset) for offset in range(start, end))


def assert_covered(reading: Reading, times: Counter[tuple[str, int]]) -> None:
    blocks = {block.id: block for block in reading.blocks}
    skipped = {*numbers(reading.outline, blocks), *silent(reading.outline)}
    for block in reading.blocks:
        part = reading.outline.parts.get(block.id)
        if block.kind in ("table", "caption", "furniture"):
            continue
        for offset, char in enumerate(block.text):
            place = (block.id, offset)
            if place in skipped or (part == "furniture" and not times[place]):
                assert times[place] == 0, (block.text[offset : offset + 20], times[place])
            elif char.isalnum():
                assert times[place] == 1, (block.text[offset : offset + 20], times[place])


@pytest.mark.parametrize("path", list(documents()), ids=lambda path: path.name)
def test_passages_cover_all_text_once(path: Path) -> None:
    reading = read(Input(path.name, path.read_bytes()), Options(ocr="never"))
    document = draw(reading, Options(ocr="never"))
    found = passages.read(reading.blocks, reading.outline, document.sections, reading.tasks, document.kind)
    times: Counter[tuple[str, int]] = Counter()
    for passage in found:
        block, start, end = passage.slice
        times.update((block, offset) for offset in range(start, end))
    assert_covered(reading, times)


def test_closing_words_in_a_block_with_a_section_are_read() -> None:
    """One block of soft-broken lines: title, section, look-back and closing each make a passage."""
    text = "云溪县科协2024年工作总结\n一、科普工作\n举办讲座40场。\n各位代表！2024年的成绩来之不易。"
    blocks = [Block("b1", "paragraph", text)]
    outline = segment(blocks, default())
    found = passages.read(blocks, outline, [], [], "work_report")
    assert [(passage.where, passage.text.strip()) for passage in found] == [
        ("title", "云溪县科协2024年工作总结"),
        ("heading", "科普工作"),
        ("body", "举办讲座40场。"),
        ("lead", "各位代表！2024年的成绩来之不易。"),
    ]
