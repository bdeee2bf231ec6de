"""explain, check, schema, validate; and that the pages of the documentation are what the commands say."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


def test_schema_prints_the_published_schema(cli: Run) -> None:
    published = (ROOT / "schemas" / "document-1.0.schema.json").read_bytes()
    assert cli("schema").stdout == published


def test_validate_takes_what_convert_gives(cli: Run, samples: Path, tmp_path: Path) -> None:
    cli(samples / "report.txt", samples / "tasks.md", "-o", tmp_path / "all.jsonl")
    run = cli("validate", tmp_path / "all.jsonl")
    assert run.returncode == 0
    assert b"ok" in run.stderr


def test_validate_names_the_field(cli: Run, samples: Path, tmp_path: Path) -> None:
    document = json.loads(cli(samples / "report.txt").stdout)
    document["sections"][0]["level"] = 0
    (tmp_path / "wrong.json").write_text(json.dumps(document))
    run = cli("validate", tmp_path / "wrong.json")
    assert run.returncode == 1
    assert b"sections.0.level" in run.stderr


def test_explain_shows_form_and_rule_of_a_heading(cli: Run, samples: Path) -> None:
    run = cli("explain", samples / "report.txt")
    assert run.returncode == 0, run.stderr
    line = next(line for line in run.stdout.decode().splitlines() if "一、突出思想引领" in line)
    assert line.split()[2:5] == ["heading", "han", "sequence.sound"]


def test_check_finds_a_missing_ordinal(cli: Run, tmp_path: Path) -> None:
    text = "云溪县科协工作要点\n\n" + "".join(f"{n}、加强第{n}项工作\n各单位要认真落实。\n\n" for n in "一二四五")
    (tmp_path / "plan.txt").write_text(text)
    run = cli("check", tmp_path / "plan.txt")
    assert run.returncode == 1
    assert "outline.missing-ordinal" in run.stdout.decode()


def test_check_of_a_sound_document_is_silent(cli: Run, samples: Path) -> None:
    run = cli("check", samples / "report.txt")
    assert run.stdout == b""
    assert run.returncode == 0


def test_generated_pages_are_fresh() -> None:
    run = subprocess.run([sys.executable, ROOT / "docs" / "generate.py", "--check"], capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + "run: python docs/generate.py"


def test_every_command_has_help_with_an_example(cli: Run) -> None:
    for command in ("convert", "check", "explain", "schema", "validate", "watch"):
        assert b"Example" in cli(command, "--help").stdout, command
