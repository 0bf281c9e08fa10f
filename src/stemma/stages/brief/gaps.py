"""What no report says: what reports themselves call open, and what a reader would ask of such an event."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import lru_cache

from stemma.language.article import article_spans
from stemma.language.lexicon import Lexicons
from stemma.language.meaning import read_meanings
from stemma.records import Claim, Period, Sentence, Statement
from stemma.stages.brief.desk import Desk
from stemma.text.shingles import fold_plural, keyed_words

MOST_OPEN, MOST_UNASKED = 5, 3
LONGEST = 320
REPEATS = 0.6
ANSWERED, LEAST_SHARED = 0.6, 3
"""The share of an open question's words, and their number, that a later report has where it answers it."""
FRONT = 0.2
"""The share of an article in which its main event is told."""
_ANONYMOUS = re.compile(r"\b(?:give|gave|given|giving)\s+(?:his|her|their)\s+(?:\w+\s+)?names?\b", re.IGNORECASE)
"""Who speaks without a name leaves nothing of the story open."""
_TOLD_NOW = re.compile(r"^What\b[^.]{0,80}\bis that\b", re.IGNORECASE)
"""What was not known and is told with it."""
_SO_FAR = re.compile(r"\b(?:yet|still|immediately|so far|remain(?:s|ed|ing)? (?:un\w+|open|a mystery|in doubt))\b", re.IGNORECASE)
LATER = timedelta(hours=6)
"""What was open so far is not asked where a report came so much later."""
_LEANS = re.compile(r"(?:he|she|they|this|that|these|those|his|her|their|its|but|and|it (?!is|was|remain|has|had))\b", re.IGNORECASE)
"""How a sentence opens that leaves open of whom it speaks; "It is not clear …" does not."""
_DATES = re.compile(r"\b(?:dates?|schedule|when)\b", re.IGNORECASE)


def list_unknown(desk: Desk, period: Period, focus: Callable[[Claim], float], lexicons: Lexicons) -> tuple[str, ...]:
    """Sentences in which a report says that something is not known, with the outlet; then what events of the story's main kind leave a
    reader asking and no report answers. A date that other reports give is not unknown."""
    return (*_declared_open(desk, period, lexicons), *_unanswered(desk, focus, lexicons))


@lru_cache(maxsize=8)
def undisclosed_words(lexicons: Lexicons) -> re.Pattern[str]:
    """How reports say that something is not known."""
    return re.compile("|".join(rf"\b{row[0]}\b" for row in lexicons.rows("undisclosed_words")), re.IGNORECASE)


def _declared_open(desk: Desk, period: Period, lexicons: Lexicons) -> tuple[str, ...]:
    found: list[str] = []
    seen: list[set[str]] = []
    answers = _Answers(desk, lexicons)
    for report, sentence in _body_sentences(desk):
        text = " ".join(desk.pages[report].report.text[sentence.start : sentence.end].split())
        match = undisclosed_words(lexicons).search(text)
        if match is None or len(text) > LONGEST or _LEANS.match(text) or _ANONYMOUS.search(text) or _TOLD_NOW.search(text):
            continue
        if (period.start and _DATES.search(text)) or answers.hold(report, text):
            continue
        words = {fold_plural(word.key) for word in keyed_words(text)}
        if any(len(words & before) >= REPEATS * min(len(words), len(before)) for before in seen):
            continue
        seen.append(words)
        said = ", ".join(_by_whom_and_when(report, desk))
        found.append(f"{text} ({said})" if said else text)
        if len(found) == MOST_OPEN:
            break
    return tuple(found)


def _by_whom_and_when(report: str, desk: Desk) -> Iterator[str]:
    """The outlet that says something is not known, and the day as of which it does where reports of a later day came."""
    outlet, when = desk.pages[report].report.outlet, desk.published(report)
    name = (outlet.name or outlet.domain) if outlet else None
    if name:
        yield name
    later = (other for one in desk.pages if (other := desk.published(one)) is not None)
    if when is not None and any(other.date() > when.date() for other in later):
        yield f"as of {when.date().isoformat()}"


class _Answers:
    """What the reports tell, to be asked for answers; read once, when first asked."""

    def __init__(self, desk: Desk, lexicons: Lexicons) -> None:
        self._desk, self._lexicons = desk, lexicons
        self._meanings = read_meanings(lexicons)
        self._published = {report: when for report in desk.pages if (when := desk.published(report))}
        self._telling: dict[str, list[Statement]] = {}

    def hold(self, report: str, text: str) -> bool:
        """Whether a report of later publication has most words of an open question in one of its statements and does not leave it open,
        or, for what was open so far, came long enough after."""
        asked = self._published.get(report)
        if asked is None:
            return False
        if _SO_FAR.search(text) and _came_later(asked, self._published.values()):
            return True
        keys = self._keys(text)
        least = max(LEAST_SHARED, ANSWERED * len(keys))
        shared = Counter(statement.id for key in sorted(keys) for statement in self._tell(key))
        told = (self._desk.statements[statement] for statement, count in shared.items() if count >= least)
        return any(self._published.get(one.report, asked) > asked and not self._is_open(one.text) for one in told)

    def _tell(self, key: str) -> Sequence[Statement]:
        """The statements that have a word."""
        if not self._telling:
            for statement in self._desk.statements.values():
                for word in self._keys(statement.text):
                    self._telling.setdefault(word, []).append(statement)
        return self._telling.get(key, ())

    def _keys(self, text: str) -> frozenset[str]:
        return self._meanings.telling_keys(text)

    def _is_open(self, text: str) -> bool:
        return undisclosed_words(self._lexicons).search(text) is not None


def is_open_no_more(text: str, report: str, desk: Desk) -> bool:
    """Whether a report tells something not to be known so far ("whose condition remains unknown"), and another came long enough after."""
    match = undisclosed_words(desk.lexicons).search(text)
    asked = desk.published(report)
    if match is None or asked is None or _SO_FAR.search(text) is None:
        return False
    return _came_later(asked, (when for other in desk.pages if (when := desk.published(other))))


def _came_later(asked: datetime, published: Iterable[datetime]) -> bool:
    return any(when - asked >= LATER for when in published)


def _body_sentences(desk: Desk) -> list[tuple[str, Sentence]]:
    """The sentences of the articles: those that stand highest in their report first."""
    seen: Counter[str] = Counter()
    found = []
    for report, sentence in _article_sentences(desk):
        seen[report] += 1
        found.append((seen[report], report, sentence))
    return [(report, sentence) for _, report, sentence in sorted(found, key=lambda item: item[:2])]


def _article_sentences(desk: Desk) -> Iterator[tuple[str, Sentence]]:
    for report, page in desk.pages.items():
        spans = article_spans(page.report)
        starts = [start for start, _ in spans]
        for sentence in page.annotation.sentences:
            place = bisect_right(starts, sentence.start)
            if place and sentence.start < spans[place - 1][1]:
                yield report, sentence


def _unanswered(desk: Desk, focus: Callable[[Claim], float], lexicons: Lexicons) -> tuple[str, ...]:
    """What a careful reader would ask next: of events of the main kind, and of what the headlines tell of that nobody willed."""
    kind = _main_kind(desk, focus)
    texts = [
        text
        for report, sentence in _article_sentences(desk)
        if undisclosed_words(lexicons).search(text := desk.pages[report].report.text[sentence.start : sentence.end]) is None
    ]
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
