"""Numbers as Chinese official texts write them: 1,000, ３０, 二十万, 1.5亿, 三分之一.

Values are returned as `Decimal`-free floats in the number's own scale; units are read elsewhere.
"""

from __future__ import annotations

_DIGITS = {
    "零": 0, "〇": 0, "○": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6,
    "七": 7, "八": 8, "九": 9, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7,
    "捌": 8, "玖": 9,
}  # fmt: skip
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}

CHINESE_DIGITS = "".join(_DIGITS)
CHINESE_NUMERALS = CHINESE_DIGITS + "".join(_SMALL) + "".join(_LARGE)
MAGNITUDES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}


def fold_digits(text: str) -> str:
    """Full-width digits, point, comma and percent sign as ASCII; the length stays the same."""
    return text.translate(_FOLD)


_FOLD = str.maketrans("０１２３４５６７８９．，％", "0123456789.,%")


def parse_chinese(text: str) -> int | None:
    """The value of a Chinese numeral, None where it is none.

    Reads positional digits (二〇二二 → 2022) and the multiplicative form (一千二百万 → 12000000).
    """
    if not text or any(char not in CHINESE_NUMERALS for char in text):
        return None
    if all(char in _DIGITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    total = section = digit = 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _SMALL:
            section += (digit or 1) * _SMALL[char]
            digit = 0
        else:
            section = (section + digit or (0 if total else 1)) * _LARGE[char]
            total, section, digit = total + section, 0, 0
            if char == "亿" and total < _LARGE["亿"]:
                return None
    return total + section + digit


def format_chinese(value: int) -> str:
    """The usual Chinese numeral of a whole number below 10**12 (inverse of `parse_chinese`)."""
    if not 0 <= value < 10**12:
        raise ValueError(f"no plain Chinese numeral is written for {value}")
    if value == 0:
        return "零"
    parts: list[str] = []
    pending_zero = False
    for large, name in ((_LARGE["亿"], "亿"), (_LARGE["万"], "万"), (1, "")):
        section, value = divmod(value, large)
        if not section:
            pending_zero = pending_zero or bool(parts)
            continue
        if parts and (pending_zero or section < 1000):
            parts.append("零")
        parts.append(_format_section(section) + name)
        pending_zero = False
    text = "".join(parts)
    return text[1:] if text.startswith("一十") else text


def _format_section(value: int) -> str:
    digits = "零一二三四五六七八九"
    text, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, unit)
        if digit:
            text += ("零" if zero and text else "") + digits[digit] + name
            zero = False
        else:
            zero = True
    return text


def parse_arabic(text: str) -> float | None:
    """The value of 1,000.5 (thousands separators allowed), None where it is no number."""
    try:
        return float(text.replace(",", ""))
    except ValueError:
        return None
