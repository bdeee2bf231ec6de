"""The body that the document speaks for, and its region."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from kexie_extract.extraction.kind import of_title
from kexie_extract.extraction.metadata.marks import divisions, mark
from kexie_extract.extraction.metadata.parts import Parts
from kexie_extract.lexicon import Lexicon
from kexie_extract.lexicon.regions import Division, Found, Level, regions
from kexie_extract.model.records import Region
from kexie_extract.text.folding import fold
from kexie_extract.text.han import is_han
from kexie_extract.text.patterns import compiled

_YEAR = compiled(r"(?:19|20)\d\d(?:\s?[-—~至]\s?(?:19|20)?\d\d)?\s?年?度?\s?")
_REGION_STEMS = range(2, 7)  # characters before the suffix
_LONGEST_NAME = 40
_SHORTEST_NAME = 2  # 政府, 学院 alone name no body


def issuer(parts: Parts, title: str | None, subtitle: str | None, meeting: str | None, lexicon: Lexicon) -> str | None:
    """The issuer as written: the mark above the title, the signature, what stands before 关于, the meeting,
    the opening, the title, the speaker's office.
    """
    return (
        _from_mark(parts, lexicon)
        or _from_signature(parts, lexicon)
        or _from_rule(title, "metadata.issuer_in_title", lexicon)
        or _from_meeting(meeting if subtitle else None, lexicon)
        or _from_leads(parts.all("lead"), lexicon)
        or _from_title(title, lexicon)
        or _from_meeting(meeting, lexicon)
        or _from_speaker(parts, lexicon)
    )


def _from_mark(parts: Parts, lexicon: Lexicon) -> str | None:
    behind = mark("paper_behind", lexicon)
    names = [name for text in parts.all("issuer_mark") if (name := _clean(behind.sub("", fold(text), count=1), text))]
    return " ".join(names) or None


def _clean(kept: str, text: str) -> str:
    """The first characters of the source text that a folded part of it covers."""
    return text[: len(kept)].strip()


def _from_signature(parts: Parts, lexicon: Lexicon) -> str | None:
    date, seal = mark("date_behind", lexicon), mark("seal", lexicon)
    names = []
    for text in parts.all("signature"):
        name = seal.sub("", date.sub("", fold(text)).strip())
        if name:
            names.append(" ".join(text[: len(name)].split()))
    return " ".join(dict.fromkeys(names)) or None


def _from_rule(text: str | None, table: str, lexicon: Lexicon) -> str | None:
    folded = fold(text or "")
    for rule in lexicon.rules(table):
        if found := compiled(rule.expression).search(folded):
            name = " ".join((text or "")[found.start(1) : found.end(1)].split())
            bodies = re.split("[ 、]", name)
            if all(is_body(body, lexicon) and not _stops(lexicon).search(fold(body)) for body in bodies):
                return name
    return None


def _from_leads(leads: list[str], lexicon: Lexicon) -> str | None:
    for text in leads:
        for rule in lexicon.rules("metadata.issuer_in_lead"):
            if found := compiled(rule.expression).search(fold(text)):
                name = without_term(text[found.start(1) : found.end(1)], lexicon)
                if is_body(name, lexicon):
                    return name
    return None


def _from_meeting(meeting: str | None, lexicon: Lexicon) -> str | None:
    """市科协六届三次全委会 speaks for 市科协."""
    if not meeting:
        return None
    name = without_term(meeting, lexicon)
    return name if name != meeting and is_body(name, lexicon) else None


def _from_speaker(parts: Parts, lexicon: Lexicon) -> str | None:
    """The body whose office the speaker's line names: 云溪市护理学会理事长 某某; 县委, 市委 alone say too little."""
    for text in parts.all("speaker"):
        folded = fold(text)
        for office in _office(lexicon).finditer(folded):
            name = text[: office.start()].strip()
            if len(name) > _SHORTEST_NAME + 1 and not set(" 、") & set(name) and is_body(name, lexicon):
                return name
    return None


@lru_cache(maxsize=8)
def _office(lexicon: Lexicon) -> re.Pattern[str]:
    return compiled(lexicon.union("persons.office"))


def _from_title(title: str | None, lexicon: Lexicon) -> str | None:
    """The organ that a title names: 2019年市科协工作要点, 云溪县科协2020年工作总结."""
    words = "".join((title or "").split())
    if not title or (
        of_title(words, lexicon) is None and not any(r.matches(fold(words)) for r in lexicon.rules("parts.kind"))
    ):
        return None  # a slogan names no body
    folded = re.sub(r"\d{4}\s?年?", "年", fold(title))
    folded = _visits(lexicon).split(folded, maxsplit=1)[0] if of_title(words, lexicon) == "other" else folded
    about = _about(lexicon).search(folded)
    start = 0
    for stop in [*_stops(lexicon).finditer(folded), None]:
        found = _organ(lexicon).match(folded[start : stop.start() if stop else None])
        if found and _names_organ(found[0], lexicon) and not (about and about.end(1) == start):
            return found[0]
        start = stop.end() if stop else start
    return None


def _names_organ(name: str, lexicon: Lexicon) -> bool:
    """Whether words of a title name an organ: no verb before it, no class of bodies or persons."""
    return len(name) > _SHORTEST_NAME and not _verb(lexicon).match(name) and not _bare(lexicon).fullmatch(name)


def without_term(name: str, lexicon: Lexicon) -> str:
    """A body's name without a committee term or a meeting: 市科协六届常委会 is 市科协."""
    for rule in lexicon.rules("metadata.term"):
        if (found := compiled(rule.expression).search(fold(name))) and found.start():
            return name[: found.start()]
    return name


def is_body(name: str, lexicon: Lexicon) -> bool:
    """Whether a string is the name of a body: it ends as organs' names do, and is no list of people."""
    if not 2 <= len(name) <= _LONGEST_NAME or _bare(lexicon).fullmatch(name):
        return False
    return bool(_organ_end(lexicon).search(fold(name)))


@lru_cache(maxsize=8)
def _bare(lexicon: Lexicon) -> re.Pattern[str]:
    return compiled(lexicon.union("metadata.bare"))


@lru_cache(maxsize=8)
def _stops(lexicon: Lexicon) -> re.Pattern[str]:
    return compiled(lexicon.union("metadata.issuer_stop"))


@lru_cache(maxsize=8)
def _visits(lexicon: Lexicon) -> re.Pattern[str]:
    return compiled(lexicon.union("metadata.issuer_end"))


@lru_cache(maxsize=8)
def _about(lexicon: Lexicon) -> re.Pattern[str]:
    return compiled(lexicon.union("metadata.about_another"))


@lru_cache(maxsize=8)
def _verb(lexicon: Lexicon) -> re.Pattern[str]:
    return compiled(lexicon.union("metadata.issuer_verb"))


@lru_cache(maxsize=8)
def _organ_end(lexicon: Lexicon) -> re.Pattern[str]:
    return compiled(rf"(?:{lexicon.union('metadata.organ')})\Z")


@lru_cache(maxsize=8)
def _organ(lexicon: Lexicon) -> re.Pattern[str]:
    return compiled(rf"[一-鿿（）]{{0,30}}?(?:{lexicon.union('metadata.organ')})(?![一-鿿]{{0,2}}系统)")


def fullest(name: str, region: Region, texts: Iterable[str], lexicon: Lexicon) -> str:
    """The longest form of the issuer's name that the document gives: its full name, or its name with its region.

    Never composed: a form counts only where it stands in the document.
    """
    place = region.county or region.city or region.province or ""
    heads = {""} | ({place} if place and not name.startswith(place[:2]) else set())
    bare = name[1:] if name[:1] in divisions(lexicon) and place.endswith(name[:1]) else name
    forms = {head + form for head in heads for form in _equals(bare if head else name, lexicon)}
    forms |= {place + form for form in _equals(bare, lexicon)} if bare != name else set()
    whole = "\n".join(texts)
    given = [form for form in forms if len(form) > len(name) and form in whole]
    return max(given, key=len, default=name)


def _equals(name: str, lexicon: Lexicon) -> set[str]:
    """The name with its short or full tail."""
    names = {name}
    for rule in lexicon.rules("metadata.full_form"):
        for word in rule.words:
            if name.endswith(word):
                names |= {name.removesuffix(word) + other for other in rule.words}
    return names


def region(name: str | None, texts: Iterable[str], lexicon: Lexicon) -> Region:
    """The issuer's region: from its name, else from the places of its level that the document names most.

    Args:
        name: the issuer.
        texts: the document's text, block by block.
        lexicon: for the words of level.
    """
    if not name:
        return Region()
    stated = _of_name(name, lexicon)
    if stated != Region():
        return stated
    level = next((r.data["level"] for r in lexicon.rules("metadata.level") if compiled(r.expression).match(name)), None)
    return _of_text(level, name[0], texts, lexicon) if level else Region()


def region_of_title(title: str | None, lexicon: Lexicon) -> Region:
    """The division that a title begins with, a year aside, for a document that names no issuer."""
    year = _YEAR.match(fold(title or ""))
    start = year.end() if year else 0
    hit = regions().at(title or "", start)
    surface = _with_class(title or "", hit, lexicon) if hit else ""
    return Region(**{hit.divisions[0].level: surface}) if hit and surface[-1:] in divisions(lexicon) else Region()


def _of_name(name: str, lexicon: Lexicon) -> Region:
    """The divisions that a name begins with, or holds after 中国, 中共 or the name of a national body."""
    own = any(rule.matches(fold(name)) for rule in lexicon.rules("metadata.own_name"))
    found: dict[str, str] = {}
    at = 0
    for hit in regions().scan(name):
        surface = _with_class(name, hit, lexicon)
        full = surface in [d.name for d in hit.divisions] or len(surface) > hit.end - hit.start
        if (own and not full) or (hit.start != at and at):
            continue
        level = hit.divisions[0].level
        if surface not in [d.name for d in hit.divisions] and surface[-1] in divisions(lexicon):
            level = divisions(lexicon)[surface[-1]]
        found.setdefault(level, surface)
        at = hit.start + len(surface)
        if name.startswith(("省", "市"), at) and not full:
            break
    if not found and (word := _region_word(name, lexicon)) and not own:
        found[next(level for suffix, level in divisions(lexicon).items() if word.endswith(suffix))] = word
    return Region(**found)


def _with_class(name: str, hit: Found, lexicon: Lexicon) -> str:
    """The division as printed: with the class that stands after a short name (黔南州, 云州市)."""
    end = hit.end
    if hit.divisions[0].name != name[hit.start : end] and mark("printed_class", lexicon).match(name, end):
        end += 1
    return name[hit.start : end]


def _region_word(name: str, lexicon: Lexicon) -> str | None:
    """The division of no list that a body's name begins with: 云溪县 of 云溪县科学技术协会."""
    for length in _REGION_STEMS:
        if not all(map(is_han, name[:length])):
            return None
        for suffix in divisions(lexicon):
            end = length + len(suffix)
            if name.startswith(suffix, length) and is_han(name[end : end + 1]) and not name.startswith("街道", end):
                return name[:end]
    return None


def _of_text(level: Level, char: str, texts: Iterable[str], lexicon: Lexicon) -> Region:
    """The place of that level that the document names most, in full where it gives the full name."""
    municipalities, behind = lexicon.words("metadata.municipality"), mark("organ_behind", lexicon)
    counts: Counter[tuple[str, Level]] = Counter()
    seen: set[str] = set()
    for text in texts:
        for hit in regions().scan(fold(text)):
            surface = text[hit.start : hit.end]
            if len(surface) == _SHORTEST_NAME and behind.match(text, hit.end):
                continue
            seen.add(surface)
            for division in hit.divisions:
                if _fits(division, level, char, municipalities):
                    counts[division.name, division.level] += 1
    for (full, found_level), count in counts.most_common(1):
        surface = full if full in seen else min((s for s in seen if full.startswith(s)), key=len, default=full)
        if count > 1 or surface == full:
            place = {"province" if full.startswith(municipalities) else found_level: surface}
            return Region(**place)
    return Region()


def _fits(division: Division, wanted: Level, char: str, municipalities: tuple[str, ...]) -> bool:
    """A 市 may be a prefecture or a county-level city; a 县 or 区 is a county."""
    if wanted == "city":
        return division.name.endswith(char) and (
            division.level != "province" or division.name.startswith(municipalities)
        )
    return division.level == wanted and (wanted != "county" or division.name.endswith(char))
