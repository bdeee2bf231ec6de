"""Mutated documents and strings for `fuzz.py`: each is decided by a random generator alone."""

import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

SAMPLES = Path(__file__).parents[1] / "samples"
MAX_TEXT = 20_000
"""Longest mutated text in characters; long inputs are the benchmarks' subject, not the fuzzer's."""

PIECES = (
    *"一二三四五六七八九十百千万亿零〇两廿卅半几数多余近约超第个名场次家人元年月日季度上下旬底前后初中末起止至到",
    *"、，。；：！？（）()《》“”—－-~～…·.,%％‰°/+*#|=_<>&'\"\\@$^`[]{}\t\n\r\x0b\x0c\x00\x1b\x7f",
    *"０１２３９ＡａⅠⅡ①②⑳㈠㈩⑴❶㊀⼀⾦\u3000\u200b\u200d\u202e\ufeff\ufffd\u0301\U0001f468\U00020000\U0010ffff",
    "一是", "二是", "三要", "首先", "其一", "第一条", "第十二章", "附件1：", "附录A", "一、", "（一）", "1.",
    "1.1.1", "(1)",
    "2019年", "二〇一九年", "3月底前", "5月上旬-6月下旬", "一、二季度", "第四季度", "每月", "每周", "去年",
    "同期", "13月", "2月30日",
    "99999999999999999999", "0.0000001", "1e400", "1,000,000", "8.35万", "百分之三十", "五分之一", "3∶2",
    "20%-30%", "-5",
    "三百二十余家", "近万名", "不少于", "以上", "左右", "分别", "均为", "各", "等部门负责", "责任单位：",
    "配合单位：", "市科协", "省、市科协",
    "《关于“讲、比”的通知》", "（征求意见稿）", "科发〔2019〕3号", "2019-13-45", "各位代表！", "序号",
    "责任部门", "完成时限", "备注",
    "| 序号 | 内容 | 责任部门 |", "|---|---|---|", "</td>", "<table><tr><td rowspan=9 colspan=9>", "<!--",
    "]]>", "&#x110000;",
    "&nbsp;", "&lt;", "```", "**", "# ", "> ", "- ", "=1+1", "\r\n", "\n\n", "\n\t", "\u2028", "\u0085",
)  # fmt: skip
"""What is put into texts: the words of the trade, the signs of every format, and what no editor types."""

NUMBERS = (
    b"0",
    b"-1",
    b"1",
    b"255",
    b"65536",
    b"2147483648",
    b"-2147483649",
    b"99999999999999999999",
    b"1e309",
    b"NaN",
    b"",
)
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "big5", "utf-32", "gbk")

Random = random.Random
Mutation = Callable[[bytes, Random], bytes]


def text(chance: Random, seeds: Sequence[str]) -> str:
    """A string: a slice of a document that was changed, or pieces put together."""
    if chance.random() < 0.3:
        return "".join(chance.choices(PIECES, k=chance.randint(0, 40)))
    whole = chance.choice(seeds)
    start = chance.randrange(len(whole))
    return change_text(whole[start : start + chance.randint(1, 300)], chance)


def change_text(content: str, chance: Random) -> str:
    """A few changes of a text: pieces put in, parts removed, repeated, moved, numbers replaced."""
    for _ in range(chance.choice((1, 1, 2, 3, 5, 8, 20))):
        start = chance.randrange(len(content) + 1)
        end = min(len(content), start + int(chance.expovariate(1 / 12)))
        match chance.randrange(7):
            case 0 | 1:
                content = content[:start] + chance.choice(PIECES) + content[start:]
            case 2:
                content = content[:start] + content[end:]
            case 3:
                content = content[:end] + content[start:end] * chance.choice((1, 2, 3, 50)) + content[end:]
            case 4:
                content = content[:start] + chance.choice(PIECES) * chance.choice((1, 2, 30, 500)) + content[end:]
            case 5:
                content = content[end:] + content[:start]
            case _:
                content = _change_numbers(content, chance)
        content = content[:MAX_TEXT]
    return content


def _change_numbers(content: str, chance: Random) -> str:
    number = chance.choice(NUMBERS).decode()
    return re.sub(r"\d+", lambda found: number if chance.random() < 0.2 else found[0], content)


def change_bytes(data: bytes, chance: Random) -> bytes:
    """A few changes of bytes that know of no format."""
    content = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 8, 30))):
        start = chance.randrange(len(content) + 1)
        end = min(len(content), start + int(chance.expovariate(1 / 40)))
        match chance.randrange(6):
            case 0 | 1 if content:
                content[start % len(content)] ^= 1 << chance.randrange(8)
            case 2:
                del content[start:end]
            case 3:
                content[start:start] = chance.randbytes(chance.randint(1, 16))
            case 4:
                content[end:end] = content[start:end] * chance.choice((1, 1, 20))
            case _:
                content[start:end] = bytes(end - start)
    return bytes(content[: chance.randrange(len(content))] if content and chance.random() < 0.05 else content)


def change_encoded(data: bytes, chance: Random) -> bytes:
    """A text file whose text, encoding or bytes are changed."""
    if chance.random() < 0.15:
        return change_bytes(data, chance)
    content = change_text(_decoded(data), chance)
    encoded = content.encode(chance.choice(ENCODINGS) if chance.random() < 0.3 else "utf-8", "replace")
    return change_bytes(encoded, chance) if chance.random() < 0.05 else encoded


def change_xml(data: bytes, chance: Random) -> bytes:
    """An XML part whose elements, attributes or text are changed; most of the results are still well formed."""
    content = _decoded(data)
    for _ in range(chance.choice((1, 1, 2, 3, 6))):
        match chance.choices(range(6), (6, 8, 6, 6, 1, 1))[0]:
            case 0:
                content = _replace_one(r'(?<==")[^"<]*(?=")', content, chance, lambda _: _attribute(chance))
            case 1:
                content = _replace_one(
                    r"(?<=>)[^<]+(?=<)", content, chance, lambda old: _escaped(change_text(old, chance))
                )
            case 2:
                content = _replace_one(
                    r"<(\w+:?\w*)[^<>]*/>", content, chance, lambda old: old * chance.choice((0, 2, 50))
                )
            case 3:
                content = _replace_one(
                    r"<(\w+:?\w*)\b[^<>]*>[^<]*</\1>", content, chance, lambda old: old * chance.choice((0, 2, 50))
                )
            case 4:
                content = _replace_one(r"(?<=[< /])\w+(?=[ >/=:])", content, chance, lambda old: _word(old, chance))
            case _:
                content = _move_element(content, chance)
    encoded = content[: MAX_TEXT * 20].encode("utf-8", "replace")
    return change_bytes(encoded, chance) if chance.random() < 0.1 else encoded


def change_zip(data: bytes, chance: Random) -> bytes:
    """A zip package of which parts are changed, lost, doubled or renamed, or whose bytes are changed."""
    if chance.random() < 0.1:
        return change_bytes(data, chance)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = [(name, package.read(name)) for name in package.namelist()]
    likely = [4 if "document.xml" in name or "sheet" in name or "Content" in name else 1 for name, _ in parts]
    for _ in range(chance.choice((1, 1, 2, 3))):
        place = chance.choices(range(len(parts)), likely)[0]
        name, content = parts[place]
        match chance.randrange(12):
            case 0 if len(parts) > 1:
                del parts[place], likely[place]
            case 1:
                parts[place] = (
                    chance.choice(("../" + name, name.upper(), "", name + "/", chance.choice(parts)[0])),
                    content,
                )
            case 2:
                parts[place] = (name, chance.choice(parts)[1])
            case 3:
                parts[place] = (name, change_bytes(content, chance))
            case _:
                parts[place] = (name, change_xml(content, chance))
    return packed(parts)


def change_pdf(data: bytes, chance: Random) -> bytes:
    """A PDF whose objects, numbers or unpacked streams are changed; the cross references become wrong by that."""
    match chance.randrange(4):
        case 0:
            return change_bytes(data, chance)
        case 1:
            return _change_stream(data, chance)
        case _:
            rate = chance.choice((0.002, 0.01, 0.1))
            pattern = chance.choice((rb"(?<= )-?\d+(?:\.\d+)?(?= )", rb"/[A-Z]\w+", rb"\d+ 0 R"))
            names = re.findall(pattern, data) + list(NUMBERS)
            return re.sub(pattern, lambda found: chance.choice(names) if chance.random() < rate else found[0], data)


MUTATIONS: dict[str, Mutation] = {
    "txt": change_encoded, "md": change_encoded, "html": change_encoded, "csv": change_encoded,
    "docx": change_zip, "xlsx": change_zip, "ofd": change_zip, "zip": change_zip, "pdf": change_pdf,
    "doc": change_bytes,
}  # fmt: skip


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")


def packed(parts: list[tuple[str, bytes]]) -> bytes:
    import warnings

    target = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        warnings.simplefilter("ignore")  # two parts of one name are wanted
        for name, content in parts:
            package.writestr(name or "x", content)
    return target.getvalue()


def _replace_one(pattern: str, content: str, chance: Random, new: Callable[[str], str]) -> str:
    found = list(re.finditer(pattern, content))
    if not found:
        return content
    chosen = chance.choice(found)
    return content[: chosen.start()] + new(chosen[0]) + content[chosen.end() :]


def _attribute(chance: Random) -> str:
    value = chance.choice(NUMBERS).decode() if chance.random() < 0.7 else "".join(chance.choices(PIECES, k=2))
    return _escaped(value).replace('"', "&quot;")


def _escaped(value: str) -> str:
    """Escaped, and without the characters that XML does not know, most of the time told by a rare one."""
    plain = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", value)
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _word(old: str, chance: Random) -> str:
    """Another name of an element or attribute, of those that decide most."""
    names = (
        "p r t tbl tr tc vMerge gridSpan numId ilvl val w sdt ins del row c v si PageArea TextCode DeltaX table td div"
    )
    return chance.choice([*names.split(), old.upper(), old[::-1]])


def _move_element(content: str, chance: Random) -> str:
    """One run of markup into another place: nesting that no program writes."""
    tags = [found.start() for found in re.finditer("<", content)]
    if len(tags) < 4:
        return content
    start, end, place = sorted(chance.sample(tags, 3))
    piece = content[start:end]
    return content[:place] + piece * chance.choice((1, 1, 2, 20)) + content[place:]


def _change_stream(data: bytes, chance: Random) -> bytes:
    streams = list(re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL))
    chosen = chance.choice(streams) if streams else None
    if chosen is None:
        return change_bytes(data, chance)
    try:
        plain = zlib.decompress(chosen[1])
    except zlib.error:
        return change_bytes(data, chance)
    numbers = re.sub(
        rb"-?\d+(?:\.\d+)?", lambda found: chance.choice(NUMBERS) if chance.random() < 0.02 else found[0], plain
    )
    changed = zlib.compress(numbers if chance.random() < 0.5 else change_bytes(plain, chance), 1)
    return data[: chosen.start(1)] + changed + data[chosen.end(1) :]
