"""All that the reports call somebody: names with titles, with legal forms, cut short.

``entities`` finds who is who by names alone; these are the forms around them, for readers who look somebody up. None of them joins two.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from stemma.language.bodies import title_words, type_words
from stemma.language.lexicon import Lexicons
from stemma.language.personal import parse_person
from stemma.language.roles import role_words
from stemma.language.spelling import fold
from stemma.records import Citation, Entity, Page
from stemma.stages.extract.houses import name_houses
from stemma.stages.extract.things import retype_things

_WORDS_BEFORE = re.compile(r"(?:(?:(?:[A-Z]\.){1,3}|[^\W\d_][\w'’\-]*\.?)(?: \([A-Z][a-z]+\.\))? ){1,6}$")
_INITIALS = re.compile(r"(?:[A-Z]\.){2,3}")
_BEFORE_CHARS = 60
_OWNERS = ("'s", "’s", "s'", "s’")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def call_entities(entities: Sequence[Entity], pages: Sequence[Page], *, lexicons: Lexicons) -> tuple[Entity, ...]:
    """The entities, in the same order, with what else their reports call them among their aliases; then outlets that no entity was yet.

    People: a name with the title printed before it ("Mines Minister Ada Brandt", "Dr Brandt"), and a family name that is nobody else's in
    the story. Bodies: a name with the legal form behind it ("Tarn Mills A/S"), and "the" with one or two words of the name, where no other
    body of the story is called so and the report has the whole name. Outlets: see ``houses``. Things taken for people: see ``things``.
    """
    text_of = {page.report.id: page.report.text for page in pages}
    families = _families(entities, text_of, lexicons)
    shorts = _short_forms(entities, text_of, lexicons)
    found = []
    for entity in entities:
        forms: set[str] = set()
        if entity.type == "person":
            forms.update(form for mention in entity.mentions for form in _titled(mention, text_of, lexicons))
            forms.update(families.get(entity.id, ()))
        elif entity.type == "organisation":
            forms.update(form for mention in entity.mentions for form in _incorporated(mention, text_of, lexicons))
            forms.update(shorts.get(entity.id, ()))
        found.append(replace(entity, aliases=tuple(sorted({*entity.aliases, *forms} - {entity.name}))))
    return name_houses(retype_things(found, pages, lexicons=lexicons), pages, lexicons=lexicons)


# ---------------------------------------------------------------- people


def _titled(mention: Citation, text_of: Mapping[str, str], lexicons: Lexicons) -> Iterator[str]:
    """The name with what is printed before it as its title."""
    text = text_of.get(mention.report, "")
    before = _WORDS_BEFORE.search(text[max(0, mention.start - _BEFORE_CHARS) : mention.start])
    words = before.group().split() if before is not None else []
    first = len(words)
    while first > 0 and _is_titular(words[first - 1], words[first] if first < len(words) else None, lexicons):
        first -= 1
    if first < len(words):
        yield " ".join([*words[first:], *text[mention.start : mention.end].split()])


def _is_titular(word: str, behind: str | None, lexicons: Lexicons) -> bool:
    """Whether a word belongs to the title of which ``behind`` is the next word, None if it would be the last one. A word in a capital that
    is no office says of what: "Mines" before "Minister", but not before "Mr"."""
    if not word[0].isupper():
        return False
    if _is_office(word, lexicons) or (behind is not None and _INITIALS.fullmatch(word)):
        return True
    is_field = behind is not None and not _is_address(behind, lexicons) and word[-1].isalpha() and not word.endswith(_OWNERS)
    return is_field and word.lower() not in _no_titles(lexicons)


def _is_address(word: str, lexicons: Lexicons) -> bool:
    words = role_words(lexicons)
    bare = word.replace(".", "").lower()
    return bare in words.honorifics and bare not in words.heads


def _is_office(word: str, lexicons: Lexicons) -> bool:
    words = role_words(lexicons)
    bare = word.replace(".", "").lower()
    return bare in words.heads or bare in words.honorifics


@lru_cache(maxsize=4)
def _no_titles(lexicons: Lexicons) -> frozenset[str]:
    """Words that stand before a title in a capital because a sentence starts with them."""
    function_words = {word for language, words in lexicons.rows("function_words") if language == "en" for word in words.split()}
    days = {row[0] for row in lexicons.rows("times") if row[1] in {"WEEKDAY", "DAYWORD", "MONTH"}}
    return frozenset({*function_words, *days})


def _families(entities: Sequence[Entity], text_of: Mapping[str, str], lexicons: Lexicons) -> dict[str, set[str]]:
    """By entity id the family name of a person named in full, where no report has it for anybody or anything else."""
    found: dict[str, set[str]] = defaultdict(set)
    held = Counter(word for entity in entities for mention in entity.mentions for word in _words(mention, text_of))
    printed = Counter(word for text in text_of.values() for word in _WORD.findall(text))
    for entity in entities:
        name = parse_person(entity.name, lexicons)
        family = name.family[-1] if entity.type == "person" and len(name.parts) > 1 and name.family else None
        for word in entity.name.split() if family is not None else ():
            own = Counter(word for mention in entity.mentions for word in _words(mention, text_of))
            if fold(word) == family and word.istitle() and own[word] == held[word] == printed[word]:
                found[entity.id].add(word)
    return found


def _words(mention: Citation, text_of: Mapping[str, str]) -> list[str]:
    return _WORD.findall(text_of.get(mention.report, ""), mention.start, mention.end)


# ---------------------------------------------------------------- bodies


def _incorporated(mention: Citation, text_of: Mapping[str, str], lexicons: Lexicons) -> Iterator[str]:
    text = text_of.get(mention.report, "")
    behind = _legal_forms(lexicons).match(text, mention.end)
    if behind is not None:
        yield " ".join(text[mention.start : behind.end()].split())


@lru_cache(maxsize=4)
def _legal_forms(lexicons: Lexicons) -> re.Pattern[str]:
    """A legal form behind a name, as it is printed: "Ltd.", "Co., Ltd.", "A/S", "S.p.A."."""
    forms = sorted({tuple(row[0].split()) for row in lexicons.rows("legal_forms")}, key=lambda form: (-len(form), form))
    printed = (r"[\s.,/]{1,3}".join(re.escape(word) for word in form) for form in forms)
    return re.compile(rf",?\s(?=(?-i:[A-Z]))(?:{'|'.join(printed)})\.?(?![\w/])", re.IGNORECASE)


def _short_forms(entities: Sequence[Entity], text_of: Mapping[str, str], lexicons: Lexicons) -> dict[str, set[str]]:
    """By entity id the words of a body's name, or its last, or its first, that its reports use with "the" for it."""
    bodies = [entity for entity in entities if entity.type == "organisation"]
    owners: dict[str, set[str]] = defaultdict(set)
    for entity in bodies:
        for short in _parts(entity, lexicons):
            owners[short].add(entity.id)
    reports = {entity.id: sorted({mention.report for mention in entity.mentions}) for entity in bodies}
    found: dict[str, set[str]] = defaultdict(set)
    for short, ids in sorted(owners.items()):
        if len(ids) == 1:
            (owner,) = ids
            found[owner].update(_printed(short, (text_of.get(report, "") for report in reports[owner])))
    return found


def _parts(entity: Entity, lexicons: Lexicons) -> set[str]:
    """What a body's name may be cut to: its last one or two words, or the first where that is the kind of body ("Ministry of ...")."""
    words = [word.lower() for word in entity.name.split()]
    if len(title_words(entity.name, lexicons)) < 2 or entity.name.isupper():
        return set()
    kinds = type_words(lexicons)
    parts = {words[-1], " ".join(words[-2:])} if fold(words[-1]) in kinds or not {"of", "for"} & set(words) else set()
    if fold(words[0]) in kinds and len(words) > 2 and words[1] in {"of", "for"}:
        parts.add(words[0])
    return {part for part in parts if part != entity.name.lower() and fold(part.split()[-1]) not in _plurals(lexicons)}


@lru_cache(maxsize=4)
def _plurals(lexicons: Lexicons) -> frozenset[str]:
    return frozenset(row[1] for row in lexicons.rows("organisation_words"))


def _printed(short: str, texts: Iterable[str]) -> set[str]:
    """ "The" with these words as texts print it: in small letters, or all capitalised, and no name of more words."""
    capital = " ".join(word[:1].upper() + word[1:] for word in short.split())
    pattern = re.compile(rf"\b[Tt]he (?:{re.escape(short)}|{re.escape(capital)})\b(?! [A-Z]| of | for |['’]s [A-Z])")
    return {f"the {found.group()[4:]}" for text in texts for found in pattern.finditer(text)}
