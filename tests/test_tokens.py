import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemma.language.lexicon import Lexicons
from stemma.language.tokens import SHAPES, find_words, is_closing, is_opening, plain, shape_of


def words_of(text: str, lexicons: Lexicons) -> list[str]:
    return [text[start:end] for start, end in find_words(text, lexicons)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Alva's mayor didn't go.", "Alva|'s|mayor|did|n't|go|."),
        ("The ministers’ cars can’t cannot", "The|ministers|’|cars|ca|n’t|can|not"),
        ("“We don’t know,” he said.", "“|We|do|n’t|know|,|”|he|said|."),
        ("Gen. A. Bora of the U.S. Army left at 5 p.m. today.", "Gen.|A.|Bora|of|the|U.S.|Army|left|at|5|p.m.|today|."),
        ("Minister Han Eul-rim's long-term co-founder", "Minister|Han|Eul-rim|'s|long|-|term|co-founder"),
        ("Bae Min-Woo met Jean-Marc Odet", "Bae|Min-Woo|met|Jean-Marc|Odet"),
        ("a Moon-Kim summit, U.S.-led talks, a sit-in", "a|Moon|-|Kim|summit|,|U.S.|-|led|talks|,|a|sit|-|in"),
        ("al-Farid, Win-win, Going-to", "al|-|Farid|,|Win|-|win|,|Going|-|to"),
        ("$5m, 1,200 men, 10:30, 9/11, the 1980s, 5pm, 20%", "$|5|m|,|1,200|men|,|10:30|,|9/11|,|the|1980s|,|5|pm|,|20|%"),
        ("No. 4; no.", "No.|4|;|no|."),
        ("See www.alva.example.org/a?b=1, or ask desk@alva.example.", "See|www.alva.example.org/a?b=1|,|or|ask|desk@alva.example|."),
        ("AT&T and R&D; and/or", "AT&T|and|R&D|;|and|/|or"),
        ("Wait... ''what?!''", "Wait|...|''|what|?!|''"),
        ("O'Hara of Cote d'Ivoire", "O'Hara|of|Cote|d'Ivoire"),
    ],
)
def test_words_are_cut_as_universal_dependencies_does(text: str, expected: str, lexicons: Lexicons) -> None:
    assert words_of(text, lexicons) == expected.split("|")


@given(text=st.text(alphabet=st.sampled_from("aAbé'’\"“”-–.…,@#/&1% \n\t\u00a0한中"), max_size=60) | st.text(max_size=60))
def test_words_tile_every_text(text: str, lexicons: Lexicons) -> None:
    words = find_words(text, lexicons)
    assert all(start < end for start, end in words)
    assert all(left[1] <= right[0] for left, right in itertools.pairwise(words))
    covered = {position for start, end in words for position in range(start, end)}
    assert {position for position, character in enumerate(text) if not character.isspace()} == covered


@given(st.text(min_size=1, max_size=12), st.booleans())
def test_every_word_has_a_shape(word: str, is_spaced: bool) -> None:
    assert 0 <= shape_of(word, is_spaced) < SHAPES


def test_shapes_tell_spellings_apart() -> None:
    spelled = [shape_of(word, False) for word in ("port", "Alva", "NATO", "McAda", "1980s", "!", "“", "”")]
    assert spelled == list(range(8))
    assert shape_of("port", True) == 8


def test_a_hostile_line_is_cut_in_linear_time(lexicons: Lexicons) -> None:
    for line in ("a" * 3_000_000, "a-" * 1_000_000, "'" * 3_000_000, ("x.y@" * 49 + " ") * 2_000):
        assert find_words(line, lexicons)[-1][1] == len(line.rstrip())


def test_both_kinds_of_quotation_marks_look_up_alike() -> None:
    assert plain("don’t") == plain("don't")


def test_closing_marks_are_told_from_opening_ones() -> None:
    text = 'He said "go now" and (then) left.'
    assert [is_closing(text, place, place + 1) for place in (8, 15, 21, 26)] == [False, True, False, True]
    assert [is_opening(text, place, place + 1) for place in (8, 15, 21, 26)] == [True, False, True, False]
    assert is_closing("done.”", 5, 6)
    assert is_opening("“Done.”", 0, 1)
