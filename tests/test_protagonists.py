"""Rare names that many reports of a story have bring a page of other words to it; names that it does not know keep one away."""

from collections.abc import Sequence
from dataclasses import replace
from math import log

import pytest

from invented import Paper, Said, build
from stemma.adapters.models.lexicons import load_lexicons
from stemma.records import Date
from stemma.stages.cluster.belonging import gather_evidence
from stemma.stages.cluster.details import Profile, read_profile
from stemma.stages.cluster.protagonists import rare_protagonists, strangers

FERRY = [
    Paper("ferry-a", None, "2026-09-15", "Ferry aground off Skarnavik", [
        Said("The ferry Torhildur ran aground off Skarnavik on Monday with ninety people, skipper Eydis Brannmark said."),
    ]),
    Paper("ferry-b", None, "2026-09-15", "Ninety taken off a ferry", [
        Said("Lifeboats from Skarnavik took ninety people off the Torhildur, and Eydis Brannmark was the last to leave her."),
    ]),
    Paper("ferry-c", None, "2026-09-16", "Who steered the Torhildur?", [
        Said("The inquiry in Skarnavik will hear Eydis Brannmark on Friday, and a spokesman for Germany said that it sends a diver."),
    ]),
]  # fmt: skip
COLUMN = Paper("column", None, None, "On being last", [
    Said("My aunt, who sold herring all her life, liked to leave a room last; so did, we read, Eydis Brannmark of Skarnavik."),
])  # fmt: skip
CHOIR = Paper("choir", None, None, "A choir in Germany", [
    Said("Under Ulvhild Morkeberg the Lyngdalur choir sang in Germany, and Morkeberg wept."),
])  # fmt: skip


def profiles(papers: Sequence[Paper]) -> list[Profile]:
    return [read_profile(page, load_lexicons()) for page in build(papers, {})[0]]


def test_rare_names_count_and_common_ones_do_not() -> None:
    *story, column, choir = profiles([*FERRY, COLUMN, CHOIR])
    assert rare_protagonists([column], story, is_foreign=False) == pytest.approx(log(1 + 3))
    assert rare_protagonists([choir], story, is_foreign=False) == 0.0


def test_names_that_the_story_has_never_heard_of_count_where_a_page_opens_with_them() -> None:
    *story, column, choir = profiles([*FERRY, COLUMN, CHOIR])
    assert strangers([column], story) == 0.0
    assert strangers([choir], story) > 0.5


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("W Skarnaviku nikt nie spał, gdy Torhildura weszła na skały.", 2),
        ("V Skarnavike nikto ne spal, poka Torkhildur stoyal na kamnyakh.", 2),
        ("W Skarnowie nikt nie spał.", 0),
    ],
)
def test_a_name_inflected_in_another_language_is_the_storys(said: str, names: int) -> None:
    *story, abroad = profiles([*FERRY, Paper("abroad", None, None, "Prom", [Said(said)])])
    assert rare_protagonists([abroad], story, is_foreign=True) == pytest.approx(log(1 + names))


@pytest.mark.parametrize(
    ("said", "language", "names"),
    [("ஸ்கர்னவிக் கரையில் தோர்ஹில்டுர் நின்றது.", "ta", 2), ("स्कार्नाविक में सब जागे।", "hi", 1), ("கரையில் நின்றது.", "ta", 0)],
)
def test_a_name_whose_vowels_are_signs_or_unwritten_is_known_by_its_consonants(said: str, language: str, names: int) -> None:
    *story, abroad = build([*FERRY, Paper("abroad", None, None, "-", [Said(said)])], {})[0]
    told = read_profile(replace(abroad, report=replace(abroad.report, language=language)), load_lexicons())
    others = [read_profile(page, load_lexicons()) for page in story]
    assert rare_protagonists([told], others, is_foreign=True) == pytest.approx(log(1 + names))


def test_a_year_that_a_page_only_mentions_does_not_set_it_apart() -> None:
    *story, column = build([*FERRY, COLUMN], {})[0]
    ahead = Date(edtf="2031/..", precision="interval", start=0, end=4, rule="mentions")
    dated = replace(column, report=replace(column.report, published=ahead))
    known = [read_profile(page, load_lexicons()) for page in (*story, dated)]
    assert gather_evidence((3,), (0, 1, 2), known, {}, load_lexicons())["far_time"] == 0.0
