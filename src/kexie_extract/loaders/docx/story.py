"""What all parts of one reading share: definitions, running state, and tallies that become diagnostics."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Final, Literal

from kexie_extract.errors import LimitError
from kexie_extract.loaders.docx.numbering import Numbering
from kexie_extract.loaders.docx.package import Package
from kexie_extract.loaders.docx.styles import Styles
from kexie_extract.model.diagnostics import Note, Severity

MAX_GRID_POSITIONS: Final = 1_000_000
"""Cells of all tables of one document, each span counted as often as it is wide."""

Tally = Literal[
    "deletion", "deleted row", "hidden character", "hidden cell", "private symbol", "picture",
    "object", "chunk", "comment", "watermark", "phonetic guide", "frame table", "nested table", "unclosed field",
]  # fmt: skip

_TOLD: Final[tuple[tuple[Tally, str, Severity, str], ...]] = (
    ("deletion", "tracked-changes", "info", "tracked changes read as accepted: {} deletions or moves away left out"),
    ("deleted row", "tracked-changes", "info", "tracked changes read as accepted: {} deleted table rows left out"),
    ("hidden character", "hidden-text", "warning", "{} characters of hidden text left out"),
    ("hidden cell", "hidden-cell", "warning", "words in {} table cells that a merge covers left out"),
    ("private symbol", "private-symbol", "warning", "{} characters of a symbol font kept as private code points"),
    ("picture", "pictures", "info", "{} pictures not read"),
    ("object", "embedded-object", "warning", "{} embedded objects or charts not read"),
    ("chunk", "embedded-document", "error", "{} embedded documents (altChunk, subDoc) not read"),
    ("comment", "comments", "info", "{} comments left out"),
    ("watermark", "watermark", "info", "{} watermarks left out"),
    ("phonetic guide", "phonetic-guide", "info", "{} phonetic guides left out, their base text kept"),
    ("frame table", "frame-table", "info", "{} tables of a single column read as running text"),
    ("nested table", "nested-table", "info", "{} tables inside a cell read as that cell's text"),
    ("unclosed field", "unclosed-field", "warning", "{} fields without end; what they hold is read as text"),
)


@dataclass(slots=True)
class Field:
    """A complex field that is open at this point (`w:fldChar`).

    Attributes:
        code: its instruction so far.
        result: whether its separator has been passed.
    """

    code: str = ""
    result: bool = False

    @property
    def is_toc(self) -> bool:
        """Whether it lists contents, or tables and figures."""
        return self.code.split(maxsplit=1)[:1] == ["TOC"]


@dataclass(slots=True)
class Story:
    """State of reading one document."""

    package: Package
    styles: Styles
    numbering: Numbering
    fields: list[Field] = field(default_factory=list)
    footnotes: list[tuple[str, str]] = field(default_factory=list)
    tallies: Counter[Tally] = field(default_factory=Counter)
    grid_positions: int = 0

    def enter_grid(self, positions: int) -> None:
        """Count positions of table grids, which a few wide spans could multiply without end.

        Raises:
            LimitError: more than `MAX_GRID_POSITIONS` in one document.
        """
        self.grid_positions += positions
        if self.grid_positions > MAX_GRID_POSITIONS:
            raise LimitError(f"the document's tables have more than {MAX_GRID_POSITIONS} cells; split the document.")

    @property
    def in_toc(self) -> bool:
        """Whether an open field is a table of contents."""
        return any(open_field.is_toc for open_field in self.fields)

    def notes(self) -> list[Note]:
        """The tallies and unknown number formats as diagnostics."""
        told = [
            Note(f"docx.{code}", message.format(self.tallies[name]), severity)
            for name, code, severity, message in _TOLD
            if self.tallies[name]
        ]
        unknown = [
            Note("docx.unknown-number-format", f"number format {name} rendered decimal {count} times")
            for name, count in self.numbering.unknown.items()
        ]
        return told + unknown
