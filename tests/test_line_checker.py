"""The checker of lines: it lets pass what the cited words say, and refuses lies that we planted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invented import Paper, Said, build
from stemma.adapters.models.lexicons import load_lexicons
from stemma.records import Citation
from stemma.stages.brief.checker import find_unfounded

SAYS = (
    "The Coastguard did not close the port of Alva on 4 March, Jonas Kell said.",
    "Three sailors were killed and 31 passengers were hurt, and Mara Lindholm accused Jonas Kell of haste.",
    "The mole may have cracked after the ferry Brenna hit it at 21:40 on 3 March.",
    "Divers found the wheelhouse log of the Brenna.",
)
REPORT = Paper("herald", "The Herald", "2026-03-05", "Fog at Alva", tuple(map(Said, SAYS)))
PAGES, _ = build([REPORT], {"Alva": "place", "Mara Lindholm": "person", "Jonas Kell": "person"})
TEXT = PAGES[0].report.text


def check(text: str, *cited: str) -> tuple[str, ...]:
    spans = [(TEXT.index(words), TEXT.index(words) + len(words)) for words in (cited or SAYS)]
    citations = [Citation(report="herald", start=start, end=end) for start, end in spans]
    return find_unfounded(text, citations, {"herald": PAGES[0]}, lexicons=load_lexicons())


@pytest.mark.parametrize("says", SAYS)
def test_the_words_of_a_page_hold(says: str) -> None:
    assert check(says, says) == ()


@pytest.mark.parametrize(
    ("line", "cited"),
    [
        ("Three sailors were killed.", SAYS[1]),
        ("31 passengers were hurt.", SAYS[1]),
        ("The mole may have cracked at 21:40 on 3 March.", SAYS[2]),
    ],
)
def test_words_may_be_left_out(line: str, cited: str) -> None:
    assert check(line, cited) == ()


def test_names_in_brackets_sources_and_sides_are_each_from_one_citation() -> None:
    assert check("[Mara Lindholm] found the wheelhouse log of the Brenna.", "Mara Lindholm", SAYS[3]) == ()
    assert check(f"{SAYS[3].rstrip('.')} — Jonas Kell", SAYS[3], "Jonas Kell") == ()
    assert check(f"{SAYS[0]} ↔ {SAYS[3]}", SAYS[0], SAYS[3]) == ()


LIES = [
    ("another name", "Mara Lindholm did not close the port of Alva on 4 March, Jonas Kell said.", SAYS[0], "word"),
    ("a name made of two", "Three sailors were killed, and Jonas Lindholm accused Mara Kell of haste.", SAYS[1], "name"),
    ("who did it to whom", "Jonas Kell accused Mara Lindholm of haste.", SAYS[1], "order"),
    ("another number", "The Coastguard did not close the port of Alva on 5 March, Jonas Kell said.", SAYS[0], "number"),
    ("counts exchanged", "31 sailors were killed and three passengers were hurt.", SAYS[1], "order"),
    ("another hour", "The ferry Brenna hit it at 22:40 on 3 March.", SAYS[2], "number"),
    ("another month", "The ferry Brenna hit it at 21:40 on 3 April.", SAYS[2], "word"),
    ("no denial", "The Coastguard did close the port of Alva on 4 March, Jonas Kell said.", SAYS[0], "polarity"),
    ("surer than told", "The mole have cracked after the ferry Brenna hit it.", SAYS[2], "certainty"),
    ("less sure than told", "Perhaps the divers found the log.", SAYS[3], "word"),
    ("two citations run together", "Divers found Jonas Kell.", "", "order"),
    ("an invented word", "Divers stole the wheelhouse log of the Brenna.", SAYS[3], "word"),
]


@pytest.mark.parametrize(("lie", "line", "cited", "kind"), LIES, ids=[lie[0] for lie in LIES])
def test_planted_lies_are_refused(lie: str, line: str, cited: str, kind: str) -> None:
    found = check(line, cited) if cited else check(line)
    assert any(one.startswith(kind) for one in found), f"{lie}: {found}"


@given(st.lists(st.sampled_from(" ".join(SAYS).split()), min_size=1, max_size=12), st.text(max_size=40))
def test_any_text_is_answered_and_a_line_of_no_citation_never_holds(words: list[str], other: str) -> None:
    line = " ".join(words)
    assert find_unfounded(line, [], {}, lexicons=load_lexicons()) or not any(letter.isalnum() for letter in line)
    find_unfounded(other, [Citation(report="herald", start=0, end=9)], {"herald": PAGES[0]}, lexicons=load_lexicons())
