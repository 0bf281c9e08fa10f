"""Small grammars over items: how elements match, and which rule wins."""

from hypothesis import given
from hypothesis import strategies as st

from stemma.language.patterns import Build, Grammar, Item, Match, Rule, Tags


def _items(text: str) -> list[Item]:
    """Words between blanks; a word before which "_" stands is glued; capitals are tags of themselves."""
    items = []
    for place, word in enumerate(text.split()):
        plain = word.removeprefix("_")
        tags = {plain: place} if plain.isupper() else {}
        items.append(Item(place * 10, place * 10 + 5, plain.lower(), tags, word.startswith("_")))
    return items


def _mark(name: str) -> Build:
    return lambda match: {name: len(match.items)}


def _reduced(pattern: str, text: str) -> list[tuple[int, int]]:
    grammar = Grammar([Rule("rule", pattern, _mark("HIT"))])
    return [(item.start // 10, item.end // 10) for item in grammar.reduce(_items(text)) if "HIT" in item.tags]


def test_matches_words_tags_alternatives_and_optional_elements() -> None:
    assert _reduced("MONTH of? YEAR", "x MONTH YEAR MONTH of YEAR MONTH") == [(1, 2), (3, 5)]
    assert _reduced("from|since YEAR", "since YEAR from YEAR by YEAR") == [(0, 1), (2, 3)]


def test_glued_elements_stand_without_a_blank() -> None:
    assert _reduced("YEAR _- _YEAR", "YEAR _- _YEAR YEAR - YEAR") == [(0, 2)]


def test_context_is_needed_and_left_out() -> None:
    assert _reduced("(in) YEAR (!people)", "in YEAR people in YEAR x YEAR") == [(4, 4)]


def test_a_forbidden_neighbour_may_be_missing_altogether() -> None:
    assert _reduced("(!in) YEAR (!people)", "YEAR") == [(0, 0)]


def test_brackets_may_be_words() -> None:
    assert _reduced("DAY ( DAY )", "DAY ( DAY )") == [(0, 3)]


def test_the_longest_match_wins_then_the_earlier_rule_then_the_next_that_accepts() -> None:
    def refuse(_: Match) -> Tags | None:
        return None

    rules = [
        Rule("long", "a b c", refuse),
        Rule("short", "a", _mark("SHORT")),
        Rule("first", "a b", _mark("FIRST")),
        Rule("second", "a b", _mark("SECOND")),
    ]
    reduced = Grammar(rules).reduce(_items("a b c"))
    assert [dict(item.tags) for item in reduced] == [{"FIRST": 2}, {}]


@given(st.lists(st.sampled_from(["MONTH", "YEAR", "of", "_-", "in", "people"]), max_size=30))
def test_a_pass_keeps_order_and_loses_nothing(words: list[str]) -> None:
    items = _items(" ".join(words))
    rules = [Rule("a", "(in) MONTH of? YEAR?", _mark("A")), Rule("b", "YEAR _-? YEAR?", _mark("B"))]
    reduced = Grammar(rules).reduce(items)
    assert [item.start for item in reduced] == sorted({item.start for item in reduced})
    covered = sum(next(iter(item.tags.values())) if {"A", "B"} & item.tags.keys() else 1 for item in reduced)
    assert covered == len(items)
