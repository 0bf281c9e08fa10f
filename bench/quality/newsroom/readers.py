"""How a careful reader does on the newsroom stories, by the same scorer.

    python -m bench.quality.newsroom.readers

``readers/STORY.json`` holds what a reader of a story's pages wrote down who had not seen its sheet nor the program's dossier: who drew on
whom, where reports disagree, which quotations were changed, each with how sure the reader was (0..1). The answers were given by a large
language model told to read as an editor does. Stemma's table on the same stories stands beside.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from bench.quality.newsroom.match import Span, find_words, lay_over
from bench.quality.newsroom.score import score_story
from bench.quality.newsroom.sheet import Sheet, read_sheet, story_folders
from bench.quality.newsroom.tally import Tallies, add_up

ANSWERS = Path(__file__).parent / "readers"
SURE = 0.5
"""What a reader is less sure of is not counted as said."""
SPOKEN_TO = ("edges", "conflicts", "traps", "altered")
Answer = Mapping[str, Any]


def main() -> None:
    import stemma
    from stemma.views.dossier import to_json

    sheets = [sheet for sheet in map(read_sheet, story_folders("dev")) if (ANSWERS / f"{sheet.name}.json").exists()]
    read = [_score(sheet, as_dossier(sheet, json.loads((ANSWERS / f"{sheet.name}.json").read_text(encoding="utf-8")))) for sheet in sheets]
    told = [
        _score(sheet, json.loads(to_json(stemma.read(*(str(sheet.folder / entry.file) for entry in sheet.entries))))) for sheet in sheets
    ]
    print(f"{len(sheets)} stories, {sum(len(sheet.entries) for sheet in sheets)} reports")
    for name, stories in (("a careful reader", read), ("stemma", told)):
        print(f"\n  {name}")
        for measure, tally in add_up(stories).items():
            if measure.startswith(SPOKEN_TO) and tally.precision is not None and tally.recall is not None:
                print(f"    {measure:38} P {tally.precision:.3f}  R {tally.recall:.3f}  F1 {tally.f1 or 0.0:.3f}  of {tally.wanted:.0f}")


def _score(sheet: Sheet, dossier: Mapping[str, Any]) -> Tallies:
    return score_story(lay_over(sheet, dossier))


def as_dossier(sheet: Sheet, answer: Answer) -> dict[str, Any]:
    """A reader's answer in the shape of ``dossier.json``, as far as the scorer looks at it; words that are not on their page left out."""
    text_of = {Path(entry.file).name: entry.text for entry in sheet.entries}
    quotes: list[dict[str, Any]] = []
    changed: dict[tuple[str, str], list[dict[str, str]]] = {}
    for change in _sure(answer["altered_quotes"]):
        ends = [(change["report"], change["words"]), (change["source"], change["source_words"])]
        spans = [find_words(file, text_of[file], " ".join(words.split())) for file, words in ends if file in text_of]
        if len(spans) == len(ends) and all(spans):
            first, second = (_quote(span, quotes) for span in spans if span)
            changed.setdefault((change["report"], change["source"]), []).append({"quote": first, "source_quote": second})
    drawn = {(edge["report"], edge["source"]): edge["kind"] for edge in _sure(answer["edges"])}
    derivations = [
        {
            "report": report,
            "source": source,
            "source_name": None,
            "kind": drawn.get((report, source), "rewrites"),
            "direction": {"from": source},
            "additions": [],
            "altered_quotes": changed.get((report, source), []),
        }
        for report, source in sorted(drawn)
    ]
    # A changed quotation between reports that the reader does not join otherwise is still told, and joins nobody.
    alone = [changes for ends, changes in sorted(changed.items()) if ends not in drawn]
    derivations += [
        {"report": "", "source": None, "source_name": None, "kind": "cites", "direction": None, "additions": [], "altered_quotes": changes}
        for changes in alone
    ]
    conflicts = [
        {"kind": told["kind"], "relation": told["relation"], "values": [_value(side, text_of) for side in told["sides"]]}
        for told in _sure(answer["conflicts"])
    ]
    story = {"statements": [], "claims": [], "derivations": derivations, "conflicts": conflicts, "quotes": quotes, "reports": list(text_of)}
    return {
        "reports": [{"id": file, "location": file, "text": text, "story": None} for file, text in text_of.items()],
        "stories": [_whole(story)],
    }


def _sure(told: Iterable[Answer]) -> list[Answer]:
    return [one for one in told if one.get("sure", 1.0) >= SURE]


def _quote(span: Span, quotes: list[dict[str, Any]]) -> str:
    quotes.append({"id": f"q{len(quotes)}", "report": span.report, "start": span.start, "end": span.end})
    return f"q{len(quotes) - 1}"


def _value(side: Answer, text_of: Mapping[str, str]) -> dict[str, Any]:
    spans = [find_words(file, text_of[file], " ".join(words.split())) for file, words in side["says"] if file in text_of]
    return {"statements": [], "citations": [{"report": span.report, "start": span.start, "end": span.end} for span in spans if span]}


def _whole(story: dict[str, Any]) -> dict[str, Any]:
    return {"entities": [], "timeline": [], "period": {"start": None, "end": None}, **story}


if __name__ == "__main__":
    main()
