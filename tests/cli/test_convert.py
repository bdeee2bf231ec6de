"""The command line as a subprocess: what goes in, what comes out, and what it says."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


def test_one_file_to_a_file_is_pretty(cli: Run, samples: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    run = cli(samples / "report.txt", "-o", out)
    assert run.returncode == 0, run.stderr
    assert run.stdout == b""
    assert out.read_bytes().startswith(b'{\n  "schema_version"')
    assert json.loads(out.read_bytes())["kind"] == "work_report"


def test_one_file_to_standard_output_is_one_line(cli: Run, samples: Path) -> None:
    run = cli(samples / "report.txt")
    assert run.returncode == 0, run.stderr
    assert run.stdout.count(b"\n") == 1
    assert json.loads(run.stdout)["source"]["name"] == "report.txt"


def test_standard_output_is_utf8_in_any_locale(cli: Run, samples: Path) -> None:
    run = cli(samples / "report.txt", env={"PATH": "/usr/bin:/bin", "LC_ALL": "C", "PYTHONUTF8": "0"})
    assert "云溪" in run.stdout.decode("utf-8")


def test_standard_input(cli: Run, samples: Path) -> None:
    run = cli("-", input=(samples / "tasks.xlsx").read_bytes())
    document = json.loads(run.stdout)
    assert document["source"]["name"] == "-"
    assert document["source"]["format"] == "xlsx"
    assert document["tasks"]


def test_several_files_to_standard_output_are_lines(cli: Run, samples: Path) -> None:
    run = cli(samples / "report.txt", samples / "newspaper.md")
    names = [json.loads(line)["source"]["name"] for line in run.stdout.splitlines()]
    assert names == ["report.txt", "newspaper.md"]


def test_folder_mirrors_the_tree_and_keeps_equal_stems_apart(cli: Run, samples: Path, tmp_path: Path) -> None:
    inputs, out = tmp_path / "in", tmp_path / "out"
    (inputs / "县").mkdir(parents=True)
    for name, source in (("报告.txt", "report.txt"), ("县/任务.md", "tasks.md"), ("县/任务.xlsx", "tasks.xlsx")):
        (inputs / name).write_bytes((samples / source).read_bytes())
    (inputs / "~$报告.docx").write_bytes(b"lock")
    run = cli(inputs, "-o", out)
    assert run.returncode == 0, run.stderr
    found = sorted(str(path.relative_to(out)) for path in out.rglob("*.json"))
    assert found == ["县/任务.md.json", "县/任务.xlsx.json", "报告.json"]


def test_a_failing_file_is_named_and_the_rest_goes_on(cli: Run, samples: Path, tmp_path: Path) -> None:
    inputs = tmp_path / "in"
    inputs.mkdir()
    (inputs / "broken.docx").write_bytes(b"PK\x03\x04 no zip")
    (inputs / "good.txt").write_bytes((samples / "report.txt").read_bytes())
    run = cli(inputs, "-o", tmp_path / "out")
    assert run.returncode == 1
    assert (tmp_path / "out" / "good.json").exists()
    lines = [line for line in run.stderr.decode().splitlines() if "broken.docx" in line]
    assert len(lines) == 1
    assert "Traceback" not in run.stderr.decode()


def test_second_run_does_only_what_changed(cli: Run, samples: Path, tmp_path: Path) -> None:
    inputs, out = tmp_path / "in", tmp_path / "out"
    inputs.mkdir()
    for name in ("a.txt", "b.txt"):
        (inputs / name).write_bytes((samples / "report.txt").read_bytes())
    cli(inputs, "-o", out)
    (inputs / "b.txt").write_bytes((samples / "newspaper.md").read_bytes())
    before = (out / "a.json").stat().st_mtime_ns
    run = cli(inputs, "-o", out)
    assert b"unchanged  1" in run.stderr
    assert b"converted  1" in run.stderr
    assert (out / "a.json").stat().st_mtime_ns == before
    forced = cli(inputs, "-o", out, "--force")
    assert b"converted  2" in forced.stderr


def test_jobs_do_not_change_the_output(cli: Run, samples: Path, tmp_path: Path) -> None:
    for jobs in (1, 2):
        cli(samples, "--include", "*.md", "--include", "*.xlsx", "-o", tmp_path / f"{jobs}.jsonl", "--jobs", jobs)
    assert (tmp_path / "1.jsonl").read_bytes() == (tmp_path / "2.jsonl").read_bytes() != b""


def test_sqlite_is_idempotent(cli: Run, samples: Path, tmp_path: Path) -> None:
    database = tmp_path / "all.sqlite"
    for _ in range(2):
        assert cli(samples / "tasks.xlsx", "-o", database).returncode == 0
    with sqlite3.connect(database) as connection:
        assert connection.execute("SELECT count(*) FROM documents").fetchone() == (1,)
        hits = connection.execute("SELECT count(*) FROM search WHERE search MATCH '院士专家工作站'").fetchone()
    assert hits[0] >= 1


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"", "empty.docx", "empty"),
        (b"PK\x03\x04garbage", "notzip.docx", "notzip.docx"),
        (b"%PDF-1.7\ntruncated", "cut.pdf", "cut.pdf"),
        (bytes(range(128, 256)) * 20, "noise.txt", "--encoding"),
        (b"\x7fELF\x02\x01\x01\x00" + bytes(64), "program.bin", "program.bin"),
        (b"lock", "~$report.docx", "~$report.docx"),
    ],
)
def test_bad_input_is_one_clear_line(cli: Run, tmp_path: Path, content: bytes, name: str, says: str) -> None:
    bad, out = tmp_path / name, tmp_path / "out.json"
    bad.write_bytes(content)
    run = cli(bad, "-o", out)
    lines = run.stderr.decode().strip().splitlines()
    assert run.returncode == 1
    assert len(lines) == 1, lines
    assert name in lines[0]
    assert says in lines[0]
    assert "defect" not in lines[0]
    assert not out.exists()


def test_missing_file_and_folder_without_documents(cli: Run, tmp_path: Path) -> None:
    (tmp_path / "leer").mkdir()
    for place in (tmp_path / "nothing.docx", tmp_path / "leer"):
        run = cli(place, "-o", tmp_path / "out.json")
        assert run.returncode == 1
        assert str(place) in run.stderr.decode()
        assert "Traceback" not in run.stderr.decode()


def test_unwritable_output(cli: Run, samples: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    run = cli(samples / "report.txt", "-o", tmp_path / "file" / "out.json")
    assert run.returncode == 1
    assert "-o" in run.stderr.decode()
    assert "Traceback" not in run.stderr.decode()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
@pytest.mark.parametrize("command", [("convert",), ("explain",), ("check",)], ids=" ".join)
def test_full_standard_output(samples: Path, tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "gap.txt").write_text(
        "云溪县科协工作总结\n一、科普工作\n开展活动。\n三、组织建设\n建立基层组织。\n", encoding="utf-8"
    )
    line = [sys.executable, "-m", "kexie_extract", *command, str(tmp_path / "gap.txt")]
    with Path("/dev/full").open("wb") as full:
        run = subprocess.run(line, stdout=full, stderr=subprocess.PIPE, timeout=60, check=False)
    assert run.returncode == 1
    assert run.stderr.decode().startswith("kexie-extract: standard output cannot be written: ")
    assert run.stderr.count(b"\n") == 1, "one line"


def test_reader_that_leaves(samples: Path) -> None:
    line = [sys.executable, "-m", "kexie_extract", str(samples / "report.txt")]
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        assert run.stdout
        assert run.stderr
        run.stdout.close()
        assert run.stderr.read() == b"", "no word when the reader of a pipe has seen enough"
    assert run.returncode == 1


@pytest.mark.parametrize(
    "arguments",
    [("--format", "yaml", "x.txt"), ("--year", "19", "x.txt"), (), ("a.txt", "b.txt", "-o", "out.json")],
    ids=["unknown format", "year out of range", "nothing", "two documents into one json"],
)
def test_wrong_usage_is_2(cli: Run, samples: Path, arguments: tuple[str, ...]) -> None:
    assert cli("convert", *arguments, cwd=samples).returncode == 2


def test_wrong_lexicon_is_told_with_file_line_and_entry(cli: Run, samples: Path, tmp_path: Path) -> None:
    rules = tmp_path / "mine.toml"
    rules.write_text('[[units.measure]]\nid = "kiln"\nwords = ["窑"]\nexamples = ["三座"]\nnot_examples = []\n')
    run = cli(samples / "report.txt", "--lexicon", rules)
    assert run.returncode == 2
    assert "mine.toml:2" in run.stderr.decode()
    assert "kiln" in run.stderr.decode()
