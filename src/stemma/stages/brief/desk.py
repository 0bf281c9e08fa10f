"""A story laid out for its brief: statements, claims and pages by id, and where each statement stands in its report."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from stemma.language.article import article_spans, stands_in_correction
from stemma.language.lexicon import Lexicons
from stemma.language.syntax import Tree, read_tree
from stemma.records import Claim, Corroboration, Entity, Extraction, Page, Sentence, Statement
from stemma.text.edtf import parse_edtf, sort_key
from stemma.text.shingles import keyed_words

_MOST_BEFORE = 16
_DAY_OF = re.compile(r"\b(?:on|last|next|this|by|since|until|till|from|before|after|every|late|early|of|and|to)\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, eq=False)
class Desk:
    """``place_of`` is a statement's place in its article, 0 at the first word, 1 at the last; ``derived`` are the reports that
    drew much of what they say on others. ``day_names`` are days of the week that somebody is called; ``most_named`` is how often, in a
    report, the most named entity of a type is named. ``mentioned`` leads from a report and an offset to the entity mentioned there."""

    pages: Mapping[str, Page]
    statements: Mapping[str, Statement]
    entities: Mapping[str, Entity]
    claims: Sequence[Claim]
    place_of: Mapping[str, float]
    derived: frozenset[str]
    mentioned: Mapping[tuple[str, int], str]
    by_report: Mapping[str, Sequence[Statement]]
    day_names: frozenset[str]
    most_named: Mapping[tuple[str, str], int]
    lexicons: Lexicons
    home: Mapping[str, Claim]
    """The claim that a statement is at home in."""
    spread: Mapping[str, int]
    """In how many reports a word stands (keys as ``keyed_words`` has them; 0 for others)."""
    alone: frozenset[str] = frozenset()
    """The reports that tell no claim that another report tells too: they may be about something else."""
    titled: frozenset[str] = frozenset()
    """The words of the story's title, as ``fold_plural`` has them."""
    trees: dict[tuple[str, int], Tree] = field(default_factory=dict)
    """The parses of the sentences asked for so far, by report and where they start: each is asked for again and again."""

    def statements_of(self, claim: Claim) -> list[Statement]:
        """The statements that are at home in a claim, by report and position."""
        found = [self.statements[statement] for statement in claim.own if statement in self.statements]
        return sorted(found, key=lambda statement: (statement.report, statement.start, statement.end))

    def earliest_place(self, claim: Claim) -> float:
        """How near to the top of a report the claim comes."""
        return min((self.place_of[statement.id] for statement in self.statements_of(claim)), default=1.0)

    def sentence_of(self, statement: Statement) -> Sentence | None:
        """The sentence that holds the beginning of a statement."""
        sentences = self.pages[statement.report].annotation.sentences
        index = bisect_left(sentences, statement.start + 1, key=lambda sentence: sentence.end)
        return sentences[index] if index < len(sentences) and sentences[index].start <= statement.start else None

    def tree_of(self, statement: Statement) -> Tree | None:
        """The parse of the sentence that holds a statement, where there is one."""
        sentence = self.sentence_of(statement)
        if sentence is None or not sentence.tokens or statement.end > sentence.end:
            return None
        place = (statement.report, sentence.start)
        if place not in self.trees:
            self.trees[place] = read_tree(self.pages[statement.report].report.text, sentence)
        return self.trees[place]

    def published(self, report: str) -> datetime | None:
        """When a report was published, in universal time; null where that is not known to the day."""
        published = self.pages[report].report.published
        if published is None or ".." in published.edtf or "/" in published.edtf or parse_edtf(published.edtf) is None:
            return None
        return sort_key(published.edtf)[0]

    def corrects(self, statement: Statement) -> bool:
        """Whether a statement stands in a page's printed corrections."""
        return stands_in_correction(self.pages[statement.report].report, statement.start)

    def kind_of(self, statement: Statement) -> str | None:
        """The kind of block that a statement stands in."""
        blocks = self.pages[statement.report].report.blocks
        index = bisect_right(blocks, statement.start, key=lambda block: block.start) - 1
        return blocks[index].kind if index >= 0 and statement.start < blocks[index].end else None


def lay_out(pages: Sequence[Page], extraction: Extraction, corroboration: Corroboration, lexicons: Lexicons) -> Desk:
    """Index a story."""
    by_id = {page.report.id: page for page in sorted(pages, key=lambda page: page.report.id)}
    statements = {statement.id: statement for statement in extraction.statements if statement.report in by_id}
    by_report: dict[str, list[Statement]] = {report: [] for report in by_id}
    for statement in sorted(statements.values(), key=lambda statement: (statement.start, statement.end, statement.id)):
        by_report[statement.report].append(statement)
    extents = {report: _extent(page) for report, page in by_id.items()}
    return Desk(
        pages=by_id,
        statements=statements,
        entities={entity.id: entity for entity in extraction.entities},
        claims=corroboration.claims,
        place_of={statement.id: _place(statement, extents[statement.report]) for statement in statements.values()},
        derived=_derived(corroboration.claims),
        mentioned={(m.report, m.start): entity.id for entity in extraction.entities for m in entity.mentions},
        by_report={report: tuple(given) for report, given in by_report.items()},
        most_named=_most_named(by_id, extraction),
        day_names=_day_names(by_id, extraction),
        lexicons=lexicons,
        home={statement: claim for claim in corroboration.claims for statement in claim.own},
        alone=frozenset(by_id) - {report for claim in corroboration.claims for report in _tellers(claim, statements)},
        spread=Counter(key for page in by_id.values() for key in {word.key for word in keyed_words(page.report.text)}),
    )


def _tellers(claim: Claim, statements: Mapping[str, Statement]) -> frozenset[str]:
    """The reports that tell a claim, where they are several; those that only tell it along with something else do not count."""
    found = frozenset(statements[one].report for one in claim.own if one in statements)
    return found if len(found) > 1 else frozenset()


def _most_named(pages: Mapping[str, Page], extraction: Extraction) -> dict[tuple[str, str], int]:
    most: dict[tuple[str, str], int] = {}
    for entity in extraction.entities:
        names = {entity.name, *entity.aliases}
        known = (mention for mention in entity.mentions if mention.report in pages)
        named = Counter(one.report for one in known if pages[one.report].report.text[one.start : one.end] in names)
        for report, count in named.items():
            most[report, entity.type] = max(count, most.get((report, entity.type), 0))
    return most


def _day_names(pages: Mapping[str, Page], extraction: Extraction) -> frozenset[str]:
    """The days of the week that are somebody's first name in the story: part of a name, or right before one and no day by what precedes
    ("Sunday Adeyemi wept")."""
    people = [entity for entity in extraction.entities if entity.type == "person"]
    known = {name.split()[0] for entity in people for name in (entity.name, *entity.aliases) if name.split()}
    mentioned = {(mention.report, mention.start) for entity in people for mention in entity.mentions}
    found = set()
    for report, page in pages.items():
        for time in page.annotation.times:
            words = page.report.text[time.start : time.end]
            is_before = (report, time.end + 1) in mentioned and not follows_preposition(page.report.text, time.start)
            if words in known or (is_before and words.isalpha()):
                found.add(words)
    return frozenset(found)


def follows_preposition(text: str, start: int) -> bool:
    """Whether what begins at ``start`` is a day by the word before it, which never stands before a person's name."""
    return _DAY_OF.search(text[max(0, start - _MOST_BEFORE) : start]) is not None


def _extent(page: Page) -> tuple[int, int]:
    """Where the running text of a report begins and ends."""
    spans = article_spans(page.report)
    return (spans[0][0], spans[-1][1]) if spans else (0, len(page.report.text))


def _place(statement: Statement, extent: tuple[int, int]) -> float:
    first, last = extent
    return min(1.0, max(0.0, (statement.start - first) / max(1, last - first)))


def _derived(claims: Sequence[Claim]) -> frozenset[str]:
    taken: dict[str, int] = {}
    given: dict[str, int] = {}
    for claim in claims:
        for origin in claim.origins:
            counts = taken if origin.kind == "derived" else given
            for report in origin.reports:
                counts[report] = counts.get(report, 0) + 1
    return frozenset(report for report, count in taken.items() if count >= 3 and count >= 0.3 * (count + given.get(report, 0)))
