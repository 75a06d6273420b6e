"""The OpenAPI document against the server: no 500, and nothing that it does not say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from ui.keys import KeyStore, Scope

EXAMPLES = 8
# A schema cannot say which strings are places of China, or that a question must hold a letter.
_UNKNOWABLE = [positive_data_acceptance]
_CHANGING = {("POST", "/v1/documents"), ("DELETE", "/v1/documents/{doc_id}")}


def test_the_server_does_what_it_says(serve: Callable[..., httpx.Client], own_index: Path) -> None:
    _, secret = KeyStore.beside(own_index).create("合同测试", Scope.ADMIN)
    headers = {"Authorization": f"Bearer {secret}"}
    url = str(serve(own_index, rate_limit_per_minute=0).base_url)
    schema = schemathesis.openapi.from_url(f"{url}/openapi.json", headers=headers)
    tried = 0
    for result in schema.get_all_operations():
        operation: Any = result.ok()
        if (operation.method.upper(), operation.path) in _CHANGING:
            continue

        @given(case=operation.as_strategy())
        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        )
        def check(case: Any) -> None:
            case.call_and_validate(headers=headers, excluded_checks=_UNKNOWABLE)

        check()
        tried += 1
    assert tried >= 10


def test_no_page_of_the_server_loads_from_elsewhere(api: httpx.Client) -> None:
    assert api.get("/docs").status_code == 404
    assert api.get("/redoc").status_code == 404


def test_operations_have_examples_and_errors(api: httpx.Client) -> None:
    document = api.get("/openapi.json").json()
    ask = document["paths"]["/v1/ask"]["post"]
    assert "application/problem+json" in ask["responses"]["422"]["content"]
    assert document["components"]["schemas"]["AskBody"]["properties"]["question"]["examples"]
    assert document["components"]["schemas"]["ProblemOut"]
