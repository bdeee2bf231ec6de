"""Reading lexicon files.

The built-in TOML files are compiled into `compiled.json`, which loads a hundred times faster than TOML; a test
fails when the two differ. `python -m kexie_extract.lexicon` writes it anew.
"""

import json
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from kexie_extract.errors import LexiconError
from kexie_extract.lexicon.rules import Lexicon, Matching, Rule
from kexie_extract.text.folding import fold
from kexie_extract.text.han import with_han
from kexie_extract.text.words import Choice

_OWN_KEYS = {"id", "words", "pattern", "match", "examples", "not_examples", "source"}
_MATCHINGS = ("search", "start", "end", "full")
_PROBE = 5_000  # characters on which a user's pattern is tried
_PROBE_SECONDS = 0.5
_PIECE = re.compile(r"<<([a-z_]+)>>")
HERE = Path(__file__).parent


@lru_cache(maxsize=1)
def default() -> Lexicon:
    """The built-in lexicon."""
    compiled = json.loads((HERE / "compiled.json").read_text(encoding="utf-8"))
    return Lexicon({name: tuple(_from_compiled(row) for row in rows) for name, rows in compiled.items()})


@lru_cache(maxsize=8)
def load(paths: tuple[Path, ...] = (), segmenter: Choice = "auto") -> Lexicon:
    """The built-in lexicon with users' files merged over it, in order.

    Args:
        paths: TOML files; each table is named `file.table` by its own `[[file.table]]` headers.
        segmenter: which word segmenter the rules that need words ask.

    Raises:
        LexiconError: a file cannot be read, is not TOML, or an entry is wrong; names file, line and entry.
    """
    lexicon = default() if segmenter == "auto" else default().merged({}, segmenter)
    for path in paths:
        lexicon = lexicon.merged(_user_tables(path))
    return lexicon


def sources() -> Iterator[tuple[str, str]]:
    """Name and text of each built-in TOML file, sorted by name."""
    for entry in sorted(HERE.iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".toml"):
            yield entry.name.removesuffix(".toml"), entry.read_text(encoding="utf-8")


def compile_sources() -> str:
    """The text of `compiled.json` for the TOML files as they are now; examples are left out.

    Raises:
        LexiconError: an entry is wrong.
    """
    tables = {
        table: [json.dumps(_to_compiled(rule), ensure_ascii=False) for rule in rules]
        for name, text in sources()
        for table, rules in parse(text, f"{name}.toml", name).items()
    }
    # A rule a line, so that a change of one rule is a change of one line.
    listed = [f'"{table}": [\n' + ",\n".join(tables[table]) + "\n]" for table in sorted(tables)]
    return "{\n" + ",\n".join(listed) + "\n}\n"


def parse(text: str, file: str, prefix: str | None = None) -> dict[str, tuple[Rule, ...]]:
    """The tables of one TOML text.

    Args:
        text: TOML.
        file: its name for messages.
        prefix: table prefix for built-in files (`[[form]]` in numbering.toml is `numbering.form`); None where
            the headers themselves are dotted, as in users' files.

    Raises:
        LexiconError: not TOML, or an entry is wrong.
    """
    import tomllib  # the built-in lexicon comes compiled

    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{file}: not valid TOML: {error}") from error
    pieces = content.pop("pieces", {})
    groups = {prefix: content} if prefix else content
    return {
        f"{group}.{table}": tuple(_rule(entry, f"{group}.{table}", file, text, pieces) for entry in entries)
        for group, tables in groups.items()
        for table, entries in _entry_lists(tables, group, file)
    }


def _entry_lists(tables: Any, group: str, file: str) -> Iterable[tuple[str, list[dict[str, Any]]]]:
    if not isinstance(tables, dict) or not all(isinstance(entries, list) for entries in tables.values()):
        raise LexiconError(f"{file}: entries are written under [[{group}.table]] headers")
    return tables.items()


def _user_tables(path: Path) -> dict[str, tuple[Rule, ...]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path}: cannot be read as UTF-8 text: {error}") from error
    tables = parse(text, str(path))
    known = set(default().tables)
    for name, rules in tables.items():
        if name not in known:
            family = [table for table in known if table.split(".")[0] == name.split(".")[0]]
            raise LexiconError(f"{path}: no table [[{name}]]; there is {', '.join(sorted(family or known))}")
        for rule in rules:
            _check_time(rule, str(path), text)
            _check_examples(rule, str(path), text)
    return tables


def _rule(entry: dict[str, Any], table: str, file: str, text: str, pieces: dict[str, str]) -> Rule:
    name = entry.get("id")
    where = f"{file}:{_line_of(text, name)}"
    if not isinstance(name, str) or not name:
        raise LexiconError(f"{file}: an entry of [[{table}]] has no id")
    if ("words" in entry) == ("pattern" in entry):
        raise LexiconError(f"{where}: entry {name!r} needs either words or pattern")
    if entry.get("match", "search") not in _MATCHINGS:
        raise LexiconError(f"{where}: entry {name!r}: match is one of {', '.join(_MATCHINGS)}")
    if not entry.get("examples") or "not_examples" not in entry:
        raise LexiconError(f"{where}: entry {name!r} needs examples and not_examples")
    pattern = entry.get("pattern")
    if pattern is not None:
        pattern = _checked_pattern(pattern, pieces, f"{where}: entry {name!r}")
    match: Matching = entry.get("match", "search")
    return Rule(
        id=f"{table}.{name}",
        words=tuple(entry.get("words", ())),
        pattern=pattern,
        match=match,
        examples=tuple(entry["examples"]),
        not_examples=tuple(entry["not_examples"]),
        source=entry.get("source"),
        data={key: value for key, value in entry.items() if key not in _OWN_KEYS},
    )


def _checked_pattern(pattern: str, pieces: dict[str, str], where: str) -> str:
    """The pattern with its `<<piece>>` names and `[一-鿿]` replaced; pieces may use pieces."""
    try:
        while _PIECE.search(pattern):
            pattern = _PIECE.sub(lambda found: f"(?:{pieces[found[1]]})", pattern)
        pattern = with_han(pattern)
        re.compile(pattern)
    except KeyError as error:
        raise LexiconError(f"{where}: no piece {error} under [pieces]") from error
    except re.error as error:
        raise LexiconError(f"{where}: pattern: {error}") from error
    return pattern


def _check_time(rule: Rule, file: str, text: str) -> None:
    """Refuse a pattern of a user that takes too long on hostile text."""
    from kexie_extract.lexicon import probe  # with the engine that it loads, for users' files only

    if rule.pattern is None:
        return
    anchored = rule.match in ("start", "full")
    if run := probe.hangs(rule.pattern, rule.examples, anchored=anchored, length=_PROBE, seconds=_PROBE_SECONDS):
        where = f"{file}:{_line_of(text, rule.id.rsplit('.', 1)[1])}: entry {rule.id!r}"
        raise LexiconError(f"{where}: pattern takes too long on text like {run!r}…; bound its repeats: {{0,20}} for *")


def _check_examples(rule: Rule, file: str, text: str) -> None:
    where = f"{file}:{_line_of(text, rule.id.rsplit('.', 1)[1])}: entry {rule.id!r}"
    for example in rule.examples:
        if not rule.matches(fold(example)):
            raise LexiconError(f"{where} does not match its example {example!r}")
    for example in rule.not_examples:
        if rule.matches(fold(example)):
            raise LexiconError(f"{where} matches its counter-example {example!r}")


def _line_of(text: str, name: object) -> int:
    """The line on which the entry of that id stands, 1 where it cannot be told."""
    found = re.search(rf"^\s*id\s*=\s*[\"']{re.escape(str(name))}[\"']", text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _to_compiled(rule: Rule) -> dict[str, Any]:
    row: dict[str, Any] = {"id": rule.id}
    if rule.pattern is None:
        row["words"] = list(rule.words)
    else:
        row["pattern"] = rule.pattern
    if rule.match != "search":
        row["match"] = rule.match
    if rule.data:
        row["data"] = dict(rule.data)
    return row


def _from_compiled(row: dict[str, Any]) -> Rule:
    return Rule(
        id=row["id"],
        words=tuple(row.get("words", ())),
        pattern=row.get("pattern"),
        match=row.get("match", "search"),
        data=row.get("data", {}),
    )
