"""What a loader is."""

from typing import NamedTuple, Protocol

from kexie_extract.model.options import Options
from kexie_extract.model.raw import RawDocument


class Input(NamedTuple):
    """A file on its way to a loader.

    Attributes:
        name: file name for messages and for hints by extension; `-` for standard input.
        data: the whole content.
    """

    name: str
    data: bytes

    @property
    def extension(self) -> str:
        """The name's extension in lower case without the dot, empty where there is none."""
        return self.name.rpartition(".")[2].lower() if "." in self.name else ""


class Loader(Protocol):
    """Reads one format. A module of this package, or a package's entry point in `kexie_extract.loaders`."""

    format: str
    """Short name of the format, as in `source.format`."""

    def accepts(self, source: Input) -> bool:
        """Whether this loader takes the input, by its first bytes first and its extension second."""
        ...

    def load(self, source: Input, options: Options) -> RawDocument:
        """Read it.

        Raises:
            InputError: the input cannot be used.
            MissingDependencyError: a program or extra that this format needs is not installed.
        """
        ...
