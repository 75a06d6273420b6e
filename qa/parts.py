"""Several questions in one: “总投资多少，还差多少？”, “最高和最低各多少？”, “客运要多少？货运呢？”.

Three forms of Chinese double questions, each resolved into parts that share what is common:

* clauses with an interrogative each;
* a clause that ends in 呢 and only names another case;
* names joined by 、/和 before 分别, 各 or 相差.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from ingest.figures.dates import find_dates
from ingest.language.normalise import fold
from ingest.metadata.places import Place
from qa.analysis import QuestionAnalyser
from qa.comparing_words import puts_side_by_side
from qa.questions import Asked, Question, Term
from qa.reading.fields import FIELD_KINDS

# 几个 is no interrogative behind 那, 近 and the like, nor where it only says “some” (收了几个孩子，…)
_GAP = re.compile(
    r"多少|(?<![好这那近后头十])(?<!(?<!提)前)几(?![乎何])|哪|什么|何时|何地|谁|怎么|怎样|如何|咋|啥|多[久长大高远宽重]|"
    r"是否|能否|可否|有无|吗|(?P<verb>[是有能会可要给算行用让管])[不没](?P=verb)|不$|没有?$"
)
_SOME = re.compile(r"(?<![^了着])几个(?=[^月，,]{3,}[，,]$)")
_SEPARATOR = re.compile(r"(?<=[，,；;？?。])")
_MARKS = "，,；;？?。 "
# “春节呢，放几天？”: the clause before a comma is what the next one asks about
_TOPIC = re.compile(r"呢[，,]$")
# “分几档，每档多少？”: who lists the classes has counted them
_CLASSES = re.compile(r"分(?:成|为|了)?(?:哪)?几(?:个)?[档类种级等]次?$")
_YES_OR_NO = re.compile(
    r"吗$|有没有|是否|能否|可否|有无|(?P<verb>[是有能会可要给算行用让管])[不没](?P=verb)"
)
_CASE = re.compile(r"呢$")
_JOINED = re.compile(
    r"(?P<first>[^，,。；;？?、和与及跟]{2,14})(?:、|和|与|及|跟)(?P<second>[^，,。；;？?、]{2,14}?)(?:分别|各(?:自|是|为|要|达到|有)?|相差|差(?:多少|几)|谁.{0,3}[高低多少大小])"
)
_COMMON_WEIGHT = 0.6
"""Weight of words taken over from the first part."""


def split_parts(question: Question, analyser: QuestionAnalyser) -> tuple[Question, ...]:
    """The parts of the question in order; the question itself alone where it is one."""
    return _clauses(question, analyser) or _joined(question) or (question,)


_OPERATION = re.compile(
    r"(?:那么?|两者|二者|两地|加起来|合起来|合计|一共|总共|共计|总和|是|要|有|能|给|发|拿|相差|差|高|低|多|少|出|了|各自|"
    r"多少|几|个|家|名|人|项|元|钱|万|亿|百分点|点|倍|的|呢|哪|谁|边|种|样|更|比较|些|大|小|长|短|[？?，。])+"
)


def is_operation(clause: str) -> bool:
    """“一共多少？”, “相差几个点？”: no question of its own but one on the answers to the others."""
    return bool(_OPERATION.fullmatch(clause)) and puts_side_by_side(clause)


def is_case(part: Question) -> bool:
    """“货运呢？”: only names another case of what was asked before."""
    return bool(_CASE.search(part.text))


def computes_parts(question: Question) -> bool:
    """Whether the parts are to be computed with: a clause of its own says so, or there is only
    one clause (“A和B相差多少？”); “一共几项？其中甲类几项？” asks for a total that is stated."""
    clauses = _segments(question.text)
    asking = [clause for clause in clauses if _GAP.search(clause) or _CASE.search(clause)]
    return len(asking) < 2 or any(is_operation(clause) for clause in asking)


def _segments(text: str) -> list[str]:
    """The clauses of a question; an enumeration comma parts them where both sides ask
    (“考多长时间、满分多少”)."""
    found: list[str] = []
    topic = ""
    for piece in _SEPARATOR.split(text):
        clause = _SOME.sub("一些", piece.strip()).strip(_MARKS)
        if not clause:
            continue
        if _TOPIC.search(piece.strip()):
            topic += f"{clause.removesuffix('呢')}，"
            continue
        found += _enumerated(topic + clause)
        topic = ""
    return found


def _enumerated(clause: str) -> list[str]:
    found: list[str] = []
    begun = ""
    for piece in clause.split("、"):
        if not (_GAP.search(begun) and _GAP.search(piece)):
            begun = f"{begun}、{piece}" if begun else piece
            continue
        found.append(begun)
        begun = piece
    return [*found, begun]


def _clauses(question: Question, analyser: QuestionAnalyser) -> tuple[Question, ...]:
    segments = [s for s in _segments(question.text) if not is_operation(s)]
    asking = [at for at, s in enumerate(segments) if _GAP.search(s) or _CASE.search(s)]
    asking = [at for at in asking if at == asking[-1] or not _CLASSES.search(segments[at])]
    asking = _with_details(segments, asking, analyser)
    if len(asking) < 2 or not _GAP.search(segments[asking[0]]):
        return ()
    # what restricts the question without asking (“我说的是常州”) holds for all of it; what a later
    # question names is its own
    said = [segment for at, segment in enumerate(segments) if at not in asking]
    frame = analyser.analyse("，".join([*segments[: asking[0] + 1], *said]))
    first = analyser.analyse("，".join(segments[: asking[0] + 1]))
    first = replace(_inheriting(first, frame), raw=question.raw, as_of=question.as_of)
    first = replace(first, places=first.places or _region(question, analyser))
    parts = [first]
    begin = asking[0] + 1
    for at in asking[1:]:
        own = analyser.analyse("，".join(segments[begin : at + 1]))
        parts.append(_following(own, first, is_case=bool(_CASE.search(segments[at]))))
        begin = at + 1
    asked = {part.asked for part in parts}
    # fields of one document are answered together, also where only the last clause has the verb
    # of all (“是哪个机关、哪天发的”)
    # “是谁批准的，什么时候？”: the day is that of the deed named before
    dated = Asked.ISSUE_DATE in (question.asked, *question.also_asked)
    bare = {Asked.DATE} if dated and is_bare(parts[-1]) else set()
    if asked <= FIELD_KINDS or (
        question.asked in FIELD_KINDS and asked <= FIELD_KINDS | {Asked.OPEN} | bare
    ):
        return ()
    return tuple(parts)


def is_bare(part: Question) -> bool:
    """“是谁批准的，什么时候？”: an interrogative that has no word of its own."""
    return not any(term.text in part.text for term in part.terms)


def _with_details(
    segments: Sequence[str], asking: Sequence[int], analyser: QuestionAnalyser
) -> list[int]:
    """The places of the clauses that ask, without a yes or no whose detail is asked next in a few
    words (“能重测吗，隔多久”): the detail answers both."""
    return [
        at
        for at, following in zip_longest(asking, asking[1:])
        if following is None
        or following > at + 1
        or not _YES_OR_NO.search(segments[at])
        or _names_something(analyser.analyse(segments[following]))
    ]


def _names_something(clause: Question) -> bool:
    return any(not _GAP.search(term.text) for term in clause.terms)


def _region(question: Question, analyser: QuestionAnalyser) -> tuple[Place, ...]:
    """The place that holds although the question names none (`--region`)."""
    return () if analyser.places_asked(question.text) else question.places


def _inheriting(part: Question, whole: Question) -> Question:
    """Place, tier and year named for all of the question hold for the part that names none."""
    return replace(
        part,
        raw=whole.raw,
        places=part.places or whole.places,
        tiers=part.tiers or whole.tiers,
        excluded_tiers=part.excluded_tiers or whole.excluded_tiers,
        years=part.years or whole.years,
        dates=part.dates or whole.dates,
        titles=part.titles or whole.titles,
        as_of=whole.as_of,
    )


def _following(own: Question, first: Question, *, is_case: bool) -> Question:
    part = with_common(_inheriting(own, first), first)
    if not is_case:
        return part
    return replace(
        part,
        asked=first.asked,
        also_asked=first.also_asked,
        kinds=first.kinds,
        unit_word=first.unit_word,
        nature=first.nature,
    )


def with_common(own: Question, other: Question) -> Question:
    """A question with the words of another that it leaves out, at less weight."""
    known = {term.text for term in own.terms}
    common = tuple(
        replace(term, weight=term.weight * _COMMON_WEIGHT)
        for term in other.terms
        if term.text not in known
    )
    return replace(own, terms=(*own.terms, *common))


def _joined(question: Question) -> tuple[Question, ...]:
    if question.multi_place or question.multi_tier:
        return ()
    text = fold(question.text)
    match = _JOINED.search(text)
    if match is None:
        return ()
    first, second = match.group("first"), match.group("second")
    own_first = _nearest(question, first, second, from_end=True)
    own_second = _nearest(question, second, first, from_end=False)
    if own_first is None or own_second is None:
        return ()
    return (
        replace(question, terms=_without(question.terms, own_second)),
        replace(question, terms=_without(question.terms, own_first)),
    )


def _nearest(question: Question, piece: str, other: str, *, from_end: bool) -> str | None:
    """The term of a piece that is nearest to the joint and not in the other piece."""
    places = [
        ((piece.rfind(t.text) if from_end else piece.find(t.text)), t.text)
        for t in question.terms
        if t.text in piece and t.text not in other
    ]
    if not places:
        return None
    return max(places)[1] if from_end else min(places)[1]


def _without(terms: tuple[Term, ...], left_out: str) -> tuple[Term, ...]:
    return tuple(term for term in terms if term.text != left_out)


# words by which a later question only follows on
_FOLLOWS_ON = re.compile(
    r"后来|之后|然后|接着|变成|另外|此外|同时|(?<![没还])又|^(?:还|并|以及|那么?|再)(?:有|要|能|是)?"
)
_SOURCE = re.compile(r"^[^，,？?]{2,40}(?:里面?|中|规定|要求)[，,]")
_ASKED_FOR = re.compile(
    r"(?:约|大约|共|总共|一共)?(?:是|有|为|要|能)?(?:多少[钱个家名人项元万亿]*|几[个家名人项条年天]?|哪(?:些|个|里|一[个天年])?|什么时候|什么|谁|多久|多[大长高]|何时)"
)


def restored(part: Question, first: Question, *, dated: bool) -> str:
    """A later part as a question of its own: what the first one spoke of stands before it.

    Args:
        dated: whether the dates of the first part hold for it.
    """
    clause = _FOLLOWS_ON.sub("", part.text)
    subject = _ASKED_FOR.sub("", _SOURCE.sub("", first.text))
    if not dated or find_dates(clause):
        for mention in reversed(find_dates(subject)):
            subject = subject[: mention.start] + subject[mention.end :]
    return f"{subject.strip('，, ')}，{clause}？"
