"""Statements: what one report says, one thing at a time, each with its chain of sources."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stemma.language.lexicon import Lexicons
from stemma.language.reporting import report_words
from stemma.language.syntax import Tree, read_tree
from stemma.records import Attribution, Page, Quantity, Sentence, Statement, StatementTime
from stemma.stages.extract.chains import chain_of, innermost, read_links, read_voice
from stemma.stages.extract.clauses import Clause, split_clauses
from stemma.stages.extract.events import Speech, read_event
from stemma.stages.extract.frames import find_frame, set_scene
from stemma.stages.extract.modality import Modality, Voice, read_modality
from stemma.stages.extract.parts import share_helpers, split_parts
from stemma.stages.extract.pointers import Pointers, point
from stemma.text.intervals import Intervals, index_spans

_HEADLINES = frozenset({"title", "subtitle", "heading"})
_PICTURED = _HEADLINES | {"caption"}
_MARKS = ("“", '"', "‘", "«", "„")
_SET_AGAINST = frozenset({"until", "till", "since", "before", "after", "following", "ahead"})
_CALLED_OFF = frozenset({"CONSULT", "PROTEST"})
"""Types of events that stand for what was called off, not for calling it off."""
_DATED = frozenset({"date", "time"})
_OF_MIND = frozenset({"believe", "predict", "promise"})


@dataclass(frozen=True, slots=True, eq=False)
class _Reader:
    """What is at hand while one report's statements are read."""

    page: Page
    ids: Mapping[tuple[str, int], str]
    pointers: Pointers
    lexicons: Lexicons
    contents: Intervals
    frames: Intervals
    times: Intervals
    quantities: Intervals
    blocks: Intervals

    def near(self, start: int, end: int) -> dict[int, Attribution]:
        """The attributions whose content or cue reaches into a span, by number."""
        numbers = {*self.contents.overlapping(start, end), *self.frames.overlapping(start, end)}
        return {number: self.page.annotation.attributions[number] for number in sorted(numbers)}


def find_statements(page: Page, ids: Mapping[tuple[str, int], str], *, lexicons: Lexicons) -> tuple[Statement, ...]:
    """The statements of one report in order of position.

    Each is a clause with subject and finite verb (headlines may do without), its text an exact stretch of the page;
    clauses that only frame speech and questions in the report's own voice are none.

    Args:
        page: the report with its annotation.
        ids: from (report id, referent index) to entity id.
        lexicons: the packaged word lists.
    """
    annotation = page.annotation
    reader = _Reader(
        page,
        ids,
        point(annotation, ids),
        lexicons,
        contents=index_spans([(one.content_start, one.content_end) for one in annotation.attributions]),
        frames=index_spans([(one.cue_start, one.cue_end) for one in annotation.attributions]),
        times=index_spans([(time.start, time.end) for time in annotation.times]),
        quantities=index_spans([(quantity.start, quantity.end) for quantity in annotation.quantities]),
        blocks=index_spans([(block.start, block.end) for block in page.report.blocks]),
    )
    found: dict[tuple[int, int], Statement] = {}
    for sentence in page.annotation.sentences:
        for statement in _read_sentence(reader, sentence):
            found.setdefault((statement.start, statement.end), statement)
    return tuple(found[span] for span in sorted(found))


def _read_sentence(reader: _Reader, sentence: Sentence) -> list[Statement]:
    text = reader.page.report.text
    tree = read_tree(text, sentence)
    blocks = reader.blocks.overlapping(sentence.start, sentence.start + 1)
    block = reader.page.report.blocks[blocks[0]] if blocks else None
    headline = block is not None and block.kind in _HEADLINES
    near = reader.near(sentence.start, sentence.end)
    clauses = split_clauses(text, tree, near, headline=headline)
    if block is None or block.kind not in _PICTURED:
        clauses = _with_parts(reader, tree, clauses)
        tree = share_helpers(tree, clauses, reader.lexicons)
    statements = []
    for clause in clauses:
        inner = [other for other in clauses if other is not clause and clause.start <= other.start and other.end <= clause.end]
        statement = _statement(reader, tree, clause, inner, block is not None and block.kind in _PICTURED)
        if statement is not None:
            statements.append(statement)
    return statements


def _with_parts(reader: _Reader, tree: Tree, clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    def tells(head: int, start: int, end: int) -> bool:
        if find_frame(set_scene(tree, head, None, reader.pointers, reader.lexicons), "verb") is not None:
            return True
        if any(token.upos == "NUM" and start <= token.start < end for token in tree.tokens):
            return True
        is_dated = any(reader.page.annotation.times[number].kind in _DATED for number in reader.times.overlapping(start, end))
        return is_dated or bool(reader.quantities.overlapping(start, end)) or bool(reader.pointers.within(start, end))

    parts = {(one.start, one.end): one for clause in clauses for one in split_parts(tree, clause, tells)}
    return tuple(parts[span] for span in sorted(parts))


def _statement(reader: _Reader, tree: Tree, clause: Clause, inner: Sequence[Clause], is_pictured: bool) -> Statement | None:
    annotation, text = reader.page.annotation, reader.page.report.text
    number = clause.frame
    if number is None:
        numbers = reader.contents.overlapping(clause.start, clause.end)
        number = innermost(clause.start, clause.end, annotation.attributions, numbers)
    chain = chain_of(number, annotation.attributions)
    if _is_question(text, tree, clause, bool(chain)):
        return None
    words = report_words(reader.lexicons)
    voice = read_voice(annotation, chain, words) if clause.frame is None else Voice()
    links = (
        read_links(annotation, chain, reader.ids)
        if clause.frame is None or _credits(reader, clause)
        else read_links(annotation, chain[:-1], reader.ids)
    )
    times = _times(reader, clause, inner)
    speech = _speech(reader, tree, clause, number, voice)
    event = read_event(tree, clause, reader.pointers, _dating(text, times), speech=speech, lexicons=reader.lexicons)
    is_act = event is not None and event.type not in _CALLED_OFF
    modality = read_modality(tree, clause, voice, headline=is_pictured, lexicons=reader.lexicons, is_act=is_act)
    if clause.base is not None:
        whole = clause._replace(head=clause.base)
        modality = _joined(modality, read_modality(tree, whole, voice, headline=is_pictured, lexicons=reader.lexicons))
    return Statement(
        id=_id("s", reader.page.report.id, clause.start, clause.end),
        report=reader.page.report.id,
        start=clause.start,
        end=clause.end,
        text=text[clause.start : clause.end],
        attribution=links,
        event=event,
        times=times,
        places=_entities(reader, tree, clause, inner, places_only=True),
        entities=_entities(reader, tree, clause, inner, places_only=False),
        quantities=_quantities(reader, clause, inner),
        status=modality.status,
        polarity=modality.polarity,
        certainty=modality.certainty,
    )


def _joined(part: Modality, base: Modality) -> Modality:
    """The modality of a part of a clause: a participle, or a verb whose past is its present, has the tense of what it follows."""
    status = base.status if part.status == "ongoing" else part.status
    return Modality(status, part.polarity, base.certainty if part.certainty == "stated" else part.certainty)


def _speech(reader: _Reader, tree: Tree, clause: Clause, number: int | None, voice: Voice) -> Speech | None:
    """The speech act in the same sentence that a clause is the content of."""
    if number is None or clause.frame is not None:
        return None
    attribution = reader.page.annotation.attributions[number]
    cue = tree.at(attribution.cue_start) if tree.start <= attribution.cue_start < tree.end else None
    if cue is None:
        return None
    source = reader.ids.get((reader.page.report.id, attribution.referent)) if attribution.referent is not None else None
    named = [index for index, token in enumerate(tree.tokens) if attribution.source_start <= token.start < attribution.source_end]
    speaker = next((index for index in named if tree.head(index) not in named), None)
    return Speech(cue, source, speaker, voice.is_judge)


def _id(kind: str, report: str, start: int, end: int) -> str:
    return f"{kind}-{hashlib.sha256(f'{report}:{start}:{end}'.encode()).hexdigest()[:10]}"


def _credits(reader: _Reader, clause: Clause) -> bool:
    """Whether the source of a speech act ("the ministry confirmed the visit") answers for what it is said to have said."""
    if clause.frame is None:
        return True
    attribution = reader.page.annotation.attributions[clause.frame]
    said = reader.page.report.text[attribution.content_start : attribution.content_end]
    if any(mark in said for mark in _MARKS):
        return True
    reporting = report_words(reader.lexicons).verb(attribution.cue.lower())
    if attribution.is_carried and (attribution.kind != "speech" or (reporting is not None and reporting.force in _OF_MIND)):
        return True  # a speaker's plans and expectations, told in a sentence behind her words
    return reporting is not None and reporting.force in {"announce", "show", "claim", "deny"} and "object" in reporting.frames


def _is_question(text: str, tree: Tree, clause: Clause, is_attributed: bool) -> bool:
    before = [tree.words[index] for index in range(len(tree.tokens)) if tree.tokens[index].end <= clause.start][-1:]
    first = tree.words[clause.words[0]]
    if is_attributed and (first in {"whether", "if", "why", "how"} or before in (["whether"], ["if"])):
        return True
    return not is_attributed and text[: tree.end].rstrip()[-1:] == "?"


def _is_inside(start: int, inner: Sequence[Clause]) -> bool:
    return any(clause.start <= start < clause.end for clause in inner)


def _times(reader: _Reader, clause: Clause, inner: Sequence[Clause]) -> tuple[StatementTime, ...]:
    return tuple(
        StatementTime(edtf=time.edtf, start=time.start, end=time.end)
        for time in (reader.page.annotation.times[number] for number in reader.times.overlapping(clause.start, clause.end))
        if time.edtf is not None
        and time.kind in _DATED
        and clause.start <= time.start
        and time.end <= clause.end
        and not _is_inside(time.start, inner)
    )


def _dating(text: str, times: Sequence[StatementTime]) -> tuple[StatementTime, ...]:
    """The times that may date the clause's event, leaving out those that it is only set against ("until", "since")."""
    dating = []
    for time in times:
        around = f"{text[max(time.start - 14, 0) : time.start]} {text[time.start : time.end]}".lower().split()
        if not _SET_AGAINST & set(around):
            dating.append(time)
    return tuple(dating)


def _quantities(reader: _Reader, clause: Clause, inner: Sequence[Clause]) -> tuple[Quantity, ...]:
    return tuple(
        quantity
        for quantity in (reader.page.annotation.quantities[number] for number in reader.quantities.overlapping(clause.start, clause.end))
        if clause.start <= quantity.start and quantity.end <= clause.end and not _is_inside(quantity.start, inner)
    )


def _entities(reader: _Reader, tree: Tree, clause: Clause, inner: Sequence[Clause], *, places_only: bool) -> tuple[str, ...]:
    """Ids in order of first mention; the subject that a coordinated clause shares comes first."""
    found: list[str] = []
    shared = reader.pointers.at(tree, clause.subject)
    if shared is not None and not places_only:
        found.append(shared[0])
    for mention, entity, kind in reader.pointers.within(clause.start, clause.end):
        if (kind == "place" or not places_only) and not _is_inside(mention.start, inner):
            found.append(entity)
    return tuple(dict.fromkeys(found))
