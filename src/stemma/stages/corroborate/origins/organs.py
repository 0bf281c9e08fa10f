"""Which named sources speak for one body: a ministry and its embassy, a spokesman and the police."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from stemma.language.gazetteer import find_known, look_up
from stemma.language.lexicon import Lexicons
from stemma.records import Entity, Page
from stemma.text.normalise import fold

Source = tuple[str, str | None]
"""A source's name and entity id."""

_PRESS = re.compile(
    r"\b(?:News|TV|Television|Radio|Times|Post|Daily|Journal|Herald|Gazette|Tribune|Newspaper|Associated Press|media|reports?)\b"
)
SHORTEST_NAME = 3
SOURCES_KEPT = 1 << 12
"""Of so many sources, the latest, it is remembered what describes them: each is held against many."""
_OF_STATES = frozenset({"country", "demonym", "capital", "house"})
_INDEFINITE = frozenset({"a", "an", "some", "one", "another", "several", "many"})
_POINTING = frozenset({"he", "she", "they", "it", "who", "his", "her", "their", "its", "our", "my", "we", "i"})
"""What points to somebody whom the words themselves do not name ("his own force's statement")."""
_EMPTY = frozenset({"the", "of", "a", "an", "and", "for", "in", "local", "state", "national"})


BEFORE, AFTER = 60, 50
"""Characters beside a name in which its bearer may be called a voice."""
_VOICE = re.compile(r"\bspokes(?:man|woman|person|people)\b", re.IGNORECASE)
_BREAK = re.compile(r"[.;:!?\n“”\"]")


class Kinship(NamedTuple):
    """``is_shown`` false: only suspected."""

    why: str
    is_shown: bool


@dataclass(frozen=True, slots=True, eq=False)
class Organs:
    """Compares sources by their names, roles and countries. ``titles`` are the words beside the names of people who are called somebody's
    voice ("Tarn Line spokeswoman Mara Lindholm")."""

    entities: Mapping[str, Entity]
    lexicons: Lexicons
    titles: Mapping[str, frozenset[str]]

    def relate(self, one: Source, other: Source) -> Kinship | None:
        """What makes two sources one voice, or may; null where nothing says so."""
        for body, voice in ((one, other), (other, one)):
            words = self._description(body)
            if words and words <= self._description(voice) and not self._is_person(body):
                return Kinship(f"{voice[0]} speaks for {body[0]}", is_shown=True)
            shared = words & self._description(voice)
            if self._is_person(voice) and not self._is_person(body) and len(shared) >= max(2, len(words) - 1):
                return Kinship(f"{voice[0]} seems to speak for {body[0]}", is_shown=False)
        country = self._country(one)
        if country is not None and country == self._country(other) and self._is_organ(one) and self._is_organ(other):
            return Kinship(f"{one[0]} and {other[0]} speak for one state", is_shown=False)
        return self._relate_families(one, other)

    def _relate_families(self, one: Source, other: Source) -> Kinship | None:
        """A person and a body of one family (a judge, a court), unless they are of two countries."""
        countries = {self._country(one), self._country(other)} - {None}
        families = self._families(one) & self._families(other)
        if len(countries) > 1 or not families or self._is_person(one) == self._is_person(other):
            return None
        return Kinship(f"{one[0]} and {other[0]} may speak for one body ({min(families)})", is_shown=False)

    def _families(self, source: Source) -> frozenset[str]:
        words = self._description(source)
        return frozenset(family for family, members in _members(self.lexicons) if not words.isdisjoint(members))

    def is_somebody(self, name: str, entity: str | None) -> bool:
        """Whether the words for a source lead to one person or body: not where they introduce somebody nobody knows ("a doctor")."""
        words = name.lower().split()
        return entity is not None or (bool(words) and words[0] not in _INDEFINITE | _POINTING)

    def is_known(self, name: str, entity: str | None) -> bool:
        """Whether the source is surely a person or body of its own: an entity, a name, or an office ("the coastguard")."""
        if len(name.strip(" .")) < SHORTEST_NAME:
            return False
        return entity is not None or any(letter.isupper() for letter in name[1:]) or _offices(self.lexicons).search(fold(name)) is not None

    def is_press(self, name: str) -> bool:
        """Whether a source is a news outlet, which may have what it tells from any other source; state media speak for their state."""
        known = look_up(name, self.lexicons)
        if known is not None and known.kind == "outlet":
            return not known.is_state_media
        return _PRESS.search(name) is not None

    def _is_person(self, source: Source) -> bool:
        entity = self.entities.get(source[1] or "")
        return entity is not None and entity.type == "person"

    def _description(self, source: Source) -> frozenset[str]:
        return _describe(self, source)

    def _country(self, source: Source) -> str | None:
        return _country_of(self, source)

    def _is_organ(self, source: Source) -> bool:
        entity = self.entities.get(source[1] or "")
        described = fold(f"{source[0]} {entity.role or '' if entity else ''} {' '.join(entity.aliases) if entity else ''}")
        return _organ_words(self.lexicons).search(described) is not None or fold(source[0]) in _state_media(self.lexicons)


@lru_cache(maxsize=SOURCES_KEPT)
def _describe(organs: Organs, source: Source) -> frozenset[str]:
    """The words of the name, for a person those of the role too."""
    entity = organs.entities.get(source[1] or "")
    role = entity.role or "" if entity else ""
    return (frozenset(re.findall(r"\w+", fold(f"{source[0]} {role}"))) | organs.titles.get(source[1] or "", frozenset())) - _EMPTY


@lru_cache(maxsize=SOURCES_KEPT)
def _country_of(organs: Organs, source: Source) -> str | None:
    entity = organs.entities.get(source[1] or "")
    if entity is not None and entity.country is not None:
        return entity.country
    described = f"{source[0]} {entity.role or '' if entity else ''}"
    codes = {known.entry.country for known in find_known(described, organs.lexicons) if known.entry.kind in _OF_STATES}
    return next(iter(codes)) if len(codes) == 1 else None


def read_titles(entities: Sequence[Entity], pages: Mapping[str, Page]) -> dict[str, frozenset[str]]:
    """For people who are called a spokesman or spokeswoman beside their name: the words there, in which whom they speak for is named."""
    found: dict[str, set[str]] = {}
    for entity in entities:
        for mention in entity.mentions if entity.type == "person" else ():
            if mention.report not in pages:
                continue
            text = pages[mention.report].report.text
            before = _BREAK.split(text[max(0, mention.start - BEFORE) : mention.start])[-1]
            after = _BREAK.split(text[mention.end : mention.end + AFTER])[0]
            for words in (before, after):
                if _VOICE.search(words):
                    found.setdefault(entity.id, set()).update(re.findall(r"\w+", fold(words)))
    return {entity: frozenset(words) for entity, words in sorted(found.items())}


@lru_cache(maxsize=8)
def _organ_words(lexicons: Lexicons) -> re.Pattern[str]:
    words = sorted(lexicons.words("state_organs"), key=lambda word: (-len(word), word))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b")


@lru_cache(maxsize=8)
def _members(lexicons: Lexicons) -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((family, frozenset(words.split())) for family, words in lexicons.rows("organ_families"))


@lru_cache(maxsize=8)
def _state_media(lexicons: Lexicons) -> frozenset[str]:
    if "news_outlets" not in lexicons.tables:
        return frozenset()
    rows = [row for row in lexicons.rows("news_outlets") if len(row) > 3 and row[3].startswith("state")]
    return frozenset(fold(name) for row in rows for name in (row[0], *row[1].split("|")))


@lru_cache(maxsize=8)
def _offices(lexicons: Lexicons) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(lexicons.words('offices'))))})\b")
