"""What somebody denies in the breath after it was told: "Residents say no siren was heard. Bamber denied it." "Some 600 litres leaked, the
guard said. The governor disputed that. 'It was nearer 2,000 litres,' she said." Such a sentence says only that it is not so; what is not so
stands before it, what is said to be so instead stands behind it, if anywhere.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from stemma.records import Page, Sentence
from stemma.stages.corroborate.comparing.agreement import measure
from stemma.stages.corroborate.comparing.matter import Clash, Side, side_of
from stemma.stages.corroborate.comparing.reading import Count, Reading
from stemma.stages.corroborate.figures.number_clashes import value_key

LONGEST = 110
"""Characters of a sentence that only denies."""
FARTHEST = 2
"""So many characters may lie between it and what it denies, paragraphs apart included."""
SAME_MATTER = 0.2
"""How like (cosine) what is denied the next sentence must be to tell what is so instead."""
_SAID = r"(?:says?|said|insist(?:s|ed)?|maintain(?:s|ed)?|claim(?:s|ed)?)"
_NOT = r"(?:(?:was|were|is|are|did|do|does|had|has|have|will|would|could) not|(?:was|were|is|are|did|do|does|had|has|have)n['’]t|was none)"
_CONTESTED = (
    r"(?:it|this|that|him|her|them|both|all (?:of )?(?:it|this)"
    r"|(?:the|this|that|these|those|any such) (?:claims?|allegations?|reports?|version|account|story|suggestion|figures?))"
)
_HEAD = (
    r"(?:"
    rf"\b(?:den(?:y|ies|ied)|reject(?:s|ed)?|disput(?:es?|ed)|contest(?:s|ed)?|refut(?:es?|ed)|dismiss(?:es|ed)?|contradict(?:s|ed)?)\s+{_CONTESTED}\b"
    r"|\b(?:will|would|does|did|do) ?(?:not|n['’]t) have (?:it|that|this|any of it)\b"
    r"|\b(?:is|are|was|were) ?(?:not|n['’]t) (?:buying|having) (?:it|that|this|any of it)\b"
    rf"|\b{_SAID} (?:otherwise|the (?:opposite|contrary))\b"
    r"|(?<!\bwill )(?<!\bwould )(?<!\bI )(?<!\bto )(?<!\bor )\b(?:disagree[sd]?|begs? to differ|begged to differ|objected"
    r"|(?:sees?|saw) (?:it|this|that|things) (?:differently|otherwise)|tells? (?:another|a different) story)\b"
    r"|\b(?:has|have|had) ruled (?:that|this|it) out\b"
    rf"|\b(?:{_SAID}|repl(?:ies|ied)|answered|counter(?:s|ed))(?: that)? (?:it|they|he|she|this|that|there) {_NOT}"
    r"|\b(?:called|calls|call) (?:it|this|that|the (?:claim|report|allegation|story)s?) "
    r"(?:untrue|false|nonsense|a lie|lies|invented|baseless|wrong)\b"
    r"|^\W*(?:that|this|it|none of (?:it|this|that)) (?:is|was) (?:not (?:so|true|correct)|untrue|false|a lie|nonsense|wrong|incorrect)\b"
    r"|^\W*(?:no|not so),? (?:says?|said)\b"
    r")"
)
_DENIES = re.compile(rf"{_HEAD}\W*$", re.IGNORECASE)
_DENIES_AND_SAYS = re.compile(
    rf"{_HEAD}(?=\s*[:;—–]|,? (?:and|but) (?:she |he |it |they )?{_SAID}\b|,? (?:saying|insisting|claiming)\b)", re.IGNORECASE
)
_NEGATED = re.compile(r"(?:\bnot|n['’]t|\bnever|\bnobody|\bcannot)\s+$", re.IGNORECASE)
_OPENING = "\"“'‘«„"
_FIGURE = re.compile(r"\bfigures?\b", re.IGNORECASE)
"""Who disputes a figure says nothing of what else stands before it."""
_ASKED = re.compile(r"\bask(?:s|ed|ing)?\b(?:\W+[\w’']+){0,4}?\W+(?:whether|if|about|why|how|what|who)\b|\?\W*$", re.IGNORECASE)
"""What was only asked, which nobody has said."""
_PRONOUNS = frozenset({"he", "she", "it", "they"})
_PIECE = r"(?:story|report|article|version|piece|dispatch|item)"
_OURS = re.compile(
    rf"\b(?:we|our|us)\b|\b(?:earlier|previous|first) {_PIECE}\b"
    rf"|\b{_PIECE} (?:of \d|(?:published|posted|printed)\b[^.,]{{0,20}}?(?:\d|day\b))"
    r"|\bthis (?:site|page|newspaper|agency|channel|paper)\b",
    re.IGNORECASE,
)
"""What a house wrote itself before it calls that wrong: a correction, not a dispute."""


def find_rebuttals(readings: Sequence[Reading], pages: Mapping[str, Page]) -> Iterator[Clash]:
    """The clash of what stands right before each sentence that denies it with what that sentence, or the speaker in the next, says
    instead: of numbers where both give one of a unit. Linear in the sentences."""
    by_report: dict[str, dict[int, list[Reading]]] = {}
    for reading in readings:
        if reading.sentence is not None:
            by_report.setdefault(reading.statement.report, {}).setdefault(reading.sentence.start, []).append(reading)
    for report in sorted(by_report):
        page, told = pages[report], by_report[report]
        sentences = page.annotation.sentences
        for place in range(1, len(sentences)):
            before, here_sentence = sentences[place - 1], sentences[place]
            if here_sentence.start - before.end > FARTHEST or before.start not in told or here_sentence.start not in told:
                continue
            denied, here = _in_order(told[before.start]), _in_order(told[here_sentence.start])
            if not _sources(denied[-1]) or _sources(denied[-1]) == _sources(here[0]):
                continue  # what a report tells by itself is seldom what the next sentence speaks of
            end = _find_denial(page, here_sentence)
            if end is None or _OURS.search(page.report.text, before.start, before.end):
                continue
            if _ASKED.search(page.report.text, before.start, before.end):
                continue
            following = sentences[place + 1] if place + 1 < len(sentences) else None
            own = [reading for reading in here if reading.statement.start >= end]
            if not own and following is not None and here_sentence.end - end <= FARTHEST:
                is_quoted = page.report.text[following.start] in _OPENING
                own = _told_instead(denied[-1], here, _in_order(told.get(following.start, ())), is_quoted=is_quoted)
            of_figure = _FIGURE.search(page.report.text, here_sentence.start, end) is not None
            yield from (clash for clash in _clashes(denied, own or here) if clash.kind == "number" or not of_figure)


def _find_denial(page: Page, sentence: Sentence) -> int | None:
    """Where the words end by which a sentence denies what stands before it; None where it does not, or says so with much else."""
    text = page.report.text[sentence.start : sentence.end]
    found = _DENIES_AND_SAYS.search(text) or (_DENIES.search(text) if len(text) <= LONGEST else None)
    if found is None or _NEGATED.search(text, 0, found.start()):
        return None
    return sentence.start + found.end()


def _told_instead(denied: Reading, here: Sequence[Reading], following: Sequence[Reading], *, is_quoted: bool) -> list[Reading]:
    """What the sentence after a denial says is so instead: on the same matter, and quoted, or said by somebody whom the denial names
    or whom a pronoun takes up."""
    named = {entity for reading in here for entity in (*reading.statement.entities, *_sources(reading))}
    return [
        reading
        for reading in following
        if _sources(reading)
        and (is_quoted or _sources(reading)[-1] in named or _sources(reading)[-1].lower() in _PRONOUNS)
        and measure(denied, reading)["same meaning"] >= SAME_MATTER
    ][:1]


def _in_order(readings: Sequence[Reading]) -> list[Reading]:
    return sorted(readings, key=lambda reading: (reading.statement.start, -reading.statement.end))


def _clashes(denied: Sequence[Reading], said: Sequence[Reading]) -> Iterator[Clash]:
    numbers = [(one, a, other, b) for one in denied for a in one.counts for other in said for b in other.counts if _are_rivals(a, b)]
    for one, a, other, b in numbers[:1]:
        sides = side_of(one, a, value_key(a)), side_of(other, b, value_key(b))
        yield Clash(kind="number", relation="contradicts", matter=a.slot or f"={a.unit}", one=sides[0], other=sides[1], is_retold=True)
    if not numbers:
        sides = _whole(denied[-1], "affirmed"), _whole(said[0], "denied")
        yield Clash(kind="polarity", relation="contradicts", matter="", one=sides[0], other=sides[1], is_retold=True)


def _are_rivals(one: Count, other: Count) -> bool:
    values = one.quantity.value, other.quantity.value
    return bool(one.unit) and one.unit == other.unit and None not in values and values[0] != values[1]


def _sources(reading: Reading) -> tuple[str, ...]:
    return tuple(link.entity or link.source for link in reading.statement.attribution)


def _whole(reading: Reading, key: str) -> Side:
    held = reading.sentence or reading.statement
    return Side(reading=reading, key=key, start=held.start, end=held.end)
