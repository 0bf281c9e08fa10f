"""Whatever the parser says, annotation and extraction answer, and every offset shows its evidence."""

from collections.abc import Sequence
from dataclasses import replace
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsed import article, names_of, page
from stemma.adapters.models.lexicons import load_lexicons
from stemma.records import Annotation, Block, Sentence
from stemma.stages.annotate.attributions import find_attributions
from stemma.stages.annotate.paragraphs import read_paragraphs
from stemma.stages.annotate.quotations import find_quotations
from stemma.stages.extract.quotes import find_quotes
from stemma.stages.extract.statements import find_statements

WORDS = (
    "Holm Brandt said told cited as saying adding according to that the port will would close not if , . “ ” \" ' ( ) — : it who "
    "officials report"
).split()
TAGS = ["NOUN", "PROPN", "VERB", "AUX", "PRON", "PUNCT", "ADP", "SCONJ", "CCONJ", "DET", "NUM"]
DEPS = [
    "root",
    "nsubj",
    "nsubj:pass",
    "obj",
    "obl",
    "ccomp",
    "xcomp",
    "advcl",
    "acl",
    "acl:relcl",
    "conj",
    "parataxis",
    "mark",
    "aux",
    "cop",
    "punct",
]

WORD = st.tuples(st.sampled_from(WORDS), st.sampled_from(TAGS), st.integers(0, 14), st.sampled_from(DEPS))
SENTENCE = st.lists(WORD, min_size=1, max_size=14).map(
    lambda words: " ".join(f"{word}/{tag}/{head}/{dep}" for word, tag, head, dep in words)
)
BLOCK = st.lists(SENTENCE, min_size=1, max_size=3).map(tuple)


@settings(max_examples=300, deadline=None)
@given(st.lists(BLOCK, min_size=1, max_size=3), st.sampled_from(["body", "title"]))
def test_no_parse_breaks_the_reader(blocks: list[tuple[str, ...]], kind: str) -> None:
    text, paragraphs = article(*blocks, kind=kind)
    mentions, referents = names_of(text, paragraphs)
    attributions = find_attributions(text, paragraphs, mentions, referents, lexicons=load_lexicons())
    quotations = find_quotations(text, paragraphs, attributions)
    for number, one in enumerate(attributions):
        assert text[one.source_start : one.source_end] == one.source_text
        assert text[one.cue_start : one.cue_end] == one.cue
        assert 0 <= one.content_start < one.content_end <= len(text)
        seen, at = {number}, one.parent
        while at is not None:
            assert at not in seen, "a circle of sources"
            seen.add(at)
            at = attributions[at].parent
    annotation = Annotation(
        report="r-1",
        sentences=tuple(sentence for paragraph in paragraphs for sentence in paragraph.sentences),
        mentions=mentions,
        referents=referents,
        quotations=quotations,
        attributions=attributions,
    )
    one_page = page(text, paragraphs, annotation)
    ids = {("r-1", number): f"e-{number}" for number in range(len(referents))}
    statements = find_statements(one_page, ids, lexicons=load_lexicons())
    assert all(text[statement.start : statement.end] == statement.text.strip() != "" for statement in statements)
    assert len({statement.id for statement in statements}) == len(statements)
    assert all(quote.text in text[quote.start : quote.end] for quote in find_quotes(one_page, ids))


class Silent:
    """A model that finds no sentence."""

    name = "silent"

    def read(self, paragraphs: Sequence[str]) -> list[tuple[Sentence, ...]]:
        return [() for _ in paragraphs]


@pytest.mark.parametrize("noise", ["A" * 4000, "Aa,.()/" * 800, "Alva, " * 800, "Alva/Holm (" * 400])
def test_no_dateline_takes_long_to_rule_out(noise: str) -> None:
    text = noise + " x - Brandt said that the port was closed."
    block = Block(kind="body", start=0, end=len(text))
    report = replace(page("", (), Annotation(report="r-1")).report, text=text, blocks=(block,))
    started = process_time()
    (paragraph,) = read_paragraphs(report, model=Silent(), lexicons=load_lexicons())
    assert paragraph.block == block
    assert process_time() - started < 1
