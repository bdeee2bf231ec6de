"""Administrative divisions as data: province, prefecture and county level (names of GB/T 2260).

The list is `regions.txt`; its header says where it comes from. It is compiled into `regions.json`, as the rules are.
"""

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Literal, NamedTuple

from kexie_extract.text.literals import Literals

Level = Literal["province", "city", "county"]
_LEVELS: tuple[Level, ...] = ("province", "city", "county")
_SUFFIXES = "省市盟县区旗"
_SHORTEST = 2
_CLASSES = ("城区", "老城区", "新城区", "郊区", "矿区", "东区", "西区")
"""Divisions whose name is also a class of places."""
_Entry = tuple[str, int, str, str]
"""Full name, number of its level, province, prefecture."""
_NO_NAMES: Mapping[str, Sequence[int]] = {}
HERE = Path(__file__).parent


class Division(NamedTuple):
    """An administrative division.

    Attributes:
        name: in full, 泰州市.
        level: of the province (直辖市 included), the prefecture or the county.
        province: full name of its province, its own for a province.
        city: full name of its prefecture, empty where there is none.
    """

    name: str
    level: Level
    province: str
    city: str


class Found(NamedTuple):
    """A division's name where it stands in a text; several divisions may share a name (鼓楼区)."""

    start: int
    end: int
    divisions: tuple[Division, ...]


class Regions:
    """All divisions, by full and by short name."""

    def __init__(self, divisions: Sequence[_Entry], heads: Mapping[str, Mapping[str, Sequence[int]]]) -> None:
        self._divisions = divisions
        self._heads = heads
        self._literals = Literals.grouped({head: tuple(names) for head, names in heads.items()})
        self._asked: dict[str, tuple[Division, ...]] = {}

    def named(self, name: str) -> tuple[Division, ...]:
        """The divisions of that full or short name; none where it is no such name."""
        numbers = self._heads.get(name[:2], _NO_NAMES).get(name)
        if numbers is None:
            return ()
        if name not in self._asked:
            self._asked[name] = tuple(map(self._division, numbers))
        return self._asked[name]

    def _division(self, number: int) -> Division:
        full, level, province, city = self._divisions[number]
        return Division(full, _LEVELS[level], province, city)

    def at(self, text: str, start: int) -> Found | None:
        """The longest name that begins at an offset."""
        end = self._literals.at(text, start)
        return Found(start, end, self.named(text[start:end])) if end else None

    def scan(self, text: str) -> list[Found]:
        """All names in a text from left to right, the longest at each place, without overlap."""
        return [Found(start, end, self.named(text[start:end])) for start, end in self._literals.spans(text)]


@lru_cache(maxsize=1)
def regions() -> Regions:
    """The built-in divisions."""
    return Regions(*json.loads((HERE / "regions.json").read_text(encoding="utf-8")))


def compile_list() -> str:
    """The text of `regions.json` for the list as it is now.

    Two parts: the divisions; by the first two characters and then by the name, the longest first, their numbers.
    """
    names: dict[str, list[_Entry]] = {}
    for line in (HERE / "regions.txt").read_text(encoding="utf-8").splitlines():
        if line[0] != "#":
            _add_line(line, names)
    divisions = {division: number for number, division in enumerate(dict.fromkeys(chain(*names.values())))}
    heads: dict[str, dict[str, list[int]]] = {}
    for name in sorted(names, key=len, reverse=True):
        heads.setdefault(name[:2], {})[name] = [divisions[division] for division in names[name]]
    rows = (f"{_json(head)}:{_json(heads[head])}" for head in sorted(heads))
    return "[[\n" + ",\n".join(map(_json, divisions)) + "\n],{\n" + ",\n".join(rows) + "\n}]\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _add_line(line: str, names: dict[str, list[_Entry]]) -> None:
    """One line of `regions.txt`: province, prefecture, counties; a list per name, without repeats."""
    province, city, counties = line.split("\t")
    top = _parse(province)[0] if province else ""
    middle = _parse(city)[0] if city else ""
    for level, field in enumerate((province, city, counties)):
        for entry in field.split():
            full, short = _parse(entry)
            if full in _CLASSES:
                continue
            division = (full, level, top, middle if level else "")
            known = names.setdefault(full, [])
            if division not in known:
                known.append(division)
                if short:
                    names.setdefault(short, []).append(division)


def _parse(entry: str) -> tuple[str, str]:
    """Full and short name; the short one is empty where it does not count."""
    marked = entry[0] == "*"
    full, equals, short = entry.lstrip("*").partition("=")
    if not equals:
        short = full[:-2] if full.endswith("地区") else full[:-1] if full[-1] in _SUFFIXES else ""
    return full, "" if marked or len(short) < _SHORTEST else short
