import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.blocks import OriginSpan, Paragraph
from ingest.structure.spacing import tidy, unwrap


def traced(text):
    return Paragraph(text, origin=(OriginSpan(0, 0, len(text)),))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("全省共 99 家企业入选，其中，苏州 15 家", "全省共99家企业入选，其中，苏州15家"),
        ("常工信复〔2021〕第 35 号", "常工信复〔2021〕第35号"),
        ("引进世界 500 强跨国公司，", "引进世界500强跨国公司，"),
        ("加快 5G 应用。", "加快5G应用。"),
        ("2021 年是开局之年，", "2021年是开局之年，"),
        ("抄 送：市政府办公室", "抄送：市政府办公室"),
        ("签发人：杨 军", "签发人：杨军"),
        ("　　第一条　为了规范，", "第一条 为了规范，"),
        ("完善 “上云用平台”产品目录", "完善“上云用平台”产品目录"),
        ("万\u30005\u3000\u3000元", "万5元"),
    ],
)
def test_export_blanks_go(raw, expected):
    assert tidy(traced(raw)).text == expected


@pytest.mark.parametrize(
    "text",
    [
        "关于对市政协会议提案 第0024号的答复",
        "1 总则",
        "附件1 申报条件",
        "1. 工信部认定情况",
        "常州 12 南京 13 苏州 15",
        "总理 李克强",
        "访问 www.gov.cn 网站",
    ],
)
def test_separating_blanks_stay(text):
    assert tidy(traced(text)).text == text


def test_narrow_cell_is_unwrapped_but_a_list_of_names_is_not():
    cell = "年度主营业务收入占企业营 业收入的70%以上"
    assert unwrap(traced(cell)).text == "年度主营业务收入占企业营业收入的70%以上"
    names = "张小三 李四 王五 赵六"
    assert unwrap(traced(names)).text == names


@given(st.text(alphabet="企业99 万元\t　，。A5G第号（）", max_size=60))
def test_tidy_is_idempotent_and_keeps_the_way_back(raw):
    tidied = tidy(traced(raw))
    assert "".join(tidied.text.split()) == "".join(raw.split())
    assert tidy(traced(tidied.text)).text == tidied.text
    for span in tidied.origin:
        here = tidied.text[span.offset : span.offset + span.length]
        there = raw[span.source_start : span.source_start + span.length]
        assert len(here) == len(there)
        assert all(a == b or (a == " " and b.isspace()) for a, b in zip(here, there, strict=True))
