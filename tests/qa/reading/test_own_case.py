"""What a rule yields for the asker's own case, written out with the cap of the rule."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.answers import Status

HEAD = "某市人民政府关于支持企业发展的意见\n\n"


@pytest.mark.parametrize(
    ("asked", "rule", "written"),
    [
        (
            "培训300名职业人才，能领多少培训补贴？",
            "对培训合格的职业人才，按每名1000元给予培训单位补贴，每个单位最高补贴100万元。",
            "300名×1000元＝300000元",
        ),
        (
            "培训2000名职业人才，能领多少培训补贴？",
            "对培训合格的职业人才，按每名1000元给予培训单位补贴，每个单位最高补贴100万元。",
            "按上限为100万元",
        ),
        (
            "企业地方贡献新增300万元，最多能拿多少奖励？",
            "按企业地方贡献新增部分的50%给予奖励，单个企业最高200万元。",
            "300万元×50%＝150万元",
        ),
        (
            "有两个子女接受学历教育，子女教育支出一年一共能扣多少？",
            "纳税人的子女接受学历教育的支出，按照每个子女每月1000元的标准定额扣除。",
            "1000元＝24000元",
        ),
        (
            "非民营经济增加值占全市的比重是多少？",
            "民营经济增加值占全市的比重是65.3%。",
            "100%－65.3%＝34.7%",
        ),
    ],
)
def test_the_rate_is_applied(scene: Callable, asked: str, rule: str, written: str) -> None:
    answer = scene(asked, HEAD + rule + "\n").answer()
    assert answer.status is Status.ANSWERED
    assert written in answer.text


@pytest.mark.parametrize(
    ("asked", "rule"),
    [
        ("培训补贴每名多少？", "对培训合格的职业人才，按每名1000元给予补贴。"),
        ("营业收入5000万元的企业能拿多少研发补助？", "按研发投入的10%给予企业研发补助。"),
    ],
)
def test_nothing_is_multiplied_that_the_rate_is_not_of(
    scene: Callable, asked: str, rule: str
) -> None:
    assert "＝" not in scene(asked, HEAD + rule + "\n").answer().text
