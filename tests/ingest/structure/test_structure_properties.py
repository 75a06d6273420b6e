"""What holds for every source: spans true, nothing lost, the way back exact, runs repeatable."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.blocks import Grid, GridCell, OriginSpan, Paragraph, Source
from ingest.structure.cuts import LONGEST
from ingest.structure.parse import parse

LINES = st.sampled_from(
    [
        "",
        "一、总体要求",
        "（一）基本原则",
        "（二）主要目标",
        "1. 制定标准。聚焦龙头企业，建立培育库，引领企业对标找差、积极创建。（责任单位：县工信局）",
        "2、时间：2019年7月12日",
        "第一章 总则",
        "第一条 为了规范管理，制定本办法。",
        "第二条 下列企业可以申报：",
        "（一）具有独立法人资格；",
        "附件：1. 入库条件",
        "附件1",
        "附件2 申报条件",
        "目录",
        "\t1",
        "\t",
        "\t制造类",
        "类别\t产品\t企业",
        "全省共 99 家企业入选，其中苏州 15 家、南京 13 家，工业设计中心 8",
        "家。二是激发企业创新活力。" * 12,
        "某县人民政府",
        "2022年4月22日",
        "（此件公开发布）",
        "签发人：杨 军",
        "1",
        "2",
        "3",
        "备注：以通知为准。",
        "𠮷林省 emoji 😀 （未闭合",
        "　　某市专精特新企业培育三年",
        "行动计划",
        "地区 1996年 1997年",
        "江苏 100 120",
        "上海",
        "105",
    ]
)
CELLS = st.sampled_from(
    ["", "序号", "1", "12.5", "企 业", "小巨人企业", "营业收入\n5000万元以上", "长文本。" * 90]
)


@st.composite
def grids(draw):
    rows, columns = draw(st.integers(1, 6)), draw(st.integers(1, 5))
    cells = tuple(
        GridCell(r, c, draw(CELLS), draw(st.integers(1, 3)), draw(st.integers(1, 3)))
        for r in range(rows)
        for c in range(columns)
        if draw(st.booleans())
    )
    return Grid(rows, columns, cells, header_rows=draw(st.sampled_from([None, 0, 1, 2])))


@st.composite
def sources(draw):
    blocks, raw = [], []
    position = 0
    for item in draw(st.lists(st.one_of(LINES, grids()), max_size=40)):
        if isinstance(item, Grid):
            blocks.append(item)
            continue
        level = draw(st.sampled_from([None] * 9 + [1, 2]))
        origin = (OriginSpan(0, position, len(item)),)
        blocks.append(Paragraph(item, level, page=len(blocks) // 9 + 1, origin=origin))
        raw.append(item)
        position += len(item) + 1
    source = Source("x", "text/plain", "plain", "0", tuple(blocks), wrapped=draw(st.booleans()))
    return source, "\n".join(raw)


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sources())
def test_every_source_parses_without_loss(check_invariants_of, made):
    source, raw = made
    structured = parse(source, "doc")
    check_invariants_of(structured)
    for span in structured.origin:
        here = structured.text[span.offset : span.offset + span.length]
        there = raw[span.source_start : span.source_start + span.length]
        assert len(here) == len(there)
        assert all(a == b or (a == " " and b.isspace()) for a, b in zip(here, there, strict=True))
    assert [page.page for page in structured.pages] == sorted(
        {page.page for page in structured.pages}
    )
    again = parse(source, "doc")
    assert again == structured
    assert all(len(passage.text) <= LONGEST for passage in structured.passages)
