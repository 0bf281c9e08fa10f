"""Every record of the system: the data model on one page. All records are frozen and hold tuples. Offsets are half-open ``[start, end)``,
in Unicode code points of the ``text`` of the report they belong to, unless a docstring says otherwise. Dates are EDTF level 1 strings. Ids
come from content. Users get those from ``Outlet`` to ``Dossier`` (docs/how-to/read-a-dossier.md); the others travel between stages."""

# fmt: off
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from stemma.happenings import Happening


# ---------------------------------------------------------------- what comes in
@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What the input itself says of a page (a JSON line's fields), to be checked against the page."""
    id: str | None = None
    url: str | None = None
    outlet: str | None = None
    published: str | None = None
    title: str | None = None
    language: str | None = None
Extent = Literal["whole", "summary", "stub"]
@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One page as it was received: decoded, otherwise untouched. ``sha256`` is that of the bytes read. ``captured`` says when the page was
    received (EDTF): it was published no later. A feed may hold no more than a ``summary`` of a page, a page a ``stub`` of its article."""
    location: str
    kind: Literal["html", "text"]
    content: str
    sha256: str
    stated: Stated = field(default_factory=Stated)
    captured: str | None = None
    extent: Extent = "whole"

# ---------------------------------------------------------------- what a language model reads
class Token(NamedTuple):
    """One word, in Universal Dependencies. ``head`` is the index of its governor in the sentence, its own at the root (``root``)."""
    start: int
    end: int
    upos: str
    head: int
    dep: str
NameLabel = Literal["PERSON", "ORG", "LOC", "NORP", "EVENT", "MISC"]
class Name(NamedTuple):
    """A proper name found by the model. ``NORP`` is a nationality, religion or political adjective ("Belarusian")."""
    start: int
    end: int
    label: NameLabel

@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence as the model read it. ``vector`` is its meaning, int8 components of a vector of length 127; empty without one."""
    start: int
    end: int
    tokens: tuple[Token, ...]
    names: tuple[Name, ...] = ()
    vector: bytes = b""

# ---------------------------------------------------------------- what annotation finds in one report
EntityType = Literal["person", "organisation", "place", "event", "other"]
@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words that point at somebody or something. ``referent`` is an index into ``Annotation.referents``."""
    start: int
    end: int
    form: Literal["name", "nominal", "pronoun"]
    referent: int

@dataclass(frozen=True, slots=True, kw_only=True)
class Referent:
    """One person, organisation, place or event as a single report knows it. ``country`` is ISO 3166 alpha-2."""
    type: EntityType
    name: str
    aliases: tuple[str, ...] = ()
    role: str | None = None
    country: str | None = None

@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMention:
    """A temporal expression. ``anchor`` says what a relative one was counted from. ``value`` is its TIMEX3 value, which also
    tells what EDTF cannot: durations ("P3D"), sets ("P1W"), parts of a day, weeks, ``PAST_REF``."""
    start: int
    end: int
    edtf: str | None
    precision: str
    kind: Literal["date", "time", "duration", "set"]
    anchor: Literal["absolute", "published", "page", "text", "none"]
    value: str | None = None

@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number with its unit. ``value`` is the number stated, null for a range or one that nobody states ("dozens"); ``low``/``high``
    bound it, null where unbounded, the value where exact. ``event``: what happened to those counted ("killed"), null if not told."""
    value: float | None
    unit: str | None
    low: float | None
    high: float | None
    start: int
    end: int
    is_approximate: bool = False
    event: str | None = None

@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Words in quotation marks (``start``/``end`` include the marks, ``text`` does not) attributed to a speaker.
    ``speaker`` indexes ``Annotation.referents``; ``is_direct`` is false for scare quotes and titles."""
    start: int
    end: int
    text: str
    speaker: int | None
    speaker_text: str | None
    cue: str | None
    is_direct: bool = True

AttitudeKind = Literal["speech", "thought", "plan", "feeling"]
@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """``source`` says, by ``cue``, the ``content``. ``referent`` indexes ``Annotation.referents``, ``parent`` ``Annotation.attributions``,
    where nested in another ("Kyodo cited diplomats as saying"). ``is_carried``: the source is that of an earlier sentence ("it said"). The
    cue's offsets are -1 where unknown. ``kind`` and ``is_asserted`` (not negated, conditional, possible) tell attitudes apart."""
    source_start: int
    source_end: int
    source_text: str
    referent: int | None
    cue: str
    content_start: int
    content_end: int
    is_anonymous: bool = False
    is_carried: bool = False
    parent: int | None = None
    cue_start: int = -1
    cue_end: int = -1
    kind: AttitudeKind = "speech"
    is_asserted: bool = True

@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """All that was found in one report, in order of position. ``attitudes`` tell of minds and of speech without its words ("wants a
    vote", "did not say when"): they make nobody the origin of anything; their ``parent`` indexes ``attributions``."""
    report: str
    sentences: tuple[Sentence, ...] = ()
    mentions: tuple[Mention, ...] = ()
    referents: tuple[Referent, ...] = ()
    times: tuple[TimeMention, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    attitudes: tuple[Attribution, ...] = ()

# ---------------------------------------------------------------- the report
@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    name: str | None
    domain: str | None

@dataclass(frozen=True, slots=True, kw_only=True)
class Date:
    """``edtf`` with the span that shows it (or null), the rule that found it, and the chance (0..1) that a day of publication is right."""
    edtf: str
    precision: str
    start: int | None
    end: int | None
    rule: str
    confidence: float | None = None

@dataclass(frozen=True, slots=True, kw_only=True)
class PossibleDay:
    """A day that a page shows as its own but does not tell whole: without its year (``year`` null), by its weekday alone (``month`` null),
    or in figures that can be read in two ways (one record each). ``weekday``: 1 Monday to 7 Sunday; ``clock``: of the time beside it."""
    year: int | None
    month: int | None
    day: int | None
    weekday: int | None
    clock: str
    start: int
    end: int
BlockKind = Literal[
    "title", "subtitle", "byline", "date", "body", "heading", "list", "caption", "quote", "teaser", "notice", "credit", "chrome"]
@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    kind: BlockKind
    start: int
    end: int
DisclosureKind = Literal[
    "ai_image", "ai_text", "ai_translation", "translation", "wire", "credit", "correction", "sponsored", "press_release"]

@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """What the page says of its own making. ``detail`` names the credited outlet where there is one."""
    kind: DisclosureKind
    start: int
    end: int
    detail: str | None = None

@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One published news text: the whole page as ``text``, tiled by labelled ``blocks``. ``url``, ``captured`` and ``extent`` are the
    page's address, when it was received, and how much of the article it holds; ``dates`` is the evidence for its day, best first, and
    ``possible_days`` what it shows of a day that it does not tell whole."""
    id: str
    location: str
    sha256: str
    outlet: Outlet | None
    title: str | None
    bylines: tuple[str, ...]
    published: Date | None
    updated: Date | None
    language: str
    text: str
    blocks: tuple[Block, ...]
    disclosures: tuple[Disclosure, ...]
    url: str | None = None
    captured: str | None = None
    extent: Extent = "whole"
    form: Literal["article", "live", "gallery", "several"] = "article"
    dates: tuple[Date, ...] = ()
    possible_days: tuple[PossibleDay, ...] = ()

@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A report with its annotation: what the story stages work on."""
    report: Report
    annotation: Annotation

# ---------------------------------------------------------------- the story
@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """The words in a report that stand behind a value."""
    report: str
    start: int
    end: int
@dataclass(frozen=True, slots=True, kw_only=True)
class Coordinates:
    """Degrees, WGS84; of a country or region those of its middle."""
    latitude: float
    longitude: float

@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One real thing, over all reports of a story. ``coordinates`` are null but for places that the reports leave no doubt about."""
    id: str
    type: EntityType
    name: str
    aliases: tuple[str, ...]
    role: str | None
    country: str | None
    mentions: tuple[Citation, ...]
    coordinates: Coordinates | None = None

@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    id: str
    report: str
    start: int
    end: int
    text: str
    speaker: str | None
    speaker_text: str | None
    cue: str | None

@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One step of an attribution chain, outermost first."""
    source: str
    entity: str | None
    cue: str
    anonymous: bool

@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A PLOVER event type and mode; actor, recipient and place are entity ids, ``when`` is EDTF."""
    type: str
    mode: str | None
    actor: str | None
    recipient: str | None
    place: str | None
    when: str | None
@dataclass(frozen=True, slots=True, kw_only=True)
class StatementTime:
    edtf: str
    start: int
    end: int
Status = Literal["planned", "ongoing", "happened", "cancelled", "hypothetical", "opinion"]
Polarity = Literal["affirmed", "denied"]
Certainty = Literal["stated", "reported", "likely", "possible", "doubtful"]

@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One report says one thing. An empty ``attribution`` means the report's own voice. ``entities`` are the ids of all named in it."""
    id: str
    report: str
    start: int
    end: int
    text: str
    attribution: tuple[Link, ...]
    event: Event | None
    times: tuple[StatementTime, ...]
    places: tuple[str, ...]
    entities: tuple[str, ...]
    quantities: tuple[Quantity, ...]
    status: Status
    polarity: Polarity
    certainty: Certainty

@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """What the reports of one story say, with entities joined over all of them."""
    entities: tuple[Entity, ...]
    quotes: tuple[Quote, ...]
    statements: tuple[Statement, ...]

@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """One named part of a score: the score is the weighted sum unless its method says otherwise."""
    name: str
    value: float
    weight: float
@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    report_start: int
    report_end: int
    source_start: int
    source_end: int
@dataclass(frozen=True, slots=True, kw_only=True)
class Direction:
    """``from_`` (``from`` in JSON) is the id of the report that was drawn on, or the name of an absent source."""
    from_: str
    why: str
@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    statement: str
@dataclass(frozen=True, slots=True, kw_only=True)
class AlteredQuote:
    quote: str
    source_quote: str
DerivationKind = Literal["copies", "rewrites", "translates", "cites", "shares_wire"]

@dataclass(frozen=True, slots=True, kw_only=True)
class Derivation:
    """``report`` drew on ``source``, or on ``source_name`` where that text is not in the pile. ``coverage`` is the share
    (0..1) of the report's body that the passages explain; ``direction`` is null where the order cannot be decided."""
    report: str
    source: str | None
    source_name: str | None
    kind: DerivationKind
    coverage: float
    score: float
    features: tuple[Feature, ...]
    direction: Direction | None
    passages: tuple[Passage, ...]
    additions: tuple[Addition, ...]
    altered_quotes: tuple[AlteredQuote, ...]

@dataclass(frozen=True, slots=True, kw_only=True)
class Independence:
    """``least`` counts origins shown to be distinct, ``most`` every origin not shown to be shared."""
    least: int
    most: int
    why: tuple[str, ...] = ()
@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    name: str
    entity: str | None
    kind: Literal["named", "own_voice", "derived"]
    reports: tuple[str, ...]
Standing = Literal["corroborated", "attributed", "single_source", "uncorroborated", "disputed"]
@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """The same proposition over all reports. ``credibility`` is the Admiralty digit, 1 confirmed to 6 cannot be judged. ``also`` are those
    of ``statements`` that tell it among other things or in other words, as it seems; they are at home in other claims, every statement in
    one. ``perhaps`` are those of ``also`` of which that is not likely, each the only word of its report: they may widen ``independent``."""
    id: str
    text: str
    statements: tuple[str, ...]
    reports: tuple[str, ...]
    origins: tuple[Origin, ...]
    independent: Independence
    credibility: int
    standing: Standing
    also: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()

    @property
    def own(self) -> tuple[str, ...]:
        """The statements that are at home here."""
        return tuple(statement for statement in self.statements if statement not in self.also)

@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictValue:
    value: str
    statements: tuple[str, ...]
    reports: tuple[str, ...]
    independent: Independence
    citations: tuple[Citation, ...]
ConflictKind = Literal["date", "number", "place", "name", "attribution", "quote", "status", "polarity"]
@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    id: str
    kind: ConflictKind
    about: str
    values: tuple[ConflictValue, ...]
    relation: Literal["contradicts", "supersedes", "refines"]
    claims: tuple[str, ...]
    explanation: str

@dataclass(frozen=True, slots=True, kw_only=True)
class Corroboration:
    claims: tuple[Claim, ...]
    conflicts: tuple[Conflict, ...]

@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """``when`` holds the span of its evidence in the first of ``citations``. ``is_background``: not of the event itself."""
    when: Date
    text: str
    claim: str
    status: Status
    reports: tuple[str, ...]
    citations: tuple[Citation, ...]
    is_background: bool = False

@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    text: str
    claim: str
    citations: tuple[Citation, ...]
@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    known: tuple[Line, ...]
    disputed: tuple[Line, ...]
    single_source: tuple[Line, ...]
    unknown: tuple[str, ...]

@dataclass(frozen=True, slots=True, kw_only=True)
class Strength:
    """How sure somebody is: the words that tell it, and what probability (0..1) they stand for (Kent 1964; ICD 203)."""
    word: str
    low: float
    high: float
Bearing = Literal["borne_out", "contradicted", "open"]
@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What ``who`` (``entity``; null: the report) expects or judges. ``by`` are the later statements that bear it out or contradict it."""
    id: str
    report: str
    statement: str
    who: str | None
    entity: str | None
    strength: Strength
    about: str
    outcome: Bearing
    by: tuple[str, ...]

@dataclass(frozen=True, slots=True, kw_only=True)
class HeadlineFlag:
    """A headline says more than its text; ``body`` is what the text says of it."""
    report: str
    kind: Literal["certainty", "number", "agent", "polarity"]
    headline: Citation
    body: Citation
    explanation: str
@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    start: str | None
    end: str | None
@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The reports of one event, by id, in order of id."""
    reports: tuple[str, ...]
@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What the brief stage makes of a story."""
    title: str
    period: Period
    timeline: tuple[TimelineEntry, ...]
    brief: Brief
    wordings: tuple[Line, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    headline_flags: tuple[HeadlineFlag, ...] = ()

@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """``wordings``: claims in words that stand alone, for each that has such. ``events``: what happened, by all words for it."""
    id: str
    title: str
    period: Period
    reports: tuple[str, ...]
    entities: tuple[Entity, ...]
    quotes: tuple[Quote, ...]
    statements: tuple[Statement, ...]
    claims: tuple[Claim, ...]
    conflicts: tuple[Conflict, ...]
    derivations: tuple[Derivation, ...]
    timeline: tuple[TimelineEntry, ...]
    brief: Brief
    wordings: tuple[Line, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    headline_flags: tuple[HeadlineFlag, ...] = ()
    events: tuple[Happening, ...] = ()
