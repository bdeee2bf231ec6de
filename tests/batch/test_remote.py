"""Inputs and outputs behind fsspec URLs."""

import json
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kexie_extract import extract
from kexie_extract.batch import files, run, sinks, sources, work
from kexie_extract.batch.work import Result
from kexie_extract.errors import UnreadableFileError, UnsupportedFormatError

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]
pytestmark = pytest.mark.extra


class Silent:
    """An observer that keeps what failed."""

    def __init__(self) -> None:
        self.failed: list[str] = []

    def settled(self, result: Result) -> None:
        if result.error:
            self.failed.append(result.error)

    def skipped(self, source: sources.Source) -> None:
        pass


@pytest.fixture
def memory(samples: Path, needs: Callable[[str], None]) -> Iterator[Any]:
    """A file system in memory with two documents and what is none."""
    needs("fsspec")
    import fsspec

    system = fsspec.filesystem("memory")
    for name in ("in/一.md", "in/县/二.md", "in/县/~$二.md", "in/note.bin"):
        system.pipe_file(f"/{name}", (samples / "newspaper.md").read_bytes())
    yield system
    for name in system.find("/"):
        system.rm_file(name)


def test_a_tree_is_mirrored_from_url_to_url(memory: Any) -> None:
    found = list(sources.find(["memory://in/"]))
    assert [str(source.relative) for source in found] == ["一.md", "县/二.md"]
    observer = Silent()
    report = run.into_folder(sources.mirrored(found, ".json"), "memory://out", work.inline, run.Choices(), observer)
    assert (report.done, observer.failed) == (2, [])
    assert sorted(memory.find("/out")) == ["/out/一.json", "/out/县/二.json"]
    assert json.loads(memory.cat_file("/out/县/二.json"))["source"]["name"] == "二.md"


def test_a_document_at_a_url_gives_the_records_of_the_file(memory: Any, samples: Path) -> None:
    far = extract("memory://in/一.md")
    near = extract(samples / "newspaper.md")
    assert far.source.name == "一.md"
    assert [item.text for item in far.items] == [item.text for item in near.items]


def test_one_file_for_all_at_a_url_appears_whole_or_not_at_all(memory: Any) -> None:
    found = list(sources.find(["memory://in/"]))
    with sinks.uploading("memory://out/all.jsonl") as beside, sinks.file_sink(beside, pretty=False) as sink:
        run.into_sink(found, sink, work.inline, run.Choices(), Silent())
    assert memory.cat_file("/out/all.jsonl").count(b"\n") == 2
    with pytest.raises(RuntimeError):
        end_in_the_middle("memory://out/cut.jsonl")
    assert not memory.exists("/out/cut.jsonl")


def end_in_the_middle(url: str) -> None:
    with sinks.uploading(url) as beside:
        beside.write_text("half")
        raise RuntimeError


def test_a_database_at_a_url_keeps_what_it_has(memory: Any, tmp_path: Path) -> None:
    for source in sources.find(["memory://in/一.md", "memory://in/县/二.md"]):
        with sinks.uploading("memory://out/all.sqlite") as beside, sinks.sqlite_sink(beside) as sink:
            run.into_sink([source], sink, work.inline, run.Choices(), Silent())
    memory.get_file("/out/all.sqlite", str(tmp_path / "all.sqlite"))
    with sqlite3.connect(tmp_path / "all.sqlite") as connection:
        assert connection.execute("SELECT count(*) FROM documents").fetchone() == (1,)  # equal bytes are one document


@pytest.mark.parametrize(
    ("url", "error"),
    [("memory://nothing.md", UnreadableFileError), ("nowhere://a/b.md", UnsupportedFormatError)],
    ids=["no such file", "no such protocol"],
)
def test_what_cannot_be_reached_is_told(memory: Any, url: str, error: type[Exception]) -> None:
    with pytest.raises(error, match=url):
        files.read(url)


def test_the_command_line_reads_and_writes_file_urls(
    cli: Run, samples: Path, tmp_path: Path, needs: Callable[[str], None]
) -> None:
    needs("fsspec")
    for name in ("a.md", "b.md"):
        (tmp_path / "in").mkdir(exist_ok=True)
        (tmp_path / "in" / name).write_bytes((samples / "newspaper.md").read_bytes())
    run = cli(f"{(tmp_path / 'in').as_uri()}/", "-o", f"{(tmp_path / 'far').as_uri()}/", "--jobs", 2)
    assert run.returncode == 0, run.stderr
    assert cli(tmp_path / "in", "-o", tmp_path / "near").returncode == 0
    for name in ("a.json", "b.json"):
        assert (tmp_path / "far" / name).read_bytes() == (tmp_path / "near" / name).read_bytes()
    unknown = cli(tmp_path / "in", "-o", "nowhere://x/")
    assert unknown.returncode == 1
    assert len(unknown.stderr.decode().strip().splitlines()) == 1
