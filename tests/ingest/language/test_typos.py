import pytest

from ingest.language.tokens import load_tokenizer
from ingest.language.typos import TypoCorrector, load_corrector

PLACES = ("常州市", "金湖县", "常熟市", "苏州市", "宿州市", "淮安市", "长洲区", "新北区")


@pytest.fixture(scope="module")
def corrector() -> TypoCorrector:
    return load_corrector(PLACES)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("专精特心企业有哪些奖励", "专精特新企业有哪些奖励"),
        ("金胡县工业计划", "金湖县工业计划"),
        ("长州市单项冠军奖励多少", "常州市单项冠军奖励多少"),
        ("准安市的首台套奖励", "淮安市的首台套奖励"),
        ("接榜挂帅项目怎么申报", "揭榜挂帅项目怎么申报"),
    ],
)
def test_one_wrong_character_of_the_same_sound_or_shape_is_mended(
    corrector: TypoCorrector, wrong: str, right: str
) -> None:
    assert corrector.correct(wrong).text == right


@pytest.mark.parametrize(
    "text",
    [
        "常州市专精特新小巨人企业奖励多少",
        "公司期满后如何处理",  # 公司 is a word: not 公示期
        "肃州市的政策",  # 苏州市 and 宿州市 both sound so
        "长洲区的政策",
        "新北市和新北区",  # another division, not a typo
        "职工因工死亡，其近亲属领取丧葬补助金",
    ],
)
def test_what_may_be_right_is_left_alone(corrector: TypoCorrector, text: str) -> None:
    correction = corrector.correct(text)
    assert correction.text == text
    assert correction.changes == ()


def test_changes_say_where_and_what(corrector: TypoCorrector) -> None:
    text = "请问金胡县和专精特心"
    correction = corrector.correct(text)
    assert [(change.wrong, change.right) for change in correction.changes] == [
        ("金胡县", "金湖县"),
        ("专精特心", "专精特新"),
    ]
    for change in correction.changes:
        assert text[change.start : change.start + len(change.wrong)] == change.wrong
        assert correction.text[change.start : change.start + len(change.right)] == change.right


def test_a_vocabulary_term_is_never_changed() -> None:
    tokenizer = load_tokenizer()
    corrector = TypoCorrector(["淮安市", "准安市"], tokenizer.cut, tokenizer.is_word, ["淮准"])
    assert corrector.correct("淮安市、准安市").changes == ()
