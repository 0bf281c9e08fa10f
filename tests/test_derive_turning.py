"""From which report a changed quotation was taken."""

from dataclasses import replace
from typing import Any

import pytest

from invented import Paper, Said, build
from stemma.adapters.models.lexicons import load_lexicons
from stemma.config import DeriveConfig
from stemma.records import Derivation, EntityType, Quote
from stemma.stages.derive import derive, turning
from stemma.stages.derive.altering import is_altered_wording, read_utterances
from stemma.stages.derive.derivations import weigh_quotations
from stemma.stages.derive.leaving_out import is_cut_unmarked
from stemma.stages.derive.quoting import quoted_words
from stemma.stages.derive.reading import read_text, split_extraction
from stemma.stages.derive.turning import WEIGHTS, Turn, weigh_turns

LEXICONS = load_lexicons()
WORDS = "We counted the barrels on the quay at dawn and we counted them again at dusk"
CHANGED = "We counted the barrels on the quay at dawn and we forgot them again at dusk"
NAMES: dict[str, EntityType] = {"Orsolya Bende": "person", "Tamsin Roke": "person"}
PLAIN = [
    "The barrels stood on the quay of Varnhold for nineteen days before the inspector came.",
    "Each held 160 litres of lamp oil, and 34 of the 212 were found to leak.",
    "The harbour of Varnhold has been closed to tankers since the leak was seen.",
]
RETOLD = [
    "At Varnhold the barrels waited nineteen days on the quay until an inspector looked.",
    "Of the 212 there, 34 leaked their lamp oil; each holds 160 litres.",
    "No tanker has come into Varnhold harbour since.",
]


def paper(name: str, lines: list[str], words: str | None, day: int, speaker: str = "Orsolya Bende") -> Paper:
    said = [Said(line) for line in lines]
    said += [Said(f'"{words}," said {speaker} of the coast guard.', quote=(speaker, words))] if words else []
    return Paper(name=name, outlet=f"The {name}", published=f"2026-03-{day:02}T08:00+00:00", title="Barrels at Varnhold", said=said)


def drawn(*papers: Paper) -> dict[str, list[Derivation]]:
    pages, extraction = build(papers, NAMES)
    found: dict[str, list[Derivation]] = {}
    for one in derive(pages, extraction, config=DeriveConfig(), lexicons=LEXICONS).records:
        found.setdefault(one.report, []).append(one)
    return found


def test_a_changed_quotation_stands_beside_its_source() -> None:
    found = drawn(paper("beacon", PLAIN, WORDS, 3), paper("crier", [*PLAIN[:2], *RETOLD[2:]], CHANGED, 4))
    (edge,) = found["crier"]
    assert edge.source == "beacon"
    assert len(edge.altered_quotes) == 1


def test_a_changed_quotation_shows_a_source_that_nothing_else_shows() -> None:
    found = drawn(
        paper("beacon", PLAIN, WORDS, 3),
        paper("crier", RETOLD, CHANGED, 4),
        paper("other", ["Snow fell on the hills of Ostrava, and the schools of the county stayed shut."], None, 4),
    )
    (edge,) = found["crier"]
    assert (edge.source, edge.kind) == ("beacon", "rewrites")
    assert len(edge.altered_quotes) == 1


@pytest.mark.parametrize(("own_count", "is_shown"), [(1, True), (2, False)])
def test_who_has_more_quotations_of_its_own_heard_the_speaker_too(own_count: int, is_shown: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    def weigh_alike(*ground: Any) -> list[Turn]:
        return [turn._replace(chance=0.4) if turn.ends == ("crier", "beacon") else turn for turn in weigh_turns(*ground)]

    monkeypatch.setattr(turning, "weigh_turns", weigh_alike)
    own = ["The cleaning will take us until the first snow and perhaps longer", "Nobody has told my office who will pay for any of it"]
    crier = paper("crier", ["Tired faces at Varnhold."], CHANGED, 4)
    said = [Said(f'"{words}," said Orsolya Bende of the coast guard.', quote=("Orsolya Bende", words)) for words in own[:own_count]]
    found = drawn(paper("beacon", PLAIN, WORDS, 3), replace(crier, said=[*crier.said, *said]))
    assert [one.source for one in found.get("crier", ())] == (["beacon"] if is_shown else [])


OWN = [
    "The cleaning will take us until the first snow and perhaps longer",
    "Nobody has told my office who will pay for any of it",
    "Rain would be worse than frost, since oil floats into every cellar",
]
BESIDES = "From dusk until dawn my people did little else than stare at barrels and wonder who had counted so badly"


@pytest.mark.parametrize(
    ("words", "speaker", "own_count", "is_told"),
    [
        (CHANGED, "Orsolya Bende", 3, True),
        (BESIDES, "Orsolya Bende", 1, True),
        (BESIDES, "Orsolya Bende", 2, False),
        (WORDS, "Tamsin Roke", 2, True),
        (WORDS, "Tamsin Roke", 3, False),
    ],
)
def test_who_drew_on_a_report_and_has_many_quotations_more_heard_some_of_them(
    words: str, speaker: str, own_count: int, is_told: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def weigh_alike(*ground: Any) -> list[Turn]:
        likely = {("crier", words): 0.9}
        return [turn._replace(chance=likely.get((turn.ends[0], turn.quote.quote.text), 0.1)) for turn in weigh_turns(*ground)]

    monkeypatch.setattr(turning, "weigh_turns", weigh_alike)
    crier = paper("crier", PLAIN, words, 4, speaker)
    said = [Said(f'"{line}," said Orsolya Bende of the coast guard.', quote=("Orsolya Bende", line)) for line in OWN[:own_count]]
    pairs = turned(paper("beacon", PLAIN, WORDS, 3), replace(crier, said=[*crier.said, *said]))
    assert [(quote.text, original.text) for quote, original in pairs] == ([(words, WORDS)] if is_told else [])


@pytest.mark.parametrize(("chance", "is_shown"), [(0.27, False), (0.31, True)])
def test_a_quotation_alone_shows_no_less_than_anything_else(chance: float, is_shown: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    def weigh_alike(*ground: Any) -> list[Turn]:
        return [turn._replace(chance=chance) for turn in weigh_turns(*ground) if turn.ends == ("crier", "beacon")]

    monkeypatch.setattr(turning, "weigh_turns", weigh_alike)
    crier = paper("crier", ["Tired faces at Varnhold."], CHANGED, 4)
    assert ("crier" in drawn(paper("beacon", PLAIN, WORDS, 3), crier)) is is_shown


def test_a_word_written_in_two_pieces_is_no_change() -> None:
    words = tuple("we need to see more co operation from every ship and harbour on this coast and nobody wants to be the next one".split())
    cut = tuple("we need to see more cooperation from every ship and harbour on this coast".split())
    assert not is_altered_wording(cut, words)
    assert not is_altered_wording(words, cut)
    assert is_altered_wording(tuple("no" if word == "more" else word for word in cut), words)


def test_a_quotation_kept_by_a_source_was_not_changed_there() -> None:
    last = replace(paper("last", PLAIN, CHANGED, 5), wire="The middle")
    found = drawn(paper("beacon", PLAIN, WORDS, 3), paper("middle", PLAIN, CHANGED, 4), last)
    changed = {(one.report, one.source) for edges in found.values() for one in edges if one.altered_quotes}
    assert changed == {("middle", "beacon")}


def test_nobody_takes_a_quotation_from_who_took_it_from_them() -> None:
    found = drawn(paper("beacon", RETOLD, WORDS, 3), paper("crier", PLAIN, CHANGED, 3))
    changed = [(one.report, one.source) for edges in found.values() for one in edges if one.altered_quotes]
    assert len(changed) <= 1


def test_other_words_of_one_speech_are_no_change() -> None:
    other = "My grandmother kept bees on the far side of that hill for forty years"
    found = drawn(paper("beacon", PLAIN, WORDS, 3), paper("crier", PLAIN, other, 4))
    assert not any(one.altered_quotes for edges in found.values() for one in edges)


def test_every_pair_is_weighed_by_the_named_features() -> None:
    pages, extraction = build([paper("beacon", PLAIN, WORDS, 3), paper("crier", RETOLD, CHANGED, 4)], NAMES)
    turns = weigh_quotations(pages, extraction, LEXICONS)
    assert turns
    assert all(turn.features.keys() == WEIGHTS.keys() and 0 < turn.chance < 1 for turn in turns)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It ’ s not the barrels, it isn ’ t us", "It's not the barrels, it isn't us"),
        ("I trust [Bende], she counted them", "I trust she counted them"),
        ("The keeper (Tamsin Roke) counted them", "The keeper counted them"),
        ("I didn't count them, they're hers, it's late", "I did not count them, they are hers, it is late"),
        ("We can’t and we won’t", "We cannot and we will not"),
        ("Alva has banked with us for ninety-four years, forty per cent of it", "Alva has banked with us for 94 years, 40% of it"),
    ],
)
def test_how_a_page_prints_a_quotation_is_no_change(one: str, other: str) -> None:
    words = [
        quoted_words(Quote(id="q", report="r", start=0, end=9, text=text, speaker=None, speaker_text=None, cue=None), LEXICONS)
        for text in (one, other)
    ]
    assert words[0] == words[1]


def turned(*papers: Paper) -> list[tuple[Quote, Quote]]:
    """The changed quotations of a story, each with what it was made from."""
    pages, extraction = build(papers, NAMES)
    quotes = {quote.id: quote for quote in extraction.quotes}
    records = derive(pages, extraction, config=DeriveConfig(), lexicons=LEXICONS).records
    return [(quotes[one.quote], quotes[one.source_quote]) for record in records for one in record.altered_quotes]


def test_no_wording_is_made_from_one_that_was_made_from_it() -> None:
    told = (("beacon", PLAIN, WORDS), ("crier", RETOLD, CHANGED), ("dial", RETOLD, WORDS), ("eagle", PLAIN, CHANGED))
    pairs = {(quote.text.rstrip(","), original.text.rstrip(",")) for quote, original in turned(*(paper(*one, 3) for one in told))}
    assert pairs
    assert not pairs & {(original, quote) for quote, original in pairs}


def test_of_a_quotation_given_twice_the_first_counts() -> None:
    source = paper("beacon", PLAIN, WORDS, 3)
    again = Said(f'"{WORDS}," Orsolya Bende said once more, before she went in.', quote=("Orsolya Bende", WORDS))
    pairs = turned(replace(source, said=[*source.said, again]), paper("crier", [*PLAIN[:2], *RETOLD[2:]], CHANGED, 4))
    assert len(pairs) == 1
    assert pairs[0][1].start < sum(len(said.text) + 2 for said in source.said)


def test_who_has_what_a_copy_added_drew_on_the_copy() -> None:
    own = ["Fishermen at Varnhold tied up the cutter Sildora and the barge Mortenson in protest, 47 of them, on Thursday night.",
           "Their chairman Aurel Pintak wants 3,900 crowns a day from the oil firm Brackwell until the harbour is open."]  # fmt: skip
    retold = ["In protest 47 fishermen tied up the barge Mortenson and the cutter Sildora at Varnhold on Thursday night.",
              "Aurel Pintak, their chairman, asks the oil firm Brackwell for 3,900 crowns a day until the harbour opens."]  # fmt: skip
    wire = paper("beacon", PLAIN, WORDS, 3)
    copy = replace(paper("middle", [*PLAIN, *own], WORDS, 4), wire="The beacon")
    found = drawn(wire, copy, paper("crier", [*RETOLD, *retold], CHANGED, 4))
    assert [edge.source for edge in found["crier"]] == ["middle"]


MORE = "They never did count on Sundays. If the tide allows, we shall count them all again. We cannot say the tide took them"


@pytest.mark.parametrize(
    ("said", "is_altered"),
    [
        ("We counted the barrels", True),
        ("the barrels on the quay at dawn", False),
        ("We counted the barrels on the quay at dawn", False),
        ("We counted the barrels … and we counted them again at dusk", False),
        ("We counted the barrels and we counted them again at dusk", True),
        ("We counted barrels on the quay at dawn and we counted them again at dusk", False),
        ("We counted the barrels on the quay at dawn counted them again at dusk", True),
        ("The tide took them", True),
        ("They never did count on Sundays", False),
        ("We shall count them all again", True),
        ("we shall count them all again", False),
    ],
)
def test_what_is_left_out_of_a_sentence_unmarked_changes_it(said: str, is_altered: bool) -> None:
    pages, extraction = build(
        [
            paper("beacon", PLAIN, f"{WORDS}. {MORE}", 3),
            paper("crier", RETOLD, said, 4),
        ],
        NAMES,
    )
    split = split_extraction(extraction, [page.report.id for page in pages])
    texts = [read_text(page, split[page.report.id], LEXICONS) for page in pages]
    found = read_utterances(texts, extraction, LEXICONS)
    assert is_cut_unmarked(found["crier"][0], found["beacon"][0]) is is_altered


def test_who_has_a_wording_that_is_liker_is_weighed_against_the_others() -> None:
    nearer = WORDS.replace("counted them", "lost them")
    pages, extraction = build(
        [paper("beacon", PLAIN, WORDS, 3), paper("dial", RETOLD, nearer, 3), paper("crier", RETOLD, CHANGED, 4)], NAMES
    )
    weighed = {
        turn.original.quote.report: turn for turn in weigh_quotations(pages, extraction, LEXICONS) if turn.quote.quote.report == "crier"
    }
    likeness = {report: turn.quote.compare(turn.original).total for report, turn in weighed.items()}
    apart = abs(likeness["beacon"] - likeness["dial"])
    further, liker = sorted(weighed, key=lambda report: likeness[report])
    assert weighed[liker].features["liker_elsewhere"] == 0.0
    assert weighed[further].features["liker_elsewhere"] == pytest.approx(apart)


@pytest.mark.parametrize("names", [("alder", "beacon"), ("beacon", "alder")])
def test_of_two_in_open_order_the_one_that_shortened_a_quotation_is_the_one_that_drew(names: tuple[str, str]) -> None:
    one, other = paper(names[0], PLAIN, CHANGED, 3), paper(names[1], PLAIN[1:], f"{WORDS}, and then the wind took three of them", 3)
    found = drawn(replace(one, published=None), replace(other, published=None))
    ((edge,),) = found.values()
    assert (edge.report, edge.source, edge.direction) == (*names, None)
    assert len(edge.altered_quotes) == 1
    assert edge.source_name == f"The {names[1]}"


APART = ["Snow fell on the hills of Ostrava, and the schools of the county stayed shut."]


def weighed_apart(line: str, *more: Paper) -> set[tuple[str, str]]:
    """The pairs of reports whose quotations are weighed against each other, where nothing but these joins the first two."""
    papers = [paper("beacon", PLAIN, WORDS, 3), paper("crier", [line, *APART], CHANGED, 4), *more]
    return {turn.ends for turn in weigh_quotations(*build(papers, NAMES), LEXICONS)}


def test_the_wording_of_a_declared_translation_is_its_own() -> None:
    assert ("crier", "beacon") in weighed_apart("Radio Skarvik told of it on Tuesday night.")
    assert ("crier", "beacon") not in weighed_apart("Radio Skarvik / translated by A. Brandt")


def test_a_quotation_that_a_third_report_has_as_it_stands_is_no_strangers_changed() -> None:
    line = "Radio Skarvik told of it on Tuesday night."
    assert ("crier", "beacon") in weighed_apart(line, paper("dial", ["The mill at Tarnholm is for sale again."], None, 3))
    assert ("crier", "beacon") not in weighed_apart(line, paper("dial", ["The mill at Tarnholm is for sale again."], CHANGED, 3))


def weighed_against(*papers: Paper) -> dict[str, Turn]:
    """What the crier's quotation may have been made from, by report."""
    return {turn.ends[1]: turn for turn in weigh_quotations(*build(papers, NAMES), LEXICONS) if turn.ends[0] == "crier"}


def test_a_quotation_that_two_have_is_led_to_the_one_that_its_report_draws_on() -> None:
    crier = replace(paper("crier", [*PLAIN[:2], *RETOLD[2:]], CHANGED, 4), wire="The beacon")
    weighed = weighed_against(paper("alder", APART, WORDS, 3), paper("beacon", PLAIN, WORDS, 3), crier)
    assert (weighed["beacon"].features["drawn"], weighed["beacon"].features["drawn_elsewhere"]) == (1.0, 0.0)
    assert (weighed["alder"].features["drawn"], weighed["alder"].features["drawn_elsewhere"]) == (0.0, 1.0)
    assert weighed["alder"].chance < weighed_against(paper("alder", APART, WORDS, 3), crier)["alder"].chance


def test_one_house_asks_the_same_people_again() -> None:
    crier = paper("crier", RETOLD, CHANGED, 4)
    apart = weighed_against(paper("beacon", PLAIN, WORDS, 3), crier)["beacon"]
    together = weighed_against(paper("beacon", PLAIN, WORDS, 3), replace(crier, outlet="The beacon"))["beacon"]
    assert (apart.features["one_house"], together.features["one_house"]) == (0.0, 1.0)
    assert WEIGHTS["one_house"] < 0


@pytest.mark.parametrize(("day", "is_earlier"), [(2, 1.0), (3, 0.0), (4, 0.0)])
def test_who_looks_earlier_changed_nothing_of_the_others(day: int, is_earlier: float) -> None:
    beacon = replace(paper("beacon", PLAIN, WORDS, 3), published="2026-03-03")
    crier = replace(paper("crier", APART, CHANGED, day), published=f"2026-03-{day:02}")
    assert weighed_against(beacon, crier)["beacon"].features["earlier"] == is_earlier
    assert WEIGHTS["earlier"] < 0


def test_few_words_are_soon_alike() -> None:
    short = weighed_against(paper("beacon", PLAIN, WORDS, 3), paper("crier", RETOLD, "We lost the barrels", 4))["beacon"]
    assert short.features["short"] == 0.5
    assert WEIGHTS["short"] < 0
