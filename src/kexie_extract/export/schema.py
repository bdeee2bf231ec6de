"""The JSON Schema of the records, made from the models."""

import json
from typing import Any

from kexie_extract.model.records import SCHEMA_VERSION, Document

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema() -> dict[str, Any]:
    """The schema of one document as JSON Schema 2020-12."""
    body = Document.model_json_schema(mode="serialization")
    head = {"$schema": DIALECT, "$id": f"urn:kexie-extract:document:{SCHEMA_VERSION}", "version": SCHEMA_VERSION}
    return head | body


def schema_bytes() -> bytes:
    """The schema as the UTF-8 text that `schemas/` holds."""
    return (json.dumps(schema(), ensure_ascii=False, indent=2) + "\n").encode()
