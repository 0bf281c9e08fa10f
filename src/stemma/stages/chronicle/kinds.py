"""What kind of happening a word tells of: by the lexicons ``action_words`` and ``happenings``, else by its root."""

from dataclasses import dataclass
from functools import lru_cache

from stemma.language.inflection import lemmas
from stemma.language.lexicon import Lexicons
from stemma.language.meaning import FORMS_KEPT, Meanings, read_meanings, stem

_AGENTS = ("er", "ers", "or", "ors", "man", "men", "ee", "ees", "ist", "ists")
"""How nouns end that name who acts, not the act ("protester", "gunman")."""
_ACTS = ("tion", "tions", "sion", "sions", "ment", "ments", "ance", "ances")
"""How nouns end that name an act more often than a thing."""
_GERUND = 6
"""The least letters of a noun in -ing that names an act ("driving")."""
_NOMINAL = ("ment", "ance", "ence", "ion", "al")
_SHORTEST_ROOT = 4
_NONE = "none"


@dataclass(frozen=True, slots=True, eq=False)
class Kinds:
    """The compiled lexicon ``happenings`` over ``meanings``. ``kinds`` is by word and part of speech ("" where it does not matter);
    ``nouns`` name happenings of no listed kind, ``names`` end the names of such."""

    kinds: dict[tuple[str, str], str]
    nouns: frozenset[str]
    names: frozenset[str]
    meanings: Meanings

    def listed(self, word: str, upos: str) -> str | None:
        """The kind that a lexicon gives to a lower-case word form; null too for words that only look like a happening."""
        kind = _entry(self, word, upos)
        return None if kind == _NONE else kind

    def phrase(self, word: str, after: str) -> str | None:
        """The kind of a verb with its particle or object ("stepped" "down", "opened" "fire")."""
        forms = lemmas(word, lexicons=self.meanings.lexicons)
        return next((self.kinds[key, ""] for form in forms if (key := f"{form}-{after}", "") in self.kinds), None)

    def kind(self, word: str, upos: str) -> str:
        """The listed kind of a word form, else its root."""
        return self.listed(word, upos) or root(lemmas(word, lexicons=self.meanings.lexicons)[0])

    def names_happening(self, word: str, upos: str) -> bool:
        """Whether a word of this part of speech tells that something happens, as far as the word alone can show."""
        return _names_happening(self, word, upos)


@lru_cache(maxsize=8)
def read_kinds(lexicons: Lexicons) -> Kinds:
    """Compile the lexicons."""
    kinds: dict[tuple[str, str], str] = {}
    nouns: set[str] = set()
    names: set[str] = set()
    for kind, words in lexicons.rows("happenings"):
        for entry in words.split():
            word, _, upos = entry.partition("/")
            if kind == "-":
                (names if upos == "propn" else nouns).add(word)
            else:
                kinds.setdefault((word, upos.upper()), kind)
    return Kinds(kinds=kinds, nouns=frozenset(nouns), names=frozenset(names), meanings=read_meanings(lexicons))


@lru_cache(maxsize=FORMS_KEPT)
def _entry(kinds: Kinds, word: str, upos: str) -> str | None:
    forms = lemmas(word, lexicons=kinds.meanings.lexicons)
    tags = ("PROPN", "NOUN", "") if upos == "PROPN" else (upos, "")
    own = next((kinds.kinds[form, tag] for form in forms for tag in tags if (form, tag) in kinds.kinds), None)
    return own or kinds.meanings.action(word, tags[-2])


@lru_cache(maxsize=FORMS_KEPT)
def _names_happening(kinds: Kinds, word: str, upos: str) -> bool:
    kind = _entry(kinds, word, upos)
    if kind == _NONE or upos == "VERB":
        return kind != _NONE
    if upos == "ADJ":
        return kind is not None
    forms = lemmas(word, lexicons=kinds.meanings.lexicons)
    if upos == "PROPN":
        return word in kinds.names or any((form, upos) in kinds.kinds for form in forms)
    if not kinds.nouns.isdisjoint(forms) or any((form, upos) in kinds.kinds for form in forms):
        return True
    if kind is not None:
        return not word.endswith(_AGENTS)
    return word.endswith(_ACTS) or (word.endswith("ing") and len(word) >= _GERUND)


@lru_cache(maxsize=FORMS_KEPT)
def root(lemma: str) -> str:
    """What a verb and the noun made of it share, as far as spelling shows.

    >>> [root(word) for word in ("announce", "announcement", "perform", "performance", "educate", "education", "arrival")]
    ['announc', 'announc', 'perform', 'perform', 'educ', 'educ', 'arriv']
    """
    found = stem(lemma)
    for ending in _NOMINAL:
        rest = lemma.removesuffix(ending)
        if rest != lemma and len(rest) >= _SHORTEST_ROOT:
            found = stem(rest)
            break
    return found.removesuffix("at") if len(found) > _SHORTEST_ROOT + 1 else found
