"""Chinese work reports and task tables to validated records.

    >>> from kexie_extract import extract, find_quantities
    >>> [found.text for found in find_quantities("举办科普讲座300余场次")]
    ['300余场次']

Nothing but the names of `__all__` is public. They are loaded at first use, so that importing the package and
`kexie-extract --help` cost nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from kexie_extract.version import __version__

if TYPE_CHECKING:
    from kexie_extract.api import extract, extract_many, find_periods, find_quantities
    from kexie_extract.errors import (
        EncodingError,
        EncryptedFileError,
        InputError,
        InternalError,
        KexieError,
        LexiconError,
        LimitError,
        MissingDependencyError,
        NoTextError,
        OutputError,
        UnreadableFileError,
        UnsupportedFormatError,
    )
    from kexie_extract.model.options import Options
    from kexie_extract.model.records import (
        Block,
        Diagnostic,
        Document,
        Entity,
        FoundQuantity,
        Item,
        Metadata,
        Milestone,
        Period,
        Provenance,
        Quantity,
        Region,
        Section,
        Source,
        Span,
        StatedPeriod,
        Task,
        TextSpan,
    )
    from kexie_extract.text.numerals import parse_numeral

_HOMES = {
    "kexie_extract.api": ("extract", "extract_many", "find_periods", "find_quantities"),
    "kexie_extract.text.numerals": ("parse_numeral",),
    "kexie_extract.model.options": ("Options",),
    "kexie_extract.model.records": (
        "Block", "Diagnostic", "Document", "Entity", "FoundQuantity", "Item", "Metadata", "Milestone", "Period",
        "Provenance", "Quantity", "Region", "Section", "Source", "Span", "StatedPeriod", "Task", "TextSpan",
    ),
    "kexie_extract.errors": (
        "EncodingError", "EncryptedFileError", "InputError", "InternalError", "KexieError", "LexiconError",
        "LimitError", "MissingDependencyError", "NoTextError", "OutputError", "UnreadableFileError",
        "UnsupportedFormatError",
    ),
}  # fmt: skip
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "Block",
    "Diagnostic",
    "Document",
    "EncodingError",
    "EncryptedFileError",
    "Entity",
    "FoundQuantity",
    "InputError",
    "InternalError",
    "Item",
    "KexieError",
    "LexiconError",
    "LimitError",
    "Metadata",
    "Milestone",
    "MissingDependencyError",
    "NoTextError",
    "Options",
    "OutputError",
    "Period",
    "Provenance",
    "Quantity",
    "Region",
    "Section",
    "Source",
    "Span",
    "StatedPeriod",
    "Task",
    "TextSpan",
    "UnreadableFileError",
    "UnsupportedFormatError",
    "__version__",
    "extract",
    "extract_many",
    "find_periods",
    "find_quantities",
    "parse_numeral",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME_OF[name]), name)


def __dir__() -> list[str]:
    return __all__
