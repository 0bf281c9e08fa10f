"""A spaCy pipeline as the language model: a tiny one that learns one text by heart."""

import importlib.util
from pathlib import Path
from typing import Any

import pytest

from stemma.adapters.models import load_lexicons, load_model
from stemma.adapters.models.spacy_pipeline import load_pipeline
from stemma.config import AnnotateConfig, parse_config
from stemma.errors import UsageError
from stemma.language.decode import is_tree
from stemma.language.model import LanguageModel
from stemma.records import Block, Report
from stemma.stages.annotate import annotate

TEXT = "Ferries stay in port, the mayor of Alva, Anna Holm, said. They are old."
ROWS = """
Ferries NNS NOUN 1 nsubj O
stay VBP VERB 13 ccomp O
in IN ADP 1 prep O
port NN NOUN 2 pobj O
, , PUNCT 13 punct O
the DT DET 6 det O
mayor NN NOUN 13 nsubj O
of IN ADP 6 prep O
Alva NNP PROPN 7 pobj U-GPE
, , PUNCT 6 punct O
Anna NNP PROPN 11 compound B-PERSON
Holm NNP PROPN 6 appos L-PERSON
, , PUNCT 13 punct O
said VBD VERB 13 ROOT O
. . PUNCT 13 punct O
They PRP PRON 16 nsubj O
are VBP AUX 16 ROOT O
old JJ ADJ 16 acomp O
. . PUNCT 16 punct O
"""
STEPS = 60


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pipeline on disk that has learnt the text."""
    spacy: Any = pytest.importorskip("spacy", reason="the extra spacy is not installed here")
    training: Any = pytest.importorskip("spacy.training")
    rows = [row.split() for row in ROWS.strip().splitlines()]
    pipeline = spacy.blank("en")
    for pipe in ("tok2vec", "tagger", "morphologizer", "parser", "ner"):
        pipeline.add_pipe(pipe, config={"min_action_freq": 1} if pipe == "parser" else {})
    labels = {"words": [row[0] for row in rows], "tags": [row[1] for row in rows], "pos": [row[2] for row in rows]}
    trees = {"heads": [int(row[3]) for row in rows], "deps": [row[4] for row in rows], "entities": [row[5] for row in rows]}
    example = training.Example.from_dict(pipeline.make_doc(TEXT), labels | trees)
    spacy.util.fix_random_seed(1)
    optimiser = pipeline.initialize(lambda: [example])
    for _ in range(STEPS):
        pipeline.update([example], sgd=optimiser, drop=0.0)
    pipeline.meta.update(name="by_heart", version="1.0")
    place = tmp_path_factory.mktemp("spacy") / "en_by_heart"
    pipeline.to_disk(place)
    return place


@pytest.fixture(scope="module")
def reader(folder: Path) -> LanguageModel:
    return load_pipeline(str(folder))


def test_sentences_come_with_universal_trees_and_names(reader: LanguageModel) -> None:
    assert reader.name == "spacy en_by_heart 1.0"
    first, second = reader.read([TEXT])[0]
    words = [TEXT[token.start : token.end] for token in first.tokens]
    arcs = {word: (words[token.head], token.dep) for word, token in zip(words, first.tokens, strict=True)}
    assert arcs["port"] == ("stay", "obl")
    assert arcs["Alva"] == ("mayor", "nmod")
    assert arcs["Anna"] == ("mayor", "appos")
    assert arcs["Holm"] == ("Anna", "flat")
    assert arcs["said"] == ("said", "root")
    assert {(TEXT[name.start : name.end], name.label) for name in first.names} == {("Alva", "LOC"), ("Anna Holm", "PERSON")}
    assert [(TEXT[token.start : token.end], token.upos, token.head, token.dep) for token in second.tokens[:3]] == [
        ("They", "PRON", 2, "nsubj"),
        ("are", "AUX", 2, "cop"),
        ("old", "ADJ", 2, "root"),
    ]
    assert first.vector == b""


def test_what_is_read_beside_a_paragraph_does_not_matter(reader: LanguageModel) -> None:
    alone = [reader.read([text])[0] for text in (TEXT, "They are old.", "Anna Holm said.")]
    assert reader.read([TEXT, "They are old.", "Anna Holm said."]) == alone


@pytest.mark.parametrize("text", ["", "  \n ", "\ud800 x", "a\u0000b", "They  are\n\nold.", "word " * 9000, "x" * 50_000])
def test_any_text_is_read(text: str, reader: LanguageModel) -> None:
    (sentences,) = reader.read([text])
    assert all(is_tree([token.head for token in sentence.tokens]) for sentence in sentences)
    assert "".join(text[token.start : token.end] for one in sentences for token in one.tokens) == "".join(text.split())


def test_annotation_stands_on_it(folder: Path) -> None:
    report = Report(
        id="r-1", location="alva.txt", sha256="", outlet=None, title=None, bylines=(), published=None, updated=None, language="en",
        text=TEXT, blocks=(Block(kind="body", start=0, end=len(TEXT)),), disclosures=(),
    )  # fmt: skip
    (annotation,) = annotate(report, config=AnnotateConfig(), model=load_model(f"spacy:{folder}"), lexicons=load_lexicons()).records
    (attribution,) = annotation.attributions
    assert "Anna Holm" in attribution.source_text
    assert attribution.cue == "said"


def test_a_pipeline_without_a_parse_is_refused(tmp_path: Path) -> None:
    spacy: Any = pytest.importorskip("spacy", reason="the extra spacy is not installed here")
    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")
    pipeline.to_disk(tmp_path / "blank")
    with pytest.raises(UsageError, match="lacks a dependency parse, entities") as refusal:
        load_pipeline(str(tmp_path / "blank"))
    assert "\n" not in str(refusal.value)


def test_a_pipeline_that_is_not_there_is_a_wrong_call() -> None:
    pytest.importorskip("spacy", reason="the extra spacy is not installed here")
    with pytest.raises(UsageError, match="cannot be loaded"):
        load_pipeline("no_such_pipeline")


@pytest.mark.skipif(importlib.util.find_spec("spacy") is not None, reason="the extra spacy is installed here")
def test_without_the_extra_one_line_says_what_to_install() -> None:
    with pytest.raises(UsageError, match=r"pip install 'stemma\[spacy\]'"):
        load_model(parse_config('[annotate]\nmodel = "spacy:en_core_web_sm"').annotate.model)


def test_an_unknown_model_is_a_wrong_call() -> None:
    with pytest.raises(UsageError, match="there are: english, spacy:"):
        load_model("french")
