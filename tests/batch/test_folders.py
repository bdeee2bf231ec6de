"""Where results go in a folder, what is taken as input, and what the folder remembers."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest

from kexie_extract import Options
from kexie_extract.batch import manifest, run, sources, work
from kexie_extract.batch.sources import Source, Wanted
from kexie_extract.cli.progress import Lines, Voice
from kexie_extract.errors import OutputError

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture
def inputs(samples: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("一.md", "二.md"):
        (folder / name).write_bytes((samples / "newspaper.md").read_bytes())
    return folder


@pytest.mark.parametrize(
    ("relatives", "expected"),
    [
        (["a.txt", "b.txt"], ["a.json", "b.json"]),
        (["a.txt", "a.md"], ["a.txt.json", "a.md.json"]),
        (["x/a.txt", "y/a.txt"], ["x/a.json", "y/a.json"]),
        (["A.txt", "a.md"], ["A.txt.json", "a.md.json"]),
        (["a.txt", "a.txt", "a.txt"], ["a.txt.json", "a.txt.2.json", "a.txt.3.json"]),
        (["a.txt", "a.md", "a.txt.pdf"], ["a.txt.json", "a.md.json", "a.txt.pdf.2.json"]),
        (["县.报告.txt", "县.txt"], ["县.报告.json", "县.json"]),
    ],
    ids=["stems", "one stem", "folders", "case", "one name from several folders", "a name that looks made", "dots"],
)
def test_every_source_has_a_place_of_its_own(relatives: list[str], expected: list[str]) -> None:
    listed = [Source(f"/{number}/{name}", PurePosixPath(name)) for number, name in enumerate(relatives)]
    places = sources.mirrored(listed, ".json")
    assert sorted(map(str, places.values())) == sorted(expected)


def test_files_of_one_name_from_two_folders_are_both_kept_and_remembered(
    cli: Run, inputs: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "一.md").write_text("2019年工作要点\n一、办好科普日。\n", encoding="utf-8")
    for expected in (b"converted  3", b"unchanged  3"):
        assert expected in cli(inputs, other, "-o", tmp_path / "out").stderr
    assert len({path.read_bytes() for path in (tmp_path / "out").glob("一*.json")}) == 2


@pytest.mark.parametrize("name", ["all.xlsx", "all.csv", "all.md"])
def test_an_output_inside_the_input_folder_is_not_read(cli: Run, inputs: Path, name: str) -> None:
    for _ in range(2):
        assert b"converted  2" in cli(inputs, "-o", inputs / name).stderr


def test_an_output_folder_inside_the_input_folder_is_not_read(inputs: Path) -> None:
    (inputs / "out" / "deep").mkdir(parents=True)
    (inputs / "out" / "deep" / "a.md").write_text("x")
    found = list(sources.find([str(inputs)], Wanted(), inputs / "out"))
    assert sorted(source.relative.name for source in found) == ["一.md", "二.md"]


def test_a_result_never_takes_the_place_of_an_input(cli: Run, inputs: Path) -> None:
    before = (inputs / "一.md").read_bytes()
    run = cli(inputs / "一.md", "-o", inputs / "一.md")
    assert run.returncode == 1
    assert "choose another place" in run.stderr.decode()
    assert (inputs / "一.md").read_bytes() == before


def test_other_files_in_a_folder_of_tables_stay(cli: Run, inputs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "mine.txt").write_text("kept")
    assert cli(inputs, "-o", out, "--format", "csv").returncode == 0
    assert (out / "mine.txt").read_text() == "kept"
    assert (out / "tasks.csv").exists()


@pytest.mark.parametrize("suffix", ["jsonl", "xlsx", "csv", "md"])
def test_documents_that_are_sound_are_written_though_others_fail(
    cli: Run, inputs: Path, tmp_path: Path, suffix: str
) -> None:
    (inputs / "坏.docx").write_bytes(b"no zip")
    out = tmp_path / f"all.{suffix}"
    run = cli(inputs, "-o", out, "--jobs", 2)
    assert run.returncode == 1
    assert b"converted  2" in run.stderr
    assert out.stat().st_size > 0


def test_an_older_result_stays_where_nothing_could_be_read(cli: Run, tmp_path: Path) -> None:
    for name in ("a.docx", "b.docx"):
        (tmp_path / name).write_bytes(b"no zip")
    out = tmp_path / "all.jsonl"
    out.write_text("older\n")
    assert cli(tmp_path / "a.docx", tmp_path / "b.docx", "-o", out).returncode == 1
    assert out.read_text() == "older\n"


def test_fail_fast_leaves_the_rest_undone(cli: Run, samples: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "000.docx").write_bytes(b"no zip")
    for number in range(1, 200):
        (folder / f"{number:03}.md").write_bytes((samples / "newspaper.md").read_bytes())
    run = cli(folder, "-o", tmp_path / "out", "--fail-fast", "--jobs", 2)
    assert run.returncode == 1
    assert len(list((tmp_path / "out").glob("*.json"))) < 150
    assert not list((tmp_path / "out").glob("*.tmp"))


def test_another_version_or_other_options_do_all_again(cli: Run, inputs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    cli(inputs, "-o", out)
    assert b"converted  2" in cli(inputs, "-o", out, "--year", 2020).stderr
    with sqlite3.connect(out / manifest.NAME) as connection:
        connection.execute("UPDATE files SET version = '0.0.0' WHERE target = '一.json'")
    assert b"converted  1" in cli(inputs, "-o", out, "--year", 2020).stderr


@pytest.mark.parametrize("content", ["text", "other layout", "other program"])
def test_a_manifest_that_is_none_of_ours_is_told(tmp_path: Path, content: str) -> None:
    place = tmp_path / manifest.NAME
    if content == "text":
        place.write_text("no database at all, but long enough to be looked at as one" * 20)
    else:
        with sqlite3.connect(place) as connection:
            connection.execute("CREATE TABLE files (relative TEXT)")
            connection.execute(f"PRAGMA user_version = {1 if content == 'other layout' else 77}")
    with pytest.raises(OutputError, match="remove it"), manifest.opened(tmp_path, Options(), pretty=True):
        pass


def test_two_runs_into_one_folder_keep_out_of_each_others_way(tmp_path: Path) -> None:
    with (
        manifest.opened(tmp_path, Options(), pretty=True),
        pytest.raises(OutputError, match="another run"),
        manifest.opened(tmp_path, Options(), pretty=True),
    ):
        pass


@pytest.mark.extra
@pytest.mark.skipif(os.name != "posix", reason="SIGINT")
def test_interrupt_while_a_converter_runs(samples: Path, tmp_path: Path, needs: Callable[[str], None]) -> None:
    needs("soffice")
    folder, scratch = tmp_path / "in", tmp_path / "scratch"
    folder.mkdir()
    scratch.mkdir()
    for number in range(4):
        (folder / f"{number}.doc").write_bytes((samples / "plan-notice.doc").read_bytes())
    command = [sys.executable, "-m", "kexie_extract", str(folder), "-o", str(tmp_path / "out"), "--jobs", "2"]
    run = subprocess.Popen(command, stderr=subprocess.PIPE, env={**os.environ, "TMPDIR": str(scratch)})
    wait_until(lambda: bool(list(scratch.glob("kexie-extract-*/profile"))))
    run.send_signal(signal.SIGINT)
    _, said = run.communicate(timeout=2)
    assert run.returncode == 130
    assert b"Traceback" not in said
    wait_until(lambda: not list(scratch.glob("kexie-extract-*")))
    listed = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    assert str(scratch) not in listed


def wait_until(happened: Callable[[], bool]) -> None:
    for _ in range(200):
        if happened():
            return
        time.sleep(0.05)
    pytest.fail("it did not happen within ten seconds")


def test_json_log_is_one_object_a_line(cli: Run, inputs: Path, tmp_path: Path) -> None:
    (inputs / "坏.docx").write_bytes(b"no zip")
    for expected in (["done", "done", "failed", "summary"], ["failed", "summary", "unchanged", "unchanged"]):
        events = [
            json.loads(line) for line in cli(inputs, "-o", tmp_path / "out", "--log-format", "json").stderr.splitlines()
        ]
        assert sorted(event["event"] for event in events) == expected
    assert "坏.docx" in next(event["error"] for event in events if event["event"] == "failed")
    assert events[-1]["skipped"] == 2
    ended = cli(inputs / "一.md", "-o", inputs / "一.md", "--log-format", "json")
    assert json.loads(ended.stderr)["event"] == "error"


def test_a_known_failure_is_tried_again_only_where_asked(inputs: Path, tmp_path: Path) -> None:
    (inputs / "坏.docx").write_bytes(b"no zip")
    places = sources.mirrored(sources.find([str(inputs)]), ".json")
    outcome = []
    for retry in (True, True, False):
        report = run.into_folder(
            places, str(tmp_path / "out"), work.inline, run.Choices(retry_failed=retry), Lines(Voice(quiet=True), 3)
        )
        outcome.append((report.done, report.skipped, len(report.failures)))
    assert outcome == [(2, 0, 1), (0, 2, 1), (0, 3, 0)]


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals")
def test_the_bar_of_a_terminal(inputs: Path, tmp_path: Path) -> None:
    import pty

    controller, terminal = pty.openpty()
    command = [sys.executable, "-m", "kexie_extract", str(inputs), "-o", str(tmp_path / "out"), "--jobs", "1"]
    done = subprocess.run(command, stderr=terminal, env={**os.environ, "TERM": "xterm"}, timeout=120)
    os.close(terminal)
    said = os.read(controller, 2**20).decode(errors="replace")
    os.close(controller)
    assert done.returncode == 0
    assert "files/s" in said
    assert "Traceback" not in said
