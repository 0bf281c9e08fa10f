"""What a brief opens with, and what its later reports leave of what the first ones did not know."""

from functools import cache

from invented import Paper, Said, build
from stemma.adapters.models.lexicons import load_lexicons
from stemma.config import CorroborateConfig
from stemma.records import Story
from stemma.stages.brief.desk import lay_out
from stemma.stages.brief.lines import write_known
from stemma.stages.brief.ranking import open_ranking
from stemma.stages.brief.withheld import Withheld
from stemma.stages.corroborate import corroborate
from test_brief_wording import tell

FIRST = """Girl, seven, trapped in shaft at Harnow

A girl of seven, whose condition remains unknown, fell into a disused mine shaft at Harnow on Sunday, the fire service said.

Rescuers of the fire service are digging a second shaft. It is not known who owned the mine of Harnow.
"""
LAST = """Girl brought out of Harnow shaft alive

A girl of seven who fell into a disused mine shaft at Harnow on Sunday was brought out alive on Tuesday, the fire service said.

Tvera Rail lent two excavators to the rescuers at Harnow.
"""


@cache
def shaft() -> Story:
    return tell(("Alva Post", "2026-05-04T09:00Z", FIRST), ("Vale Radio", "2026-05-06T08:00Z", LAST))


def test_what_was_open_when_it_was_told_is_no_line_once_later_reports_came() -> None:
    def lines(story: Story) -> list[str]:
        return [*story.brief.unknown, *(line.text for line in (*story.brief.known, *story.brief.single_source))]

    assert any("remains unknown" in line for line in lines(tell(("Alva Post", "2026-05-04T09:00Z", FIRST))))
    assert not any("remains unknown" in line for line in lines(shaft()))


def test_what_an_earlier_report_calls_unknown_is_told_as_of_its_day() -> None:
    assert "It is not known who owned the mine of Harnow. (Alva Post, as of 2026-05-04)" in shaft().brief.unknown
    alone = tell(("Alva Post", "2026-05-04T09:00Z", FIRST))
    assert "It is not known who owned the mine of Harnow. (Alva Post)" in alone.brief.unknown


def test_a_brief_opens_with_what_is_essential_beside_what_is_told_first() -> None:
    gathered = Said("Jonas Kell said that families of Alva had gathered on the mole for the fireworks.", sources=["Jonas Kell"])
    hurt = Said(
        "Mara Lindholm said that 40 people were hurt on the mole of Alva on Sunday.",
        when=("on Sunday", "2026-03-01"),
        count=("40 people", 40, "people", 40, 40),
        sources=["Mara Lindholm"],
    )
    papers = [Paper(name, f"The {name.title()}", "2026-03-02T09:00Z", "Fireworks at Alva", [gathered, hurt]) for name in ("herald", "post")]
    pages, extraction = build(papers, {"Alva": "place", "Mara Lindholm": "person", "Jonas Kell": "person"})
    lexicons = load_lexicons()
    (found,) = corroborate(pages, extraction, (), config=CorroborateConfig(), lexicons=lexicons).records
    desk = lay_out(pages, extraction, found, lexicons)
    nearest = open_ranking(desk, lambda claim: 0.5 if "gathered" in claim.text else 0.45)
    assert "40 people" in write_known(desk, nearest, Withheld())[0].text
    far_ahead = open_ranking(desk, lambda claim: 1.5 if "gathered" in claim.text else 0.0)
    assert "gathered" in write_known(desk, far_ahead, Withheld())[0].text
