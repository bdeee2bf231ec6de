"""Writing results: beside the target, then renamed, so that no partial file is ever seen."""

import os
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from kexie_extract.batch.sources import Source
from kexie_extract.errors import OutputError


@contextmanager
def replacing(target: Path) -> Iterator[BinaryIO]:
    """A stream whose content becomes `target` when the block ends well; nothing is left when it does not.

    Raises:
        OutputError: the folder or the file cannot be written.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".kexie-", suffix=".tmp")
    except OSError as error:
        raise OutputError(f"{target}: cannot be written: {error.strerror}; choose another place with -o") from error
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
        os.chmod(name, 0o666 & ~_umask())
        os.replace(name, target)
    except OSError as error:
        raise OutputError(f"{target}: cannot be written: {error.strerror}; choose another place with -o") from error
    finally:
        if os.path.exists(name):
            os.unlink(name)


def _umask() -> int:
    """The process's umask; mkstemp ignores it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def mirrored(sources: Iterable[Source], suffix: str) -> dict[Source, PurePosixPath]:
    """Where each result goes under the output folder: the input's place, `report.docx` as `report.json`.

    Two inputs of one stem in one folder keep their extensions: `report.docx.json`, `report.pdf.json`.
    """
    listed = list(sources)
    stems = Counter(source.relative.with_suffix("") for source in listed)
    return {
        source: source.relative.with_name(source.relative.name + suffix)
        if stems[source.relative.with_suffix("")] > 1
        else source.relative.with_suffix(suffix)
        for source in listed
    }
