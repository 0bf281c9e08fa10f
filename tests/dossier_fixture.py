"""A dossier written by hand, with everything that a page has to show."""

from dossier_pages import COASTWATCH, COURIER, HOSTILE_WORDS, WIRE, cite, make_date, reports
from stemma.pipeline import Dossier, Generator
from stemma.problems import Problem, Reason
from stemma.records import (
    Addition,
    AlteredQuote,
    Assessment,
    Brief,
    Citation,
    Claim,
    Conflict,
    ConflictKind,
    ConflictValue,
    Derivation,
    DerivationKind,
    Direction,
    Entity,
    EntityType,
    Feature,
    HeadlineFlag,
    Independence,
    Line,
    Link,
    Origin,
    Passage,
    Period,
    Quote,
    Standing,
    Statement,
    Status,
    Story,
    Strength,
    TimelineEntry,
)


def _statement(id_: str, report: str, words: str, *sources: tuple[str, str | None, str], status: Status = "happened") -> Statement:
    place = cite(report, words)
    return Statement(
        id=id_,
        report=report,
        start=place.start,
        end=place.end,
        text=words,
        attribution=tuple(Link(source=name, entity=entity, cue=cue, anonymous=entity is None) for name, entity, cue in sources),
        event=None,
        times=(),
        places=(),
        entities=(),
        quantities=(),
        status=status,
        polarity="affirmed",
        certainty="stated",
    )


def _entity(id_: str, type_: EntityType, name: str, *mentions: Citation, **more: object) -> Entity:
    fields: dict[str, object] = {"aliases": (), "role": None, "country": None, **more}
    return Entity(id=id_, type=type_, name=name, mentions=mentions, **fields)  # type: ignore[arg-type]


def _claim(id_: str, text: str, standing: Standing, origins: tuple[Origin, ...], least: int, most: int, **more: tuple[str, ...]) -> Claim:
    return Claim(
        id=id_,
        text=text,
        statements=more["statements"],
        reports=tuple(sorted({report for origin in origins for report in origin.reports})),
        origins=origins,
        independent=Independence(least=least, most=most, why=more.get("why", ())),
        credibility={"corroborated": 1, "disputed": 4, "attributed": 3}.get(standing, 6),
        standing=standing,
    )


def _value(value: str, least: int, most: int, *citations: Citation, statements: tuple[str, ...]) -> ConflictValue:
    reports = tuple(sorted({citation.report for citation in citations}))
    return ConflictValue(
        value=value, statements=statements, reports=reports, independent=Independence(least=least, most=most), citations=citations
    )


def _conflict(id_: str, kind: ConflictKind, about: str, relation: str, *values: ConflictValue, claims: tuple[str, ...]) -> Conflict:
    explanation = f"The reports give {len(values)} values for {about}."
    return Conflict(id=id_, kind=kind, about=about, values=values, relation=relation, claims=claims, explanation=explanation)  # type: ignore[arg-type]


def _derivation(report: str, source: str | None, kind: DerivationKind, coverage: float, **more: object) -> Derivation:
    fields: dict[str, object] = {
        "source_name": None,
        "direction": None,
        "passages": (),
        "additions": (),
        "altered_quotes": (),
        "features": (Feature(name="shared_words", value=coverage, weight=0.7), Feature(name="credit_line", value=1.0, weight=0.3)),
        **more,
    }
    return Derivation(report=report, source=source, kind=kind, coverage=coverage, score=coverage, **fields)  # type: ignore[arg-type]


def _passage(report: str, words: str, source: str, source_words: str) -> Passage:
    ours, theirs = cite(report, words), cite(source, source_words)
    return Passage(report_start=ours.start, report_end=ours.end, source_start=theirs.start, source_end=theirs.end)


def _quote(id_: str, report: str, text: str, speaker: str | None, speaker_text: str) -> Quote:
    place = cite(report, f"“{text}”")
    return Quote(id=id_, report=report, start=place.start, end=place.end, text=text, speaker=speaker, speaker_text=speaker_text, cue="said")


COAST = ("the coastguard", "ent-coast", "said")
ABOARD = {
    "rep-herald": "The coastguard said 41 people had been on board.",
    "rep-wire": "A ferry carrying 41 people ran aground off Tarn Island on Sunday, the coastguard said.",
    "rep-courier": "A ferry carrying 41 people ran aground off Tarn Island on Sunday, the coastguard said.",
    "rep-coastwatch": "On March 1 the ferry Solveig Ann, with 43 people on board, struck rocks near Tarn Island, officials said.",
    "rep-isla": "Un transbordador con 41 personas a bordo encalló el domingo frente a la isla de Tarn, según la guardia costera.",
    "rep-hostile": "The coastguard said 41 people were on board.",
}
MISSING = "At least two people are missing, according to the coastguard."
LIGHT = "The harbour authority said in a statement that the lighthouse had been dark since Friday."
LOOKING = "“We will not stop looking while there is light,” said coastguard commander Piet Haverkamp."
ROCKS = "The ferry Solveig Ann ran onto the Kestrel rocks shortly after five on Sunday morning."
TUG = "A tug is due to reach the ferry on Tuesday."


def _entry(edtf: str, text: str, claim: str, status: Status, *citations: Citation) -> TimelineEntry:
    reports = tuple(sorted({citation.report for citation in citations}))
    return TimelineEntry(when=make_date(edtf), text=text, claim=claim, status=status, reports=reports, citations=citations)


def _line(text: str, claim: str, *citations: Citation) -> Line:
    return Line(text=text, claim=claim, citations=citations)


def _ferry() -> Story:
    statements = (
        *(_statement(f"st-aboard-{report}", report, words, COAST) for report, words in ABOARD.items()),
        _statement("st-rocks", "rep-herald", ROCKS),
        _statement(
            "st-three",
            "rep-herald",
            "Three people were missing at dawn, the island's doctor told the Herald.",
            ("the island's doctor", None, "told"),
        ),
        _statement("st-two-wire", "rep-wire", MISSING, COAST),
        _statement("st-two-courier", "rep-courier", MISSING, COAST),
        _statement("st-two-isla", "rep-isla", "Al menos dos personas han desaparecido.", COAST),
        _statement("st-tug-wire", "rep-wire", TUG, status="planned"),
        _statement("st-tug-courier", "rep-courier", TUG, status="planned"),
        _statement("st-light-wire", "rep-wire", LIGHT, ("the harbour authority", "ent-harbour", "said")),
        _statement("st-light-cw", "rep-coastwatch", COASTWATCH.split("\n")[5], ("the harbour authority", "ent-harbour", "said")),
        _statement("st-drink", "rep-coastwatch", COASTWATCH.split("\n")[4], ("Experts", None, "believe")),
        _statement("st-mayor", "rep-coastwatch", COASTWATCH.split("\n")[3]),
    )
    coast_all = Origin(name="coastguard", entity="ent-coast", kind="named", reports=("rep-herald", "rep-hostile", "rep-wire"))
    derived = Origin(name="Northline", entity=None, kind="derived", reports=("rep-courier", "rep-isla"))
    claims = (
        _claim(
            "cl-aboard",
            "41 people were on board the ferry that ran aground off Tarn Island",
            "disputed",
            (coast_all, derived, Origin(name="officials", entity=None, kind="named", reports=("rep-coastwatch",))),
            1,
            2,
            statements=tuple(f"st-aboard-{report}" for report in ABOARD),
            why=("A, B and F name the coastguard: one origin", "C copies B (96 % of its text), so it adds nothing", "E translates B"),
        ),
        _claim(
            "cl-aground",
            "The ferry Solveig Ann ran aground off Tarn Island on Sunday 2 March 2031",
            "corroborated",
            (
                Origin(name="Tarn Herald", entity=None, kind="own_voice", reports=("rep-herald",)),
                Origin(name="coastguard", entity="ent-coast", kind="named", reports=("rep-wire",)),
                derived,
            ),
            2,
            2,
            statements=("st-rocks", "st-aboard-rep-wire", "st-aboard-rep-courier", "st-aboard-rep-isla"),
            why=("The Herald's reporter saw it",),
        ),
        _claim(
            "cl-missing",
            "At least two people are missing",
            "attributed",
            (Origin(name="coastguard", entity="ent-coast", kind="named", reports=("rep-wire",)), derived),
            1,
            1,
            statements=("st-two-wire", "st-two-courier", "st-two-isla"),
            why=("C and E draw on B",),
        ),
        _claim(
            "cl-three",
            "Three people were missing at dawn",
            "attributed",
            (Origin(name="the island's doctor", entity=None, kind="named", reports=("rep-herald",)),),
            1,
            1,
            statements=("st-three",),
        ),
        _claim(
            "cl-light",
            "The lighthouse had been dark since Friday",
            "uncorroborated",
            (Origin(name="harbour authority", entity="ent-harbour", kind="named", reports=("rep-wire", "rep-coastwatch")),),
            1,
            1,
            statements=("st-light-wire", "st-light-cw"),
            why=("B and D name the harbour authority: one origin",),
        ),
        _claim(
            "cl-tug",
            "A tug will reach the ferry on Tuesday 4 March 2031",
            "uncorroborated",
            (
                Origin(name="Northline", entity=None, kind="own_voice", reports=("rep-wire",)),
                Origin(name="Northline", entity=None, kind="derived", reports=("rep-courier",)),
            ),
            1,
            1,
            statements=("st-tug-wire", "st-tug-courier"),
        ),
        _claim(
            "cl-drink",
            "The crew had been drinking",
            "single_source",
            (Origin(name="Coastwatch Today", entity=None, kind="own_voice", reports=("rep-coastwatch",)),),
            1,
            1,
            statements=("st-drink",),
        ),
        *(
            _claim(
                f"cl-extra-{number}",
                f"Commander Piet Haverkamp is also the island's mayor, said in another way for the {number}th time",
                "single_source",
                (Origin(name="Coastwatch Today", entity=None, kind="own_voice", reports=("rep-coastwatch",)),),
                1,
                1,
                statements=("st-mayor",),
            )
            for number in range(4, 26)
        ),
    )
    courier_body = COURIER.split("\n")[2]
    wire_lines = WIRE.split("\n")
    return Story(
        id="st-ferry",
        title="Ferry Solveig Ann runs aground off Tarn Island with 41 people on board",
        period=Period(start="2031-02-28", end="2031-03-04"),
        reports=("rep-coastwatch", "rep-courier", "rep-herald", "rep-hostile", "rep-isla", "rep-wire"),
        entities=(
            _entity(
                "ent-coast",
                "organisation",
                "coastguard",
                cite("rep-herald", "coastguard"),
                cite("rep-wire", "coastguard"),
                aliases=("guardia costera",),
            ),
            _entity(
                "ent-harbour",
                "organisation",
                "harbour authority",
                cite("rep-wire", "harbour authority"),
                cite("rep-coastwatch", "harbour authority"),
            ),
            _entity(
                "ent-haverkamp",
                "person",
                "Piet Haverkamp",
                cite("rep-wire", "Piet Haverkamp"),
                cite("rep-coastwatch", "Piet Haverkamp"),
                cite("rep-courier", "Piet Haverkamp"),
                aliases=("Haverkamp", "commander Piet Haverkamp"),
                role="coastguard commander",
                country="NL",
            ),
            _entity("ent-solberg", "person", "Ingrid Solberg", cite("rep-herald", "Ingrid Solberg"), role="first mate"),
            _entity(
                "ent-tarn",
                "place",
                "Tarn Island",
                *(cite(report, "Tarn Island") for report in ("rep-herald", "rep-wire", "rep-courier", "rep-coastwatch")),
            ),
        ),
        quotes=(
            _quote("q-hull", "rep-herald", "We heard the hull before we felt it,", "ent-solberg", "Ingrid Solberg"),
            _quote("q-look-wire", "rep-wire", "We will not stop looking while there is light,", "ent-haverkamp", "Piet Haverkamp"),
            _quote("q-look-courier", "rep-courier", "We will not stop looking while there is light,", "ent-haverkamp", "Piet Haverkamp"),
            _quote("q-look-cw", "rep-coastwatch", "We will never stop looking,", "ent-haverkamp", "Piet Haverkamp"),
        ),
        statements=statements,
        claims=claims,
        conflicts=(
            _conflict(
                "x-aboard",
                "number",
                "people on board",
                "contradicts",
                _value(
                    "41",
                    1,
                    1,
                    cite("rep-wire", "41 people"),
                    cite("rep-herald", "41 people"),
                    cite("rep-courier", "41 people"),
                    statements=("st-aboard-rep-wire", "st-aboard-rep-herald", "st-aboard-rep-courier"),
                ),
                _value("43", 1, 1, cite("rep-coastwatch", "43 people"), statements=("st-aboard-rep-coastwatch",)),
                claims=("cl-aboard",),
            ),
            _conflict(
                "x-date",
                "date",
                "day of the grounding",
                "contradicts",
                _value("1 March 2031", 1, 1, cite("rep-coastwatch", "On March 1"), statements=("st-aboard-rep-coastwatch",)),
                _value(
                    "2 March 2031",
                    2,
                    2,
                    cite("rep-herald", "on Sunday morning"),
                    cite("rep-wire", "on Sunday"),
                    statements=("st-rocks", "st-aboard-rep-wire"),
                ),
                claims=("cl-aground",),
            ),
            _conflict(
                "x-missing",
                "number",
                "people missing",
                "refines",
                _value("at least 2", 1, 1, cite("rep-wire", "At least two people"), statements=("st-two-wire",)),
                _value("3", 1, 1, cite("rep-herald", "Three people"), statements=("st-three",)),
                claims=("cl-missing", "cl-three"),
            ),
        ),
        derivations=(
            _derivation(
                "rep-courier",
                "rep-wire",
                "copies",
                0.96,
                direction=Direction(from_="rep-wire", why="the Courier's page credits Northline at its foot"),
                passages=(
                    _passage("rep-courier", courier_body, "rep-wire", f"{wire_lines[2]}\n{wire_lines[3]}"),
                    _passage("rep-courier", LOOKING, "rep-wire", LOOKING),
                ),
            ),
            _derivation(
                "rep-coastwatch",
                "rep-wire",
                "rewrites",
                0.41,
                direction=Direction(from_="rep-wire", why="it is a day later and shares the quotation"),
                passages=(_passage("rep-coastwatch", COASTWATCH.split("\n")[5], "rep-wire", LIGHT),),
                additions=(Addition(statement="st-drink"), Addition(statement="st-mayor")),
                altered_quotes=(AlteredQuote(quote="q-look-cw", source_quote="q-look-wire"),),
            ),
            _derivation(
                "rep-isla",
                "rep-wire",
                "translates",
                0.88,
                direction=Direction(from_="rep-wire", why="a translation is later than its original"),
            ),
            _derivation(
                "rep-wire",
                None,
                "cites",
                0.2,
                source_name="harbour authority",
                direction=Direction(from_="harbour authority", why="it names a statement"),
            ),
            _derivation("rep-hostile", "rep-herald", "rewrites", 0.12),
        ),
        timeline=(
            _entry("2031-02-28", "The lighthouse goes dark", "cl-light", "ongoing", cite("rep-wire", LIGHT)),
            _entry(
                "2031-03-02",
                "The ferry runs aground",
                "cl-aground",
                "happened",
                cite("rep-herald", "shortly after five on Sunday morning"),
                cite("rep-wire", "on Sunday"),
            ),
            _entry(
                "2031-03-02", "Three people are missing", "cl-three", "happened", cite("rep-herald", "Three people were missing at dawn")
            ),
            _entry("2031-03-02/2031-03-04", "The search goes on", "cl-missing", "ongoing", cite("rep-wire", "looking")),
            _entry("2031-03-04", "A tug is due", "cl-tug", "planned", cite("rep-wire", TUG), cite("rep-courier", TUG)),
        ),
        brief=Brief(
            known=(
                _line(ROCKS, "cl-aground", cite("rep-herald", ROCKS), cite("rep-wire", ABOARD["rep-wire"])),
                _line(MISSING, "cl-missing", cite("rep-wire", MISSING), cite("rep-courier", MISSING)),
                _line(LIGHT, "cl-light", cite("rep-wire", LIGHT)),
            ),
            disputed=(_line(ABOARD["rep-coastwatch"], "cl-aboard", cite("rep-coastwatch", ABOARD["rep-coastwatch"])),),
            single_source=(
                _line(
                    "Experts believe the crew had been drinking.",
                    "cl-drink",
                    cite("rep-coastwatch", "Experts believe the crew had been drinking."),
                ),
            ),
            unknown=("Why the ferry left its course", "Who the missing are"),
        ),
        wordings=(_line(ROCKS, "cl-aground", cite("rep-herald", ROCKS)),),
        assessments=(
            Assessment(
                id="as-drink",
                report="rep-coastwatch",
                statement="st-drink",
                who="Experts",
                entity=None,
                strength=Strength(word="believe", low=0.55, high=0.95),
                about="the crew had been drinking <b>all night</b>",
                outcome="open",
                by=(),
            ),
            Assessment(
                id="as-tug",
                report="rep-wire",
                statement="st-tug-wire",
                who=None,
                entity=None,
                strength=Strength(word="is due", low=0.8, high=0.95),
                about=TUG,
                outcome="borne_out",
                by=("st-tug-courier",),
            ),
        ),
        headline_flags=(
            HeadlineFlag(
                report="rep-coastwatch",
                kind="certainty",
                headline=cite("rep-coastwatch", COASTWATCH.split("\n")[3]),
                body=cite("rep-coastwatch", COASTWATCH.split("\n")[4]),
                explanation="The headline tells it as a fact; the text says “believe”.",
            ),
        ),
    )


def _strike() -> Story:
    said = "Dockers in Port Alva stopped work on Monday over pay, their union said."
    count = "The union says 300 dockers are on strike; the port company counted 120."
    return Story(
        id="st-strike",
        title=f"Dockers strike in Port Alva {HOSTILE_WORDS}",
        period=Period(start="2031-03-03", end="2031-03-03"),
        reports=("rep-strike", "rep-strike-too"),
        entities=(_entity("ent-union", "organisation", "dockers' union", cite("rep-strike", "union"), cite("rep-strike-too", "union")),),
        quotes=(),
        statements=(
            _statement("st-strike", "rep-strike", said, ("their union", "ent-union", "said")),
            _statement("st-count", "rep-strike-too", count, ("The union", "ent-union", "says")),
        ),
        claims=(
            _claim(
                "cl-strike",
                f"Dockers stopped work {HOSTILE_WORDS}",
                "attributed",
                (Origin(name=f"union {HOSTILE_WORDS}", entity="ent-union", kind="named", reports=("rep-strike", "rep-strike-too")),),
                1,
                1,
                statements=("st-strike", "st-count"),
                why=(f"one union {HOSTILE_WORDS}",),
            ),
        ),
        conflicts=(
            _conflict(
                "x-count",
                "number",
                f"dockers {HOSTILE_WORDS}",
                "contradicts",
                _value("300", 1, 1, cite("rep-strike-too", "300 dockers"), statements=("st-count",)),
                _value("120", 1, 1, cite("rep-strike-too", "120"), statements=("st-count",)),
                claims=("cl-strike",),
            ),
        ),
        derivations=(),
        timeline=(),
        brief=Brief(known=(_line(said, "cl-strike", cite("rep-strike", said)),), disputed=(), single_source=(), unknown=()),
    )


def dossier() -> Dossier:
    """Two stories, a report in none of them, and problems."""
    return Dossier(
        generated_at="2031-03-05T12:00:00Z",
        generator=Generator(stemma="0.1.0", models=(("en", "by-hand"),), config="0123456789abcdef"),
        reports=reports(),
        stories=(_ferry(), _strike()),
        problems=(
            Problem(
                input=f"pile/{HOSTILE_WORDS}.txt", stage="fetch", reason=Reason.NOT_TEXT, detail=f"bytes that are no text {HOSTILE_WORDS}"
            ),
            Problem(input="pile/rep-soup.txt", stage="clean", reason=Reason.NO_DATE, detail="no date stands on the page"),
        ),
    )


def empty_dossier(*, with_report: bool = False) -> Dossier:
    """Nothing was read; or one report was, and no story came of it."""
    soup = tuple(report for report in reports() if report.id == "rep-soup")
    return Dossier(
        generated_at="2031-03-05T12:00:00Z",
        generator=Generator(stemma="0.1.0", models=(), config="0123456789abcdef"),
        reports=soup if with_report else (),
        stories=(),
        problems=(Problem(input="pile/a.bin", stage="fetch", reason=Reason.NOT_TEXT, detail="bytes that are no text"),),
    )
