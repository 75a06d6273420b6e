from ingest.language.asking import (
    AskingWeights,
    ExpansionWeights,
    QuestionTerms,
    load_asking_weights,
)
from ingest.language.lexicon import LayTerm, Lexicon
from ingest.language.tokens import load_tokenizer


def question_terms(
    asking: AskingWeights, expansion: ExpansionWeights | None = None
) -> QuestionTerms:
    tokenizer = load_tokenizer()
    lexicon = Lexicon([LayTerm("老板", ("用人单位",), "n", "劳动")], [], tokenizer.cut)
    return QuestionTerms(tokenizer, lexicon, asking, expansion)


def test_an_unknown_bigram_is_as_likely_as_its_less_likely_character() -> None:
    asking = AskingWeights({"咋": 0.1, "办": 0.8})
    assert asking.factor("咋办") == 0.1
    assert asking.factor("办证") == 0.8
    assert asking.factor("奖励") == 1.0


def test_a_word_is_as_spoken_as_its_bigrams() -> None:
    asking = AskingWeights({"老板": 0.2, "板娘": 0.4, "奖励": 1.2})
    assert asking.spoken("老板") == 0.8
    assert round(asking.spoken("老板娘"), 6) == 0.7
    assert asking.spoken("奖励") == 0.0


def test_words_that_answers_do_not_repeat_weigh_less_in_an_everyday_question() -> None:
    asking = AskingWeights({"老板": 0.0, "板拖": 0.0, "拖欠": 1.0, "欠工": 0.5, "工资": 1.0})
    terms = question_terms(asking).own("老板拖欠工资")
    assert "老板" not in terms
    assert terms["工资"] == 1.0


def test_an_official_question_keeps_its_words() -> None:
    asking = AskingWeights({"适用": 0.2})
    common = "适用进口物资免税政策的企业范围条件标准"
    rare = "适用咋办"
    everyday = AskingWeights({"适用": 0.2, "用咋": 0.0, "咋办": 0.0})
    assert question_terms(asking).own(common)["适用"] > 0.8
    assert question_terms(everyday).own(rare)["适用"] < 0.5


def test_the_official_name_of_a_spoken_word_weighs_more() -> None:
    weights = ExpansionWeights(least=0.1, spoken=0.5)
    spoken = question_terms(AskingWeights({"老板": 0.0}), weights).expanded("老板跑了")
    official = question_terms(AskingWeights({}), weights).expanded("老板跑了")
    assert round(spoken["用人"], 6) == 0.6
    assert round(official["用人"], 6) == 0.1


def test_the_bundled_factors_know_what_officials_do_not_say() -> None:
    asking = load_asking_weights()
    assert asking.factor("去") < 0.5 < 1.0 <= asking.factor("罚")
    assert asking.factor("自己") < 0.7
    assert asking.factor("税") >= 1.0
