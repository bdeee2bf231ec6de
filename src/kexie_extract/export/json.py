"""JSON and JSON Lines, UTF-8."""

from pydantic_core import to_json as serialise

from kexie_extract.model.records import Document


def to_json(document: Document, *, pretty: bool = True) -> bytes:
    """One document as UTF-8 JSON that ends with a newline; `pretty` indents by two spaces."""
    return serialise(document, indent=2 if pretty else None) + b"\n"
