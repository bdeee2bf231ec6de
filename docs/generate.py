"""Writes what is made from code: `docs/records.md`, `docs/cli.md` and `schemas/`.

python docs/generate.py            writes them
python docs/generate.py --check    exits 1 when one of them is not as the code would make it
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from kexie_extract.cli.app import main as group
from kexie_extract.export.schema import schema, schema_bytes
from kexie_extract.model.records import SCHEMA_VERSION

ROOT = Path(__file__).parents[1]
ORDER = (
    "Document",
    "Source",
    "Metadata",
    "Region",
    "StatedPeriod",
    "Block",
    "Provenance",
    "Section",
    "Item",
    "Task",
    "Quantity",
    "Milestone",
    "Entity",
    "Span",
    "Diagnostic",
)


def generated() -> dict[Path, bytes]:
    """Every generated file with its content."""
    return {
        ROOT / "schemas" / f"document-{SCHEMA_VERSION}.schema.json": schema_bytes(),
        ROOT / "docs" / "records.md": "\n".join(records()).encode(),
        ROOT / "docs" / "cli.md": "\n".join(commands()).encode(),
    }


def records() -> Iterator[str]:
    """The record types as Markdown tables."""
    yield f"# Records\n\nSchema version {SCHEMA_VERSION}. Made by `docs/generate.py` from `model/records.py`.\n"
    whole = schema()
    models = {"Document": whole, **whole["$defs"]}
    for name in ORDER:
        model = models[name]
        yield f"## {name}\n\n{model['description']}\n\n| field | type | meaning |\n|---|---|---|"
        for field, shape in model["properties"].items():
            meaning = " ".join(shape.get("description", "").split())
            yield f"| `{field}` | {type_name(shape)} | {meaning} |"
        yield ""


def type_name(shape: dict[str, Any]) -> str:
    """A JSON Schema shape in a few words."""
    if "anyOf" in shape:
        return " or ".join(dict.fromkeys(type_name(choice) for choice in shape["anyOf"]))
    if "$ref" in shape:
        name = shape["$ref"].rsplit("/", 1)[1]
        return f"[{name}](#{name.lower()})"
    if "enum" in shape:
        return " ".join(f"`{value}`" for value in shape["enum"])
    if "const" in shape:
        return f"`{shape['const']}`"
    if shape.get("type") == "array":
        return f"list of {type_name(shape['items'])}" if "items" in shape else "list"
    return str(shape.get("type", "any"))


def commands() -> Iterator[str]:
    """The help text of every command."""
    yield "# Command line\n\nMade by `docs/generate.py` from `--help`.\n"
    root = click.Context(group, info_name="kexie-extract", terminal_width=100)
    yield f"## kexie-extract\n\n```text\n{group.get_help(root)}\n```\n"
    for name in group.list_commands(root):
        command = group.get_command(root, name)
        assert command is not None
        context = click.Context(command, info_name=name, parent=root, terminal_width=100)
        yield f"## kexie-extract {name}\n\n```text\n{command.get_help(context)}\n```\n"


def main() -> int:
    """Write what is stale, or with --check only name it."""
    stale = [path for path, content in generated().items() if not path.exists() or path.read_bytes() != content]
    for path in stale:
        print(f"{'stale' if '--check' in sys.argv else 'wrote'} {path.relative_to(ROOT)}")
        if "--check" not in sys.argv:
            path.write_bytes(generated()[path])
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
