"""Delimited text (csv, tsv): a sheet without merges, in any of the text encodings."""

import csv
from io import StringIO
from statistics import mode

from kexie_extract.errors import UnreadableFileError
from kexie_extract.loaders import sheets
from kexie_extract.loaders.base import Input
from kexie_extract.loaders.encoding import decode
from kexie_extract.model.options import Options
from kexie_extract.model.raw import RawDocument

_DELIMITERS = ",\t;|"
_SAMPLE = 50


class DelimitedLoader:
    """Loader of csv and tsv."""

    format = "csv"

    def accepts(self, source: Input) -> bool:
        """Whether the name says delimited text."""
        return source.extension in {"csv", "tsv"}

    def load(self, source: Input, options: Options) -> RawDocument:
        """Read it.

        Raises:
            EncodingError: in no encoding that could be told.
            UnreadableFileError: no filled cell, or not delimited text.
        """
        decoded = decode(source.data, source.name, options.encoding)
        try:
            rows = list(csv.reader(StringIO(decoded.text, newline=""), delimiter=delimiter(decoded.text, source)))
        except csv.Error as error:
            raise UnreadableFileError(
                f"{source.name}: not delimited text ({error}); save the sheet as csv again"
            ) from error
        elements = sheets.elements(sheets.Sheet("", rows, merges_known=False))
        if not elements:
            raise UnreadableFileError(f"{source.name}: no filled cell; check that it was saved")
        return RawDocument(self.format, elements, encoding=decoded.encoding)


def delimiter(text: str, source: Input) -> str:
    """The character that parts the cells: the one that gives most lines the same number of cells, more than one."""
    if source.extension == "tsv":
        return "\t"
    lines = [line for line in text[: 1 << 16].splitlines() if line.strip()][:_SAMPLE]

    def agreement(char: str) -> float:
        counts = [len(row) for row in csv.reader(lines, delimiter=char)]
        usual = mode([count for count in counts if count > 1] or [1])
        return counts.count(usual) * min(usual, 3) if usual > 1 else 0

    return max(_DELIMITERS, key=agreement)


LOADER = DelimitedLoader()
