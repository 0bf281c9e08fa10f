"""Who speaks a quotation whose report does not say so beside it: by a name near it, by a role, by who was just spoken of."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from stemma.language.spelling import fold
from stemma.records import Entity, Page, Quote
from stemma.text.words import split_words

REACH = 70
"""Characters behind a quotation in which a name that comes next is its speaker's ("…," thundered prosecutor Mara Lindholm)."""
LONG = 7
"""Words of a quotation that somebody said, not of a title or a single term."""
SENTENCE = 300
"""Characters before a quotation in which who was just spoken of is looked for."""
OPENING = 25
"""Characters at the beginning of a sentence in which whom it is about is named."""
_COLON = re.compile(r"\s*:\s*[“\"‘']?\s*")
_COLON_REACH = 5
_PAUSE = re.compile(r"[.!?]\s|\n|[“”]|[.!?][\"”’]\s+[A-Z]")
_BETWEEN = re.compile(r"[\s,]*(?:[a-z][\w'’-]*\s+){1,6}(?:(?:[A-Z][\w.-]*)\s+){0,2}(?:[a-z]+\s+)?")
_ENDS = re.compile(r"[.!?][\"”’]?\s")
_MARK = re.compile(r"[\"“”]")
_PRONOUNS = frozenset({"he", "she", "they", "it", "i", "we", "who", "one"})


@dataclass(frozen=True, slots=True)
class Person:
    """A place where a report speaks of a person."""

    start: int
    end: int
    entity: str


def name_speakers(quotes: Sequence[Quote], pages: Mapping[str, Page], entities: Mapping[str, Entity]) -> list[Quote]:
    """The quotations with their speakers. One without has the person who is named right behind it, with a verb and a title between at
    most, or right before a colon, or who alone is spoken of in its sentence ("As Judge Holm put it, …"); one given to somebody by a role
    alone has the person of the report in that role, or who alone is named in the sentence before."""
    people = _without_outlets(find_people(entities), pages, entities)
    return [_named(quote, pages[quote.report], people.get(quote.report, []), entities) for quote in quotes]


def name_neighbours(quotes: Sequence[Quote], pages: Mapping[str, Page], entities: Mapping[str, Entity]) -> dict[str, frozenset[str]]:
    """For each quotation, by id, who may speak it: the people named right before or behind it, in its own sentence and no farther off than
    the words for the person who speaks; of one that a pronoun speaks, all of whom its report spoke before."""
    people = find_people(entities)
    found: dict[str, frozenset[str]] = {}
    for quote in quotes:
        text = pages[quote.report].report.text
        speaker = entities.get(quote.speaker or "")
        farthest = _distance_of_speaker(quote, text) if speaker is not None and speaker.type == "person" else REACH
        near = _beside(quote, text, people.get(quote.report, ()))
        kept = frozenset(person.entity for person in near if _distance(quote, person.start, person.end) <= farthest)
        if (quote.speaker_text or "").lower() in _PRONOUNS:
            kept |= {person.entity for person in people.get(quote.report, ()) if person.start < quote.end + REACH}
        if kept:
            found[quote.id] = kept
    return found


def _without_outlets(
    people: Mapping[str, Sequence[Person]], pages: Mapping[str, Page], entities: Mapping[str, Entity]
) -> dict[str, list[Person]]:
    """The people, less who only bears the name of an outlet: what a paper "quoted her as follows" it did not say."""
    outlets = {fold(page.report.outlet.name.lower()) for page in pages.values() if page.report.outlet and page.report.outlet.name}
    return {
        report: [person for person in spoken_of if fold(entities[person.entity].name.lower()) not in outlets]
        for report, spoken_of in people.items()
    }


def find_people(entities: Mapping[str, Entity]) -> dict[str, list[Person]]:
    """Where each report speaks of people, in order."""
    found: dict[str, list[Person]] = {}
    for entity in entities.values():
        if entity.type == "person":
            for mention in entity.mentions:
                found.setdefault(mention.report, []).append(Person(mention.start, mention.end, entity.id))
    return {report: sorted(people, key=lambda person: (person.start, person.end, person.entity)) for report, people in found.items()}


def _beside(quote: Quote, text: str, people: Sequence[Person]) -> list[Person]:
    return [
        person
        for person in people
        if (quote.end <= person.start <= quote.end + REACH and not _PAUSE.search(text, quote.end, person.start))
        or (quote.start - REACH <= person.end <= quote.start and not _PAUSE.search(text, person.end, quote.start))
    ]


def _distance(quote: Quote, start: int, end: int) -> int:
    return max(start - quote.end, quote.start - end, 0)


def _distance_of_speaker(quote: Quote, text: str) -> int:
    """How far from a quotation the words for its speaker stand; ``REACH`` where they are not beside it."""
    if not quote.speaker_text:
        return REACH
    low, high = max(0, quote.start - REACH), quote.end + REACH
    places = [low + found.start() for found in re.finditer(re.escape(quote.speaker_text), text[low:high])]
    return min((_distance(quote, place, place + len(quote.speaker_text)) for place in places), default=REACH)


def _named(quote: Quote, page: Page, people: Sequence[Person], entities: Mapping[str, Entity]) -> Quote:
    text = page.report.text
    if quote.speaker_text is None:
        person = _right_beside(quote, text, people, entities) or _alone_beside(quote, text, people, entities)
    elif quote.speaker is None:
        person = _in_role(quote.speaker_text, text, people, entities) or _just_named(quote, text, people)
    else:
        return quote
    if person is None:
        return quote
    words = quote.speaker_text or _words_for(person, text, entities)
    return replace(quote, speaker=person.entity, speaker_text=words)


def _words_for(person: Person, text: str, entities: Mapping[str, Entity]) -> str:
    words = text[person.start : person.end]
    return entities[person.entity].name if words.lower() in _PRONOUNS else words


def _right_beside(quote: Quote, text: str, people: Sequence[Person], entities: Mapping[str, Entity]) -> Person | None:
    for person in people:
        if _ends_sentence(quote, text):
            break
        if not quote.end <= person.start <= quote.end + REACH or not text[person.start : person.start + 1].isupper():
            continue
        if not _is_clear(person, entities):
            continue
        between = text[quote.end : person.start]
        if "\n" not in between and _BETWEEN.fullmatch(between.lstrip("”\"'’ ")):
            return person
        break
    before = [person for person in people if quote.start - _COLON_REACH <= person.end <= quote.start]
    return before[-1] if before and _COLON.fullmatch(text[before[-1].end : quote.start]) else None


def _alone_beside(quote: Quote, text: str, people: Sequence[Person], entities: Mapping[str, Entity]) -> Person | None:
    """Who alone is spoken of beside a quotation of some length, before or behind it."""
    near = _beside(quote, text, people) if len(quote.text.split()) >= LONG else []
    if _ends_sentence(quote, text):
        near = [person for person in near if person.end <= quote.start]
    return near[0] if len({person.entity for person in near}) == 1 and _is_clear(near[0], entities) else None


def _ends_sentence(quote: Quote, text: str) -> bool:
    """Whether a sentence ends with a quotation, so that whoever is named behind it stands in another."""
    inside = text[quote.start : quote.end].rstrip("\"'”’")
    return inside.endswith(".") and not inside.endswith("...") and text[quote.end :].lstrip()[:1].isupper()


def _is_clear(person: Person, entities: Mapping[str, Entity]) -> bool:
    """Whether somebody has a role or a name of two words: a single name may be that of a team."""
    known = entities[person.entity]
    return known.role is not None or len(known.name.split()) > 1


def _in_role(speaker: str, text: str, people: Sequence[Person], entities: Mapping[str, Entity]) -> Person | None:
    """The only person of a report who has the role by which the speaker is called ("the President")."""
    words = [fold(word.lower) for word in split_words(speaker) if word.lower.isalpha()]
    if not words or words[-1] in _PRONOUNS or words[0] != "the" or words[1:2] == ["former"]:
        return None
    bearers = [person for person in people if words[-1] in _roles(person, text, entities)]
    return bearers[0] if len({person.entity for person in bearers}) == 1 else None


def _roles(person: Person, text: str, entities: Mapping[str, Entity]) -> set[str]:
    """The words of a person's role, and the word right before the name here."""
    before = text[max(0, person.start - SENTENCE) : person.start].split()[-1:] if text[person.start : person.start + 1].isupper() else []
    return {fold(word) for word in ((entities[person.entity].role or "").split() + before) if word.isalpha()}


def _is_any(speaker: str | None) -> bool:
    """Whether a speaker is brought in as somebody new ("a rescuer")."""
    return (speaker or "").lower().startswith(("a ", "an ", "one ", "another "))


def _just_named(quote: Quote, text: str, people: Sequence[Person]) -> Person | None:
    """Who alone is named in the sentence before a quotation of some length, in its paragraph, and with whom that sentence begins."""
    if len(quote.text.split()) < LONG or text[quote.start - 1 : quote.start] == "\n" or _is_any(quote.speaker_text):
        return None
    low = max(text.rfind("\n", 0, quote.start) + 1, quote.start - SENTENCE)
    ends = [found.end() for found in _ENDS.finditer(text, low, quote.start)]
    start = ends[-2] if len(ends) > 1 else low
    named = [person for person in people if start <= person.start and person.end <= quote.start]
    if len({person.entity for person in named}) != 1 or named[0].start > start + OPENING:
        return None
    return None if _MARK.search(text, start, named[0].start) else named[-1]
