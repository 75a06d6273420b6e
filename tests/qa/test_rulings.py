"""The word by which a rule answers a polar question."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.analysis import QuestionAnalyser
from qa.rulings import Ruling, read_ruling, ruling_line, ruling_word


@pytest.fixture
def word(questions: QuestionAnalyser) -> Callable[[str, str], str | None]:
    return lambda asked, rule: ruling_word(questions.analyse(asked), rule)


def test_what_is_forbidden_may_not_be_done(word: Callable) -> None:
    rule = "用户要求暂停或者恢复供热的，供热企业不得收取任何费用"
    assert word("住户报停暖气，供热企业能收费吗？", rule) == "不可以"


def test_what_is_prescribed_is_needed(word: Callable) -> None:
    rule = "资源更新时，提供者应当对资源重新审核"
    assert word("资源更新了要不要重新审核？", rule) == "需要"


def test_what_is_exempt_is_not_needed(word: Callable) -> None:
    rule = "救援车辆免交停车费"
    assert word("救援车辆要不要交停车费？", rule) == "不需要"


def test_what_may_not_be_forced_is_not_needed(word: Callable) -> None:
    rule = "不应强制快递企业安装指定品牌摄像头"
    assert word("快递企业必须安装指定品牌摄像头吗？", rule) == "不需要"


def test_what_is_left_out_does_not_count(word: Callable) -> None:
    assert word("驾乘人员算测绘行为人吗？", "驾乘人员不属于测绘行为人") == "不算"


def test_what_is_allowed_to_some_is_said_with_its_condition(word: Callable) -> None:
    rule = "符合条件的可以直接申报高级职称"
    assert word("能不能直接申报高级职称？", rule) == "符合条件的可以"


@pytest.mark.parametrize(
    ("asked", "rule"),
    [
        # another act
        ("能带狗进旅游景区吗？", "禁止旅游景区内的费用与门票捆绑销售"),
        # another case than the asker's
        ("企业能申报项目吗？", "提供虚假材料的，三年内不得申报项目"),
        # an exception
        ("能购买墓穴吗？", "禁止购买墓穴，但为健在配偶留作合葬的除外"),
        # another duty of the one asked about
        ("测试车要不要有安全员？", "测试车的安全员发现异常时，应当及时接管车辆"),
        # what is encouraged is not granted
        ("人才交流的钱能报销吗？", "鼓励人才交流，钱款可追溯"),
        # a manner of the act
        ("诊断结果能作为诊断依据吗？", "诊断结果不能作为诊断的唯一依据"),
        # an exception at the beginning
        ("要不要直接报送领导？", "除必须直接报送领导的事项外，不得直接报送"),
        # a bound
        ("企业能申请补贴吗？", "企业申请补贴不得超过100万元"),
        # a leave
        ("能到企业兼职吗？", "经所在单位同意，可以到企业兼职"),
        # asked with a negation
        ("能不做临床试验吗？", "不得省略临床试验"),
        # no question of right or duty
        ("两个补贴一样吗？", "不得重复享受两个补贴"),
    ],
)
def test_in_doubt_nothing_is_concluded(word: Callable, asked: str, rule: str) -> None:
    assert word(asked, rule) is None


def test_a_line_is_read_back() -> None:
    ruling = Ruling("符合条件的可以", "符合条件的可直接申报")
    assert read_ruling(ruling_line(ruling)) == ruling
    assert read_ruling("供热企业不得收取任何费用") is None
