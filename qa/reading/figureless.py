"""Rules beside a figure's own that state no figure.

A semicolon parts the cases of one rule, labelled lines those of a paragraph: “对首次获得称号的企业，
分档给予一次性奖励；对营业收入增长20%以上的企业，…最高200万元”. Who asks for the case that has no figure
is not answered by the figure of the other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ingest.figures.statements import Statement
from qa.reading.analysed import Analysed
from qa.reading.matching import Matcher

_CASE = re.compile(
    r"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,2}[）).、])?[^，；。]{0,20}?对(?!于?此)|的(?:企业|单位|项目|个人|人员|家庭|，)"
)
_LABEL = re.compile(r"[-•·\s]*[\u4e00-\u9fff]{2,12}[：:]")
_SAID = 0.5
"""Match quality from which a word of the question stands in a text."""
_OWN = 0.2
"""Share of the question that only the case without a figure says."""
_LITTLE = 0.05


def is_of_figureless(
    analysed: Analysed,
    statement: Statement,
    matcher: Matcher,
    answers: Callable[[str], bool],
) -> bool:
    """Whether the question names another case of the sentence, one that states no figure.

    Args:
        answers: whether figures of a kind can answer the question.
    """
    text, quantity = analysed.text, statement.quantity
    if analysed.table is not None:
        return False
    begin, end = analysed.passage.start, analysed.passage.end
    pieces = [*_pieces(text, begin, end, quantity.start), *_lines(text, begin, end, quantity.start)]
    own = next((p for p in pieces if p[0] <= quantity.start < p[1]), None)
    if own is None or not _CASE.search(text[slice(*own)]):
        return False
    # the unit that the question may name (多少万元) is no word of the case
    words = text[own[0] : quantity.start] + text[quantity.end : own[1]]
    return any(
        _names(matcher, text[slice(*piece)], words)
        for piece in pieces
        if piece != own
        and _CASE.search(text[slice(*piece)])
        and not any(
            piece[0] <= s.quantity.start < piece[1] and answers(s.quantity.kind)
            for s in analysed.statements
        )
    )


def _pieces(text: str, begin: int, end: int, at: int) -> Iterator[tuple[int, int]]:
    """The pieces between ； of the sentence that holds a position."""
    start = max(begin, max(text.rfind(mark, begin, at) for mark in "。\n！？") + 1)
    stops = [stop for mark in "。\n！？" if (stop := text.find(mark, at, end)) >= 0]
    end = min(stops, default=end)
    while start < end:
        cut = min((c for mark in "；;" if (c := text.find(mark, start, end)) >= 0), default=end)
        yield start, cut
        start = cut + 1


def _lines(text: str, begin: int, end: int, at: int) -> Iterator[tuple[int, int]]:
    """The labelled lines right before and behind a labelled line that holds a position."""
    start = max(begin, text.rfind("\n", begin, at) + 1)
    stop = text.find("\n", at, end)
    if not _LABEL.match(text, start):
        return
    if start > begin:
        before = max(begin, text.rfind("\n", begin, start - 1) + 1)
        if _LABEL.match(text, before):
            yield before, start
    if stop >= 0 and _LABEL.match(text, stop + 1):
        behind = text.find("\n", stop + 1, end)
        yield stop + 1, behind if behind >= 0 else end


def _names(matcher: Matcher, piece: str, own: str) -> bool:
    """Whether the question says words that only this piece has, and none that only the other has."""
    here, there = matcher.match(piece) >= _SAID, matcher.match(own) >= _SAID
    only_here = float(matcher.weights[here & ~there].sum()) / matcher.total
    only_there = float(matcher.weights[there & ~here].sum()) / matcher.total
    return only_here >= _OWN and only_there < _LITTLE
