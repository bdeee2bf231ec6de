"""The texts of a document's formal parts, in order."""

from collections import defaultdict

from kexie_extract.model.blocks import Block
from kexie_extract.model.outline import Outline, Part

_OF_EACH: frozenset[Part] = frozenset({"signature", "date", "recipients", "document_number", "signatory", "speaker"})
"""Parts that a document attached to another has too; the first document's count."""


class Parts:
    """What stands under each part: whole blocks, or slices of a block that holds several parts."""

    def __init__(self, blocks: list[Block], outline: Outline) -> None:
        by_id = {block.id: block for block in blocks}
        order = {block.id: index for index, block in enumerate(blocks)}
        sliced = {where.block for _, where in outline.slices}
        found: list[tuple[int, int, Part, str]] = []
        for part, where in outline.slices:
            text = by_id[where.block].text[where.start : where.end]
            found.append((order[where.block], where.start, part, text))
        found += [
            (order[block.id], 0, outline.parts[block.id], block.text)
            for block in blocks
            if block.id in outline.parts and block.id not in sliced
        ]
        annexes = [order[s.span.block] for s in outline.sections if s.evidence == "attachment" and s.level == 1]
        self._texts: dict[Part, list[str]] = defaultdict(list)
        for place, _, part, text in sorted(found, key=lambda entry: entry[:2]):
            own = part not in _OF_EACH or not self._texts[part] or not annexes or place < min(annexes)
            if text.strip() and own:
                self._texts[part].append(text.strip())

    def all(self, part: Part) -> list[str]:
        """The texts of a part, stripped; none are empty."""
        return self._texts.get(part, [])

    def first(self, part: Part) -> str | None:
        """The first text of a part, None where there is none."""
        texts = self.all(part)
        return texts[0] if texts else None
