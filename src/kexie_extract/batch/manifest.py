"""What an output folder remembers: which source gave which file, so that a second run does only what changed."""

import hashlib
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict
from pathlib import Path

from kexie_extract.batch.work import Result
from kexie_extract.errors import OutputError
from kexie_extract.model.options import Options
from kexie_extract.version import __version__

NAME = ".kexie-manifest.sqlite"
LAYOUT = 2
"""Version of the table below, kept as SQLite's `user_version`."""
_TABLE = """
CREATE TABLE IF NOT EXISTS files (
    target TEXT PRIMARY KEY,
    source TEXT NOT NULL,
    source_sha256 TEXT NOT NULL,
    size INTEGER NOT NULL,
    options TEXT NOT NULL,
    version TEXT NOT NULL,
    error TEXT,
    seconds REAL NOT NULL,
    finished REAL NOT NULL
) WITHOUT ROWID
"""


class Manifest:
    """The manifest of one output folder."""

    def __init__(self, connection: sqlite3.Connection, options_key: str) -> None:
        self._connection, self._options_key = connection, options_key

    def is_done(self, relative: str, target: str, sha256: str, *, failed_too: bool = False) -> bool:
        """Whether this source, with these options and this version of the tool, gave `target` before.

        Args:
            relative: place of the source in the input folder.
            target: place of the result in the output folder.
            sha256: of the source.
            failed_too: count a failure as done.
        """
        row = self._connection.execute(
            "SELECT error IS NULL FROM files"
            " WHERE target = ? AND source = ? AND source_sha256 = ? AND options = ? AND version = ?",
            (_text(target), _text(relative), sha256, self._options_key, __version__),
        ).fetchone()
        return row is not None and (bool(row[0]) or failed_too)

    def record(self, result: Result, target: str) -> None:
        """Remember a result; called after its file is in place.

        Raises:
            OutputError: the manifest cannot be written.
        """
        row = (
            _text(target),
            _text(result.job.relative),
            result.sha256,
            result.size,
            self._options_key,
            __version__,
            result.error and _text(result.error),
            result.seconds,
            time.time(),
        )
        try:
            with self._connection:
                self._connection.execute("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        except sqlite3.Error as error:
            raise OutputError(f"{NAME}: cannot be written: {error}; the same command goes on") from error


@contextmanager
def opened(folder: Path, options: Options, *, pretty: bool) -> Iterator[Manifest]:
    """The manifest of an output folder, made where there is none; other runs into the folder are kept out.

    Raises:
        OutputError: the folder cannot be written, another run works on it, or it holds a file of that name that is
            no manifest of this version.
    """
    path = folder / NAME
    with _alone(path), closing(_connected(path)) as connection:
        yield Manifest(connection, options_key(options, pretty=pretty))


def _connected(path: Path) -> sqlite3.Connection:
    """The database, of this layout."""
    connection = sqlite3.connect(path)
    try:
        layout = connection.execute("PRAGMA user_version").fetchone()[0]
        known = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0 or layout == LAYOUT
        if known:
            connection.execute(f"PRAGMA user_version = {LAYOUT}")
            connection.execute(_TABLE)
            return connection
    except sqlite3.Error as error:
        connection.close()
        raise OutputError(f"{path}: is not a manifest ({error}); remove it to do all files again") from error
    connection.close()
    raise OutputError(f"{path}: was written by another version of kexie-extract; remove it to do all files again")


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Make the folder and hold the manifest in it for this run; where the system has no such locks, nothing is held.

    The lock is of another kind than SQLite's own and is let go after the database is closed, because closing any
    handle of a file ends the locks of SQLite.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        held = path.open("ab")
    except OSError as error:
        raise OutputError(f"{path.parent}: cannot be written: {error.strerror}; choose another -o") from error
    with held:
        try:
            import fcntl

            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise OutputError(f"{path.parent}: another run writes there; wait for it, or choose another -o") from error
        except (ImportError, OSError):
            pass  # a system or file system without locks
        yield


def _text(place: str) -> str:
    """A place as text that a database takes, whatever bytes are in its name."""
    return place.encode(errors="backslashreplace").decode()


def options_key(options: Options, *, pretty: bool) -> str:
    """All that decides the output besides the source, as one digest; lexicons count by content."""
    parts = [f"{name}={value!r}" for name, value in sorted(asdict(options).items()) if name != "lexicons"]
    parts += [hashlib.sha256(path.read_bytes()).hexdigest() for path in options.lexicons]
    return hashlib.sha256("\n".join([*parts, f"pretty={pretty}"]).encode()).hexdigest()
