"""Attributions as they are found, sentence by sentence, before sources are resolved and nesting is known."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from stemma.language.reporting import ReportWords
from stemma.language.syntax import Tree, read_tree
from stemma.records import Name, Sentence
from stemma.stages.annotate.contents import find_content
from stemma.stages.annotate.cues import Cue, find_cues, is_as_saying
from stemma.stages.annotate.marks import Quoted, Span, find_quoted
from stemma.stages.annotate.paragraphs import Paragraph
from stemma.stages.annotate.sources import Source, find_source, governing_cue
from stemma.text.intervals import index_spans


class Draft(NamedTuple):
    """One attribution in the making. ``content`` is null where the sentence holds none (the speaker of a quotation that
    follows, perhaps); ``head`` is the offset of the source's head word; ``within`` is the start of the cue that this one
    is nested in by construction ("cited X as saying"); ``is_press`` marks the press at large."""

    source: Span
    head: int
    cue: Span
    content: Span | None
    is_unnamed: bool
    within: int | None
    paragraph: int
    sentence: Span
    is_carried: bool = False
    is_press: bool = False


class Reading(NamedTuple):
    """One paragraph as read: its quotations and drafts, in order."""

    start: int
    end: int
    quoted: tuple[Quoted, ...]
    drafts: tuple[Draft, ...]


class _Parsed(NamedTuple):
    """One sentence with its cues, the quotations near it and the number of its paragraph."""

    sentence: Sentence
    tree: Tree
    cues: tuple[Cue, ...]
    quoted: list[Quoted]
    paragraph: int


def draft_paragraph(text: str, number: int, paragraph: Paragraph, words: ReportWords) -> Reading:
    """All cues of one paragraph with their sources and contents, content widened to the quotations that it is part of."""
    block = paragraph.block
    quoted = find_quoted(text, block.start, block.end)
    places = index_spans([(quote.start, quote.end) for quote in quoted])
    drafts: list[Draft] = []
    for sentence in paragraph.sentences:
        tree = read_tree(text, sentence)
        cues = find_cues(tree, words)
        near = [quoted[place] for place in places.overlapping(sentence.start - 2, sentence.end + 2)]
        parsed = _Parsed(sentence, tree, cues, near, number)
        found = [draft for cue in cues if (draft := _draft(parsed, cue, words)) is not None]
        drafts += [_widened(draft, near) for draft in _citing_joined(found)]
    headed = _headed(text, number, paragraph)
    widened = (headed, *drafts) if headed else tuple(drafts)
    return Reading(block.start, block.end, quoted, widened)


_ANYBODY = frozenset("a an another some several many few dozens one both".split())
_HEADINGS = frozenset({"title", "subtitle", "heading"})
_SPEAKER = re.compile(r"\s*([^:“”\"\n]{2,40}):\s+(?=\S)")


def _headed(text: str, number: int, paragraph: Paragraph) -> Draft | None:
    """A headline that begins with its speaker: "Holm: Port will stay open"."""
    block = paragraph.block
    match = _SPEAKER.match(text, block.start, block.end) if block.kind in _HEADINGS else None
    if match is None or not text[match.end() : block.end].strip():
        return None
    names = [name for sentence in paragraph.sentences for name in sentence.names if name.label in {"PERSON", "ORG"}]
    if not any((name.start, name.end) == match.span(1) for name in names):
        return None
    source, cue = Span(*match.span(1)), Span(match.end(1), match.end(1) + 1)
    return Draft(source, source.end - 1, cue, Span(match.end(), block.end), False, None, number, Span(block.start, block.end))


def _draft(parsed: _Parsed, cue: Cue, words: ReportWords) -> Draft | None:
    sentence, tree, cues, quoted, number = parsed
    source = find_source(tree, cue, cues, quoted, words)
    if source is None:
        return None
    whole = _whole_name(sentence, source, cue)
    named = _name_after_comma(tree, sentence, whole, source, words)
    return Draft(
        source=Span(whole.start, named.end) if named else whole,
        head=named.start if named else tree.tokens[source.word].start,
        cue=Span(cue.start, cue.end),
        content=find_content(tree, cue, source, cues, quoted),
        is_unnamed=named is None and _is_unnamed(tree, sentence, source, words, shows=cue.reporting.force in {"show", "suggest"}),
        within=_within(tree, cue, cues),
        paragraph=number,
        sentence=Span(sentence.start, sentence.end),
        is_press=_is_press(tree, source),
    )


def _whole_name(sentence: Sentence, source: Source, cue: Cue) -> Span:
    """The source with the whole of the name that its edges stand in."""
    start, end = source.start, source.end
    for name in sentence.names:
        if name.start < end and start < name.end and not (name.start < cue.end and cue.start < name.end):
            start, end = min(start, name.start), max(end, name.end)
    return Span(start, end)


def _name_after_comma(tree: Tree, sentence: Sentence, whole: Span, source: Source, words: ReportWords) -> Span | None:
    """The name in apposition to an office: "the company's chief, Anna Holm"."""
    if tree.upos(source.word) != "NOUN" or not words.speaks(tree.words[source.word]):
        return None
    after = next((index for index, token in enumerate(tree.tokens) if token.start >= whole.end), None)
    if after is None or tree.words[after] != "," or after + 1 >= len(tree.tokens):
        return None
    start = tree.tokens[after + 1].start
    return next((Span(name.start, name.end) for name in sentence.names if name.label == "PERSON" and name.start == start), None)


def _within(tree: Tree, cue: Cue, cues: Sequence[Cue]) -> int | None:
    if is_as_saying(tree, cue.word):
        citing = [other.start for other in cues if other.word < cue.word and other.reporting.force == "cite"]
        return citing[-1] if citing else None
    if cue.kind == "participle" and cue.reporting.force == "cite":
        governing = governing_cue(tree, cue, cues)
        return governing.start if governing else None
    return None


def _is_unnamed(tree: Tree, sentence: Sentence, source: Source, words: ReportWords, *, shows: bool) -> bool:
    """Whether a source is a kind of person ("a senior official") and nobody or nothing by name."""
    if not shows and (_is_somebody(tree, sentence, source, words) or _is_press(tree, source)):
        return True
    kind = words.unnamed_kind(tree.words[source.word])
    if kind in {None, "record"} or tree.upos(source.word) not in {"NOUN", "ADJ", "PRON", "DET"}:
        return False
    token = tree.tokens[source.word]
    named = [name for name in sentence.names if name.start < source.end and source.start < name.end]
    if any(name.start <= token.start < name.end or name.label == "PERSON" for name in named):
        return False
    for child in tree.below(source.word, "appos", "flat", "compound"):
        if any(name.label == "PERSON" and name.start <= tree.tokens[child].start < name.end for name in sentence.names):
            return False
    return not (kind == "voice" and any(name.label in {"ORG", "PERSON"} for name in named))


_PRESS = frozenset({"media", "press", "newspapers", "outlets", "broadcasters", "papers", "tabloids"})
_SPOKEN_FOR = frozenset({"state", "official", "government", "party", "state-run", "state-owned", "state-controlled", "government-run"})


def _is_press(tree: Tree, source: Source) -> bool:
    """Whether a source is the press at large ("local media", "U.S. newspapers"), which names no outlet; a state's own press speaks
    for the state, and "the papers" are those named before."""
    word = tree.words[source.word]
    inside = [index for index, token in enumerate(tree.tokens) if source.start <= token.start < source.end]
    if word not in _PRESS or not inside or tree.words[inside[0]] in {"the", "these", "those", "both", "its", "their"}:
        return False
    return _SPOKEN_FOR.isdisjoint(tree.words[index] for index in inside) and inside[-1] - source.word <= _LONGEST_PLACE


_LONGEST_PLACE = 4  # words behind the noun: "media outlets in the country"


def _is_somebody(tree: Tree, sentence: Sentence, source: Source, words: ReportWords) -> bool:
    """Whether a source is brought in as nobody in particular ("a lock keeper", "two suppliers", "one of them") and no name goes
    with it; a body or a document that is brought in so is what it is."""
    head = source.word
    word = tree.words[head]
    if tree.upos(head) not in {"NOUN", "NUM", "PRON", "ADJ"} or words.outlet_kind(word) or words.noun(word):
        return False
    if words.unnamed_kind(word) in {"voice", "document", "record"}:
        return False
    if any(name.start < source.end and source.start < name.end and name.label in {"PERSON", "ORG"} for name in sentence.names):
        return False
    named = [child for child in tree.below(head, "appos", "flat") for name in sentence.names if _is_at(tree, child, name, "PERSON")]
    first = next((index for index, token in enumerate(tree.tokens) if token.end > source.start), head)
    return not named and (tree.words[first] in _ANYBODY or (tree.upos(first) == "NUM" and first <= head))


def _is_at(tree: Tree, index: int, name: Name, label: str) -> bool:
    return name.label == label and name.start <= tree.tokens[index].start < name.end


def _citing_joined(drafts: Sequence[Draft]) -> list[Draft]:
    """ "X reported …, citing Y": Y is credited with what X reported."""
    by_cue = {draft.cue.start: draft for draft in drafts}
    joined = []
    for draft in drafts:
        outer = by_cue.get(draft.within) if draft.within is not None else None
        if outer is not None and outer.content is not None and not (draft.content and draft.content.start > draft.cue.start):
            joined.append(draft._replace(content=outer.content))
        elif outer is not None and draft.content is not None and outer.content is None:
            joined.append(draft)
        else:
            joined.append(draft)
    return joined


def _widened(draft: Draft, quoted: Sequence[Quoted]) -> Draft:
    """A quotation of several sentences belongs to its cue as a whole."""
    if draft.content is None:
        return draft
    start, end = draft.content
    for quote in quoted:
        if quote.start < end and start < quote.end and not quote.start <= draft.cue.start < quote.end:
            start, end = min(start, quote.start), max(end, quote.end)
    return draft._replace(content=Span(start, end))
