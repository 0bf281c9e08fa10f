"""Reports become stories: the same event together, the same topic apart."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from invented import Paper, Said, build
from stemma.adapters.models.lexicons import load_lexicons
from stemma.config import ClusterConfig
from stemma.evaluation.bcubed import b_cubed
from stemma.records import Page
from stemma.stages.cluster import candidates, cluster
from stemma.stages.cluster.adoption import adopt
from stemma.stages.cluster.belonging import gather_evidence
from stemma.stages.cluster.days import Days, published_gap
from stemma.stages.cluster.details import number_information, read_profile
from stemma.stages.cluster.numbered import are_numbered_apart, numbered_things

QUAKE = [
        Paper("quake-a", None, "2026-05-04T09:00Z", "Earthquake shakes Varnholm, three dead", [
            Said("An earthquake of magnitude 6.1 struck the island of Varnholm on Monday, killing three people in the old market.",
                 when=("on Monday", "2026-05-04")),
            Said("Rescuers dug through the night at the market hall, where roof beams had buried a choir rehearsal."),
        ]),
        Paper("quake-b", None, "2026-05-04T15:00Z", "Three killed as quake levels Varnholm market", [
            Said("Three people died on Monday when a magnitude 6.2 quake brought down the market hall of Varnholm, its governor said.",
                 when=("on Monday", "2026-05-04")),
            Said("A choir had been rehearsing under the roof beams when they fell; rescuers searched until dawn."),
        ]),
        Paper("quake-c", None, "2026-05-12T08:00Z", "New earthquake hits Varnholm", [
            Said("Another earthquake, of magnitude 5.2, shook the island of Varnholm on Tuesday; no one was hurt.",
                 when=("on Tuesday", "2026-05-12")),
            Said("Schools stayed closed and the ferry to the mainland stopped for two hours, the governor's office said."),
        ]),
]  # fmt: skip
PACKAGE = [
    Paper("package-12a", None, None, "Council adopts 12th sanctions package", [
        Said("Ministers adopted the 12th package of sanctions against Morvania on Monday, banning imports of its diamonds."),
        Said("The package also lists sixty shipping companies and their tankers."),
    ]),
    Paper("package-12b", None, None, "Diamonds banned in twelfth package against Morvania", [
        Said("Imports of diamonds from Morvania are banned under the twelfth package of sanctions that ministers adopted on Monday."),
        Said("Sixty shipping companies and their tankers are on the list, too."),
    ]),
    Paper("package-13", None, None, "Council adopts 13th sanctions package", [
        Said("Ministers adopted the 13th package of sanctions against Morvania on Monday, banning exports of machine tools to it."),
        Said("The package also lists forty shipping companies and their tankers."),
    ]),
]  # fmt: skip
VISIT = [
    Paper("visit-a", None, "2026-06-02T10:00Z", "Foreign minister Ana Brezny arrives in Tarsk for talks", [
        Said("Foreign Minister Ana Brezny arrived in Tarsk on Tuesday for two days of talks with President Oru Lant on the Ilm dam.",
             when=("on Tuesday", "2026-06-02")),
        Said("Farmers below the dam have protested for weeks against the water cuts, and tractors block the road to the reservoir."),
        Said("Engineers from both countries are to measure the flow at three sluices before the turbines start in August."),
    ]),
    Paper("visit-b", None, "2026-06-03", "Brezny and Lant to discuss dam", [
        Said("The Ilm dam is on the table as Ana Brezny, the foreign minister, meets President Oru Lant in Tarsk until Wednesday.",
             when=("Wednesday", "2026-06-03")),
        Said("Water cuts have brought farmers below the dam out in protest; their tractors stand on the reservoir road."),
        Said("Before the turbines start in August, engineers are to measure the flow at the sluices."),
    ]),
    Paper("visit-last-year", None, "2025-04-17T10:00Z", "Ana Brezny visits Tarsk to open trade fair", [
        Said("Foreign Minister Ana Brezny opened the spring trade fair in Tarsk on Thursday beside President Oru Lant.",
             when=("on Thursday", "2025-04-17")),
        Said("Brewers and watchmakers showed their goods in the rebuilt exhibition halls, where a brass band played polkas until Sunday."),
        Said("Visitors queued for the beer tent, and a prize for the best cuckoo clock went to an apprentice of nineteen."),
    ]),
]  # fmt: skip
WARD = [
    Paper("ward-a", None, "2026-09-15T09:00Z", "Fire in Osterby hospital kills four", [
        Said("Four patients died when a fire swept through the Osterby hospital early on Monday, mayor Petra Vangsnes said.",
             when=("on Monday", "2026-09-14")),
        Said("The blaze began in a laundry under the Mellgren wing and filled two wards with smoke, the fire brigade said."),
    ]),
    Paper("ward-b", None, "2026-09-15T11:00Z", "Four die as fire fills Osterby hospital with smoke", [
        Said("A fire that began in the laundry of the Osterby hospital killed four patients on Monday, according to mayor Petra Vangsnes.",
             when=("on Monday", "2026-09-14")),
        Said("Smoke filled two wards of the Mellgren wing before the brigade arrived."),
    ]),
    Paper("ward-c", None, "2026-09-15T12:00Z", "Osterby mourns hospital fire victims", [
        Said("Osterby mourns four patients who died in a fire at its hospital on Monday; mayor Petra Vangsnes ordered flags to half mast.",
             when=("on Monday", "2026-09-14")),
        Said("The fire had begun in the laundry below the Mellgren wing."),
    ]),
]  # fmt: skip
STRAY = Paper("night-nurse", None, "2026-09-16", "“I carried them down one by one”", [
    Said("In the yard of the Mellgren wing the beds still stand in the rain, and somebody has tied balloons to one of them."),
    Said("Ragna Holm was alone on the second floor of the Osterby hospital when the smoke came up the stairs on Monday.",
         when=("on Monday", "2026-09-14")),
    Said("She took the patients on her back, she says, until a man from the laundry pulled her out; nobody had drilled them for fire."),
    Said("Petra Vangsnes came in the afternoon and stood by the gate without a word."),
])  # fmt: skip
SELLER = Paper("balloon-seller", None, None, "“I sold my last balloon at the gate”", [
    Said("All week I stood with my balloons before the hospital of Osterby, and all week nobody bought one."),
    Said("Then came the smoke, and the porter shouted that the laundry was burning; Ragna Holm ran past me with a man on her back."),
    Said("I tied what I had left to a bed in the yard of the Mellgren wing, for Tuva and for old Birk, who had bought one each Sunday."),
])  # fmt: skip
POOL = Paper("swimming-pool", None, "2026-09-15", "Osterby opens its new swimming pool", [
    Said("Children jumped into the new swimming pool of Osterby on Monday before mayor Petra Vangsnes had cut the ribbon.",
         when=("on Monday", "2026-09-14")),
    Said("The slide is forty metres long, tickets cost three crowns, and the sauna follows in spring."),
    Said("The Mellgren family paid for the palm trees."),
])  # fmt: skip
PILE = [*QUAKE, *PACKAGE, *VISIT]


def groups(pages: Sequence[Page], threshold: float | None = None) -> set[frozenset[str]]:
    config = ClusterConfig() if threshold is None else ClusterConfig(threshold=threshold)
    return {frozenset(group.reports) for group in cluster(pages, config=config, lexicons=load_lexicons()).records}


def together(names: Sequence[str]) -> frozenset[str]:
    return frozenset(names)


@pytest.mark.parametrize(
    ("papers", "expected"),
    [
        (QUAKE, {together(["quake-a", "quake-b"]), together(["quake-c"])}),
        (PACKAGE, {together(["package-12a", "package-12b"]), together(["package-13"])}),
        (VISIT, {together(["visit-a", "visit-b"]), together(["visit-last-year"])}),
    ],
)
def test_the_same_event_and_not_the_same_topic(papers: Sequence[Paper], expected: set[frozenset[str]]) -> None:
    pages, _ = build(papers, {})
    assert groups(pages) == expected


@pytest.mark.parametrize("published", ["2026-09-16", None])
def test_a_reporter_on_the_spot_joins_by_names_place_event_and_day(published: str | None) -> None:
    assert adopted([*WARD, replace(STRAY, published=published), POOL]) == {
        together(["ward-a", "ward-b", "ward-c", "night-nurse"]),
        together(["swimming-pool"]),
    }


def test_who_tells_no_day_and_little_of_the_event_joins_by_the_rare_names() -> None:
    assert adopted([*WARD, SELLER, POOL]) == {
        together(["ward-a", "ward-b", "ward-c", "balloon-seller"]),
        together(["swimming-pool"]),
    }


@pytest.mark.parametrize(("published", "expected"), [("2026-09-15", 0.0), (None, 1.0), ("2026-09", 1.0)])
def test_a_story_of_which_nobody_tells_the_day_is_joined_less_easily(published: str | None, expected: float) -> None:
    papers = [*(replace(paper, published=published if paper.name == "ward-b" else None) for paper in WARD), STRAY]
    profiles = [read_profile(page, load_lexicons()) for page in build(papers, {})[0]]
    assert gather_evidence((3,), (0, 1, 2), profiles, {}, load_lexicons())["undated"] == expected


def test_half_a_story_that_wording_set_apart_joins_the_other_half() -> None:
    papers = [
        *(replace(WARD[place % 3], name=f"ward-{place}") for place in range(6)),
        *(replace(STRAY, name=f"yard-{place}") for place in range(5)),
    ]
    profiles = [read_profile(page, load_lexicons()) for page in build(papers, {})[0]]
    assert adopt(((0, 1, 2, 3, 4, 5), (6, 7, 8, 9, 10)), profiles, {}, load_lexicons()) == (tuple(range(11)),)


def test_the_same_names_on_another_day_do_not_join() -> None:
    later = [replace(said, when=("on Monday", "2026-10-12")) if said.when else said for said in STRAY.said]
    papers = [*WARD, replace(STRAY, said=later, published="2026-10-13")]
    assert adopted(papers) == {together(["ward-a", "ward-b", "ward-c"]), together(["night-nurse"])}


@pytest.mark.parametrize(("others", "expected"), [(0, 2.5), (1, 1.0), (8, 0.0)])
def test_a_stray_joins_more_easily_what_the_pile_was_gathered_for(others: int, expected: float) -> None:
    papers = [*WARD, STRAY, *(replace(POOL, name=f"pool-{place}") for place in range(others))]
    profiles = [read_profile(page, load_lexicons()) for page in build(papers, {})[0]]
    ward = tuple(place for place, paper in enumerate(papers) if paper in WARD)
    assert gather_evidence((papers.index(STRAY),), ward, profiles, {}, load_lexicons())["gathered_for"] == pytest.approx(expected)


@pytest.mark.parametrize(("others", "expected"), [(0, 5.5), (2, 2.5), (8, 0.14)])
def test_a_lone_stray_counts_with_a_story_of_several(others: int, expected: float) -> None:
    papers = [*(replace(WARD[place % 3], name=f"ward-{place}") for place in range(5)), STRAY]
    papers += [replace(POOL, name=f"pool-{place}") for place in range(others)]
    profiles = [read_profile(page, load_lexicons()) for page in build(papers, {})[0]]
    assert gather_evidence((5,), tuple(range(5)), profiles, {}, load_lexicons())["gathered_for"] == pytest.approx(expected, abs=0.01)


def test_a_comment_long_after_does_not_join() -> None:
    assert adopted([*WARD, replace(STRAY, published="2026-11-20")]) == {together(["ward-a", "ward-b", "ward-c"]), together(["night-nurse"])}


def test_numbers_bring_a_page_in_another_language_to_its_story() -> None:
    count = [
        Said("Of 48,217 votes counted by Tuesday, Ilva Brandt had 24,310, the returning officer said.", when=("Tuesday", "2026-05-05"))
    ]
    papers = [Paper(f"count-{name}", None, "2026-05-05", f"Ilva Brandt wins in Norvik {name}", count) for name in "abc"]
    abroad = Paper("udtaelling", None, "2026-05-05", "Ilva Brandt vinder i Norvik", [
        Said("Ilva Brandt fik 24.310 af 48.217 stemmer i Norvik, oplyste valgstyret natten til onsdag."),
    ])  # fmt: skip
    pages, _ = build([*papers, abroad], {})
    pages = (*pages[:3], replace(pages[3], report=replace(pages[3].report, language="da")))
    profiles = [read_profile(page, load_lexicons()) for page in pages]
    likeness = dict.fromkeys(combinations(range(3), 2), 0.4)
    assert adopt(((0, 1, 2), (3,)), profiles, likeness, load_lexicons()) == ((0, 1, 2, 3),)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_what_a_number_tells_is_bounded(value: float) -> None:
    assert 0.0 <= number_information(value) <= 6.5


def adopted(papers: Sequence[Paper]) -> set[frozenset[str]]:
    """The groups where wording joined the ward's three reports only."""
    pages, _ = build(papers, {})
    alone = [(place,) for place in range(len(WARD), len(pages))]
    within = dict.fromkeys(combinations(range(len(WARD)), 2), 0.45)
    likeness = {(one, other): 0.15 if other == len(WARD) else 0.1 for one, other in combinations(range(len(pages)), 2)} | within
    profiles = [read_profile(page, load_lexicons()) for page in pages]
    clusters = adopt(((0, 1, 2), *alone), profiles, likeness, load_lexicons())
    return {frozenset(pages[place].report.id for place in members) for members in clusters}


def test_one_report_is_a_story_and_none_is_none() -> None:
    pages, _ = build(QUAKE[:1], {})
    assert groups(pages) == {together(["quake-a"])}
    assert groups([]) == set()


def test_a_page_without_words_is_alone() -> None:
    pages, _ = build([*QUAKE[:2], Paper("empty", None, None, "", [Said("…")]), Paper("void", None, None, "", [Said("—")])], {})
    assert together(["empty"]) in groups(pages)
    assert together(["void"]) in groups(pages)


def test_a_high_threshold_parts_and_a_low_one_joins() -> None:
    pages, _ = build(PILE, {})
    assert len(groups(pages, 2.0)) == len(PILE)
    assert groups(pages, 0.02) == {frozenset(paper.name for paper in topic) for topic in (QUAKE, PACKAGE, VISIT)}


@settings(max_examples=20, deadline=None)
@given(st.permutations(PILE), st.integers(1, len(PILE)))
def test_every_report_is_in_one_group_whatever_the_order(papers: list[Paper], count: int) -> None:
    pages, _ = build(papers[:count], {})
    found = cluster(pages, config=ClusterConfig(), lexicons=load_lexicons()).records
    assert sorted(report for group in found for report in group.reports) == sorted(paper.name for paper in papers[:count])
    assert all(list(group.reports) == sorted(group.reports) for group in found)
    assert found == cluster(pages[::-1], config=ClusterConfig(), lexicons=load_lexicons()).records


def test_a_report_twice_changes_nothing_else() -> None:
    pages, _ = build(PILE, {})
    again = [*pages, replace(pages[0], report=replace(pages[0].report, id="quake-again"))]
    assert {frozenset(group - {"quake-again"}) for group in groups(again)} == groups(pages)


def test_large_piles_are_proposed_by_anchors(monkeypatch: pytest.MonkeyPatch) -> None:
    pages, _ = build(PILE, {})
    exact = groups(pages)
    monkeypatch.setattr(candidates, "LARGEST_EXACT", 0)
    assert groups(pages) == exact


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("the 12th EU sanctions package", "a thirteenth package of sanctions", True),
        ("the 12th package", "the twelfth package", False),
        ("Flight 212 lost", "wreck of Flight 214 found", True),
        ("a magnitude 6.1 quake", "a 6.2-magnitude quake", False),
        ("a magnitude 6.1 quake", "a magnitude-7.0 quake", True),
        ("on the 3rd day of the strike", "on the 4th day of the strike", False),
        ("on the 3rd of May", "on the 4th of June", False),
        ("in the 19th century palace", "in the 20th century palace", False),
    ],
)
def test_numbers_name_events(one: str, other: str, apart: bool) -> None:
    lexicons = load_lexicons()
    things = [numbered_things(text, 60, lexicons) for text in (one, other)]
    assert are_numbered_apart(things[0], things[1], lexicons) is apart


@given(st.lists(st.integers(0, 4), min_size=1, max_size=12))
def test_b_cubed_of_the_gold_is_one(labels: list[int]) -> None:
    assert b_cubed(labels, labels) == (1.0, 1.0, 1.0)
    assert b_cubed(list(range(len(labels))), labels).precision == 1.0
    assert b_cubed([0] * len(labels), labels).recall == 1.0


def test_a_report_that_names_a_house_of_the_story_comes_nearer_to_it() -> None:
    comment = [Said("I read in the Osterby Kurier how the wardens counted their keys, and I laughed until the coffee was cold.")]
    told = [Said("Wardens counted their keys at the harbour on Monday, and two were missing."), Said("Divers searched the quay.")]
    papers = [Paper("told", "Osterby Kurier", None, "Keys gone", told), Paper("comment", "Skarn Weekly", None, "Keys", comment)]
    pages, _ = build([*papers, Paper("other", "Alva Bote", None, "Keys gone", told)], {})
    house, comes, stranger = (read_profile(page, load_lexicons()) for page in pages)
    for others, names in ((house, 1.0), (stranger, 0.0)):
        found = gather_evidence((0,), (1,), [comes, others], {(0, 1): 0.1}, load_lexicons())
        assert found["names_house"] == names


def test_a_house_is_not_named_by_its_own_pages_nor_by_a_common_word() -> None:
    told = [Said("Wardens counted their keys, the Osterby Kurier learned, and called it the Evening of the keys.")]
    pages, _ = build([Paper("a", "Osterby Kurier", None, "Keys", told), Paper("b", "Osterby Kurier", None, "Keys", told)], {})
    plain, _ = build([Paper("c", "Evening", None, "Keys", [Said("Two keys of the harbour gate were missing.")])], {})
    profiles = [read_profile(page, load_lexicons()) for page in (*pages, *plain)]
    assert not gather_evidence((0,), (1,), profiles, {}, load_lexicons())["names_house"]
    assert not gather_evidence((0,), (2,), profiles, {}, load_lexicons())["names_house"]


def test_who_names_a_house_of_the_story_is_weighed_without_a_word_in_common(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stemma.stages.cluster.adoption.SMALL_PILE", 0)
    monkeypatch.setattr("stemma.stages.cluster.adoption.weigh_belonging", lambda *_: 1.0)
    told = [Said("Wardens counted their keys at the harbour on Monday, and two were missing.")]
    papers = [Paper(name, "Osterby Kurier", None, "Keys gone", told) for name in ("told", "told-again")]
    abroad = Paper("abroad", "Skarnska Bladet", None, "Nycklar borta", [Said("Det skrev Osterby Kurier, och alla skrattade.")])
    apart = Paper("apart", "Alva Bote", None, "Konzert", [Said("Ein Chor sang, und alle klatschten.")])
    profiles = [read_profile(page, load_lexicons()) for page in build([*papers, abroad, apart], {})[0]]
    assert adopt(((0, 1), (2,), (3,)), profiles, {(0, 1): 0.9}, load_lexicons()) == ((0, 1, 2), (3,))


def test_in_a_small_pile_each_is_weighed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stemma.stages.cluster.adoption.weigh_belonging", lambda *_: 1.0)
    papers = [Paper(name, None, None, "Keys gone", [Said("Wardens counted their keys on Monday.")]) for name in ("told", "told-again")]
    apart = Paper("apart", None, None, "Konzert", [Said("Ein Chor sang, und alle klatschten.")])
    profiles = [read_profile(page, load_lexicons()) for page in build([*papers, apart], {})[0]]
    assert adopt(((0, 1), (2,)), profiles, {(0, 1): 0.9}, load_lexicons()) == ((0, 1, 2),)


def test_a_rare_name_brings_a_page_in_another_language_to_be_weighed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stemma.stages.cluster.adoption.SMALL_PILE", 0)
    monkeypatch.setattr("stemma.stages.cluster.adoption.weigh_belonging", lambda *_: 1.0)
    told = [Said("Wardens of the Qarnaya museum counted their keys on Monday, and two were missing.")]
    papers = [Paper(name, None, None, "Keys gone", told) for name in ("told", "told-again")]
    abroad = [Paper("abroad", None, None, "Nycklar borta", [Said("I Qarnaya skrattade alla.")]), Paper("apart", None, None, "Konzert", [])]
    pages, _ = build([*papers, *abroad], {})
    pages = tuple(replace(page, report=replace(page.report, language="sv")) if page.report.id == "abroad" else page for page in pages)
    profiles = [read_profile(page, load_lexicons()) for page in pages]
    assert adopt(((0, 1), (2,), (3,)), profiles, {(0, 1): 0.9}, load_lexicons()) == ((0, 1, 2), (3,))


@pytest.mark.parametrize(
    ("shown", "gap"),
    [
        ({(None, 3, 16)}, 152),
        ({(None, 10, 9)}, None),
        ({(None, 12, 1)}, 50),
        ({(None, 3, 16), (None, 10, 9)}, None),
        ({(2023, 10, 12)}, 1096),
        ({(None, 2, 30)}, None),
        (set(), None),
    ],
)
def test_a_day_shown_without_its_year_is_apart_if_no_year_brings_it_near(shown: set[tuple[int | None, int, int]], gap: int | None) -> None:
    day = date(2026, 10, 12).toordinal() if gap != 152 else date(2026, 10, 15).toordinal()
    told, open_day = Days(day, day), Days(None, None, frozenset(shown))
    assert published_gap(told, open_day) == published_gap(open_day, told) == gap
