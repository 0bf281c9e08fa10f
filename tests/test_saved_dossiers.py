"""``stemma explain`` and ``stemma diff``: what is read back out of saved dossiers."""

from pathlib import Path

import orjson
import pytest

import stemma
from stemma.errors import UsageError
from stemma.views.cli.changes import list_changes
from stemma.views.cli.explain import explain_claim, find_claim
from stemma.views.cli.saved import all_claims, read_saved
from stemma.views.dossier import to_json

WIRE = (
    "Alva Wire\n\nStorm closes port of Alva\n\n1 March 2026\n\nALVA (Alva Wire) - The harbour master, Erik Moen, closed"
    " the port of Alva on Sunday after waves broke over the mole, he said. Two fishermen were injured when their boat sank.\n"
)
DAILY = (
    "The Alva Daily\n\nPort of Alva shut by storm\n\n1 March 2026\n\nThe harbour master, Erik Moen, closed"
    " the port of Alva on Sunday after waves broke over the mole, he said. Two fishermen were injured when their boat sank. (Alva Wire)\n"
)
HERALD = (
    "Northern Herald\n\nThree hurt as boat sinks off Alva\n\n2 March 2026\n\nOur reporter watched from the lighthouse"
    " as the port of Alva shut. Three fishermen were injured when their boat sank, the hospital in Alva said on Monday.\n"
)


def save(folder: Path, **pages: str) -> Path:
    folder.mkdir()
    for name, text in pages.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    (folder / "dossier.json").write_bytes(to_json(stemma.read(*(str(folder / f"{name}.txt") for name in pages))))
    return folder


def test_the_chain_behind_a_claim_is_told_in_words(tmp_path: Path) -> None:
    dossier = read_saved(save(tmp_path / "old", wire=WIRE, daily=DAILY))
    told = explain_claim(dossier, *find_claim(dossier, "closed the port of Alva"))
    assert "independent   1 origin, no more and no fewer" in told
    assert "Erik Moen (named)" in told
    assert "word for word" in told or "copies" in told


def test_an_ambiguous_or_unknown_claim_is_a_wrong_call(tmp_path: Path) -> None:
    dossier = read_saved(save(tmp_path / "old", wire=WIRE, herald=HERALD))
    with pytest.raises(UsageError, match="no claim has"):
        find_claim(dossier, "an earthquake in Peru")
    with pytest.raises(UsageError, match="give one id"):
        find_claim(dossier, "sank")


def test_a_later_dossier_tells_what_is_new(tmp_path: Path) -> None:
    old, new = save(tmp_path / "old", wire=WIRE, daily=DAILY), save(tmp_path / "new", wire=WIRE, daily=DAILY, herald=HERALD)
    lines = list_changes(read_saved(old), read_saved(new))
    assert "new      Northern Herald" in lines
    assert "conflicts:" in lines
    assert "Three fishermen" in lines or "Three" in lines
    assert list_changes(read_saved(new), read_saved(new)) == "nothing changed"


def test_a_pile_that_was_moved_is_the_same_pile(tmp_path: Path) -> None:
    old, new = save(tmp_path / "old", wire=WIRE, daily=DAILY), save(tmp_path / "new", wire=WIRE, daily=DAILY)
    assert list_changes(read_saved(old), read_saved(new)) == "nothing changed"
    later = save(tmp_path / "later", wire=WIRE, daily=DAILY, herald=HERALD)
    told = list_changes(read_saved(old), read_saved(later))
    assert "gone" not in told
    assert "Alva Wire" not in told.partition("new claims")[0]


def test_what_is_no_dossier_is_a_wrong_call(tmp_path: Path) -> None:
    (tmp_path / "dossier.json").write_text("[]", encoding="utf-8")
    for place in (tmp_path, tmp_path / "absent.json"):
        with pytest.raises(UsageError):
            read_saved(place)


def test_a_damaged_dossier_says_what_it_lacks(tmp_path: Path) -> None:
    place = save(tmp_path / "old", wire=WIRE) / "dossier.json"
    whole = orjson.loads(place.read_bytes())
    place.write_bytes(orjson.dumps({"format": "stemma/dossier", "version": 1}))
    with pytest.raises(UsageError, match="no list of reports"):
        read_saved(place)
    del whole["stories"][0]["claims"]
    place.write_bytes(orjson.dumps(whole))
    with pytest.raises(UsageError, match="stories without claims"):
        read_saved(place)


def test_a_claim_whose_own_text_has_the_words_goes_before_others_wordings(tmp_path: Path) -> None:
    dossier = read_saved(save(tmp_path / "old", wire=WIRE, daily=DAILY, herald=HERALD))
    for _, claim in all_claims(dossier):
        assert find_claim(dossier, claim["text"])[1]["id"] == claim["id"]


def test_a_claim_is_found_and_told_in_the_words_that_the_page_shows(tmp_path: Path) -> None:
    dossier = dict(read_saved(save(tmp_path / "old", wire=WIRE, herald=HERALD)))
    (story,) = dossier["stories"]
    claim = next(claim for claim in story["claims"] if "sank" in claim["text"] or "injured" in claim["text"])
    others = [line for line in story["wordings"] if line["claim"] != claim["id"]]
    worded = {**story, "wordings": [*others, {"text": "[The Solveig] went down off Alva.", "claim": claim["id"], "citations": []}]}
    found = find_claim({**dossier, "stories": [worded]}, "[The Solveig] went down off Alva.")
    assert found[1] is claim
    assert explain_claim(dossier, *found).startswith("[The Solveig] went down off Alva.")
    assert "  [The Solveig] went down off Alva.  [" in list_changes(
        {**dossier, "reports": [], "stories": []}, {**dossier, "stories": [worded]}
    )


def test_what_seems_to_tell_a_claim_says_so(tmp_path: Path) -> None:
    dossier = read_saved(save(tmp_path / "old", wire=WIRE, daily=DAILY))
    story, claim = find_claim(dossier, "closed the port of Alva")
    assert "as it seems" not in explain_claim(dossier, story, {**claim, "also": []})
    last = claim["statements"][-1:]
    assert "among other things, as it seems" in explain_claim(dossier, story, {**claim, "also": last})
    unsure = explain_claim(dossier, story, {**claim, "also": last, "perhaps": last})
    assert unsure.count(", perhaps") == 2
    assert ", perhaps by 1 more:" in unsure
