import gzip
import json
import os
import warnings
from pathlib import Path

import pytest

from ingest.language.normalise import fold
from ingest.language.tokens import load_tokenizer, read_stop_words, read_terms

LAW = "第四十七条 经济补偿按劳动者在本单位工作的年限，每满一年支付一个月工资的标准向劳动者支付。"
NOTICE = (
    "对新认定的国家级专精特新“小巨人”企业，给予一次性奖励100万元；首台套重大装备最高1,000万元。"
)


@pytest.fixture(scope="module")
def reference(tmp_path_factory):
    """jieba itself with the same user dictionary, its cache kept apart."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba's regular expressions are not raw strings
        import jieba
    jieba.setLogLevel("ERROR")
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = str(tmp_path_factory.mktemp("jieba"))
    tokenizer.initialize()
    for term in read_terms("policy_terms.txt"):
        tokenizer.add_word(fold(term))
    return tokenizer


def reference_words(reference, text: str) -> list[str]:
    """Words as jieba cuts them, one Han run at a time."""
    from ingest.language.tokens import runs

    words: list[str] = []
    for run, is_han in runs(text):
        words.extend(reference.cut_for_search(run) if is_han else [run])
    return words


def test_user_terms_stay_whole() -> None:
    assert {"专精特新", "小巨人", "首台套"} <= set(load_tokenizer().words(NOTICE))


def test_thousands_separators_do_not_part_a_number() -> None:
    words = load_tokenizer().words("最高1,000万元，增长3.5%，5G、ISO9001")
    assert {"1000", "3.5", "5g", "iso9001"} <= set(words)


@pytest.mark.parametrize("text", [LAW, NOTICE])
def test_rjieba_cuts_as_jieba_does(reference, text: str) -> None:
    assert load_tokenizer().words(text) == reference_words(reference, text)


@pytest.mark.shared
def test_rjieba_cuts_as_jieba_does_on_real_documents(reference) -> None:
    shared = os.environ.get("POLICYQA_SHARED")
    if not shared:
        pytest.skip("POLICYQA_SHARED is not set: the real documents are not part of the repository")
    texts = [path.read_text("utf-8") for path in sorted(Path(shared, "originals").glob("*.txt"))]
    with gzip.open(Path(shared, "training", "gov_policy_misc.jsonl.gz"), "rt", "utf-8") as lines:
        texts += [
            json.loads(line)["text"][:2000] for line, _ in zip(lines, range(40), strict=False)
        ]
    for text in texts:
        assert load_tokenizer().words(text) == reference_words(reference, text)


def test_index_tokens_hold_words_characters_and_bigrams() -> None:
    tokens = load_tokenizer().index_tokens("稳岗返还")
    assert {"稳岗返还", "稳", "还", "稳岗", "岗返", "返还"} <= set(tokens)


def test_question_words_weigh_less_than_content() -> None:
    terms = load_tokenizer().query_terms("请问小巨人企业能奖励多少万元吗？")
    assert terms["小巨人"] == 1.0
    assert terms["多少"] < 0.5
    assert "吗" not in terms
    assert terms.get("励多", 0.0) <= terms["多少"]


def test_stop_weights_lie_between_nothing_and_content() -> None:
    assert all(0 <= weight < 1 for weight in read_stop_words().values())


def test_query_tokens_are_tokens_of_the_index() -> None:
    tokenizer = load_tokenizer()
    assert set(tokenizer.query_terms(NOTICE)) <= set(tokenizer.index_tokens(NOTICE))
    assert set(tokenizer.search_terms(NOTICE)) <= set(tokenizer.index_tokens(NOTICE))


def test_search_terms_are_characters_bigrams_and_numbers() -> None:
    terms = load_tokenizer().search_terms("小巨人奖励30万元吗")
    assert set(terms) == {*"小巨人奖励万元", "小巨", "巨人", "人奖", "奖励", "30", "万元"}
    assert terms["小巨"] == 1.0 < terms["小"]


def test_coverage_says_how_much_of_a_question_stands_in_a_text() -> None:
    tokenizer = load_tokenizer()
    assert tokenizer.coverage("首台套重大装备最高多少万元", NOTICE) > 0.7
    assert tokenizer.coverage("老板拖着工钱不给", LAW) < 0.2
    assert tokenizer.coverage("？", LAW) == 0.0
    assert tokenizer.coverage(LAW, LAW) == 1.0
