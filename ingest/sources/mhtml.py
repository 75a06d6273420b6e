"""Web archives (.mht, .mhtml) -> `Source`: the page inside, read like any other."""

from __future__ import annotations

import email
import email.policy
from dataclasses import replace

from ingest.blocks import Source
from ingest.errors import DamagedError
from ingest.sources.content import fingerprint
from ingest.sources.html import read_html
from ingest.sources.limits import Limits


def read_mhtml(data: bytes, name: str, limits: Limits) -> Source:
    """Reads the first HTML part of a MIME archive (RFC 2557), as browsers save pages.

    Raises:
        DamagedError: no HTML part; and what `read_html` raises.
    """
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and payload:
                source = read_html(payload, name, limits)
                location = part.get("Content-Location")
                hints = dict(source.hints)
                if location and location.startswith("http"):
                    hints.setdefault("url", location)
                return replace(
                    source, sha256=fingerprint(data), media_type="multipart/related", hints=hints
                )
    raise DamagedError("网页归档里没有网页", "请在浏览器中打开原网页后另存为完整网页")
