from ingest.blocks import Paragraph
from ingest.structure.lines import clean_blocks, mend_lines


def mended(text):
    return [line.text for line in mend_lines([Paragraph(line) for line in text.split("\n")])]


def test_sentence_cut_by_a_page_end_is_joined_across_the_empty_line():
    cut = (
        "认定省级以上企业技术中心 30 家、加快动力电池列入省级制造业创新中心试点、工业设计中心 8\n"
        "\n家。二是激发企业创新活力。"
    )
    assert mended(cut) == [
        "认定省级以上企业技术中心30家、加快动力电池列入省级制造业创新中心试点、工业设计中心8家。"
        "二是激发企业创新活力。"
    ]


def test_short_line_after_a_full_stop_inside_is_cut_text():
    cut = "4. 注重人才培育，全面提升企业素质。人才是经济社会发\n\n展的第一资源。"
    assert mended(cut) == [cut.replace("\n", "")]


def test_line_that_ends_in_a_comma_goes_on():
    assert mended("长期专注于企业擅长的领域，\n\n走“专精特新”发展道路。") == [
        "长期专注于企业擅长的领域，走“专精特新”发展道路。"
    ]


def test_headings_and_bodies_stay_apart():
    text = "一、我市单项冠军企业发展现状\n\n1. 工信部认定情况\n\n2016年3月16日，工业和信息化部出台方案。"
    assert mended(text) == [line for line in text.split("\n") if line]


def test_title_over_two_lines_with_qualifiers():
    text = "常熟市专精特新企业培育三年\n行动计划\n(2023-2025年)\n（征求意见稿）\n为深入学习贯彻，制定本计划。"
    assert mended(text) == [
        "常熟市专精特新企业培育三年行动计划(2023-2025年)（征求意见稿）",
        "为深入学习贯彻，制定本计划。",
    ]


def test_open_book_title_is_closed_by_the_next_line():
    text = "关于印发《金湖县小巨人企业培育\n三年行动方案（2022—2024年）》的通知\n\n各镇人民政府："
    assert mended(text)[0] == "关于印发《金湖县小巨人企业培育三年行动方案（2022—2024年）》的通知"


def test_letterhead_number_title_addressee_and_signature_stay_lines():
    text = (
        "常州市工业和信息化局文件\n\n常工信复〔2021〕第29号\n\n关于对第0024号提案的答复\n\n总工会界别组：\n\n"
        "现答复如下：\n\n签发人：薛庆林\n\n经办人：张健一\n\n2021年5月6日"
    )
    assert mended(text) == [line for line in text.split("\n") if line]


def test_fixed_width_text_is_joined_and_paragraphs_kept():
    text = "\n".join(
        [
            "智能制造是制造强国建设的主攻方向，其发展程度直接关",
            "乎我国制造业质量水平。发展智能制造对于巩固实体经济根",
            "基、建成现代产业体系、实现新型工业化具有重要作用。",
            "一、现状与形势",
            "近十年来，通过产学研用协同创新、行业企业示范应用、",
            "央地联合统筹推进，我国智能制造发展取得长足进步。供给能",
            "力不断提升，智能制造装备市场满足率超过 50%，主营业务",
            "收入超 10 亿元的系统解决方案供应商达 40 余家。",
            "二、总体思路",
        ]
    )
    paragraphs = mended(text)
    assert len(paragraphs) == 4
    assert paragraphs[1] == "一、现状与形势"
    assert "供给能力不断提升" in paragraphs[2]


def test_page_numbers_are_dropped_and_the_sentence_goes_on():
    page = "\n".join(f"第{n}个方面的工作要继续推进落实，形成长效机制。" for n in range(9))
    text = f"{page}\n1\n{page}\n2\n{page}，引导企业专注主业、加大研发投入并且\n3\n形成合力。"
    paragraphs = mended(text)
    assert not {"1", "2", "3"} & set(paragraphs)
    assert paragraphs[-1].endswith("加大研发投入并且形成合力。")


def test_true_paragraphs_are_only_cleaned():
    blocks = [
        Paragraph("　　第一段没有句号"),
        Paragraph("第二段。\n第三段。"),
        Paragraph(" "),
        Paragraph("— 3 —"),
    ]
    assert [block.text for block in clean_blocks(blocks)] == [
        "第一段没有句号",
        "第二段。",
        "第三段。",
    ]
