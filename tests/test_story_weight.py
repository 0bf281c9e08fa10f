"""How many independent sources the head of a story counts."""

from dataclasses import replace

from dossier_fixture import dossier
from stemma.records import Claim, Independence, Origin, Story
from stemma.views.dossier.desk import set_desk
from stemma.views.dossier.sources import Weight, find_sources, weigh_story


def weigh(*origins: tuple[Origin, ...]) -> tuple[Weight, Story]:
    """The weight of a story whose claims have these origins and whose reports draw on none of each other."""
    whole = dossier()
    claims = tuple(
        Claim(
            id=f"cl-{number}",
            text="The harbour is closed.",
            statements=(),
            reports=tuple(sorted({report for origin in given for report in origin.reports})),
            origins=given,
            independent=Independence(least=1, most=len(given)),
            credibility=3,
            standing="attributed",
        )
        for number, given in enumerate(origins)
    )
    story = replace(whole.stories[0], claims=claims, derivations=(), entities=())
    desk = set_desk(replace(whole, stories=(story, *whole.stories[1:])))
    return weigh_story(story, find_sources(story, desk)), story


def name_of(report: str) -> str:
    outlet = next(found.outlet for found in dossier().reports if found.id == report)
    assert outlet is not None
    assert outlet.name is not None
    return outlet.name


def test_who_speaks_for_itself_counts_for_itself() -> None:
    body = name_of("rep-herald")
    weight, _ = weigh((Origin(name=body, entity=None, kind="named", reports=("rep-herald", "rep-courier")),))
    assert "rep-herald" in weight.own
    assert "rep-courier" in weight.drawn


def test_who_have_all_from_an_absent_source_count_once() -> None:
    weight, story = weigh((Origin(name="Port Union", entity=None, kind="named", reports=("rep-coastwatch", "rep-courier")),))
    assert [set(reports) for _, reports in weight.joined] == [{"rep-courier", "rep-coastwatch"}]
    assert weight.most == len(story.reports) - 1


def test_the_head_has_no_fewer_sources_than_a_claim_may_have() -> None:
    names = ("Asta Lind", "Bo Krag", "the Port Union", "Cai Ferm", "Dag Holt", "Eli Munk", "Fie Rask", "Gro Tveit", "Hans Ulv")
    told = tuple(Origin(name=name, entity=None, kind="named", reports=("rep-courier",)) for name in names)
    weight, story = weigh(told[:1], told)
    assert len(told) > len(story.reports)
    assert (weight.most, weight.widest) == (len(told), 2)
