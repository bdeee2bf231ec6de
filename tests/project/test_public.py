"""What the package exports, and what importing it costs."""

import subprocess
import sys
from importlib import import_module

import kexie_extract

PUBLIC = {
    "verbs": {"extract", "extract_many", "find_periods", "find_quantities", "parse_numeral"},
    "choices": {"Options"},
    "records": {
        "Block", "Diagnostic", "Document", "Entity", "FoundQuantity", "Item", "Metadata", "Milestone", "Period",
        "Provenance", "Quantity", "Region", "Section", "Source", "Span", "StatedPeriod", "Task", "TextSpan",
    },
    "errors": {
        "EncodingError", "EncryptedFileError", "InputError", "InternalError", "KexieError", "LexiconError",
        "LimitError", "MissingDependencyError", "NoTextError", "OutputError", "UnreadableFileError",
        "UnsupportedFormatError",
    },
    "version": {"__version__"},
}  # fmt: skip
HEAVY = ("pydantic", "jieba", "rjieba", "pdfplumber", "pypdfium2", "docx", "lxml", "python_calamine", "regex")


def test_exactly_the_public_names() -> None:
    assert set(kexie_extract.__all__) == set().union(*PUBLIC.values())
    assert sorted(kexie_extract.__all__) == kexie_extract.__all__


def test_every_public_name_exists_and_is_documented() -> None:
    for name in kexie_extract.__all__:
        assert getattr(kexie_extract, name).__doc__, name


def test_errors_are_one_tree() -> None:
    base = import_module("kexie_extract.errors").KexieError
    assert all(issubclass(getattr(kexie_extract, name), base) for name in PUBLIC["errors"])


def test_help_loads_no_heavy_import() -> None:
    script = (
        "import sys; from kexie_extract.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stderr.strip() == "[]"
    assert "Examples:" in run.stdout
