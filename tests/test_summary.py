"""The few lines that the command prints when it is done."""

from dataclasses import replace

from dossier_fixture import dossier
from stemma.views.cli.summary import DISPUTES_SHOWN, summarise


def test_a_dispute_is_told_once_and_the_rest_is_counted() -> None:
    whole = dossier()
    story = whole.stories[0]
    known = story.brief.known[0]
    told = [replace(known, text=f"{known.text} ↔ It was the {number}. ship.") for number in range(DISPUTES_SHOWN + 2)]
    brief = replace(story.brief, disputed=tuple(told))
    printed = " ".join(summarise(replace(whole, stories=(replace(story, brief=brief),)), page=None).split())
    assert "against It was the 0. ship." in printed
    assert f"known {known.text}" not in printed
    assert "… and 2 more disputes on the page" in printed
