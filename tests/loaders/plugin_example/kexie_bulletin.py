"""A loader of another package: bulletins that a mail program saved, a header line each and the text below a blank line.

The package says so in its pyproject.toml:

    [project.entry-points."kexie_extract.loaders"]
    bulletin = "kexie_bulletin:BulletinLoader"
"""

from kexie_extract.errors import UnreadableFileError
from kexie_extract.loaders.base import Input
from kexie_extract.model.diagnostics import Note
from kexie_extract.model.options import Options
from kexie_extract.model.raw import Origin, RawDocument, RawParagraph

SIGNATURE = b"BULLETIN/1\n"


class BulletinLoader:
    """Reads `.bulletin` files."""

    format = "bulletin"

    def accepts(self, source: Input) -> bool:
        """By first bytes, not by name."""
        return source.data.startswith(SIGNATURE)

    def load(self, source: Input, options: Options) -> RawDocument:
        """One paragraph for each line below the blank line."""
        head, blank, body = source.data.decode("utf-8").partition("\n\n")
        if not blank:
            raise UnreadableFileError(f"{source.name}: no text below the header lines; save the bulletin again")
        skipped = Note("bulletin.header-skipped", f"{len(head.splitlines()) - 1} header lines left out", "info")
        lines = [
            RawParagraph(line.strip(), origin=Origin(f"line {number}"))
            for number, line in enumerate(body.split("\n"), len(head.split("\n")) + 2)
            if line.strip()
        ]
        return RawDocument(self.format, list(lines), encoding="utf-8", notes=[skipped])
