"""Fixtures of all tests."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROGRAMS = {"soffice", "antiword"}
Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents beside the repository; tests that read it skip where it is absent."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("no ../shared beside the repository")
    return folder


@pytest.fixture(scope="session")
def samples() -> Path:
    """The project's own documents."""
    return ROOT / "samples"


@pytest.fixture(scope="session")
def cli() -> Run:
    """Runs the command line as a user does; bytes in, bytes out."""

    def run(*arguments: object, **options: object) -> "subprocess.CompletedProcess[bytes]":
        command = [sys.executable, "-m", "kexie_extract", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, timeout=120, **options)  # type: ignore[call-overload, no-any-return]

    return run


@pytest.fixture(scope="session")
def needs() -> Callable[[str], None]:
    """`needs("soffice")`, `needs("rapidocr")`: a program or a package of an extra.

    A test whose need is absent skips; in CI (`CI` for programs, `KEXIE_EXTRAS` for packages) it fails.
    """

    def check(name: str) -> None:
        if shutil.which(name) is not None or find_spec(name) is not None:
            return
        if os.environ.get("CI" if name in PROGRAMS else "KEXIE_EXTRAS"):
            pytest.fail(f"CI must have {name}")
        pytest.skip(f"{name} is not installed")

    return check
