"""Options that several commands share, and the settings made of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ingest.errors import UsageError

if TYPE_CHECKING:
    from ingest.settings import Settings

IndexOption = Annotated[
    Path | None,
    typer.Option(
        "--index",
        metavar="目录",
        help="索引目录；也可用环境变量 POLICYQA_INDEX。默认在用户数据目录，首次使用时由内置文件建立。",
        show_default=False,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="以 JSON 输出。")]
RegionOption = Annotated[
    str | None,
    typer.Option(
        "--region",
        metavar="地区",
        help="只问这个地区，如 江苏省常州市、金湖县。",
        show_default=False,
    ),
]
AsOfOption = Annotated[
    str | None,
    typer.Option(
        "--as-of", metavar="日期", help="以这一天为准判断效力，如 2024-06-30。", show_default=False
    ),
]


def load_settings(index: Path | None = None) -> Settings:
    """Settings from the environment, with the index folder of `--index` where it is given.

    Raises:
        UsageError: a `POLICYQA_*` variable has a value that cannot be used.
    """
    from pydantic import ValidationError

    from ingest.settings import Settings

    try:
        settings = Settings()
    except ValidationError as error:
        wrong = "、".join(f"POLICYQA_{str(e['loc'][0]).upper()}" for e in error.errors())
        raise UsageError(f"环境变量 {wrong} 的值无法使用", "请改正或取消它") from error
    if index is None:
        return settings
    if index.exists() and not index.is_dir():
        raise UsageError(f"--index {index} 是文件，不是目录", "请给出索引目录")
    return settings.model_copy(update={"index": index})


def parse_day(text: str | None) -> date | None:
    """The day of `--as-of`: 2024-06-30, 2024年6月30日; a month or year means its last day.

    Raises:
        UsageError: it is no date.
    """
    if text is None:
        return None
    from ingest.figures.dates import find_dates

    wanted = text.strip()
    for mention in find_dates(wanted if not wanted.isdecimal() else f"{wanted}年"):
        if mention.last is not None and len(mention.text) >= len(wanted):
            return mention.last
    raise UsageError(f"“{text}”不是日期", "请写成 2024-06-30 的形式")
