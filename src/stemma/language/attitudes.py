"""Words with which news tells what is on somebody's mind: verbs, nouns and adjectives of thought, will and feeling."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from stemma.language.inflection import lemmas
from stemma.language.lexicon import Lexicons
from stemma.records import AttitudeKind

AttitudePart = Literal["verb", "noun", "adjective"]


class AttitudeWord(NamedTuple):
    """What the lexicon tells of a word; ``complements`` name the constructions that hold what the attitude is about."""

    lemma: str
    kind: AttitudeKind
    complements: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class AttitudeWords:
    """The compiled lexicon of attitudes."""

    entries: dict[tuple[str, AttitudePart], AttitudeWord]
    light: frozenset[str]
    lexicons: Lexicons

    def find(self, word: str, part: AttitudePart, particle: str | None = None) -> AttitudeWord | None:
        """The entry of a lower-case form. A verb with a particle ("rule out") has an entry of its own or none."""
        if part == "adjective":
            return self.entries.get((word, part))
        forms = lemmas(word, lexicons=self.lexicons)
        named = (f"{lemma} {particle}" if particle else lemma for lemma in forms)
        return next((self.entries[name, part] for name in named if (name, part) in self.entries), None)

    def is_light(self, word: str) -> bool:
        """Whether a verb's object, not the verb, tells the attitude ("has doubts")."""
        return any(lemma in self.light for lemma in lemmas(word, lexicons=self.lexicons))


@lru_cache(maxsize=8)
def attitude_words(lexicons: Lexicons) -> AttitudeWords:
    """Compile the lexicon ``attitude_words``."""
    entries: dict[tuple[str, AttitudePart], AttitudeWord] = {}
    rows = lexicons.rows("attitude_words")
    for word, part, kind, complements in rows:
        if part != "light":
            entry = AttitudeWord(word, kind, frozenset(complements.split()))  # type: ignore[arg-type]
            entries.setdefault((word, part), entry)  # type: ignore[arg-type]
    return AttitudeWords(entries, frozenset(word for word, part, *_ in rows if part == "light"), lexicons)
