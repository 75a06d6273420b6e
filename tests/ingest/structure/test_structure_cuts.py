import re

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.structure.cuts import LONGEST, cut

SENTENCE = "引导中小企业专注主业、专注研发、提升品牌，走专业化、精细化、特色化、新颖化发展之路。"


def pieces(text):
    return [text[low:high] for low, high in cut(text, 0, len(text))]


def test_short_text_is_one_piece():
    assert pieces(SENTENCE * 10) == [SENTENCE * 10]


def test_long_text_is_cut_evenly_at_sentence_ends():
    parts = pieces(SENTENCE * 25)
    assert "".join(parts) == SENTENCE * 25
    assert all(part.endswith("。") for part in parts)
    lengths = [len(part) for part in parts]
    assert max(lengths) <= LONGEST
    assert max(lengths) - min(lengths) <= 2 * len(SENTENCE)


def test_nothing_is_cut_inside_titles_quotations_and_brackets():
    inner = "《关于；印发。通知》“第一。第二。第三”（责任单位：甲局。以下不再列出）"
    text = (SENTENCE * 3 + inner) * 6
    for part in pieces(text):
        for opening, closing in ("《》", "“”", "（）"):
            assert part.count(opening) == part.count(closing)


def test_one_endless_sentence_is_cut_at_commas_and_never_inside_a_figure():
    text = "，".join(f"增长{n}.5%达到1,{n:03d}.5亿元" for n in range(120)) + "。"
    parts = pieces(text)
    assert all(len(part) <= LONGEST for part in parts)
    assert all(part.endswith(("，", "。")) for part in parts)
    run = "9" * 30 + "企业"
    for part in pieces(run * 40):
        assert re.fullmatch(r"(?:企业|业)?(?:9{30}企业)*(?:9{30}企?)?", part)


@settings(max_examples=150)
@given(
    st.lists(
        st.sampled_from(
            ["企业发展", "。", "；", "，", "《", "》", "“", "”", "（", "）", "\n", "3.5%", " | "]
        ),
        max_size=600,
    )
)
def test_pieces_cover_the_text_and_keep_the_limit(tokens):
    text = "".join(tokens)
    spans = cut(text, 0, len(text))
    reached = 0
    for low, high in spans:
        assert text[reached:low].strip() == ""
        assert low < high and high - low <= LONGEST
        reached = high
    assert text[reached:].strip() == ""
