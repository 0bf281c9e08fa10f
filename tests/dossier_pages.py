"""The pages of the hand-made dossier: an invented grounding off an invented island, a strike, a soup, and one hostile page."""

import hashlib

from stemma.records import Block, BlockKind, Citation, Date, Disclosure, Outlet, Report

HOSTILE_WORDS = '</script><img src=x onerror="alert(1)"><svg onload=alert(2)>'
LONG_WORD = "Wave" * 2000

HERALD = """Ferry aground off Tarn Island
By Una Prewitt
2 March 2031, 06:40
The ferry Solveig Ann ran onto the Kestrel rocks shortly after five on Sunday morning. Our reporter saw 38 people climb down a ladder into two lifeboats.
“We heard the hull before we felt it,” said the first mate, Ingrid Solberg. “Nobody shouted.”
The coastguard said 41 people had been on board.
Three people were missing at dawn, the island's doctor told the Herald.
Read next: The best soup in Port Alva
We use cookies. Accept all"""  # noqa: E501

WIRE = """Ferry with 41 aboard grounds off Tarn Island
(Northline) 2 March 2031, 07:10
PORT ALVA - A ferry carrying 41 people ran aground off Tarn Island on Sunday, the coastguard said.
At least two people are missing, according to the coastguard. A tug is due to reach the ferry on Tuesday.
“We will not stop looking while there is light,” said coastguard commander Piet Haverkamp.
The harbour authority said in a statement that the lighthouse had been dark since Friday."""

COURIER = """Forty-one aboard stranded ferry
2 March 2031
PORT ALVA - A ferry carrying 41 people ran aground off Tarn Island on Sunday, the coastguard said. At least two people are missing, according to the coastguard. A tug is due to reach the ferry on Tuesday.
“We will not stop looking while there is light,” said coastguard commander Piet Haverkamp.
Source: Northline
Subscribe for two crowns a week"""  # noqa: E501

COASTWATCH = """Island ferry disaster: what we know
Updated March 3, 2031
On March 1 the ferry Solveig Ann, with 43 people on board, struck rocks near Tarn Island, officials said.
“We will never stop looking,” said commander Piet Haverkamp, who is also the island's mayor.
Experts believe the crew had been drinking.
The lighthouse had been dark since Friday, the harbour authority said.
This text was written with the help of AI."""

ISLA = """Encalla un transbordador frente a la isla de Tarn
2 de marzo de 2031
Un transbordador con 41 personas a bordo encalló el domingo frente a la isla de Tarn, según la guardia costera. Al menos dos personas han desaparecido."""  # noqa: E501

HOSTILE = f"""صحيفة الميناء: جنوح عبّارة قبالة الجزيرة
{HOSTILE_WORDS} says the title \u202etxet desrever\u202c and goes on \x00 with {LONG_WORD} and 🚢🏝️.
قال خفر السواحل إن 41 شخصا كانوا على متن العبّارة. The coastguard said 41 people were on board.
javascript:alert(3) & <b>bold</b> {{{{ 7 * 7 }}}}"""

STRIKE = """Dockers in Port Alva down tools
Dockers in Port Alva stopped work on Monday over pay, their union said."""

STRIKE_TOO = """Port Alva at a standstill
No crane moved in Port Alva on Monday. The union says 300 dockers are on strike; the port company counted 120."""

TEXTS = {
    "rep-herald": HERALD,
    "rep-wire": WIRE,
    "rep-courier": COURIER,
    "rep-coastwatch": COASTWATCH,
    "rep-isla": ISLA,
    "rep-hostile": HOSTILE,
    "rep-strike": STRIKE,
    "rep-strike-too": STRIKE_TOO,
    "rep-soup": "The best soup in Port Alva\nIt has leeks in it.",
}


def cite(report: str, words: str) -> Citation:
    """The first place of these words in the report."""
    start = TEXTS[report].index(words)
    return Citation(report=report, start=start, end=start + len(words))


def _report(report: str, outlet: Outlet | None, published: tuple[str, str, str] | None, kinds: str, *disclosures: Disclosure) -> Report:
    """``kinds`` names the kind of each line of the text; ``published`` is EDTF, the words that show it and the rule."""
    text = TEXTS[report]
    blocks, at = [], 0
    for line, kind in zip(text.split("\n"), kinds.split(), strict=True):
        blocks.append(Block(kind=_KINDS[kind], start=at, end=at + len(line)))
        at += len(line) + 1
    date = None
    if published:
        edtf, words, rule = published
        place = cite(report, words) if words else None
        precision = "minute" if "T" in edtf else "day"
        date = make_date(edtf, place, precision, rule)
    return Report(
        id=report,
        location=f"https://{outlet.domain}/{report}" if outlet and outlet.domain else f"pile/{report}.txt",
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        outlet=outlet,
        title=text.split("\n")[0],
        bylines=("Una Prewitt",) if report == "rep-herald" else (),
        published=date,
        updated=None,
        language={"rep-isla": "es", "rep-hostile": "ar"}.get(report, "en"),
        text=text,
        blocks=tuple(blocks),
        disclosures=tuple(disclosures),
    )


_KINDS: dict[str, BlockKind] = {
    "t": "title",
    "s": "subtitle",
    "y": "byline",
    "d": "date",
    "b": "body",
    "q": "quote",
    "e": "teaser",
    "n": "notice",
    "c": "credit",
    "x": "chrome",
}


def _disclosure(kind: str, report: str, words: str, detail: str | None = None) -> Disclosure:
    place = cite(report, words)
    return Disclosure(kind=kind, start=place.start, end=place.end, detail=detail)  # type: ignore[arg-type]


def make_date(edtf: str, place: Citation | None = None, precision: str = "day", rule: str = "mentions") -> Date:
    start, end = (place.start, place.end) if place else (None, None)
    return Date(edtf=edtf, precision=precision, start=start, end=end, rule=rule)


def reports() -> tuple[Report, ...]:
    """All reports, in order of id."""
    made = (
        _report(
            "rep-herald",
            Outlet(name="Tarn Herald", domain="tarnherald.example"),
            ("2031-03-02T06:40", "2 March 2031, 06:40", "byline"),
            "t y d b b b b e x",
        ),
        _report(
            "rep-wire",
            Outlet(name="Northline News Agency", domain="northline.example"),
            ("2031-03-02T07:10", "2 March 2031, 07:10", "dateline"),
            "t d b b b b",
            _disclosure("wire", "rep-wire", "(Northline)", "Northline"),
        ),
        _report(
            "rep-courier",
            Outlet(name="The Daily Courier", domain="courier.example"),
            ("2031-03-02", "2 March 2031", "meta"),
            "t d b b c x",
            _disclosure("credit", "rep-courier", "Source: Northline", "Northline"),
        ),
        _report(
            "rep-coastwatch",
            Outlet(name=None, domain="coastwatch-today.example"),
            ("2031-03-03", "March 3, 2031", "page"),
            "t d b b b b n",
            _disclosure("ai_text", "rep-coastwatch", "This text was written with the help of AI."),
        ),
        _report("rep-isla", Outlet(name="La Isla", domain="laisla.example"), ("2031-03-02", "2 de marzo de 2031", "meta"), "t d b"),
        _report("rep-hostile", Outlet(name=f"صحيفة الميناء {HOSTILE_WORDS}", domain=None), None, "t b b b"),
        _report("rep-strike", None, ("2031-03-03", "", "meta"), "t b"),
        _report("rep-strike-too", Outlet(name="Tarn Herald", domain="tarnherald.example"), None, "t b"),
        _report("rep-soup", None, None, "t b"),
    )
    return tuple(sorted(made, key=lambda report: report.id))
