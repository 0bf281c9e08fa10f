"""What a report itself says of where its words come from: credits, wire marks, and the outlets that it cites."""

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal, NamedTuple

from rapidfuzz import fuzz

from stemma.language.article import TEXT_KINDS, article_spans
from stemma.language.lexicon import Lexicons
from stemma.language.outlets import is_outlet, listed_outlet, name_key, outlet_within
from stemma.language.rarity import rarity
from stemma.language.reporting import report_words
from stemma.records import BlockKind, Disclosure, Entity, Extraction, Page, Report
from stemma.stages.derive.mastheads import Mastheads, full_keys
from stemma.stages.derive.papers import Paper, cited_papers
from stemma.stages.derive.stamps import is_later
from stemma.stages.derive.told_when import is_of_another_time
from stemma.stages.derive.translations import romanise, translated_from
from stemma.stages.derive.upstreams import named_upstreams
from stemma.text.normalise import fold, squash
from stemma.text.shingles import keyed_words

SAME_HEADLINE = 80.0
"""Two headlines at least this alike (0..100, the best part of the longer against the shorter) are one."""
LONGEST_MARK, LINES_AFTER = 60, 3
"""A line of the page's frame that is no longer may be an agency's mark: any before the article, so many after it."""
CUE_REACH = 40
"""Within so many characters of an outlet's name a report verb makes it a citation."""
LONGEST_SENTENCE = 2_000
RARE = 5.0
"""Nats: a word of a credit that is no rarer is not an outlet's whole name."""
_NO_SPEAKER = frozenset({"at", "of", "with", "against", "into", "for"})
"""Behind these words stands nobody who says something."""
NAMING_KINDS: frozenset[BlockKind] = TEXT_KINDS | {"byline", "date", "credit", "notice"}
_CREDIT_WORDS = 8
_PRINTED = frozenset({"reported", "wrote", "published", "printed", "carried", "quoted", "ran"})
_PRINTING = re.compile(r"\b(?:" + "|".join(sorted(_PRINTED)) + r")\b")
_HEARERS = frozenset({"told", "telling", "tells", "to", "with", "by", "informed"})
"""Before an outlet's name: it heard something, and printed nothing earlier."""
_SHORTEST_FOREIGN = 6
_OTHER_LETTERS = re.compile(r"[^\W\d_\u0000-\u024f]{2,40}")
"""Words in no Latin letters."""

Form = Literal["wire", "credit", "translation", "citation"]
Spans = tuple[tuple[int, int], ...]
_FORMS: dict[str, Form] = {"wire": "wire", "credit": "credit", "translation": "translation", "ai_translation": "translation"}
_LINE_MARK = re.compile(
    r"(?:\((?P<name>[^()\n]{2,50})\)[\s>»›.]{0,6}|[.!?…]\s+(?P<last>[^\W\d_a-z][^.!?…,()\n]{2,50})(?:,\s*\d{1,2}\s\w{3,9}\sago)?)$"
)
"""A name in brackets, or as a sentence of its own, at the end of a line; a list of links may say how long ago that was."""
_NAME_LINE = re.compile(
    r"\s*(?P<name>[^\W\d_a-z][^.!?…,()\n·•|]{2,50}?)\s*[·•|,–-]\s*"
    r"(?:\d{1,2}\s?(?:h|hrs?|hours?|m|mins?|minutes?|d|days?)\b(?: ago)?|[Jj]ust now|[Tt]oday|[Yy]esterday)"
    r"(?:\s(?:Read|More)\b[^\n]{0,20})?\W*$"
)
"""A name in a line of its own with how long ago that was."""
DATELINE, DATELINE_BLOCKS, SHORTEST_MARK = 60, 2, 3
"""A dateline opens one of the first blocks of an article and is no longer; an agency's mark in it has at least so many letters."""
_DATELINE_MARK = re.compile(r"\s*[^\W\d_][^().:;!?\n]{1,40}\((?P<marks>[^\W\d_]{2,6}(?:[/,+] ?[^\W\d_]{2,6}){0,2})\)(?=\s*[.:–—-])")
BLURB = 2
"""So many lines before it tell what is there: a headline and a blurb."""
_LINK_WORDS = re.compile(
    r"^(?:read|more|continue|full story)(?: (?:it|on|more|reading))? (?:at|in|on|from) |\s*(?:[→»›]|>{1,3})\s*$", re.IGNORECASE
)
"""What a digest says round the name of the outlet that its link leads to."""
_MARK_FRAME = re.compile(r"^(?:by|from|via)\s+|^[\W_]+|[\W_]+$", re.IGNORECASE)
_HAS_IT = re.compile(r" (?:has|had) (?:it|the story|this|more|details)\b")
_CUES = frozenset({"according", "citing", "quoting"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """``report`` names ``name`` as where (part of) it comes from. ``reports`` are those of the pile that the name leads to, ``spans`` the
    words that say it or, for a citation, what is taken from there. ``signs`` say how (``settling``)."""

    report: str
    form: Form
    name: str
    reports: tuple[str, ...]
    spans: Spans
    signs: frozenset[str] = frozenset()


class _Named(NamedTuple):
    form: Form
    name: str
    spans: Spans
    signs: frozenset[str] = frozenset()


def read_declarations(
    pages: Sequence[Page],
    extracted: tuple[Extraction, Mapping[str, Extraction]],
    papers: Mapping[str, Paper],
    mastheads: Mastheads,
    lexicons: Lexicons,
) -> tuple[Declaration, ...]:
    """All declarations of a story's reports, by report; a credit before a citation of the same name. ``extracted`` is what was extracted
    from all reports, and from each, ``papers`` those of bodies."""
    split = extracted[1]
    reports = {page.report.id: page.report for page in pages}
    found: list[Declaration] = []
    for page in pages:
        domain = page.report.outlet.domain if page.report.outlet else None  # by which an outlet without a name is shown
        own = {*full_keys(page.report, lexicons), *mastheads.own.get(page.report.id, ()), name_key(domain or "")}
        named = {key for name in own for key in (name, mastheads.keys.get(name, name))}
        credits = [
            *_credits(page.report, mastheads, lexicons),
            *_marks(page.report, mastheads),
            *_dateline_marks(page.report, mastheads),
        ]
        cited = [*_citations(page, split[page.report.id], mastheads, lexicons), *_in_other_letters(page.report, mastheads)]
        for form, name, spans, signs in [*credits, *_digested(page.report, mastheads), *cited]:
            key = mastheads.lookup(name) or name_key(listed_outlet(name, lexicons) or name)
            if key in named or (form == "citation" and "line" not in signs and _is_house_name(name, page.report)):
                continue
            named.add(key)
            sources = tuple(
                other
                for other, report in sorted(reports.items())
                if other != page.report.id
                and not is_later(report, page.report)
                and (other in mastheads.reports.get(key, ()) or (form != "citation" and _is_headline(report, page.report, spans)))
                and not (form == "citation" and is_of_another_time(page, spans, key, report, mastheads, lexicons))
            )
            is_too_late = bool(mastheads.reports.get(key)) and not sources
            shown = mastheads.names.get(key) or (name if form == "credit" else listed_outlet(name, lexicons) or name)
            found.append(
                Declaration(
                    report=page.report.id,
                    form=form,
                    name=shown,
                    reports=sources,
                    spans=spans,
                    signs=signs | ({"later"} if is_too_late else set()),
                )
            )
        found.extend(_of_own_house(page, pages, mastheads, lexicons))
    return tuple(_with_papers(found, pages, extracted, papers, lexicons))


def _with_papers(
    found: Sequence[Declaration],
    pages: Sequence[Page],
    extracted: tuple[Extraction, Mapping[str, Extraction]],
    papers: Mapping[str, Paper],
    lexicons: Lexicons,
) -> list[Declaration]:
    """The declarations, and a citation of each paper of the pile of which a report speaks without naming it otherwise."""
    extraction, split = extracted
    reports = {page.report.id: page.report for page in pages}
    merged = [_with_paper_sign(one, papers.keys()) for one in found]
    places_of: dict[str, list[int]] = {}
    for place, one in enumerate(found):
        places_of.setdefault(one.report, []).append(place)
    named = _named_places(extraction) if papers else {}
    for page in pages if papers else ():
        if page.report.id in papers:
            continue
        readable = {source: paper for source, paper in papers.items() if not is_later(reports[source], page.report)}
        for spoken in cited_papers(page, split[page.report.id], readable, named.get(page.report.id, {}), lexicons):
            known = [
                place
                for place in places_of.get(page.report.id, ())
                if spoken.source in merged[place].reports and "house" not in merged[place].signs
            ]
            for place in known:
                signs = merged[place].signs | spoken.signs
                merged[place] = replace(merged[place], spans=tuple(sorted({*merged[place].spans, *spoken.spans})), signs=signs)
            if not known:
                signs = spoken.signs | {"paper"}
                merged.append(
                    Declaration(
                        report=page.report.id, form="citation", name=spoken.name, reports=(spoken.source,), spans=spoken.spans, signs=signs
                    )
                )
    return merged


def _with_paper_sign(one: Declaration, papers: AbstractSet[str]) -> Declaration:
    """A declaration that leads to a body's paper says so."""
    return replace(one, signs=one.signs | {"paper"}) if not papers.isdisjoint(one.reports) else one


def _named_places(extraction: Extraction) -> dict[str, dict[int, str]]:
    """Who is mentioned where, by report and place."""
    found: dict[str, dict[int, str]] = {}
    for entity in extraction.entities:
        for mention in entity.mentions:
            found.setdefault(mention.report, {})[mention.start] = entity.id
    return found


# ---------------------------------------------------------------- credits and marks


def _credits(report: Report, mastheads: Mastheads, lexicons: Lexicons) -> Iterator[_Named]:
    translated = translated_from(report, lexicons)
    for name, span in translated:
        key = mastheads.kindred(name)
        yield _Named("translation", mastheads.names[key] if key else name, (span,))
    for disclosure in sorted(report.disclosures, key=lambda disclosure: (disclosure.start, disclosure.kind)):
        if disclosure.kind not in _FORMS:
            continue
        start, end = _with_credit_blocks(report, disclosure)
        here = [key for key, _, _ in mastheads.mentions(report.text, start, min(end, start + LONGEST_SENTENCE))]
        for key in here:
            yield _Named(_FORMS[disclosure.kind], mastheads.names[key], ((start, end),))
        is_told = any(start < last and first < end for _, (first, last) in translated)
        if disclosure.detail and not here and not is_told and _may_be_outlet(disclosure.detail, lexicons):
            yield _Named(_FORMS[disclosure.kind], squash(disclosure.detail), ((start, end),))


def _may_be_outlet(name: str, lexicons: Lexicons) -> bool:
    """A common word alone ("County") is what is left of something else."""
    return (
        " " in name.strip() or not name[:1].isupper() or listed_outlet(name, lexicons) is not None or rarity(fold(name), lexicons) >= RARE
    )


def _with_credit_blocks(report: Report, disclosure: Disclosure) -> tuple[int, int]:
    """The disclosure and the credit blocks that it touches: the headline may stand on the next line."""
    start, end = disclosure.start, disclosure.end
    for block in report.blocks:
        if block.kind == "credit" and block.start <= end + 2 and block.end >= start - 2:
            start, end = min(start, block.start), max(end, block.end)
    return start, end


def _marks(report: Report, mastheads: Mastheads) -> Iterator[_Named]:
    """Outlets of the pile that a line between headline and article, or right behind it, names and nothing else, or whose initials are a
    paragraph of their own behind the text."""
    for start, end in [*_frame_lines(report), *article_spans(report)[1:]]:
        words = _MARK_FRAME.sub("", _MARK_FRAME.sub("", report.text[start:end].strip())) if end - start <= LONGEST_MARK else ""
        key = mastheads.lookup(words) if words[:1].isupper() else None
        if key is not None:
            yield _Named("wire", mastheads.names[key], ((start, end),))


def _dateline_marks(report: Report, mastheads: Mastheads) -> Iterator[_Named]:
    """Outlets of the pile by the initials that stand in brackets, alone or with others, where an article opens: "Port Esther (ina).",
    "Tiflis (BSNA/rwp)"."""
    for start, end in article_spans(report)[:DATELINE_BLOCKS]:
        match = _DATELINE_MARK.match(report.text, start, min(end, start + DATELINE))
        for part in re.split(r"[/,+ ]+", match["marks"]) if match else ():
            key = mastheads.lookup(part) if len(part) >= SHORTEST_MARK else None
            if match is not None and key is not None:
                yield _Named("wire", mastheads.names[key], (match.span("marks"),))


def _frame_lines(report: Report) -> list[tuple[int, int]]:
    """The short lines between the headline and the article and the first few after it."""
    article = article_spans(report)
    titles = article_spans(report, frozenset({"title"}))
    if not article or not titles or titles[0][1] > article[0][0]:
        return []
    between = _short_lines(report.text, titles[0][1], article[0][0])
    return between + _short_lines(report.text, article[-1][1], article[-1][1] + 4 * LONGEST_MARK)[:LINES_AFTER]


def _short_lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    lines, place = [], start
    for line in text[start:end].split("\n"):
        if line.strip() and len(line) <= LONGEST_MARK:
            lines.append((place, place + len(line)))
        place += len(line) + 1
    return lines


# ---------------------------------------------------------------- citations


def _citations(page: Page, extraction: Extraction, mastheads: Mastheads, lexicons: Lexicons) -> list[_Named]:
    """The outlets that the report's statements are attributed to, each with those statements' spans, and those of the pile that a sentence
    names beside a report verb."""
    entities = {entity.id: entity for entity in extraction.entities}
    cited: dict[str, list[tuple[int, int]]] = {}
    signs: dict[str, set[str]] = {}
    for statement in extraction.statements:
        for link in statement.attribution:
            name = _outlet_name(entities.get(link.entity or ""), link.source, mastheads, lexicons)
            if name is not None:
                cited.setdefault(name, []).append((statement.start, statement.end))
                signs.setdefault(name, set()).add("link")
    for name, span in named_upstreams(page, lexicons):
        key = mastheads.kindred(name)
        shown = mastheads.names[key] if key else listed_outlet(name, lexicons) or name
        cited.setdefault(shown, []).append(span)
        signs.setdefault(shown, set()).add("link")
    forms: dict[str, Form] = {}
    for form, name, span, sign in _named_in_article(page, mastheads, lexicons):
        signs.setdefault(name, set()).add(sign)
        if form != "citation":
            forms.setdefault(name, form)
        if not any(start < span[1] and span[0] < end for start, end in cited.get(name, ())):
            cited.setdefault(name, []).append(span)
    return [
        _Named(forms.get(name, "citation"), name, tuple(sorted(spans)), frozenset(signs[name])) for name, spans in sorted(cited.items())
    ]


def _outlet_name(entity: Entity | None, source: str, mastheads: Mastheads, lexicons: Lexicons) -> str | None:
    names = (entity.name, *entity.aliases) if entity is not None else (source,)
    here = next((key for name in names if (key := mastheads.lookup(name)) is not None), None)
    here = here or next((key for name in (*names, source) if (key := mastheads.body(name)) is not None), None)
    if here is not None:
        return mastheads.names[here]
    if entity is None:
        return outlet_within(source, lexicons)
    if entity.type in {"person", "place", "event"}:
        return None
    listed = next((full for name in names if (full := listed_outlet(name, lexicons)) is not None), None)
    return listed or (entity.name if is_outlet(entity.name, lexicons) else None)


def _named_in_article(page: Page, mastheads: Mastheads, lexicons: Lexicons) -> Iterator[tuple[Form, str, tuple[int, int], str]]:
    """(form, name, sentence, sign) of outlets of the pile that the article names, in whatever language: a name of one word only beside a
    report verb or a credit. The sign is ``credit``, ``mark`` for a name in brackets, ``cue`` beside a report verb, else ``name``."""
    text = page.report.text
    sentences = [(sentence.start, sentence.end) for sentence in page.annotation.sentences]
    for start, end in article_spans(page.report, NAMING_KINDS):
        for key, first, last in mastheads.mentions(text, start, end):
            span = next(((a, b) for a, b in sentences if a <= first < b), (start, min(end, start + LONGEST_SENTENCE)))
            around = [word.key for word in keyed_words(text, max(span[0], first - CUE_REACH), min(span[1], last + CUE_REACH))]
            before = [word.key for word in keyed_words(text, max(span[0], first - CUE_REACH), first) if word.key != "the"]
            if before and before[-1] in _NO_SPEAKER and _is_body(mastheads.names[key], lexicons):
                continue
            form = next((form for word in around[:_CREDIT_WORDS] if (form := _credit_forms(lexicons).get(word))), None)
            is_mark = text[first - 1 : first] == "(" and text[last : last + 1] == ")"
            is_cued = any(_is_cue(word, lexicons) or word in _PRINTED for word in around) or _is_kind(before[-2:], lexicons)
            is_cued = is_cued or before[-1:] == ["per"] or _HAS_IT.match(text, last) is not None
            is_foreign = page.report.language != "en" and page.report.outlet is not None  # no report verbs are known, but whose it is
            if form is None and not is_mark and " " not in text[first:last] and not is_cued and not is_foreign:
                continue
            sign = "credit" if form else "mark" if is_mark else "cue" if is_cued or is_foreign else "name"
            yield form or "citation", mastheads.names[key], span, sign


def _is_body(name: str, lexicons: Lexicons) -> bool:
    """Whether a name is made like those of bodies that are no news outlets."""
    return not is_outlet(name, lexicons) and any(word.lower() in lexicons.words("organisation_words") for word in name.split())


def _digested(report: Report, mastheads: Mastheads) -> list[_Named]:
    """Outlets of the pile whose names end a line, as in a list of links: the line tells what is there. A name that stands alone in a line
    tells whose the lines before it are."""
    found: dict[str, list[tuple[int, int]]] = {}
    lines = list(_whole_lines(report.text))
    for place, (start, end) in enumerate(lines):
        alone = _NAME_LINE.match(report.text, start, end) if end - start <= LONGEST_MARK else None
        match = alone or _LINE_MARK.search(report.text, max(start, end - LONGEST_MARK), end)
        name = _LINK_WORDS.sub("", next((words for words in match.groups() if words), "")) if match else ""
        key = next((known for part in (name, name.split(",")[0]) if (known := mastheads.lookup(part)) is not None), None)
        if key is None or match is None:
            continue
        told = [(first, last) for first, last in lines[max(0, place - BLURB) : place] if last - first > LONGEST_MARK] if alone else []
        if told or not alone:
            found.setdefault(mastheads.names[key], []).extend(told or [(start, match.start())])
    return [_Named("citation", name, tuple(spans), frozenset({"mark", "line"})) for name, spans in sorted(found.items())]


def _whole_lines(text: str) -> Iterator[tuple[int, int]]:
    place = 0
    for line in text.split("\n"):
        if line.strip() and len(line) <= LONGEST_SENTENCE:
            yield place, place + len(line)
        place += len(line) + 1


def _of_own_house(page: Page, pages: Sequence[Page], mastheads: Mastheads, lexicons: Lexicons) -> Iterator[Declaration]:
    """A citation of earlier pages of the report's own house, where it speaks of what it printed before ("in this newspaper on Monday")."""
    spans = tuple(sorted({*_sentences_with(page, _own_words(lexicons)), *_of_itself(page, mastheads)}))
    earlier = [
        other for other in pages
        if other is not page and mastheads.are_one_house(page.report, other.report) and not is_later(other.report, page.report)
    ] if spans else []  # fmt: skip
    if earlier:
        outlet = page.report.outlet or next((other.report.outlet for other in earlier if other.report.outlet), None)
        name = (outlet.name or outlet.domain or "") if outlet else ""
        sources = tuple(sorted(other.report.id for other in earlier))
        yield Declaration(report=page.report.id, form="citation", name=name, reports=sources, spans=spans, signs=frozenset({"house"}))


def _of_itself(page: Page, mastheads: Mastheads) -> Iterator[tuple[int, int]]:
    """The sentences in which a page says by its own name what it printed ("HW had reported wrongly that ..."), not what it was told."""
    own = mastheads.houses.get(page.report.id)
    text, articles = page.report.text, article_spans(page.report)
    for sentence in page.annotation.sentences if own is not None else ():
        start, end = sentence.start, min(sentence.end, sentence.start + LONGEST_SENTENCE)
        if _PRINTING.search(text, start, end) is None or not any(first <= start < last for first, last in articles):
            continue
        for key, first, last in mastheads.mentions(text, start, end):
            before = [word.key for word in keyed_words(text, max(start, first - CUE_REACH), first)]
            after = [word.key for word in keyed_words(text, last, min(end, last + CUE_REACH + CUE_REACH))]
            if key == own and not _HEARERS.intersection(before[-2:]) and not _PRINTED.isdisjoint(after[:_CREDIT_WORDS]):
                yield start, end


def _sentences_with(page: Page, words: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    articles = article_spans(page.report)
    for sentence in page.annotation.sentences:
        start, end = sentence.start, min(sentence.end, sentence.start + LONGEST_SENTENCE)
        if words.search(fold(_unquoted(page, start, end))) and any(first <= start < last for first, last in articles):
            yield start, end


def _unquoted(page: Page, start: int, end: int) -> str:
    """What of ``text[start:end]`` stands in no quotation: there *we* are others."""
    parts, place = [], start
    for quotation in page.annotation.quotations:
        if quotation.start < end and place < quotation.end:
            parts.append(page.report.text[place : max(place, quotation.start)])
            place = quotation.end
    return " ".join([*parts, page.report.text[place:end]])


@lru_cache(maxsize=4)
def _own_words(lexicons: Lexicons) -> re.Pattern[str]:
    return re.compile(rf"(?<!by )\b(?:{'|'.join(map(re.escape, lexicons.words('own_prints')))})\b")


def _in_other_letters(report: Report, mastheads: Mastheads) -> Iterator[_Named]:
    """Outlets of the pile whose names, in the letters of another script, open a word of the article."""
    written = [(match.group(), span) for span in article_spans(report) for match in _OTHER_LETTERS.finditer(report.text, span[0], span[1])]
    if not written:
        return  # nearly always
    names = {key: mastheads.names[house] for key, house in mastheads.keys.items() if len(key) >= _SHORTEST_FOREIGN}
    found: dict[str, tuple[int, int]] = {}
    for form, span in written:
        word = name_key(romanise(form))
        for name in sorted({name for key, name in names.items() if word.startswith(key)}):
            found.setdefault(name, span)
    for name in sorted(found):
        yield _Named("citation", name, (found[name],))


@lru_cache(maxsize=4)
def _credit_forms(lexicons: Lexicons) -> Mapping[str, Form]:
    forms: dict[str, Form] = {"translation": "translation", "credit": "credit"}
    return {word: forms[form] for word, form in lexicons.rows("credit_words")}


def _is_kind(words: Sequence[str], lexicons: Lexicons) -> bool:
    """Whether a name comes behind words for an outlet: "the agency APS", "the trade sheet Copperline"."""
    nouns = {noun for noun, kind, *_ in lexicons.rows("outlet_nouns") if kind == "outlet"}
    nouns |= {fold(noun) for kind, noun in lexicons.rows("upstream_words") if kind == "noun"}
    return bool(words) and (words[-1] in nouns or " ".join(words) in nouns)


def _is_cue(word: str, lexicons: Lexicons) -> bool:
    return word in _CUES or report_words(lexicons).verb(word) is not None


def _is_house_name(name: str, report: Report) -> bool:
    """Whether a page that does not say whose it is carries the name round its article: an outlet that cites itself."""
    if report.outlet is not None:
        return False
    around = (report.text[block.start : block.end] for block in report.blocks if block.kind in {"chrome", "notice"})
    return any(fold(name) in fold(line) for words in around for line in words.split("\n") if len(line) <= 2 * LONGEST_MARK)


def _is_headline(source: Report, report: Report, spans: Spans) -> bool:
    """Whether the words of a credit hold the source's headline."""
    title = fold(source.title or "")
    credit = fold(" ".join(report.text[start:end] for start, end in spans))
    return 20 <= len(title) <= len(credit) and fuzz.partial_ratio(title, credit) >= SAME_HEADLINE
