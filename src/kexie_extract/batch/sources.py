"""Finding the inputs that a user named: files, folders, URLs, standard input."""

import fnmatch
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from kexie_extract.batch import files
from kexie_extract.errors import KexieError, OutputError, UnreadableFileError

DOCUMENT_EXTENSIONS = frozenset(
    {"txt", "md", "markdown", "html", "htm", "docx", "docm", "dotx", "doc", "wps", "wpt", "rtf", "pdf", "ofd"}
    | {"xlsx", "xlsm", "xls", "et", "csv", "tsv", "png", "jpg", "jpeg", "tif", "tiff", "zip", "7z"}
)
"""What is taken from a folder; a file that is named outright is always tried."""
LONGEST_NAME = 255
"""Bytes of a file name on the file systems of today."""
ARCHIVES = frozenset({".zip", ".7z"})


class Source(NamedTuple):
    """An input on its way.

    Attributes:
        place: path or URL; `-` for standard input; `archive.zip!/member` for a document in an archive.
        relative: its place under the folder that was named, for the mirrored tree of outputs.
    """

    place: str
    relative: PurePosixPath


class Wanted(NamedTuple):
    """Which files of a folder are taken.

    Attributes:
        include: globs over the name or the path below the folder; none means every known extension.
        exclude: globs that are left out.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    def takes(self, relative: PurePosixPath) -> bool:
        """Whether a file of a folder is a document: no lock or temporary file, and named by the globs."""
        name = relative.name
        if name.startswith((".", "~$", "~WRL")) or name.endswith((".tmp", "~", ".part", ".crdownload")):
            return False
        if _any_glob(relative, self.exclude):
            return False
        if self.include:
            return _any_glob(relative, self.include)
        return relative.suffix.lower().lstrip(".") in DOCUMENT_EXTENSIONS


def find(inputs: Iterable[str], wanted: Wanted = Wanted(), leave_out: Path | None = None) -> Iterator[Source]:
    """The documents that the inputs name, folders in sorted order.

    Args:
        inputs: files, folders, URLs or `-`.
        wanted: which files of a folder are taken.
        leave_out: a folder or file that is not taken (the output, where it lies inside an input).

    Raises:
        UnreadableFileError: a folder holds no document.
    """
    for place in inputs:
        if files.is_url(place):
            yield from _at_url(place, wanted)
        elif not Path(place).is_dir():
            yield from _unpacked(Source(place, PurePosixPath(Path(place).name)))
        else:
            found = _below(Path(place), wanted, leave_out)
            yield from _or_complain(place, (document for source in found for document in _unpacked(source)))


def is_folder(place: str) -> bool:
    """Whether an input names a folder, an archive, or a URL that ends in a slash."""
    if files.is_url(place):
        return place.endswith("/")
    return Path(place).is_dir() or Path(place).suffix.lower() in ARCHIVES


def _unpacked(source: Source) -> Iterator[Source]:
    """The documents of an archive; any other source as it is. A damaged archive is left for its worker to tell."""
    if Path(source.place).suffix.lower() not in ARCHIVES:
        yield source
        return
    try:
        members = files.members(source.place)
    except KexieError:
        yield source
        return
    for name in members:
        yield Source(f"{source.place}{files.INSIDE}{name}", source.relative / name)


def mirrored(sources: Iterable[Source], suffix: str) -> dict[Source, PurePosixPath]:
    """Where each result goes under the output folder: the input's place, `report.docx` as `report.json`.

    Inputs of one stem in one folder keep their extensions: `report.docx.json`, `report.pdf.json`; those of one name
    from several folders that were named get numbers: `report.docx.json`, `report.docx.2.json`. Case makes no
    difference, because some file systems know none.
    """
    listed = list(dict.fromkeys(sources))
    stems = Counter(_caseless(source.relative.with_suffix("")) for source in listed)
    places: dict[Source, PurePosixPath] = {}
    taken: set[str] = set()
    for source in listed:
        alone = stems[_caseless(source.relative.with_suffix(""))] == 1
        name = source.relative.stem if alone else source.relative.name
        place = _named(source.relative, name, suffix)
        for number in count(2):
            if _caseless(place) not in taken:
                break
            place = _named(source.relative, source.relative.name, f".{number}{suffix}")
        taken.add(_caseless(place))
        places[source] = place
    return places


def require_apart(sources: Iterable[Source], targets: Iterable[Path]) -> None:
    """No result may take the place of an input.

    Raises:
        OutputError: one would.
    """
    inputs = {os.path.realpath(source.place) for source in sources}
    for target in targets:
        if os.path.realpath(target) in inputs:
            raise OutputError(f"{target}: is an input of this run; choose another place with -o")


def _named(relative: PurePosixPath, name: str, ending: str) -> PurePosixPath:
    """The input's place with another name and an ending; a name that becomes too long loses its last characters."""
    room = LONGEST_NAME - len(os.fsencode(ending))
    cut = name if len(os.fsencode(name)) <= room else os.fsencode(name)[:room].decode(errors="ignore")
    return relative.with_name(cut + ending)


def _caseless(place: PurePosixPath) -> str:
    return str(place).casefold()


def _or_complain(place: str, found: Iterator[Source]) -> Iterator[Source]:
    """The sources, or an error where there is none."""
    first = next(found, None)
    if first is None:
        raise UnreadableFileError(f"{place}: no document in this folder; name files outright or use --include")
    yield first
    yield from found


def _below(folder: Path, wanted: Wanted, leave_out: Path | None) -> Iterator[Source]:
    """Documents below a folder; links that lead out of it are not followed."""
    skipped = leave_out.resolve() if leave_out else None
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(n for n in folders if not n.startswith(".") and Path(root, n).resolve() != skipped)
        for name in sorted(names):
            path = Path(root, name)
            relative = PurePosixPath(path.relative_to(folder).as_posix())
            if wanted.takes(relative) and _inside(path, folder) and path.resolve() != skipped:
                yield Source(str(path), relative)


def _at_url(url: str, wanted: Wanted) -> Iterator[Source]:
    """The document at a URL, or those below it when it ends in a slash."""
    if not url.endswith("/"):
        yield Source(url, PurePosixPath(files.base_name(url)))
        return
    below = (Source(place, PurePosixPath(relative)) for place, relative in files.listing(url))
    yield from _or_complain(url, (source for source in below if wanted.takes(source.relative)))


def _inside(path: Path, folder: Path) -> bool:
    return not path.is_symlink() or path.resolve().is_relative_to(folder.resolve())


def _any_glob(relative: PurePosixPath, globs: tuple[str, ...]) -> bool:
    return any(fnmatch.fnmatch(str(relative), glob) or fnmatch.fnmatch(relative.name, glob) for glob in globs)
