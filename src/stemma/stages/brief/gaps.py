"""What no report says: what reports themselves call open, and what a reader would ask of such an event."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable
from functools import lru_cache

from stemma.language.article import article_spans
from stemma.language.lexicon import Lexicons
from stemma.records import Claim, Period, Sentence
from stemma.stages.brief.desk import Desk
from stemma.text.shingles import fold_plural, keyed_words

MOST_OPEN, MOST_UNASKED = 5, 3
LONGEST = 320
REPEATS = 0.6
OPENING = 0.4
"""The share of an article whose open questions are those of the story."""
FRONT = 0.2
"""The share of an article in which its main event is told."""
_ANONYMOUS = re.compile(r"\b(?:give|gave|given|giving)\s+(?:his|her|their)\s+(?:\w+\s+)?names?\b", re.IGNORECASE)
"""Who speaks without a name leaves nothing of the story open."""
_DATES = re.compile(r"\b(?:dates?|schedule|when)\b", re.IGNORECASE)


def list_unknown(desk: Desk, period: Period, focus: Callable[[Claim], float], lexicons: Lexicons) -> tuple[str, ...]:
    """Sentences in which a report says that something is not known, with the outlet; then what events of the story's main kind leave a
    reader asking and no report answers. A date that other reports give is not unknown."""
    return (*_declared_open(desk, period, lexicons), *_unanswered(desk, focus, lexicons))


@lru_cache(maxsize=8)
def _undisclosed(lexicons: Lexicons) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b{row[0]}\b" for row in lexicons.rows("undisclosed_words")), re.IGNORECASE)


def _declared_open(desk: Desk, period: Period, lexicons: Lexicons) -> tuple[str, ...]:
    found: list[str] = []
    seen: list[set[str]] = []
    for report, sentence in _body_sentences(desk):
        text = " ".join(desk.pages[report].report.text[sentence.start : sentence.end].split())
        match = _undisclosed(lexicons).search(text)
        if match is None or len(text) > LONGEST or _ANONYMOUS.search(text) or (period.start and _DATES.search(text)):
            continue
        words = {fold_plural(word.key) for word in keyed_words(text)}
        if any(len(words & before) >= REPEATS * min(len(words), len(before)) for before in seen):
            continue
        seen.append(words)
        outlet = desk.pages[report].report.outlet
        name = (outlet.name or outlet.domain) if outlet else None
        found.append(f"{text} ({name})" if name else text)
    return tuple(found[:MOST_OPEN])


def _body_sentences(desk: Desk) -> list[tuple[str, Sentence]]:
    """Sentences of the first part of the articles: those that stand highest in their report first."""
    found = []
    for report, page in desk.pages.items():
        spans = article_spans(page.report)
        starts = [start for start, _ in spans]
        sentences = page.annotation.sentences
        inside = [s for s in sentences if (place := bisect_right(starts, s.start)) and s.start < spans[place - 1][1]]
        opening = max(5, round(OPENING * len(inside)))
        found += [(number, report, sentence) for number, sentence in enumerate(inside) if number < opening]
    return [(report, sentence) for _, report, sentence in sorted(found, key=lambda item: item[:2])]


def _unanswered(desk: Desk, focus: Callable[[Claim], float], lexicons: Lexicons) -> tuple[str, ...]:
    """What a careful reader would ask next: of events of the main kind, and of what the headlines tell of that nobody willed."""
    kind = _main_kind(desk, focus)
    texts = [page.report.text[start:end] for page in desk.pages.values() for start, end in article_spans(page.report)]
    asked = [
        (slot, answer)
        for of, slot, answer in lexicons.rows("usual_slots")
        if of == kind or (of[0] == "~" and _headlines_tell(of[1:], desk))
    ]
    missing = [slot for slot, answer in asked if not any(re.search(answer, text, re.IGNORECASE) for text in texts)]
    return tuple(f"No report says {slot}." for slot in dict.fromkeys(missing))[:MOST_UNASKED]


def _headlines_tell(pattern: str, desk: Desk) -> bool:
    """Whether most headlines of articles tell of such a happening."""
    titles = [page.report.title for page in desk.pages.values() if page.report.title]
    return 2 * sum(re.search(pattern, title, re.IGNORECASE) is not None for title in titles) > len(titles) > 0


def _main_kind(desk: Desk, focus: Callable[[Claim], float]) -> str | None:
    """The kind of event that the claims nearest to the matter tell of, if one clearly leads."""
    weights: dict[str, float] = defaultdict(float)
    told_by: dict[str, set[str]] = defaultdict(set)
    for claim in desk.claims:
        for statement in desk.statements_of(claim):
            is_front = desk.place_of[statement.id] <= FRONT or desk.kind_of(statement) == "title"
            if statement.event and is_front and statement.status not in {"opinion", "hypothetical"}:
                told_by[statement.event.type].add(statement.report)
                weights[statement.event.type] += (1.2 - desk.place_of[statement.id]) * (0.2 + focus(claim))
    ranked = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or ranked[0][1] < 0.4 * sum(weights.values()) or 2 * len(told_by[ranked[0][0]]) <= len(desk.pages):
        return None
    return ranked[0][0]
