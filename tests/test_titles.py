"""A story is called by a headline that tells what happened."""

from functools import cache

import pytest

from stemma.config import Config
from stemma.pipeline import read_page
from stemma.records import Capture, Page, Stated
from stemma.stages.brief.telling import cut_opening_quote, tells_something
from test_brief_corrected import read

TEXT = "A lorry ran into the toll house of Grenvik on Monday night and tore away its porch, the police said. Nobody was in the house.\n"


@cache
def headed(title: str) -> Page:
    stated = Stated(title=title, outlet="Grenvik Post", published="2026-04-07")
    content = f"{title}\n\n{TEXT}"
    (page,) = read_page(Capture(location="a.txt", kind="text", content=content, sha256="0" * 64, stated=stated), config=Config()).records
    return page


@pytest.mark.parametrize(
    ("title", "tells"),
    [
        ("Lorry destroys toll house in Grenvik", True),
        ("Porch torn from toll house in Grenvik", True),
        ("Two dead at Grenvik toll house", True),
        ("Lorry Accident at the Grenvik Toll House", False),
        ("Decision of the Roads Panel in the Grenvik Case", False),
    ],
)
def test_a_headline_tells_what_happened_or_only_names_a_matter(title: str, tells: bool) -> None:
    assert tells_something(headed(title), title) is tells


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("“It shook the whole street”: lorry destroys toll house in Grenvik", "Lorry destroys toll house in Grenvik"),
        ("“It shook the whole street”: Grenvik's toll house", "“It shook the whole street”: Grenvik's toll house"),
        ("Grenvik: lorry destroys the toll house", "Grenvik: lorry destroys the toll house"),
        ("3. Lorry destroys toll house in Grenvik", "Lorry destroys toll house in Grenvik"),
    ],
)
def test_an_opening_quotation_gives_way_to_what_happened(title: str, told: str) -> None:
    assert cut_opening_quote(headed(title), title) == told


def test_a_story_is_not_called_by_the_name_of_its_matter() -> None:
    post = f"Lorry destroys toll house in Grenvik\n\n{TEXT}"
    digest = f"Lorry in the Toll House of Grenvik at Night\n\n{TEXT}\nThe lorry came from the Grenvik quarry."
    papers = (("Grenvik Post", "2026-04-07T08:00Z", post), ("Grenvik Digest", "2026-04-07T09:00Z", digest))
    assert read(*papers)[1].title == "Lorry destroys toll house in Grenvik"
