"""Digest against original: are all figures kept, and is the wording its own?

Facts carry over into a digest, sentences do not. Two measures hold that:

* coverage: the share of the original's figures (numbers with their unit, dates, document
  numbers, Han numerals that count something) that stand in the digest, each as often as it
  stands in the original;
* longest run: the longest string that stands in both, in code points, white space and
  punctuation ignored. Characters inside declared names (titles in 《》 and the document's own
  title) do not count, since a name has only one wording, but they do not break a run either.
"""

from __future__ import annotations

import argparse
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

LONGEST_RUN = 30
LEAST_COVERAGE = 0.98

# Bare numbers keep an empty unit ("5G", "354"), so that a unit missing from this list costs
# precision, never a figure.
_UNITS = "个百分点|百分点|%|元|家|个|项|名|人|件|条|台|亩|倍|批|年|号|次|级|位|届|强"
_NUMBER = re.compile(
    rf"(?P<low>\d+(?:\.\d+)?)(?P<low_scale>[万亿]?)(?:[-—–~至](?P<high>\d+(?:\.\d+)?)(?P<high_scale>[万亿]?))?"
    rf"余?(?P<unit>{_UNITS})?"
)
_DATE = re.compile(r"(\d{4})(?:年(\d{1,2})月(\d{1,2})日|-(\d{2})-(\d{2}))")
_DOC_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,6}〔(\d{4})〕第?(\d+)号")
# 一 is left out: 一批, 一项 work as articles in official texts more often than as counts.
_HAN_COUNT = re.compile(
    r"(?:[二三四五六七八九十百千两][一二三四五六七八九十百千]*(?:[届次批条项类个家名位倍年大套]|分之一))"
)
# A list or row number: it orders the text and says nothing about the subject.
_ENUMERATOR = re.compile(
    r"(?:^|：)[\s#|]*[（(]?\d{1,2}(?:[.、)）](?!\d)|\s*\||[ \t]*$)", re.MULTILINE
)
# What a Word export leaves of its own anchors.
_DEBRIS = re.compile(r"\[bookmark: _\w+\]")
_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_TITLE = re.compile(r"《([^《》]+)》")


@dataclass(frozen=True, slots=True)
class Comparison:
    """`coverage` is in 0..1; `longest_run` is in code points; `missing` lists absent figures."""

    coverage: float
    missing: tuple[str, ...]
    longest_run: int
    run: str

    @property
    def passes(self) -> bool:
        return self.coverage >= LEAST_COVERAGE and self.longest_run <= LONGEST_RUN


def compare(original: str, digest: str) -> Comparison:
    """Measure a digest (Markdown with front matter) against its original's text."""
    wanted, present = figures(original), figures(digest)
    missing = tuple((wanted - present).elements())
    total = wanted.total()
    run, length = longest_common_run(original, digest, declared_names(original, digest))
    return Comparison(1 - len(missing) / total if total else 1.0, missing, length, run)


def figures(text: str) -> Counter[str]:
    """The figures of a text with how often each stands in it, in one canonical form each."""
    text = _ENUMERATOR.sub("\n", _DEBRIS.sub("", text))
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    found: Counter[str] = Counter()

    def take(form: str) -> str:
        found[form] += 1
        return "\n"  # parts the neighbours, so that what is left does not read as one figure

    text = _DOC_NUMBER.sub(lambda m: take(f"〔{m[1]}〕{int(m[2])}号"), text)
    text = _DATE.sub(lambda m: take(_iso(m)), text)
    text = _NUMBER.sub(lambda m: take(_number(m)), text)
    _HAN_COUNT.sub(lambda m: take(m[0]), text)
    return found


def declared_names(original: str, digest: str) -> tuple[str, ...]:
    """Names with one possible wording: titles in 《》 and the title in the front matter."""
    names = set(_TITLE.findall(original))
    front = _FRONT_MATTER.search(digest)
    for line in front[1].splitlines() if front else ():
        key, _, value = line.partition(":")
        if key in {"title", "source_title"}:
            names.add(value.strip())
    return tuple(sorted(names))


def longest_common_run(original: str, digest: str, names: Iterable[str] = ()) -> tuple[str, int]:
    """The longest string in both texts and its length without the characters of `names`."""
    first, second = _bare(original), _bare(digest)
    weights = np.ones(len(second), dtype=np.int32)
    for name in filter(None, map(_bare, names)):
        for match in re.finditer(re.escape(name), second):
            weights[match.start() : match.end()] = 0
    codes = np.array([ord(char) for char in second], dtype=np.int32)
    # Dynamic programme over (end in first, end in second), one row at a time.
    weight = np.zeros(len(second) + 1, dtype=np.int32)
    length = np.zeros(len(second) + 1, dtype=np.int32)
    best, run = 0, ""
    for char in first:
        same = codes == ord(char)
        weight[1:] = np.where(same, weight[:-1] + weights, 0)
        length[1:] = np.where(same, length[:-1] + 1, 0)
        end = int(weight.argmax())
        if weight[end] > best:
            best, run = int(weight[end]), second[end - int(length[end]) : end]
    return run, best


def _bare(text: str) -> str:
    """Letters and digits only: white space, punctuation and symbols fall away."""
    text = unicodedata.normalize("NFKC", text)
    return "".join(char for char in text if unicodedata.category(char)[0] in "LN")


def _iso(match: re.Match[str]) -> str:
    year, month, day = match[1], match[2] or match[4], match[3] or match[5]
    return f"{year}-{int(month):02}-{int(day):02}"


def _number(match: re.Match[str]) -> str:
    low, high = match["low"] + match["low_scale"], match["high"]
    if high is None:
        return low + (match["unit"] or "")
    scale = match["high_scale"]
    # 1000万—2000万 and 1000—2000万 name the same range.
    low = low if match["low_scale"] else low + scale
    return f"{low}-{high}{scale}{match['unit'] or ''}"


def main(arguments: list[str] | None = None) -> int:
    """Compare ORIGINAL DIGEST pairs; exit code 1 where one falls short."""
    parser = argparse.ArgumentParser(prog="python -m eval.digests", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, metavar="ORIGINAL DIGEST")
    files = parser.parse_args(arguments).files
    if len(files) % 2:
        parser.error("give pairs of files: ORIGINAL DIGEST [ORIGINAL DIGEST …]")
    passed = True
    for original, digest in zip(files[::2], files[1::2], strict=True):
        result = compare(original.read_text("utf-8"), digest.read_text("utf-8"))
        passed &= result.passes
        print(
            f"{digest.name}: coverage {result.coverage:.1%}, longest run {result.longest_run}"
            f" ({result.run})"
        )
        for figure in result.missing:
            print(f"  missing: {figure}")
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
