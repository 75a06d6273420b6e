"""Which documents a question names: by number, by a title in 《》, or by the title itself.

Official titles follow one form (《党政机关公文处理工作条例》 art. 9): issuer, 关于, subject, kind. Between
关于印发 and 的通知 stands the name people use.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ingest.documents import Document
from ingest.language.normalise import squash
from ingest.metadata.doc_numbers import find_doc_numbers, number_key
from qa.reading.matching import matching_form

_QUOTED = re.compile(r"《([^《》]{4,80})》")
_SUBJECT = re.compile(
    r"^.*?关于(?:(?:印发|转发|公布|发布|批转|同意|修订|修改|调整|废止|下发)+[^《》]{0,20}?)?《?(?P<name>.{6,80}?)》?"
    r"(?:（[^）]*）)?(?:的)?(?:通知|意见|函|复函|批复|决定|答复|公告|通告|通报|请示|报告|命令|令)?$"
)
_TAIL = re.compile(r"[(（][^()（）]*[)）]$")
_LONG_RUN = 14
"""Characters in a row of a title that name it though the rest is left out."""
_LEAST = 6
"""Characters of a title named without 《》; shorter ones are common phrases."""


class DocumentNames:
    """Finds the documents of an index that a question names."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._numbers: dict[str, set[str]] = {}
        self._titles: list[tuple[str, str, str]] = []
        self._pieces: dict[str, set[str]] = {}
        for document in documents:
            if document.doc_number:
                key = number_key(document.doc_number)
                self._numbers.setdefault(key, set()).add(document.doc_id)
            title = matching_form(squash(document.title))
            self._titles.append((document.doc_id, title, _common_name(title)))
            for piece in _pieces(title):
                self._pieces.setdefault(piece, set()).add(document.doc_id)

    def named_in(self, text: str) -> frozenset[str]:
        """Ids of the documents named; empty where none is, or where all that match are too many
        to be meant."""
        named: set[str] = set()
        for number in find_doc_numbers(text):
            named |= self._numbers.get(number_key(number.text), set())
        if named:
            return frozenset(named)
        for quoted in _QUOTED.findall(text):
            wanted = matching_form(squash(quoted))
            named |= {doc_id for doc_id, title, _ in self._titles if wanted in title}
        if named:
            return frozenset(named)
        asked = matching_form(squash(text))
        named = {
            doc_id for doc_id, _, name in self._titles if len(name) >= _LEAST and name in asked
        }
        return frozenset(named.union(*(self._pieces.get(piece, ()) for piece in _pieces(asked))))

    def without_name(self, text: str, named: frozenset[str]) -> str:
        """What a question asks of the documents it names: the words of their titles stand in many
        passages of theirs and tell none apart. The whole text where little else is asked."""
        titles = [title for doc_id, title, _ in self._titles if doc_id in named]
        chars = list(text)
        for start in range(len(text) - _LEAST + 1):
            piece = matching_form(text[start : start + _LEAST])
            if len(piece) == _LEAST and any(piece in title for title in titles):
                chars[start : start + _LEAST] = " " * _LEAST
        left = " ".join("".join(chars).split())
        return left if len(left) >= _LEAST else text


def _pieces(text: str) -> Iterator[str]:
    """Every run of `_LONG_RUN` characters."""
    return (text[at : at + _LONG_RUN] for at in range(len(text) - _LONG_RUN + 1))


def _common_name(title: str) -> str:
    match = _SUBJECT.match(title)
    name = match["name"] if match else title
    return _TAIL.sub("", name).strip("《》")
