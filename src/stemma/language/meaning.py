"""What words mean, as far as comparing statements needs it: word forms brought together, words for one kind of happening, and
happenings that exclude each other."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from stemma.language.inflection import lemmas
from stemma.language.lexicon import Lexicons
from stemma.text.shingles import TEXTS_KEPT, fold_plural, word_keys

FORMS_KEPT = 1 << 16
"""How many word forms are read once only."""
_VOWELS = frozenset("aeiouy")


@dataclass(frozen=True, slots=True, eq=False)
class Meanings:
    """The compiled lexicons ``action_words``, ``light_words`` and ``irregular_forms``."""

    actions: dict[str, str]
    tagged: dict[tuple[str, str], str | None]
    exclusive: frozenset[tuple[str, str]]
    light: frozenset[str]
    lexicons: Lexicons

    def action(self, word: str, upos: str = "") -> str | None:
        """The kind of happening that a lower-case word form names, if the lexicon knows it; ``upos`` tells a verb from a noun where
        they name different kinds ("fired the coach", "the fire")."""
        forms = lemmas(word, lexicons=self.lexicons)
        kinds = (self.tagged.get((lemma, upos), self.actions.get(lemma)) for lemma in forms)
        return next((kind for kind in kinds if kind), None)

    def is_light(self, word: str) -> bool:
        """Whether a lower-case word form says next to nothing by itself."""
        return _is_light(self, word)

    def key(self, word: str, upos: str = "") -> str:
        """Under what a lower-case word form is compared: its kind of happening (``a:visit``) or its stem."""
        return _key(self, word, upos)

    def telling_keys(self, text: str) -> frozenset[str]:
        """The keys of the words of a text that are not light."""
        return _telling_keys(self, text)

    def are_exclusive(self, one: str, other: str) -> bool:
        """Whether two keys name happenings that cannot both be what one sentence tells (leaving and arriving)."""
        return (one, other) in self.exclusive


@lru_cache(maxsize=FORMS_KEPT)
def _key(meanings: Meanings, word: str, upos: str) -> str:
    action = meanings.action(word, upos)
    return f"a:{action}" if action else stem(lemmas(word, lexicons=meanings.lexicons)[0])


@lru_cache(maxsize=FORMS_KEPT)
def _is_light(meanings: Meanings, word: str) -> bool:
    return any(lemma in meanings.light for lemma in lemmas(word, lexicons=meanings.lexicons))


@lru_cache(maxsize=TEXTS_KEPT)
def _telling_keys(meanings: Meanings, text: str) -> frozenset[str]:
    return frozenset([meanings.key(word) for word in word_keys(text) if not meanings.is_light(word)])


@lru_cache(maxsize=8)
def read_meanings(lexicons: Lexicons) -> Meanings:
    """Compile the lexicons."""
    actions: dict[str, str] = {}
    tagged: dict[tuple[str, str], str | None] = {}
    plain: dict[str, str] = {}
    exclusive: set[tuple[str, str]] = set()
    for action, others, words in lexicons.rows("action_words"):
        for entry in words.split():
            word, _, upos = entry.partition("/")
            actions.setdefault(word, action)
            if upos:
                tagged.setdefault((word, upos.upper()), action)
            else:
                plain.setdefault(word, action)
        for other in others.split():
            if other != "-":
                exclusive |= {(f"a:{action}", f"a:{other}"), (f"a:{other}", f"a:{action}")}
    for word, upos in product({word for word, _ in tagged}, ("NOUN", "VERB")):
        tagged.setdefault((word, upos), plain.get(word))
    return Meanings(
        actions=actions,
        tagged=tagged,
        exclusive=frozenset(exclusive),
        light=frozenset(lexicons.words("light_words")),
        lexicons=lexicons,
    )


def stem(word: str) -> str:
    """A lower-case English word without inflection; not always a word, but the same for all its forms.

    >>> [stem(word) for word in ("stopped", "stopping", "stops", "closes", "closed", "parties", "king")]
    ['stop', 'stop', 'stop', 'clos', 'clos', 'parti', 'king']
    """
    folded = fold_plural(word)
    for ending in ("ing", "ed"):
        rest = folded.removesuffix(ending)
        if rest != folded and len(rest) > 2 and not _VOWELS.isdisjoint(rest):
            folded = rest[:-1] if rest[-1] == rest[-2] and rest[-1] not in "aeiouls" else rest
            break
    if folded.endswith("y") and len(folded) > 3:
        return folded[:-1] + "i"
    return folded.removesuffix("e") if len(folded) > 3 else folded
