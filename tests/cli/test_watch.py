"""A document that arrives in a watched folder is converted."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.extra


def wait_for(path: Path) -> bool:
    for _ in range(300):
        if path.exists():
            return True
        time.sleep(0.1)
    return False


def test_arriving_document(samples: Path, tmp_path: Path, needs: Callable[[str], None]) -> None:
    needs("watchfiles")
    inbox, out = tmp_path / "in", tmp_path / "out"
    inbox.mkdir()
    (inbox / "first.txt").write_bytes((samples / "report.txt").read_bytes())
    command = [sys.executable, "-m", "kexie_extract", "watch", str(inbox), "-o", str(out)]
    run = subprocess.Popen(command, stderr=subprocess.PIPE)
    try:
        assert wait_for(out / "first.json")
        time.sleep(1)
        (inbox / "second.md").write_bytes((samples / "newspaper.md").read_bytes())
        assert wait_for(out / "second.json")
    finally:
        run.send_signal(signal.SIGINT)
        _, said = run.communicate(timeout=10)
    assert b"Traceback" not in said
