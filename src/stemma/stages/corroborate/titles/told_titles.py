"""What a report calls a person: a rank before the name ("Colonel Adeyemi"), a seat ("Ines Corr, chief executive of Alva"), a ministry
("health minister Ines Corr"), and whose kin it says that somebody is ("her cousin, Piers Dunn").

Each is a slot of one person, read from the words that stand beside the name, as roles are filled in the relations of ACE (Doddington et
al., 2004: the personal-social and membership relations), of which only titles are taken that one person bears one of.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, cast

from stemma.language.lexicon import Lexicons
from stemma.language.syntax import Tree, read_tree
from stemma.records import Page, Sentence
from stemma.stages.corroborate.comparing.matter import Ground

TitleKind = Literal["rank", "kin", "seat", "portfolio"]
BEFORE = 60
"""Characters before a name in which its title begins."""
BEHIND = 60
_CAPITALS = r"(?:\s+(?:of|at)\s+(?:the\s+)?[A-Z][\w&-]*(?:\s+[A-Z][\w&-]*){0,3}),?"
_OTHER_TIMES = re.compile(
    r"\b(?:former|ex|then|acting|deputy|vice|assistant|next|new|incoming|outgoing|late|shadow|junior|attorney|secretary|solicitor|director"
    r"|surgeon|consul|governor|prosecutor|inspector|co|step|half|team|club|ship['’]s|and)[\s-]+$",
    re.IGNORECASE,
)
"""What makes of a title another one, or one of another time."""
_PRONOUNS = frozenset({"he", "she", "i", "we", "they", "it", "who"})
_SEXES = (frozenset({"he", "him", "his"}), frozenset({"she", "her", "hers"}))
_ASKING = frozenset({"whose", "which"})


@dataclass(frozen=True, slots=True)
class ToldTitle:
    """A title that a report gives to a person (both entity ids): the words ``start`` to ``end`` hold title and name. ``of`` is the other
    person of whom somebody is kin, null where the words do not say or it is not known who that is."""

    report: str
    person: str
    kind: TitleKind
    title: str
    of: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class _TitleWords:
    """Each form in lower case with its kind and title, and where they stand beside a name."""

    known: Mapping[str, tuple[TitleKind, str]]
    before: re.Pattern[str]
    behind: re.Pattern[str]
    kin: re.Pattern[str]


def read_titles(page: Page, ground: Ground) -> Iterator[ToldTitle]:
    """Every title that a report gives to a person who has a name there, in order of place for each of two readers. Linear in its names;
    only sentences that tell of kin are made trees of."""
    words = _title_words(ground.meanings.lexicons)
    yield from _beside_names(page, ground, words)
    for sentence in page.annotation.sentences:
        if sentence.tokens and words.kin.search(page.report.text, sentence.start, sentence.end):
            yield from _of_kin(page, sentence, ground, words)


@lru_cache(maxsize=8)
def _title_words(lexicons: Lexicons) -> _TitleWords:
    known: dict[str, tuple[TitleKind, str]] = {}
    forms: dict[str, list[str]] = {"rank": [], "kin": [], "seat": [], "portfolio": []}
    for kind, title, written in lexicons.rows("title_words"):
        for form in written.replace("_", "\0").split():
            plain = form.replace("\0", " ")
            known[plain] = (cast(TitleKind, kind), title)
            forms[kind].append(plain)
    rank, seat, portfolio, kin = (
        "|".join(re.escape(form).replace(r"\ ", r"\.?\s+") for form in sorted(forms[kind], key=lambda form: (-len(form), form)))
        for kind in ("rank", "seat", "portfolio", "kin")
    )
    minister = rf"(?P<portfolio>{portfolio})\s+minister|minister\s+(?:of|for)\s+(?:the\s+)?(?P<ministry>{portfolio})"
    seats = rf"(?P<seat>{seat})\b(?!\s+and\b)(?:{_CAPITALS})?"
    return _TitleWords(
        known=known,
        before=re.compile(rf"\b(?:(?P<rank>{rank})\.?|(?:{minister}),?|{seats},?)\s+$", re.IGNORECASE),
        behind=re.compile(rf",\s+(?:the\s+|its\s+)?(?:(?P<seat>{seat})\b(?!\s+and\b)|(?:{minister})\b)", re.IGNORECASE),
        kin=re.compile(rf"\b(?:{kin})\b", re.IGNORECASE),
    )


# ---------------------------------------------------------------- ranks, seats, ministries


def _beside_names(page: Page, ground: Ground, words: _TitleWords) -> Iterator[ToldTitle]:
    text = page.report.text
    for start, end, entity in ground.mentions.get(page.report.id, ()):
        if entity not in ground.entities or ground.entities[entity].type != "person" or text[start:end].lower() in _PRONOUNS:
            continue
        for low, high, kind, title in _titles_at(text, start, end, words):
            yield ToldTitle(report=page.report.id, person=entity, kind=kind, title=title, of=None, start=low, end=high)


def _titles_at(text: str, start: int, end: int, words: _TitleWords) -> Iterator[tuple[int, int, TitleKind, str]]:
    """The titles before a name, or with which its mention begins, and behind it, with the offsets of both."""
    for place in _beginnings(text, start, end):
        low = max(0, place - BEFORE)
        found = words.before.search(text, low, place)
        if found and text[place].isupper() and "\n" not in found[0] and not _OTHER_TIMES.search(text, max(0, low - 1), found.start()):
            yield found.start(), end, *_known(found, words)
            return
    found = words.behind.match(text, end, end + BEHIND) if text[start].isupper() else None
    if found:
        yield start, found.end(), *_known(found, words)


def _beginnings(text: str, start: int, end: int) -> Iterator[int]:
    """Where the words of a mention begin: its title may be one of them."""
    yield start
    yield from (start + space.end() for space in re.finditer(r"[\s-]", text[start:end]))


def _known(found: re.Match[str], words: _TitleWords) -> tuple[TitleKind, str]:
    form = next(value for value in found.groupdict().values() if value is not None)
    return words.known[" ".join(form.lower().replace(".", " ").split())]


# ---------------------------------------------------------------- kin


def _of_kin(page: Page, sentence: Sentence, ground: Ground, words: _TitleWords) -> Iterator[ToldTitle]:
    tree = read_tree(page.report.text, sentence)
    for index, word in enumerate(tree.words):
        if word not in words.known or words.known[word][0] != "kin" or tree.upos(index) != "NOUN" or tree.below(index, "nummod"):
            continue
        owners = _whose(tree, index)
        if not owners or any(tree.words[owner] in _ASKING for owner in owners):
            continue
        of = [other for owner in owners for other in _people_at(page, tree, owner, ground)]
        for name in _named_beside(tree, index):
            for person in _people_at(page, tree, name, ground):
                low, high = min(index, name), max(index, name)
                start, end = tree.tokens[low].start, tree.tokens[high].end
                whose = _spoken_of_as(tree.words[owners[0]], page, sentence, person, ground) if person in of else next(iter(of), None)
                yield ToldTitle(page.report.id, person, "kin", words.known[word][1], whose, start, end)


def _whose(tree: Tree, kin: int) -> Sequence[int]:
    """The words for whom somebody is kin of: "his niece", "the mayor's niece", "niece of the mayor"."""
    owners = [child for child in tree.below(kin, "nmod") if tree.dep(child) == "nmod:poss"]
    return owners or [child for child in tree.below(kin, "nmod") if any(tree.words[case] == "of" for case in tree.below(child, "case"))]


def _spoken_of_as(pronoun: str, page: Page, sentence: Sentence, person: str, ground: Ground) -> str | None:
    """The other person of whom a report last spoke before a sentence and for whom it has this pronoun: nobody is kin of himself, however
    the pronoun was read."""
    forms = next((forms for forms in _SEXES if pronoun in forms), frozenset[str]())
    spans = [span for span in ground.mentions.get(page.report.id, ()) if span[2] != person]
    called = {entity for start, end, entity in spans if page.report.text[start:end].lower() in forms}
    before = spans[: bisect_left(spans, (sentence.start, 0, ""))]
    return next((entity for _, _, entity in reversed(before) if entity in called), None)


def _named_beside(tree: Tree, kin: int) -> Sequence[int]:
    """The names of who is said to be kin: "his niece Esther", "Esther, his niece", "Esther is his niece"."""
    places = [*tree.below(kin, "appos", "flat"), *(tree.below(kin, "nsubj") if tree.below(kin, "cop") else ())]
    head = tree.head(kin)
    if head is not None and tree.dep(kin) in {"appos", "compound", "flat", "nmod:desc"}:
        places.append(head)
    return [place for place in places if tree.upos(place) == "PROPN"]


def _people_at(page: Page, tree: Tree, index: int, ground: Ground) -> list[str]:
    """Who is named, or stands behind a pronoun, at a word."""
    start, spans = tree.tokens[index].start, ground.mentions.get(page.report.id, ())
    last = bisect_right(spans, (start, 1 << 60, ""))
    return [
        entity
        for low, high, entity in spans[max(0, last - 8) : last]
        if low <= start < high and entity in ground.entities and ground.entities[entity].type == "person"
    ]
