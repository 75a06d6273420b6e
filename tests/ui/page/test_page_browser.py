"""The page in a real Chromium: asking, sources, filters, upload, narrow and dark, hostile text."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ingest.assembly import build_ingestor
from ingest.bundled import TrustedReader
from ingest.settings import Settings
from qa.answering import Request
from ui.session import Session, View, open_view

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Any]
BOX = ".pq-question-box textarea"
REFUSED = "上海市的贷款贴息是多少？"
HOSTILE_NOTICE = """# 关于<script>window.hit=1</script>支持企业上云的通知

一、补贴标准

武进区对上云企业每家补贴5万元<img src=x onerror="window.hit=1">，由区工信局负责兑付，
详见 [说明](javascript:window.hit=1) 和 {{value}} ${window.hit=1}。
"""


def ask(page: Any, question: str) -> Any:
    """Ask and wait for the finished turn."""
    page.fill(BOX, question)
    page.press(BOX, "Enter")
    turn = page.locator(".pq-current .pq-turn:not([aria-busy])", has_text=question)
    turn.wait_for()
    return turn


def open_tab(page: Any, name: str) -> None:
    page.get_by_role("tab", name=name).click()


def test_a_citation_opens_the_quote_that_is_stored(
    site: Any, open_page: OpenPage, question: str
) -> None:
    page = open_page(site)
    turn = ask(page, question)
    assert "30万元" in turn.locator(".pq-text").inner_text()

    turn.locator(".pq-cite").first.click()
    page.wait_for_selector(".pq-pane mark")
    with site.session.view() as view:
        (citation, *_) = view.answerer.answer(Request(question)).citations
    assert page.locator(".pq-pane mark").inner_text() == citation.quote
    assert citation.document.title in page.locator(".pq-pane .pq-title").inner_text()

    page.get_by_role("button", name="下一段").click()
    page.get_by_role("button", name="回到引文").click()
    page.wait_for_selector(".pq-pane mark")


def test_a_follow_up_and_a_conversation_that_outlives_a_reload(
    site: Any, open_page: OpenPage, question: str
) -> None:
    page = open_page(site)
    ask(page, question)
    second = ask(page, "那国家级的呢？")
    assert "100万元" in second.locator(".pq-text").inner_text()

    page.reload()
    page.wait_for_selector(".pq-current .pq-turn")
    assert page.locator(".pq-question").all_inner_texts() == [question, "那国家级的呢？"]

    page.get_by_role("button", name="新的对话").click()
    page.wait_for_selector(".pq-welcome")
    page.reload()
    page.wait_for_selector(".pq-welcome")


def test_an_example_is_asked_by_keyboard_alone(site: Any, open_page: OpenPage) -> None:
    page = open_page(site)
    example = page.locator(".pq-examples button").first
    question = example.inner_text()
    example.focus()
    page.keyboard.press("Enter")
    page.locator(".pq-current .pq-turn:not([aria-busy])", has_text=question).wait_for()
    page.locator(".pq-current .pq-cite").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".pq-pane .pq-title:focus")
    page.keyboard.press("Escape")
    page.wait_for_selector(".pq-pane [data-open]", state="detached")
    assert page.evaluate("document.activeElement.className") == "pq-cite"


def test_a_question_typed_while_the_program_starts_is_answered(
    corpus_index: Path,
    open_session: Callable[..., Session],
    serve: Any,
    open_page: OpenPage,
    question: str,
) -> None:
    gate = threading.Event()
    page = open_page(serve(open_session(corpus_index), gate))
    page.get_by_text("正在打开知识库").wait_for()
    page.keyboard.type(question)
    page.keyboard.press("Enter")
    page.get_by_text("问题已收到").wait_for()
    gate.set()
    turn = page.locator(".pq-current .pq-turn:not([aria-busy])", has_text=question)
    turn.wait_for()
    assert "30万元" in turn.locator(".pq-text").inner_text()


def test_a_question_half_typed_while_the_program_starts_stays_in_the_box(
    corpus_index: Path, open_session: Callable[..., Session], serve: Any, open_page: OpenPage
) -> None:
    gate = threading.Event()
    page = open_page(serve(open_session(corpus_index), gate))
    page.keyboard.type("常州市省级")
    gate.set()
    page.wait_for_selector(".pq-examples")
    page.wait_for_function(f"document.querySelector('{BOX}').value === '常州市省级'")
    page.keyboard.type("专精特新")
    assert page.input_value(BOX) == "常州市省级专精特新"


def test_a_refusal_says_what_was_looked_for(site: Any, open_page: OpenPage) -> None:
    turn = ask(open_page(site), REFUSED)
    assert "没有找到依据" in turn.inner_text()
    assert "上海市" in turn.locator(".pq-text").inner_text()


class SlowAnswerer:
    """Streams like the real one, and lets a reader watch."""

    def __init__(self, answerer: Any) -> None:
        self._answerer = answerer
        self.answer = answerer.answer

    def stream(self, request: Request) -> Any:
        for event in self._answerer.stream(request):
            yield event
            time.sleep(1.5)


def test_sources_come_before_the_text_and_an_answer_can_be_stopped(
    corpus_index: Path, hashing_embedder: Any, serve: Any, open_page: OpenPage, question: str
) -> None:
    def slow_view(session: Session) -> View:
        view = open_view(session)
        return View(view.index, SlowAnswerer(view.answerer))  # type: ignore[arg-type]

    session = Session(Settings(index=corpus_index), slow_view)
    session.embedder = hashing_embedder  # type: ignore[misc]
    page = open_page(serve(session))
    page.fill(BOX, question)
    page.press(BOX, "Enter")
    page.wait_for_selector(".pq-reading li")
    assert page.locator(".pq-writing").count() == 0
    page.wait_for_selector(".pq-writing")
    page.get_by_role("button", name="停止").click()
    page.get_by_text("已停止").wait_for()
    page.get_by_role("button", name="提问", exact=True).wait_for()
    page.get_by_role("button", name="重新回答").click()
    page.locator(".pq-current .pq-turn:not([aria-busy]) .pq-cite").first.wait_for()
    session.close()


def test_a_place_restricts_what_is_answered_from(site: Any, open_page: OpenPage) -> None:
    page = open_page(site)
    page.get_by_role("button", name="限定范围").click()
    for field, choice in (("省份", "江苏省"), ("城市", "苏州市"), ("区县", "常熟市")):
        page.get_by_label(field, exact=True).click()
        page.get_by_role("option", name=choice, exact=True).click()
    page.get_by_text("范围：江苏省苏州市常熟市").wait_for()
    turn = ask(page, "单个企业的奖励最高多少？")
    assert "200万元" in turn.locator(".pq-text").inner_text()
    assert "常州" not in turn.locator(".pq-cited").inner_text()


def test_a_wrong_day_is_answered_with_what_to_do(site: Any, open_page: OpenPage) -> None:
    page = open_page(site)
    page.get_by_role("button", name="限定范围").click()
    page.get_by_label("截至日期").fill("昨天")
    turn = ask(page, "奖励多少？")
    assert "“昨天”不是日期" in turn.inner_text()


def test_an_uploaded_document_is_asked_about_and_removed(
    own_index: Path,
    open_session: Callable[..., Session],
    serve: Any,
    open_page: OpenPage,
    tmp_path: Path,
) -> None:
    notice = tmp_path / "上云通知.md"
    notice.write_text(
        "# 关于支持企业上云的通知\n\n武进区对上云企业每家补贴5万元，由区工信局负责兑付。\n", "utf-8"
    )
    page = open_page(serve(open_session(own_index)))
    open_tab(page, "文件库")
    page.set_input_files("input[type=file]", str(notice))
    page.get_by_role("button", name="入库").click()
    page.get_by_role("table", name="上传结果").wait_for()
    assert "已入库" in page.get_by_role("table", name="上传结果").inner_text()

    open_tab(page, "问答")
    turn = ask(page, "武进区对上云企业每家补贴多少？")
    assert "5万元" in turn.locator(".pq-text").inner_text()

    open_tab(page, "文件库")
    page.get_by_role("button", name="移除《关于支持企业上云的通知》").click()
    page.get_by_role("button", name="确认移除").click()
    page.get_by_text("已移除《关于支持企业上云的通知》").wait_for()
    assert page.get_by_role("button", name=re.compile("移除《")).count() == 5


def test_passages_of_a_query_come_with_their_scores(site: Any, open_page: OpenPage) -> None:
    page = open_page(site)
    open_tab(page, "文件库")
    page.get_by_label("查找文件或段落").fill("常商服务卡")
    page.get_by_role("button", name="检索段落").click()
    page.wait_for_selector(".pq-hits")
    assert "服务卡" in page.locator(".pq-hits .pq-card-quote").first.inner_text()
    assert re.search(r"总分 \d\.\d{3}", page.locator(".pq-scores").first.inner_text())


def test_a_search_under_way_says_so_in_chinese_alone(
    site: Any, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = threading.Event()

    def slow(*arguments: object) -> tuple[()]:
        release.wait(30)
        return ()

    monkeypatch.setattr("ui.page.corpus_tab.search_hits", slow)
    page = open_page(site)
    open_tab(page, "文件库")
    page.get_by_label("查找文件或段落").fill("服务卡")
    page.get_by_role("button", name="检索段落").click()
    page.get_by_role("status").get_by_text("正在检索段落").wait_for()
    words = page.evaluate("document.body.innerText")
    release.set()
    page.get_by_text("没有找到相关段落").wait_for()
    assert "processing" not in words


def test_figures_are_sorted_opened_and_exported(site: Any, open_page: OpenPage) -> None:
    page = open_page(site)
    open_tab(page, "数据")
    page.wait_for_selector(".pq-figures")
    page.get_by_role("button", name="数额").click()
    page.wait_for_selector('th[aria-sort="ascending"]:has-text("数额")')
    page.get_by_role("button", name="数额").click()
    page.wait_for_selector('th[aria-sort="descending"]:has-text("数额")')
    assert page.locator(".pq-figures tbody .pq-figure").first.inner_text() == "150亿元"

    page.locator(".pq-figures tbody .pq-link").first.click()
    page.wait_for_selector(".pq-pane mark")
    assert "150亿元" in page.locator(".pq-pane mark").inner_text()

    with page.expect_download() as download:
        page.get_by_role("link", name="Excel").click()
    assert download.value.suggested_filename == "政策数据.xlsx"
    assert page.locator(".pq-chart svg").count() == 1


def test_a_thumb_is_kept_and_shown_again(
    own_index: Path, open_session: Callable[..., Session], serve: Any, open_page: OpenPage
) -> None:
    from ui.feedback import FeedbackStore, Rating

    page = open_page(serve(open_session(own_index)))
    ask(page, REFUSED)
    page.get_by_role("button", name="答得对", exact=True).click()
    page.get_by_text("评价已记录").wait_for()
    (kept,) = FeedbackStore.beside(own_index).ratings()
    assert (kept.question, kept.rating) == (REFUSED, Rating.UP)
    page.reload()
    page.wait_for_selector('.pq-tools [aria-pressed="true"]')


def test_the_last_evaluation_is_shown(
    own_index: Path, open_session: Callable[..., Session], serve: Any, open_page: OpenPage
) -> None:
    session = open_session(own_index)
    page = open_page(serve(session))
    open_tab(page, "评测")
    page.get_by_text("还没有评测报告").wait_for()
    report = session.settings.latest_report
    report.parent.mkdir()
    report.write_text("<!doctype html><h1>准确率 90%</h1><script>window.hit=1</script>", "utf-8")
    open_tab(page, "问答")
    open_tab(page, "评测")
    page.frame_locator("iframe.pq-report").get_by_text("准确率 90%").wait_for()
    assert page.evaluate("window.hit") is None


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_nothing_is_wider_than_a_phone(
    site: Any, open_page: OpenPage, question: str, dark: bool
) -> None:
    page = open_page(site, width=390, height=844, dark=dark)
    ask(page, question).locator(".pq-cite").first.click()
    page.wait_for_selector(".pq-pane mark")
    mark = page.locator(".pq-pane mark")
    assert mark.bounding_box()["x"] + mark.bounding_box()["width"] <= 390
    page.keyboard.press("Escape")
    for name in ("文件库", "数据", "评测", "问答"):
        open_tab(page, name)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_marked_quote_can_be_read_in_the_dark(
    site: Any, open_page: OpenPage, question: str
) -> None:
    page = open_page(site, dark=True)
    ask(page, question).locator(".pq-cite").first.click()
    page.wait_for_selector(".pq-pane mark")
    ink, ground = page.evaluate(
        """() => {
          const style = getComputedStyle(document.querySelector('.pq-pane mark'));
          return [style.color, style.backgroundColor];
        }"""
    )
    assert contrast(ink, ground) >= 7


def test_no_english_is_left_in_an_english_browser(site: Any, open_page: OpenPage) -> None:
    page = open_page(site)
    page.get_by_role("button", name="限定范围").click()
    for name in ("文件库", "数据"):
        open_tab(page, name)
    page.wait_for_selector(".pq-figures")
    words = page.evaluate(
        """() => [document.body.innerText, ...[...document.querySelectorAll('*')].flatMap(
             (one) => ['aria-label', 'placeholder', 'title'].map((name) => one.getAttribute(name) ?? ''))]"""
    )
    known = {"Word", "WPS", "Excel", "PDF", "OFD", "CSV", "Esc", "policyqa"}
    left = {word for text in words for word in re.findall(r"[A-Za-z]{3,}", text)} - known
    assert left == set()


def test_hostile_documents_and_questions_stay_text(
    own_index: Path,
    open_session: Callable[..., Session],
    serve: Any,
    open_page: OpenPage,
    tmp_path: Path,
) -> None:
    session = open_session(own_index)
    hostile = tmp_path / "a'><img src=x onerror=window.hit=1>.md"
    hostile.write_text(HOSTILE_NOTICE, "utf-8")
    ingestor = build_ingestor(session.store, session.embedder, TrustedReader())
    ingestor.ingest([hostile])
    page = open_page(serve(session))

    turn = ask(page, "武进区对上云企业每家补贴多少<img src=x onerror=window.hit=1>？")
    assert "5万元" in turn.locator(".pq-text").inner_text()
    turn.locator(".pq-cite").first.click()
    page.wait_for_selector(".pq-pane mark")
    for name in ("文件库", "数据"):
        open_tab(page, name)
        page.wait_for_timeout(300)
    assert page.evaluate("window.hit") is None
    assert page.locator("a[href^='javascript' i], .pq-work img, .pq-pane img").count() == 0


def contrast(ink: str, ground: str) -> float:
    """Contrast ratio of two CSS colours (WCAG 2.2, 1.4.6)."""

    def luminance(colour: str) -> float:
        channels = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
        linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    lighter, darker = sorted((luminance(ink), luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
