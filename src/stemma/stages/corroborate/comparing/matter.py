"""What two statements must have in common for their values to be compared, and the clash of two values."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Literal

from stemma.language.counting import Counted
from stemma.language.gazetteer import look_up
from stemma.language.lexicon import Lexicons
from stemma.language.meaning import Meanings
from stemma.records import ConflictKind, Entity, Page
from stemma.stages.corroborate.comparing.agreement import is_named
from stemma.stages.corroborate.comparing.moments import gap_days
from stemma.stages.corroborate.comparing.parallels import Parallel
from stemma.stages.corroborate.comparing.reading import Count, Moment, Reading

Relation = Literal["contradicts", "supersedes", "refines"]
"""How two values of one matter stand to each other."""
FARTHEST_NEWS_DAYS = 45
"""Reports that came out farther apart tell of different states of affairs."""
_ESTIMATE = re.compile(
    r"(?:first|earlier|previous)\s+(?:\w+\s+)?(?:reading|readings|estimates?|figures?|counts?|reports?|tolls?|results?)\b", re.IGNORECASE
)
_EDGES = frozenset({"a:begin", "a:end", "last"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One value, as one statement gives it: ``key`` is the value made comparable, ``start``/``end`` its words."""

    reading: Reading
    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Two values of one matter. ``matter`` is what numbers count, else empty; ``is_retold``: in sentences that are the same in all else."""

    kind: ConflictKind
    relation: str
    matter: str
    one: Side
    other: Side
    is_retold: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """What finding clashes needs besides the readings. ``recurrence`` finds words that tell one happening from another of its kind,
    ``definite`` those that speak of the toll itself, ``leads`` says where each report's opening ends, ``published`` when it came out.
    ``mentions`` are the spans of each report's entities, in order; ``given`` are each report's numbers with their units, ``told_on`` the
    days on which the reports came out, ``parallels`` the sentences that stand for each other, ``texts`` for each report itself and
    those that it was written from."""

    meanings: Meanings
    counted: Counted
    entities: Mapping[str, Entity]
    recurrence: re.Pattern[str]
    definite: re.Pattern[str]
    leads: Mapping[str, int]
    published: Mapping[str, str]
    pages: Mapping[str, Page]
    mentions: Mapping[str, Sequence[tuple[int, int, str]]]
    given: frozenset[tuple[str, str, float | None]]
    told_on: tuple[date, ...] = ()
    parallels: tuple[Parallel, ...] = ()
    texts: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def slot_keys(self) -> frozenset[str]:
        """The keys of what befalls people (dying, being hurt, being arrested), which reports tell in few words."""
        return _slot_keys(self.meanings, self.counted)

    def gives(self, report: str, count: Count) -> bool:
        """Whether a report gives a number of this unit anywhere: who has both numbers counts two things."""
        return (report, count.unit or "", count.quantity.value) in self.given

    def is_country(self, entity: Entity) -> bool:
        """Whether an entity is a country."""
        known = look_up(entity.name, self.meanings.lexicons)
        return known is not None and known.kind == "country"


@lru_cache(maxsize=8)
def _slot_keys(meanings: Meanings, counted: Counted) -> frozenset[str]:
    return frozenset(meanings.key(word) for word, slot in counted.slots.items() if slot in counted.running)


@lru_cache(maxsize=8)
def recurrence_pattern(lexicons: Lexicons) -> re.Pattern[str]:
    """The words and phrases of the lexicon ``recurrence_words``."""
    words = sorted(lexicons.words("recurrence_words"), key=lambda word: (-len(word), word))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)


@lru_cache(maxsize=8)
def update_pattern(lexicons: Lexicons, kind: str) -> re.Pattern[str]:
    """The words of the lexicon ``update_words`` by which a report gives a newer number, or a newer date."""
    words = sorted((row[1] for row in lexicons.rows("update_words") if row[0] == kind), key=lambda word: (-len(word), word))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)


@lru_cache(maxsize=8)
def definite_pattern(lexicons: Lexicons) -> re.Pattern[str]:
    """Words that speak of the toll of the event itself: "the death toll", "brings the number of injured to"."""
    words = sorted((row[1] for row in lexicons.rows("update_words") if row[0] == "toll"), key=lambda word: (-len(word), word))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)


def are_comparable(one: Reading, other: Reading, ground: Ground) -> bool:
    """Whether two statements stand in different sentences, of reports that came out at about the same time."""
    if one.statement.report == other.statement.report:
        return one.sentence is None or one.sentence is not other.sentence
    return _came_out_together(ground.published.get(one.statement.report), ground.published.get(other.statement.report))


@lru_cache(maxsize=1 << 14)
def _came_out_together(one: str | None, other: str | None) -> bool:
    return one is None or other is None or ".." in one + other or gap_days(one, other) <= FARTHEST_NEWS_DAYS


def shared_matter(one: Reading, other: Reading) -> tuple[float, float]:
    """How much of the two statements is the same: share of both, and of the one that says less (0..1).

    Words for beginning and ending say no more than the date beside them; two places of one country count as that country.
    """
    first, second = _matter(one, other), _matter(other, one)
    shared = sum(weight for key, weight in first.items() if key in second)
    back = sum(weight for key, weight in second.items() if key in first)
    total, least = sum(first.values()) + sum(second.values()), min(sum(first.values()), sum(second.values()))
    return (shared + back) / total if total else 0.0, min(1.0, min(shared, back) / least) if least else 0.0


def _matter(one: Reading, other: Reading) -> dict[str, float]:
    return {key: weight for key, weight in one.keys.items() if key not in _EDGES and one.homes.get(key, "") not in other.keys}


def tells_facts(reading: Reading) -> bool:
    """Whether a statement tells what is so or will be, not what may be or what somebody thinks."""
    return reading.statement.status not in {"hypothetical", "opinion"}


@lru_cache(maxsize=1 << 14)
def recurs(reading: Reading, ground: Ground) -> bool:
    """Whether words tell the happening from another of its kind; a "first estimate" is of this one."""
    return any(not _ESTIMATE.match(reading.statement.text, found.start()) for found in ground.recurrence.finditer(reading.statement.text))


def each_names_another(one: Reading, other: Reading) -> bool:
    """Whether each of two statements names somebody or something that the other does not."""
    return all(any(_is_unnamed(key, called, a, b) for key, called in a.called.items()) for a, b in ((one, other), (other, one)))


def _is_unnamed(key: str, called: frozenset[str], one: Reading, other: Reading) -> bool:
    return key not in other.keys and one.homes.get(key, "") not in other.keys and not is_named(called, other)


def sum_circumstances(one: Reading, other: Reading) -> float:
    """The weight of what two statements share besides kinds of happening: who, where, with what; also a name that stands in the other as
    part of a longer one."""
    shared = sum(weight for key, weight in one.keys.items() if key in other.keys and key[:2] not in {"a:", "c:"})
    return shared + max(_named_in_part(one, other), _named_in_part(other, one))


def _named_in_part(one: Reading, other: Reading) -> float:
    return sum(
        one.keys[key]
        for key, called in one.called.items()
        if key not in other.keys and len(called) > 1 and is_named(called, other) and key not in one.homes
    )


def side_of(reading: Reading, value: Moment | Count, key: str) -> Side:
    """The side whose words are those of a date or a number."""
    return Side(reading=reading, key=key, start=value.start, end=value.end)


def whole_side(reading: Reading, key: str) -> Side:
    """The side whose words are the whole statement; for a denial the sentence, as the word that denies often stands outside."""
    span = reading.statement
    if key == "denied" and reading.sentence is not None and reading.sentence.end >= span.end:
        return Side(reading=reading, key=key, start=reading.sentence.start, end=reading.sentence.end)
    return Side(reading=reading, key=key, start=span.start, end=span.end)
