"""Bytes -> text: BOM, strict UTF-8, then the encodings of Chinese files scored by their result.

Chinese text files come in UTF-8, GB18030 (with GBK and GB 2312 inside it), Big5 and UTF-16.
Strict UTF-8 accepts another encoding only by chance, in a text of a few characters without a
mark or line end (联通 in GBK, 元元 in UTF-16); GB18030 and UTF-16 accept almost anything, so among
those the text decides: real Chinese is made of common characters, and the 600 listed beside this
module cover 88 % of official and general text.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from ingest.errors import DamagedError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_CANDIDATES = ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
_SAMPLE = 40_000
_CONTROL_BYTES = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_LEAST_SCORE = 0.25
_SURE_SCORE = 0.9
_SURE_LENGTH = 4
_HAN = re.compile(r"[\u4e00-\u9fff]")
_PUNCTUATION = frozenset("，。、；：？！“”‘’（）《》〈〉【】〔〕—…·　％／")
_DECLARED = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "utf8": "utf-8"}


@dataclass(frozen=True, slots=True)
class Decoded:
    """`text` without its BOM; `replaced` bytes could not be decoded and stand as U+FFFD."""

    text: str
    encoding: str
    replaced: int = 0


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Decodes the bytes of a text file.

    Args:
        data: the whole file.
        declared: an encoding the file names itself (`<meta charset>`), tried as one candidate.

    Raises:
        DamagedError: no encoding gives something that reads as text.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], encoding)
    if not _CONTROL_BYTES.search(data[:_SAMPLE]):  # those are half characters of UTF-16
        strict = _strict(data, "utf-8")
        if strict is not None:
            return _chinese_by_chance_utf8(data, strict) or strict
    return _best(data, declared)


def _chinese_by_chance_utf8(data: bytes, utf8: Decoded) -> Decoded | None:
    """Chinese text in another encoding whose bytes happen to be UTF-8 of something else.

    UTF-8 that holds a Han character is UTF-8, and so is all that another encoding reads as
    anything but common Chinese. Of the pairs of ASCII letters, three in a hundred make a common
    character in UTF-16: four such in a row and nothing else stand in no English text.
    """
    if _HAN.search(utf8.text):
        return None
    for name in _CANDIDATES[1:]:
        other = _strict(data, name)
        if other is not None and _surely_chinese(other.text):
            return other
    return None


def _surely_chinese(text: str) -> bool:
    written = "".join(character for character in text[:_SAMPLE] if not character.isascii())
    return len(written) >= _SURE_LENGTH and score(written) >= _SURE_SCORE


def _best(data: bytes, declared: str | None) -> Decoded:
    sample = data[:_SAMPLE]
    names = list(_CANDIDATES)
    known = _codec(declared)
    if known is not None and known not in names:
        names.append(known)
    scored = [(score(_lenient(sample, name).text), -rank, name) for rank, name in enumerate(names)]
    best, _, name = max(scored)
    if best < _LEAST_SCORE:
        raise DamagedError(
            "内容不是文字，或编码无法识别", "请用原来的软件打开，另存为 UTF-8 文本后再导入"
        )
    return _lenient(data, name)


def _codec(declared: str | None) -> str | None:
    if not declared:
        return None
    name = _DECLARED.get(declared.strip().lower(), declared.strip().lower())
    try:
        info = codecs.lookup(name)
    except LookupError:
        return None
    # codecs such as `hex` or `zip` map bytes to bytes: a file must not choose them
    return info.name if info._is_text_encoding else None


def _strict(data: bytes, encoding: str) -> Decoded | None:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        return None


def _lenient(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    return Decoded(text, encoding, text.count("\ufffd"))


def score(text: str) -> float:
    """How much `text` looks like written Chinese or plain ASCII, about -2 to 1.

    The mean over its characters of: 1 for a common character or Chinese punctuation, 0.5 for
    ASCII, 0.1 for another Han character of the basic block, -1 for other scripts, -3 for what
    no text holds (controls, private use, unassigned, replacement characters).
    """
    counted = text[:_SAMPLE]
    if not counted:
        return 0.0
    return sum(map(_weight, counted)) / len(counted)


@lru_cache(maxsize=70_000)
def _weight(character: str) -> float:
    if character in common_characters() or character in _PUNCTUATION:
        return 1.0
    if " " <= character <= "~" or character in "\t\r\n\f":
        return 0.5
    if "\u4e00" <= character <= "\u9fff":
        return 0.1
    if unicodedata.category(character) in {"Cc", "Co", "Cn", "Cs"} or character == "\ufffd":
        return -3.0
    return -0.2 if "\uff01" <= character <= "\uff5e" else -1.0


@lru_cache(maxsize=1)
def common_characters() -> frozenset[str]:
    """The 600 commonest simplified characters of official and general text, and traditional forms."""
    text = resources.files(__package__).joinpath("common_characters.txt").read_text("utf-8")
    return frozenset(line_character for line_character in text if line_character >= "\u4e00")
