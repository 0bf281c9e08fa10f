"""A spaCy pipeline of the user's as the language model, from the ``spacy`` extra."""

from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any

from stemma.errors import UsageError
from stemma.language.clearnlp import Arc, as_tree, to_universal
from stemma.records import Name, NameLabel, Sentence, Token
from stemma.text.words import split_pieces

_LABELS: dict[str, NameLabel] = {
    "PERSON": "PERSON", "PER": "PERSON",
    "ORG": "ORG",
    "GPE": "LOC", "LOC": "LOC", "FAC": "LOC",
    "NORP": "NORP",
    "EVENT": "EVENT",
    "LANGUAGE": "MISC", "LAW": "MISC", "MISC": "MISC", "PRODUCT": "MISC", "WORK_OF_ART": "MISC",
}  # fmt: skip
"""Entity labels of OntoNotes and CoNLL; the rest (dates, amounts) are no names."""
_NO_NAME_BEGINS = frozenset({"the", "a", "an", "this"})
_NO_NAME_ENDS = frozenset({"'s", "’s", "'", "’"})
_CLEAR = frozenset({"pobj", "dobj", "nsubjpass"})
"""Labels that show ClearNLP's scheme; a parser without any is taken to speak Universal Dependencies."""
_UPOS = frozenset("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split())
_SAMPLE = "The mayor of Alva resigned."
_NEEDED = {"SENT_START": "sentences", "DEP": "a dependency parse", "ENT_IOB": "entities"}


class SpacyModel:
    """Reads with a spaCy pipeline, paragraph by paragraph since batches may change a reading. It gives no sentence vectors: what
    later stages do with them is set on the packaged model's."""

    def __init__(self, pipeline: Any) -> None:
        self._pipeline = pipeline
        meta = pipeline.meta
        self._name = f"spacy {meta['lang']}_{meta['name']} {meta['version']}"
        self._is_clear = any(_CLEAR & set(pipe.labels) for _, pipe in pipeline.pipeline if hasattr(pipe, "labels"))

    @property
    def name(self) -> str:
        """Name and version of the pipeline."""
        return self._name

    def read(self, paragraphs: Sequence[str]) -> list[tuple[Sentence, ...]]:
        """The sentences of each paragraph, in order; offsets are code points of that paragraph. Names that cross a sentence's
        end are cut there; what a paragraph holds beyond 20,000 characters is read apart."""
        return [tuple(self._read_paragraph(paragraph)) for paragraph in paragraphs]

    def _read_paragraph(self, text: str) -> Iterator[Sentence]:
        clean = text.encode("utf-8", "replace").decode("utf-8")  # a lone surrogate counts as a question mark
        for start, end in split_pieces(clean, 0, len(clean)):
            for span in self._pipeline(clean[start:end]).sents:
                words = [token for token in span if not token.is_space]
                if words:
                    yield _make_sentence(words, start, self._is_clear)


def _make_sentence(words: Sequence[Any], offset: int, is_clear: bool) -> Sentence:
    names = list(_find_names(words))
    people = [(first, end) for first, end, label in names if label == "PERSON"]
    arcs = as_tree(_read_arcs(words))
    own = [(arc.head, "root" if arc.head == index else arc.dep) for index, arc in enumerate(arcs)]
    governed = to_universal(arcs, people) if is_clear else own
    places = [(offset + word.idx, offset + word.idx + len(word)) for word in words]
    return Sentence(
        start=places[0][0],
        end=places[-1][1],
        tokens=tuple(Token(*places[index], arcs[index].upos, head, dep) for index, (head, dep) in enumerate(governed)),
        names=tuple(Name(places[first][0], places[end - 1][1], label) for first, end, label in names),
    )


def _read_arcs(words: Sequence[Any]) -> list[Arc]:
    """The parse as one tree over these words: a governor that is white space or stands elsewhere gives way to the root."""
    place = {word.i: index for index, word in enumerate(words)}
    heads = [place.get(word.head.i, -1) for word in words]
    root = next((index for index, head in enumerate(heads) if head == index), 0)
    return [
        Arc(
            word=word.lower_,
            tag=word.tag_,
            upos="CCONJ" if word.pos_ == "CONJ" else word.pos_ if word.pos_ in _UPOS else "X",
            head=root if heads[index] < 0 or index == root else heads[index],
            dep=word.dep_.lower() if word.dep_.isupper() else word.dep_ or "dep",
        )
        for index, word in enumerate(words)
    ]


def _find_names(words: Sequence[Any]) -> Iterator[tuple[int, int, NameLabel]]:
    """Names as ``(first word, end word, label)``, without an article in front or a possessive mark behind."""
    index = 0
    while index < len(words):
        end = index + 1
        label = _LABELS.get(words[index].ent_type_)
        while end < len(words) and words[end].ent_iob_ == "I" and words[end].ent_type_ == words[index].ent_type_:
            end += 1
        if label is not None:
            first, last = index, end
            while last - first > 1 and words[first].lower_ in _NO_NAME_BEGINS:
                first += 1
            while last - first > 1 and words[last - 1].lower_ in _NO_NAME_ENDS:
                last -= 1
            yield first, last, label
        index = end


def load_pipeline(name: str) -> SpacyModel:
    """A pipeline that is installed under this name, or lies in this folder.

    Raises:
        UsageError: spaCy or the pipeline is missing, or the pipeline lacks what annotation reads.
    """
    try:
        spacy: Any = import_module("spacy")
    except ImportError as error:
        raise UsageError(f"model 'spacy:{name}' needs the extra: pip install 'stemma[spacy]'") from error
    try:
        pipeline = spacy.load(name)
        sample = pipeline(_SAMPLE)
    except (OSError, ValueError) as error:
        raise UsageError(f"model 'spacy:{name}' cannot be loaded: {str(error).splitlines()[0]}") from error
    missing = [said for layer, said in _NEEDED.items() if not sample.has_annotation(layer)]
    if missing:
        raise UsageError(f"model 'spacy:{name}' lacks {', '.join(missing)}")
    return SpacyModel(pipeline)
