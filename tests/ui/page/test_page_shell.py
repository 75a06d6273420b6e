"""The HTML shell: Chinese, ours first, and no address of another machine."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest
from fastapi import FastAPI
from fastapi.responses import HTMLResponse, PlainTextResponse
from fastapi.testclient import TestClient

from ui.page.shell import POLICY, PageShell, rewritten


@pytest.fixture
def client() -> TestClient:
    app = FastAPI()

    @app.get("/")
    def page() -> HTMLResponse:
        return HTMLResponse('<html lang="en"><head><title>x</title></head></html>')

    @app.get("/text")
    def text() -> PlainTextResponse:
        return PlainTextResponse('<html lang="en"><head>')

    return TestClient(PageShell(app, "<script>1</script>"))


def test_a_page_is_rewritten_and_gets_the_policy(client: TestClient) -> None:
    answer = client.get("/")
    assert answer.text.startswith('<html lang="zh-CN"><head><script>1</script>')
    assert answer.headers["content-security-policy"] == POLICY
    assert answer.headers["content-length"] == str(len(answer.content))


def test_other_answers_pass_through(client: TestClient) -> None:
    answer = client.get("/text")
    assert answer.text == '<html lang="en"><head>'
    assert "content-security-policy" not in answer.headers


def test_gradios_own_shell_names_no_other_machine_that_is_fetched() -> None:
    shell = files("gradio").joinpath("templates/frontend/index.html").read_bytes()
    html = rewritten(shell, b"").decode()
    assert 'lang="zh-CN"' in html
    assert re.findall(r'(?:src|href|content)="(https?://[^"]+)"', html) == []
