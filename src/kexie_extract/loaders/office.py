"""Word's older formats and their kin: another program turns them into docx, and the docx loader reads that.

LibreOffice does this for all of them (Kingsoft's .wps is the binary Word format); where only antiword is installed, a
binary Word file is read as plain text. A web archive that Word saved (mht, often named doc) holds HTML, which the HTML
loader reads. Every call has its own profile and folder, a time limit, and a process group
that is ended with it, so that calls in several processes share nothing.
"""

import os
import shutil
import signal
import struct
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from kexie_extract.errors import EncryptedFileError, LimitError, MissingDependencyError, UnreadableFileError
from kexie_extract.loaders import docx, html, ole
from kexie_extract.loaders.base import Input
from kexie_extract.model.diagnostics import Note
from kexie_extract.model.options import Options
from kexie_extract.model.raw import Origin, RawDocument, RawElement, RawParagraph

SECONDS: Final = 120.0
"""Longest time for one conversion; a cold start takes two to five seconds, a 500-page file half a minute."""
MAX_BYTES: Final = 256 * 2**20
"""Largest input handed to another program."""

_WORD_XML: Final = (b"Word.Document", b"schemas.microsoft.com/office/word/2003", b"office/2006/xmlPackage")
_HEAD: Final = 4096
_ENCRYPTED: Final = 0x0100
"""fEncrypted in the flags of the file information block ([MS-DOC] 2.5.2)."""
_BINARY_NAMES: Final = frozenset({"doc", "dot", "wps", "wpt"})
_PLACES: Final = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
)
_GUARD: Final = """
exec 3<&0 </dev/null
(trap '' TERM; cat <&3 >/dev/null; kill -TERM -$$; sleep 1; rm -rf "$0"; kill -KILL -$$) >/dev/null &
exec 3<&-
"$@"
"""
"""Reads a pipe whose other end only this process holds: its end is the sign that this process is gone."""
_NOT_STARTED: Final = (126, 127)  # what the shell says of a program that it cannot start
_INSTALL: Final = "install LibreOffice (its program soffice must be on the PATH), or save the file as docx"


class OfficeLoader:
    """Reads binary Word (doc, dot), Kingsoft (wps, wpt), RTF, Word 2003 XML, OpenDocument text, Word's web archives."""

    format = "doc"

    def accepts(self, source: Input) -> bool:
        """By first bytes."""
        return _kind(source) is not None

    def load(self, source: Input, options: Options) -> RawDocument:
        """Convert to docx and read that; `format` in the result is that of the input.

        Raises:
            EncryptedFileError: a password is set.
            UnreadableFileError: the converter could not read the file.
            LimitError: larger or slower than this module's limits.
            MissingDependencyError: neither LibreOffice nor, for a binary Word file, antiword is installed.
        """
        kind = _kind(source) or "doc"
        if kind == "mht":
            return _web_archive(source, options)
        if len(source.data) > MAX_BYTES:
            raise LimitError(f"{source.name} has {len(source.data)} bytes; the limit is {MAX_BYTES}.")
        if _is_encrypted(source.data):
            raise EncryptedFileError(
                f"{source.name}: the file needs a password; open it, save it without one, and try again"
            )
        soffice = find_soffice()
        if soffice:
            raw = docx.LOADER.load(Input(f"{source.name} (as docx)", to_docx(source, kind, soffice)), options)
            raw.format = kind
            return raw
        antiword = shutil.which("antiword") if source.data.startswith(ole.SIGNATURE) else None
        if antiword:
            return _plain(source, kind, antiword)
        raise MissingDependencyError(f"{source.name}: reading {kind} needs another program; {_INSTALL}")


LOADER = OfficeLoader()


def find_soffice() -> str | None:
    """Path of LibreOffice's program: from the PATH, else where its installers put it."""
    on_path = shutil.which("soffice") or shutil.which("libreoffice")
    return on_path or next((place for place in _PLACES if os.path.isfile(place)), None)


def to_docx(source: Input, kind: str, soffice: str) -> bytes:
    """The input as docx, converted by LibreOffice.

    Raises:
        UnreadableFileError: LibreOffice could not read it.
        LimitError: it took longer than `SECONDS`.
    """
    with TemporaryDirectory(prefix="kexie-extract-", ignore_cleanup_errors=True) as folder:
        original = Path(folder, f"document.{kind}")
        original.write_bytes(source.data)
        output = Path(folder, "out")
        command = [
            soffice,
            f"-env:UserInstallation={Path(folder, 'profile').as_uri()}",
            "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo", "--nofirststartwizard",
            "--convert-to", "docx", "--outdir", str(output), str(original),
        ]  # fmt: skip
        run(command, source.name, folder)
        converted = output / "document.docx"
        if not converted.is_file():
            raise UnreadableFileError(
                f"{source.name}: LibreOffice cannot read it (damaged, or with a password); open it in Word or WPS and "
                "save it as docx"
            )
        return converted.read_bytes()


def run(command: list[str], name: str, folder: str, seconds: float | None = None) -> bytes:
    """Run a program in a process group of its own and give back what it printed.

    Raises:
        LimitError: it took longer than `seconds` (by default `SECONDS`); its whole group is ended.
        MissingDependencyError: it cannot be started.
    """
    limit = SECONDS if seconds is None else seconds
    watch, alive = os.pipe()
    try:
        process = subprocess.Popen(
            _guarded(command, folder), cwd=folder, stdin=watch, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
    except OSError as error:
        os.close(alive)
        raise MissingDependencyError(f"{name}: {command[0]} cannot be started ({error}); {_INSTALL}") from error
    finally:
        os.close(watch)
    with process:
        try:
            printed = process.communicate(timeout=limit)[0]
        except subprocess.TimeoutExpired as error:
            raise LimitError(
                f"{name}: converting it took longer than {limit:g} seconds; save it as docx and try again"
            ) from error
        finally:
            _end(process)
            os.close(alive)
    if process.returncode in _NOT_STARTED:
        raise MissingDependencyError(f"{name}: {command[0]} cannot be started; {_INSTALL}")
    return printed


def _guarded(command: list[str], folder: str) -> list[str]:
    """The program with a guard that ends its group and clears the folder once this process is gone."""
    if sys.platform == "win32" or not os.path.exists("/bin/sh"):
        return command
    return ["/bin/sh", "-c", _GUARD, folder, *command]


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End what is left of a process group; LibreOffice's launcher leaves its worker running when it alone is ended."""
    if sys.platform == "win32":
        process.kill()
        return
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def _web_archive(source: Input, options: Options) -> RawDocument:
    """The HTML part of a web archive (MHTML, RFC 2557)."""
    from email import message_from_bytes

    parts = message_from_bytes(source.data.lstrip()).walk()
    pages = (part.get_payload(decode=True) for part in parts if part.get_content_type() == "text/html")
    page = next((page for page in pages if isinstance(page, bytes) and page.strip()), None)
    if page is None:
        raise UnreadableFileError(f"{source.name}: a web archive without a page; open it and save it as docx")
    raw = html.LOADER.load(Input(source.name, page), options)
    raw.format = "mht"
    return raw


def _plain(source: Input, kind: str, antiword: str) -> RawDocument:
    """Text of a binary Word file through antiword: paragraphs only, without numbers, styles or tables' grids."""
    with TemporaryDirectory(prefix="kexie-extract-", ignore_cleanup_errors=True) as folder:
        original = Path(folder, "document.doc")
        original.write_bytes(source.data)
        printed = run([antiword, "-w", "0", "-m", "UTF-8.txt", str(original)], source.name, folder)
    lines = [line.strip() for line in printed.decode("utf-8", "replace").splitlines()]
    elements: list[RawElement] = [
        RawParagraph(line, origin=Origin(f"line {place}")) for place, line in enumerate(lines, 1) if line
    ]
    if not elements:
        raise UnreadableFileError(f"{source.name}: antiword finds no text in it; {_INSTALL}")
    told = f"read through antiword, without styles and tables; {_INSTALL}"
    return RawDocument(kind, elements=elements, notes=[Note("office.plain-text", told)])


def _kind(source: Input) -> str | None:
    """Short name of the format; None for what this loader does not take."""
    head = source.data[:_HEAD]
    if source.data.startswith(ole.SIGNATURE):
        named = source.extension if source.extension in _BINARY_NAMES else None
        return (named or "doc") if named or "WordDocument" in ole.streams(source.data) else None
    if head.lstrip().startswith(b"{\\rtf"):
        return "rtf"
    if head.lstrip()[:13].lower() == b"mime-version:" and b"multipart/related" in head.lower():
        return "mht"
    if any(mark in head for mark in _WORD_XML):
        return "xml"
    if head.startswith(b"PK") and b"mimetypeapplication/vnd.oasis.opendocument.text" in head[:200]:
        return "odt"
    return None


def _is_encrypted(data: bytes) -> bool:
    """Whether a binary Word file is encrypted, or an encrypted package of the newer formats."""
    if not data.startswith(ole.SIGNATURE):
        return False
    if "EncryptedPackage" in ole.streams(data):
        return True
    start = data.find(b"\xec\xa5", len(ole.SIGNATURE))
    while start != -1 and start % 512:
        start = data.find(b"\xec\xa5", start + 1)
    return start != -1 and len(data) >= start + 12 and bool(struct.unpack_from("<H", data, start + 10)[0] & _ENCRYPTED)
