"""The sides of a comparison: one standalone question for each thing that is put side by side.

Each side is asked like a question of its own, in its own words: the other places, years or titles
and the words of comparison would only lead the search and the reading astray.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.figures.dates import DateMention, find_dates
from ingest.figures.quantities import Quantity, find_quantities
from ingest.figures.tiers import find_tiers
from ingest.figures.titles import find_titles
from ingest.metadata.places import PlaceMention
from qa.analysis import QuestionAnalyser
from qa.comparing_words import (
    asks_distance,
    asks_multiple,
    asks_total,
    deals_out,
    of_one_side,
    puts_side_by_side,
)
from qa.coordinated import find_members
from qa.parts import with_common
from qa.questions import INTERROGATIVE, Question

Mention = PlaceMention | DateMention


@dataclass(frozen=True, slots=True)
class Side:
    """One thing compared. `times` is how many of it the asker has (两家省级小巨人)."""

    name: str
    question: Question
    times: Quantity | None = None


def sides_of(question: Question, analyser: QuestionAnalyser) -> tuple[Side, ...]:
    """The sides of the question; empty where nothing is compared."""
    text = question.text
    if len(question.places) > 1:
        return _by_place(question, analyser)
    if len(question.years) > 1 and _compares(text):
        return _by_year(question, analyser)
    every = _every_year(question)
    if every is not None:
        return _year_by_year(question, *every, analyser)
    if not (puts_side_by_side(text) or joins_measures(text)):
        return ()
    return _by_member(question, analyser)


# measures joined before one interrogative: “人数和营收有什么上限？”, “面积、人数要达到多少？”
_MEASURES = re.compile(
    r"(?:和|与|、|以及|及)[^，。？、]{2,10}?(?<!比例)(?<!比值)(?<!之比)"
    r"(?:(?:是|有|为|要|得|应|须)(?:达到?|到|不低于|不少于|不超过)?多少|(?:达到?|到|定在|设在)多少|有(?:什么|哪些|何)(?:上限|下限|限制|门槛|要求))[^，。？]{0,3}[？?]?$"
)


def joins_measures(text: str) -> bool:
    """Whether several measures of one thing are asked with one interrogative."""
    joined = None if puts_side_by_side(text) else _MEASURES.search(text)
    return joined is not None and not INTERROGATIVE.search(text, 0, joined.start())


def _compares(text: str) -> bool:
    return asks_distance(text) or asks_multiple(text) or deals_out(text) or "相比" in text


# --- by place and year ---------------------------------------------------------------------


def _by_place(question: Question, analyser: QuestionAnalyser) -> tuple[Side, ...]:
    mentions = analyser.places_asked(question.text)
    sides: list[Side] = []
    for place in question.places:
        own = [m for m in mentions if m.place == place]
        others = [m for m in mentions if m.place in question.places and m.place != place]
        text = _alone(question.text, own, others)
        side = with_common(_analysed(question, analyser, text), question)
        sides.append(Side(place.short, replace(side, places=(place,))))
    return tuple(sides)


def _by_year(question: Question, analyser: QuestionAnalyser) -> tuple[Side, ...]:
    mentions = [m for m in find_dates(question.text) if m.year is not None]
    sides: list[Side] = []
    for year in sorted(question.years):
        own = [m for m in mentions if m.year == year]
        others = [m for m in mentions if m.year != year]
        side = _analysed(question, analyser, _alone(question.text, own, others))
        sides.append(Side(f"{year}年", replace(side, years=(year,))))
    return tuple(sides)


# one figure a year is asked for, not one for all the years
_YEAR_BY_YEAR = re.compile(r"各年|逐年|历年|分年度?|年年|分别|列(?:一下|出|全|举|个表)")
_MOST_YEARS = 8


def _every_year(question: Question) -> tuple[DateMention, range] | None:
    """The one period whose years are asked for one by one (2014到2017年各年), with its years."""
    spans = [m for m in find_dates(question.text) if m.precision == "period"]
    if len(spans) != 1 or not _YEAR_BY_YEAR.search(question.text):
        return None
    first, last = spans[0].first, spans[0].last
    if first is None or last is None or not 1 <= last.year - first.year < _MOST_YEARS:
        return None
    return spans[0], range(first.year, last.year + 1)


def _year_by_year(
    question: Question, period: DateMention, years: range, analyser: QuestionAnalyser
) -> tuple[Side, ...]:
    asked = _NO_LIST.sub("", question.text[: period.start])
    behind = _NO_LIST.sub("", question.text[period.end :]).rstrip("？?。，, ")
    behind = behind if INTERROGATIVE.search(behind) else f"{behind}多少"
    return tuple(
        Side(
            f"{year}年",
            replace(
                analyser.analyse(f"{asked}{year}年{behind}？"),
                raw=question.raw,
                places=question.places,
            ),
        )
        for year in years
    )


_NO_LIST = re.compile(
    r"^(?:请|麻烦)?(?:把|将)|各年度?|逐年|历年|分年度?|年年|分别|列(?:一下|出来?|全|举|个表)|(?:这)?[三四五六七八]年(?=的|，|$)|^的"
)
_MARK = "\x00"
_JOINT = "、和与及跟同比对从到至较"


def _alone(text: str, own: Sequence[Mention], others: Sequence[Mention]) -> str:
    """The text without the other sides, their joints, and what stands for them only."""
    standard = _standard(text, own, others)
    if standard is not None:
        return of_one_side(standard)
    text = _without_their_segments(text, own, others)
    chars = list(text)
    for mention in others:
        for start, end in _spans(text, mention):
            start, end = _with_neighbours(text, start, end, own)
            chars[start:end] = _MARK * (end - start)
    joined = re.sub(rf"[{_JOINT}]*{_MARK}+[{_JOINT}]*的?(?=(.?))", _closing, "".join(chars))
    named = "|".join(re.escape(m.text) for m in own)
    joined = re.sub(rf"[比从到较](?={named})", "", joined) if named else joined
    return of_one_side(joined)


def _standard(text: str, own: Sequence[Mention], others: Sequence[Mention]) -> str | None:
    """“甲的企业比乙多几家”, of 乙: the standard of the comparison, said of in the words that stand
    behind the other side. None where the own side is no standard."""
    for mention in own:
        said = re.search(rf"比(?:较)?{re.escape(mention.text)}(?:市|县|省|区)?", text)
        led = [
            at for other in others for at, _ in _spans(text, other) if said and at < said.start()
        ]
        if said and led:
            other = next(o for o in others if text.startswith(o.text, led[-1]))
            between = text[led[-1] + len(other.text) : said.start()]
            return text[: led[-1]] + mention.text + between + text[said.end() :]
    return None


def _closing(match: re.Match[str]) -> str:
    """的 stays between what is left on both sides of a name taken out."""
    return "的" if match.group().endswith("的") and match.start() > 0 else ""


def _spans(text: str, mention: Mention) -> list[tuple[int, int]]:
    return [m.span() for m in re.finditer(re.escape(mention.text), text)]


def _with_neighbours(text: str, start: int, end: int, own: Sequence[Mention]) -> tuple[int, int]:
    """The span with what belongs to the same member: a year behind a place (青岛2026年和山东2027年)
    where each has its own, the word of a dated text (2021年答复), a verb said again (支持北京和支持上海)."""
    year = re.compile(r"(?:到|在)?(?:19|20)\d\d年(?:底|末|初)?")
    behind = year.match(text, end)
    if behind and any(year.match(text, at) for m in own for _, at in _spans(text, m)):
        end = behind.end()
    dated = re.compile(r"的?(?:答复|报道|文件|公报|报告|通知|方案|计划)(?=[，、和与到比])").match(
        text, end
    )
    if dated and text[end - 1] in "年月日底末初":
        end = dated.end()
    for mention in own:
        for first, _ in _spans(text, mention):
            for size in (4, 3, 2):
                lead = text[max(0, first - size) : first]
                if len(lead) == size and text[:start].endswith(lead):
                    later = max(first, start) - size - 1
                    if text[later] in _JOINT:
                        return start - size, end
    return start, end


def _without_their_segments(text: str, own: Sequence[Mention], others: Sequence[Mention]) -> str:
    """Without questions and given figures that are of another side alone.

    “常州培育人才1万名，金湖是多少名？”: the figure is the answer for 常州 that the asker has.
    """
    pieces = re.findall(r"[^，,。；;？?]+[，,。；;？?]*", text)

    def of(piece: str, mentions: Sequence[Mention]) -> bool:
        return any(mention.text in piece for mention in mentions)

    theirs = [of(piece, others) and not of(piece, own) for piece in pieces]
    asking = [bool(INTERROGATIVE.search(piece)) for piece in pieces]
    given = [
        of(piece, own) is not of(piece, others) and not asks
        for piece, asks in zip(pieces, asking, strict=True)
    ]
    has_answer = any(
        told and of(piece, own) and find_quantities(piece)
        for piece, told in zip(pieces, given, strict=True)
    )
    others_ask = any(asks and not their for asks, their in zip(asking, theirs, strict=True))
    return "".join(
        _without_figures(piece) if told else piece
        for piece, their, asks, told in zip(pieces, theirs, asking, given, strict=True)
        if not (their and asks and others_ask and not has_answer)
    )


def _without_figures(piece: str) -> str:
    dated = [(m.start, m.end) for m in find_dates(piece)]
    for quantity in reversed(find_quantities(piece)):
        if not any(start <= quantity.start < end for start, end in dated):
            piece = piece[: quantity.outer_start] + piece[quantity.outer_end :]
    return piece


# --- by member -----------------------------------------------------------------------------


def _by_member(question: Question, analyser: QuestionAnalyser) -> tuple[Side, ...]:
    members = find_members(question.text, lambda text: _heads(text, analyser), analyser.cut)
    if members is None:
        return ()
    sides: list[Side] = []
    for name in _in_full(members.names, question.text):
        # a number is how many the asker has where a sum is asked, else the case itself (3家以上时)
        times = _times(name) if asks_total(question.text) else None
        named = name[times.end :] if times else name
        text = of_one_side(f"{members.before}{named}{members.after}")
        side = _analysed(question, analyser, text)
        sides.append(Side(named, side, times))
    return tuple(sides)


def _in_full(names: tuple[str, ...], text: str) -> tuple[str, ...]:
    """“甲的收入比乙低多少”: the standard of a comparison leaves out what is compared, which stands
    behind 的, or behind the word that both sides have (城镇居民收入比全省城镇)."""
    if len(names) != 2 or f"比{names[1]}" not in text:
        return names
    first, standard = names
    shared = next(
        (
            standard[at : at + 2]
            for at in range(len(standard) - 2, -1, -1)
            if standard[at : at + 2] in first
        ),
        None,
    )
    if shared is not None:
        tail = first[first.rindex(shared) + 2 :]
        return first, standard[: standard.rindex(shared) + 2] + tail
    if "的" in first and "的" not in standard:
        return first, standard + first[first.index("的") :]
    return names


def _heads(text: str, analyser: QuestionAnalyser) -> list[list[tuple[int, int]]]:
    return [
        [(q.start, q.end) for q in find_quantities(text) if q.kind in ("count", "person")],
        [(m.start(), m.end()) for m in re.finditer(r"《[^》]*》", text)],
        [(m.start, m.end) for m in analyser.places_asked(text)],
        [(m.start, m.end) for m in find_dates(text)],
        [(m.start, m.end) for m in find_tiers(text)],
        [(m.start, m.end) for m in find_titles(text)],
    ]


def _times(name: str) -> Quantity | None:
    counted = [q for q in find_quantities(name) if q.start == 0 and q.kind in ("count", "person")]
    if counted:
        return counted[0]
    one = re.match(r"一([家个名户项位件台套人])", name)
    if one is None:
        return None
    unit = one.group(1)
    return Quantity(0, 2, one.group(), 1.0, 1.0, unit, "count", 0, 2)


def _analysed(question: Question, analyser: QuestionAnalyser, text: str) -> Question:
    """The question of one side; what the whole question names and the side does not, holds."""
    side = analyser.analyse(text)
    return replace(
        side,
        raw=question.raw,
        places=side.places or question.places,
        years=side.years or (question.years if len(question.years) == 1 else ()),
        titles=side.titles or question.titles,
        excluded_tiers=side.excluded_tiers or question.excluded_tiers,
        as_of=question.as_of,
    )
