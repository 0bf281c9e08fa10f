"""Assessments and forecasts, kept apart from facts: who expects or judges what, how strongly, and whether later reports bear it out."""

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from math import ceil

from stemma.language.estimates import estimate_of_verb, find_estimate
from stemma.language.meaning import Meanings, read_meanings
from stemma.language.stock import stock_phrases
from stemma.records import Assessment, Attribution, Bearing, Statement, Strength
from stemma.stages.brief.desk import Desk
from stemma.text.edtf import parse_edtf
from stemma.text.normalise import fold

_LEAST_WORDS = 5
_WEAK = 0.8
"""Verbs that stand for no more than this may tell of a feeling instead ("fears", "suspects")."""
_SAME_MATTER, _LEAST_SHARED, _NO_MORE = 0.6, 3, 0.5
"""The share of an assessment's words, and their number, that a later statement must have to be of its matter, and the share of that
statement's own words that they must be; names do not count."""
_PRONOUNS = frozenset({"he", "she", "it", "they", "his", "her", "its", "their", "who", "i", "we", "you", "one"})
_MISTAKEN = frozenset({"thought", "assumed", "imagined", "had thought", "had expected", "had hoped", "had feared"})
"""What somebody believed and, by the tense, no longer does."""
_UNREAD = frozenset({"title", "subtitle", "heading", "caption", "teaser", "notice", "chrome", "credit"})
_TOLD = frozenset({"happened", "ongoing", "cancelled"})
_SURE = frozenset({"stated", "reported"})


@dataclass(frozen=True, slots=True)
class _Judge:
    """Who assesses, by which words, with which bounds."""

    who: str | None
    entity: str | None
    word: str
    low: float
    high: float


def list_assessments(desk: Desk) -> tuple[Assessment, ...]:
    """The statements that somebody gives as expected, likely, possible or doubtful, by report and position.

    How strong they are is read by words of estimative probability (Kent 1964; ICD 203). What was told in a report of a later day, as
    done and in its own right, bears an assessment out where it tells the same matter and the same numbers, and contradicts it where it
    denies it or calls it off; for what was judged unlikely it is the other way round. Everything else is open.
    """
    meanings = read_meanings(desk.lexicons)
    later = _Later(desk, meanings)
    found = []
    for statement in sorted(desk.statements.values(), key=lambda one: (one.report, one.start, one.end, one.id)):
        judge = _judge(statement, desk) if _may_assess(statement, desk) else None
        if judge is None:
            continue
        outcome, by = later.outcome(statement, judge)
        found.append(_assessment(statement, judge, outcome, by))
    return tuple(found)


def _assessment(statement: Statement, judge: _Judge, outcome: Bearing, by: tuple[str, ...]) -> Assessment:
    return Assessment(
        id="as-" + hashlib.sha256(f"{statement.id}\n{judge.word}".encode()).hexdigest()[:10],
        report=statement.report,
        statement=statement.id,
        who=judge.who,
        entity=judge.entity,
        strength=Strength(word=judge.word, low=judge.low, high=judge.high),
        about=" ".join(statement.text.split()),
        outcome=outcome,
        by=by,
    )


def _may_assess(statement: Statement, desk: Desk) -> bool:
    words = statement.text.split()
    spoken_to = {"you", "your", "page", "site", "links"} & {word.strip(".,").lower() for word in words}
    return (
        len(words) >= _LEAST_WORDS
        and not spoken_to
        and desk.kind_of(statement) not in _UNREAD
        and stock_phrases(desk.lexicons).search(fold(statement.text)) is None
        and not statement.text.rstrip(" ”\"'’").endswith("?")
    )


def _judge(statement: Statement, desk: Desk) -> _Judge | None:
    """Who gives the statement as more or less likely: whoever expects it, by a verb; else its speaker, or its report, by words in it."""
    holder = _holder(statement, desk)
    if holder is not None:
        return holder
    if statement.attribution:
        link = statement.attribution[-1]
        bounds = estimate_of_verb(link.cue, lexicons=desk.lexicons)
        if bounds:
            return _Judge(link.source, link.entity, link.cue, *bounds)
    estimate = find_estimate(statement.text, lexicons=desk.lexicons)
    if estimate is None or (statement.certainty in _SURE and statement.status not in {"planned", "opinion", "hypothetical"}):
        return None
    word = " ".join(statement.text[estimate.start : estimate.end].split())
    innermost = statement.attribution[-1] if statement.attribution else None
    who, entity = (innermost.source, innermost.entity) if innermost else (None, None)
    return _Judge(who, entity, word, estimate.low, estimate.high)


def _holder(statement: Statement, desk: Desk) -> _Judge | None:
    """Who thinks the statement's matter likely, where a page tells so by a verb of expectation."""
    page = desk.pages[statement.report]
    for attitude in page.annotation.attitudes:
        if not attitude.is_asserted or not _is_over(attitude, statement) or not attitude.source_text:
            continue
        bounds = None if attitude.cue.lower() in _MISTAKEN else estimate_of_verb(attitude.cue, lexicons=desk.lexicons)
        if bounds and _is_judged(attitude, statement, desk, is_weak=bounds[1] <= _WEAK):
            entity = desk.mentioned.get((statement.report, attitude.source_start))
            known = desk.entities.get(entity or "")
            pronoun = attitude.source_text.lower() in _PRONOUNS
            who = (known.name if known else None) if pronoun else attitude.source_text
            return _Judge(who, entity, attitude.cue, *bounds)
    return None


def _is_judged(attitude: Attribution, statement: Statement, desk: Desk, *, is_weak: bool) -> bool:
    """Whether somebody judges a matter: a clause where the verb may also be a feeling ("feared the wall might give", not "the sea")."""
    tree = desk.tree_of(statement)
    if tree is None or attitude.source_text.lower().split()[:1] in (["nobody"], ["no"], ["none"], ["few"]):
        return False
    inside = [index for index, token in enumerate(tree.tokens) if attitude.content_start <= token.start < attitude.content_end]
    return bool(inside) and (not is_weak or any(tree.upos(index) in {"VERB", "AUX"} for index in inside))


def _is_over(attitude: Attribution, statement: Statement) -> bool:
    """Whether the content of an attitude is what the statement tells, or the statement tells of the attitude itself."""
    shared = min(attitude.content_end, statement.end) - max(attitude.content_start, statement.start)
    whole = max(1, min(attitude.content_end - attitude.content_start, statement.end - statement.start))
    return shared > 0.6 * whole and len(statement.text[: attitude.content_start - statement.start].split()) < 8


class _Later:
    """What reports of later days tell as fact, by report."""

    def __init__(self, desk: Desk, meanings: Meanings) -> None:
        self._desk, self._meanings = desk, meanings
        self._days = {report: _day(page.report.published.edtf if page.report.published else "") for report, page in desk.pages.items()}
        facts = [s for s in desk.statements.values() if s.status in _TOLD and s.certainty in _SURE]
        certain = [fact for fact in facts if find_estimate(fact.text, lexicons=desk.lexicons) is None]
        self._facts = sorted(certain, key=lambda one: (one.report, one.start, one.id))
        self._keys = {fact.id: self._words(fact.text) - self._named(fact) for fact in self._facts}
        self._holding: dict[str, list[int]] = defaultdict(list)
        for place, fact in enumerate(self._facts):
            for key in self._keys[fact.id]:
                self._holding[key].append(place)

    def outcome(self, statement: Statement, judge: _Judge) -> tuple[Bearing, tuple[str, ...]]:
        """What later reports make of an assessment, and by which statements."""
        day = self._days[statement.report]
        keys = self._words(statement.text.replace(judge.word, " ")) - self._named(statement)
        if not day or len(keys) < 2:
            return "open", ()
        told = [fact for fact in self._near(keys) if self._days[fact.report] > day and self._is_of(statement, keys, fact)]
        denied = statement.polarity == "denied"
        against = [fact for fact in told if ((fact.polarity == "denied") != denied) or fact.status == "cancelled"]
        held = [fact for fact in told if fact not in against]
        borne_out, contradicted = (against, held) if judge.high <= 0.5 else (held, against)
        if bool(borne_out) == bool(contradicted):
            return "open", ()
        chosen = borne_out or contradicted
        return ("borne_out" if borne_out else "contradicted"), tuple(fact.id for fact in chosen)

    def _near(self, keys: frozenset[str]) -> list[Statement]:
        """The facts that may share as many of the keys as is asked for, in order. Whoever has so many has one of the rarest, as many as
        may be missing and one (prefix filtering; Chaudhuri and others, 2006)."""
        least = max(min(_LEAST_SHARED, len(keys)), ceil(_SAME_MATTER * len(keys)))
        rarest = sorted(keys, key=lambda key: (len(self._holding.get(key, ())), key))[: len(keys) - least + 1]
        return [self._facts[place] for place in sorted({place for key in rarest for place in self._holding.get(key, ())})]

    def _is_of(self, statement: Statement, keys: frozenset[str], fact: Statement) -> bool:
        """Whether a fact tells of an assessment's matter: its own predicate too is one that the assessment speaks of."""
        if statement.status != "happened" and fact.status == "ongoing" and fact.polarity == "affirmed":
            return False  # what is to come has not come where it "usually happens"
        shared = len(keys & self._keys[fact.id])
        named = set(statement.entities)
        numbers = {key for key in keys if key[0].isdigit()}
        return (
            shared >= min(_LEAST_SHARED, len(keys))
            and shared >= _SAME_MATTER * len(keys)
            and shared >= _NO_MORE * len(self._keys[fact.id])
            and numbers <= self._keys[fact.id]
            and self._predicate(fact) in {"", *keys}
            and (not named or bool(named & set(fact.entities)))
        )

    def _predicate(self, fact: Statement) -> str:
        """What a fact says happened, as it is compared; empty where that is not known or light ("took", "had")."""
        tree = self._desk.tree_of(fact)
        if tree is None:
            return ""
        inside = [index for index, token in enumerate(tree.tokens) if fact.start <= token.start < fact.end]
        tops = [index for index in inside if tree.head(index) not in inside and tree.upos(index) == "VERB"]
        word = tree.words[tops[0]] if tops else ""
        return "" if not word or self._meanings.is_light(word) else self._meanings.key(word)

    def _named(self, statement: Statement) -> frozenset[str]:
        """The words of the names in a statement."""
        known = [self._desk.entities[entity] for entity in statement.entities if entity in self._desk.entities]
        return self._words(" ".join(name for entity in known for name in (entity.name, *entity.aliases)))

    def _words(self, text: str) -> frozenset[str]:
        return self._meanings.telling_keys(text)


def _day(edtf: str) -> str:
    """The day of a publication, empty where it is not known."""
    read = parse_edtf(edtf)
    return read.latest.date().isoformat() if read and read.latest and ".." not in edtf else ""
