import pytest

from ingest.structure.numbering import Style, numeral, read_marker


@pytest.mark.parametrize(
    ("text", "style", "number"),
    [
        ("一、总体要求", Style.CJK, 1),
        ("二十三、附则", Style.CJK, 23),
        ("（一）基本原则", Style.CJK_PAREN, 1),
        ("(十二)强化考核", Style.CJK_PAREN, 12),
        ("1. 制定入库标准。", Style.ARABIC, 1),
        ("3、时间安排", Style.ARABIC, 3),
        ("12．推荐申报", Style.ARABIC, 12),
        ("（3）材料齐全", Style.ARABIC_PAREN, 3),
        ("2）资金安排", Style.HALF_PAREN, 2),
        ("④现场核查", Style.CIRCLED, 4),
        ("第三章 法律责任", Style.CHAPTER, 3),
        ("第二百零三条 有下列情形之一的", Style.ARTICLE, 203),
        ("第六十一条SOS儿童村", Style.ARTICLE, 61),
        ("1 总则", Style.DECIMAL_1, 1),
        ("1.2 等级划分", Style.DECIMAL_2, 2),
        ("4.2.1 出现国家级应急状态时", Style.DECIMAL_3, 1),
        ("02农业", Style.PADDED, 2),
        ("专栏 3 行业升级行动", Style.BOX, 3),
    ],
)
def test_reads_each_style(text, style, number):
    marker = read_marker(text)
    assert marker is not None
    assert (marker.style, marker.number) == (style, number)


@pytest.mark.parametrize(
    "text",
    [
        "第三十条规定的材料应当齐全",
        "第二十七条第三项情形的",
        "第五条、第六条所称企业",
        "一、二级安全生产标准化企业",
        "一、二、三产业协调发展",
        "1.5万元以上的项目",
        "2.5个百分点",
        "12.75 GHz - 26GHz",
        "2022年1月1日起施行",
        "10家企业入选",
        "1、2号机组",
        "一是强化创新载体建设。",
        "第一批小巨人企业",
        "",
    ],
)
def test_numbers_inside_sentences_are_no_markers(text):
    assert read_marker(text) is None


def test_marker_ends_where_the_heading_begins():
    marker = read_marker("第一条　为了规范")
    assert marker is not None
    assert "第一条　为了规范"[marker.end :] == "为了规范"


@pytest.mark.parametrize(
    ("text", "value"), [("十", 10), ("二十", 20), ("一百零五", 105), ("37", 37)]
)
def test_numeral(text, value):
    assert numeral(text) == value
