"""Figures of official texts, and numerals in them that measure nothing."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from ingest.documents import Fact
from ui.telling import is_telling


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause with its figure between 【 and 】."""

    marked: str
    measure: str
    unit: str

    @property
    def text(self) -> str:
        return self.marked.replace("【", "").replace("】", "")

    @property
    def fact(self) -> Fact:
        start, end = self.marked.index("【"), self.marked.index("】") - 1
        figure = self.text[start:end]
        bounds = start, end, figure, 0, len(self.text)
        return Fact("f", "d", "p", *bounds, self.measure, "", 1.0, None, self.unit)


@pytest.mark.parametrize(
    "clause",
    [
        Clause("新增企业发明专利【260件】", "数量", "件"),
        Clause("给予【三十万元】奖励", "奖励", "元"),
        Clause("有效期【五年】", "期限", "年"),
        Clause("注册满【1年】以上", "期限", "年"),
        Clause("市场占有率为全省【前十名】", "数量", "名"),
        Clause("每年不少于【2次】检查", "数量", "次"),
        Clause("年满【六周岁】的儿童", "数量", "岁"),
        Clause("从业人员【十家】以上单位", "家数", "家"),
    ],
    ids=lambda clause: clause.text,
)
def test_a_figure_of_the_policy_is_kept(clause: Clause) -> None:
    assert is_telling(clause.fact, clause.text)


@pytest.mark.parametrize(
    "clause",
    [
        Clause("关于对市政协【十四届】五次会议提案第0024号的答复", "数量", "届"),
        Clause("关于对市政协十四届【五次】会议提案第0024号的答复", "数量", "次"),
        Clause("方案经县政府十五届【1次】常务会议研究通过", "数量", "次"),
        Clause("汽车及核心【零部】件等集群", "数量", "部"),
        Clause("高新技术企业申报【一批】", "数量", "批"),
        Clause("企业、产品【两类】", "家数", "类"),
        Clause("培育【三年】行动方案", "期限", "年"),
        Clause("三年行动方案（【2022—2024年】）", "期限", "年"),
        Clause("确保新增首贷户数超过上【一年】度", "期限", "年"),
        Clause("【103713.9716】", "数量", ""),
    ],
    ids=lambda clause: clause.text,
)
def test_a_numeral_that_measures_nothing_is_left_out(clause: Clause) -> None:
    assert not is_telling(clause.fact, clause.text)
