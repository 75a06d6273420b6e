"""Understanding a question: place, tier, time, kind of answer, unit, nature and content terms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache

from ingest.documents import NATIONAL_CODE, Nature
from ingest.errors import QuestionError
from ingest.figures.dates import DateMention, find_dates
from ingest.figures.numbers import format_chinese, parse_chinese
from ingest.figures.quantities import Quantity
from ingest.figures.tiers import TIERS, TierMention, find_tiers
from ingest.language.frequencies import WordFrequencies
from ingest.language.lexicon import Lexicon
from ingest.language.normalise import blanked, fold
from ingest.language.tokens import Tokenizer
from ingest.language.typos import TypoCorrector
from ingest.metadata.doc_numbers import find_doc_numbers
from ingest.metadata.places import Gazetteer, Place, PlaceMention
from qa.asked_day import day_asked
from qa.asked_time import aimed, report_year, spelt_out, without_time, years_asked
from qa.own_figures import find_own_figures, said_figures
from qa.questions import Asked, Question, SourceMention, Term, nature_patterns, rows
from qa.reading.matching import matching_form
from qa.source_phrases import without_source
from qa.sources import find_sources
from qa.units_asked import kinds_asked

MAX_QUESTION_LENGTH = 2000
"""Characters. Longer input is a document, not a question."""


class QuestionAnalyser:
    """Turns text into a `Question`; collaborators are injected."""

    def __init__(
        self,
        tokenizer: Tokenizer,
        lexicon: Lexicon,
        gazetteer: Gazetteer,
        corrector: TypoCorrector,
        frequencies: WordFrequencies,
    ) -> None:
        self._frequencies = frequencies
        self._tokenizer = tokenizer
        self._lexicon = lexicon
        self._gazetteer = gazetteer
        self._corrector = corrector

    def analyse(
        self, raw: str, *, region: str | None = None, as_of: date | None = None
    ) -> Question:
        """The question understood.

        Args:
            raw: the question as typed, 1 to 2,000 characters.
            region: a place that holds where the question names none (`--region`).
            as_of: the day the answer should hold on; one that the question names comes first.

        Raises:
            QuestionError: empty, too long, or without any letter or digit.
            UnknownPlaceError: `region` is no place.
        """
        text = _checked(raw)
        correction = self._corrector.correct(text)
        text = _years_in_full(spelt_out(correction.text))
        named = self._gazetteer.find(text)
        mentions = _asked_places(named, text)
        left_out = tuple(m for m in named if _left_out(text, m))
        places = _distinct_places(mentions)
        if region and not places:
            places = (self._gazetteer.resolve(region),)
        tiers = tuple(m for m in find_tiers(text) if not _GIVER.match(text, m.start))
        dates = find_dates(text)
        asked, *also = _asked(text)
        day = day_asked(text, (asked, *also), dates)
        dates = tuple(one for one in dates if one is not day)
        years = years_asked(text, dates)
        own = find_own_figures(text)
        sources = find_sources(text, dates)
        kinds_called = tuple(source for source in sources if source.number is None)
        kinds, unit_word = kinds_asked(text)
        return Question(
            raw=raw,
            text=text,
            asked=asked,
            also_asked=tuple(also),
            places=places,
            tiers=_wanted_tiers(tiers),
            tier_and_above=any(t.and_above for t in tiers if not t.negated),
            excluded_tiers=frozenset(t.tier for t in tiers if t.negated),
            years=years,
            dates=dates,
            now=bool(_NOW.search(text)),
            kinds=kinds,
            unit_word=unit_word,
            nature=_nature(text),
            terms=self._terms(
                text,
                (*mentions, *left_out),
                tiers,
                (*dates, *said_figures(own, text), *kinds_called),
            ),
            own_values=() if _ALTERNATIVE.search(text) else own,
            count=_announced_count(text),
            titles=tuple(re.findall(r"《([^》]{2,80})》", text)),
            corrections=tuple((change.wrong, change.right) for change in correction.changes),
            as_of=day.last if day else as_of,
            sources=sources,
            aimed=aimed(text),
            report_year=report_year(text, years),
        )

    def places_asked(self, text: str) -> tuple[PlaceMention, ...]:
        """Mentions of the places that a text asks about, in order."""
        return _asked_places(self._gazetteer.find(text), text)

    def cut(self, text: str) -> list[str]:
        """The text in words, nothing left out."""
        return self._tokenizer.cut(text)

    def _terms(
        self,
        text: str,
        mentions: tuple[PlaceMention, ...],
        tiers: tuple[TierMention, ...],
        dates: tuple[DateMention | Quantity | SourceMention, ...],
    ) -> tuple[Term, ...]:
        # a document's number, kind and day name it and stand in no clause of it
        masked = blanked(text, [*mentions, *tiers, *dates, *find_doc_numbers(text)])
        masked = _INTERROGATIVE.sub(lambda m: " " * len(m.group()), masked)
        if any(isinstance(one, DateMention) and one.year for one in dates):
            masked = without_time(masked)
        if len(tiers) > 1:  # “国家、省、市三级” sums up the tiers it names
            masked = re.sub(r"[两二三四]级", "  ", masked)
        weights = self._tokenizer.query_terms(masked)
        alternatives: dict[str, dict[str, float]] = {}
        for expansion in self._lexicon.expand(masked):
            alternatives.setdefault(fold(expansion.source), {})[matching_form(expansion.term)] = (
                min(1.0, expansion.weight)
            )
        words = _longest(dict.fromkeys(self._tokenizer.words(masked)))
        terms = [
            self._term(word, min(1.0, weights[word]), alternatives.pop(word, {}))
            for word in words
            if weights.get(word, 0.0) > 0
            and (len(word) > 1 or not _is_han(word))
            and word[0] != "几"
        ]
        # lexicon entries that are no single word of the tokenizer (头一回, 多卖了)
        terms += [
            self._term(word, 1.0, alts) for word, alts in alternatives.items() if len(word) > 1
        ]
        return _source_lowered(tuple(terms), masked)

    def _term(self, word: str, weight: float, alternatives: Mapping[str, float]) -> Term:
        frequencies = self._frequencies
        parts = [part for part in self._tokenizer.words(word) if len(part) > 1]
        official = frequencies.is_official(word) or (
            len(word) > 3 and bool(parts) and all(map(frequencies.is_official, parts))
        )
        idf = frequencies.idf(word)
        if not frequencies.is_official(word) and official:
            idf = max(map(frequencies.idf, parts))  # a compound is as rare as its rarest part
        return Term(word, weight * idf, {**alternatives, **_numeral_forms(word)}, official)


_SOURCE_WEIGHT = 0.4
"""What is left of a word's weight that only names the text to look into."""
_LEAST_OUTSIDE = 0.4
"""Share of a question's weight that must stand outside of the name of its source."""


def _source_lowered(terms: tuple[Term, ...], text: str) -> tuple[Term, ...]:
    """The terms with less weight for those that only name the text that is to answer."""
    rest = fold(without_source(text))
    outside = sum(term.weight for term in terms if term.text in rest)
    if outside < _LEAST_OUTSIDE * sum(term.weight for term in terms):
        return terms
    return tuple(
        term if term.text in rest else replace(term, weight=term.weight * _SOURCE_WEIGHT)
        for term in terms
    )


_NUMERAL_WORD = re.compile(r"^([一二两三四五六七八九十百]+|\d+)([\u4e00-\u9fff]{1,2})$")


def _numeral_forms(word: str) -> dict[str, float]:
    """三年 is also written 3年, 3年 also 三年."""
    match = _NUMERAL_WORD.match(word)
    if match is None:
        return {}
    numeral, unit = match.groups()
    if numeral.isdigit():
        return {format_chinese(int(numeral)) + unit: 1.0} if len(numeral) < 4 else {}
    value = parse_chinese(numeral)
    return {f"{value}{unit}": 1.0} if value else {}


# “20万还是30万？” offers answers; such figures are not the asker's own case
_ALTERNATIVE = re.compile(r"还是|或者?是")


def _checked(raw: str) -> str:
    text = "".join(char for char in raw if char == "\n" or char.isprintable()).strip()
    text = re.sub(r"\s*\n\s*", " ", text)
    if not text:
        raise QuestionError(
            "问题是空的", "请输入一个问题，例如：常州市省级专精特新小巨人企业奖励多少？"
        )
    if len(text) > MAX_QUESTION_LENGTH:
        raise QuestionError(
            f"问题有{len(text)}个字，超过上限{MAX_QUESTION_LENGTH}字",
            "请把问题缩短；要检索整篇文件，请用 policyqa ingest 加入后再提问",
        )
    if not any(char.isalnum() for char in text):
        raise QuestionError("问题里没有文字", "请用一句话写出想问的事")
    return text


_YEAR = r"(?:19|20)\d\d"
_LISTED_YEARS = re.compile(rf"(?<!\d){_YEAR}(?:[、和与及跟]{_YEAR})+(?=[两三四五六]?年)")


def _years_in_full(text: str) -> str:
    """“2023、2024和2025三年” names three years: 年 stands once behind the last."""

    def full(match: re.Match[str]) -> str:
        years = re.sub(rf"({_YEAR})(?=[、和与及跟])", r"\1年", match.group())
        return years if text[match.end()] == "年" else f"{years}年"

    return _LISTED_YEARS.sub(full, text)


_NOW = re.compile(r"现在|目前|如今|眼下|当前|现行|今年|还有效|还管用")
# the question words themselves carry no content
_INTERROGATIVE = re.compile(
    # into how many things are parted is the length of the list (分成哪四类)
    r"(?:分成|分为|划分为|划成)哪[二两三四五六七八九十]{1,2}(?:个|项|条|大|种|类|点|步|款|层|档|方面|部分)|"
    # a lay noun that only counts what is listed (哪几条路子, 哪几招) names nothing of it
    r"(?:[二两三四五六七八九十几]|哪些|什么)(?:条|个|种|项|大|样)?(?:路子|法子|招数|高招|招儿?|点子|打法|门道|套路)|"
    r"(?:是|由|归)?(?:哪|什么|啥)(?:一|几)?(?:个|家|些|位|级|几家|几个)?(?:部门|单位|机构|局|机关)(?:负责|牵头|主管|管|承担|落实)?|"
    r"(?:归|由)?谁(?:来)?(?:负责|牵头|主管|管|承担|落实)?|责任(?:单位|部门)|牵头(?:单位|部门)|"
    r"[哪那这](?:一|几)?(?:份|套|部|版|批)|哪(?:一|几)?[年天月日]|几月份?|几号(?=[，,？?]|$)|"
    r"(?:一般)?(?:一|每)年(?:里|中|当中|之中|到头)?(?=几月|什么时候|啥时候|何时|哪)|"
    r"多少|多大|百分之几|几个点|哪一?[样种]|里头|里边|哪些|哪几|哪个|哪家|什么时候|什么|怎么样?|怎样|如何|为何|为什么|是否|能不能|会不会|"
    r"有没有|可不可以|是不是|要不要|给不给|请问|吗|呢|啥|咋|列一下|帮我|说说|分别|具体|列全|请列|我问的|注意不是|"
    r"一样吗|口径|各自|各是|各有|各要|各(?=[到至从由])|差在哪里?|有何不同|有什么不同|有什么区别|相差|两地|三市|四市|两市|一共|共有|共计|合计|总共|"
    r"想?(?:搞|弄)(?:清楚|明白)(?:一下)?|想?(?:了解|请教|打听|咨询|问)(?:一下|下|问)|(?<=年)下来|(?:最少|至少|起码)[、和到](?:最多|至多)|(?:最多|至多)[、和到](?:最少|至少)"
)


def _asked_places(mentions: tuple[PlaceMention, ...], text: str) -> tuple[PlaceMention, ...]:
    """Places asked about: 国家 as a tier word is no place; a place inside 《》 names a text."""
    return tuple(
        mention
        for mention in mentions
        if mention.place is not None
        and not (
            mention.place.code == NATIONAL_CODE and mention.text not in ("全国", "我国", "中国")
        )
        and not _in_name(text, mention)
        and not _in_source(text, mention, mentions)
        and not _ORGANISATION_TAIL.match(text, mention.end)
        and not _left_out(text, mention)
    )


_LEFT_OUT_AFTER = re.compile(
    r"(?:市|县|那边|这边)?(?:的)?(?:就)?(?:不用(?:说|管|列)|不算|除外|不要|不看|别算|不含|不计)"
)
_LEFT_OUT_BEFORE = re.compile(r"(?:不是|不要|别把|别算|除了?|不含|不包括|不算|不问)$")


def _left_out(text: str, mention: PlaceMention) -> bool:
    """“常州的不用说”, “不是苏州”: a place named to be left out."""
    return bool(
        _LEFT_OUT_AFTER.match(text, mention.end) or _LEFT_OUT_BEFORE.search(text, 0, mention.start)
    )


# 盐城师范学院, 首都医院: the place is part of a proper name; government bodies are no such names
_ORGANISATION_TAIL = re.compile(
    r"[^的给要对在有能怎多哪几年里建办让把和与及、，。？]{0,5}?(?:大学|学院|医院|中学|小学|机场|火车站|集团|银行(?![贷信业])|支行)"
    r"|(?:初中|高中|中职|民族)?班(?=[^子组底]|$)"  # 内地西藏初中班
)


def _in_name(text: str, mention: PlaceMention) -> bool:
    """Inside “” or behind the adjective of a programme (数字山东, 科创济南) a place is part of a name."""
    quoted = text.count("“", 0, mention.start) > text.count("”", 0, mention.start)
    return quoted or bool(_PROGRAMME.search(text, 0, mention.start))


_PROGRAMME = re.compile(r"(?:数字|智慧|平安|健康|美丽|法治|信用|科创|质量|绿色|幸福|文明|活力)$")

# “据常州市工信局2021年答复”: whose text it is, beside the place that is asked about
_TEXT = r"(?:答复|回复|文件|报道|公报|方案|计划|通知|意见|办法|日报|规划|纲要|措施|细则|条例|政策|批复|函|报告)"
_SOURCE = re.compile(
    rf"(?:据|根据|按照?|依照?)[^，。；（）()]{{1,30}}?{_TEXT}|"
    # a text with a locative behind it is where something is said (…计划里, …的函中)
    rf"(?:^|(?<=[，。；？]))[^，。；？]{{0,40}}?{_TEXT}(?:里面?|中|上|内)"
)


def _in_source(text: str, mention: PlaceMention, mentions: tuple[PlaceMention, ...]) -> bool:
    """The place stands in the name of a source while another place stands outside of it."""
    sources = [match.span() for match in _SOURCE.finditer(text)]

    def inside(one: PlaceMention) -> bool:
        return any(start <= one.start < end for start, end in sources)

    return inside(mention) and not all(inside(one) for one in mentions if one.place is not None)


def _distinct_places(mentions: tuple[PlaceMention, ...]) -> tuple[Place, ...]:
    """Each place once; a higher place written directly before a lower one only locates it."""
    ordered = sorted(mentions, key=lambda mention: mention.start)
    places: dict[Place, None] = {}
    for at, mention in enumerate(ordered):
        last = at + 1 == len(ordered)
        if mention.place is not None and (last or not _locates(mention, ordered[at + 1])):
            places[mention.place] = None
    return tuple(places)


def _locates(mention: PlaceMention, following: PlaceMention) -> bool:
    if mention.place is None or following.place is None:
        return False
    path = mention.place.path
    return following.start - mention.end <= 1 and following.place.path[: len(path)] == path


# “市里奖励多少”: who gives, and no tier of what is awarded (市里的小巨人)
_GIVER = re.compile(r"[省市县区]里(?:[再还又会能]|一次性|另外)*(?:奖|补|给|贴|资助|支持|掏|发)")


def _wanted_tiers(mentions: tuple[TierMention, ...]) -> tuple[str, ...]:
    wanted = dict.fromkeys(m.tier for m in mentions if not m.negated)
    return tuple(tier for tier in TIERS if tier in wanted)


@lru_cache(maxsize=1)
def _asked_patterns() -> tuple[tuple[Asked, re.Pattern[str]], ...]:
    return tuple((Asked(row[0]), re.compile(row[1])) for row in rows("asked.tsv"))


def _asked(text: str) -> list[Asked]:
    """What is asked, by position of the first interrogative of each kind that applies."""
    found = [kind for kind, pattern in _asked_patterns() if pattern.search(text)]
    return found or [Asked.OPEN]


def _nature(text: str) -> Nature:
    for nature, pattern in nature_patterns("question"):
        if pattern.search(text):
            return nature
    return Nature.UNKNOWN


_COUNT = re.compile(
    r"(?:这|哪|上述|的)?([二两三四五六七八九十\d]{1,3})(?:个|项|条|大|方面|种|类|点|家|步|款|招|层|档|座|所|支|处)"
)


def _announced_count(text: str) -> int | None:
    match = _COUNT.search(text)
    if match is None:
        return None
    numeral = match.group(1)
    value = int(numeral) if numeral.isdigit() else parse_chinese(numeral)
    return value if value and 2 <= value <= 40 else None


def _longest(words: Iterable[str]) -> list[str]:
    """Words that are no part of a longer one (search mode also yields 小微, 企业 of 小微企业)."""
    kept = list(words)
    return [w for w in kept if not any(w != other and w in other for other in kept)]


def _is_han(word: str) -> bool:
    return "\u4e00" <= word[0] <= "\u9fff"
