"""The bot of docs/bot.md, run as it stands there."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

_PAGE = Path(__file__).parents[3] / "docs" / "bot.md"


def test_the_bot_of_the_docs_answers(base_url: str, question: str, tmp_path: Path) -> None:
    found = re.search(r"```python\n(.*?)```", _PAGE.read_text("utf-8"), re.DOTALL)
    assert found is not None
    bot = tmp_path / "bot.py"
    bot.write_text(found.group(1), "utf-8")
    done = subprocess.run(
        [sys.executable, "-X", "utf8", str(bot)],
        input=f"{question}\n那国家级的呢？\n",
        env={"POLICYQA_URL": f"{base_url}/v1", "PATH": ""},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    first, second = (line for line in done.stdout.splitlines() if "答：" in line)
    assert "30万元[1]" in first
    assert "100万元[1]" in second
    assert "常工信复〔2021〕第29号" in done.stdout
