"""The order of the stages: the only file that knows it.

Pages run apart until ``cluster``; afterwards the story is the unit of work and nothing crosses a story.

    captures ─ clean ─ annotate ─► pages ─ collate ─ cluster ─► groups
    groups ─ settle ─ extract ─ derive ─ corroborate ─ chronicle ─ brief ─► stories

What ``cluster`` reads has its days settled by the whole pile, for it is by its day that a report is known to be of a story; what is told
in the end was settled by the story alone.
"""

import gc
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Protocol, TypeVar

from threadpoolctl import threadpool_limits

from stemma.adapters.engines import Engine
from stemma.adapters.models import load_model
from stemma.adapters.models.lexicons import load_lexicons
from stemma.adapters.readings import Readings, open_readings
from stemma.config import Config
from stemma.problems import Outcome, Problem, Reason
from stemma.records import Annotation, Capture, Page, Report, Story
from stemma.stages.annotate import annotate, place_times
from stemma.stages.brief import brief
from stemma.stages.chronicle import chronicle
from stemma.stages.clean import clean
from stemma.stages.cluster import cluster
from stemma.stages.collate import Version, collate
from stemma.stages.corroborate import corroborate
from stemma.stages.derive import derive
from stemma.stages.extract import call_entities, extract
from stemma.stages.settle import settle

ItemT = TypeVar("ItemT")
RecordT = TypeVar("RecordT")
_SELDOM = (50_000, 20, 20)
"""Thresholds of the garbage collector (``gc.set_threshold``) while a story is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Generator:
    """What made a dossier: the program's version, its models, the digest of its settings."""

    stemma: str
    models: tuple[tuple[str, str], ...]
    config: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """Everything that comes out. ``generated_at`` is RFC 3339 in UTC; reports by id, stories largest first, older ``versions`` by report,
    newest first."""

    generated_at: str
    generator: Generator
    reports: tuple[Report, ...]
    stories: tuple[Story, ...]
    problems: tuple[Problem, ...]
    versions: tuple[Version, ...] = ()


class Watch(Protocol):
    """Passes results on while it counts them; ``total`` is how many there will be, where that is known."""

    def __call__(self, what: str, results: Iterable[ItemT], total: int | None) -> Iterable[ItemT]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop:
    """Where a dossier is made: nothing of it shows in the result. ``work`` is a folder that keeps finished readings of pages, so that a run
    that was stopped goes on; ``watch`` is told of progress."""

    engine: Engine
    work: Path | None = None
    watch: Watch | None = None

    def run(self, what: str, function: Callable[[ItemT], Outcome[RecordT]], items: Iterable[ItemT]) -> Iterable[Outcome[RecordT]]:
        """``function`` of every item, in order."""
        total = len(items) if isinstance(items, list) else None
        results = self.engine.map(function, items)
        return self.watch(what, results, total) if self.watch else results


def build_dossier(inputs: Iterable[Capture | Problem], *, config: Config, workshop: Workshop, generated_at: str) -> Dossier:
    """Take captured pages all the way to a dossier. No more raw pages are held at once than the engine works on.

    The result depends on the pages and the settings only: not on their order, the engine or the number of workers.
    """
    model = load_model(config.annotate.model)  # first of all: a wrong setting is no defect of a page
    readings = open_readings(workshop.work, repr((config.clean, config.annotate)), model.name) if workshop.work else None
    problems: list[Problem] = []
    read = partial(read_page, config=config, readings=readings)
    pages, page_problems = _collect(workshop.run("pages", read, _captures(inputs, problems)))
    pages, duplicates = _drop_repeated(pages)
    page_by_id = {page.report.id: page for page in pages}
    collated = collate(pages, config=config.collate, lexicons=load_lexicons())
    (collation,) = collated.records
    pages = [page_by_id[report_id] for report_id in collation.reports]
    dated = _date_by_pile(pages)
    grouping = cluster(dated.records or pages, config=config.cluster, lexicons=load_lexicons())
    groups = [tuple(page_by_id[report_id] for report_id in group.reports) for group in grouping.records]
    open_groups = [group for group in groups if any(page.report.possible_days for page in group)]
    settled, day_problems = _collect(workshop.run("days", settle_story, open_groups))
    page_by_id |= {page.report.id: page for page in settled}
    groups = [tuple(page_by_id[page.report.id] for page in group) for group in groups]
    stories, story_problems = _collect(workshop.run("stories", partial(tell_story, config=config), groups))
    by_stage = collated.problems + dated.problems + grouping.problems
    return Dossier(
        generated_at=generated_at,
        generator=Generator(stemma=version("stemma"), models=(("en", model.name),), config=config.digest()),
        reports=tuple(page_by_id[page.report.id].report for page in pages),
        stories=tuple(sorted(stories, key=lambda story: (-len(story.reports), story.title, story.id))),
        problems=tuple(sorted({*problems, *page_problems, *duplicates, *day_problems, *story_problems, *by_stage})),
        versions=collation.versions,
    )


def _captures(inputs: Iterable[Capture | Problem], problems: list[Problem]) -> Iterator[Capture]:
    """The captures one after another; problems on the way are put aside."""
    for item in inputs:
        if isinstance(item, Capture):
            yield item
        else:
            problems.append(item)


def read_page(capture: Capture, *, config: Config, readings: Readings | None = None) -> Outcome[Page]:
    """Clean and annotate one page, or find its reading among those that are kept. A defect of the program on one page is a problem of that
    page, not of the run."""
    found = readings.find(capture) if readings else None
    if found is not None:
        return found
    reading = _guarded(lambda: _read_page(capture, config), capture.location, "page")
    if readings and not any(problem.reason is Reason.FAILED for problem in reading.problems):
        readings.keep(capture, reading)
    return reading


def _read_page(capture: Capture, config: Config) -> Outcome[Page]:
    lexicons = load_lexicons()
    cleaned = clean(capture, config=config.clean, lexicons=lexicons)
    if not cleaned.records:
        return Outcome((), cleaned.problems)
    (report,) = cleaned.records
    annotated = annotate(report, config=config.annotate, model=load_model(config.annotate.model), lexicons=lexicons)
    page = Page(report=report, annotation=annotated.records[0] if annotated.records else Annotation(report=report.id))
    return Outcome((page,), cleaned.problems + annotated.problems)


def _date_by_pile(pages: Sequence[Page]) -> Outcome[Page]:
    """The pages, those that show their day without telling it whole with the only one that the pile speaks for."""
    return settle_story(pages) if any(page.report.possible_days for page in pages) else Outcome(tuple(pages), ())


def settle_story(pages: Sequence[Page]) -> Outcome[Page]:
    """The pages of one story, those that show their day without telling it whole with the one that the others speak for."""
    return _guarded(lambda: Outcome(tuple(_settled(pages)), ()), pages[0].report.location, "settle")


def _settled(pages: Sequence[Page]) -> Iterator[Page]:
    lexicons = load_lexicons()
    for page, report in zip(pages, settle([page.report for page in pages]).records, strict=True):
        if report is page.report:
            yield page
        else:
            yield Page(report=report, annotation=place_times(report, page.annotation, lexicons=lexicons))


def tell_story(pages: Sequence[Page], *, config: Config) -> Outcome[Story]:
    """Everything that is said of one event, from the pages that report it (in order of id)."""
    return _guarded(lambda: _tell_story(pages, config), pages[0].report.location, "story")


def _tell_story(pages: Sequence[Page], config: Config) -> Outcome[Story]:
    lexicons = load_lexicons()
    extracted = extract(pages, config=config.extract, lexicons=lexicons)
    (extraction,) = extracted.records
    derived = derive(pages, extraction, config=config.derive, lexicons=lexicons)
    corroborated = corroborate(pages, extraction, derived.records, config=config.corroborate, lexicons=lexicons)
    (corroboration,) = corroborated.records
    told = chronicle(pages, extraction, corroboration.claims, lexicons=lexicons)
    briefed = brief(pages, extraction, corroboration, config=config.brief, lexicons=lexicons)
    (summary,) = briefed.records
    reports = tuple(page.report.id for page in pages)
    story = Story(
        id="st-" + hashlib.sha256("\n".join(reports).encode()).hexdigest()[:10],
        title=summary.title,
        period=summary.period,
        reports=reports,
        entities=call_entities(extraction.entities, pages, lexicons=lexicons),
        quotes=extraction.quotes,
        statements=extraction.statements,
        claims=corroboration.claims,
        conflicts=corroboration.conflicts,
        derivations=derived.records,
        timeline=summary.timeline,
        brief=summary.brief,
        wordings=summary.wordings,
        assessments=summary.assessments,
        headline_flags=summary.headline_flags,
        events=told.records,
    )
    return Outcome((story,), extracted.problems + derived.problems + corroborated.problems + briefed.problems)


@contextmanager
def undisturbed() -> Iterator[None]:
    """How a page and a story are worked on: matrix products on one thread, as engines run a process for each core, and threads beside these
    only wait for each other; and garbage looked for less often, as nearly all that is made stays until a story is told (8 % of the CPU
    seconds of corroborating 500 reports). Everything is as it was behind it."""
    often = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        with threadpool_limits(limits=1, user_api="blas"):
            yield
    finally:
        gc.set_threshold(*often)


def _guarded(run: Callable[[], Outcome[RecordT]], location: str, stage: str) -> Outcome[RecordT]:
    try:
        with undisturbed():
            return run()
    except Exception as error:  # the last line of defence: one page's defect must not cost the other pages their dossier
        detail = f"the program failed on this input ({type(error).__name__}: {error}); please report it"
        return Outcome((), (Problem(input=location, stage=stage, reason=Reason.FAILED, detail=detail),))


def _collect(outcomes: Iterable[Outcome[RecordT]]) -> tuple[list[RecordT], list[Problem]]:
    records: list[RecordT] = []
    problems: list[Problem] = []
    for outcome in outcomes:
        records.extend(outcome.records)
        problems.extend(outcome.problems)
    return records, problems


def _drop_repeated(pages: Sequence[Page]) -> tuple[list[Page], list[Problem]]:
    """One page for each report id, in order of id: of two captures of the same page the earliest stays, else the first by location."""
    kept: dict[str, Page] = {}
    problems: list[Problem] = []
    for page in sorted(pages, key=lambda page: (page.report.id, page.report.captured or "9", page.report.location)):
        first = kept.setdefault(page.report.id, page)
        if first is not page:
            detail = f"the same page as {first.report.location}"
            problems.append(Problem(input=page.report.location, stage="fetch", reason=Reason.DUPLICATE, detail=detail))
    return list(kept.values()), problems
