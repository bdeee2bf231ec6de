"""The stretches of a document that records are searched in."""

from typing import Literal, NamedTuple

from kexie_extract.model.outline import Slice

Where = Literal["title", "heading", "run_in", "lead", "body", "cell", "note"]
"""`title` title and subtitle lines; `heading` a heading on its own line; `run_in` a heading inside its paragraph;
`lead` body before the first section or between a part heading and its first subsection; `body` the text of a
leaf section; `cell` a table cell; `note` signature, recipients, attachment note and other parts of the form."""


class Passage(NamedTuple):
    """A stretch of one block that is read as one text.

    Attributes:
        slice: where it stands; section numbers are not in it.
        text: its characters, as in the block.
        where: what kind of text it is.
        section: id of the section that it belongs to, None outside sections and in tables.
        status: `done`, `planned` or None, inherited from the section (tables: `planned`).
        row: index into the document's list of task rows, for a cell of a task row.
        column: the cell's column for task rows (`content`, `schedule` …), None elsewhere.
    """

    slice: Slice
    text: str
    where: Where
    section: str | None = None
    status: Literal["done", "planned"] | None = None
    row: int | None = None
    column: str | None = None
