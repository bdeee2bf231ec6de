"""Plain text: every physical line as it stands, rows of tables put together; the rest of that is for layout."""

from kexie_extract.errors import UnreadableFileError
from kexie_extract.loaders.base import Input
from kexie_extract.loaders.encoding import decode
from kexie_extract.loaders.txttables import with_tables
from kexie_extract.model.options import Options
from kexie_extract.model.raw import Origin, RawDocument, RawParagraph, Style
from kexie_extract.text.patterns import compiled

_BREAK = compiled("[\n\r\v\u0085\u2028\u2029]")


class TextLoader:
    """Loader of plain text."""

    format = "txt"

    def accepts(self, source: Input) -> bool:
        """Whether the name says plain text; anything that looks like text can be read."""
        return source.extension in {"txt", "text"}

    def load(self, source: Input, options: Options) -> RawDocument:
        """Read it.

        Raises:
            EncodingError: in no encoding that could be told.
            UnreadableFileError: nothing but white space.
        """
        decoded = decode(source.data, source.name, options.encoding)
        elements = with_tables(lines(decoded.text))
        if not elements:
            raise UnreadableFileError(f"{source.name}: the file holds no text; check that it was saved completely")
        return RawDocument(self.format, elements, encoding=decoded.encoding)


def lines(text: str) -> list[RawParagraph]:
    r"""The lines of a text that are not blank, each with its number in the file.

    A form feed begins a line and stays its first character, as evidence of a page break.
    """
    return [
        RawParagraph(line, style=Style(indent=indent(line)), physical_line=True, origin=Origin(f"line {number}"))
        for number, line in enumerate(_BREAK.split(text.replace("\r\n", "\n").replace("\f", "\n\f")), 1)
        if line.strip()
    ]


def indent(line: str) -> float:
    """White space at the start of a line, in characters of full width."""
    lead = line[: len(line) - len(line.lstrip())]
    return 0.5 * (len(lead) + lead.count("\u3000") - lead.count("\f"))


LOADER = TextLoader()
