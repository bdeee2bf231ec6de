"""Pieces of work on their way to records."""

from dataclasses import dataclass, field
from typing import Literal

from kexie_extract.model.outline import Slice


@dataclass(slots=True)
class ItemDraft:
    """A piece of work that prose states, before ids and cross-references.

    Attributes:
        section: id of the section it stands in, None outside sections.
        number: 一是, 二是 … as printed, None for a leaf section's own item.
        heading: the first sentence of an inline clause when more follows, without closing punctuation.
        text: the whole clause, or the leaf's body.
        status: inherited from the section.
        slices: where the text stands, in order.
        departments: who answers for it.
        supporting_departments: who takes part.
    """

    section: str | None
    number: str | None
    heading: str | None
    text: str
    status: Literal["done", "planned"] | None
    slices: list[Slice]
    departments: list[str] = field(default_factory=list)
    supporting_departments: list[str] = field(default_factory=list)
