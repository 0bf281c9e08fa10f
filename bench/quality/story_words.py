"""The words of a story as the pipeline reads it, and what is known of each: its event, kind, claim and speaker."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bench.quality.ecb_mentions import Mention, Subtopic
from stemma.adapters.models.lexicons import load_lexicons
from stemma.config import CorroborateConfig, DeriveConfig, ExtractConfig
from stemma.language.inflection import lemmas
from stemma.language.meaning import read_meanings, stem
from stemma.language.syntax import Tree, read_tree
from stemma.records import Extraction, Statement
from stemma.stages.chronicle import chronicle
from stemma.stages.corroborate import corroborate
from stemma.stages.derive import derive
from stemma.stages.extract import extract

Place = tuple[str, int]
"""A word: its report and where in its text it starts."""
_CONTENT = frozenset({"VERB", "NOUN", "PROPN", "ADJ"})


@dataclass(frozen=True)
class Reader:
    """One subtopic as the pipeline reads it, to be asked about its words. ``trees`` has the tree and index of each word, ``event_of`` the
    event of each mention of one, ``statement_words`` the heads of statements and cues, ``spoken`` who says, for each cue."""

    subtopic: Subtopic
    trees: Mapping[Place, tuple[Tree, int]]
    claim_of: Mapping[str, str]
    statements: Mapping[str, tuple[Statement, ...]]
    spoken: Mapping[Place, tuple[str, str]]
    event_of: Mapping[Place, str]
    statement_words: tuple[Place, ...]

    def head(self, mention: Mention) -> Place:
        """The word of an annotated event that its others hang on."""
        known = [(mention.report, start) for start, _ in mention.words if (mention.report, start) in self.trees]
        starts = {start for start, _ in mention.words}
        tops = [place for place in known if _governor(self.trees[place]) not in starts]
        return min(tops or known, key=lambda place: (not self._is_content(place), place), default=(mention.report, mention.words[0][0]))

    def _is_content(self, place: Place) -> bool:
        tree, index = self.trees[place]
        return tree.upos(index) in _CONTENT

    def lemma(self, place: Place) -> str:
        word = self._word(place)
        return stem(lemmas(word, lexicons=load_lexicons())[0])

    def kind(self, place: Place) -> tuple[str, ...]:
        meanings = read_meanings(load_lexicons())
        if place not in self.trees:
            return (str(place),)
        tree, index = self.trees[place]
        word = tree.words[index]
        key = meanings.key(word, tree.upos(index))
        if key.startswith("a:") or not meanings.is_light(word) or place in self.spoken:
            return (key,)
        objects = sorted(meanings.key(tree.words[child]) for child in tree.below(index, "obj", "nsubj:pass", "nmod"))
        return (key, *objects) if objects else (key, str(place))

    def _word(self, place: Place) -> str:
        tree, index = self.trees.get(place, (None, 0))
        return tree.words[index] if tree is not None else str(place)

    def claim_at(self, place: Place) -> str | None:
        """The claim of the narrowest statement that holds a word."""
        report, start = place
        holding = [one for one in self.statements.get(report, ()) if one.start <= start < one.end]
        return self.claim_of[min(holding, key=lambda one: (one.end - one.start, one.start)).id] if holding else None

    def speaker_at(self, place: Place) -> tuple[str, str] | None:
        return self.spoken.get(place)

    def checked(self, places: Iterable[Place]) -> list[Place]:
        """Those in sentences whose annotation is complete."""
        spans = {(report, start) for report, words in self.subtopic.checked.items() for start, _ in words}
        return sorted(place for place in set(places) if place in spans)


def _governor(word: tuple[Tree, int]) -> int | None:
    tree, index = word
    head = tree.head(index)
    return None if head is None else tree.tokens[head].start


def read_story(subtopic: Subtopic) -> Reader:
    """Run the pipeline on a subtopic."""
    lexicons = load_lexicons()
    extraction = extract(subtopic.pages, config=ExtractConfig(), lexicons=lexicons).records[0]
    derivations = derive(subtopic.pages, extraction, config=DeriveConfig(), lexicons=lexicons).records
    (found,) = corroborate(subtopic.pages, extraction, derivations, config=CorroborateConfig(), lexicons=lexicons).records
    events = chronicle(subtopic.pages, extraction, found.claims, lexicons=lexicons).records
    trees: dict[str, list[Tree]] = {
        page.report.id: [read_tree(page.report.text, sentence) for sentence in page.annotation.sentences] for page in subtopic.pages
    }
    spoken = _read_cues(subtopic, extraction)
    heads = [place for one in extraction.statements if (place := _own_head(one, extraction, trees[one.report])) is not None]
    return Reader(
        subtopic=subtopic,
        trees={
            (report, token.start): (tree, index)
            for report, read in trees.items()
            for tree in read
            for index, token in enumerate(tree.tokens)
        },
        claim_of={statement: claim.id for claim in found.claims for statement in claim.statements},
        statements={
            report: tuple(statement for statement in extraction.statements if statement.report == report) for report in sorted(trees)
        },
        spoken=spoken,
        event_of={(mention.report, mention.start): event.id for event in events for mention in event.mentions},
        statement_words=tuple(sorted({*heads, *spoken})),
    )


def _read_cues(subtopic: Subtopic, extraction: Extraction) -> dict[Place, tuple[str, str]]:
    """The cues of attributions, each with who says: an entity where one is named, else the words for the source."""
    named = [(mention.report, mention.start, mention.end, entity.id) for entity in extraction.entities for mention in entity.mentions]
    found: dict[Place, tuple[str, str]] = {}
    for page in subtopic.pages:
        for one in page.annotation.attributions:
            if one.cue_start < 0:
                continue
            inside = sorted(
                (end - start, entity)
                for report, start, end, entity in named
                if report == page.report.id and one.source_start <= start and end <= one.source_end
            )
            found[page.report.id, one.cue_start] = ("said", inside[-1][1] if inside else one.source_text.lower())
    return found


def _own_head(statement: Statement, extraction: Extraction, trees: Iterable[Tree]) -> Place | None:
    """The word that the others of a statement hang on, first among those that no narrower statement holds."""
    narrower = [
        (one.start, one.end)
        for one in extraction.statements
        if one.report == statement.report
        and statement.start <= one.start
        and one.end <= statement.end
        and (one.start, one.end) != (statement.start, statement.end)
    ]
    for tree in trees:
        inside = [index for index, token in enumerate(tree.tokens) if statement.start <= token.start and token.end <= statement.end]
        own = [index for index in inside if not any(start <= tree.tokens[index].start < end for start, end in narrower)]
        for pool in (own, inside):
            within = set(pool)
            tops = [index for index in pool if tree.head(index) not in within and tree.upos(index) in _CONTENT]
            tops.sort(key=lambda index: (tree.upos(index) != "VERB", tree.first[index] - tree.last[index], index))
            if tops and (pool is inside or tree.upos(tops[0]) == "VERB"):
                return statement.report, tree.tokens[tops[0]].start
    return None
