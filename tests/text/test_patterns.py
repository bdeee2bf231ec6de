"""Patterns from kept programs are the patterns that `re.compile` makes, and a bad file changes nothing."""

import marshal
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kexie_extract.lexicon import Rule, default
from kexie_extract.text import patterns


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The file of a store of its own, switched on."""
    file = tmp_path / "folder" / "patterns.programs"
    monkeypatch.setattr(patterns, "_file", lambda: file)
    _fresh(monkeypatch)
    yield file
    patterns.compiled.cache_clear()


def _fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """As at the start of the next command."""
    monkeypatch.setattr(patterns, "_store", patterns._Store())
    patterns.compiled.cache_clear()
    patterns.recall()


@pytest.mark.parametrize("rule", [rule for rule in default() if rule.pattern], ids=lambda rule: rule.id)
def test_a_program_makes_the_same_pattern(rule: Rule) -> None:
    ours = patterns._made(rule.expression, patterns._program(rule.expression, 0))
    theirs = re.compile(rule.expression)
    assert ours == theirs  # by expression, flags and code
    assert (ours.groups, ours.groupindex, ours.flags) == (theirs.groups, theirs.groupindex, theirs.flags)


@pytest.mark.parametrize(
    ("expression", "flags", "text"),
    [
        pytest.param("第(?P<n>[0-9]+)号", 0, "〔2021〕第12号", id="a named group"),
        pytest.param("ａ|b", re.IGNORECASE, "B", id="a flag that changes the code"),
        pytest.param(" 一 # note\n", re.VERBOSE, "一", id="a flag that changes the syntax"),
        pytest.param("(?i:x)(y)?", 0, "X", id="a flag inside"),
        pytest.param("[一-鿿（）]{2,60}?县", 0, "（云溪县", id="a large class and a lazy repeat"),
    ],
)
def test_the_next_command_takes_what_one_kept(
    kept: Path, monkeypatch: pytest.MonkeyPatch, expression: str, flags: int, text: str
) -> None:
    first = patterns.compiled(expression, flags)
    patterns.keep()
    _fresh(monkeypatch)
    monkeypatch.setattr(patterns, "_program", _never)
    second = patterns.compiled(expression, flags)
    assert second == first == re.compile(expression, flags)
    found, expected = second.search(text), re.compile(expression, flags).search(text)
    assert found
    assert expected
    assert (found.span(), found.groupdict()) == (expected.span(), expected.groupdict())


def _never(expression: str, flags: int) -> None:
    raise AssertionError(f"{expression} is compiled though it was kept")


def test_what_two_commands_added_is_kept_together(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for expression in ("一季度", "二季度"):
        patterns.compiled(expression)
        patterns.keep()
        _fresh(monkeypatch)
    assert {expression for expression, _ in patterns._store.known} == {"一季度", "二季度"}


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"\xff\x00nonsense", id="not marshal"),
        pytest.param(marshal.dumps((0, {("月", 0): (32, b"", 0, {}, ())})), id="of another engine"),
        pytest.param(marshal.dumps([1, 2, 3]), id="of another shape"),
        pytest.param(marshal.dumps((patterns._stamp(), [1])), id="no mapping"),
        pytest.param(marshal.dumps((patterns._stamp(), {("月", 0): (32, b"\1\2\3", 0, {}, ())})), id="cut code"),
        pytest.param(
            marshal.dumps((patterns._stamp(), {("月", 0): (32, b"\xfe" * 64, 0, {}, (None,))})),
            id="code that the engine refuses",
        ),
        pytest.param(marshal.dumps((patterns._stamp(), {("月", 0): 7})), id="no program"),
    ],
)
def test_a_damaged_file_changes_nothing(kept: Path, monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    kept.parent.mkdir()
    kept.write_bytes(content)
    _fresh(monkeypatch)
    assert patterns.compiled("月").fullmatch("月")
    patterns.keep()
    assert patterns._made("月", marshal.loads(kept.read_bytes())[1][("月", 0)]).fullmatch("月"), "not healed"


def test_an_engine_that_changed_is_not_asked_again(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def moved(name: str) -> None:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr("importlib.import_module", moved)
    assert patterns.compiled("年(月)?").fullmatch("年月")


def test_a_folder_that_cannot_be_written_is_no_error(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept.parent.write_text("a file where the folder should be")
    patterns.compiled("日")
    patterns.keep()
    assert kept.parent.read_text().startswith("a file")


def test_a_python_without_bytecode_files_keeps_nothing(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> Path:
        raise NotImplementedError("sys.implementation.cache_tag is None")

    monkeypatch.setattr(patterns, "_file", none)
    assert patterns.compiled("旬").search("上旬")
    patterns.keep()


def test_a_wrong_expression_is_an_error_as_ever(kept: Path) -> None:
    with pytest.raises(re.error, match="unterminated"):
        patterns.compiled("（[")


def test_a_library_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "_file", lambda: tmp_path / "programs")
    monkeypatch.setattr(patterns, "_store", patterns._Store())
    patterns.compiled.cache_clear()
    assert patterns.compiled("旬").search("上旬")
    patterns.keep()
    assert not list(tmp_path.iterdir())
