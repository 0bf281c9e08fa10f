"""The events of a story, from the words that tell of them."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stemma.happenings import EventMention, Happening
from stemma.language.lexicon import Lexicons
from stemma.problems import Outcome
from stemma.records import Claim, EntityType, Event, Extraction, Page, Statement
from stemma.stages.chronicle.linking import link_triggers
from stemma.stages.chronicle.participants import NOBODY, point_reports
from stemma.stages.chronicle.tellings import find_tellings
from stemma.stages.chronicle.triggers import Trigger, find_triggers


@dataclass(frozen=True, slots=True, eq=False)
class _Story:
    """What is at hand while events are described. ``claim_of`` is by statement, ``tellings`` by report and start of a word."""

    texts: Mapping[str, str]
    types: Mapping[str, EntityType]
    claim_of: Mapping[str, str]
    tellings: Mapping[tuple[str, int], tuple[Statement, ...]]


def chronicle(pages: Sequence[Page], extraction: Extraction, claims: Sequence[Claim], *, lexicons: Lexicons) -> Outcome[Happening]:
    """The events that the reports of one story tell of, each by all the words for it.

    Words are found by the parse and by word lists, and linked by kind of happening, participants, place and day (``linking``). Every such
    word is in exactly one event; an event with one word alone is kept, as one report may be the only one to tell of it.

    Returns events told by most reports first, then by most words, then by id. The order of ``pages`` does not matter.
    """
    pointers = point_reports(extraction.entities)
    ordered = sorted(pages, key=lambda page: page.report.id)
    triggers = [trigger for page in ordered for trigger in find_triggers(page, pointers.get(page.report.id, NOBODY), lexicons=lexicons)]
    story = _Story(
        texts={page.report.id: page.report.text for page in pages},
        types={entity.id: entity.type for entity in extraction.entities},
        claim_of={statement: claim.id for claim in claims for statement in claim.own},
        tellings=find_tellings(extraction.statements, triggers),
    )
    events = [_describe(event, story) for event in link_triggers(triggers, story.types)]
    return Outcome(tuple(sorted(events, key=_rank)))


def _rank(event: Happening) -> tuple[int, int, str]:
    return -len({mention.report for mention in event.mentions}), -len(event.mentions), event.id


def _describe(event: Sequence[Trigger], story: _Story) -> Happening:
    told = [statement for one in event for statement in story.tellings.get((one.report, one.start), ())]
    places = [place for one in event for place in one.participants.places]
    taking_part = [who for one in event for who in one.participants.everything - one.participants.places if who in story.types]
    stated = [statement.event for statement in told if statement.event is not None]
    when = [edtf for one in event for edtf in one.times] or [one.when for one in stated if one.when is not None]
    statements = tuple(dict.fromkeys(statement.id for statement in told))
    return Happening(
        id=_identify(event),
        kind=_foremost([one.kind for one in event if one.is_listed]),
        type=_type(stated, len(told)),
        mentions=tuple(
            EventMention(report=one.report, start=one.start, end=one.end, text=story.texts[one.report][one.start : one.end])
            for one in event
        ),
        participants=tuple(_by_number(taking_part)),
        place=_foremost(places),
        when=_foremost(when),
        statements=statements,
        claims=tuple(dict.fromkeys(story.claim_of[one] for one in statements if one in story.claim_of)),
    )


def _type(stated: Sequence[Event], told: int) -> str | None:
    """The type that at least half of the statements give that tell of it."""
    foremost = _foremost([one.type for one in stated])
    return foremost if sum(one.type == foremost for one in stated) * 2 >= told else None


def _identify(event: Sequence[Trigger]) -> str:
    words = "\n".join(f"{one.report}:{one.start}" for one in event)
    return f"ev-{hashlib.sha256(words.encode()).hexdigest()[:10]}"


def _by_number(values: Sequence[str]) -> Sequence[str]:
    """Each value once, those met most often first."""
    if len(values) <= 1:
        return values
    counts = Counter(values)
    return sorted(counts, key=lambda value: (-counts[value], value))


def _foremost(values: Sequence[str]) -> str | None:
    return next(iter(_by_number(values)), None)
