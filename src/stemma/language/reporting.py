"""Words with which news says who says what: report verbs and nouns, unnamed speakers, words that refer back to a speaker."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from stemma.language.inflection import lemmas
from stemma.language.lexicon import Lexicons
from stemma.records import Certainty

Force = Literal[
    "say",
    "announce",
    "show",
    "claim",
    "deny",
    "suggest",
    "believe",
    "predict",
    "warn",
    "ask",
    "demand",
    "promise",
    "praise",
    "blame",
    "cite",
]


class Reporting(NamedTuple):
    """What a report verb or noun tells of its content. ``frames`` are the constructions that it takes (see the lexicon);
    for a noun they hold its kind."""

    lemma: str
    force: Force
    certainty: Certainty
    frames: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class ReportWords:
    """The compiled lexicons of reporting."""

    verbs: dict[str, Reporting]
    nouns: dict[str, Reporting]
    unnamed: dict[str, str]
    outlets: dict[str, str]
    roles: frozenset[str]
    lexicons: Lexicons

    def verb(self, word: str) -> Reporting | None:
        """The report verb that a lower-case form belongs to."""
        return next((self.verbs[lemma] for lemma in lemmas(word, lexicons=self.lexicons) if lemma in self.verbs), None)

    def says_alone(self, word: str) -> bool:
        """Whether a lower-case form is of a verb that says something without a quotation beside it: "hit" and "laugh" do not."""
        verb = self.verb(word)
        return verb is not None and not verb.frames <= {"quote"}

    def noun(self, word: str) -> Reporting | None:
        """The report noun that a lower-case form belongs to."""
        return next((self.nouns[lemma] for lemma in lemmas(word, lexicons=self.lexicons) if lemma in self.nouns), None)

    def unnamed_kind(self, word: str) -> str | None:
        """``insider``, ``judge``, ``voice``, ``public`` or ``document`` for a noun that speaks without a name, else null."""
        return next((self.unnamed[lemma] for lemma in lemmas(word, lexicons=self.lexicons) if lemma in self.unnamed), None)

    def speaks(self, word: str) -> bool:
        """Whether a lower-case noun is what people are called by their office or trade ("minister")."""
        return any(lemma in self.roles for lemma in lemmas(word, lexicons=self.lexicons))

    def outlet_kind(self, word: str) -> str | None:
        """``outlet`` or ``body`` for a noun that refers back to a speaker named before, ``speaker`` for one that can speak all the
        same, else null."""
        return next((self.outlets[lemma] for lemma in lemmas(word, lexicons=self.lexicons) if lemma in self.outlets), None)


@lru_cache(maxsize=8)
def report_words(lexicons: Lexicons) -> ReportWords:
    """Compile the lexicons ``report_verbs``, ``report_nouns``, ``unnamed_sources`` and ``outlet_nouns``."""
    return ReportWords(
        verbs=_reportings(lexicons, "report_verbs"),
        nouns=_reportings(lexicons, "report_nouns"),
        unnamed={row[0]: row[1] for row in lexicons.rows("unnamed_sources")},
        outlets={row[0]: row[1] for row in lexicons.rows("outlet_nouns")},
        roles=frozenset(row[0].split()[-1].lower() for row in lexicons.rows("roles")),
        lexicons=lexicons,
    )


def _reportings(lexicons: Lexicons, name: str) -> dict[str, Reporting]:
    entries: dict[str, Reporting] = {}
    for lemma, force, certainty, frames in lexicons.rows(name):
        entries.setdefault(lemma, Reporting(lemma, force, certainty, frozenset(frames.split())))  # type: ignore[arg-type]
    return entries
