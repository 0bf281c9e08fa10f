"""Attribution chains: who says what, through whom."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from stemma.language.lexicon import Lexicons
from stemma.language.reporting import ReportWords, report_words
from stemma.records import Attribution, Mention, Referent
from stemma.stages.annotate.carrying import carry_speakers
from stemma.stages.annotate.drafts import Draft, draft_paragraph
from stemma.stages.annotate.marks import find_quoted
from stemma.stages.annotate.paragraphs import Paragraph
from stemma.text.intervals import index_spans

_THING = frozenset({"it", "its"})
_PERSON = frozenset({"he", "she", "his", "her"})
_MANY = frozenset({"they", "their"})
_OF_NEWS = frozenset({"news", "state", "official", "same", "daily", "wire", "media"})
_REACH = 6  # speakers back to which a pronoun or "the agency" may refer
_I_AM, _LONGEST_I_AM = re.compile(r"\b(?:I am|I['’]m|name is|name['’]s|I,)\s+$", re.IGNORECASE), 12


class _Speaker(NamedTuple):
    """A source as resolved: what later pronouns may point at."""

    referent: int | None
    type: str | None
    text: str
    is_unnamed: bool
    is_carried: bool


def find_attributions(
    text: str, paragraphs: Sequence[Paragraph], mentions: Sequence[Mention], referents: Sequence[Referent], *, lexicons: Lexicons
) -> tuple[Attribution, ...]:
    """Every attribution of one report, in order of cue; ``parent`` indexes the result.

    Direct, indirect and mixed speech, "according to", report nouns, passive and nested reports, in the manner of
    rule-based quotation attribution over dependency parses (Pareti 2015; Asr et al. 2021), with surface patterns where
    parsers fail. Sources that are pronouns or refer back ("the agency") are resolved to the last fitting speaker;
    quotations without a cue of their own get the speaker that the text shows (see ``carrying``).
    """
    words = report_words(lexicons)
    readings = [draft_paragraph(text, number, paragraph, words) for number, paragraph in enumerate(paragraphs)]
    drafts = [draft for draft in carry_speakers(text, paragraphs, readings, words) if draft.content is not None]
    speakers = _resolve(text, drafts, mentions, referents, words)
    parents = _parents(drafts)
    return tuple(
        Attribution(
            source_start=draft.source.start,
            source_end=draft.source.end,
            source_text=text[draft.source.start : draft.source.end],
            referent=speaker.referent,
            cue=text[draft.cue.start : draft.cue.end],
            cue_start=draft.cue.start,
            cue_end=draft.cue.end,
            content_start=draft.content.start,
            content_end=draft.content.end,
            is_anonymous=speaker.is_unnamed,
            is_carried=draft.is_carried or speaker.is_carried,
            parent=parent,
        )
        for draft, speaker, parent in zip(drafts, speakers, parents, strict=True)
        if draft.content is not None
    )


def _resolve(
    text: str, drafts: Sequence[Draft], mentions: Sequence[Mention], referents: Sequence[Referent], words: ReportWords
) -> list[_Speaker]:
    speakers: list[_Speaker] = []
    places = index_spans([(mention.start, mention.end) for mention in mentions])
    for draft in drafts:
        at_source = [mentions[number] for number in places.overlapping(*draft.source)]
        before = speakers[-_REACH:]
        if text[draft.source.start : draft.source.end].lower() in _PERSON and draft.content is not None:
            others = _named(text, draft, [mentions[number] for number in places.overlapping(*draft.content)])
            if not others.isdisjoint([one.referent for one in at_source or before]):
                at_source = [mention for mention in at_source if mention.referent not in others]
                before = [speaker for speaker in speakers[-1:] if speaker.referent not in others]
        speakers.append(_speaker(text, draft, at_source, referents, words, before))
    return speakers


def _named(text: str, draft: Draft, mentions: Sequence[Mention]) -> set[int]:
    """Whom somebody's words name, in quotation marks or behind "he said": "he" and "she", whose words they are, are none of these (Chomsky,
    1981, principle C), save who says "I am" before the name."""
    quoted = find_quoted(text, *draft.content) if draft.content is not None else []
    return {
        mention.referent
        for mention in mentions
        if mention.form == "name"
        and (mention.start > draft.source.start or any(one.start <= mention.start < one.end for one in quoted))
        and not _I_AM.search(text[max(0, mention.start - _LONGEST_I_AM) : mention.start])
    }


def _speaker(
    text: str,
    draft: Draft,
    mentions: Sequence[Mention],
    referents: Sequence[Referent],
    words: ReportWords,
    before: Sequence[_Speaker],
) -> _Speaker:
    source = text[draft.source.start : draft.source.end].lower()
    referent, is_name = _referent(text, draft, mentions, referents, words)
    if draft.is_unnamed and (draft.is_press or not is_name):
        return _again(source, before) or _Speaker(None, None, source, True, False)
    if source in _THING | _PERSON | _MANY:
        return _by_pronoun(source, referent, referents, before)
    if not is_name and referent is None:
        referred = _by_noun(source, words, before)
        if referred is not None:
            return referred
    return _Speaker(referent, referents[referent].type if referent is not None else None, source, False, False)


def _referent(
    text: str, draft: Draft, mentions: Sequence[Mention], referents: Sequence[Referent], words: ReportWords
) -> tuple[int | None, bool]:
    """The referent of a source, and whether it is named there: by what stands at its head word, else by a name that
    follows it ("the agency Reuters") or, at an outlet's or body's noun, leads up to it ("the Reuters agency")."""
    at_head = [mention for mention in mentions if mention.start <= draft.head < mention.end]
    names = [mention for mention in at_head if mention.form == "name"]
    if names:
        return min(names, key=lambda mention: (mention.end - mention.start, mention.start)).referent, True
    noun = text[draft.head : draft.source.end].split()[:1]
    is_body = bool(noun) and words.outlet_kind(noun[0].lower()) in {"outlet", "body"}
    speaking = [
        mention
        for mention in mentions
        if mention.form == "name" and mention.end <= draft.source.end and referents[mention.referent].type in {"organisation", "person"}
        if not _is_place_of(text[draft.head : mention.start])
    ]
    after = [mention for mention in speaking if mention.start > draft.head]
    if after and (is_body or not at_head):
        return after[0].referent, True
    if is_body and speaking and not at_head:
        return speaking[-1].referent, True
    return (at_head[0].referent, False) if at_head else (None, False)


_PLACING = frozenset({"in", "at", "on", "near", "across", "around", "inside", "outside", "throughout", "within"})


def _is_place_of(between: str) -> bool:
    """Whether words between a noun and a name make the name where it is, not who it is ("media outlets in the U.S.")."""
    return not _PLACING.isdisjoint(between.lower().split())


def _by_pronoun(source: str, referent: int | None, referents: Sequence[Referent], before: Sequence[_Speaker]) -> _Speaker:
    known = referents[referent].type if referent is not None else None
    for speaker in reversed(before):
        if source in _THING and (speaker.type not in {None, "person"} or (speaker.type is None and not speaker.is_unnamed)):
            return speaker._replace(is_carried=True)
        if source in _PERSON and referent is None and (speaker.type == "person" or speaker.is_unnamed):
            return speaker._replace(is_carried=True)
        if source in _MANY and referent is None and speaker.is_unnamed:
            return speaker._replace(is_carried=True)
    return _Speaker(referent, known, source, False, True)


def _again(source: str, before: Sequence[_Speaker]) -> _Speaker | None:
    """ "the spokesman" after "a spokesman for the ministry": the speaker introduced with the same word, if resolved."""
    parts = source.split()
    if parts[0] != "the" or len(parts) > 3:
        return None
    same = [speaker for speaker in before if speaker.referent is not None and parts[-1] in speaker.text.split()]
    return same[-1]._replace(is_carried=True) if same else None


def _by_noun(source: str, words: ReportWords, before: Sequence[_Speaker]) -> _Speaker | None:
    """ "the agency", "the outlet": a speaker whose name holds the noun, else (for outlets) the last one."""
    parts = source.split()
    kind = words.outlet_kind(parts[-1]) if parts[0] in {"the", "this", "that"} and len(parts) <= 4 else None
    if kind not in {"outlet", "body"}:
        return None
    for speaker in reversed(before):
        if parts[-1] in speaker.text.split() and speaker.referent is not None:
            return speaker._replace(is_carried=True)
    is_bare = all(word in _OF_NEWS for word in parts[1:-1])
    fitting = [speaker for speaker in before if speaker.type == "organisation"] if kind == "outlet" and is_bare else []
    return fitting[-1]._replace(is_carried=True) if fitting else None


def _parents(drafts: Sequence[Draft]) -> list[int | None]:
    """For each draft the one that it is nested in: by construction, else the narrowest whose content holds its cue."""
    parents: list[int | None] = []
    contents = index_spans([draft.content or (0, 0) for draft in drafts])
    by_cue = {draft.cue.start: number for number, draft in enumerate(drafts) if not draft.is_carried}
    for number, draft in enumerate(drafts):
        given = by_cue.get(draft.within) if draft.within is not None else None
        holding = [
            (other.content.end - other.content.start, place)
            for place, other in ((place, drafts[place]) for place in contents.overlapping(draft.cue.start, draft.cue.start + 1))
            if place != number and other.content is not None and _holds(other, draft)
        ]
        parents.append(given if given is not None and given != number else min(holding)[1] if holding else None)
    return [None if _runs_in_circle(parents, number) else parent for number, parent in enumerate(parents)]


def _holds(outer: Draft, inner: Draft) -> bool:
    if outer.content is None or inner.content is None or outer.cue == inner.cue:
        return False
    if not outer.content.start <= inner.cue.start < outer.content.end:
        return False
    return not inner.content.start <= outer.cue.start < inner.content.end


def _runs_in_circle(parents: Sequence[int | None], number: int) -> bool:
    seen: set[int] = set()
    at: int | None = number
    while at is not None:
        if at in seen:
            return True
        seen.add(at)
        at = parents[at]
    return False
