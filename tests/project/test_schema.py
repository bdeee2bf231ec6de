"""The published schema is the models', and the models do not change without a new version."""

import hashlib
import json
from pathlib import Path

import jsonschema
import pytest

from kexie_extract.export.schema import schema, schema_bytes
from kexie_extract.model.records import SCHEMA_VERSION

ROOT = Path(__file__).parents[2]
PUBLISHED = ROOT / "schemas" / f"document-{SCHEMA_VERSION}.schema.json"


def test_published_schema_is_the_models() -> None:
    assert PUBLISHED.read_bytes() == schema_bytes(), "raise SCHEMA_VERSION, then run: python docs/generate.py"


def test_every_released_schema_is_as_it_was_released() -> None:
    released = json.loads((ROOT / "schemas" / "released.json").read_text(encoding="utf-8"))
    for version, digest in released.items():
        content = (ROOT / "schemas" / f"document-{version}.schema.json").read_bytes()
        assert hashlib.sha256(content).hexdigest() == digest, f"schema {version} changed after its release"


def test_schema_is_valid_2020_12() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("record", ["Section", "Quantity", "Milestone", "Entity", "Item"])
def test_records_with_a_place_have_id_and_span(record: str) -> None:
    shape = schema()["$defs"][record]
    assert {"id", "span"} <= set(shape["required"])
