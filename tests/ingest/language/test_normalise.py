from hypothesis import given
from hypothesis import strategies as st

from ingest.figures.dates import find_dates
from ingest.language.normalise import blanked, fold, squash, squash_with_offsets


@given(st.text())
def test_folding_keeps_length_and_is_idempotent(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded


def test_every_code_point_folds_to_a_fixed_point() -> None:
    everything = "".join(chr(code) for code in range(0x30000) if not 0xD800 <= code < 0xE000)
    assert fold(fold(everything)) == fold(everything)


def test_copies_of_one_document_number_fold_alike() -> None:
    copies = ["常工信复〔2021〕第29号", "常工信复［2021］第29号", "常工信复（2021）第２９号"]
    assert len({fold(copy) for copy in copies}) == 1


def test_ranges_written_with_any_dash_fold_alike() -> None:
    assert len({fold(f"1000{dash}2000万元") for dash in "-—–－−─"}) == 1


def test_circled_and_raised_digits_are_not_read_as_digits() -> None:
    assert fold("①20m²") == "①20m²"


@given(st.text(alphabet=st.sampled_from("共 99\u3000家\n企\t业\xa0")))
def test_squashed_characters_stand_at_their_offsets(text: str) -> None:
    squashed, offsets = squash_with_offsets(text)
    assert squashed == squash(text)
    assert "".join(text[at] for at in offsets) == squashed


def test_blanks_keep_the_length_and_what_stands_around() -> None:
    assert blanked("到2025年要多少家？", find_dates("到2025年要多少家？")) == "到     要多少家？"
