"""The title of a story: the headline that tells most of it and sells least."""

import re
from collections import Counter
from collections.abc import Sequence

from stemma.language.lexicon import Lexicons
from stemma.records import Conflict, Page
from stemma.stages.brief.desk import Desk
from stemma.stages.brief.wording import best_wording
from stemma.text.shingles import fold_plural, keyed_words

BEST_LENGTH = (35, 110)


ONE_SIDE, OUT_OF_DATE = 0.5, 0.5
"""What it costs a headline that it takes a side where reports contradict each other, or tells what a later report replaced."""


def choose_title(desk: Desk, conflicts: Sequence[Conflict], lexicons: Lexicons) -> str:
    """The headline whose words the other reports share, without words that sell, that takes no side in a conflict and is not out of date,
    from a report that drew on no other; where there is none, the best worded claim."""
    sensational = frozenset(lexicons.words("sensational_words"))
    shared = _shared_words(desk)
    titles = [
        (page, " ".join(page.report.title.split())) for page in desk.pages.values() if page.report.title and page.report.title.strip()
    ]
    if titles:
        costs = _costs(desk, conflicts)
        scores = {page.report.id: _score(title, page, desk, shared, sensational) - costs.get(page.report.id, 0.0) for page, title in titles}
        return min(titles, key=lambda pair: (-round(scores[pair[0].report.id], 6), pair[1], pair[0].report.id))[1]
    for claim in desk.claims:
        statements = desk.statements_of(claim)
        if statements:
            return best_wording(statements, desk).text.rstrip(".")
    return next(iter(desk.pages), "")


def _costs(desk: Desk, conflicts: Sequence[Conflict]) -> dict[str, float]:
    """What its headline costs a report that takes a side with it, by report: a side that fewer reports give than another, in a conflict
    whose both sides are told without the name of who says so; and one that a later report replaced."""
    costs: dict[str, float] = {}
    for conflict in conflicts:
        first = {
            value: min((when for report in value.reports if (when := desk.published(report))), default=None) for value in conflict.values
        }
        newest = max((when for when in first.values() if when), default=None)
        most = max((len(value.reports) for value in conflict.values), default=0)
        for value in conflict.values:
            if conflict.relation == "contradicts":
                cost = ONE_SIDE if len(value.reports) < most or conflict.kind == "polarity" else 0.0
            else:
                when = first[value]
                cost = OUT_OF_DATE if conflict.relation == "supersedes" and when and newest and when < newest else 0.0
            for report in sorted(
                {one.report for s in value.statements if (one := desk.statements.get(s)) and desk.kind_of(one) == "title"}
            ):
                costs[report] = max(costs.get(report, 0.0), cost)
    return costs


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
