"""Follow-up questions: “那省级的呢？” after a full question becomes a full question.

A follow-up in Chinese names only what changes, usually with 那…/…呢, and everything else is taken
from the question before. So the slots it fills (place, tier, year) replace those slots there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.figures.dates import find_dates
from ingest.figures.tiers import find_tiers
from ingest.metadata.places import Gazetteer

_ELLIPTIC = re.compile(r"^(?:那么?|还有|然后|再问|换成|如果|要是|至于)|呢[？?]?$|^(?:它|这个|该|上述|这些|其)")
_SHELL = re.compile(r"^(?:那么?|还有|然后|再问一?下?|换成|如果是?|要是|至于)[，,]?|(?:的)?(?:又)?(?:呢|怎么样|如何)?[？?。]*$")
_MAX_FRAGMENT = 14
_REFERENCE = re.compile(r"(?:它|这个|该|上述|这份|那份|这篇|那篇)(?:文件|政策|方案|计划|通知|办法|报道|答复)?")


class FollowUps:
    """Rewrites a follow-up with the questions before it."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def rewrite(self, question: str, history: Sequence[str]) -> str:
        """The question standing alone; unchanged where it already does or nothing came before.

        Args:
            question: what was just typed.
            history: earlier questions of the asker, oldest first.
        """
        text = question.strip()
        if not history or not self._is_elliptic(text):
            return question
        base = self._complete(history)
        fragment = _SHELL.sub("", text).strip()
        if not fragment:
            return question
        replaced = self._with_slots(base, fragment)
        if replaced is not None:
            return replaced
        if _REFERENCE.search(text):
            return f"{_topic(base)}{_REFERENCE.sub('', text)}"
        return self._with_topic(base, text, fragment)

    def _complete(self, history: Sequence[str]) -> str:
        """The last question standing alone, its own follow-ups resolved in turn."""
        complete = history[0]
        for place, question in enumerate(history[1:], 1):
            complete = (
                self.rewrite(question, [complete]) if self._is_elliptic(question) else history[place]
            )
        return complete

    def _is_elliptic(self, text: str) -> bool:
        bare = text.rstrip("？?。 ")
        if _ELLIPTIC.search(bare) or _ELLIPTIC.search(text):
            return True
        return len(bare) <= 6 and bool(
            self._gazetteer.find(bare) or find_tiers(bare) or find_dates(bare)
        )

    def _with_slots(self, base: str, fragment: str) -> str | None:
        """The base question with the place, tier or year of the fragment; None if it has none."""
        changed, rest = base, fragment
        filled = False
        for find in (self._places, find_tiers, find_dates):
            new = find(fragment)
            if not new:
                continue
            filled = True
            wording = fragment[new[0].start : new[-1].end]
            rest = rest.replace(wording, "")
            old = find(changed)
            if old:
                changed = changed[: old[0].start] + wording + changed[old[-1].end :]
            else:
                changed = wording + changed
        remainder = re.sub(r"[的是在，,、]|企业|那边|这边|年", "", rest)
        if not filled or len(remainder) > 4:
            return None
        return changed

    def _places(self, text: str):  # type: ignore[no-untyped-def]
        return [m for m in self._gazetteer.find(text) if m.place is not None and m.place.path]

    def _with_topic(self, base: str, text: str, fragment: str) -> str:
        """A new thing asked about the same place and time, or the same asked of a new thing."""
        context = "".join(
            base[mention.start : mention.end]
            for find in (self._places, find_dates)
            for mention in find(base)
            if base[mention.start : mention.end] not in text
        )
        asks = re.search(r"多少|几|哪|什么|谁|何|吗|怎|是否|咋|啥", fragment)
        if asks:
            return f"{context}{fragment}？"
        tail = re.search(r"(?:是|有|为|给|能|要|奖励|补贴|补助)?(?:多少|几|哪些|什么|谁|何时).*$", base)
        return f"{context}{fragment}{tail.group() if tail else '？'}"


def _topic(base: str) -> str:
    """What the base question is about: its text up to the interrogative."""
    match = re.search(r"多少|几[个家名项]|哪|什么|谁|何时|是否|怎么|如何|吗", base)
    return base[: match.start()] if match else base.rstrip("？?")
