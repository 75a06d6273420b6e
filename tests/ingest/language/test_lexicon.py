import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.language.lexicon import (
    LayTerm,
    Lexicon,
    SynonymGroup,
    load_lexicon,
    read_lay_terms,
    read_synonyms,
)
from ingest.language.normalise import fold
from ingest.language.tokens import load_tokenizer


def expanded(text: str) -> set[str]:
    return {expansion.term for expansion in load_lexicon().expand(text)}


@pytest.mark.parametrize(
    ("question", "official"),
    [
        ("小巨人牌子能拿多少奖励", "认定"),
        ("老板不发工资", "拖欠劳动报酬"),
        ("参加展会租摊位贴钱吗", "展位"),
        ("头一回违法会不会罚", "首次"),
        ("担保公司抽成多少", "费率"),
        ("工信局负责什么", "工业和信息化局"),
        ("病理切片AI产品怎么管", "人工智能"),
        ("手机里能预装App吗", "应用软件"),
    ],
)
def test_lay_words_call_for_official_terms(question: str, official: str) -> None:
    assert official in expanded(question)


def test_a_lay_word_across_a_word_border_is_no_match() -> None:
    assert "企业负责人" not in expanded("养老板块的建设")


def test_a_term_that_stands_in_the_question_is_not_added() -> None:
    assert "补助" not in expanded("补贴和补助")


def test_closer_official_terms_weigh_more() -> None:
    lexicon = Lexicon([LayTerm("罚", ("行政处罚", "罚款"), "v", "法律")], (), load_tokenizer().cut)
    weights = {expansion.term: expansion.weight for expansion in lexicon.expand("这样做要罚吗")}
    assert weights["行政处罚"] > weights["罚款"] > 0


def test_synonyms_work_both_ways() -> None:
    lexicon = Lexicon(
        (), [SynonymGroup(("人社局", "人力资源和社会保障局"), 1.0)], load_tokenizer().cut
    )
    assert lexicon.expand("人社局")[0].term == "人力资源和社会保障局"
    assert lexicon.expand("人力资源和社会保障局")[0].term == "人社局"


@given(st.text(alphabet=st.sampled_from("老板罚钱，小巨人补贴 工信局abc１")))
def test_expansions_name_a_source_of_the_text_and_a_weight_up_to_one(text: str) -> None:
    for expansion in load_lexicon().expand(text):
        assert expansion.source in fold(text)
        assert fold(expansion.term) not in fold(text)
        assert 0 < expansion.weight <= 1


def test_lay_terms_are_entries_of_their_own_with_official_terms() -> None:
    entries = read_lay_terms()
    words = [entry.word for entry in entries]
    assert len(words) == len(set(words))
    assert all(entry.official and entry.part_of_speech and entry.field for entry in entries)


def test_synonym_groups_have_distinct_members_and_sensible_weights() -> None:
    for group in read_synonyms():
        assert len(set(group.members)) == len(group.members) >= 2
        assert 0 < group.weight <= 1
