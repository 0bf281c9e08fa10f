"""What a report is held to add to its source, on small invented stories."""

from dataclasses import replace

from invented import Paper, Said, build
from stemma.adapters.models.lexicons import load_lexicons
from stemma.config import DeriveConfig
from stemma.records import EntityType, Extraction, Page
from stemma.stages.derive import derive
from stemma.stages.derive.derivations import weigh_statements
from stemma.stages.derive.novelty import weigh_novelty

LEXICONS = load_lexicons()
NAMES: dict[str, EntityType] = {"Orsolya Bende": "person"}
BARRELS = (
    "The barrels stood on the quay of Varnhold for nineteen days before inspector Orsolya Bende came from Kalmstad.",
    "Each held 160 litres of lamp oil, and 34 of the 212 were found to leak into the Sildre canal.",
    "The harbour of Varnhold has been closed to tankers since the leak was seen, and 47 boats lie idle.",
)
RETOLD = "No tanker may enter Varnhold harbour since the leak was seen there, and 47 boats idle on their moorings."
NETS = "Fishermen of Mortenson Quay are asking for new nets before the herring comes."


def story(*added: Said, language: str = "en") -> tuple[list[Page], Extraction]:
    """A report of the Crier, drawn on the Beacon's, with these statements behind the Beacon's first two."""
    told = [Said(line) for line in BARRELS]
    beacon = Paper(name="beacon", outlet="The Beacon", published="2026-03-02", title="Barrels at Varnhold", said=told)
    crier = replace(beacon, name="crier", outlet="The Crier", published="2026-03-03", said=[*told[:2], *added])
    pages, extraction = build([beacon, crier], NAMES)
    return [replace(page, report=replace(page.report, language=language)) if page is pages[0] else page for page in pages], extraction


def weigh(*added: Said, language: str = "en") -> dict[str, dict[str, float]]:
    pages, extraction = story(*added, language=language)
    return {statement.text: values for statement, source, values in weigh_statements(pages, extraction, LEXICONS) if source == "beacon"}


def test_what_a_report_gives_to_its_source_is_less_of_an_addition() -> None:
    own, given = (weigh(Said(NETS, sources=sources))[NETS] for sources in ((), ("The Beacon",)))
    assert (own["cited"], given["cited"]) == (0.0, 1.0)
    assert weigh_novelty(given) < weigh_novelty({**given, "cited": 0.0})


def test_what_the_source_tells_in_other_words_is_less_of_an_addition() -> None:
    told = weigh(Said(RETOLD), Said(NETS))
    assert told[RETOLD]["agreement"] > 0.5 > told[NETS]["agreement"]
    assert weigh_novelty(told[RETOLD]) < weigh_novelty({**told[RETOLD], "agreement": 0.0})


def test_with_a_number_that_the_source_lacks_no_statement_agrees_with_it() -> None:
    recounted = RETOLD.replace("47", "83")
    assert weigh(Said(recounted))[recounted]["agreement"] == 0.0


def test_a_report_with_a_source_in_another_language_teaches_nothing_of_additions() -> None:
    assert weigh(Said(NETS))
    assert not weigh(Said(NETS), language="de")
    pages, extraction = story(Said(NETS), language="de")
    (edge,) = derive(pages, extraction, config=DeriveConfig(), lexicons=LEXICONS).records
    assert not edge.additions
