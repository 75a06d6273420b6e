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
            "合作社种了60亩菜，有机肥补贴一年最多能补多少钱？",
            "每亩补贴有机肥限量1吨，补贴标准为480元/吨。",
            "60亩×1吨×480元＝28800元",
        ),
        (
            "我们租了40个工位，房租补贴按多少平方米算？",
            "房租补贴按面积计算，单个工位按照5平方米计算。",
            "40个×5平方米＝200平方米",
        ),
        (
            "外派30名员工，每人买保险花了3000块，保险补助总共能拿多少？",
            "按每人实际发生保险费用的50%，给予不超过1000元的补助。",
            "30名×1000元＝30000元",
        ),
        (
            "今年看病自己掏了九万八的医疗费，大病医疗能扣多少？",
            "大病医疗费用个人负担的医疗支出累计超过15000元的部分，在80000元限额内据实扣除。",
            "9.8万元－15000元＝8.3万元，超过上限，按上限为80000元",
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
        (
            "对外投资了400万美元，补助能拿多少？",
            "完成中方投资总额60%以上的，给予不超过50万元的补助。",
        ),
        ("营业收入5000万元的企业能拿多少研发补助？", "按研发投入的10%给予企业研发补助。"),
    ],
)
def test_nothing_is_multiplied_that_the_rate_is_not_of(
    scene: Callable, asked: str, rule: str
) -> None:
    assert "＝" not in scene(asked, HEAD + rule + "\n").answer().text
