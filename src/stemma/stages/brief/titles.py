"""The title of a story: the headline that tells most of it and sells least."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from stemma.language.lexicon import Lexicons
from stemma.language.meaning import read_meanings
from stemma.records import Conflict, ConflictValue, Page, Statement
from stemma.stages.brief.desk import Desk
from stemma.stages.brief.focus import find_protagonists
from stemma.stages.brief.ranking import Ranking
from stemma.stages.brief.telling import cut_opening_quote, tells_something
from stemma.stages.brief.withheld import Withheld, sort_out
from stemma.stages.brief.wording import best_wording
from stemma.text.shingles import fold_plural, word_keys

BEST_LENGTH = (35, 110)
SHARED, NAMES, MATTER = 5.0, 1.0, 1.0
"""What counts for a headline: words that the reports share, the protagonists, its nearness to the story's matter."""
WEAKER, TAKEN_BACK, CONTESTED, OUT_OF_DATE, WITHDRAWN, FOREIGN = 0.3, 0.8, 0.3, 0.8, 3.0, 3.0
"""What it costs a headline that it takes the side that fewer reports give, that it affirms or denies what a later report has otherwise
or an earlier one, that it tells what a later report replaced, that its report was withdrawn, or that it is not in English."""
TELLS_NOTHING = 0.5
"""What it costs a headline that it only names a matter ("Accident at Alva", "Decision of the panel")."""
_SAME_WORDS, _LEAST_SHARED = 0.55, 3
"""The share of the shorter headline's words, and their number, at which two say the same."""
_SOON = timedelta(days=1)
_SLUG = re.compile(
    r"\b[A-Z]{2,}(?:--+[A-Z]{2,}|-[A-Z]{4,})|\b(?:\d\s?(?:st|nd|rd|th)|\d+)\s+(?:LEAD|Lead|LD|Ld)\b"
    r"|\bLEAD \d|\b[Ww]ritethru\b|\bWRITETHRU\b"
)
"""How agencies name an item for other desks ("MINE-BLAST", "1st LEAD"); not two states or bodies ("a US-UK deal")."""


@dataclass(frozen=True, slots=True)
class _Headlines:
    """What the headlines of a story are weighed by: in how many reports' headlines and openings a word stands (``shared``), the names of
    the protagonists with their weights, the words that sell (``sensational``) and those that name a column."""

    desk: Desk
    ranking: Ranking
    shared: Counter[str]
    names: Mapping[str, float]
    sensational: frozenset[str]
    columns: frozenset[str]


def choose_title(desk: Desk, ranking: Ranking, conflicts: Sequence[Conflict], withheld: Withheld) -> str:
    """The headline whose words the other reports share and that names the protagonists, without words that sell, that takes no side in a
    conflict and is not out of date, from a report that drew on no other; without the desk's labels ("UPDATE 2-") and without a quotation
    that opens it. Where there is none, the best worded claim."""
    titles = [
        (page, cut_opening_quote(page, title))
        for page in desk.pages.values()
        if page.report.title and (title := strip_labels(" ".join(page.report.title.split()), desk.lexicons))
    ]
    if titles:
        headlines = _lay_out(desk, ranking)
        costs = _costs(desk, conflicts, withheld)
        scores = {page.report.id: _score(title, page, headlines) - costs.get(page.report.id, 0.0) for page, title in titles}
        return min(titles, key=lambda pair: (-round(scores[pair[0].report.id], 6), pair[1], pair[0].report.id))[1]
    for claim in desk.claims:
        statements = desk.statements_of(claim)
        if statements:
            return best_wording(statements, desk).text.rstrip(".")
    return _stand_in(desk)


def _stand_in(desk: Desk) -> str:
    """What a story is called of which nothing could be read: the file or the end of the address of its first page."""
    location = next((page.report.location for page in desk.pages.values()), "")
    return location.rstrip("/").rpartition("/")[2] or location


def strip_labels(title: str, lexicons: Lexicons) -> str:
    """A headline without the labels of the desk around it; the headline itself where it is nothing else."""
    before, behind = _labels(lexicons)
    rest = title
    while (match := before.match(rest)) is not None:
        rest = rest[match.end() :]
    rest = behind.sub("", rest).strip()
    return rest or title


@lru_cache(maxsize=8)
def _labels(lexicons: Lexicons) -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = "|".join(re.escape(word) for word in sorted(lexicons.words("headline_labels"), key=lambda word: (-len(word), word)))
    label = rf"(?:{words})(?: ?\d{{1,2}})?"
    before = rf"\W{{0,3}}(?:[\[(]{label}[\])][ :–—-]*|{label} ?(?:: |[–—-]+ ?| \| ))(?=\S)"
    kinds = "|".join(re.escape(word) for word in sorted(lexicons.words("explainer_labels"), key=lambda word: (-len(word), word)))
    behind = rf"\s*[\[(]{label}[\])]\s*$|(?<=\w)\s?(?:[:|]|\s[–—-])\s(?:{kinds})(?: so far| now| about it)?\W?$"
    capitals = rf"|(?-i:(?:{words.upper()})(?: ?\d{{1,2}})? (?=\w+[a-z]))"
    return re.compile(before + capitals, re.IGNORECASE), re.compile(behind, re.IGNORECASE)


def _costs(desk: Desk, conflicts: Sequence[Conflict], withheld: Withheld) -> dict[str, float]:
    """What its headline costs a report, by report: for the side that it takes in a conflict, for what is out of date or withdrawn."""
    titles = {report: [s for s in desk.by_report[report] if desk.kind_of(s) == "title"] for report in desk.pages}
    costs = {report: WITHDRAWN for report in desk.pages if _fell(report, withheld, desk)}
    for report, told in titles.items():
        if any(statement.polarity == "affirmed" and withheld.has_replaced_value(statement) for statement in told):
            costs[report] = max(costs.get(report, 0.0), OUT_OF_DATE)
    for conflict in conflicts:
        for value, cost in _cost_of_sides(conflict, desk):
            given = {desk.statements[statement].report for statement in value.statements if statement in desk.statements}
            for report in sorted(given):
                for headline in titles[report]:
                    if headline.id in value.statements:
                        costs[report] = max(costs.get(report, 0.0), min(cost, CONTESTED) if headline.polarity == "denied" else cost)
    return costs


def _fell(report: str, withheld: Withheld, desk: Desk) -> bool:
    """Whether a report was withdrawn, or another outlet's, of no later day, has in most words the headline of one that was."""
    told, meanings, outlet = desk.published(report), read_meanings(desk.lexicons), desk.pages[report].report.outlet
    words = {meanings.key(word) for word in _words(strip_labels(desk.pages[report].report.title or "", desk.lexicons))}
    for gone, when in sorted(withheld.withdrawn.items()):
        other = {meanings.key(word) for word in _words(strip_labels(desk.pages[gone].report.title or "", desk.lexicons))}
        is_like = len(words & other) >= max(_LEAST_SHARED, _SAME_WORDS * min(len(words), len(other)))
        is_before = (told is None or told < when + _SOON) and outlet != desk.pages[gone].report.outlet
        if report == gone or (is_like and is_before):
            return True
    return False


def _cost_of_sides(conflict: Conflict, desk: Desk) -> list[tuple[ConflictValue, float]]:
    _, older = sort_out(conflict, desk)
    if conflict.relation == "supersedes":
        return [(value, OUT_OF_DATE) for value in older]
    if conflict.relation != "contradicts":
        return []
    if conflict.kind == "polarity":
        return [(value, TAKEN_BACK if value in older else CONTESTED) for value in conflict.values]
    most = max((len(value.reports) for value in conflict.values), default=0)
    return [(value, WEAKER) for value in conflict.values if len(value.reports) < most]


def _lay_out(desk: Desk, ranking: Ranking) -> _Headlines:
    names: dict[str, float] = {}
    for entity, weight in find_protagonists(desk).items():
        known = desk.entities.get(entity)
        for name in (known.name, *known.aliases) if known else ():
            names[name.lower()] = max(weight, names.get(name.lower(), 0.0))
    shared: Counter[str] = Counter()
    for page in desk.pages.values():
        shared.update(_words(page.report.title or "") | _opening(page, desk))
    return _Headlines(
        desk, ranking, shared, names, frozenset(desk.lexicons.words("sensational_words")), frozenset(desk.lexicons.words("column_words"))
    )


def _opening(page: Page, desk: Desk) -> set[str]:
    first = [s for s in desk.by_report[page.report.id] if desk.place_of[s.id] <= 0.1]
    return {word for statement in first for word in _words(statement.text)}


def _words(text: str) -> set[str]:
    return {fold_plural(word) for word in word_keys(text) if len(word) > 3}


def _score(title: str, page: Page, headlines: _Headlines) -> float:
    """How well a headline tells the story: what it tells of it, less how it tells it."""
    report, desk = page.report, headlines.desk
    words = _words(title)
    score = SHARED * sum(headlines.shared[word] for word in words) / (max(1, len(desk.pages)) * max(6, len(words)))
    named = sorted((weight for name, weight in headlines.names.items() if holds_name(title, name)), reverse=True)
    score += NAMES * min(1.0, sum(named[:3]) / max(1.0, sum(sorted(headlines.names.values(), reverse=True)[:3])))
    score += MATTER * max((headlines.ranking.rate_matter(told) for told in _told_in(page, desk)), default=0.0)
    score -= 0.5 * (report.id in desk.derived) + FOREIGN * (report.language != "en")
    score -= 0.3 * any(found.kind in {"ai_text", "sponsored"} for found in report.disclosures)
    score -= TELLS_NOTHING * (not tells_something(page, title))
    return round(score - _style(title, headlines), 6)


def _told_in(page: Page, desk: Desk) -> list[Statement]:
    return [statement for statement in desk.by_report[page.report.id] if desk.kind_of(statement) == "title"]


def holds_name(title: str, name: str) -> bool:
    """Whether a name stands in a title, in letters of whatever size, and not in the middle of a word.

    >>> holds_name("RALLY IN ALVA", "alva"), holds_name("Alva's mayor resigns", "alva"), holds_name("Alvaro resigns", "alva")
    (True, True, False)
    """
    return re.search(rf"(?<!\w){re.escape(name.lower())}(?!\w)", title.lower()) is not None


def is_slugged(title: str) -> bool:
    """Whether a title holds an agency's name for the item.

    >>> is_slugged("MINE-BLAST: two dead"), is_slugged("Two dead (2nd LEAD)"), is_slugged("US-UK talks in Alva")
    (True, True, False)
    """
    return _SLUG.search(title) is not None


def _style(title: str, headlines: _Headlines) -> float:
    """What it costs a headline that it sells, asks, quotes or breaks off, is of bad length, or names a column or an item."""
    lower = set(word_keys(title))
    cost = (
        0.6 * len(lower & headlines.sensational)
        + 0.6 * bool(lower & headlines.columns)
        + 0.5 * bool(re.search(r"[?!]|…|\.\.\.|[“\"‘]|(?<!\w)'", title))
        + 0.2 * (":" in title)
    )
    cost += 0.01 * max(0, len(title) - BEST_LENGTH[1]) - 0.2 * (BEST_LENGTH[0] <= len(title) <= BEST_LENGTH[1])
    return cost + 0.5 * title.isupper() + 0.8 * is_slugged(title)
