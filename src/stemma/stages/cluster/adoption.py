"""Strays find their story: short reports in an outlet's own voice that share little wording with the others, but its details.

Average link measures wording. A reporter on the spot words everything anew; what cannot differ are the names, the place, the day and
what the event is called.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from stemma.language.article import article_spans
from stemma.language.lexicon import Lexicons
from stemma.language.rarity import rarity
from stemma.records import Page
from stemma.stages.cluster.days import Days, event_days, published_days, published_gap
from stemma.text.normalise import without_accents
from stemma.text.shingles import KeyedWord, fold_plural, keyed_words

LARGEST_STRAY = 2
"""A group of more reports is a story of its own."""
NAME, NOUN = 4.5, 2.5
"""A name, and another word, must tell so much (nats; in one article of 90, of 12) to count."""
NAMES, DETAILS = 2, 5
"""So many names, and so many names and words, must be among those that the story's reports have in common ..."""
CORE, LEAD_WORDS = 0.4, 40
"""... which are those that at least this share of them has, and at least two; and one word must be among those of headlines and leads."""
CLOSEST = 0.1
"""One report of the story must be at least this alike to a stray."""
NEAR_DAYS = 3
READ_WORDS, READ_BLOCK = 600, 20_000

Clusters = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """What a report has whatever its wording: names, telling words (``lead``: those of headline and lead), the days it speaks of (or
    weekdays alone) and its date."""

    names: frozenset[str]
    words: frozenset[str]
    lead: frozenset[str]
    days: frozenset[int]
    weekdays: frozenset[str]
    published: Days


def read_profile(page: Page, lexicons: Lexicons) -> Profile:
    """The profile of one report, from the first ``READ_WORDS`` words of its headline and article. A name of several words counts once."""
    report = page.report
    names, words, lead, weekdays = set(), set(), set(), set()
    read = _read_words(page)
    for place, (word, opens) in enumerate(read):
        key, weight = without_accents(fold_plural(word.key)), rarity(fold_plural(word.key), lexicons)
        if word.key in _weekdays(lexicons):
            weekdays.add(word.key)
        elif report.text[word.start].isupper() and not opens and weight >= NAME:
            follower = read[place + 1][0] if place + 1 < len(read) else None
            if follower is None or follower.start > word.end + 1 or not report.text[follower.start].isupper():
                names.add(key)
        elif weight >= NOUN and word.key not in _offices(lexicons):
            words.add(key)
            lead |= {key} if place < LEAD_WORDS else set()
    return Profile(
        names=frozenset(names),
        words=frozenset(words - names),
        lead=frozenset(lead - names),
        days=event_days(page),
        weekdays=frozenset(weekdays),
        published=published_days(page),
    )


def _read_words(page: Page) -> list[tuple[KeyedWord, bool]]:
    """The first words of headline and article, each with whether a paragraph opens with it."""
    read: list[tuple[KeyedWord, bool]] = []
    for start, end in article_spans(page.report, frozenset({"title", "subtitle", "body", "list", "quote"})):
        found = keyed_words(page.report.text, start, min(end, start + READ_BLOCK))
        read += [(word, place == 0) for place, word in enumerate(found)]
        if len(read) >= READ_WORDS:
            break
    return read[:READ_WORDS]


@lru_cache(maxsize=4)
def _offices(lexicons: Lexicons) -> frozenset[str]:
    """What people are called by their office: it tells no event."""
    return frozenset(word for row in lexicons.rows("roles") for word in row[0].lower().split())


@lru_cache(maxsize=4)
def _weekdays(lexicons: Lexicons) -> frozenset[str]:
    return frozenset(form for _, _, form in lexicons.rows("weekdays"))


def adopt(clusters: Clusters, profiles: Sequence[Profile], likeness: Mapping[tuple[int, int], float]) -> Clusters:
    """The clusters with each stray in the story whose details it shares, the most alike first; others stay as they are.

    A stray is judged by the story as it was before any came in, so that strays bring no further strays.
    """
    ties = []
    for stray in (members for members in clusters if len(members) <= LARGEST_STRAY):
        for story in (members for members in clusters if len(members) > len(stray)):
            closest = max(likeness.get((min(one, other), max(one, other)), 0.0) for one in stray for other in story)
            if closest >= CLOSEST and all(_belongs(profiles[one], [profiles[other] for other in story]) for one in stray):
                ties.append((-closest, stray, story))
    home: dict[tuple[int, ...], tuple[int, ...]] = {}
    for _, stray, story in sorted(ties):
        if stray not in home and story not in home and stray not in home.values():
            home[stray] = story
    joined = {members: list(members) for members in clusters if members not in home}
    for stray, story in home.items():
        joined[story] += stray
    return tuple(sorted(tuple(sorted(members)) for members in joined.values()))


def _belongs(stray: Profile, story: Sequence[Profile]) -> bool:
    names = stray.names & _core([one.names for one in story])
    words = stray.words & _core([one.words | one.names for one in story])
    event = stray.words & _core([one.lead for one in story])
    if len(names) < NAMES or len(names) + len(words) < DETAILS or not event:
        return False
    gaps = [gap for one in story if (gap := published_gap(stray.published, one.published)) is not None]
    return _shares_day(stray, story) and (not gaps or min(gaps) <= NEAR_DAYS)


def _core(held: Sequence[frozenset[str]]) -> frozenset[str]:
    """What at least two of the story's reports have, and not only a few of them."""
    counts = Counter(key for keys in held for key in keys)
    return frozenset(key for key, count in counts.items() if count >= 2 and count >= CORE * len(held))


def _shares_day(stray: Profile, story: Sequence[Profile]) -> bool:
    """Whether the stray speaks of a day that most of the story's reports speak of; of a weekday, where dates are not known."""
    days = Counter(day for one in story for day in one.days)
    if days and stray.days:
        return max(days[day] for day in stray.days) * 2 >= len(story)
    weekdays = Counter(day for one in story for day in one.weekdays)
    return any(weekdays[day] * 2 >= len(story) for day in stray.weekdays)
