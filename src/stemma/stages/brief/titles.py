"""The title of a story: the headline that tells most of it and sells least."""

import re
from collections import Counter

from stemma.language.lexicon import Lexicons
from stemma.records import Page
from stemma.stages.brief.desk import Desk
from stemma.stages.brief.wording import best_wording
from stemma.text.shingles import fold_plural, keyed_words

BEST_LENGTH = (35, 110)


def choose_title(desk: Desk, lexicons: Lexicons) -> str:
    """The headline whose words the other reports share, without words that sell, from a report that drew on no other; where there is none,
    the best worded claim."""
    sensational = frozenset(lexicons.words("sensational_words"))
    shared = _shared_words(desk)
    titles = [
        (page, " ".join(page.report.title.split())) for page in desk.pages.values() if page.report.title and page.report.title.strip()
    ]
    if titles:
        return min(titles, key=lambda pair: (-_score(pair[1], pair[0], desk, shared, sensational), pair[1], pair[0].report.id))[1]
    for claim in desk.claims:
        statements = desk.statements_of(claim)
        if statements:
            return best_wording(statements, desk).text.rstrip(".")
    return next(iter(desk.pages), "")


def _shared_words(desk: Desk) -> Counter[str]:
    """In how many reports' headlines and openings each word stands."""
    counts: Counter[str] = Counter()
    for page in desk.pages.values():
        counts.update(_words(page.report.title or "") | _opening(page, desk))
    return counts


def _opening(page: Page, desk: Desk) -> set[str]:
    first = [s for s in desk.by_report[page.report.id] if desk.place_of[s.id] <= 0.1]
    return {word for statement in first for word in _words(statement.text)}


def _words(text: str) -> set[str]:
    return {fold_plural(word.key) for word in keyed_words(text) if len(word.key) > 3}


def _score(title: str, page: Page, desk: Desk, shared: Counter[str], sensational: frozenset[str]) -> float:
    words = _words(title)
    total = max(1, len(desk.pages))
    score = 3.0 * sum(shared[word] for word in words) / (total * max(6, len(words)))
    lower = {word.key for word in keyed_words(title)}
    score -= 0.6 * len(lower & sensational) + 0.5 * bool(re.search(r"[?!]|…|\.\.\.|[“\"‘]", title)) + 0.4 * (":" in title)
    score += 0.4 * (BEST_LENGTH[0] <= len(title) <= BEST_LENGTH[1]) - 0.01 * max(0, len(title) - BEST_LENGTH[1])
    score -= 0.5 * (page.report.id in desk.derived) + 0.5 * (title.isupper())
    score -= 0.3 * any(found.kind in {"ai_text", "sponsored"} for found in page.report.disclosures)
    return round(score, 6)
