from collections import Counter

from ingest.embedding.train.asking import Repetition, factors, grams


def test_terms_are_characters_and_bigrams_of_han_runs() -> None:
    assert grams("免税, A1") == {"免", "税", "免税"}


def test_what_passages_repeat_gets_a_higher_factor() -> None:
    counts = Repetition(Counter(), Counter())
    pairs = [("咋免税", "免税范围"), ("咋退税", "退税期限"), ("咋报税", "纳税申报")] * 5
    counts.add(pairs, 1.0)
    learned = factors(counts, Counter({"税": 20, "咋": 1}), 100)
    assert learned["咋"] < 0.8 < 1.0 < learned["税"]


def test_a_bigram_seen_once_is_left_to_its_characters() -> None:
    counts = Repetition(Counter(), Counter())
    counts.add([("免税", "免税范围")], 1.0)
    assert "免税" not in factors(counts, Counter(), 10)
