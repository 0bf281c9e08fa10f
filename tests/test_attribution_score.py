"""The measure of attributions."""

from stemma.evaluation.attribution import Said, add_scores, score_attributions


def words(*numbers: int) -> frozenset[int]:
    return frozenset(numbers)


def test_contents_match_best_first_and_once() -> None:
    gold = [Said(words(1, 2, 3, 4, 5), words(0)), Said(words(10, 11), words())]
    found = [Said(words(1, 2, 3, 4), words(7)), Said(words(1, 2, 3, 4, 5), words(0, 6)), Said(words(10, 11, 12, 13, 14), words(9))]
    score, matched = score_attributions(gold, found)
    assert matched == ((0, 1),)
    assert (score.precision, score.recall, score.source_share) == (1 / 3, 1 / 2, 1.0)


def test_scores_add_up() -> None:
    one, _ = score_attributions([Said(words(1), words(0))], [Said(words(1), words(2))])
    total = add_scores([one, one])
    assert (total.gold, total.matched, total.sources) == (2, 2, 0)
    assert add_scores([]).f1 == 0.0
