"""Days of a document: 成文, 施行, 有效期, plan periods."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.documents import Period
from ingest.metadata.dates import (
    find_effective_on,
    find_expires_on,
    find_issued_on,
    find_period,
    find_published_on,
    parse_day,
    parse_period,
)
from ingest.metadata.found import Found
from ingest.metadata.layout import read_layout

ISSUED = date(2022, 4, 22)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2022年4月22日", ISSUED),
        ("2022-04-22 08:53:11 +0800", ISSUED),
        ("２０２２年４月２２日", ISSUED),
        ("二〇二二年四月二十二日", ISSUED),
        ("二○二二年四月二十二日", ISSUED),
        ("二O二二年四月二十二日", ISSUED),
        ("20220422", ISSUED),
        ("2022年5月", None),
        ("", None),
    ],
)
def test_a_day_is_read_in_every_writing(text: str, day: date | None) -> None:
    assert parse_day(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "关于印发方案的通知\n各镇：\n请认真执行。\n金湖县人民政府\n2022年4月22日\n附件",
        "关于印发方案的通知\n各镇：\n请认真执行。\n金湖县人民政府 2022年4月22日",
        "金湖县统计公报\n金湖县统计局\n2022年4月22日\n一、综合\n全年实现生产总值三百亿元。",
        "县政府令\n第5号\n现予公布。\n县长　李某\n2022年4月22日\n管理办法\n第一条　制定本办法。",
        "管理条例\n（2001年1月1日公布　2022年4月22日修订　自2022年9月1日起施行）\n第一条　为了管理。",
        "关于工作的通知\n各镇：\n请执行。\n抄送：县委办\n金湖县人民政府办公室 2022年4月22日印发",
        "关于工作的通知\n各镇：\n请执行。\n二OO二年二月二日\n".replace(
            "二OO二年二月二日", "二〇二二年四月二十二日"
        ),
    ],
)
def test_the_day_of_making_is_found_where_it_stands(text: str) -> None:
    found = find_issued_on(read_layout(text))
    assert found is not None and found.value == ISSUED
    assert parse_day(text[found.start : found.end]) == ISSUED


def test_a_day_inside_the_body_is_not_that_of_the_document() -> None:
    text = "关于工作的答复\n代表：\n2016年3月16日，工业和信息化部出台了方案。\n此复。"
    assert find_issued_on(read_layout(text)) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("第五条　本条例自2011年10月1日起施行。", date(2011, 10, 1)),
        ("本办法自印发之日起施行。", ISSUED),
        ("本通知自发布之日起30日后施行。", date(2022, 5, 22)),
        ("本规定自公布之日起三十日后施行。", date(2022, 5, 22)),
        ("本细则自2022年5月1日起正式实施，有效期三年。", date(2022, 5, 1)),
        ("《代理条例》已经修订通过，现予公布，自2022年6月1日起施行。", date(2022, 6, 1)),
        ("《民法典》自2021年1月1日起施行，各地要加强宣传。", None),
        ("项目自2021年1月1日起实施，已完成过半。", None),
    ],
)
def test_the_day_of_force_is_the_documents_own(text: str, day: date | None) -> None:
    found = find_effective_on(text, ISSUED)
    assert (found.value if found else None) == day


def test_force_from_issue_needs_a_day_of_issue() -> None:
    assert find_effective_on("本办法自印发之日起施行。", None) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("本办法自2022年4月22日起施行，有效期至2025年12月31日。", date(2025, 12, 31)),
        ("本办法自印发之日起施行，有效期3年。", date(2025, 4, 21)),
        ("本办法自印发之日起施行。有效期五年。", date(2027, 4, 21)),
        ("本意见自2022年4月22日起执行，暂定两年。试行期限为两年。", date(2024, 4, 21)),
        ("本细则自发布之日起试行，试行两年。", date(2024, 4, 21)),
        ("本政策执行期限自2022年4月22日起至2024年12月31日。", date(2024, 12, 31)),
        ("许可证有效期5年，期满前申请延续。", None),
        ("护士执业注册有效期为5年。", None),
        ("自收到申请之日起20日内决定，有效期为三年的证书。", None),
        ("土地租赁期限至2047年6月30日止。", None),
    ],
)
def test_the_end_of_force_is_the_documents_own(text: str, day: date | None) -> None:
    found = find_expires_on(text, ISSUED)
    assert (found.value if found else None) == day


@pytest.mark.parametrize(
    ("title", "years"),
    [
        ("金湖县三年行动方案（2022—2024年）", (2022, 2024)),
        ("常熟市行动计划(2023-2025年)", (2023, 2025)),
        ("总体规划（2018年至2035年）", (2018, 2035)),
        ("山东省“十四五”科技创新规划", (2021, 2025)),
        ("数字山东2021行动方案", (2021, 2021)),
        ("国务院关于2018年度国家科学技术奖励的决定", None),
        ("常州市工业发展管理办法", None),
    ],
)
def test_plan_periods_are_read_in_titles(title: str, years: tuple[int, int] | None) -> None:
    found = find_period(Found(title, 0, len(title)))
    expected = Period(date(years[0], 1, 1), date(years[1], 12, 31)) if years else None
    assert (found.value if found else None) == expected


def test_a_page_gives_its_day_of_publication_below_the_title() -> None:
    layout = read_layout(
        "某某印发规划\n2023-02-27 18:43 来源： 新华社\n近日，规划印发，要求认真落实。"
    )
    found = find_published_on(layout)
    assert found is not None and found.value == date(2023, 2, 27)


def test_periods_of_front_matter() -> None:
    assert parse_period("2023-2025") == Period(date(2023, 1, 1), date(2025, 12, 31))
    assert parse_period("2022-03-01/2024-06-30") == Period(date(2022, 3, 1), date(2024, 6, 30))
    assert parse_period("") is None


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)))
def test_written_days_read_back(day: date) -> None:
    assert parse_day(f"{day.year}年{day.month}月{day.day}日") == day
    assert parse_day(day.isoformat()) == day


@pytest.mark.parametrize(
    ("line", "first", "last"),
    [
        ("时间/频度：2022年8月26日起，2025年失效。", date(2022, 8, 26), date(2025, 12, 31)),
        ("时间/频度：2022年8月11日起，有效期3年", date(2022, 8, 11), date(2025, 8, 10)),
        ("执行期限：2023年10月11日起至2025年12月31日止", date(2023, 10, 11), date(2025, 12, 31)),
        ("时间：从2022年7月5日起，在2022-2024年内有效", date(2022, 7, 5), date(2024, 12, 31)),
    ],
)
def test_a_labelled_line_tells_the_term(line: str, first: date, last: date) -> None:
    text = f"支持项目\n服务内容：给予补助。\n{line}\n"
    begins = find_effective_on(text, None)
    assert begins is not None and begins.value == first
    ends = find_expires_on(text, begins.value)
    assert ends is not None and ends.value == last


@pytest.mark.parametrize(
    "line",
    [
        "时间：2023年5月18日至5月24日",
        "报名时间：2023年5月18日起至2024年5月24日止",
        "时间：2019年7月12日，上午7:30",
        "时间/频度：从2023年8月起",
    ],
)
def test_the_time_of_an_event_is_no_term(line: str) -> None:
    text = f"关于考试的通知\n{line}\n"
    assert find_effective_on(text, None) is None
    assert find_expires_on(text, date(2019, 1, 1)) is None
