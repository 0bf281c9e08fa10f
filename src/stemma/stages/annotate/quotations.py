"""Quotations: words in quotation marks, and who speaks them."""

from collections.abc import Sequence

from stemma.records import Attribution, Quotation, Sentence
from stemma.stages.annotate.marks import Quoted, find_quoted
from stemma.stages.annotate.paragraphs import Paragraph
from stemma.text.intervals import index_spans

_TERM = 5  # words; a longer passage in quotation marks is speech even without a verb
_OWNS = frozenset({"DET", "ADJ", "NUM"})


def find_quotations(text: str, paragraphs: Sequence[Paragraph], attributions: Sequence[Attribution]) -> tuple[Quotation, ...]:
    """Every passage in quotation marks, in order.

    The speaker is that of the narrowest attribution whose content holds the passage. Without one, or where the marks
    only set off a term inside an unnamed source's words (“alliance” after an article, a title), ``is_direct`` is false.
    """
    found: list[Quotation] = []
    contents = index_spans([(one.content_start, one.content_end) for one in attributions])
    for paragraph in paragraphs:
        sentences = index_spans([(sentence.start, sentence.end) for sentence in paragraph.sentences])
        for quoted in find_quoted(text, paragraph.block.start, paragraph.block.end):
            speaking = _speaking(quoted, attributions, contents.overlapping(quoted.start, quoted.end))
            near = [paragraph.sentences[number] for number in sentences.overlapping(quoted.start, quoted.end)]
            found.append(_quotation(text, quoted, near, speaking))
    return tuple(found)


def _quotation(text: str, quoted: Quoted, sentences: Sequence[Sentence], attribution: Attribution | None) -> Quotation:
    is_term = _is_term(text, quoted, sentences)
    if attribution is not None and is_term and attribution.is_anonymous:
        attribution = None
    is_direct = attribution is not None or (not is_term and _is_speech(text, quoted, sentences))
    return Quotation(
        start=quoted.start,
        end=quoted.end,
        text=text[quoted.inner_start : quoted.inner_end],
        speaker=attribution.referent if attribution else None,
        speaker_text=attribution.source_text if attribution else None,
        cue=attribution.cue if attribution else None,
        is_direct=is_direct,
    )


def _speaking(quoted: Quoted, attributions: Sequence[Attribution], numbers: Sequence[int]) -> Attribution | None:
    holding: list[tuple[int, int]] = []
    for number in numbers:
        attribution = attributions[number]
        if quoted.start <= attribution.cue_start < quoted.end:
            continue
        overlap = min(attribution.content_end, quoted.inner_end) - max(attribution.content_start, quoted.inner_start)
        if overlap * 2 > quoted.inner_end - quoted.inner_start:
            holding.append((attribution.content_end - attribution.content_start, number))
    least = min(holding, default=(0, 0))[0]
    narrowest = [number for width, number in holding if width == least]
    deepest = min(narrowest, key=lambda number: (-_depth(attributions[number], attributions), number), default=None)
    return None if deepest is None else attributions[deepest]


def _depth(attribution: Attribution, attributions: Sequence[Attribution]) -> int:
    depth, at = 0, attribution.parent
    while at is not None and depth < len(attributions):
        depth, at = depth + 1, attributions[at].parent
    return depth


def _is_term(text: str, quoted: Quoted, sentences: Sequence[Sentence]) -> bool:
    """A short phrase without a verb that an article, adjective or possessive leads into: the “silent majority”."""
    inner = text[quoted.inner_start : quoted.inner_end]
    if len(inner.split()) > _TERM or inner[-1:] in ".,!?…":
        return False
    sentence = next((sentence for sentence in sentences if sentence.start <= quoted.inner_start < sentence.end), None)
    if sentence is None:
        return True
    inside = [token for token in sentence.tokens if quoted.inner_start <= token.start < quoted.inner_end]
    if any(token.upos in {"VERB", "AUX"} and token.dep not in {"amod", "compound"} for token in inside):
        return False
    before = [token for token in sentence.tokens if token.end <= quoted.start]
    if not before:
        return len(inside) <= _TERM
    last = before[-1]
    return last.upos in _OWNS or last.dep == "nmod:poss" or text[last.start : last.end] in {"'s", "’s", "'", "’"}


def _is_speech(text: str, quoted: Quoted, sentences: Sequence[Sentence]) -> bool:
    """Whether words in quotation marks are said rather than named: a sentence, or a long passage with a verb in it."""
    inner = text[quoted.inner_start : quoted.inner_end]
    inside = [token for sentence in sentences for token in sentence.tokens if quoted.inner_start <= token.start < quoted.inner_end]
    has_verb = any(token.upos in {"VERB", "AUX"} for token in inside)
    return has_verb and (inner[-1:] in ".,!?…" or len(inner.split()) >= _TERM)
