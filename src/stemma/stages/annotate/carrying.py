"""Speakers carried over: quotations whose cue stands in another sentence, or has no verb."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from stemma.language.reporting import ReportWords
from stemma.language.syntax import read_tree
from stemma.stages.annotate.drafts import Draft, Reading
from stemma.stages.annotate.marks import Quoted, Span
from stemma.stages.annotate.paragraphs import Paragraph

_COLON_LABEL = re.compile(r"([^.!?:\n“”\"]{2,80}):\s*$")
_REACH = 1500  # characters before a quotation within which its speaker is looked for
_LAST = 12  # drafts or quotations back to which a speaker is looked for
_NOBODY = frozenset({"it", "that", "this", "there", "which", "we", "you"})
_SHORTEST_SENTENCE = 3  # words; fewer in quotation marks are a term, not a sentence that somebody goes on to say


def carry_speakers(text: str, paragraphs: Sequence[Paragraph], readings: Sequence[Reading], words: ReportWords) -> tuple[Draft, ...]:
    """All drafts of a report in order of cue, with one more for each quotation whose speaker the text shows elsewhere:
    in the same sentence ("“…,” he said. “…”"), just before it, in front of a colon, or in the paragraph before, whose
    quotation was left open."""
    drafts: list[Draft] = []
    for number, reading in enumerate(readings):
        carries: list[Draft] = []
        starts = [draft.sentence.start for draft in reading.drafts]
        for place, quote in enumerate(reading.quoted):
            low, high = bisect_left(starts, quote.start - _REACH), bisect_right(starts, quote.end)
            near = [*reading.drafts[low:high], *carries[-1:]]
            if _is_attributed(quote, near):
                continue
            carried = (
                _from_open(readings, number, place, drafts[-_LAST:])
                or _from_same_sentence(text, quote, reading.quoted[max(place - _LAST, 0) : place + 1], near)
                or _from_sentence_before(text, quote, near)
                or _from_colon(text, quote, paragraphs[number], number, words)
                or _from_paragraph_before(text, quote, readings, number, drafts[-_LAST:])
                or _from_issued(text, quote, paragraphs, number, words)
                or _from_speaking_paragraph(text, quote, readings, number, drafts[-_LAST:])
            )
            if carried is not None:
                carries.append(carried)
        drafts += sorted([*reading.drafts, *carries], key=lambda draft: (draft.cue, draft.content or Span(-1, -1)))
    return tuple(drafts)


def _is_attributed(quote: Quoted, drafts: Sequence[Draft]) -> bool:
    return any(_covers(draft, quote) for draft in drafts)


def _covers(draft: Draft, quote: Quoted) -> bool:
    if draft.content is None or quote.start <= draft.cue.start < quote.end:
        return False
    overlap = min(draft.content.end, quote.inner_end) - max(draft.content.start, quote.inner_start)
    return overlap * 2 > quote.inner_end - quote.inner_start


def _carried(draft: Draft, quote: Quoted) -> Draft:
    return draft._replace(content=Span(quote.start, quote.end), is_carried=True)


def _from_open(readings: Sequence[Reading], number: int, place: int, drafts: Sequence[Draft]) -> Draft | None:
    """A quotation of several paragraphs: each opens anew, only the last one closes."""
    if place or not number:
        return None
    before, quote = readings[number - 1], readings[number].quoted[0]
    if not before.quoted or before.quoted[-1].is_closed or quote.start - readings[number].start > 1:
        return None
    speakers = [draft for draft in drafts if _covers(draft, before.quoted[-1])]
    return _carried(speakers[-1], quote) if speakers else None


def _from_same_sentence(text: str, quote: Quoted, quoted: Sequence[Quoted], drafts: Sequence[Draft]) -> Draft | None:
    """“…,” he said. “…” and “…,” he said, “…”: the words between the quotations hold nothing but the cue."""
    before = [draft for draft in drafts if draft.cue.start < quote.start and any(_covers(draft, other) for other in quoted)]
    if before and _is_long_enough(text, quote):
        last = max(before, key=lambda draft: draft.cue)
        if text[min(last.sentence.end, quote.start) : quote.start].strip() == "":
            return _carried(last, quote)
        covered = [other for other in quoted if other.end <= quote.start and _covers(last, other)]
        if covered and text[covered[-1].end : quote.start].strip(" \n,.–—-") == "":
            return _carried(last, quote)
    return None


def _from_sentence_before(text: str, quote: Quoted, drafts: Sequence[Draft]) -> Draft | None:
    """The minister was blunt in her answer, she criticised …: “…”"""
    silent = [draft for draft in drafts if draft.cue.start < quote.start and draft.content is None]
    if not silent or not _is_long_enough(text, quote):
        return None
    last = max(silent, key=lambda draft: draft.cue)
    gap = text[last.cue.end if last.sentence.end > quote.start else last.sentence.end : quote.start]
    return _carried(last, quote) if gap.strip(" \n:,–—-") == "" else None


def _from_colon(text: str, quote: Quoted, paragraph: Paragraph, number: int, words: ReportWords) -> Draft | None:
    """X: “…”"""
    low = max(paragraph.block.start, quote.start - 100)
    label = _COLON_LABEL.search(text, low, quote.start)
    if not label:
        return None
    at = bisect_right(paragraph.sentences, label.start(1), key=lambda sentence: sentence.start) - 1
    for sentence in paragraph.sentences[max(at, 0) : at + 1]:
        tree = read_tree(text, sentence)
        names = [
            name for name in sentence.names if name.start >= label.start(1) and name.end <= label.end(1) and name.label in {"PERSON", "ORG"}
        ]
        if names:
            source = Span(names[0].start, names[0].end)
        else:
            subjects = [
                index for index, token in enumerate(tree.tokens) if token.dep == "nsubj" and label.start(1) <= token.start < label.end(1)
            ]
            if not subjects:
                return None
            source = Span(*tree.noun_phrase(subjects[0]))
        head = tree.at(source.end - 1)
        unnamed = not names and head is not None and words.unnamed_kind(tree.words[head]) is not None
        return Draft(
            source,
            source.end - 1,
            Span(label.end(1), label.end(1) + 1),
            Span(quote.start, quote.end),
            unnamed,
            None,
            number,
            Span(sentence.start, sentence.end),
        )
    return None


def _from_paragraph_before(text: str, quote: Quoted, readings: Sequence[Reading], number: int, drafts: Sequence[Draft]) -> Draft | None:
    """A paragraph that ends in a colon introduces the quotation that opens the next."""
    if (
        not number
        or quote.start - readings[number].start > 1
        or not text[readings[number - 1].start : readings[number - 1].end].rstrip().endswith(":")
    ):
        return None
    before = [draft for draft in drafts if draft.paragraph == number - 1]
    return _carried(before[-1], quote) if before else None


def _from_issued(text: str, quote: Quoted, paragraphs: Sequence[Paragraph], number: int, words: ReportWords) -> Draft | None:
    """A paragraph that ends with what somebody put out ("The firm released a statement:") introduces the quotation that opens the next."""
    if not number or quote.start - paragraphs[number].block.start > 1 or not paragraphs[number - 1].sentences:
        return None
    sentence = paragraphs[number - 1].sentences[-1]
    tree = read_tree(text, sentence)
    if not text[sentence.start : sentence.end].rstrip().endswith(":"):
        return None
    issued = [index for index, word in enumerate(tree.words) if tree.dep(index) == "obj" and words.noun(word) is not None]
    verb = tree.head(issued[-1]) if issued else None
    subject = tree.subject(verb) if verb is not None else None
    if verb is None or subject is None or (tree.upos(subject) == "PRON" and tree.words[subject] in _NOBODY):
        return None
    token = tree.tokens[verb]
    is_unnamed = words.unnamed_kind(tree.words[subject]) is not None
    return Draft(
        Span(*tree.noun_phrase(subject)),
        tree.tokens[subject].start,
        Span(token.start, token.end),
        Span(quote.start, quote.end),
        is_unnamed,
        None,
        number,
        Span(sentence.start, sentence.end),
        is_carried=True,
    )


def _from_speaking_paragraph(text: str, quote: Quoted, readings: Sequence[Reading], number: int, drafts: Sequence[Draft]) -> Draft | None:
    """A paragraph that is one whole quotation goes on with the speaker of the quotation in the paragraph before."""
    if not number or text[readings[number].start : quote.start].strip() or text[quote.end : readings[number].end].strip():
        return None
    if text[quote.inner_end - 1] not in ".,!?…":
        return None  # a heading in quotation marks
    before = readings[number - 1]
    spoken = [
        draft for draft in drafts if draft.cue.start >= before.start or draft.is_carried for other in before.quoted if _covers(draft, other)
    ]
    return _carried(spoken[-1], quote) if spoken and _is_long_enough(text, quote) else None


def _is_long_enough(text: str, quote: Quoted) -> bool:
    return len(text[quote.inner_start : quote.inner_end].split()) >= _SHORTEST_SENTENCE
