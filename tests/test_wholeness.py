"""Statements are whole: over invented sentences, read by the packaged model, none may be a fragment."""

import pytest
from bench.quality.statements import find_defects

from stemma.adapters.models.lexicons import load_lexicons
from stemma.config import Config
from stemma.pipeline import read_page
from stemma.records import Capture, Page, Statement
from stemma.stages.extract import extract

SENTENCES = [
    "Three miners were killed and 14 were hurt when a lift fell in the Orlo pit on Monday, the rescue service said.",
    "The bridge was finished in 1971 and was completely repainted in 2012.",
    "“We saw the smoke before the bells rang,” said the sexton Olav Brek, who had climbed down from the tower.",
    "Five people have died in the fire, police said on Tuesday, after a man of 68 died of his burns.",
    "“We have the log book, and it is dry,” senior diver Marta Quill told the local paper on Thursday.",
    "The train was carrying 90 passengers from Orlo when it left the rails, rescue chief Anna Lund told reporters.",
    "Inspector Berit Holm said that 12 people had been treated and that two of them were in a ward.",
    "He watched the boat turn over and helped to pull two men from the water.",
    "Two drivers, who did not want to be identified, said the brakes had failed twice in May.",
    "Fire at the Lind mill in Orlo injures three, stops paper production.",
    "The mayor, Nils Arvid, promised 40 new flats, which would bring the number to 200, and left.",
    "The council approved the plan, but its critics said it was too late and would cost the town its market.",
]


def statements_of(text: str) -> tuple[Page, tuple[Statement, ...]]:
    capture = Capture(location="one.txt", kind="text", content=text, sha256="0" * 64)
    (page,) = read_page(capture, config=Config()).records
    (extraction,) = extract([page], config=Config().extract, lexicons=load_lexicons()).records
    return page, extraction.statements


@pytest.mark.parametrize("sentence", SENTENCES)
def test_no_statement_is_a_fragment(sentence: str) -> None:
    page, statements = statements_of(f"Notes from Orlo\n\nThe valley had a long week.\n\n{sentence}\n\nMore is expected on Friday.\n")
    found = {statement.text: find_defects(page, statement) for statement in statements}
    assert len(found) > 1
    assert not any(found.values()), found


def test_a_fragment_is_seen() -> None:
    page, (statement, *_) = statements_of("Notes from Orlo\n\nThe bridge was finished in 1971 and was completely repainted in 2012.\n")
    cut = page.report.text.index("was completely")
    fragment = type(statement)(**{name: getattr(statement, name) for name in statement.__slots__} | {"start": cut, "end": cut + 25})
    assert "opens with its verb" in find_defects(page, fragment)


def sources_of(text: str) -> list[tuple[str, str | None, bool]]:
    page, statements = statements_of(text)
    (extraction,) = extract([page], config=Config().extract, lexicons=load_lexicons()).records
    names = {entity.id: entity.name for entity in extraction.entities}
    return [(link.source, names.get(link.entity or ""), link.anonymous) for one in statements for link in one.attribution]


def test_a_title_before_a_name_belongs_to_the_source() -> None:
    found = sources_of("Notes from Orlo\n\n“This is a warning for all of us,” supply chain expert Jonas Weir said on Monday.\n")
    assert found == [("supply chain expert Jonas Weir", "Jonas Weir", False)]


@pytest.mark.parametrize("who", ["a lock keeper", "two suppliers", "one of them, a young fitter"])
def test_somebody_without_a_name_is_anonymous(who: str) -> None:
    found = sources_of(f"Notes from Orlo\n\n“The alarm was silent all night,” said {who}, on Monday.\n")
    assert [is_anonymous for _, _, is_anonymous in found] == [True]


def test_the_company_is_the_only_one_named() -> None:
    text = "Notes from Orlo\n\nThe ferry line Sund Bolten said it was sorry. All trips have been cancelled, the company added.\n"
    assert sources_of(text)[-1][:2] == ("the company", "Sund Bolten")


def test_what_a_noun_calls_a_name_tells_its_type() -> None:
    burnt = "A fire at a hall of the appliance maker Lind hurt two. Lind has closed the hall. Typhoon Mira struck on Monday."
    page, _ = statements_of(f"Notes from Orlo\n\n{burnt}\n")
    (extraction,) = extract([page], config=Config().extract, lexicons=load_lexicons()).records
    types = {entity.name: entity.type for entity in extraction.entities}
    assert (types.get("Lind"), types.get("Mira")) == ("organisation", "event")
