"""Headings, their nesting, annexes, closings: what section each sentence lies in."""

import pytest

from ingest.blocks import Paragraph
from ingest.structure.parse import parse

BODY = (
    "聚焦龙头企业和高新技术企业，引领企业对标找差、积极创建，"
    "形成上下联动的工作合力，确保各项任务落地见效，推动制造业高质量发展取得新的更大成效。"
)


def paths(structured):
    return [section.path for section in structured.sections]


def test_four_levels_and_run_in_headings(lines_parsed, check_invariants):
    structured = lines_parsed(
        f"一、重点任务\n（一）确立标准，建立企业培育库\n1. 制定入库标准。{BODY}\n2. 遴选入库企业。{BODY}\n"
        f"（二）开展培育行动\n3. 推进技术改造。{BODY}\n4. 提升管理水平。{BODY}\n二、保障措施\n（一）强化组织推进。{BODY}\n（二）强化帮扶。{BODY}"
    )
    check_invariants(structured)
    assert paths(structured) == [
        ("一、重点任务", "（一）确立标准，建立企业培育库", "1. 制定入库标准"),
        ("一、重点任务", "（一）确立标准，建立企业培育库", "2. 遴选入库企业"),
        ("一、重点任务", "（二）开展培育行动", "3. 推进技术改造"),
        ("一、重点任务", "（二）开展培育行动", "4. 提升管理水平"),
        ("二、保障措施", "（一）强化组织推进"),
        ("二、保障措施", "（二）强化帮扶"),
    ]


def test_level_order_is_learned_from_the_document(lines_parsed):
    structured = lines_parsed(
        f"1. 申报条件\n{BODY}\n（一）基本条件\n{BODY}\n（二）专项条件\n{BODY}\n2. 申报程序\n（一）网上申报\n{BODY}\n（二）现场核查\n{BODY}"
    )
    assert paths(structured) == [
        ("1. 申报条件",),
        ("1. 申报条件", "（一）基本条件"),
        ("1. 申报条件", "（二）专项条件"),
        ("2. 申报程序", "（一）网上申报"),
        ("2. 申报程序", "（二）现场核查"),
    ]


def test_articles_are_sections_and_their_items_are_not(lines_parsed, check_invariants):
    structured = lines_parsed(
        "第一章 总则\n第一条 为了规范管理，制定本办法。\n第二条 申请人应当具备下列条件：\n（一）具有独立法人资格；\n"
        "（二）依照本办法第三十条规定提交材料。\n第二章 附则\n第三条 本办法自公布之日起施行。"
    )
    check_invariants(structured)
    assert paths(structured) == [
        ("第一章 总则", "第一条"),
        ("第一章 总则", "第二条"),
        ("第二章 附则", "第三条"),
    ]
    assert structured.passages[1].text.startswith("第二条 申请人")
    assert structured.passages[1].text.endswith("提交材料。")


def test_references_at_a_line_start_are_no_headings(lines_parsed):
    structured = lines_parsed(
        "第一条 为了规范管理，制定本办法。\n第二条 下列企业可以申报。\n第三十条规定的企业除外，但符合前款规定的可以申报。\n第三条 本办法自公布之日起施行。"
    )
    assert paths(structured) == [("第一条",), ("第二条",), ("第三条",)]


def test_numbered_sentences_are_items_not_headings(lines_parsed):
    structured = lines_parsed(
        f"一、申报条件\n{BODY}\n（一）企业在本市注册登记并且具有独立的法人资格；\n（二）近三年内没有发生重大安全和环境事故；\n（三）上年度营业收入达到五千万元以上的企业。\n二、附则\n{BODY}"
    )
    assert paths(structured) == [("一、申报条件",), ("二、附则",)]


def test_task_with_its_own_bodies_is_a_section(lines_parsed):
    task = "对促进外贸、外资稳定增长成效明显的市，在安排有关专项资金时给予倾斜支持，优先支持申报试点示范，并组织经验推广"
    structured = lines_parsed(
        f"一、{task}。（商务部、财政部负责）\n二、{task}。（水利部牵头，财政部参与）\n三、{task}。（科技部负责）"
    )
    assert [section.responsible_units for section in structured.sections] == [
        ("商务部", "财政部"),
        ("水利部", "财政部"),
        ("科技部",),
    ]


def test_unnumbered_headings_of_a_news_text(source_of):
    news = [
        "梯度培育",
        f"支持小微企业上规模。{BODY}",
        f"加强培育库建设。{BODY}",
        f"加强运行监测分析。{BODY}",
        "到2025年——",
        "单项冠军实现倍增，达到50家，保持领先。",
        "创新提升",
        f"加大研发投入。{BODY}",
    ]
    structured = parse(source_of(f"为高质量发展，常州积极行动，{BODY}", *news), "doc")
    assert paths(structured)[1:] == [
        ("梯度培育", "支持小微企业上规模"),
        ("梯度培育", "加强培育库建设"),
        ("梯度培育", "加强运行监测分析"),
        ("梯度培育", "到2025年"),
        ("创新提升",),
    ]


def test_ordinal_clauses_are_no_headings(source_of):
    structured = parse(
        source_of("一、总体要求", *(f"{n}是强化载体建设。{BODY}" for n in "一二三四")), "doc"
    )
    assert paths(structured) == [("一、总体要求",)]


def test_format_levels_lead_and_the_title_is_left_out(source_of):
    structured = parse(
        source_of(
            Paragraph("某市行动计划", heading_level=1),
            Paragraph("一、总体要求", heading_level=2),
            Paragraph("（一）指导思想", heading_level=3),
            Paragraph(BODY),
            Paragraph("二、任务", heading_level=2),
            Paragraph(BODY),
        ),
        "doc",
    )
    assert paths(structured) == [("一、总体要求", "（一）指导思想"), ("二、任务",)]


def test_annexes_closing_and_forwarded_document(lines_parsed, check_invariants):
    structured = lines_parsed(
        "关于印发《某县培育方案》的通知\n各镇人民政府：\n《某县培育方案》已经县政府研究通过，现印发给你们，请认真贯彻实施。\n"
        f"某县人民政府\n2022年4月22日\n（此件公开发布）\n某县培育方案\n一、指导思想\n{BODY}\n二、总体要求\n{BODY}\n"
        f"附件：1. 入库标准条件\n2. 申报条件\n\n附件1\n入库标准条件\n{BODY}\n附件2\n申报条件\n一、指导思想\n{BODY}\n二、要求\n{BODY}"
    )
    check_invariants(structured)
    assert [(section.path, section.annex) for section in structured.sections] == [
        ((), None),
        ((), None),
        (("一、指导思想",), None),
        (("二、总体要求",), None),
        ((), None),
        (("附件1 入库标准条件",), "附件1"),
        (("附件2 申报条件", "一、指导思想"), "附件2"),
        (("附件2 申报条件", "二、要求"), "附件2"),
    ]
    closing = structured.passages[1].text
    assert closing == "某县人民政府\n2022年4月22日\n（此件公开发布）"
    assert structured.passages[4].text == "附件：1. 入库标准条件\n2. 申报条件"


def test_contents_list_is_set_apart(lines_parsed):
    structured = lines_parsed(
        f"某规划\n目 录\n第一章 现状........1\n第二章 任务........3\n第一章 现状\n{BODY}\n第二章 任务\n{BODY}"
    )
    assert ("目录",) in paths(structured)
    assert paths(structured)[-2:] == [("第一章 现状",), ("第二章 任务",)]


@pytest.mark.parametrize("heading", ["见附件1", "一、二级企业", "依照第三十条规定"])
def test_mentions_stay_in_the_text(lines_parsed, heading):
    structured = lines_parsed(
        f"一、总体要求\n{BODY}\n{heading}的有关企业可以申报。\n二、任务\n{BODY}"
    )
    assert paths(structured) == [("一、总体要求",), ("二、任务",)]
