"""The single signs by which one report shows that it drew on another, on small invented cases."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from invented import Paper, Said, build
from stemma.adapters.models.lexicons import load_lexicons
from stemma.records import Quote
from stemma.stages.derive.altering import Utterance, is_altered_wording
from stemma.stages.derive.candidates import candidate_pairs
from stemma.stages.derive.like_quotes import find_like_quotes
from stemma.stages.derive.quoting import quoted_words
from stemma.stages.derive.reading import TELLING, posted_spans, read_text
from stemma.stages.derive.settling import settle
from stemma.stages.derive.sharing import read_holdings
from stemma.stages.derive.translations import romanise, translated_from
from stemma.stages.derive.tree import Branch, prune, without_circles
from stemma.stages.derive.wording import read_terms
from stemma.text.shingles import keyed_words

LEXICONS = load_lexicons()
SAID = "Lock the lower sluice tonight, and do not wait for the engineer"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Translated from Norra Dagbladet. Errors are mine.", "Norra Dagbladet"),
        ("From Canal Sierra, Quillota (our translation)", "Canal Sierra"),
        ("(rendered into English from Bergbote, Austria)", "Bergbote"),
        ("Port Kuaibao, 3 May. Our translation.", "Port Kuaibao"),
        ("Translated from Norwegian by our readers", None),
        ("Translations from the Alpine local press", None),
        ("Translated by Ines K.", None),
        ("The minister of Alva said that translated novels sell well.", None),
    ],
)
def test_notes_of_translation_name_the_original(line: str, name: str | None) -> None:
    (page, *_), _ = build([Paper(name="blog", outlet="The Blog", published=None, title="A dam", said=[Said("The dam held.")])], {})
    report = replace(page.report, text=f"{line}\n{page.report.text}")
    assert [found for found, _ in translated_from(report, LEXICONS)] == ([name] if name else [])


def test_a_line_that_only_opens_with_from_needs_a_page_that_translates() -> None:
    (page, *_), _ = build([Paper(name="blog", outlet="The Blog", published=None, title="A dam", said=[Said("The dam held.")])], {})
    plain = replace(page.report, text=f"from: Glos Doliny, weekly\n{page.report.text}")
    assert translated_from(plain, LEXICONS) == ()
    translating = replace(plain, text=f"{plain.text}\nTranslated by Ola")
    assert [name for name, _ in translated_from(translating, LEXICONS)] == ["Glos Doliny"]


def test_korean_names_are_romanised_as_they_are_read() -> None:
    assert romanise("한빛").lower() == "hanbit"
    assert romanise("Norrøna").isascii()


def utterance(words: str, speaker: str | None = None, report: str = "r") -> Utterance:
    quote = Quote(
        id=f"{report}-{words[:9]}", report=report, start=0, end=len(words), text=words, speaker=speaker, speaker_text=None, cue=None
    )
    telling = {term.key: term.weight for term in read_terms(keyed_words(words), LEXICONS) if term.weight >= TELLING}
    return Utterance(quote, quoted_words(quote, LEXICONS), telling, np.zeros(0))


@pytest.mark.parametrize(
    ("one", "other", "key"),
    [
        ("two hundred and twelve crates", "212 crates", "212"),
        ("a hundred crates", "100 crates", "100"),
        ("38 thousand litres", "38,000 litres", "38000"),
        ("£59K", "£59,000", "59000"),
        ("EIGHTY EIGHT MILLION dollars", "88m dollars", "88"),
        ("3.2bn francs", "3.2 billion francs", "3200"),
        ("half a dozen goats", "six goats", "6"),
        ("twenty-two thousand five hundred sheep", "22,500 sheep", "22500"),
    ],
)
def test_a_number_is_known_however_it_is_written(one: str, other: str, key: str) -> None:
    for words in (one, other):
        assert key in {term.key for term in read_terms(keyed_words(words), LEXICONS)}


def test_numbers_beside_each_other_are_not_one() -> None:
    words = "Of three hundred, five to six thousand. 200-300 men; a multi-million loan"
    found = [term.key for term in read_terms(keyed_words(words), LEXICONS)]
    assert found == ["of", "300", "300", "5", "to", "6000", "6000", "200", "300", "man", "a", "multi", "million", "loan"]


@given(
    st.lists(st.sampled_from(["two", "hundred", "and", "a", "half", "thousand", "5", "k", "-", ",", "million", "dozen", "twenty", "goats"]))
)
def test_every_word_keeps_a_term(words: list[str]) -> None:
    read = keyed_words(" ".join(words))
    assert len(read_terms(read, LEXICONS)) == len(read)


@pytest.mark.parametrize(
    ("words", "is_changed"),
    [
        ("Lock the lower sluice whenever it suits you, and wait for the engineer", True),
        ("Lock the lower sluice tonight, and do wait for the engineer", True),
        (SAID.replace("do not wait", "do not in any case at all wait"), True),
        (SAID.replace("do not wait", "don't wait"), False),
        ("Lock the lower sluice tonight", False),
        ("Lock the lower sluice, and do not wait for the engineer", False),
        ("do not wait for the engineer, who is on his way from Tarn", False),
        (SAID, False),
        ("My grandmother kept bees on that very hillside for forty years", False),
    ],
)
def test_what_makes_a_quotation_another(words: str, is_changed: bool) -> None:
    quotes = {"r": [utterance(words)], "s": [utterance(SAID, report="s")]}
    found = find_like_quotes(quotes, [("r", "s")], {})
    assert any(pair.is_changed for pair in found if pair.ends == ("r", "s")) == is_changed


@given(st.lists(st.sampled_from("lock the sluice tonight do not wait never".split()), min_size=1, max_size=12))
def test_a_wording_is_never_altered_against_itself(words: list[str]) -> None:
    assert not is_altered_wording(tuple(words), tuple(words))
    assert not is_altered_wording(tuple(words), (*words, "again"))


def test_an_error_that_two_share_against_the_others_is_seen() -> None:
    right = [Said("The ferry from Ostrava was steered by Captain Hallvardsen on that morning, said the harbour.")]
    wrong = [Said("At the wheel of the ferry stood Captain Hallvardson, it was heard on the quay of the town.")]
    papers = [Paper(name=name, outlet=f"The {name}", published=None, title="Ferry", said=said)
              for name, said in (("a", right), ("b", right), ("c", wrong), ("d", wrong), ("e", right))]  # fmt: skip
    pages, extraction = build(papers, {})
    holdings = read_holdings([read_text(page, extraction, LEXICONS) for page in pages], extraction, LEXICONS)
    assert holdings.compare("c", "d").errors > 0
    assert holdings.compare("a", "b").errors == 0
    assert holdings.compare("a", "c").errors == 0


def test_what_is_declared_stands_in_the_tree() -> None:
    weak = Branch((0.0, 0.4), "first", "second", (), (), False)
    assert prune([weak]) == [weak]
    assert prune([weak], [("second", "third"), ("third", "first")]) == []


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=20))
def test_declarations_close_no_circle(arcs: list[tuple[str, str]]) -> None:
    kept = without_circles([arc for arc in arcs if arc[0] != arc[1]])
    order = {name: {source for report, source in kept if report == name} for name in "abcdef"}
    while any(not sources for sources in order.values()):
        done = {name for name, sources in order.items() if not sources}
        order = {name: sources - done for name, sources in order.items() if name not in done}
    assert not order


def test_in_a_large_pile_copies_and_rewrites_meet_and_strangers_do_not() -> None:
    papers = []
    for place in range(40):
        lines = [Said(f"The bakers of Vessa{place} parish burned {place + 11} loaves near Orrin{place} bridge, wrote Kettil{place} Braun.")]
        lines += [Said(f"Nobody at Orrin{place} saw hill {place * 7 + 3} smoke before Kettil{place} rang the bell of Sant{place} chapel.")]
        papers.append(Paper(name=f"p{place:02}", outlet=f"Paper {place}", published=None, title="Bread", said=lines))
    papers.append(replace(papers[7], name="x-copy", outlet="The Copy"))
    pages, extraction = build(papers, {})
    texts = [read_text(page, extraction, LEXICONS) for page in pages]
    names = [text.report.id for text in texts]
    pairs = {(names[one], names[other]) for one, other in candidate_pairs(texts)}
    assert ("p07", "x-copy") in pairs
    assert len(pairs) < len(names) * 16
    assert candidate_pairs(texts) == candidate_pairs(texts)


def test_settling_nothing_gives_nothing() -> None:
    assert settle([], [], LEXICONS) == ()


def test_a_post_that_a_page_embeds_is_its_authors_words() -> None:
    said = [
        Said("The ferry to Vessby stays in harbour this week."),
        Said("No boat before Monday and the quay is shut for everybody — Brage Rud (@bragerud)"),
    ]
    (page, *_), extraction = build([Paper(name="blog", outlet="The Blog", published=None, title="A ferry", said=said)], {})
    text = read_text(page, extraction, LEXICONS)
    assert {word.key for word, is_told in zip(text.words, text.is_told, strict=True) if is_told} >= {"ferry", "harbour"}
    assert not {"boat", "quay"} & {word.key for word, is_told in zip(text.words, text.is_told, strict=True) if is_told}
    assert [line.is_spoken for line in text.lines] == [False, True]


@given(st.text(alphabet="ab (@)—-\n", max_size=300))
def test_no_text_breaks_the_search_for_posts(text: str) -> None:
    spans = posted_spans(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)
