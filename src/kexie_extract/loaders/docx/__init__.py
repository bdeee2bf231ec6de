"""Word documents (docx): python-docx opens the package, our own walk reads it in document order."""

from kexie_extract.loaders.docx.loader import DocxLoader

LOADER = DocxLoader()

__all__ = ["LOADER", "DocxLoader"]
