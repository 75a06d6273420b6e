"""Follow-up questions: “那省级的呢？” after a full question becomes a full question.

A follow-up in Chinese names only what changes, usually with 那…/…呢, and everything else is taken
from the question before. So the slots it fills (place, tier, year) replace those slots there; a
new thing asked takes place and year over; a pronoun (这件事, 它) takes the topic.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ingest.figures.dates import DateMention, find_dates
from ingest.figures.numbers import parse_chinese
from ingest.figures.tiers import TierMention, find_tiers
from ingest.figures.titles import find_titles
from ingest.metadata.places import Gazetteer, PlaceMention
from qa.asked_time import spelt_out
from qa.parallels import Cut, with_replaced
from qa.questions import INTERROGATIVE
from qa.topics import documents_named, topic_of

_SHELL = re.compile(
    r"^(?:那么?|还有|然后|再问一?下?|换成|如果是?|要是|至于|同期|同样|(?:再|更)?往[前后])[，,]?|(?:的)?(?:又)?(?:呢|怎么样|如何)?[？?。！]*$"
)
_ELLIPTIC_MARK = re.compile(r"^(?:那|还有|再|换成|至于)|呢[？?]?$")
_FUNCTION_WORDS = re.compile(
    r"[的是有又要想能在给拿到做得了吗呢？?，,。、\s]|多少|几(?:家|个|名|项|万|年|条)?|哪(?:些|个|几个?|里)?|什么|怎么|同期|那边|那里|这边|"
    r"企业|单位|部门|一下|一层|档|负责|牵头|总共|一共|目标|奖励|[这那]?[三四五]年(?:间|里)?|再?往[前后]"
)
_REFERENCE = re.compile(
    r"(?<!的)(?:这|那|该|此|上述)(?!一?[块方边里样些])(?:件|个|项|份|篇|条|种|类)?(?:事情?|文件|政策|方案|计划|通知|办法|报道|答复|规定|奖励|补贴|任务|目标)?|它(?:们)?|其中?"
)
_FIELD_ONLY = re.compile(
    r"^(?:文号|发文字号|发文机关|电话|联系电话|签发人|印发日期|成文日期|施行日期|有效期|期限|来源|责任单位|牵头单位|条件|依据)$"
)
# a follow-up that only names another case, or asks of it what was asked before
_CASE = re.compile(
    r"(?:那么?|还有|换成|如果是|要是|至于|换了?)?[，,]?(?P<name>[\u4e00-\u9fffA-Za-z0-9]{2,10}?)(?:的(?:话)?)?"
    r"(?:呢|(?:又|那?又?是|有|要)*(?:多少|什么|哪些|怎样|如何|怎么样)(?:条件|要求|标准|规定)?呢?)[？?]*"
)
_BOTH = re.compile(r"两地|两者|两个|两家|二者|两市|差多少|相差|差几")


# what a document is asked for as such: nothing of it names a subject
_FIELD_QUESTION = re.compile(
    r"(?:文号|发文字号|签发|印发|发布|成文|落款|施行|实施|生效|有效期|到期|废止|失效|电话|联系人|经办人|咨询|"
    r"发文机关|答复单位|出自|依据|来源|解释|作废)"
)
_FIELD_WORDS = re.compile(
    r"(?:的)?(?:发文字号|文号|签发人|签发|印发|发布|成文|落款|施行|实施|生效|有效期|到期|废止|失效|联系电话|"
    r"咨询电话|电话|联系人|经办人|咨询|发文机关|答复单位|出自|依据|来源|解释|日期|时间|打|是|由|谁|在|多少|何时|"
    r"哪[一个天年份里]*|什么时候|什么|文件|单位|部门|机关|负责|号码|的|了|呢|吗|还有|有没有|[？?，。！])+"
)
# posts of persons belong to the body that was spoken of
_POST = re.compile(
    r"^(?:那么?|还有)?(?P<post>(?:常务)?(?:副|第一)?(?:组长|主任|秘书长|召集人|总指挥|指挥长|主席|会长|负责人|成员|成员单位|办公室(?:主任)?|联络员))"
)
_BODY = re.compile(
    r"[^，。；、《》？?]{2,30}?(?:领导小组|工作专班|小组|专班|委员会|指挥部|联席会议|协调机制|协会|工作组)"
)
_LATER = re.compile(
    r"(?:以后|后续|之后|此后|往后|今后)(?:的)?(?:每年|各年|年度|几年)?|(?:其余|剩下)的?年(?:度|份)|第[二三四五]年"
)


# the place spoken of, or the one above it, by its level alone
_SCOPE = re.compile(r"全(?P<level>[省市县区])(?!级)")
_LEVELS = {"省": "省区", "市": "市州盟", "县": "县市旗", "区": "区"}


@dataclass(frozen=True, slots=True)
class _Words:
    """A span by its words alone."""

    text: str
    start: int
    end: int


Span = PlaceMention | TierMention | DateMention | _Words
Finder = Callable[[str], Sequence[Span]]


class FollowUps:
    """Rewrites a follow-up with the questions before it."""

    def __init__(self, gazetteer: Gazetteer, cut: Cut) -> None:
        self._gazetteer = gazetteer
        self._cut = cut

    def rewrite(self, question: str, history: Sequence[str]) -> str:
        """The question standing alone; unchanged where it already does or nothing came before.

        Args:
            question: what was just typed.
            history: earlier questions of the asker, oldest first.
        """
        return self.rewritings(question, history)[0]

    def rewritings(self, question: str, history: Sequence[str]) -> tuple[str, ...]:
        """What a follow-up may mean, likeliest first: a new thing of the same place and time, or
        one more of the topic before. Which of them is meant, the documents tell."""
        text = question.strip()
        complete: list[str] = []
        for earlier in (q.strip() for q in history if q.strip()):
            complete.append(self._alone(earlier, complete))
        if not complete:
            return (question,)
        first = self._alone(text, complete)
        text = _from_year_before(spelt_out(text), complete[-1])
        if (
            self._stands_alone(self._scoped(text, complete[-1]))
            or topic_of(complete[-1], text) in first
        ):
            return (first,)
        return tuple(dict.fromkeys((first, f"{topic_of(complete[-1], text)}，{_bare(text)}")))

    def _stands_alone(self, text: str) -> bool:
        """A question that names its own document, or its own place and what is asked there."""
        fragment = _SHELL.sub("", text).strip()
        content = bool(self._content(fragment))
        return bool(documents_named(text)) or not content or bool(self._places(text))

    def _alone(self, text: str, complete: Sequence[str]) -> str:
        text = spelt_out(text)
        if not complete:
            return text
        base = complete[-1]
        text = _from_year_before(self._scoped(text, base), base)
        fragment = _SHELL.sub("", text).strip()
        if not fragment:
            return text
        if _BOTH.search(text) and len(complete) > 1 and not self._places(text):
            return self._both(complete[-2], base, text)
        if fragment.rstrip("的") == "全国" and (told := self._places(base)):
            return f"{base[: told[0].start]}全国{base[told[-1].end :]}"
        slots = self._filled_slots(fragment)
        if slots and not self._content(fragment):
            return self._with_slots(base, slots)
        if documents_named(text):
            return text
        case = _CASE.fullmatch(text)
        other = with_replaced(base, case["name"], self._cut) if case else None
        if other is not None:
            return other
        if _FIELD_ONLY.match(fragment):
            return f"{_subject(base)}{fragment}是什么？"
        if _FIELD_QUESTION.search(text) and not _FIELD_WORDS.sub("", text).strip():
            return f"{_subject(base)}，{text}"
        post, body = _POST.match(text), _BODY.search(base)
        if post and body:
            return f"{body.group()}{text[post.start('post') :]}"
        if _REFERENCE.search(text) and not self._places(text):
            return f"{topic_of(base, text)}，{_without_reference(text)}"
        if not self._content(fragment) or _continues(base, fragment):
            return f"{topic_of(base, text)}，{text}"
        if _ELLIPTIC_MARK.search(text) or not self._places(text):
            return self._new_thing(base, text, fragment)
        return text

    def _scoped(self, text: str, base: str) -> str:
        """全省 is the province of the place that was spoken of, by its name."""
        scope, places = _SCOPE.search(text), self._places(base)
        if scope is None or self._places(text) or not places:
            return text
        spoken_of = places[0].place
        if spoken_of is None:
            return text
        around = (spoken_of, *self._gazetteer.ancestors(spoken_of.code))
        named = [place for place in around if place.name[-1] in _LEVELS[scope["level"]]]
        return f"{text[: scope.start()]}{named[0].name}{text[scope.end() :]}" if named else text

    def _content(self, fragment: str) -> str:
        """What is left beside place, tier, year and function words."""
        rest = fragment
        for _, spans in self._filled_slots(fragment):
            for span in sorted(spans, key=lambda s: -s.start):
                rest = rest.replace(fragment[span.start : span.end], "")
        rest = _FUNCTION_WORDS.sub("", rest)
        return rest if len(rest) > 1 else ""

    def _filled_slots(self, text: str) -> list[tuple[Finder, Sequence[Span]]]:
        finders: tuple[Finder, ...] = (
            self._places,
            find_tiers,
            _find_times,
        )
        return [(find, spans) for find in finders if (spans := find(text))]

    def _with_slots(self, base: str, slots: Sequence[tuple[Finder, Sequence[Span]]]) -> str:
        """The base question with the place, tier or year of the fragment in its place."""
        changed = base
        for find, _ in slots:
            fragment_spans = next(spans for f, spans in slots if f is find)
            wording = "".join(_wording(span) for span in fragment_spans)
            old = find(changed)
            if old:
                changed = changed[: old[0].start] + wording + changed[old[-1].end :]
            else:
                changed = wording + changed
        return changed

    def _both(self, first: str, second: str, text: str) -> str:
        """“两地差多少？” after a question on each: both places in the first one's question."""
        places = [m.text for q in (first, second) for m in self._places(q)[:1]]
        old = self._places(first)
        if len(dict.fromkeys(places)) < 2 or not old:
            return f"{topic_of(second, text)}，{text}"
        joined = "和".join(dict.fromkeys(places))
        return f"{first[: old[0].start]}{joined}{first[old[0].end :].rstrip('？?')}，相差多少？"

    def _new_thing(self, base: str, text: str, fragment: str) -> str:
        """Another thing asked of the same place and time; without an interrogative, the base's."""
        context = "".join(
            dict.fromkeys(
                base[span.start : span.end]
                for find in (self._places, _find_times, _find_awarded)
                for span in find(base)[:1]
                if not find(text)
            )
        )
        if INTERROGATIVE.search(fragment):
            return f"{context}{text}"
        tail = re.search(
            r"(?:是|有|为|给|能|要|应|奖励|补贴|补助|有什么)?(?:多少|几|哪些|什么|谁|何时).*$", base
        )
        return f"{context}{fragment}{tail.group() if tail else '？'}"

    def _places(self, text: str) -> list[PlaceMention]:
        return [m for m in self._gazetteer.find(text) if m.place is not None and m.place.path]


_STEP = re.compile(
    r"(?:再)?(?:(?P<later>第二年|次年|转年|下一年|后一年)|(?P<earlier>(?:往)?前一年|上一年(?!度)))"
    # 一年后能再申请吗 counts from no year: only where nothing else is said
    r"|(?:再)?(?:往[前后]|过了?|隔了?)?(?P<n>[一两二三])年(?:之|以)?(?:(?P<after>后)|前)(?=(?:的)?(?:话)?(?:呢|又?是?多少)?[？?]*$)"
)


def _from_year_before(text: str, base: str) -> str:
    """“一年之后呢”, “前一年呢”: years counted from the one that was asked about."""
    step = _STEP.search(text)
    dated = [m for m in find_dates(base) if m.year is not None]
    if step is None or not dated or find_dates(text):
        return text
    last = dated[-1]
    number = parse_chinese(step["n"] or "一") or 1
    year = (last.year or 0) + (number if step["later"] or step["after"] else -number)
    part = last.text[last.text.index("年") + 1 :] if "年" in last.text else ""
    return f"{text[: step.start()]}{year}年{part}{text[step.end() :]}"


def _wording(span: Span) -> str:
    return span.tier if isinstance(span, TierMention) else span.text


def _find_times(text: str) -> list[Span]:
    """Dates, and times told from one: 以后每年, 后续年度."""
    dates: list[Span] = [*find_dates(text)]
    later = [_Words(m.group(), *m.span()) for m in _LATER.finditer(text)]
    return [*dates, *(w for w in later if not any(d.start <= w.start < d.end for d in dates))]


def _find_awarded(text: str) -> list[Span]:
    """What was spoken of as awarded, with its tier: 国家级小巨人."""
    titles = find_titles(text)
    if not titles:
        return []
    start = min(
        (tier.start for tier in find_tiers(text) if 0 <= titles[0].start - tier.end <= 2),
        default=titles[0].start,
    )
    return [_Words(text[start : titles[0].end], start, titles[0].end)]


def _subject(base: str) -> str:
    """What a field question is asked of: the document named, else the topic, without the field
    that was asked before."""
    named = documents_named(base)
    if named:
        return named[0]
    topic = topic_of(base)
    return re.sub(rf"{_FIELD_WORDS.pattern}$", "", topic) or topic


_SHORT = 4


def _continues(base: str, fragment: str) -> bool:
    """“最长扣多久？” after “每月扣多少？”: a few characters, the verb among them from before, name
    nothing new."""
    core = re.sub(r"多少|多[久长大高远]|几[个家名年天次月]?|什么时候|什么|谁|[？?。]", "", fragment)
    return 1 < len(core) <= _SHORT and core[-1] in topic_of(base)


def _without_reference(text: str) -> str:
    """哪个部门负责这件事 asks 哪个部门负责: what a pronoun at the end refers to stands before it."""
    bare = re.sub(rf"(?:{_REFERENCE.pattern})(?=[？?。]*$)", "", text)
    return bare if re.search(r"[\u4e00-\u9fff]", bare) else text


def _bare(text: str) -> str:
    return re.sub(r"^(?:那么?|还有|然后|再问一?下?)[，,]?", "", text)
