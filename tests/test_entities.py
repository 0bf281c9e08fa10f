"""Mentions, referents and entities: who is who in one report, and over several."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from bench.quality.bare import bare_report

from stemma.adapters.models import load_model
from stemma.adapters.models.lexicons import load_lexicons
from stemma.language.tokens import find_words
from stemma.records import Annotation, Block, Entity, Mention, Name, Page, Referent, Report, Sentence, Token
from stemma.stages.annotate.mentions import find_mentions
from stemma.stages.extract.entities import link_entities

LEXICONS = load_lexicons()
_MARKED = re.compile(r"\[([^|\]]+)\|([A-Z]+)\]")
Arcs = Mapping[str, tuple[str, str]]


def make_report(text: str, id_: str = "r1") -> Report:
    blocks = tuple(Block(kind="body", start=line.start(), end=line.end()) for line in re.finditer(r"[^\n]+", text))
    return replace(bare_report(text, blocks), id=id_, location=id_)


def read(marked: str, arcs: Arcs | None = None, id_: str = "r1") -> Page:
    """Annotate a text, one sentence a line, whose names the model is to find are marked ``[Ana Duarte|PERSON]``.

    ``arcs`` gives words of the text a relation and a governor: ``{"Moscow": ("nsubj", "denied")}``.
    """
    text, names, shift = "", [], 0
    for match in _MARKED.finditer(marked):
        text += marked[shift : match.start()]
        names.append((len(text), len(text) + len(match[1]), match[2]))
        text += match[1]
        shift = match.end()
    text += marked[shift:]
    sentences = [make_sentence(text, line.start(), line.end(), names, arcs or {}) for line in re.finditer(r"[^\n]+", text)]
    report = make_report(text, id_)
    mentions, referents = find_mentions(report, sentences, lexicons=LEXICONS)
    return Page(report=report, annotation=Annotation(report=id_, sentences=tuple(sentences), mentions=mentions, referents=referents))


def make_sentence(text: str, start: int, end: int, names: list[tuple[int, int, str]], arcs: Arcs) -> Sentence:
    spans = [(start + low, start + high) for low, high in find_words(text[start:end], LEXICONS)]
    words = [text[low:high] for low, high in spans]
    tokens = []
    for at, (low, high) in enumerate(spans):
        dep, governor = arcs.get(words[at], ("dep", words[at]))
        head = words.index(governor) if governor in words else at
        tokens.append(Token(low, high, "PROPN" if words[at][0].isupper() else "NOUN", head, dep))
    inside = tuple(Name(low, high, label) for low, high, label in names if start <= low and high <= end)  # type: ignore[arg-type]
    return Sentence(start=start, end=end, tokens=tuple(tokens), names=inside)


def printed(page: Page, mention: Mention) -> str:
    return page.report.text[mention.start : mention.end]


def referent_of(page: Page, words: str, number: int = 0) -> Referent | None:
    """The referent of the ``number``-th mention printed so."""
    found = [mention for mention in page.annotation.mentions if printed(page, mention) == words]
    return page.annotation.referents[found[number].referent] if len(found) > number else None


def index_of(page: Page, words: str, number: int = 0) -> int | None:
    found = [mention.referent for mention in page.annotation.mentions if printed(page, mention) == words]
    return found[number] if len(found) > number else None


# ---------------------------------------------------------------- one report


def test_a_bare_family_name_is_the_person_with_that_name_who_was_named_last() -> None:
    page = read(
        "Interior Minister [Park Mi-sook|PERSON] met [Park Dae-jung|PERSON], a union leader.\n"
        "[Park|PERSON] left early.\n"
        "[Park Mi-sook|PERSON] stayed, and [Park|PERSON] spoke."
    )
    assert index_of(page, "Park Mi-sook") != index_of(page, "Park Dae-jung")
    assert index_of(page, "Park", 0) == index_of(page, "Park Dae-jung")
    assert index_of(page, "Park", 1) == index_of(page, "Park Mi-sook")


def test_variants_of_one_name_are_one_person_with_its_role_and_country() -> None:
    page = read("Mongolian Trade Minister [Ryu Hye-rin|PERSON] arrived.\n[Ryu Hye Rin|PERSON] spoke; Ryu hye-rin left.")
    assert len({index_of(page, "Ryu Hye-rin"), index_of(page, "Ryu Hye Rin"), index_of(page, "Ryu hye-rin")}) == 1
    minister = referent_of(page, "Ryu Hye-rin")
    assert minister is not None
    assert (minister.role, minister.country, minister.name) == ("Trade Minister", "MN", "Ryu Hye-rin")


def test_short_surnames_are_never_joined_for_looking_alike() -> None:
    page = read("[Kim Dae-ho|PERSON] met [Lim Dae-ho|PERSON].")
    assert index_of(page, "Kim Dae-ho") != index_of(page, "Lim Dae-ho")


def test_titles_within_a_models_name_become_the_role() -> None:
    page = read("[Belarusian Prime Minister Oleg Zaretsky|PERSON] and [Governor Ana Duarte|ORG] met.")
    prime_minister, governor = referent_of(page, "Oleg Zaretsky"), referent_of(page, "Ana Duarte")
    assert prime_minister is not None
    assert governor is not None
    assert (prime_minister.role, prime_minister.country) == ("Prime Minister", "BY")
    assert (governor.role, governor.type) == ("Governor", "person")


def test_an_apposition_gives_a_role() -> None:
    page = read("“It may rain,” said [Tomas Brandt|PERSON], a professor of hydrology at [Alva University|ORG].")
    professor = referent_of(page, "Tomas Brandt")
    assert professor is not None
    assert professor.role == "professor of hydrology at Alva University"


@pytest.mark.parametrize("words", ["Norwegian Fisheries Ministry", "Norway's fisheries ministry"])
def test_ministries_are_composed_with_their_country(words: str) -> None:
    page = read(f"The {words} said so.".replace("fisheries", "transport").replace("Fisheries", "Transport"))
    ministry = referent_of(page, words.replace("fisheries", "transport").replace("Fisheries", "Transport"))
    assert ministry is not None
    assert (ministry.type, ministry.country) == ("organisation", "NO")


def test_a_mission_belongs_to_its_country_and_not_to_its_place() -> None:
    page = read("The Chilean Embassy in Lima was closed.")
    embassy = referent_of(page, "Chilean Embassy in Lima")
    assert embassy is not None
    assert (embassy.type, embassy.country) == ("organisation", "CL")


def test_an_acronym_in_brackets_is_the_long_name() -> None:
    page = read("The [Harbour Workers Union|ORG] (HWU) struck.\nThe [HWU|ORG] won.")
    assert index_of(page, "Harbour Workers Union") == index_of(page, "HWU")


def test_an_acronym_means_what_the_report_says_it_means() -> None:
    page = read("The [Alva Fishing Party|ORG] (AFP) won.\nThe AFP thanked its voters.\nReuters did not ask.")
    assert index_of(page, "AFP") == index_of(page, "Alva Fishing Party")
    party = referent_of(page, "AFP", 1)
    assert party is not None
    assert party.country is None


def test_the_times_is_the_paper_that_the_report_named_in_full() -> None:
    page = read("The Los Angeles Times wrote it.\nThe Times did not say why.")
    assert index_of(page, "The Los Angeles Times") == index_of(page, "The Times")


def test_a_body_under_the_end_or_the_beginning_of_its_name() -> None:
    page = read("The [Alva Hawks Group|ORG] met the [Chicago Hawks|ORG].\nThe [Hawks|ORG] left.")
    assert index_of(page, "Hawks") == index_of(page, "Chicago Hawks")


def test_police_of_a_city_are_not_the_government_that_it_stands_for() -> None:
    arcs = {"Berlin": ("nsubj", "denied"), "denied": ("root", "denied")}
    page = read("Berlin denied it.\nBerlin police said so.", arcs)
    assert index_of(page, "Berlin") != index_of(page, "Berlin police")


def test_names_run_together_are_parted() -> None:
    page = read("[Duarte|PERSON] and [Okoye|PERSON] spoke.\nA [Duarte-Okoye|PERSON] meeting; the U.S.-China trade war.")
    assert index_of(page, "Duarte", 0) == index_of(page, "Duarte", 1)
    assert index_of(page, "Okoye", 0) == index_of(page, "Okoye", 1)
    assert {referent.country for referent in page.annotation.referents if referent.type == "place"} == {"US", "CN"}


def test_a_news_agency_taken_for_a_person_is_an_organisation() -> None:
    page = read("[Kyodo|PERSON] reported it.")
    agency = referent_of(page, "Kyodo")
    assert agency is not None
    assert (agency.type, agency.country) == ("organisation", "JP")


def test_a_capital_that_acts_is_a_government_and_one_that_is_visited_a_place() -> None:
    arcs = {"Oslo": ("nsubj", "denied"), "in": ("case", "Lima"), "Lima": ("obl", "spoke"), "denied": ("root", "denied")}
    page = read("Oslo denied it.\nHe spoke in Lima.", arcs)
    oslo, lima = referent_of(page, "Oslo"), referent_of(page, "Lima")
    assert oslo is not None
    assert lima is not None
    assert (oslo.type, oslo.country, lima.type, lima.country) == ("organisation", "NO", "place", "PE")


def test_damaged_capitals_are_read() -> None:
    page = read("[belarusian President Oleg Zaretsky|PERSON] flew to the united states and to north Korea.")
    assert [referent.country for referent in page.annotation.referents] == ["BY", "US", "KP"]


def test_a_place_takes_the_country_of_the_larger_place_after_it() -> None:
    page = read("A quake hit [Alvarado|LOC], Chile.")
    place = referent_of(page, "Alvarado")
    assert place is not None
    assert place.country == "CL"


def test_it_said_is_the_organisation_that_spoke_last() -> None:
    arcs = {"Ministry": ("nsubj", "said"), "it": ("nsubj", "added"), "said": ("root", "said"), "added": ("root", "added")}
    page = read("The Chilean Health Ministry said schools stay shut.\nWards are full, it added.", arcs)
    assert index_of(page, "it") == index_of(page, "Chilean Health Ministry")


def test_a_description_points_back_at_the_last_body_it_fits() -> None:
    page = read("The Chilean Health Ministry and Reuters wrote.\nThe ministry closed schools.")
    assert index_of(page, "The ministry") == index_of(page, "Chilean Health Ministry")


def test_the_agency_is_the_one_authority_named_where_no_news_agency_is() -> None:
    page = read("The [Coastal Patrol Authority|ORG] found two boats with [Alva Marine|ORG] crews.\nThe agency did not say where.")
    assert index_of(page, "The agency") == index_of(page, "Coastal Patrol Authority")


def test_the_agency_is_the_authority_of_the_same_sentence() -> None:
    page = read("[Reuters|ORG] wrote first.\nThe [Alva Port Authority|ORG] searched a ferry and that the agency had been warned was clear.")
    assert index_of(page, "the agency") == index_of(page, "Alva Port Authority")


def test_they_are_the_people_who_spoke_before_any_organisation() -> None:
    arcs = {"Ministry": ("nsubj", "warned"), "Doctors": ("nsubj", "said"), "they": ("nsubj", "expect"), "expect": ("ccomp", "said")}
    page = read("The Chilean Health Ministry warned of heat.\nDoctors said they expect more.", {**arcs, "said": ("root", "said")})
    assert index_of(page, "they") is None


def test_whoever_was_she_once_is_no_he_later() -> None:
    arcs = {"Ana Duarte": ("nsubj", "left"), "she": ("nsubj", "sang"), "he": ("nsubj", "slept")}
    page = read("[Ana Duarte|PERSON] left.\nThen she sang.\nThen he slept.", {**arcs, "left": ("root", "left")})
    assert index_of(page, "she") is not None
    assert index_of(page, "he") is None


def test_a_hotel_named_after_a_country_need_not_lie_there() -> None:
    page = read("Guests left the [Norway Hotel|LOC] for [Lima Province|LOC].")
    hotel, province = referent_of(page, "Norway Hotel"), referent_of(page, "Lima Province")
    assert (hotel and hotel.country, province and province.country) == (None, "PE")


def test_a_department_under_its_kind_alone_is_the_only_one_of_the_kind() -> None:
    page = read("[Kelso Police Department|ORG] men searched.\nThe town thanked the [Police Department|ORG].")
    assert index_of(page, "Police Department") == index_of(page, "Kelso Police Department")


@pytest.mark.parametrize(
    "words", ["Defense and Security Committee", "Senate Commerce, Science and Transport Committee", "Alva Culture & Education Board"]
)
def test_a_committee_of_several_fields_is_one(words: str) -> None:
    assert referent_of(read(f"She told the {words} so."), words) is not None


def test_the_airline_is_what_is_called_one() -> None:
    page = read("[Skarn Airways|ORG] turned a jet back.\n[KALV|ORG] had the story.\nThe airline was sorry.")
    assert index_of(page, "The airline") == index_of(page, "Skarn Airways")


def test_a_name_reaches_back_to_the_first_letter_of_its_acronym() -> None:
    page = read("The captain of All [Harbour Airways|ORG] (AHA) turned back.")
    assert referent_of(page, "All Harbour Airways") is not None


def test_a_country_that_begins_somebodys_name_is_that_person() -> None:
    page = read("[Jordan Skarn|PERSON] took the picture.\n(Jordan Skarn/Alva Press)")
    assert {referent.type for referent in page.annotation.referents if "Jordan" in referent.name} == {"person"}


def test_a_short_region_behind_a_town_is_the_region() -> None:
    page = read("Crews met in [Gary|LOC], [Ind.|LOC], at dawn.\n[Indiana|LOC] paid.")
    assert index_of(page, "Ind") == index_of(page, "Indiana")


def test_two_seats_of_one_government_are_two_places() -> None:
    pages = [read("Sirens were heard in [Tel Aviv|LOC].", id_="r1"), read("Talks were held in [Jerusalem|LOC].", id_="r2")]
    found = link_entities(pages, lexicons=LEXICONS).entities
    assert {(entity.name, entity.type, entity.country) for entity in found} == {("Tel Aviv", "place", "IL"), ("Jerusalem", "place", "IL")}


def test_an_ambiguous_pronoun_is_no_mention() -> None:
    arcs = {"Duarte": ("nsubj", "met"), "Okoye": ("nsubj", "met"), "he": ("nsubj", "left")}
    page = read("[Ana Duarte|PERSON] and [Ben Okoye|PERSON] met and he left.", {**arcs, "met": ("root", "met")})
    assert index_of(page, "he") is None


def test_mentions_are_in_order_and_inside_the_text() -> None:
    page = read("The [Alva Port|ORG]'s head, [Ana Duarte|PERSON], met Chile's president, [Luis Vega|PERSON].\nShe met the U.S. envoy.")
    starts = [mention.start for mention in page.annotation.mentions]
    assert starts == sorted(starts)
    assert all(0 <= mention.start < mention.end <= len(page.report.text) for mention in page.annotation.mentions)
    first = [mention.referent for mention in page.annotation.mentions]
    assert list(dict.fromkeys(first)) == list(range(len(page.annotation.referents)))


# ---------------------------------------------------------------- many reports


def named(entities: tuple[Entity, ...], words: str) -> list[Entity]:
    return [entity for entity in entities if words in (entity.name, *entity.aliases)]


def test_entities_do_not_depend_on_the_order_of_pages() -> None:
    pages = [
        read("[Ana Duarte|PERSON] met Chilean President [Luis Vega|PERSON].", id_="a"),
        read("[Duarte|PERSON] met [Vega|PERSON] at the [Harbour Workers Union|ORG] (HWU).", id_="b"),
        read("President [Luis Véga|PERSON] thanked the [HWU|ORG].", id_="c"),
    ]
    links = [link_entities(order, lexicons=LEXICONS) for order in permutations(pages)]
    assert all(other.entities == links[0].entities and dict(other.ids) == dict(links[0].ids) for other in links)
    assert len(named(links[0].entities, "Duarte")) == 1
    assert {mention.report for mention in named(links[0].entities, "Luis Vega")[0].mentions} == {"a", "b", "c"}
    assert {mention.report for mention in named(links[0].entities, "HWU")[0].mentions} == {"b", "c"}


def test_initials_do_not_join_a_family() -> None:
    pages = [read("[Bruno M. Hartley|PERSON] and his son left.", id_="a"), read("[Martin B. Hartley|PERSON] left.", id_="b")]
    assert len([entity for entity in link_entities(pages, lexicons=LEXICONS).entities if entity.type == "person"]) == 2


def test_two_people_of_one_family_stay_two_and_a_bare_name_joins_neither() -> None:
    pages = [
        read("[Park Mi-sook|PERSON] met [Park Dae-jung|PERSON].", id_="a"),
        read("[Park|PERSON] spoke.", id_="b"),
    ]
    entities = link_entities(pages, lexicons=LEXICONS).entities
    assert len(entities) == 3


def test_one_ministry_under_three_names_is_one() -> None:
    pages = [
        read("The Norwegian Foreign Ministry said so.", id_="a"),
        read("Norway's foreign ministry said so.", id_="b"),
        read("The Ministry of Foreign Affairs of Norway said so.", id_="c"),
        read("The Swedish Foreign Ministry said so.", id_="d"),
    ]
    entities = [entity for entity in link_entities(pages, lexicons=LEXICONS).entities if entity.type == "organisation"]
    assert sorted(len(entity.mentions) for entity in entities) == [1, 3]


def test_one_name_in_two_offices_and_countries_is_two_people() -> None:
    pages = [
        read("Chilean President [Luis Vega|PERSON] spoke.", id_="a"),
        read("Peruvian ambassador [Luis Vega|PERSON] spoke.", id_="b"),
    ]
    people = [entity for entity in link_entities(pages, lexicons=LEXICONS).entities if entity.type == "person"]
    assert len(people) == 2
    assert len({entity.id for entity in people}) == 2


def test_every_referent_has_an_entity_and_every_mention_is_cited() -> None:
    pages = [read("[Ana Duarte|PERSON] met Reuters in Lima.", id_="a"), read("Lima said [Duarte|PERSON] left.", id_="b")]
    links = link_entities(pages, lexicons=LEXICONS)
    assert set(links.ids) == {(page.report.id, index) for page in pages for index in range(len(page.annotation.referents))}
    cited = sum(len(entity.mentions) for entity in links.entities)
    assert cited == sum(len(page.annotation.mentions) for page in pages)


@pytest.mark.parametrize(
    ("text", "name", "role", "country"),
    [
        ("Then-defence minister [Jon Falk|PERSON] resigned.", "Jon Falk", "Then-defence minister", None),
        ("They rose, and then minister [Jon Falk|PERSON] spoke.", "Jon Falk", "minister", None),
        ("Its then minister [Jon Falk|PERSON] spoke.", "Jon Falk", "then minister", None),
        ("[Ana Vik|PERSON], who was then the police chief, agreed.", "Ana Vik", "then police chief", None),
        ("Incoming premier [Lise Berg|PERSON] was absent.", "Lise Berg", "Incoming premier", None),
        ("The Chilean president, [Luis Vega|PERSON], left.", "Luis Vega", "president", "CL"),
        ("Alva's mayor, [Ana Duarte|PERSON], left.", "Ana Duarte", "mayor", None),
        ("Chile's [Luis Vega|PERSON] left.", "Luis Vega", None, "CL"),
        ("U.S. Secretary of State [Ben Okoye|PERSON] left.", "Ben Okoye", "Secretary of State", "US"),
        ("[Ben Okoye|PERSON], 54, the head of the port, left.", "Ben Okoye", "head of the port", None),
        ("[Ben Okoye|PERSON], chief pilot [Ana Duarte|PERSON] and a crew left.", "Ben Okoye", None, None),
    ],
)
def test_roles_before_and_after_names(text: str, name: str, role: str | None, country: str | None) -> None:
    person = referent_of(read(text), name)
    assert person is not None
    assert (person.role, person.country) == (role, country)


def test_the_half_of_a_country_stands_for_the_whole_where_the_report_spells_it_out() -> None:
    page = read("South Sudan signed.\nTroops of the South left.\nHe drove to the North.")
    assert index_of(page, "South") == index_of(page, "South Sudan")
    assert index_of(page, "North") is None


def test_a_heading_run_into_its_text_names_nobody() -> None:
    page = read("[Naval Assistance|ORG]: Reports say that [Alva Shipping|ORG] sold [Naval Stores|ORG].")
    assert index_of(page, "Naval Assistance") is None
    assert index_of(page, "Alva Shipping") is not None


def test_names_are_cut_at_brackets_that_they_do_not_close() -> None:
    page = read("The [Harbour Workers Union|ORG] ([HWU) Forum|ORG] met.")
    assert index_of(page, "HWU") == index_of(page, "Harbour Workers Union")


def test_two_long_names_with_the_same_initials_are_two() -> None:
    page = read("The [Alva Coastal Theatre|ORG] and the [Amber City Trust|ORG] merged.")
    assert len(page.annotation.referents) == 2
    assert len(link_entities([page], lexicons=LEXICONS).entities) == 2


def test_a_company_under_its_first_word_alone() -> None:
    pages = [read("[Brandt Motor Company|ORG] closed a plant.", id_="a"), read("[Brandt|ORG] shares fell.", id_="b")]
    assert len(link_entities(pages, lexicons=LEXICONS).entities) == 1


def test_a_team_and_a_mission_under_a_part_of_their_names() -> None:
    pages = [
        read("The [Chicago Hawks|ORG] won. The Chilean Embassy in Lima sent flowers.", id_="a"),
        read("The [Hawks|ORG] won. The Chilean Embassy sent flowers.", id_="b"),
    ]
    entities = [entity for entity in link_entities(pages, lexicons=LEXICONS).entities if entity.type == "organisation"]
    assert sorted(entity.name for entity in entities if len(entity.mentions) == 2) == ["Chicago Hawks", "Chilean Embassy in Lima"]


def test_a_place_that_ends_like_a_body_is_a_place() -> None:
    west_bank = referent_of(read("Troops left the West Bank."), "West Bank")
    assert west_bank is not None
    assert west_bank.type == "place"


def test_missions_in_two_places_are_two() -> None:
    pages = [read("The Chilean Embassy in Lima shut.", id_="a"), read("The Chilean Embassy in Oslo shut.", id_="b")]
    entities = [entity for entity in link_entities(pages, lexicons=LEXICONS).entities if entity.type == "organisation"]
    assert len(entities) == 2


@pytest.mark.shared
def test_the_seed_story_has_one_minister_two_lees_and_one_agency() -> None:
    folder = Path(__file__).parents[2] / "shared" / "seeds"
    if not folder.is_dir():
        pytest.skip(f"no pages in {folder}")
    model = load_model()
    pages = []
    for path in sorted(folder.glob("*.txt")):
        text = unicodedata.normalize("NFC", path.read_text(encoding="utf-8"))
        report = make_report(text, path.stem)
        sentences = [
            Sentence(
                start=block.start + sentence.start,
                end=block.start + sentence.end,
                tokens=tuple(token._replace(start=token.start + block.start, end=token.end + block.start) for token in sentence.tokens),
                names=tuple(name._replace(start=name.start + block.start, end=name.end + block.start) for name in sentence.names),
            )
            for block, read_ in zip(report.blocks, model.read([text[block.start : block.end] for block in report.blocks]), strict=True)
            for sentence in read_
        ]
        mentions, referents = find_mentions(report, sentences, lexicons=LEXICONS)
        pages.append(Page(report=report, annotation=Annotation(report=report.id, mentions=mentions, referents=referents)))
    entities = link_entities(pages, lexicons=LEXICONS).entities
    minister = named(entities, "Choe Son-hui")
    assert len(minister) == 1
    assert {"Choe", "Choe Son Hui"} <= {minister[0].name, *minister[0].aliases}
    assert (minister[0].role, minister[0].country) == ("Foreign Minister", "KP")
    assert {mention.report for mention in minister[0].mentions} == {"000", "001", "002", "003", "004"}
    lees = [entity for entity in entities if entity.type == "person" and entity.name.startswith("Lee")]
    assert len(lees) == 2
    assert named(entities, "KCNA") == named(entities, "Korean Central News Agency")
    assert len(named(entities, "KCNA")) == 1
    assert named(entities, "Russian Foreign Ministry") == named(entities, "Russia's foreign ministry")
    assert not set(named(entities, "Kim Jong-un")) & set(named(entities, "Lim Eul-chul"))
