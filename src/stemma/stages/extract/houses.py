"""The outlets of a story's reports among its entities, under all names that the reports give them.

An agency signs with its initials ("(SNA)") and is cited by them; its full name stands at the head of its own pages only, where no language
model reads it as a name. What knows the reports' outlets joins the two.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from functools import lru_cache

from stemma.language.lexicon import Lexicons
from stemma.records import Citation, Entity, Page
from stemma.stages.extract.entities import digest_entity
from stemma.stages.extract.entity_groups import name_key

_WORD = re.compile(r"[^\W\d_]+")
_ENDS = ("wire", "line", "press", "paper", "cast", "week", "day")
"""Second halves of words that give initials a letter of their own."""
_SHORTEST_ACRONYM, _MOST_MENTIONS = 2, 200


def name_houses(entities: Sequence[Entity], pages: Sequence[Page], *, lexicons: Lexicons) -> tuple[Entity, ...]:
    """The entities with the story's outlets: whoever goes by an outlet's name or initials is called by all its names. Outlets that nobody
    here names come last, in order of name."""
    text_of = {page.report.id: page.report.text for page in pages}
    known = {entity.id: entity for entity in entities}
    bearers = _Bearers(entities)
    made: list[Entity] = []
    outlets = _outlets(pages)
    closing = Counter(name.split()[-1] for name in outlets)
    for name, reports in sorted(outlets.items()):
        signed = {name, *_signed(name, [text_of[report] for report in reports])}
        short = _short(name, text_of, lexicons) if closing[name.split()[-1]] == 1 else set()
        home = bearers.find(name, signed)
        if home is not None:
            known[home] = _called_also(known[home], {*signed, *short})
            bearers.add(known[home])
        elif mentions := _mentions(signed, text_of):
            id_ = digest_entity(f"organisation\n{name_key(name)}\noutlet")
            aliases = tuple(sorted({*signed, *short} - {name}))
            made.append(Entity(id=id_, type="organisation", name=name, aliases=aliases, role=None, country=None, mentions=mentions))
    return (*known.values(), *made)


class _Bearers:
    """Who goes by which name, persons left out, by the order of the entities."""

    def __init__(self, entities: Sequence[Entity]) -> None:
        self._place = {entity.id: place for place, entity in enumerate(entities)}
        self._ids: dict[str, set[str]] = defaultdict(set)
        for entity in entities:
            self.add(entity)

    def add(self, entity: Entity) -> None:
        """Note all names of an entity."""
        if entity.type != "person":
            for name in (entity.name, *entity.aliases):
                self._ids[name_key(name)].add(entity.id)

    def find(self, name: str, signed: Iterable[str]) -> str | None:
        """The first entity that goes by an outlet's name, else by one of the forms that it signs with."""
        for keys in ({name_key(name)}, {name_key(form) for form in signed}):
            bearers = {bearer for key in keys for bearer in self._ids.get(key, ())}
            if bearers:
                return min(bearers, key=self._place.__getitem__)
        return None


def _called_also(entity: Entity, names: Set[str]) -> Entity:
    return replace(entity, aliases=tuple(sorted({*entity.aliases, *names} - {entity.name})))


def _outlets(pages: Sequence[Page]) -> dict[str, list[str]]:
    """The names of outlets, each with its reports."""
    found: dict[str, list[str]] = defaultdict(list)
    for page in pages:
        outlet = page.report.outlet
        if outlet is not None and outlet.name and " " in outlet.name:
            found[outlet.name].append(page.report.id)
    return found


def _signed(name: str, own: Sequence[str]) -> set[str]:
    """The initials of an outlet that its own pages print."""
    return {letters for letters in _initials(name) if any(re.search(rf"(?<!\w){letters}(?!\w)", text) for text in own)}


def _short(name: str, text_of: Mapping[str, str], lexicons: Lexicons) -> set[str]:
    """ "The" with the last word of an outlet's name, where that is what outlets are called and a report has it."""
    last = name.rsplit(maxsplit=1)[-1]
    is_printed = last.lower() in _closing_words(lexicons) and any(
        re.search(rf"\bthe {re.escape(last)}\b(?! [A-Z])", text) for text in text_of.values()
    )
    return {f"the {last}"} if is_printed else set()


def _initials(name: str) -> set[str]:
    """ "County Newsline" signs CN or CNL; small words and "The" may count or not."""
    words = [word for word in _WORD.findall(name) if word[0].isupper() and word != "The"]
    plain = "".join(word[0] for word in words)
    split = "".join(
        word[0] + next((end[0].upper() for end in _ENDS if word.lower().endswith(end) and word.lower() != end), "") for word in words
    )
    return {letters for letters in (plain, split) if len(letters) >= _SHORTEST_ACRONYM}


@lru_cache(maxsize=4)
def _closing_words(lexicons: Lexicons) -> frozenset[str]:
    return frozenset(row[0] for row in lexicons.rows("outlet_name_words"))


def _mentions(forms: set[str], text_of: Mapping[str, str]) -> tuple[Citation, ...]:
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(form)}(?!\w)" for form in sorted(forms, key=lambda form: (-len(form), form))))
    found = [
        Citation(report=report, start=place.start(), end=place.end())
        for report, text in sorted(text_of.items())
        if any(form in text for form in forms)  # which is found faster than the pattern that looks around it
        for place in pattern.finditer(text)
    ]
    return tuple(found[:_MOST_MENTIONS])
