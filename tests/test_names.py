"""Is this the same name? What is it the name of?"""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemma.adapters.models.lexicons import load_lexicons
from stemma.language.bodies import core_words, title_words
from stemma.language.gazetteer import countries, find_known, look_up
from stemma.language.names import same_name
from stemma.language.personal import fit_of_short, name_keys, parse_person
from stemma.language.roles import roles_clash
from stemma.language.romanisation import are_one_in_chinese
from stemma.language.spelling import consonants, skeleton
from stemma.records import EntityType

LEXICONS = load_lexicons()
TYPES: list[EntityType] = ["person", "organisation", "place", "event", "other"]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Ryu Hye-rin", "Ryu Hye Rin"),
        ("Ryu Hye-rin", "Ryoo Hye-rin"),
        ("Choi Sun-young", "Choe Son Yong"),
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
        ("Moammar Gaddafi", "Muammar al-Qadhafi"),
        ("Aleksandr Petrov", "Alexander Petrov"),
        ("PETROV, Alexander", "Alexander Petrov"),
        ("Alexander Ivanovich Petrov", "Alexander Petrov"),
        ("Hüseyin Şahin", "Huseyin Sahin"),
        ("Bob Hartley", "Robert Hartley"),
        ("Anna K. Lindqvist", "Anna Katarina Lindqvist"),
        ("Dr. Anna Lindqvist", "Anna Lindqvist"),
        ("Hsu Chin-ping", "Xu Jinping"),
        ("Sergejs Petrovs", "Sergey Ivanovich Petrov"),
        ("JC Moreau", "Jean-Claude Moreau"),
        ("Abdurrahman Qasim", "Abd al-Rahman Kassem"),
        ("علي حسن", "Ali Hassan"),
    ],
)
def test_spellings_of_one_persons_name(left: str, right: str) -> None:
    assert same_name(left, right, type="person", lexicons=LEXICONS).is_same


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Kim Dae-ho", "Lim Dae-ho"),
        ("Kim Dae-ho", "Kim Dae-jung"),
        ("Kim Yong Su", "Kim Jong Su"),
        ("Lee Byong-ho", "Lee Jae-ho"),
        ("Robert Hartley", "Robert Hartley Jr."),
        ("Anna Lindqvist", "Maria Lindqvist"),
        ("Anna K. Lindqvist", "Anna Maria Lindqvist"),
        ("Murad Hasanovich Petrov", "Murad Ivanovich Petrov"),
        ("Lindqvist", "Anna Lindqvist"),
        ("Olga Baranova", "Oleg Baranov"),
    ],
)
def test_names_of_two_people(left: str, right: str) -> None:
    assert not same_name(left, right, type="person", lexicons=LEXICONS).is_same


@pytest.mark.parametrize(
    ("left", "right", "is_same"),
    [
        ("Foreign Ministry", "Ministry of Foreign Affairs", True),
        ("Defence Ministry", "Ministry of Defense", True),
        ("Foreign Ministry", "Defence Ministry", False),
        ("Norwegian Foreign Ministry", "Swedish Foreign Ministry", False),
        ("Norway's Foreign Ministry", "Norwegian Ministry of Foreign Affairs", True),
        ("IAEA", "International Atomic Energy Agency", True),
        ("HWU", "Harbour Workers Union", True),
        ("HWU", "Harbour Pilots Union", False),
        ("Alva Shipping Ltd", "Alva Shipping Limited", True),
        ("Alva Shipping GmbH", "Alva Shipping", True),
        ("Alva Shipping Fund II", "Alva Shipping Fund III", False),
        ("12th Brigade", "13th Brigade", False),
        ("U.S. Department of State", "United States Department of State", True),
    ],
)
def test_bodies(left: str, right: str, is_same: bool) -> None:
    assert same_name(left, right, type="organisation", lexicons=LEXICONS).is_same is is_same


def test_a_body_one_letter_apart_is_a_misprint_unless_a_number_or_country_differs() -> None:
    assert same_name("Skarn Harbour Board", "Skarn Harbour Boord", type="organisation", lexicons=LEXICONS).is_same
    for left, right in [("Skarn Fund XII", "Skarn Fund XIII"), ("State Grid of Chile", "State Grid of China")]:
        assert not same_name(left, right, type="organisation", lexicons=LEXICONS).is_same


def test_a_letter_makes_another_person() -> None:
    for left, right in [("Harry Skarn", "Larry Skarn"), ("Ri Yong Hyok", "Ri Jong Hyok"), ("Kim Dae Su", "Lim Dae Su")]:
        assert not same_name(left, right, type="person", lexicons=LEXICONS).is_same


def test_within_one_romanisation_chinese_syllables_stay_apart() -> None:
    assert are_one_in_chinese("tsetung", "zedong")
    assert not are_one_in_chinese("jing", "qing")
    assert not same_name("Wang Jing", "Wang Qing", type="person", lexicons=LEXICONS).is_same


def test_a_score_is_the_sum_of_its_parts() -> None:
    score = same_name("Anna Lindqvist", "Ana Lindkvist", type="person", lexicons=LEXICONS)
    total = sum(feature.value * feature.weight for feature in score.features)
    assert score.value == pytest.approx(min(1.0, max(0.0, total)), abs=1e-3)
    assert {feature.name for feature in score.features} >= {"agreement", "conflict", "generation"}


@given(st.text(max_size=30), st.text(max_size=30), st.sampled_from(TYPES))
def test_comparison_takes_any_text_and_either_order(left: str, right: str, type_: EntityType) -> None:
    one = same_name(left, right, type=type_, lexicons=LEXICONS)
    two = same_name(right, left, type=type_, lexicons=LEXICONS)
    assert 0 <= one.value <= 1
    assert one.value == pytest.approx(two.value, abs=0.02)


@given(st.lists(st.sampled_from(["Anna", "Lindqvist", "Kim", "Dae-ho", "Petrov", "van", "Ryu"]), min_size=1, max_size=4))
def test_a_name_is_itself(words: list[str]) -> None:
    assert same_name(" ".join(words), " ".join(words), type="person", lexicons=LEXICONS).is_same


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("Ryu Hye-rin", "ryu"),
        ("Xu Jiawei", "xu"),
        ("Tran Van Hai", "tran"),
        ("Anna Lindqvist", "lindqvist"),
        ("Kim Lindqvist", "lindqvist"),
        ("Anna van der Berg", "van der berg"),
        ("BERG, Anna", "berg"),
        ("Madonna", ""),
    ],
)
def test_family_names_stand_where_custom_puts_them(name: str, family: str) -> None:
    assert " ".join(parse_person(name, LEXICONS).family) == family


def test_a_short_name_fits_a_family_name_best() -> None:
    full = parse_person("Ryu Hye-rin", LEXICONS)
    assert fit_of_short(parse_person("Ryu", LEXICONS), full) == 3
    assert fit_of_short(parse_person("Rin", LEXICONS), full) == 2
    assert fit_of_short(parse_person("Lyu", LEXICONS), full) == 0


@pytest.mark.parametrize(
    ("left", "right"), [("Choi Sun-young", "Choe Son Yong"), ("Moammar Gaddafi", "Qadhafi"), ("Bob Hartley", "Robert Hartley")]
)
def test_names_that_may_be_one_share_a_key(left: str, right: str) -> None:
    one, two = (name_keys(parse_person(name, LEXICONS), LEXICONS) for name in (left, right))
    assert one & two


def test_romanisations_share_a_skeleton() -> None:
    assert skeleton("Timoshenko") == skeleton("Timosenko")
    assert consonants("Gaddafi") == consonants("Qadhafi")


def test_the_country_is_no_part_of_a_bodys_core() -> None:
    assert core_words("Norway's Ministry of Foreign Affairs", "NO", LEXICONS) == core_words("Norwegian foreign ministry", "NO", LEXICONS)
    assert title_words("A.B.C. Centre", LEXICONS) == ("abc", "center")


# ---------------------------------------------------------------- known names


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the U.S. and the U.K.", [("U.S.", "US"), ("U.K.", "GB")]),
        ("US troops told us", [("US", "US")]),
        ("belarusian and south Korean envoys", [("belarusian", "BY"), ("south Korean", "KR")]),
        ("He ate turkey in Turkey.", [("Turkey", "TR")]),
        ("the Democratic Republic of Congo", [("Democratic Republic of Congo", "CD")]),
        ("polish the chad of male pole", []),
        ("The New York Times of New York", [("The New York Times", "US"), ("New York", "US")]),
    ],
)
def test_known_names_are_found_in_spite_of_damaged_capitals(text: str, found: list[tuple[str, str]]) -> None:
    assert [(text[known.start : known.end], known.entry.country) for known in find_known(text, LEXICONS)] == found


def test_acronyms_and_articles_lead_to_one_entry() -> None:
    entries = {look_up(name, LEXICONS) for name in ("Agence France-Presse", "AFP", "Agence France Presse")}
    assert len(entries) == 1
    assert look_up("the Kremlin", LEXICONS) == look_up("Kremlin", LEXICONS)
    assert look_up("Ana Duarte", LEXICONS) is None


@given(st.text(max_size=60))
def test_known_names_lie_inside_the_text_in_order(text: str) -> None:
    known = find_known(text, LEXICONS)
    assert all(0 <= name.start < name.end <= len(text) for name in known)
    assert all(one.end <= two.start for one, two in itertools.pairwise(known))


def test_every_country_has_one_code_and_is_found_by_its_name() -> None:
    codes = [country.code for country in countries(LEXICONS)]
    assert len(codes) == len(set(codes))
    for country in countries(LEXICONS):
        entry = look_up(country.name, LEXICONS)
        assert entry is not None, country.name
        assert entry.country == country.code, country.name


def test_offices_clash_and_former_ones_do_not() -> None:
    assert roles_clash("Foreign Minister", "President", LEXICONS)
    assert not roles_clash("Foreign Minister", "minister of foreign affairs", LEXICONS)
    assert not roles_clash("former President", "envoy", LEXICONS)
    assert not roles_clash(None, "President", LEXICONS)
