"""A report that cites another one of the pile and changes what it quotes, through the whole program."""

import json
from pathlib import Path

import stemma

WIRE = (
    "Workers at the Orlen glass plant in Tarrow voted on Monday to end a nine-day strike, the union GlasUnie said.\n\n"
    '"We did not get everything, but we go back with our heads high," union leader Petra Nowak told reporters.'
)
QUICK = (
    "A nine-day strike at the Orlen glass plant in Tarrow has ended, Apex Wire reported.\n\n"
    '"We got everything and go back with our heads high," said union leader Petra Nowak.'
)


def test_a_citation_shows_the_quotation_that_it_changed(tmp_path: Path) -> None:
    lines = [
        {"id": "apx", "outlet": "Apex Wire", "published": "2026-05-04T10:00:00Z", "title": "Glass plant strike ends", "text": WIRE},
        {"id": "quick", "outlet": "Business Quick", "published": "2026-05-05", "title": "Orlen glass strike over", "text": QUICK},
    ]
    (tmp_path / "pile.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    dossier = stemma.read(str(tmp_path / "pile.jsonl"))
    located = {report.id: report.location for report in dossier.reports}
    (story,) = dossier.stories
    quotes = {quote.id: quote for quote in story.quotes}
    (edge,) = [edge for edge in story.derivations if edge.source is not None]
    (altered,) = edge.altered_quotes
    assert (located[edge.report], located[edge.source or ""]) == ("quick", "apx")
    assert quotes[altered.quote].text.startswith("We got everything")
    assert quotes[altered.source_quote].text.startswith("We did not get everything")
