"""Claims against reports: who says what, and on whose word."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from markupsafe import Markup

from stemma.records import Claim, Statement, Story
from stemma.views.dossier.desk import Desk
from stemma.views.dossier.labels import ReportLabel, join_words
from stemma.views.dossier.saying import Saying, say_claims
from stemma.views.dossier.sources import Sources

STANDINGS = {
    "corroborated": ("Corroborated", "two or more independent sources, nothing against it"),
    "disputed": ("Disputed", "reports say things that cannot all be true"),
    "attributed": ("One named source", "however many reports repeat it"),
    "uncorroborated": ("Independence not shown", "several reports that may go back to one"),
    "single_source": ("One report alone", "in its own voice; what was drawn from it adds nothing"),
}
"""The standings in the order of the page, each with its heading and what it means."""

CREDIBILITY = {
    1: "confirmed by other independent sources",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "truth cannot be judged",
}
"""The Admiralty digits in words."""

ASIDE = {False: "among other things", True: "perhaps, among other things"}
"""How a report tells a claim by statements that are at home elsewhere, by whether that is unlikely."""
_MOST_DOTS = 6
_MOST_ROWS = 25
_FEW_ROWS = 12
_MOST_CELLS = 100_000
"""Of more claims by reports than these the claims with less behind them get no table: of 500 reports it would hold millions of empty cells,
a page of 240 MB that no browser opens. Their origins and words stand with the claims in full."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One report's way of making a claim. ``siglum`` is that of what it rests on, empty for its own voice; ``is_aside``: it seems
    to make the claim among other things."""

    kind: str
    siglum: str
    words: str
    href: str | None
    is_disputed: bool
    is_aside: bool
    is_unsure: bool

    @property
    def drawing(self) -> Markup:
        return draw_mark(self.kind, self.siglum, is_disputed=self.is_disputed, is_aside=self.is_aside, is_unsure=self.is_unsure)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """``cells`` holds the marks of each column, in their order."""

    anchor: str
    claim: Claim
    said: Saying
    cells: tuple[tuple[Mark, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowGroup:
    standing: str
    title: str
    meaning: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """``rest`` is empty where the ``rest_count`` other claims are too many for a table."""

    columns: tuple[ReportLabel, ...]
    groups: tuple[RowGroup, ...]
    rest: tuple[RowGroup, ...]
    rest_count: int
    shown: frozenset[str]


def build_matrix(story: Story, desk: Desk, sources: Sources, prefix: str) -> Matrix:
    """The best supported claims, grouped by standing; the others apart, grouped likewise."""
    columns = tuple(sorted((desk.labels[report] for report in story.reports), key=lambda label: (len(label.siglum), label.siglum)))
    said_as = say_claims(story, desk)
    rows = [
        Row(anchor=f"{prefix}-c{number}", claim=claim, said=said_as[claim.id], cells=()) for number, claim in enumerate(story.claims, 1)
    ]
    ordered = [row for _, row in sorted(enumerate(rows), key=lambda item: (*support(item[1].claim), not item[1].said.is_alone, item[0]))]
    shown = frozenset(_choose(ordered))
    rest = [row for row in ordered if row.anchor not in shown]
    marker = _Marker(story, desk, sources)
    return Matrix(
        columns=columns,
        groups=_group([_marked(row, columns, marker) for row in ordered if row.anchor in shown]),
        rest=_group([_marked(row, columns, marker) for row in rest] if len(rest) * len(columns) <= _MOST_CELLS else []),
        rest_count=len(rest),
        shown=shown,
    )


def _marked(row: Row, columns: Sequence[ReportLabel], marker: "_Marker") -> Row:
    return replace(row, cells=tuple(marker.marks(row.claim, label.report) for label in columns))


def _choose(ordered: Sequence[Row]) -> list[str]:
    """The claims that are shown at once: those of several reports and disputed ones, of more than there is room for first the disputed
    and those that can be said in words which stand alone.

    Where they are few, some follow that one report makes: first those that can be so said and have a named source, taken from each report
    in turn.
    """
    several = [row for row in ordered if len(row.claim.reports) > 1 or row.claim.standing == "disputed"]
    central = [row.anchor for row in sorted(several, key=lambda row: row.claim.standing != "disputed" and not row.said.is_alone)]
    is_central = frozenset(central)
    turn: Counter[str] = Counter()
    lone: list[tuple[bool, bool, int, int, str]] = []
    for number, row in enumerate(row for row in ordered if row.anchor not in is_central):
        report = row.claim.reports[0] if row.claim.reports else ""
        lone.append((not row.said.is_alone, row.claim.standing != "attributed", turn[report], number, row.anchor))
        turn[report] += 1
    fill = [anchor for *_, anchor in sorted(lone)]
    return central[:_MOST_ROWS] + fill[: max(0, _FEW_ROWS - len(central))]


def support(claim: Claim) -> tuple[int, int, int, int]:
    """A key that puts the best supported claims first, by the reports that are likely to tell them; disputed ones before others with as
    much behind them."""
    return len(claim.perhaps) - len(claim.reports), -int(claim.standing == "disputed"), -claim.independent.least, -claim.independent.most


def _group(rows: Sequence[Row]) -> tuple[RowGroup, ...]:
    groups = []
    for standing, (title, meaning) in STANDINGS.items():
        members = tuple(row for row in rows if row.claim.standing == standing)
        if members:
            groups.append(RowGroup(standing=standing, title=title, meaning=meaning, rows=members))
    return tuple(groups)


class _Marker:
    """Knows, for one story, which words and which origin stand behind each report's version of a claim."""

    def __init__(self, story: Story, desk: Desk, sources: Sources) -> None:
        self._desk, self._sources = desk, sources
        self._statements = {statement.id: statement for statement in story.statements}
        self._disputed = {
            statement
            for conflict in story.conflicts
            if conflict.relation == "contradicts"
            for value in conflict.values
            for statement in value.statements
        }
        self._drawn_on: dict[str, list[str]] = {}
        for derivation in sorted(story.derivations, key=lambda item: (-item.coverage, item.source or "")):
            if derivation.source in desk.labels and derivation.direction:
                self._drawn_on.setdefault(derivation.report, []).append(derivation.source or "")

    def marks(self, claim: Claim, report: str) -> tuple[Mark, ...]:
        """One mark for each way in which the report rests the claim on something; none if it does not make it."""
        if report not in claim.reports:
            return ()
        spoken = [self._statements[key] for key in claim.statements if key in self._statements and self._statements[key].report == report]
        href = next((self._desk.href(report, statement.start, statement.end) for statement in spoken), None)
        is_disputed = any(statement.id in self._disputed and statement.id not in claim.also for statement in spoken)
        is_aside = bool(spoken) and all(statement.id in claim.also for statement in spoken)
        is_unsure = is_aside and all(statement.id in claim.perhaps for statement in spoken)
        aside = f", {ASIDE[is_unsure]}" if is_aside else ""
        more = f"{aside}{', disputed' if is_disputed else ''}"
        bases = self._bases(claim, report, spoken)
        who = self._desk.labels[report].full
        return tuple(
            Mark(
                kind=kind,
                siglum=siglum,
                words=f"{who}: {words}{more}",
                href=href,
                is_disputed=is_disputed,
                is_aside=is_aside,
                is_unsure=is_unsure,
            )
            for kind, siglum, words in bases
        )

    def _bases(self, claim: Claim, report: str, spoken: Sequence[Statement]) -> list[tuple[str, str, str]]:
        bases: list[tuple[str, str, str]] = []
        for origin in claim.origins:
            if report not in origin.reports:
                continue
            if origin.kind == "named":
                source = self._sources.of_origin(origin)
                bases.append(("named", source.siglum if source else "", f"on the word of {origin.name}"))
            elif origin.kind == "own_voice":
                bases.append(("own", "", "in its own voice"))
            else:
                bases.append(self._derived(claim, report, origin.name))
        if not bases:
            named = [link.source for statement in spoken for link in statement.attribution[:1]]
            bases.append(("named", "", f"on the word of {join_words(named[:2])}") if named else ("own", "", "in its own voice"))
        return list(dict.fromkeys(bases))[:2]

    def _derived(self, claim: Claim, report: str, name: str) -> tuple[str, str, str]:
        upstream = self._drawn_on.get(report, [])
        chosen = next((source for source in upstream if source in claim.reports), upstream[0] if upstream else None)
        if chosen is None:
            return "derived", "", f"taken over from {name}"
        label = self._desk.labels[chosen]
        return "derived", label.siglum, f"taken over from {label.full}"


@lru_cache(maxsize=1024)
def draw_mark(kind: str, siglum: str, *, is_disputed: bool = False, is_aside: bool = False, is_unsure: bool = False) -> Markup:
    """A mark told by its shape: disc, own voice; square with a Greek letter, named source; ring, taken over; a red corner, disputed; a
    dashed outline, among other things; a dotted one, only perhaps."""
    shapes = {
        "own": Markup('<circle cx="13" cy="13" r="8.5"/>'),
        "named": Markup('<rect x="3" y="3" width="20" height="20" rx="2.5"/>'),
        "derived": Markup('<circle cx="13" cy="13" r="9.5"/>'),
    }
    letter = Markup('<text x="13" y="17.5"{}>{}</text>').format(_small(siglum), siglum) if siglum else Markup("")
    corner = Markup('<path class="against" d="M15 0h11v11z"/>') if is_disputed else Markup("")
    return Markup(
        '<svg class="m m-{}{}" viewBox="0 0 26 26" width="26" height="26" aria-hidden="true" focusable="false">{}{}{}</svg>'
    ).format(kind, " aside" * is_aside + " perhaps" * is_unsure, shapes[kind], letter, corner)


def _small(siglum: str) -> Markup:
    return Markup(' class="long"') if len(siglum) > 1 else Markup("")


@lru_cache(maxsize=1024)
def draw_interval(least: int, most: int) -> Markup:
    """Filled dots for the sources that are sure, open ones for those that may be there."""
    shown = min(most, _MOST_DOTS)
    dots = Markup("").join(
        Markup('<circle class="{}" cx="{}" cy="5" r="3.6"/>').format("sure" if index < least else "maybe", 5 + 10 * index)
        for index in range(max(shown, 1))
    )
    width = 10 * max(shown, 1)
    return Markup('<svg class="dots" viewBox="0 0 {0} 10" width="{0}" height="10" aria-hidden="true" focusable="false">{1}</svg>').format(
        width, dots
    )
