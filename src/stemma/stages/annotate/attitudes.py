"""Attitudes: what a report tells of somebody's mind, apart from what it gives as said."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from stemma.language.attitudes import AttitudeWords, attitude_words
from stemma.language.lexicon import Lexicons
from stemma.language.syntax import Tree, read_tree
from stemma.records import Attribution, Mention, Referent, Sentence
from stemma.stages.annotate.attitude_cues import AttitudeCue, find_attitude_cues, outermost
from stemma.stages.annotate.marks import find_quoted
from stemma.stages.annotate.paragraphs import Paragraph
from stemma.text.intervals import Intervals, index_spans


class _Desk(NamedTuple):
    """What is at hand while one report is read."""

    text: str
    attributions: Sequence[Attribution]
    contents: Intervals
    cues: Mapping[int, int]
    mentions: Sequence[Mention]
    places: Intervals
    words: AttitudeWords


def find_attitudes(
    text: str, paragraphs: Sequence[Paragraph], attributions: Sequence[Attribution], mentions: Sequence[Mention], *, lexicons: Lexicons
) -> tuple[Attribution, ...]:
    """The attitudes of one report in order of cue: plans, thoughts, feelings, and speech told of without its words.

    Those of a sentence do not overlap, save that one may stand in what an attribution says. Linear in the number of words
    but for what the parse nests.
    """
    desk = _Desk(
        text,
        attributions,
        index_spans([(one.content_start, one.content_end) for one in attributions]),
        {one.cue_start: number for number, one in enumerate(attributions)},
        mentions,
        index_spans([(mention.start, mention.end) for mention in mentions]),
        attitude_words(lexicons),
    )
    found = [one for paragraph in paragraphs for sentence in paragraph.sentences for one in _of_sentence(desk, sentence)]
    return tuple(sorted(found, key=lambda one: (one.cue_start, one.cue_end)))


def _of_sentence(desk: _Desk, sentence: Sentence) -> list[Attribution]:
    tree = read_tree(desk.text, sentence)
    cues = [cue for cue in find_attitude_cues(tree, desk.words) if not _is_reported(desk, tree, cue)]
    quoted = find_quoted(desk.text, sentence.start, sentence.end) if cues else ()
    found = []
    for cue in outermost(cues):
        start, end = tree.tokens[cue.content[0]].start, tree.tokens[cue.content[1]].end
        for quote in quoted:
            if quote.is_closed and quote.start < end and start < quote.end and not quote.start <= tree.tokens[cue.word].start < quote.end:
                start, end = min(start, quote.start), max(end, quote.end)
        found.append(_attitude(desk, tree, cue, (start, end)))
    return found


def _is_reported(desk: _Desk, tree: Tree, cue: AttitudeCue) -> bool:
    """Whether a word is (part of) the cue of an attribution, or holds one's source."""
    return any(tree.tokens[word].start in desk.cues for word in range(cue.first, cue.last + 1))


def _attitude(desk: _Desk, tree: Tree, cue: AttitudeCue, content: tuple[int, int]) -> Attribution:
    start, end = tree.tokens[cue.first].start, tree.tokens[cue.last].end
    source = tree.noun_phrase(cue.source) if cue.source is not None else (start, start)
    head = tree.tokens[cue.source].start if cue.source is not None else -1
    at_head = [desk.mentions[number] for number in desk.places.overlapping(head, head + 1)] if head >= 0 else []
    nearest = min(at_head, key=lambda mention: (mention.form != "name", mention.end - mention.start, mention.start), default=None)
    return Attribution(
        kind=cue.entry.kind,
        source_start=source[0],
        source_end=source[1],
        source_text=desk.text[source[0] : source[1]],
        referent=nearest.referent if nearest is not None else None,
        cue=desk.text[start:end],
        cue_start=start,
        cue_end=end,
        content_start=content[0],
        content_end=content[1],
        is_asserted=cue.is_asserted,
        parent=_parent(desk, start),
    )


def _parent(desk: _Desk, offset: int) -> int | None:
    """The narrowest attribution whose content holds an offset."""
    holding = [(desk.attributions[number], number) for number in desk.contents.overlapping(offset, offset + 1)]
    return min(((one.content_end - one.content_start, number) for one, number in holding), default=(0, None))[1]


# ---------------------------------------------------------------- going on in the speaker's mind

_PERSONAL = {"it": {"organisation", "place", "other", None}, "he": {"person", None}, "she": {"person", None}}
_TOLD_KINDS = frozenset({"plan", "thought"})


def carry_attitudes(
    paragraphs: Sequence[Paragraph],
    attributions: Sequence[Attribution],
    attitudes: Sequence[Attribution],
    referents: Sequence[Referent],
) -> tuple[tuple[Attribution, ...], tuple[Attribution, ...]]:
    """Attributions and attitudes, where a speaker's plans and expectations that the sentence behind her words tells of ("Kallo said
    it would cut jobs. It expects a loss") are hers to answer for: they become attributions, carried."""
    before = _sentences_before(paragraphs)
    carried: dict[int, Attribution] = {}
    for number, attitude in enumerate(attitudes):
        span = before.get(attitude.source_start)
        if span is None or attitude.parent is not None or attitude.kind not in _TOLD_KINDS or not attitude.is_asserted:
            continue
        speaking = [one for one in attributions if one.parent is None and span[0] <= one.cue_start < span[1]]
        if speaking and _stands_for(attitude, speaking[-1], referents):
            last = speaking[-1]
            carried[number] = replace(attitude, referent=last.referent, is_anonymous=last.is_anonymous, is_carried=True)
    if not carried:
        return tuple(attributions), tuple(attitudes)
    order = sorted([*enumerate(attributions), *((-1, one) for one in carried.values())], key=lambda entry: (entry[1].cue_start, entry[0]))
    places = {old: new for new, (old, _) in enumerate(order) if old >= 0}
    moved = [replace(one, parent=places[one.parent]) if one.parent is not None else one for _, one in order]
    kept = [one for number, one in enumerate(attitudes) if number not in carried]
    return tuple(moved), tuple(replace(one, parent=places[one.parent]) if one.parent is not None else one for one in kept)


def _sentences_before(paragraphs: Sequence[Paragraph]) -> dict[int, tuple[int, int]]:
    """From where a sentence starts to the span of the one before it in its paragraph."""
    spans: dict[int, tuple[int, int]] = {}
    for paragraph in paragraphs:
        for first, second in pairwise(paragraph.sentences):
            spans[second.start] = (first.start, first.end)
    return spans


def _stands_for(attitude: Attribution, speaker: Attribution, referents: Sequence[Referent]) -> bool:
    """Whether the pronoun that opens a sentence may stand for the speaker of the one before."""
    allowed = _PERSONAL.get(attitude.source_text.lower())
    if allowed is None or (attitude.referent is not None and speaker.referent is not None and attitude.referent != speaker.referent):
        return False
    if attitude.referent is not None and attitude.referent == speaker.referent:
        return True
    kind = referents[speaker.referent].type if speaker.referent is not None else None
    return kind in allowed and not (attitude.source_text.lower() == "it" and speaker.is_anonymous)
