"""The five original documents, read as they are (facts about them, checked by eye)."""

import os
from pathlib import Path

import pytest

from ingest.sources.read import read_bytes
from ingest.structure.parse import parse

SHARED = os.environ.get("POLICYQA_SHARED")
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED, reason="POLICYQA_SHARED is not set: no original documents"),
]


@pytest.fixture(scope="module")
def original():
    def read(prefix):
        (path,) = Path(SHARED, "originals").glob(f"{prefix}_*")
        (source,) = read_bytes(path.read_bytes(), path.name)
        return parse(source, prefix)

    return read


@pytest.mark.parametrize("prefix", ["000", "001", "002", "003", "004"])
def test_invariants_hold(original, check_invariants, prefix):
    structured = original(prefix)
    check_invariants(structured)
    assert max(len(passage.text) for passage in structured.passages) <= 450


@pytest.mark.parametrize(
    ("prefix", "joined"),
    [
        ("000", "人才是经济社会发展的第一资源"),
        ("000", "形成了市、省、国家三级培育体系"),
        ("004", "工业设计中心8家。"),
        ("004", "项目始终是我市做大做强外资总部经济的主攻方向"),
        ("003", "关于印发《金湖县专精特新小巨人企业培育三年行动方案（2022—2024年）》的通知"),
        ("002", "常熟市专精特新企业培育三年行动计划(2023-2025年)（征求意见稿）"),
    ],
)
def test_cut_lines_are_joined(original, prefix, joined):
    assert joined in original(prefix).text


@pytest.mark.parametrize(
    ("prefix", "quote", "path"),
    [
        ("000", "分别给予100万元、30万元的奖励", ("四、下一步工作措施", "5. 落实财政扶持政策")),
        ("001", "重点培育对象", ("梯度培育", "支持小微企业上规模")),
        ("001", "达到50家，保持全国同类城市领先地位", ("数读", "到2025年")),
        ("002", "每两家企业配备1名专员", ("二、重点任务", "（八）服务体系升级行动")),
        ("002", "单个企业最高200万元", ("三、保障措施", "(二)加大政策支持")),
        (
            "003",
            "确保累计入库培育企业超150家",
            ("三、重点任务", "（一）确立标准，建立企业培育库", "2. 遴选入库企业"),
        ),
        (
            "004",
            "选择2-3条优势产业链",
            (
                "一、关于加快产业结构优化调整推动产业集聚发展问题",
                "2. 聚焦产业集群，培育制造业发展新优势",
            ),
        ),
    ],
)
def test_each_fact_lies_in_its_section(original, prefix, quote, path):
    (passage,) = [passage for passage in original(prefix).passages if quote in passage.text]
    assert passage.section.path == path


def test_annex_tables_are_rebuilt_cell_by_cell(original):
    tables = original("003").tables
    assert [(table.rows, table.columns, table.header_rows) for table in tables] == [
        (1, 3, 0),
        (7, 3, 1),
        (6, 3, 1),
        (11, 4, 2),
        (8, 4, 2),
        (5, 3, 1),
    ]
    champions, province = tables[3], tables[4]
    assert champions.column_header(3) == ("国家单项冠军", "产品")
    # six requirements hold for enterprise and product alike, the seventh for the enterprise
    assert champions.cell_at(2, 2) == champions.cell_at(2, 3)
    assert "比重在70%以上" in champions.cell_at(8, 2).text
    assert champions.cell_at(8, 3).text == ""
    assert province.column_header(2) == ("小巨人企业", "制造类")
    assert province.cell_at(2, 2).text.startswith("年度主营业务收入5000万元以上")
    assert province.cell_at(2, 3).text.startswith("2014年")
    assert [province.cell_at(row, 1).text for row in (5, 6, 7)] == ["", "", ""]


def test_responsible_units_of_the_draft(original):
    section = next(s for s in original("002").sections if s.heading.startswith("(五)"))
    assert section.responsible_units == ("市市场监管局", "市税务局", "市工信局")
