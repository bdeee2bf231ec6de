"""Outlines of short invented texts."""

from collections.abc import Callable

import pytest

from kexie_extract.lexicon import default
from kexie_extract.model.blocks import Block
from kexie_extract.model.outline import Outline
from kexie_extract.model.raw import Style
from kexie_extract.segment.outline import segment

Entry = tuple[int, str | None, str | None]


def blocks_of(text: str) -> list[Block]:
    """One block for each line; `# ` is an outline level, `**…**` is bold, `|` a soft break."""
    blocks: list[Block] = []
    for line in text.strip("\n").split("\n"):
        if not line.strip():
            continue
        marks = len(line) - len(line.lstrip("#"))
        level, line = marks or None, line[marks:].lstrip() if marks else line
        plain, bold = "", []
        for index, part in enumerate(line.split("**")):
            if index % 2:
                bold.append((len(plain), len(plain) + len(part)))
            plain += part
        style = Style(outline_level=level, bold=bold)
        blocks.append(Block(f"b{len(blocks) + 1}", "paragraph", plain.replace("|", "\n"), style=style))
    return blocks


@pytest.fixture(scope="session")
def outline() -> Callable[[str], Outline]:
    """Segments a text written as `blocks_of` says."""
    return lambda text: segment(blocks_of(text), default())


@pytest.fixture(scope="session")
def tree() -> Callable[[str], list[Entry]]:
    """Level, number and heading of each section of a text."""

    def entries(text: str) -> list[Entry]:
        sections = segment(blocks_of(text), default()).sections
        return [(section.level, section.number, section.heading) for section in sections]

    return entries
