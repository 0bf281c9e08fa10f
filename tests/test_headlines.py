"""Headlines that say more than their text, over pages that we made up."""

import pytest

from stemma.config import Config
from stemma.pipeline import read_page, tell_story
from stemma.records import Capture, HeadlineFlag, Stated


def flags(title: str, *body: str) -> list[tuple[str, str, str]]:
    """Kind, headline words and body words of every flag."""
    text = title + "\n\n" + "\n\n".join(body) + "\n"
    stated = Stated(published="2026-03-02", outlet="The Herald", title=title)
    pages = read_page(Capture(location="herald.txt", kind="text", content=text, sha256="0" * 64, stated=stated), config=Config()).records
    (story,) = tell_story(pages, config=Config()).records

    def words(flag: HeadlineFlag) -> tuple[str, str, str]:
        page = pages[0].report.text
        return flag.kind, page[flag.headline.start : flag.headline.end], page[flag.body.start : flag.body.end]

    assert all(flag.explanation.endswith(".") for flag in story.headline_flags)
    return [words(flag) for flag in story.headline_flags]


REST = (
    "The harbour board met on Sunday evening in the old customs house of Alva, where it heard the master of the ferry Brenna.",
    "Mara Lindholm, who runs the board, said the berths would open again on Friday if the weather allowed it.",
)


def test_a_headline_that_is_surer_than_its_text() -> None:
    (flag,) = flags(
        "Loose chain sank the ferry Brenna", "A loose chain may have sunk the ferry Brenna off Alva on Sunday, divers said.", *REST
    )
    assert flag[0] == "certainty"
    assert "may have sunk" in flag[2]


def test_a_headline_with_more_dead_than_its_text() -> None:
    (flag,) = flags(
        "Ferry crash kills 19 people at Alva",
        "The ferry Brenna hit the mole of Alva on Sunday and 9 people were killed, police said.",
        *REST,
    )
    assert flag[0] == "number"
    assert "9 people" in flag[2]


def test_a_headline_that_says_the_opposite() -> None:
    (flag,) = flags(
        "Harbour board closes the port of Alva", "The harbour board did not close the port of Alva after the crash on Sunday.", *REST
    )
    assert flag[0] == "polarity"
    assert "did not close" in flag[2]


def test_a_headline_that_names_another_agent() -> None:
    (flag,) = flags(
        "Hungary attacks port of Alva with rockets",
        "The Free Coast Army attacked the port of Alva with rockets on Sunday, the Coastguard said.",
        *REST,
    )
    assert flag[0] == "agent"
    assert "Free Coast Army" in flag[2]


@pytest.mark.parametrize(
    ("title", "lead"),
    [
        ("Loose chain may have sunk the ferry Brenna", "A loose chain may have sunk the ferry Brenna off Alva on Sunday, divers said."),
        ("Divers: loose chain sank the ferry Brenna", "A loose chain may have sunk the ferry Brenna off Alva on Sunday, divers said."),
        ("Did a loose chain sink the ferry Brenna?", "A loose chain may have sunk the ferry Brenna off Alva on Sunday, divers said."),
        ("Ferry crash kills nine people at Alva", "The ferry Brenna hit the mole of Alva on Sunday and 9 people were killed, police said."),
        (
            "Ferry crash kills 9 people at Alva",
            "The ferry Brenna hit the mole on Sunday and at least nine people were killed, police said.",
        ),
        ("Ferry crash kills 30 people at Alva", "The ferry Brenna hit the mole on Sunday and at least 27 people were killed, police said."),
        (
            "Ferry crash kills 3 people at Alva",
            "The ferry hit the mole on Sunday; two passengers and a sailor were killed. All three people were dead.",
        ),
        ("Harbour board closes the port of Alva", "The harbour board closed the port of Alva after the crash on Sunday."),
        ("Harbour board refuses to close the port of Alva", "The harbour board refused to close the port of Alva on Sunday."),
    ],
)
def test_headlines_that_their_text_bears_out_are_let_pass(title: str, lead: str) -> None:
    assert flags(title, lead, *REST) == []
