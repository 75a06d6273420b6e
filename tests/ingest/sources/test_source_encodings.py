"""The encodings of Chinese files, with and without a byte order mark."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import DamagedError
from ingest.sources.encodings import common_characters, decode

SIMPLIFIED = "关于印发《江苏省促进中小企业发展条例》的通知，各有关单位：省级奖励30万元。\n"
TRADITIONAL = "關於印發中小企業發展條例的通知，各有關單位應當依照規定辦理，給予獎勵。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "gb18030", "utf-16-le", "utf-16-be"])
def test_simplified_text_without_mark(encoding: str) -> None:
    assert decode(SIMPLIFIED.encode(encoding)).text == SIMPLIFIED


@pytest.mark.parametrize("encoding", ["utf-8", "big5", "utf-16-le", "utf-16-be"])
def test_traditional_text_without_mark(encoding: str) -> None:
    assert decode(TRADITIONAL.encode(encoding)).text == TRADITIONAL


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_the_mark_decides_and_goes(encoding: str) -> None:
    assert decode(SIMPLIFIED.encode(encoding)).text == SIMPLIFIED


@pytest.mark.parametrize("text", ["省级奖励", "专精特新企业", "第一条 总则", "常州市人民政府文件"])
def test_short_snippets_in_gbk(text: str) -> None:
    assert decode(text.encode("gbk")).text == text


@pytest.mark.parametrize("text", ["医院通知", "校园 医药2024"])
def test_gbk_whose_bytes_happen_to_be_utf8(text: str) -> None:
    assert text.encode("gbk").decode("utf-8") != text
    assert decode(text.encode("gbk")).text == text


def test_utf16_whose_bytes_happen_to_be_ascii() -> None:
    assert "元元元区".encode("utf-16-le").isascii()
    assert decode("元元元区".encode("utf-16-le")).text == "元元元区"


@pytest.mark.parametrize(
    "text", ["Bush hid the facts", "GET", "Решение", "བོད་ཡིག", "ئۇيغۇر", "δ=0.5，Ω"]
)
def test_other_scripts_in_utf8_stay(text: str) -> None:
    assert decode(text.encode("utf-8")).text == text


@given(
    st.text(
        alphabet=sorted(common_characters() & set("的政府人条规定企业奖励万元国发展通知各市县区")),
        min_size=4,
        max_size=200,
    )
)
def test_any_common_text_in_gb18030_or_utf16_comes_back(text: str) -> None:
    assert decode(text.encode("gb18030")).text == text
    assert decode(text.encode("utf-16-le")).text == text


def test_one_bad_byte_does_not_lose_the_file() -> None:
    data = SIMPLIFIED.encode("utf-8") * 3
    decoded = decode(data[:40] + b"\xff" + data[40:])
    assert decoded.replaced >= 1
    assert "省级奖励30万元" in decoded.text


def test_text_cut_inside_a_character() -> None:
    assert decode(SIMPLIFIED.encode("utf-8")[:-3]).text.startswith(SIMPLIFIED[:-3])


def test_a_declared_byte_codec_is_not_run() -> None:
    assert decode(SIMPLIFIED.encode("gbk"), declared="zlib_codec").text == SIMPLIFIED


def test_noise_is_no_text() -> None:
    noise = bytes((index * 7919 + index * index * 31) % 256 for index in range(4000))
    with pytest.raises(DamagedError):
        decode(noise)
