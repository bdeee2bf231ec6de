"""Regular expressions that are compiled once for many starts.

Python compiles a regular expression in Python: the some 400 of one document's way take longer than all other work
on it. What comes out, a list of integers for the engine, is the same at every start, so a command keeps these programs
where Python keeps the bytecode of this module, and the next command makes its patterns from them. Nothing depends on
the file: without it, or with one that is damaged or of another Python, patterns are compiled as ever.

A library must not write files that nobody asked for, so only commands `keep` and `recall`.
"""

import importlib
import importlib.util
import marshal
import os
import re
from array import array
from contextlib import suppress
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from kexie_extract.version import __version__

_MOST = 3_000  # programs in the file; users' lexicons must not make it grow without end
_UNEXPECTED = (ImportError, AttributeError, TypeError, ValueError, RuntimeError, OverflowError)
"""What a damaged file or another engine leads to: the interface of Python's own modules is not documented."""
_Key = tuple[str, int]
_Program = tuple[Any, ...]
"""What `_sre.compile` takes after the expression: flags, code (as bytes), number of groups, numbers by name, names."""


class _Store:
    """The programs that the file holds and those that this process added; off until `recall`."""

    def __init__(self) -> None:
        self.on = False
        self.added: dict[_Key, _Program] = {}

    @cached_property
    def known(self) -> dict[_Key, _Program]:
        """What an earlier command kept; read when the first pattern is asked for."""
        with suppress(OSError, EOFError, *_UNEXPECTED):
            stamp, programs = marshal.loads(_file().read_bytes())
            if stamp == _stamp() and isinstance(programs, dict):
                return programs
        return {}


_store = _Store()


@cache
def compiled(expression: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, from a kept program where there is one.

    Args:
        expression: a regular expression of the code or the lexicon; never one made of a document's text, as all are
            remembered.
        flags: of `re`.

    Raises:
        re.error: not a regular expression.
    """
    if not _store.on:
        return re.compile(expression, flags)
    key = (expression, int(flags))
    with suppress(*_UNEXPECTED, KeyError):
        return _made(expression, _store.known[key])
    with suppress(*_UNEXPECTED):
        program = _store.added[key] = _program(*key)
        return _made(expression, program)
    return re.compile(expression, flags)


def recall() -> None:
    """From now on take the programs that an earlier command kept."""
    _store.on = True


def keep() -> None:
    """Keep the programs that this process added, where the folder of bytecode can be written."""
    if not _store.added or len(_store.known) + len(_store.added) > _MOST:
        return
    _store.known.update(_store.added)
    _store.added.clear()
    with suppress(OSError, *_UNEXPECTED):
        target = _file()
        target.parent.mkdir(exist_ok=True)
        beside = target.with_suffix(f".{os.getpid()}")
        beside.write_bytes(marshal.dumps((_stamp(), _store.known)))
        beside.replace(target)


def _program(expression: str, flags: int) -> _Program:
    """The program of an expression, by the steps of `re._compiler.compile`."""
    parser, compiler = importlib.import_module("re._parser"), importlib.import_module("re._compiler")
    parsed = parser.parse(expression, flags)
    names: dict[str, int] = parsed.state.groupdict
    groups: list[str | None] = [None] * parsed.state.groups
    for name, number in names.items():
        groups[number] = name
    code = array("I", compiler._code(parsed, flags)).tobytes()
    return int(flags | parsed.state.flags), code, parsed.state.groups - 1, dict(names), tuple(groups)


def _made(expression: str, program: _Program) -> re.Pattern[str]:
    """The pattern of a program; the engine checks it, so that one that is damaged is an error and no crash."""
    flags, code, *groups = program
    made: re.Pattern[str] = _engine().compile(expression, flags, memoryview(code).cast("I").tolist(), *groups)
    return made


def _stamp() -> tuple[int, str]:
    """Programs of another engine are of no use, and those of another version of this package mostly of none."""
    return _engine().MAGIC, __version__


def _engine() -> Any:
    return importlib.import_module("_sre")


def _file() -> Path:
    """Beside this module's bytecode, named after the Python it is for as that is."""
    return Path(importlib.util.cache_from_source(__file__)).with_suffix(".programs")
