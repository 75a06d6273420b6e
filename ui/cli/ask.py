"""`policyqa ask` and `policyqa search`."""

from __future__ import annotations

from typing import Annotated

import typer

from ingest.errors import QuestionError
from ui.cli.options import AsOfOption, IndexOption, JsonOption, RegionOption, parse_day

_QuestionArgument = Annotated[
    str, typer.Argument(metavar="问题", help="要问的问题，用引号括起来。", show_default=False)
]


def register(app: typer.Typer) -> None:
    app.command("ask", help="提问，得到带出处的简短回答。")(ask)
    app.command("search", help="检索相关段落，不作回答。")(search)


def ask(
    question: _QuestionArgument,
    json: JsonOption = False,
    region: RegionOption = None,
    as_of: AsOfOption = None,
    index: IndexOption = None,
) -> None:
    day = parse_day(as_of)
    text = as_text(question)

    from qa.answering import Request
    from ui.cli.opening import opened_view
    from ui.cli.rendering import answer_text, as_json

    with opened_view(index) as view:
        answer = view.answerer.answer(Request(text, region=region, as_of=day))
    print(as_json(answer.as_json()) if json else answer_text(answer))


def search(
    query: Annotated[
        str, typer.Argument(metavar="检索词", help="检索词或问题。", show_default=False)
    ],
    top_k: Annotated[
        int, typer.Option("--top-k", metavar="N", min=1, max=1000, help="返回几段。")
    ] = 10,
    json: JsonOption = False,
    region: RegionOption = None,
    index: IndexOption = None,
) -> None:
    text = as_text(query)

    from ui.cli.opening import opened_view
    from ui.cli.rendering import as_json, hits_text
    from ui.searching import search_hits

    with opened_view(index) as view:
        hits = search_hits(view.answerer, text, top_k, region=region)
    if json:
        print(as_json({"hits": [hit.as_json() for hit in hits]}))
    else:
        print(hits_text(hits) if hits else "没有找到相关段落。")


def as_text(argument: str) -> str:
    """A command line argument as text.

    Raises:
        QuestionError: its bytes are no UTF-8 (Python then passes lone surrogates).
    """
    try:
        argument.encode("utf-8")
    except UnicodeEncodeError:
        raise QuestionError("问题不是 UTF-8 文字", "请把终端的编码设为 UTF-8 后再试") from None
    return argument
