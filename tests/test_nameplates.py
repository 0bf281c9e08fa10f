"""The nameplate of a page: read at the top of flattened text, and kept apart from title, menu, kicker and motto."""

import pytest

from stemma.adapters.models.lexicons import load_lexicons
from stemma.config import CleanConfig
from stemma.records import Capture, Outlet, Report, Stated
from stemma.stages.clean import clean
from stemma.stages.clean.hosts import suits_host
from stemma.stages.clean.nameplates import find_nameplates, is_menu, write_name
from stemma.stages.clean.plate_names import is_acronym_of, read_name
from stemma.stages.clean.site_titles import TitleLines, names_in_titles

LEXICONS = load_lexicons()
TITLE = "Harbour ferry runs aground off Brenn, nobody hurt"
BODY = (
    "A ferry with 120 passengers on board ran aground off the harbour of Brenn on Sunday morning, the harbour master said.",
    "Nobody was hurt. The passengers were taken ashore in fishing boats, and the ferry was afloat again by noon.",
    "The mate had mistaken the light of a lorry on the mole for the beacon, according to the harbour master, Ida Wren.",
    "The company that runs the ferry said that it would wait for the inquiry before it said anything more about the matter.",
)


def read(*lines: str, kind: str = "text") -> Report:
    content = "\n\n".join(lines)
    capture = Capture(location="page", kind="html" if kind == "html" else "text", content=content, sha256="0" * 64, stated=Stated())
    (report,) = clean(capture, config=CleanConfig(), lexicons=LEXICONS).records
    return report


def outlet_of(*lines: str, kind: str = "text") -> str | None:
    report = read(*lines, kind=kind)
    return report.outlet.name if report.outlet else None


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (("BCW0014 4 GEN 0301 /BRENN-FERRY/", "BRENN, March 1 (BCW) -"), "BCW"),
        (("KBRN710", "News | Traffic | Weather", "1 March 2026"), "KBRN710"),
        (("THE BRENN LEDGER", "News | Sport | Tides | Letters", "1 March 2026"), "The Brenn Ledger"),
        (("LUMEN — Long reads / Cities / Shop",), "Lumen"),
        (("BCW | BRENN CITY WIRE", "2026/03/01 14:05"), "Brenn City Wire"),
        (("Tidings. All the news, none of the noise.", "Skip to content", "WORLD  TECH  MONEY"), "Tidings"),
        (("BRENN HARBOUR COMMISSION", "Press Room > Statements > View", "Date 2026-03-01"), "Brenn Harbour Commission"),
        (("Brenn Lens | Translations from the island press", "about us - donate - RSS", "2026-03-01, 08:20"), "Brenn Lens"),
        (("An official website of the Bureau of Brenn Shipping", "Report a wreck", "1 March 2026"), "Bureau of Brenn Shipping"),
        (("BRENN MERCURY, Sunday March 1 2026", "Front | Courts | Farming"), "Brenn Mercury"),
        (("Brenn Buoy 88.4", "Listen live", "1 March 2026"), "Brenn Buoy"),
        (("tidefeed // notes on shipping", "[rss] [about] [pgp]", "2026-03-01 09:50 UTC"), "tidefeed"),
        (
            ("Brenn Window", "Island papers for readers abroad  //  Donate  //  Learn Brennish in a month  //  Shop", "1 March"),
            "Brenn Window",
        ),
        (("2BR 1044 AM - The Voice of the Sound", "LISTEN LIVE | Tides | Swap shop", "Sun 1 March, 7.40am"), "2BR"),
        (("BRENN-POST mailing list - a moderated service", "Archive no. 17", "Published: 1 Mar 2026"), "Brenn-Post"),
        (("Brenn Kiosk updated every 20 minutes | My topics | Log in", "1 March 2026"), "Brenn Kiosk"),
        (
            ("MINISTRY OF SHIPPING OF THE REPUBLIC OF BRENN AND THE ISLES", "Main page / Lights / Press centre", "1 March 2026"),
            "Ministry of Shipping of the Republic of Brenn and the Isles",
        ),
        (("Brenn Central Bank नेपाली | English", "About | Governor | Statistics", "1 March 2026"), "Brenn Central Bank"),
        (("Wren & Daughters Ltd", "Ships   Careers   Newsroom", "1 March 2026"), "Wren & Daughters"),
        (("the tarry duck", "~ a blog from the wrong end of the mole ~", "1 March 2026"), "the tarry duck"),
        (("kelp & kindling", "[rss] [about] [shop]", "1 March 2026"), "kelp & kindling"),
        (("Radio Brenn 94.5 Community Radio -- Tarn", '"Tides and talk" web summary', "1 March 2026"), "Radio Brenn"),
        (("Skerry Sound 98.3 FM", "Home  News  Drive Time  Listen Live", "1 March 2026"), "Skerry Sound FM"),
        (("B R E N N   L E N S", "What the island papers are saying, 1 March 2026", "[about] [rss] [shop]"), "Brenn Lens"),
        (("BRENN BUZZER 🐝 what the quay is whispering", "Trending | Celebs | Ferries | Watch", "1 March 2026"), "Brenn Buzzer"),
        (("St. Wendel Dispatch", "SUBSCRIBE $1 for 6 months | e-Edition | Obituaries | Preps", "1 March 2026"), "St. Wendel Dispatch"),
        (("Ceylon Evening Leaf", "News  Provincial  Cricket  Matrimonial", "Sun, 1 Mar 2026 1:00 am"), "Ceylon Evening Leaf"),
        (("The Daily Brenn | Tarn", "Front Page  City  Port & Shipping  e-Paper", "Published : Mar 1, 2026"), "The Daily Brenn"),
        (("Government of Iceland", "Ministry of Shipping | News | Íslenska", "1 March 2026"), "Ministry of Shipping"),
        (("BRENN FORENOON", "City | Nation | World | Health Plus | ePaper", "HEALTH PLUS Friday, March 20"), "Brenn Forenoon"),
    ],
)
def test_the_nameplate_names_the_outlet_and_is_no_title(head: tuple[str, ...], name: str) -> None:
    report = read(*head, TITLE, *BODY)
    assert (report.outlet and report.outlet.name, report.title) == (name, TITLE)


def test_what_an_agency_files_a_story_by_is_no_nameplate() -> None:
    assert outlet_of("BCW/0103-1905GMT", "BRENN-FERRY", TITLE, f"BRENN, March 1 (BCW) - {BODY[0]}", *BODY[1:]) == "BCW"


@pytest.mark.parametrize(
    ("head", "name", "domain"),
    [
        ("dailybrenn.example  >> SPORT >> WACKY", None, "dailybrenn.example"),
        ("www.TideFeed.net | Boats | Moorings", "TideFeed", "tidefeed.net"),
        ("forum.brenn-club.org > English corner", None, "forum.brenn-club.org"),
    ],
)
def test_a_host_that_opens_the_page_is_its_outlets(head: str, name: str | None, domain: str) -> None:
    assert read(head, TITLE, *BODY).outlet == Outlet(name=name, domain=domain)


@pytest.mark.parametrize(
    ("name", "host", "suits"),
    [
        ("Brenn Harbour Post", "www.bhpost.com", True),
        ("New Brenn Herald", "nbherald.co.nz", True),
        ("Brenn", "brenn-online.net", True),
        ("TheBrenn", "thebrenn.com", True),
        ("Skerry Tarn Express-News", "myskerrytarn.com", True),
        ("The Associated Press", "apnews.com", True),
        ("The Associated Press", "brennpost.com", False),
        ("The Brenn Papers", "edition.tarn.com", False),
        ("The Tarn Ledger", "brenn-region.com", True),
        ("ブレン新報", "brenn.jp", True),
    ],
)
def test_what_the_signs_of_a_page_speak_for_suits_its_host(name: str, host: str, suits: bool) -> None:
    assert suits_host(name, host, LEXICONS) is suits


def test_a_feature_that_the_page_is_headed_by_is_not_its_outlet() -> None:
    head = ("The Brenn Papers", "Follow the Brenn Papers", TITLE)
    content = "\n\n".join((*head, *BODY, "More from the Brenn Papers"))
    outlets = []
    for url in (None, "https://edition.tarn.com/ferry"):
        capture = Capture(location="page", kind="text", content=content, sha256="0" * 64, stated=Stated(url=url))
        outlets.append(clean(capture, config=CleanConfig(), lexicons=LEXICONS).records[0].outlet)
    assert outlets == [Outlet(name="The Brenn Papers", domain=None), Outlet(name=None, domain="edition.tarn.com")]


@pytest.mark.parametrize("head", ["ida@brenn.example | write to us", "brenn.example/harbour/ferry-aground-120", "Harbour opens. No fees."])
def test_an_address_is_no_host(head: str) -> None:
    outlet = read(head, TITLE, *BODY).outlet
    assert outlet is None or outlet.domain is None


@pytest.mark.parametrize(
    "head",
    [
        (),
        ("Shipping",),
        ("WORLD NEWS", "1 March 2026"),
        ("Denmark", "1 March 2026"),
        ("REPUBLIC OF ALBANIA", "1 March 2026"),
        ("Sunday, 1 March 2026",),
        ("By Ida Wren", "1 March 2026"),
        ("Ferries | Weather | Tides | Jobs",),
        ("Tides", "Ferries", "Jobs", "Weather"),
        ("BCW-NORTH-BRENN-FERRY",),
        ("About us", "1 March 2026"),
        ("Markets Fintech Tax Property",),
    ],
)
def test_sections_menus_dates_and_bylines_name_no_outlet(head: tuple[str, ...]) -> None:
    assert outlet_of(*head, TITLE, "Tom Kerr", *BODY) is None


def test_a_title_in_capitals_at_its_words_is_no_nameplate() -> None:
    assert (
        outlet_of("Ferry Runs Aground Off Brenn", "Nobody hurt after a mate mistook a lorry's light for the beacon", "1 March 2026", *BODY)
        is None
    )


def test_the_flattened_head_gives_the_outlet_behind_the_title() -> None:
    assert outlet_of(f"{TITLE} - Skarnlight", "Home", "News", TITLE, "1 March 2026", *BODY) == "Skarnlight"


def test_a_longer_name_in_the_heads_title_wins_over_the_short_logo() -> None:
    page = f"<html><head><title>{TITLE} :: Brenn Lumen</title></head><body><header>LUMEN — Long reads / Cities / Books</header>"
    page += f"<h1>{TITLE}</h1>" + "".join(f"<p>{text}</p>" for text in BODY) + "</body></html>"
    assert outlet_of(page, kind="html") == "Brenn Lumen"


@pytest.mark.parametrize("title", ["The Brenn Buoy (English)", "The Brenn Buoy: Harbour ferry runs aground off Brenn, nobody hurt"])
def test_a_title_of_the_head_names_the_outlet_that_the_page_does_not(title: str) -> None:
    page = f"<html><head><title>{title}</title></head><body><article><h1>{TITLE}</h1>{''.join(f'<p>{line}</p>' for line in BODY)}</article>"
    assert outlet_of(page, kind="html") == "The Brenn Buoy"


@pytest.mark.parametrize("first", ["Tideline Tidings", "quay cat - gossip from the mole, lightly clawed"])
def test_a_list_of_items_is_under_its_own_name(first: str) -> None:
    items = [f"- {text}" for text in BODY]
    assert outlet_of(first, "A Saturday e-mail from the mole.", "Good morning. Coffee on.", *items) == first.partition(" - ")[0]


def test_what_a_page_says_that_it_belongs_to_is_its_owner() -> None:
    page = f"<html><head><title>Brenn ferry runs aground | Brenn Buoy</title></head><body><h1>{TITLE}</h1>"
    page += "".join(f"<p>{text}</p>" for text in BODY) + "<footer><p>The Buoy is published by North Tide Media.</p>"
    assert outlet_of(page + "<p>© North Tide Media 2026. Cookies</p></footer></body></html>", kind="html") == "Brenn Buoy"


def test_an_agencys_line_of_copyright_does_not_make_the_page_its_own() -> None:
    assert outlet_of(TITLE, "1 March 2026", *BODY, "© Reuters") is None


def test_menu_and_motto_are_no_title() -> None:
    report = read("BRENN QUAY", "the dockers' own paper, since 1911", "about | write for us | lost & found", "1 March 2026", TITLE, *BODY)
    assert report.title == TITLE


@pytest.mark.parametrize(
    ("line", "name", "rest"),
    [
        ("BRENN VOICES The island press in English", "BRENN VOICES", "The island press in English"),
        ("Brenn Post Subscribe from $4 a week", "Brenn Post", "Subscribe from $4 a week"),
        ("The Brenn Post - English corner", "The Brenn Post", "English corner"),
    ],
)
def test_a_name_ends_where_something_else_begins(line: str, name: str, rest: str) -> None:
    reading = read_name(line, LEXICONS)
    assert reading is not None
    assert (reading.name, reading.rest) == (name, rest)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "World",
        "Opinion",
        "12 March",
        "it was raining",
        "Rain fell on Brenn all day and all night.",
        "|||",
        "§" * 400,
        "Halle Daily Media, a company of the Brenn group",
    ],
)
def test_what_is_no_name(line: str) -> None:
    assert read_name(line, LEXICONS) is None


def test_a_title_printed_twice_is_no_name_though_its_marks_differ() -> None:
    lines = "Brenn Quay Ferries can't sail before noon.", "Brenn Quay Ferries can’t sail before noon", "1 March 2026"
    first = find_nameplates(lines, BODY, LEXICONS)[0]
    assert {feature.name: feature.value for feature in first.features}["is_title"] == 1


def test_acronyms_and_capitals() -> None:
    assert write_name("KARADENİZ SESİ", [], LEXICONS) == "Karadeniz Sesi"
    assert is_acronym_of("BNA", "Brenn News Agency")
    assert is_acronym_of("CNL", "County Newsline")
    assert not is_acronym_of("BNA", "Northern Brenn")
    assert write_name("EYE ON THE SKARN", [], LEXICONS) == "Eye on the Skarn"
    assert write_name("BNA NEWS", ["the Bna news"], LEXICONS) == "BNA News"


def test_a_menu_is_a_row_of_short_entries() -> None:
    assert is_menu("News | Sport | Tides")
    assert is_menu("HOME   LOCAL   NATION")
    assert not is_menu("Ferry aground - nobody hurt")


def test_first_lines_of_any_kind_are_read() -> None:
    assert find_nameplates(["", "\t", "—" * 300, "(" * 50], [], LEXICONS) == ()


def test_a_name_behind_a_quotation_that_is_the_title() -> None:
    heading = "« Je comptais les vagues » : une institutrice raconte"
    page = TitleLines(("« Je comptais les vagues » — L'Écho de Tarn",), heading, (), ())
    assert ("head_ends", "L'Écho de Tarn") in set(names_in_titles(page, LEXICONS))


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (("BCW 010310 MAR 26   TRANSPORT Ferry", "2nd lead", "By Ida Wren, BCW, at Brenn"), "BCW"),
        (("BCW 010310 MAR 26   TRANSPORT Ferry", "2nd lead", "By Ida Wren at Brenn"), None),
        (("EDS: Leads with ferry afloat; ADDS quotes", "FERRY BRENN (HARBOUR)"), None),
    ],
)
def test_what_heads_a_dispatch_is_no_name(head: tuple[str, ...], name: str | None) -> None:
    assert outlet_of(*head, *BODY) == name


def page_of(title: str, *body: str, nav: str = "") -> str:
    return f"<html><head><title>{title}</title></head><body>{nav}<h1>{TITLE}</h1>{''.join(f'<p>{line}</p>' for line in body)}</body></html>"


@pytest.mark.parametrize(
    ("first", "name"),
    [
        ("⚡ QUAYSIDE PULSE — the mole in real time — 611k followers", "Quayside Pulse"),
        ("~ slow tide circle ~", "slow tide circle"),
        ("slow boats blog // sailing without the soot", "slow boats blog"),
        ("BRENNWIRE - 01-03-2026 09:26 CET", "Brennwire"),
        ("BRENN HEAVY TIMBER & MARINE CO., LTD.", "Brenn Heavy Timber & Marine"),
        ("Tideway Evening · S'pore · Asia · Food · Property", "Tideway Evening"),
        ("BRENKROM sh.a. — Responsible Mining for Tomorrow", "Brenkrom"),
    ],
)
def test_a_first_line_names_the_outlet_among_ornaments_dates_and_sections(first: str, name: str) -> None:
    assert outlet_of(first, "1 March 2026", TITLE, *BODY) == name


@pytest.mark.parametrize(
    "nav",
    [
        "<p>Trending · Reels · Jobs · Astro</p><h1>FOUL TIDE!</h1>",
        "<ul><li>Chi siamo</li><li>Associati</li><li>Stampa</li></ul>",
        "<nav>Dorf Vereine Kirmes Anzeigen</nav>",
        "<nav>SHOCKERS | SOCCER | SANGOMA SAYS | LOTTO</nav>",
    ],
)
def test_headline_words_and_menus_of_a_page_are_no_outlets(nav: str) -> None:
    assert outlet_of(page_of("Nobody hurt as ferry runs aground", *BODY, nav=nav), kind="html") is None


@pytest.mark.parametrize(
    ("page", "name"),
    [
        (page_of("Hulls & Hedges — a shepherd by the sea", *BODY), "Hulls & Hedges"),
        (page_of(TITLE, "By GONG FOREIGN DESK", *BODY), "Gong"),
        (page_of(TITLE, *BODY, "© El Faro de Brenn. Prohibida su reproducción."), "El Faro de Brenn"),
        (page_of(TITLE, "Press release", f"The Brenn Harbour Trust regrets the accident. {BODY[0]}", *BODY[1:]), "Brenn Harbour Trust"),
        (page_of(TITLE, f"BRENN, March 1 (Skarnbit) -- {BODY[0]}", *BODY[1:], "(END)"), "Skarnbit"),
    ],
)
def test_lesser_signs_name_the_outlet_where_no_nameplate_does(page: str, name: str) -> None:
    assert outlet_of(page, kind="html") == name


@pytest.mark.parametrize(
    "page",
    [
        page_of(TITLE, *BODY, "© 2026 Klabund Style-Verlag GmbH & Co. KG"),
        page_of(TITLE, *BODY, "Photographs: www.facebook.com/brennferry"),
        page_of(TITLE, f"BRENN, March 1 (Skarnbit) -- {BODY[0]}", *BODY[1:]),
        page_of(TITLE, "Best Help Desk Software for You", *BODY),
    ],
)
def test_owners_platforms_and_a_bare_dateline_name_no_outlet(page: str) -> None:
    assert outlet_of(page, kind="html") is None


def test_mail_in_the_furniture_gives_the_domain() -> None:
    page = page_of(TITLE, *BODY, "<small>desk@slowquay.example | Imprint</small>")
    found = read(page, kind="html").outlet
    assert found == Outlet(name=None, domain="slowquay.example")


def test_an_edition_behind_the_name_in_the_heads_title_is_left_out() -> None:
    assert outlet_of(page_of(f"{TITLE} | Brennské Online in English", *BODY), kind="html") == "Brennské Online"


def test_the_first_line_and_not_a_menu_in_capitals_below_it_names_the_outlet() -> None:
    head = ("THE HARPOON!  de paper dat does stick", "BIG STORY * Gossip * Sports * Lotto * Wuh part de fete?", "1 March 2026")
    assert outlet_of(*head, TITLE, *BODY) == "The Harpoon"
