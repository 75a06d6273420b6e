"""Quantities in Chinese text: a number, its unit, its direction and its span.

Relies on how official texts write amounts: [direction] number [magnitude] [余|多] unit
[（含）] [direction], ranges with —/-/~/至/到, and 百分之X for ratios.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from ingest.figures.numbers import (
    CHINESE_NUMERALS,
    MAGNITUDES,
    fold_digits,
    parse_arabic,
    parse_chinese,
)
from ingest.figures.units import Unit, load_units, unit_names


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity; `start`/`end` span number and unit, `outer_*` also its direction words.

    `low`/`high` are in `unit` (a base unit); an open side is None, and equal ends are one value.
    `low_included`/`high_included` say whether a boundary belongs to the range (超过 does not
    include, 以上 does: 民法典 1259 条). `ordinal` marks 第3, 前5.
    """

    start: int
    end: int
    text: str
    low: float | None
    high: float | None
    unit: str
    kind: str
    outer_start: int
    outer_end: int
    low_included: bool = True
    high_included: bool = True
    approximate: bool = False
    ranged: bool = False
    chinese: bool = False

    @property
    def value(self) -> float:
        """The figure itself, whichever side it bounds."""
        return self.low if self.low is not None else self.high  # type: ignore[return-value]

    def same_value(self, other: Quantity) -> bool:
        """Same numbers in the same unit; directions and wording may differ."""
        return self.unit == other.unit and _ends(self) == _ends(other)

    def moved(self, by: int) -> Quantity:
        """The quantity of a piece of text that begins `by` code points into a longer one."""
        return replace(
            self,
            start=self.start + by,
            end=self.end + by,
            outer_start=self.outer_start + by,
            outer_end=self.outer_end + by,
        )

    def contains(self, value: float) -> bool:
        """Whether a value in the base unit satisfies this bound or range."""
        if self.low is not None and (
            value < self.low or (value == self.low and not self.low_included)
        ):
            return False
        return not (
            self.high is not None
            and (value > self.high or (value == self.high and not self.high_included))
        )


def _ends(quantity: Quantity) -> frozenset[float]:
    return frozenset(round(end, 6) for end in (quantity.low, quantity.high) if end is not None)


# 超过/以上 and their kin. 以上、以下、以内 include the figure, 超过、不足、不满 do not (民法典第1259条).
# What is denied (不宜少于, 不应超过) is the other bound, whichever auxiliary says so.
_DENIED = "不(?:得|宜|能|可|应当|应|许)?"
_AT_LEAST = f"{_DENIED}(?:低于|少于|小于)|至少|最低|最少|不亚于"
_ABOVE = "超过|高于|大于|多于|突破|逾|超"
_AT_MOST = f"(?:最高|最多)?{_DENIED}(?:超过|高于|多于|大于|超)|最高|最多|至多|上限|封顶"
_BELOW = "不足|不满|未满|低于|少于|小于|未达到|未达"
_ABOUT = "约|大约|近|将近|接近|共约"
_PREFIX = re.compile(
    rf"(?P<at_least>{_AT_LEAST})|(?P<at_most>{_AT_MOST})|(?P<above>{_ABOVE})|(?P<below>{_BELOW})|(?P<about>{_ABOUT})"
)
_GAP = r"(?:[（(](?:含|不含)[^）)]{0,12}[）)]|的|为|达|到|在)?"
_SUFFIX = re.compile(
    r"\s*(?:[（(](?P<mark>含|不含)[^）)]{0,12}[）)])?\s*"
    r"(?:(?P<least>及以上|含以上|或以上|以上|起)|(?P<most>及以下|以下|以内|之内|封顶)|(?P<about>左右|上下))?"
    r"(?:[（(](?P<mark2>含|不含)[^）)]{0,12}[）)])?"
)


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    # 千瓦, 千克, 千米 are units of their own: their 千 is no magnitude (11亿千瓦)
    magnitude = f"(?:[十百]|千{_NO_UNIT})?(?:万亿|[万亿])|[十百]|千{_NO_UNIT}"
    units = unit_names()
    arabic = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
    chinese = f"[{CHINESE_NUMERALS}]+(?:[余多][万亿]+)?"
    more = "[余多几来]"

    def number(tag: str) -> str:
        return (
            rf"(?:(?P<arabic{tag}>{arabic})\s*(?P<more{tag}>{more})?\s*(?P<magnitude{tag}>{magnitude})?"
            rf"|(?P<parts{tag}>{chinese})分之(?P<percent{tag}>{chinese}|{arabic})|(?P<chinese{tag}>{chinese}))\s*(?P<extra{tag}>{more})?"
        )

    return re.compile(
        rf"(?<![\d.A-Za-z]){_SIGN}{number('1')}\s*(?P<unit1>{units})?"
        rf"(?:{_MARKED}\s*(?P<separator>—+|–|-{{1,2}}|─+|－|~|～|至|到)\s*{number('2')}\s*(?P<unit2>{units})?)?"
    )


# “100万元（含）至500万元”: which end of a range belongs to it
_MARKED = r"(?:\s*[（(](?P<mark1>含|不含)(?:本数)?[）)])?"
_NO_UNIT = "(?![瓦克米伏帕焦赫卡])"
# a dash belongs to the number it stands before only where no range can begin before it
_SIGN = r"(?:(?:(?<=[\s：:（(，,、|为是于达≤≥])|^)(?P<sign>[-－−]))?"


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Every quantity with a unit, in order of appearance. Dates are left to `find_dates`.

    A Chinese numeral counts only with a unit and never as part of a word (一定, 统一, 第三);
    “一” before a plain classifier is an article, not a count, and is skipped.
    """
    folded = fold_digits(text)
    found: list[Quantity] = []
    position = 0
    while match := _pattern().search(folded, position):
        quantities = _read(match, text, folded)
        found.extend(quantities)
        position = max(q.end for q in quantities) if quantities else _next(match)
    return _with_ranks(found, text, folded)


# 排名前五, 前10位, 前三名: a rank, often without a classifier; 前三年, 前五项 count other things.
# 居全国第三位, 排名第2, 位居首位: a place in an order, behind a word of ranking; 第二产业 is a name.
_NUMERAL = rf"(?:\d{{1,3}}|[{CHINESE_NUMERALS}]{{1,3}})"
_RANK = re.compile(
    rf"前\s*(?P<top>{_NUMERAL})\s*(?:位|名|强)?(?![年月日天期款条项个者述届次批章节])"
    r"|(?:[居列]|排名?|排在|名次|位次|升至|升到|上升到|保持|位于)(?:在|为|至|到|于)?[^，。；、\d第]{0,10}"
    rf"(?P<place>第\s*(?P<nth>{_NUMERAL})\s*(?:位|名)?(?![\u4e00-\u9fff\d])|首位|榜首)"
)


def _with_ranks(found: list[Quantity], text: str, folded: str) -> tuple[Quantity, ...]:
    ranks: list[Quantity] = []
    for match in _RANK.finditer(folded):
        top = match.group("top")
        numeral = top or match.group("nth") or "1"
        value = float(numeral) if numeral.isdigit() else parse_chinese(numeral)
        if value:
            start, end = match.span(0 if top else "place")
            low, kind = (None, "rank") if top else (float(value), "place")
            ranks.append(
                Quantity(start, end, text[start:end], low, float(value), "名", kind, start, end)
            )
    kept = [q for q in found if not any(r.start <= q.start < r.end for r in ranks)]
    return tuple(sorted((*kept, *ranks), key=lambda quantity: quantity.start))


def _next(match: re.Match[str]) -> int:
    """Where to go on after a match that is no quantity: after its first number."""
    first = next(g for g in ("arabic1", "percent1", "chinese1") if match.group(g))
    return match.end(first)


def _read(match: re.Match[str], text: str, folded: str) -> list[Quantity]:
    if _is_date_like(match, folded):
        return []
    first = _value(match, "1")
    second = _value(match, "2") if match.group("separator") else None
    name1 = "%" if match.group("percent1") else match.group("unit1")
    name2 = "%" if match.group("separator") and match.group("percent2") else match.group("unit2")
    units = load_units()
    if second is not None and name2 is not None and (name1 is None or _alike(name1, name2)):
        value1, scale = first, match.group("magnitude1")
        if name1 is None and scale is None and match.group("magnitude2"):
            value1 = _scaled(first, match.group("magnitude2"))
        unit = units[name2]
        start, end = match.start(), match.end("unit2") if match.group("unit2") else match.end()
        own = units[name1].factor if name1 else unit.factor
        ranged = _quantity(
            text, folded, start, end, value1 * own, second * unit.factor, unit, False
        )
        return [_with_ends(ranged, match.group("mark1"), folded[ranged.end : ranged.outer_end])]
    if name1 is None:
        return []
    chinese = match.group("chinese1")
    if chinese and _is_word(match, folded, chinese, name1):
        return []
    end = match.end("percent1") if match.group("percent1") else match.end("unit1")
    unit = units[name1]
    value = first * unit.factor
    approximate = bool(match.group("more1") or match.group("extra1"))
    return [
        _quantity(text, folded, match.start(), end, value, value, unit, bool(chinese), approximate)
    ]


def _with_ends(ranged: Quantity, low_mark: str | None, behind: str) -> Quantity:
    """Which ends belong to a range: where only one is marked 含, bands that follow each other
    (3亿至5亿元（含）、5亿至10亿元（含）) have the figure they share in that one."""
    high_mark = "不含" if "不含" in behind else "含" if "含" in behind else None
    low, high = low_mark != "不含", high_mark != "不含"
    if low_mark == "含" and high_mark is None:
        high = False
    if high_mark == "含" and low_mark is None:
        low = False
    return replace(ranged, low_included=low, high_included=high)


def _value(match: re.Match[str], tag: str) -> float:
    if arabic := match.group(f"arabic{tag}"):
        value = parse_arabic(arabic) or 0.0
        if tag == "1" and match.group("sign"):
            value = -value
        magnitude = match.group(f"magnitude{tag}")
        return _scaled(value, magnitude) if magnitude else value
    if parts := match.group(f"parts{tag}"):
        whole = _plain(parts) or 1.0
        return 100 * _plain(match.group(f"percent{tag}")) / whole
    return _plain(match.group(f"chinese{tag}"))


def _plain(numeral: str) -> float:
    """The value of a numeral in either script, 余 and 多 left out."""
    bare = re.sub("[余多]", "", numeral)
    return float((parse_arabic(bare) if bare[:1].isdigit() else parse_chinese(bare)) or 0)


def _scaled(value: float, magnitude: str) -> float:
    for char in magnitude:
        value *= MAGNITUDES[char]
    return value


def _alike(first: str, second: str) -> bool:
    units = load_units()
    return units[first].base == units[second].base


def _is_date_like(match: re.Match[str], folded: str) -> bool:
    """A year, a month or a day of a date is no quantity: 2022年, 4月22日, 21日起."""
    unit = match.group("unit1") or ""
    before = folded[max(0, match.start() - 3) : match.start()]
    after = folded[match.end("unit1") if unit else match.end() :][:3]
    arabic = match.group("arabic1")
    if unit == "年" and arabic and len(arabic) == 4 and arabic[:2] in ("18", "19", "20", "21"):
        return True
    if unit == "月" and not match.group("chinese1"):
        return True
    if unit == "日" and (before.endswith("月") or _is_day(before, arabic, after)):
        return True
    if match.group("chinese1") and unit in ("年", "月", "日"):
        numeral = match.group("chinese1")
        return unit == "月" or len(numeral) == 4 or before.endswith(("年", "月"))
    return before.endswith("第") or bool(
        unit in ("次", "条", "款", "项", "号") and before.endswith("第")
    )


def _is_day(before: str, arabic: str | None, after: str) -> bool:
    """21日起 and 截至21日 are days of the month; 三十日前 and 期限为15日 are so many days."""
    if arabic is None or float(arabic.replace(",", "")) > 31:
        return False
    return after[:1] in ("起", "至") or (
        after[:1] in ("前", ",", "。") and before[-1:] in tuple("至于到在截从自—-、和")
    )


# Words that begin with a numeral and a classifier-like character: 一定, 一体, 一项(article).
_NUMERAL_WORDS = re.compile(
    r"万元户|一级|一类|一等|十分|千分|万分|百分|四个全面|两个一百|一次性|一对一|三家两"
)


def _is_word(match: re.Match[str], folded: str, numeral: str, unit: str) -> bool:
    before = folded[match.start() - 1 : match.start()]
    if not numeral.strip("零〇") or numeral in ("万", "亿"):
        return True  # 零部件, 零门槛; 万元工业增加值
    if before and (before in "第万" or before in CHINESE_NUMERALS):
        return True
    if before and before in "统唯同某每任之其另逐" and len(numeral) == 1:
        return True  # 统一, 每一, 其一; 其五十米 is a length
    if before and before in "上下这那" and numeral == "一":
        return True  # 上一年, 这一项: which one, not how many
    if _NUMERAL_WORDS.match(folded, match.start()):
        return True
    if folded[match.end("unit1") : match.end("unit1") + 1] == "一" and unit in ("个", "条", "对"):
        return True  # 七个一, 一对一: names of programmes
    kind = load_units()[unit].kind
    if numeral in ("一", "万", "千", "百", "亿") and kind in (
        "count",
        "person",
        "grade",
        "score",
        "ratio",
    ):
        following = folded[match.end("unit1") : match.end("unit1") + 1]
        # “一家”, “一项” in running text introduce a noun; they count only before an end or a limit
        return numeral != "一" or following not in "，。；、）)以及及或"
    return unit in ("级", "分", "成", "类", "等级", "对") and kind != "ratio" and numeral == "一"


def _quantity(
    text: str,
    folded: str,
    start: int,
    end: int,
    low: float,
    high: float,
    unit: Unit,
    chinese: bool,
    approximate: bool = False,
) -> Quantity:
    outer_start, prefix = _prefix(folded, start)
    suffix = _SUFFIX.match(folded, end)
    assert suffix is not None
    outer_end = end + len(suffix.group(0).rstrip())
    mark = suffix.group("mark") or suffix.group("mark2")
    ranged = low != high
    lower: float | None = low
    upper: float | None = high
    low_included = high_included = True
    if not ranged:
        if suffix.group("least") or prefix in ("at_least", "above"):
            upper = None
            low_included = mark != "不含" if mark else prefix != "above"
        elif suffix.group("most") or prefix in ("at_most", "below"):
            lower = None
            high_included = mark != "不含" if mark else prefix != "below"
    return Quantity(
        start=start,
        end=end,
        text=text[start:end],
        low=lower,
        high=upper,
        unit=unit.base,
        kind=unit.kind,
        outer_start=outer_start,
        outer_end=outer_end,
        low_included=low_included,
        high_included=high_included,
        approximate=approximate or prefix == "about" or bool(suffix.group("about")),
        ranged=ranged,
        chinese=chinese,
    )


_PREFIX_TAIL = re.compile(rf"(?:{_PREFIX.pattern}){_GAP}\s*$")


def _prefix(folded: str, start: int) -> tuple[int, str | None]:
    window_start = max(0, start - 12)
    match = _PREFIX_TAIL.search(folded, window_start, start)
    if match is None:
        return start, None
    return match.start(), match.lastgroup
