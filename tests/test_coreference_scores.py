"""The scores of coreference on the examples of the papers that define them."""

import pytest

from graphbuild.language.evaluation.scores import score_coreference, sum_scores

# Truth and responses of Luo (2005), figure 1; also the example of Bagga & Baldwin (1998).
TRUTH = [set("12345"), set("67"), set("89ABC")]
RESPONSES = {
    "a": [set("12345"), set("6789ABC")],
    "b": [set("1234589ABC"), set("67")],
    "c": [set("123456789ABC")],
    "d": [{m} for m in "123456789ABC"],
}


@pytest.mark.parametrize(
    ("response", "muc", "b3", "ceafe"),
    [("a", 0.947, 0.865, 0.733), ("b", 0.947, 0.737, 0.667), ("c", 0.900, 0.545, 0.294), ("d", 0.0, 0.400, 0.178)],
)
def test_the_table_of_luo(response: str, muc: float, b3: float, ceafe: float) -> None:
    scores = score_coreference(TRUTH, RESPONSES[response])
    assert scores.muc.f1 == pytest.approx(muc, abs=1e-3)
    assert scores.b3.f1 == pytest.approx(b3, abs=1e-3)
    assert scores.ceafe.f1 == pytest.approx(ceafe, abs=1e-3)


def test_bagga_and_baldwin_precision_and_recall() -> None:
    first, second = (score_coreference(TRUTH, RESPONSES[name]) for name in "ab")
    assert first.b3.precision == pytest.approx(16 / 21)
    assert second.b3.precision == pytest.approx(7 / 12)
    assert first.b3.recall == second.b3.recall == 1.0
    # What B³ was made for: the two responses are alike to MUC.
    assert first.muc == second.muc
    assert first.muc.precision == pytest.approx(0.9)


def test_the_same_partition_scores_one() -> None:
    scores = score_coreference(TRUTH, [set(cluster) for cluster in reversed(TRUTH)])
    assert scores.mean == 1.0


def test_mentions_of_one_side_only() -> None:
    scores = score_coreference([set("abc")], [set("abx")])
    assert scores.muc.precision == scores.muc.recall == pytest.approx(1 / 2)
    assert scores.b3.precision == pytest.approx(4 / 9)
    assert scores.ceafe.f1 == pytest.approx(2 * 2 / 6)


def test_nothing_predicted() -> None:
    scores = score_coreference(TRUTH, [])
    assert scores.mean == 0.0


def test_documents_are_added_by_counts() -> None:
    one = score_coreference([set("ab")], [set("ab")])
    none = score_coreference([set("abc")], [set("a"), set("b"), set("c")])
    assert sum_scores([one, none]).muc.recall == pytest.approx(1 / 3)
