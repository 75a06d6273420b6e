"""Text cleaned of what is not text, with the way back to the source kept.

Removed: NUL and other control characters, lone surrogates, byte order marks, zero-width and
private-use characters (bullets of symbol fonts, glyphs without a code), and the debris that
converters leave. Radical characters (⼈, ⻓), which PDF writers put for the characters they look
like, become those. A no-break space becomes a space and a run
of them one. Full-width characters, tabs and ideographic spaces stay as they are.
"""

from __future__ import annotations

import re
import unicodedata

from ingest.blocks import OriginSpan, Paragraph
from ingest.origins import Origin, Pieces

# `[bookmark: _GoBack]` is what Word-to-text converters (docx2txt, textract) write for a bookmark;
# `HYPERLINK "…"`, `PAGEREF …` are field codes and `\* MERGEFORMAT` their switches, which RTF and
# Word text exports leave in place of the field; U+FFFC stands for an embedded object.
_DEBRIS = re.compile(
    r"\[bookmark: ?[^\]\n]{0,80}\]"
    r"|\b(?:HYPERLINK|PAGEREF|INCLUDEPICTURE) (?:\\[a-z] )?\"?[^\s\"]{0,200}\"?(?: \\[a-z*](?: MERGEFORMAT)?)*"
    r"|\\\* MERGEFORMAT(?:INET)?"
    r"|\ufffc"
)
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\ue000-\uf8ff\U000f0000-\U0010ffff]+"
)
_NO_BREAK = re.compile("[\u00a0\u2000-\u200a\u202f\u205f]+")
_REWRITTEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\xa0\u00ad\u2000-\u200f\u202a-\u206f\u2e80-\u2fdf\ufeff"
    "\ufff9-\ufffc\ud800-\udfff\ue000-\uf8ff\U000f0000-\U0010ffff]"
)
_RADICAL = re.compile("[\u2e80-\u2fdf]")
# CJK Radicals Supplement -> the character each looks like (Unicode EquivalentUnifiedIdeograph),
# for those that are characters of their own; the Kangxi block is covered by NFKC
_SUPPLEMENT = str.maketrans(
    "⺁⺈⺌⺎⺒⺓⺟⺠⺼⻁⻄⻅⻆⻉⻊⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
    "厂刀小兀巳幺母民月虎西见角贝足车長长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
)
PRIVATE_USE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_DEBRIS_MARKS = ("[bookmark", "HYPERLINK", "PAGEREF", "INCLUDEPICTURE", "MERGEFORMAT")


class Tracer:
    """Builds one cleaned text out of pieces of a source, recording where each piece stood."""

    def __init__(self) -> None:
        self._pieces = Pieces()

    def add(self, text: str, source_start: int | None) -> None:
        """Appends `text` verbatim; `source_start` None marks text that stands nowhere."""
        if text:
            stands = () if source_start is None else (OriginSpan(0, source_start, len(text)),)
            self._pieces.add(text, stands)

    def add_cleaned(self, text: str, source_start: int) -> None:
        """Appends `text` without its control characters and debris, no-break spaces mended."""
        if not needs_cleaning(text):
            self.add(text, source_start)
            return
        text = _RADICAL.sub(_character, text)
        position = 0
        for match in re.finditer(f"{_DEBRIS.pattern}|{_CONTROL.pattern}|{_NO_BREAK.pattern}", text):
            self.add(text[position : match.start()], source_start + position)
            if _NO_BREAK.fullmatch(match.group()):
                self.add(" ", source_start + match.start())
            position = match.end()
        self.add(text[position:], source_start + position)

    def __len__(self) -> int:
        return len(self._pieces)

    @property
    def text(self) -> str:
        return self._pieces.text

    @property
    def origin(self) -> Origin:
        return self._pieces.origin


def _character(radical: re.Match[str]) -> str:
    """The character of a radical; one for one, so that positions hold."""
    character = unicodedata.normalize("NFKC", radical.group().translate(_SUPPLEMENT))
    return character if len(character) == 1 else radical.group()


def needs_cleaning(text: str) -> bool:
    return _REWRITTEN.search(text) is not None or any(mark in text for mark in _DEBRIS_MARKS)


def clean(text: str) -> str:
    """`text` cleaned, without the way back."""
    if not needs_cleaning(text):
        return text
    tracer = Tracer()
    tracer.add_cleaned(text, 0)
    return tracer.text


def traced_paragraph(text: str, source_start: int, page: int | None = None) -> Paragraph:
    """The paragraph of a source line that begins at `source_start`."""
    tracer = Tracer()
    tracer.add_cleaned(text, source_start)
    return Paragraph(tracer.text, page=page, origin=tracer.origin)
