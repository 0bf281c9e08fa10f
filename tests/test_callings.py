"""All that reports call somebody, gathered from around their names."""

import pytest

from invented import Paper, Said, build
from stemma.adapters.models.lexicons import load_lexicons
from stemma.records import Citation, Entity, EntityType, Page
from stemma.stages.extract import call_entities

LEXICONS = load_lexicons()


def called(name: str, type_: EntityType, texts: list[str], *others: tuple[str, EntityType], outlet: str = "The Tarn Echo") -> set[str]:
    """The aliases of one entity in a story of these texts, all of which are one paper's."""
    papers = [Paper(name=f"p{at}", outlet=outlet, published=None, title="News", said=[Said(text)]) for at, text in enumerate(texts)]
    pages, _ = build(papers, {})
    entities = [entity(f"e{at}", one, kind, pages) for at, (one, kind) in enumerate([(name, type_), *others])]
    return set(call_entities(entities, pages, lexicons=LEXICONS)[0].aliases)


def entity(id_: str, name: str, type_: EntityType, pages: tuple[Page, ...]) -> Entity:
    last = name.rsplit(maxsplit=1)[-1]
    mentions = []
    for page in pages:
        text = page.report.text
        for words in (name, last):
            start = text.find(words)
            if (start >= 0 and not (words == last and name in text) and type_ == "person") or (start >= 0 and words == name):
                mentions.append(Citation(report=page.report.id, start=start, end=start + len(words)))
    return Entity(id=id_, type=type_, name=name, aliases=(), role=None, country=None, mentions=tuple(mentions))


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("On Monday Mines Minister Ada Brandt went down the shaft.", "Mines Minister Ada Brandt"),
        ("Yesterday Dr. Ada Brandt went down the shaft.", "Dr. Ada Brandt"),
        ("Tarnland's Deputy Chief Prosecutor Ada Brandt has resigned.", "Deputy Chief Prosecutor Ada Brandt"),
        ("The host greeted H.E. Mr Ada Brandt at the door.", "H.E. Mr Ada Brandt"),
        ("The shaft is safe, Ms Brandt said.", "Ms Brandt"),
    ],
)
def test_a_title_before_a_name_makes_a_form(text: str, form: str) -> None:
    assert form in called("Ada Brandt", "person", ["Ada Brandt is a minister.", text])


@pytest.mark.parametrize("text", ["In Tarn Ada Brandt sang.", "The old Ada Brandt sang.", "On Monday Ada Brandt sang."])
def test_what_is_no_title_makes_none(text: str) -> None:
    assert called("Ada Brandt", "person", [text]) <= {"Brandt"}


def test_a_family_name_is_a_form_where_nobody_else_has_it() -> None:
    assert "Brandt" in called("Ada Brandt", "person", ["Ada Brandt sang."])
    assert "Brandt" not in called("Ada Brandt", "person", ["Ada Brandt sang, and Nils Brandt listened."])
    assert "Brandt" not in called("Ada Brandt", "person", ["Ada Brandt sang in Brandt Hall."])


@pytest.mark.parametrize("form", ["Tarn Mills A/S", "Tarn Mills Ltd.", "Tarn Mills Co., Ltd.", "Tarn Mills, Inc."])
def test_a_legal_form_behind_a_name_belongs_to_a_form(form: str) -> None:
    assert form in called("Tarn Mills", "organisation", [f"The owner is {form} and nobody else."])


def test_a_body_is_called_by_its_last_words_where_no_other_is() -> None:
    text = "The Tarn Harbour Board met on Monday. Nobody on the Board objected, and the harbour board voted."
    assert {"the Board", "the harbour board"} <= called("Tarn Harbour Board", "organisation", [text])
    other: tuple[str, EntityType] = ("Alva School Board", "organisation")
    assert "the Board" not in called("Tarn Harbour Board", "organisation", [f"{text} The Alva School Board did not."], other)


def test_a_ministry_of_something_is_the_ministry() -> None:
    text = "The Ministry of Rivers opened the gates. They were old, the ministry said."
    assert "the ministry" in called("Ministry of Rivers", "organisation", [text])


def test_an_agency_and_its_initials_are_one() -> None:
    papers = [
        Paper(name="own", outlet="Tarn News Agency", published=None, title="Gates", said=[Said("ALVA (TNA) - The gates are open.")]),
        Paper(name="other", outlet="The Alva Courier", published=None, title="Gates", said=[Said("TNA says so; the Courier saw it.")]),
    ]
    pages, _ = build(papers, {})
    start = pages[0].report.text.find("TNA")
    initials = Entity(
        id="e1", type="organisation", name="TNA", aliases=(), role=None, country=None,
        mentions=(Citation(report=pages[0].report.id, start=start, end=start + 3),),
    )  # fmt: skip
    found = call_entities([initials], pages, lexicons=LEXICONS)
    assert "Tarn News Agency" in found[0].aliases
    assert {one.name for one in found[1:]} <= {"The Alva Courier"}


def test_two_outlets_that_end_alike_are_not_called_by_that_end() -> None:
    papers = [Paper(name=name, outlet=name, published=None, title="x", said=[Said("So says the Gazette.")])
              for name in ("Tarn Gazette", "Alva Gazette")]  # fmt: skip
    pages, _ = build(papers, {})
    assert not any("the Gazette" in one.aliases for one in call_entities((), pages, lexicons=LEXICONS))


def test_nothing_found_changes_nothing() -> None:
    assert call_entities((), (), lexicons=LEXICONS) == ()
