"""A captured page becomes its report."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from itertools import islice
from pathlib import PurePosixPath

from stemma.config import CleanConfig
from stemma.language.lexicon import Lexicons
from stemma.problems import Outcome, Problem, Reason
from stemma.records import Block, BlockKind, Capture, Date, Disclosure, Outlet, PossibleDay, Report
from stemma.stages.clean.bylines import clean_author, read_byline, read_lone_names, read_reporting
from stemma.stages.clean.dates import read_iso
from stemma.stages.clean.dating import Evidence, choose_published
from stemma.stages.clean.disclosures import find_disclosures
from stemma.stages.clean.extraction import match_extracted
from stemma.stages.clean.forms import Form, read_form
from stemma.stages.clean.hosts import outlet_of_host, suits_host
from stemma.stages.clean.kinds import Reading, find_captions, find_notices, is_below_title, kind_of_lines
from stemma.stages.clean.languages import detect_language
from stemma.stages.clean.layout import Layout, lay_out
from stemma.stages.clean.lesser_signs import outlet_by_lesser_signs
from stemma.stages.clean.lines import Line, split_lines
from stemma.stages.clean.mastheads import PageLines, is_companys, outlet_by_agreement
from stemma.stages.clean.metadata import Metadata, read_metadata
from stemma.stages.clean.nameplates import find_nameplates
from stemma.stages.clean.nature import Nature
from stemma.stages.clean.outlets import find_outlet, outlet_of_furniture
from stemma.stages.clean.parsing import parse_html, strip_tags
from stemma.stages.clean.plate_places import names_site
from stemma.stages.clean.possible import find_possible_days
from stemma.stages.clean.publication import Dates, evidence_of, find_publication
from stemma.stages.clean.sightings import Place
from stemma.stages.clean.stubs import mark_wall, signs_of_stub, text_alone, text_under_title
from stemma.stages.clean.titles import Title, find_title, same_title
from stemma.stages.clean.wires import PageOf, find_rights, find_wire_lines, find_wire_marks
from stemma.stages.clean.wordings import compile_wordings
from stemma.text.normalise import fold, normalise

ARTICLE_KINDS: frozenset[BlockKind] = frozenset({"body", "heading", "list", "quote"})
_DIGITS = 10
_WORD = re.compile(r"[^\W\d_]{2,}")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u4e00-\u9fff]")
_FEWEST_WORDS, _NOTICE_WORDS = 6, 4
_LONGEST_WALL = 1_200
_RIGHTS_LINES = 8
_MOST_READ, _IMPRINT_LINES, _MOST_STARTED, _MOST_PLATES = 200, 10, 2, 3
_SITE_WIDE = re.compile(r"\W{0,3}(?:all|every|some|our) (?:\w+ ){0,3}(?:content|articles?|stor(?:y|ies)|texts?|reports?)\b", re.IGNORECASE)
_CORRECTIONS = re.compile(
    r"^\W{0,3}(?:corrections?|clarifications?|errat(?:um|a))(?: (?:and|&) (?:corrections?|clarifications?))?\W{0,3}$", re.IGNORECASE
)
_LOGO_HINTS = frozenset({"logo", "masthead", "brand", "header", "sitename", "site"})


@dataclass(frozen=True, slots=True, eq=False)
class _Read:
    """A page rendered, laid out and labelled."""

    text: str
    layout: Layout
    kinds: tuple[BlockKind, ...]
    title: Title | None
    metadata: Metadata | None
    form: Form
    stub: tuple[str, ...] = ()


def clean(capture: Capture, *, config: CleanConfig, lexicons: Lexicons) -> Outcome[Report]:  # noqa: ARG001
    """Label the blocks of a page and read who published what and when; nothing of the page is thrown away.

    Returns one report, or none with a problem ``no_article`` where the page has no running text. Problems ``no_date``, ``disagrees``
    (the input states another title, outlet, date or language than the page shows), ``incomplete`` (the rest of the article is for
    subscribers), ``live_page``, ``several_articles`` and ``gallery`` qualify the report.
    """
    read = _read(capture, lexicons)
    nature = read.metadata.nature if read.metadata is not None else Nature()
    if not _has_article(read):
        read = replace(read, kinds=text_under_title(read.layout, read.kinds, read.title, nature))
        if not _has_article(read):
            return Outcome((), (_problem(capture, Reason.NO_ARTICLE, "no running text of an article was found on this page"),))
    stub = signs_of_stub(read.layout, read.kinds, nature, lexicons) if capture.extent == "whole" else ()
    if stub:
        read = replace(read, kinds=mark_wall(read.layout, read.kinds, lexicons), stub=stub)
    report, problems = _report(capture, read, lexicons)
    return Outcome((report,), problems)


def _has_article(read: _Read) -> bool:
    """Whether what was labelled as article holds at least a few words, and is no wall or error page that only talks to its reader. A notice
    to the public talks to its reader too, but under its date."""
    chosen = [index for index, kind in enumerate(read.kinds) if kind in ARTICLE_KINDS]
    text = " ".join([read.layout.lines[index].text[:2_000] for index in chosen])[:5_000]
    has_words = _holds(text, _WORD, _FEWEST_WORDS) or _holds(text, _UNSPACED, 2 * _FEWEST_WORDS)
    return has_words and (len(text) > _LONGEST_WALL or not _is_wall(read, chosen, text) or _is_dated(read))


def _holds(text: str, pattern: re.Pattern[str], count: int) -> bool:
    """Whether a text holds so many matches."""
    return next(islice(pattern.finditer(text), count - 1, None), None) is not None


def _is_wall(read: _Read, chosen: Sequence[int], text: str) -> bool:
    talk = sum(len(read.layout.lines[index].text) for index in chosen if _talks_to_reader(read.layout, index))
    return talk >= len(text) / 2 and any(_has_furniture(read.layout, index) for index in chosen)


def _is_dated(read: _Read) -> bool:
    return any(
        read.layout.feature(index, "date_like") > 0 and _holds(read.layout.lines[index].text, _WORD, _NOTICE_WORDS)
        for index, kind in enumerate(read.kinds)
        if kind in {"heading", "date"}
    )


def _has_furniture(layout: Layout, index: int) -> bool:
    return any(layout.feature(index, name) > 0 for name in ("chrome_within", "chrome_line", "appeal_within"))


def _talks_to_reader(layout: Layout, index: int) -> bool:
    talks = layout.feature(index, "speaks_to_reader") > 0.3 or layout.feature(index, "chrome_within") > 0
    return talks and not layout.feature(index, "quoted")


def _problem(capture: Capture, reason: Reason, detail: str) -> Problem:
    return Problem(input=capture.location, stage="clean", reason=reason, detail=detail)


def _read(capture: Capture, lexicons: Lexicons) -> _Read:
    page = parse_html(capture.content) if capture.kind == "html" else None
    if page is None or not page.text:
        text, metadata = normalise(strip_tags(capture.content) if capture.kind == "html" else capture.content), None
        layout = lay_out(split_lines(text, compile_wordings(lexicons)), lexicons)
    else:
        text, metadata = page.text, read_metadata(page.told, lexicons)
        layout = lay_out(page.lines, lexicons, partial(match_extracted, capture.content, page.lines))
    notices = find_notices(layout, lexicons)
    captions = find_captions(layout, notices, lexicons)
    stated = [title for title in (*(metadata.titles if metadata else ()), capture.stated.title) if title]
    title = find_title(layout, stated, captions, lexicons)
    kinds = text_alone(layout, kind_of_lines(layout, Reading(title=title, captions=captions, notices=notices, lexicons=lexicons)))
    form = read_form(layout, kinds, title, metadata or Metadata(), lexicons)
    return _Read(text, layout, form.kinds, form.title, metadata, form)


def _report(capture: Capture, read: _Read, lexicons: Lexicons) -> tuple[Report, tuple[Problem, ...]]:
    lines = read.layout.lines
    body = [line for line, kind in zip(lines, read.kinds, strict=True) if kind in ARTICLE_KINDS]
    nature = read.metadata.nature if read.metadata is not None else Nature()
    shown = read.metadata.url if read.metadata is not None else None
    url = shown if shown and nature.is_amp else capture.stated.url or shown
    language = detect_language([line.text for line in body], lexicons)
    found = _dates(read, url, lexicons, language)
    possible = _possible_days(read, capture, found, lexicons)
    published, date_problems = choose_published(Evidence(capture.stated.published, found, capture.captured, possible), body, lexicons)
    outlet = _outlet(capture, read, url, lexicons)
    report = Report(
        id=report_id(capture),
        location=capture.location,
        sha256=capture.sha256,
        outlet=outlet,
        title=_title(capture, read),
        bylines=_bylines(read, lexicons),
        published=published,
        updated=_last_entry(nature, found.updated) if read.form.form == "live" else found.updated,
        language=language,
        text=read.text,
        blocks=tuple(Block(kind=kind, start=line.start, end=line.end) for line, kind in zip(lines, read.kinds, strict=True)),
        disclosures=_disclosures(read, outlet, lexicons),
        url=url,
        captured=capture.captured,
        extent="stub" if read.stub else capture.extent,
        form=read.form.form,
        dates=evidence_of(found.days),
        possible_days=possible,
    )
    problems = tuple(
        _problem(capture, reason, detail)
        for reason, detail in (*date_problems, *_disagreements(capture, read, report, lexicons), *read.form.notes, *_cut_short(read.stub))
    )
    return report, problems


def _cut_short(signs: tuple[str, ...]) -> Iterator[tuple[Reason, str]]:
    if signs:
        told = "; ".join(signs)
        yield (
            Reason.INCOMPLETE,
            f"the page holds only the start of its article: {told}. What it does not tell speaks neither for nor against",
        )


def _last_entry(nature: Nature, updated: Date | None) -> Date | None:
    """When a live blog was last added to: its newest entry, where that is later than the change that the page tells."""
    read = [found for value in nature.updates if (found := read_iso(value)) is not None]
    newest = max(read, key=lambda found: found.edtf, default=None)
    if newest is None or (updated is not None and updated.edtf >= newest.edtf):
        return updated
    return Date(edtf=newest.edtf, precision=newest.precision, start=None, end=None, rule="live_entry")


def report_id(capture: Capture) -> str:
    """``r`` and ten hexadecimal digits from what the input calls the page (its id, address or file name) and its content."""
    name = PurePosixPath(capture.location.replace("\\", "/")).name
    key = capture.stated.id or capture.stated.url or re.sub(r"#\d+$", "", name)
    return "r" + sha256(f"{key}\n{capture.sha256}".encode("utf-8", "replace")).hexdigest()[:_DIGITS]


def _dates(read: _Read, url: str | None, lexicons: Lexicons, language: str) -> Dates:
    return find_publication(read.layout.lines, _place(read), read.metadata, url, lexicons, language)


def _possible_days(read: _Read, capture: Capture, found: Dates, lexicons: Lexicons) -> tuple[PossibleDay, ...]:
    """What the page shows of its day, where neither it nor the input tells one whole."""
    is_guessed = bool(found.days) and "without_year" in found.days[0].sightings[0].signs
    is_told = found.published is not None and found.published.rule != "updated" and not is_guessed
    return () if is_told or capture.stated.published else find_possible_days(read.layout.lines, _place(read), lexicons)


def _place(read: _Read) -> Place:
    title_at = read.title.line if read.title is not None else None
    return Place(article=read.layout.article, title_at=title_at, closed_at=read.layout.closed_at)


def _outlet(capture: Capture, read: _Read, url: str | None, lexicons: Lexicons) -> Outlet | None:
    page = find_outlet(read.metadata, url, [], lexicons)
    if page is not None and page.name is not None and is_companys(page.name, lexicons):
        page = Outlet(name=outlet_by_agreement(_page_lines(read, lexicons), lexicons) or page.name, domain=page.domain)
    if page is None or page.name is None:
        furniture = [line.text for line, kind in zip(read.layout.lines, read.kinds, strict=True) if kind in ("chrome", "notice")]
        shown = _page_lines(read, lexicons)
        name = outlet_by_agreement(shown, lexicons) or outlet_of_furniture(furniture, lexicons)
        if name and (page is None or suits_host(name, page.domain or "", lexicons)):
            page = Outlet(name=name, domain=page.domain if page else None)
        elif name is None:
            page = _lesser(read, shown, page, lexicons)
    if page is None and read.layout.lines:
        page = outlet_of_host(read.layout.lines[0].text)
    if capture.stated.outlet:
        return Outlet(name=capture.stated.outlet, domain=page.domain if page else None)
    return page


def _lesser(read: _Read, shown: PageLines, page: Outlet | None, lexicons: Lexicons) -> Outlet | None:
    """The outlet by the lesser signs, where it may be that of the page's address."""
    found = outlet_by_lesser_signs(shown, read.metadata.authors if read.metadata else (), lexicons)
    if page is None or found is None:
        return page or found
    is_suited = found.name is not None and suits_host(found.name, page.domain or "", lexicons)
    return Outlet(name=found.name, domain=page.domain) if is_suited else page


def _page_lines(read: _Read, lexicons: Lexicons) -> PageLines:
    lines, article = read.layout.lines, read.layout.article
    first, last = (article[0], article[-1]) if article else (len(lines), len(lines))
    title_at = read.title.line if read.title is not None else None
    texts = [line.text for line in lines]
    above = texts[: min(first if title_at is None else min(first, title_at), _MOST_READ)]
    text = [texts[index] for index in article[:_MOST_READ] if index >= _MOST_PLATES]
    plates = find_nameplates(texts[: first + _MOST_STARTED], text, lexicons) if article else ()
    return PageLines(
        before=tuple(above),
        nameplates=tuple(plate for plate in plates if names_site(plate, lines, title_at)),
        between=tuple(texts[title_at + 1 : first][:_MOST_READ]) if title_at is not None else (),
        body=tuple(texts[index] for index in article[:_MOST_READ]),
        after=tuple(texts[last + 1 :][:_MOST_READ] + texts[last + 1 :][_MOST_READ:][-_IMPRINT_LINES:]),
        titles=read.metadata.titles if read.metadata else (),
        heading=read.title.text if read.title else None,
        logos=tuple(line.text for line in lines[:first] if line.markup is not None and not line.markup.hints.isdisjoint(_LOGO_HINTS)),
    )


def _title(capture: Capture, read: _Read) -> str | None:
    if capture.stated.title and (read.title is None or not same_title(capture.stated.title, read.title.text)):
        return capture.stated.title
    return read.title.text if read.title else None


def _bylines(read: _Read, lexicons: Lexicons) -> tuple[str, ...]:
    labelled = list(zip(read.layout.lines, read.kinds, strict=True))
    shown = [name for line, kind in labelled if kind == "byline" for name in read_byline(line, lexicons) or read_lone_names(line, lexicons)]
    shown += [name for line, kind in labelled if kind == "credit" for name in read_reporting(line, lexicons)]
    headed = [name for author in (read.metadata.authors if read.metadata else ()) for name in clean_author(author, lexicons)]
    distinct = {fold(name): name for name in reversed([*shown, *headed])}
    return tuple(reversed(distinct.values()))


def _disclosures(read: _Read, outlet: Outlet | None, lexicons: Lexicons) -> tuple[Disclosure, ...]:
    """Those of the article: on lines above the mark that opens other articles' teasers, not in the page's navigation; below it only what
    is said of all that the site publishes."""
    article = read.layout.article
    first = article[0] if article else 0
    kept = [
        line
        for index, (line, kind) in enumerate(zip(read.layout.lines, read.kinds, strict=True))
        if index < read.layout.closed_at
        and index >= first - 15
        and (kind not in ("body", "quote", "list", "title") or index in article[-2:])
        and kind != "teaser"
    ]
    kept += [
        line
        for line, kind in zip(read.layout.lines[read.layout.closed_at :], read.kinds[read.layout.closed_at :], strict=True)
        if kind == "notice" and _SITE_WIDE.match(line.text)
    ]
    opening = [read.layout.lines[index] for index in range(max(0, first - 2), min(first + 2, len(read.kinds)))]
    ending = [read.layout.lines[index] for index in range(article[-1], min(article[-1] + 3, read.layout.closed_at))] if article else []
    behind = read.layout.lines[article[-1] : article[-1] + _RIGHTS_LINES] if article else []
    page = PageOf(outlet=outlet, text=read.text)
    marks = find_wire_marks(opening, ending, page, lexicons)
    wires = marks or find_rights(behind, page, lexicons) or find_wire_lines(_below_title(read), page, lexicons)
    found = [*find_disclosures(kept, lexicons), *wires, *_headed_credits(read), *_title_of_corrections(read)]
    return tuple(sorted(found, key=lambda one: (one.start, one.end, one.kind)))


def _below_title(read: _Read) -> list[Line]:
    """The lines between title and text, and scraps at the text's start."""
    return [line for index, line in enumerate(read.layout.lines) if is_below_title(read.layout, index, read.title)]


def _title_of_corrections(read: _Read) -> Iterator[Disclosure]:
    """A page that its title calls corrections is one as a whole."""
    line = read.layout.lines[read.title.line] if read.title is not None and read.title.line is not None else None
    if line is not None and _CORRECTIONS.match(line.text):
        yield Disclosure(kind="correction", start=line.start, end=line.end, detail=None)


def _headed_credits(read: _Read) -> Iterator[Disclosure]:
    """A credit under a line that says no more than "Source"."""
    for index in range(1, len(read.kinds)):
        if read.kinds[index] == "credit" and read.kinds[index - 1] == "credit" and read.layout.feature(index - 1, "credit_mark"):
            line = read.layout.lines[index]
            yield Disclosure(
                kind="credit", start=line.start, end=line.end, detail=re.split(r"\s[–—|:-]\s|[,;:]\s", line.text)[0].strip(" .") or None
            )


def _disagreements(capture: Capture, read: _Read, report: Report, lexicons: Lexicons) -> Iterator[tuple[Reason, str]]:
    stated = capture.stated
    if stated.title and read.title is not None and read.title.line is not None and not same_title(stated.title, read.title.text):
        yield (
            Reason.DISAGREES,
            f"title: the input states {stated.title[:80]!r}, the page shows {read.title.text[:80]!r}; the input was taken",
        )
    if stated.outlet:
        page = find_outlet(read.metadata, None, [], lexicons)
        if page is not None and page.name and fold(page.name) not in fold(stated.outlet) and fold(stated.outlet) not in fold(page.name):
            yield Reason.DISAGREES, f"outlet: the input states {stated.outlet[:60]!r}, the page {page.name[:60]!r}; the input was taken"
    if stated.language and stated.language[:2].lower() != report.language[:2] and report.language != "und":
        yield (
            Reason.DISAGREES,
            f"language: the input states {stated.language[:20]!r}, the article reads as {report.language!r}; the page was taken",
        )
