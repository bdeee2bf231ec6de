"""A run that is killed at any moment goes on, and ends as if nothing had happened."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

KILLS = 50
COMMAND = [sys.executable, "-m", "kexie_extract"]


def make_inputs(folder: Path, samples: Path, count: int) -> None:
    folder.mkdir()
    text = (samples / "newspaper.md").read_text(encoding="utf-8")
    for number in range(count):
        (folder / f"{number:03}.md").write_text(text.replace("松麓区", f"松麓{number}区"), encoding="utf-8")


def results(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*.json"))}


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
def test_killed_fifty_times_and_still_the_same_output(samples: Path, tmp_path: Path) -> None:
    make_inputs(tmp_path / "in", samples, 60)
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    subprocess.run([*COMMAND, tmp_path / "in", "-o", whole, "-q"], check=True)
    chance = random.Random(20240229)
    killed = 0
    for _ in range(KILLS):
        run = subprocess.Popen([*COMMAND, tmp_path / "in", "-o", broken, "-q"], start_new_session=True)
        time.sleep(chance.uniform(0.05, 1.2))
        killed += run.poll() is None
        os.killpg(run.pid, signal.SIGKILL) if run.poll() is None else None
        run.wait()
    assert killed > 0
    subprocess.run([*COMMAND, tmp_path / "in", "-o", broken, "-q"], check=True)
    assert results(broken) == results(whole)
    assert not list(broken.rglob("*.tmp"))


@pytest.mark.skipif(os.name != "posix", reason="SIGINT")
def test_interrupt_ends_within_two_seconds_and_says_how_to_go_on(samples: Path, tmp_path: Path) -> None:
    make_inputs(tmp_path / "in", samples, 400)
    run = subprocess.Popen([*COMMAND, tmp_path / "in", "-o", tmp_path / "out"], stderr=subprocess.PIPE)
    while not list((tmp_path / "out").glob("*.json")):
        time.sleep(0.05)
    run.send_signal(signal.SIGINT)
    _, said = run.communicate(timeout=2)
    assert run.returncode == 130
    assert b"same command goes on" in said
    assert b"Traceback" not in said
    assert not list((tmp_path / "out").rglob("*.tmp"))
