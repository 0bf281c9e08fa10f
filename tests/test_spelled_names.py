"""Two spellings of one name, and names that only look like it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import stemma
from stemma.records import Conflict
from stemma.stages.corroborate.names.rival_spellings import sound
from stemma.stages.corroborate.names.spellings import Place, Spelling, list_pairs

TOLD = (
    "Depot at Alva burns\n\nALVA, May 5, 2026 - {name} told the council of Alva on Monday that the depot would be rebuilt before winter.\n"
)
RETOLD = (
    "Fire at Alva depot\n\nALVA, May 5, 2026 - The depot at Alva will be rebuilt before winter, {name} told the town council on Monday.\n"
)


def conflicts_of(folder: Path, *texts: str) -> list[Conflict]:
    for number, text in enumerate(texts):
        (folder / f"report-{number}.txt").write_text(text, encoding="utf-8")
    return [conflict for story in stemma.read(str(folder)).stories for conflict in story.conflicts]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Petra Lindholm", "Petra Lindhelm"),
        ("Bonifas Mutari", "Boniface Mutare"),
        ("Sergan Demir", "Serhat Demir"),
    ],
)
def test_a_name_in_two_spellings(tmp_path: Path, one: str, other: str) -> None:
    found = [conflict for conflict in conflicts_of(tmp_path, TOLD.format(name=one), RETOLD.format(name=other)) if conflict.kind == "name"]
    assert [sorted(value.value for value in conflict.values) for conflict in found] == [sorted((one, other))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Janybek Sariev", "Zhanybek Sariyev"),
        ("Tamar Gvaladze", "Tamar Gwaladse"),
        ("Ms Lindholm", "Petra Lindholm"),
        ("Lt-Cdr Fe Lindholm", "Station Commander LCDR FE LINDHOLM"),
        ("Lewis Garrow", "Stuart Garrow"),
        ("Dave Garrow", "David Garrow"),
    ],
)
def test_another_romanisation_a_title_or_a_namesake_is_no_other_spelling(tmp_path: Path, one: str, other: str) -> None:
    assert not [found for found in conflicts_of(tmp_path, TOLD.format(name=one), RETOLD.format(name=other)) if found.kind == "name"]


BENCH = "Court hears Alva appeal\n\nALVA, May 5, 2026 - {told}\n"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "The council of Alva appealed to the 10th Circuit Court of Appeals on Monday.",
            "Mara Kell, a judge of the 11th Circuit Court of Appeals, spoke of the appeal of the council of Alva on Monday.",
        ),
        (
            "The council of Alva asked on Monday that no future Senates hear its appeal, its mayor said.",
            "A sign outside the council of Alva asked on Monday: “Senator, who hears the appeal?”, its mayor said.",
        ),
    ],
)
def test_numbers_of_a_series_and_common_words_are_no_two_spellings(tmp_path: Path, one: str, other: str) -> None:
    found = conflicts_of(tmp_path, BENCH.format(told=one), BENCH.format(told=other))
    assert not [conflict for conflict in found if conflict.kind in {"name", "number"}]


HIT = "Officials said the storm struck {name} on Monday and that boats off {name} were lost. Nobody in {name} was hurt, they said.\n"
STRUCK = "The storm reached {name} on Monday, officials said, and sank boats near {name}. No one was hurt in {name}.\n"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Chile", "Chiloé"),
        ("Faroese", "Faroes"),
        ("Mount Alvaro", "Mt Alvaro"),
        ("Brenn Isle", "Brenn Island"),
        ("Cape Verde", "Cabo Verde"),
    ],
)
def test_a_nation_its_people_and_a_shortened_word_are_no_misspelling(tmp_path: Path, one: str, other: str) -> None:
    assert not [found for found in conflicts_of(tmp_path, HIT.format(name=one), STRUCK.format(name=other)) if found.kind == "name"]


IN_PERU = "The depot lies outside Lima, the capital of Peru, and belongs to the Peruvian army. Peru has three such depots.\n"
IN_GREECE = "The depot lies outside Athens, the capital of Greece, and belongs to the Greek army. Greece has three such depots.\n"


@pytest.mark.parametrize(("country", "is_told"), [(IN_PERU, True), (IN_GREECE, False)])
def test_one_sound_in_two_spellings_is_an_error_where_names_are_not_romanised(tmp_path: Path, country: str, is_told: bool) -> None:
    texts = [frame.format(name=name) + country for frame, name in ((TOLD, "Blanca Sorzano"), (RETOLD, "Blanca Zorzano"))]
    assert bool([found for found in conflicts_of(tmp_path, *texts) if found.kind == "name"]) is is_told


def test_what_is_shown_of_a_name_in_dispute_holds_the_name(tmp_path: Path) -> None:
    texts = [frame.format(name=name) + "It was late.\n" for frame, name in ((TOLD, "Petra Lindholm"), (RETOLD, "Petra Lindhelm"))]
    (found,) = [found for found in conflicts_of(tmp_path, *texts) if found.kind == "name"]
    assert "Lindholm" in found.about or "Lindhelm" in found.about


def test_a_romanised_name_that_a_report_corrects(tmp_path: Path) -> None:
    told = RETOLD.format(name="Mayor Seo Tae-won") + "\nWe spelled the mayor's name Suh on Monday; he writes Seo.\n"
    found = [conflict for conflict in conflicts_of(tmp_path, TOLD.format(name="Mayor Suh Tae-won"), told) if conflict.kind == "name"]
    assert len(found) == 1


def test_a_last_name_behind_other_first_names_is_another_persons() -> None:
    def place(report: str, *whole: str) -> Place:
        return Place(report=report, start=0, end=0, sentence=0, statement=0, label="PERSON", whole=whole)

    assert not list_pairs({("colmar",): [place("a", "olivia", "colmar")], ("colemar",): [place("b", "jenna", "colemar")]})
    assert list_pairs({("colmar",): [place("a", "olivia", "colmar")], ("colemar",): [place("b", "olivia", "colemar")]})


def test_who_knows_both_names_knows_two_people(tmp_path: Path) -> None:
    both = TOLD.format(name="Petra Lindholm") + "\nPetra Lindhelm, her deputy, said nothing.\n"
    assert not [found for found in conflicts_of(tmp_path, both, RETOLD.format(name="Petra Lindhelm")) if found.kind == "name"]


def test_the_number_of_a_code_is_a_number(tmp_path: Path) -> None:
    one = "Vaccine held\n\nALVA, May 5, 2026 - The agency suspended lot KT5521 of the vaccine Morvaxa on Monday after children fell ill.\n"
    other = "Vaccine held\n\nALVA, May 5, 2026 - On Monday the agency suspended the vaccine Morvaxa, lot KT5512, as children were ill.\n"
    assert {found.kind for found in conflicts_of(tmp_path, one, other)} <= {"number"}


def test_sounds_that_romanisations_share() -> None:
    assert sound("Yannis") == sound("Giannis")
    assert sound("qodirzoda") == sound("kodirzoda")
    assert sound("300") != sound("3000")


@given(st.lists(st.tuples(st.text("abc", min_size=2, max_size=6), st.text("abc", min_size=2, max_size=6)), max_size=12, unique=True))
def test_pairs_are_of_two_names_in_order_whatever_the_order_of_the_names(names: list[tuple[str, str]]) -> None:
    found: dict[Spelling, list[Place]] = {name: [Place(str(at), 0, 1, 0, 0, "PERSON")] for at, name in enumerate(names)}
    pairs = list_pairs(found)
    assert pairs == sorted(pairs) == list_pairs(dict(sorted(found.items(), reverse=True)))
    assert all(one < other for one, other in pairs)
