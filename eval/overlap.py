"""Overlap of a predicted and a gold span: exact match and F1 as CMRC 2018 scores them, ROUGE-L.

CMRC 2018 (Y. Cui et al., A Span-Extraction Dataset for Chinese Machine Reading Comprehension,
EMNLP 2019): text is lower-cased, the scorer's punctuation is dropped, Han characters are tokens of
their own and the rest goes word by word; F1 is over the longest common *substring* of tokens; of
several gold answers the best counts. ROUGE-L (C.-Y. Lin, 2004) is over the longest common
*subsequence* of characters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

# The scorer's own list: ASCII stops and commas are not in it, and its “……” is two characters
# long, so that a single … is never dropped either.
_PUNCTUATION = re.compile(r"[-:_*^/\\~`+=，。：？！“”；’《》·、「」（）－～『』]")
# Words as the tokeniser of the scorer (NLTK) parts them: decimals, thousands and host names stay
# whole, other ASCII punctuation stands alone.
_TOKEN = re.compile(r"[\u4e00-\u9fa5]|[^\W\u4e00-\u9fa5]+(?:\.[^\W\u4e00-\u9fa5]+|,\d+)*|[^\w\s]")


def tokens(text: str) -> list[str]:
    """Tokens of the scorer; dropped punctuation parts no words (covid-19 is covid19)."""
    return _TOKEN.findall(_bare(text))


def exact_match(predicted: str, answers: Sequence[str]) -> float:
    """1.0 where the prediction equals an answer but for case and the scorer's punctuation."""
    return float(any(_bare(predicted) == _bare(answer) for answer in answers))


def f1(predicted: str, answers: Sequence[str]) -> float:
    """Best F1 over the answers, 0 to 1; 0 of no answers."""
    return max((_f1(tokens(predicted), tokens(answer)) for answer in answers), default=0.0)


def rouge_l(predicted: str, answers: Sequence[str]) -> float:
    """Best balanced F-measure (beta 1) of the longest common subsequence of characters."""
    bare = _bare(predicted)
    return max((_rouge_l(bare, _bare(answer)) for answer in answers), default=0.0)


def _bare(text: str) -> str:
    return _PUNCTUATION.sub("", text.lower().strip())


def _f1(predicted: Sequence[str], gold: Sequence[str]) -> float:
    common = longest_common_substring(predicted, gold)
    return _harmonic(common, len(predicted), len(gold))


def _rouge_l(predicted: str, gold: str) -> float:
    common = longest_common_subsequence(predicted, gold)
    return _harmonic(common, len(predicted), len(gold))


def _harmonic(common: int, predicted: int, gold: int) -> float:
    """2PR / (P + R) with P = common / predicted and R = common / gold."""
    return 2 * common / (predicted + gold) if common else 0.0


def longest_common_substring(first: Sequence[str], second: Sequence[str]) -> int:
    """Length of the longest run of tokens that stands in both (`find_lcs` of the scorer)."""
    best = 0
    above = [0] * (len(second) + 1)
    for token in first:
        row = [0] * (len(second) + 1)
        for at, other in enumerate(second, 1):
            if token == other:
                row[at] = above[at - 1] + 1
                best = max(best, row[at])
        above = row
    return best


def longest_common_subsequence(first: Sequence[str], second: Sequence[str]) -> int:
    """Length of the longest sequence of tokens that stands in both in the same order."""
    above = [0] * (len(second) + 1)
    for token in first:
        row = [0] * (len(second) + 1)
        for at, other in enumerate(second, 1):
            row[at] = above[at - 1] + 1 if token == other else max(above[at], row[at - 1])
        above = row
    return above[-1]
