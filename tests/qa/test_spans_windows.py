"""Answer windows: the gap of a question, the borders of windows, and how they are ranked."""

from __future__ import annotations

import numpy as np

from ingest.documents import Document, Kind, Passage, Provenance, Section, Tier, Validity
from ingest.language.clauses import split_sentences
from ingest.language.tokens import load_tokenizer
from qa.analysis import QuestionAnalyser
from qa.answers import Hit, Scores
from qa.assembly import load_language
from qa.reading.analysed import Analysed
from qa.reading.gap import Gap
from qa.reading.matching import Matcher
from qa.reading.sentences import rank_sentences
from qa.reading.span_features import FEATURES
from qa.reading.spans import SpanReader, Window, load_span_weights
from qa.reading.told_time import Timeline

TEXT = (
    "为方便群众，我市做好服务工作。乘客乘坐公共交通工具时应佩戴口罩、出示身份证明，"
    "对拒不配合的予以拒乘。办公地点不变。"
)


def _analysed(text: str) -> Analysed:
    document = Document(
        "d", "通知", Kind.OFFICIAL, None, None, None, None, None,
        Validity.UNKNOWN, None, None, Tier.UNKNOWN, Provenance("", "", ""), "", text,
    )  # fmt: skip
    passage = Passage("p", "d", Section("s", (), 0, len(text)), 0, len(text), text, 0)
    nothing = dict.fromkeys(("statements", "dates", "tiers", "places", "heading_tiers", "heading_dates", "heading_places", "title_dates", "told_dates", "carried_dates"), ())  # fmt: skip
    return Analysed(
        document=document,
        passage=passage,
        sentences=split_sentences(text),
        heading="",
        timeline=Timeline(document, ()),
        table=None,
        **nothing,
    )


def _ranked(text: str, asked: str) -> list[Window]:
    language = load_language()
    question = QuestionAnalyser(
        language.tokenizer,
        language.lexicon,
        language.gazetteer,
        language.corrector,
        language.frequencies,
    ).analyse(asked)
    analysed = _analysed(text)
    hit = Hit(analysed.document, analysed.passage, Scores(final=1.0), 1)
    matcher = Matcher(question, [text])
    sentences = rank_sentences(question, [(hit, analysed)], matcher)
    return SpanReader(load_tokenizer()).rank(question, sentences, matcher)


def test_a_gap_parts_the_question_at_its_interrogative() -> None:
    gap = Gap.of("企业通过什么方式申报？")
    assert (gap.before, gap.after) == ("企业通过", "方式申报")


def test_a_question_without_an_interrogative_stands_before_its_gap() -> None:
    assert Gap.of("申报条件").before == "申报条件"


def test_the_best_window_answers_the_question() -> None:
    best = _ranked(TEXT, "乘客乘坐公共交通工具时有何要求？")[0]
    assert "佩戴口罩、出示身份证明" in TEXT[best.start : best.end]


def test_no_window_cuts_a_number_or_begins_with_a_mark() -> None:
    text = "符合条件的企业给予一次性奖励1.5万元，期限至2025年3月1日。"
    for window in _ranked(text, "符合条件的企业给予多少奖励？"):
        given = text[window.start : window.end]
        assert not given.startswith(("，", "。", ".5", "5万"))
        assert not given.endswith(("1", "1.", "，"))


def test_windows_are_unique_and_best_first() -> None:
    windows = _ranked(TEXT, "乘客乘坐公共交通工具时有何要求？")
    scores = [window.score for window in windows]
    assert scores == sorted(scores, reverse=True)
    assert len({(window.start, window.end) for window in windows}) == len(windows)


def test_the_bundled_weights_are_finite_and_one_a_feature() -> None:
    weights = load_span_weights()
    assert weights.shape == (len(FEATURES),)
    assert np.isfinite(weights).all()
