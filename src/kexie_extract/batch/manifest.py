"""What an output folder remembers: which source gave which file, so that a second run does only what changed."""

import hashlib
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from kexie_extract.batch.work import Result
from kexie_extract.errors import OutputError
from kexie_extract.model.options import Options
from kexie_extract.version import __version__

NAME = ".kexie-manifest.sqlite"
_TABLE = """
CREATE TABLE IF NOT EXISTS files (
    relative TEXT PRIMARY KEY,
    source_sha256 TEXT NOT NULL,
    size INTEGER NOT NULL,
    options TEXT NOT NULL,
    version TEXT NOT NULL,
    target TEXT NOT NULL,
    error TEXT,
    seconds REAL NOT NULL,
    finished REAL NOT NULL
) WITHOUT ROWID
"""


class Manifest:
    """The manifest of one output folder."""

    def __init__(self, connection: sqlite3.Connection, options_key: str) -> None:
        self._connection, self._options_key = connection, options_key

    def is_done(self, relative: str, sha256: str, target: Path) -> bool:
        """Whether this source, with these options and this version of the tool, gave `target` before."""
        row = self._connection.execute(
            "SELECT 1 FROM files WHERE relative = ? AND source_sha256 = ? AND options = ? AND version = ?"
            " AND target = ? AND error IS NULL",
            (relative, sha256, self._options_key, __version__, target.name),
        ).fetchone()
        return row is not None and target.exists()

    def record(self, result: Result, target: Path) -> None:
        """Remember a result; called after its file is in place."""
        row = (
            result.job.relative,
            result.sha256,
            result.size,
            self._options_key,
            __version__,
            target.name,
            result.error,
            result.seconds,
            time.time(),
        )
        with self._connection:
            self._connection.execute("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)


@contextmanager
def opened(folder: Path, options: Options, *, pretty: bool) -> Iterator[Manifest]:
    """The manifest of an output folder, made where there is none.

    Raises:
        OutputError: the folder cannot be written, or holds a file of that name that is no manifest.
    """
    path = folder / NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path)
        connection.execute(_TABLE)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written: {error.strerror}; choose another place with -o") from error
    except sqlite3.Error as error:
        raise OutputError(f"{path}: is not a manifest ({error}); remove it to do all files again") from error
    try:
        yield Manifest(connection, options_key(options, pretty=pretty))
    finally:
        connection.close()


def options_key(options: Options, *, pretty: bool) -> str:
    """All that decides the output besides the source, as one digest; lexicons count by content."""
    parts = [f"{name}={value!r}" for name, value in sorted(asdict(options).items()) if name != "lexicons"]
    parts += [hashlib.sha256(path.read_bytes()).hexdigest() for path in options.lexicons]
    return hashlib.sha256("\n".join([*parts, f"pretty={pretty}"]).encode()).hexdigest()
