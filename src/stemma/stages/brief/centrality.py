"""How near to the heart of a story a claim is: told first, told by many, told in the words of the headlines."""

from collections import Counter
from collections.abc import Callable, Mapping

from stemma.language.article import article_spans
from stemma.language.meaning import Meanings, read_meanings
from stemma.records import Claim, Page, Statement
from stemma.stages.brief.desk import Desk
from stemma.text.shingles import word_keys

FRONT_SENTENCES = 2
MOST_TITLE_KEYS = 6
DERIVED = 0.3
"""What a report that drew on another counts, where the front pages of reports are counted."""
FRONT, TITLES, FOCUS, SHARE = 1.2, 1.2, 0.6, 0.3
"""The weights of the parts: fronts that tell it, words of the headlines, protagonists, reports that tell it anywhere."""


def find_centrality(desk: Desk, focus: Callable[[Claim], float]) -> Callable[[Claim], float]:
    """The centrality of a claim: what journalists call the lead (the inverted pyramid), measured over all reports.

    The sum, weighted, of the share of reports that tell it in their headline or first sentences, the share of the headlines' common words
    that one of its statements has (words for one kind of happening count as one word), ``focus``, and the share of reports that
    tell it at all.
    """
    meanings = read_meanings(desk.lexicons)
    fronts = {report: _front_end(page) for report, page in desk.pages.items()}
    weigh = {report: DERIVED if report in desk.derived else 1.0 for report in desk.pages}
    total = sum(weigh.values()) or 1.0
    keys = _title_keys(desk, meanings)
    most = sum(sorted(keys.values(), reverse=True)[:MOST_TITLE_KEYS]) or 1.0

    def centrality(claim: Claim) -> float:
        statements = desk.statements_of(claim)
        leading = {s.report for s in statements if s.start < fronts[s.report] or desk.kind_of(s) == "title"}
        telling = {s.report for s in statements}
        titled = max((_covered(statement, keys, meanings) for statement in statements), default=0.0)
        parts = (
            FRONT * sum(weigh[report] for report in sorted(leading)) / total,
            TITLES * min(1.0, titled / most),
            FOCUS * focus(claim),
            SHARE * sum(weigh[report] for report in sorted(telling)) / total,
        )
        return round(sum(parts), 6)

    return centrality


def _front_end(page: Page) -> int:
    """Where the first sentences of the running text end."""
    spans = article_spans(page.report)
    if not spans:
        return 0
    ends = [sentence.end for sentence in page.annotation.sentences if sentence.start >= spans[0][0]]
    return ends[min(FRONT_SENTENCES, len(ends)) - 1] if ends else spans[0][1]


def _title_keys(desk: Desk, meanings: Meanings) -> dict[str, float]:
    """The words of the headlines, by the share of headlines that have them; those of one headline alone only where there are few."""
    counts: Counter[str] = Counter()
    for page in desk.pages.values():
        counts.update(_keys(page.report.title or "", meanings))
    needed = 2 if len(desk.pages) > 2 else 1
    shared = {key: count / len(desk.pages) for key, count in counts.items() if count >= needed}
    return shared or {key: count / len(desk.pages) for key, count in counts.items()}


def _keys(text: str, meanings: Meanings) -> set[str]:
    return {meanings.key(word) for word in word_keys(text) if len(word) > 2 and not meanings.is_light(word)}


def _covered(statement: Statement, keys: Mapping[str, float], meanings: Meanings) -> float:
    return sum(keys[key] for key in sorted(_keys(statement.text, meanings)) if key in keys)
