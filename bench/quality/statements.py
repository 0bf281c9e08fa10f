"""Statements that are no whole statements: how many, of which kind, over story files.

    python -m bench.quality.statements FILE.jsonl ...

Each file holds the reports of one story, as ``stemma dossier`` reads them. A statement should start with its subject or an adverbial,
hold a finite verb (headlines may do without), end at a clause boundary and have its quotation marks in pairs.
"""

import sys
from collections import Counter

from stemma.adapters.fetch import fetch
from stemma.adapters.models.lexicons import load_lexicons
from stemma.config import Config
from stemma.language.syntax import Tree, read_tree
from stemma.pipeline import read_page
from stemma.records import Capture, Page, Statement
from stemma.stages.extract import extract

_PICTURED = frozenset({"title", "subtitle", "heading", "caption"})
_LINKS = frozenset("that and or but nor who which whom whose because although though whereas than".split())
_SUBORDINATE = frozenset("after before when while as since if unless until where whether".split())
_PAIRS = (("“", "”"), ("«", "»"), ("(", ")"))
_TIES = frozenset({"PUNCT", "CCONJ", "SCONJ"})
_RELATIVE = frozenset({"who", "which", "whom", "whose", "that", "where", "when", "after", "before", "as", "if", "until", "since"})


def find_defects(page: Page, statement: Statement) -> list[str]:
    """What keeps one statement from being whole, empty where nothing does."""
    text = page.report.text
    sentence = next((one for one in page.annotation.sentences if one.start <= statement.start < one.end), None)
    if sentence is None:
        return ["no sentence"]
    tree = read_tree(text, sentence)
    inside = [at for at, token in enumerate(tree.tokens) if statement.start <= token.start < statement.end]
    kinds = {block.kind for block in page.report.blocks if block.start <= statement.start < block.end}
    found = [*_openings(tree, inside), *_edges(page, tree, inside)]
    if not kinds & _PICTURED and not any(tree.upos(at) == "AUX" or (tree.upos(at) == "VERB" and tree.is_finite(at)) for at in inside):
        found.append("no finite verb")
    if any(statement.text.count(opening) != statement.text.count(closing) for opening, closing in _PAIRS) or statement.text.count('"') % 2:
        found.append("marks not in pairs")
    return found


def _openings(tree: Tree, inside: list[int]) -> list[str]:
    first = inside[0]
    word, head = tree.words[first], tree.head(first)
    if word in _LINKS and tree.dep(first) not in {"det", "nsubj", "nsubj:pass", "obj", "cc:preconj"}:
        return ["opens with a link"]
    if word in {"who", "which", "whom", "whose"} or (word == "that" and head is not None and "relcl" in tree.dep(head)):
        return ["opens with a relative"]
    if word in _SUBORDINATE and tree.dep(first) in {"mark", "advmod"} and head is not None and tree.head(head) not in inside:
        return ["opens with a subordinator"]
    is_verb = tree.upos(first) == "AUX" or (tree.upos(first) == "VERB" and tree.is_finite(first))
    has_subject = any(tree.dep(at).startswith("nsubj") for at in inside if tree.head(at) in (first, head))
    return ["opens with its verb"] if is_verb and not has_subject and first > 0 else []


def _edges(page: Page, tree: Tree, inside: list[int]) -> list[str]:
    """Ends in the midst of a phrase, unless the words of a speech act stand there."""
    found = []
    after, before = inside[-1] + 1, inside[0] - 1
    speech = [
        span
        for one in page.annotation.attributions
        for span in ((one.source_start, one.source_end), (one.cue_start, one.cue_end))
        if span[0] < tree.end and tree.start < span[1]
    ]
    is_cut = after < len(tree.words) and tree.upos(after) not in _TIES and tree.words[after] not in _RELATIVE
    if is_cut and tree.upos(after - 1) != "PUNCT" and not any(start <= tree.tokens[after].start < end for start, end in speech):
        found.append("ends in mid-phrase")
    is_tied = before < 0 or tree.upos(before) in _TIES or tree.words[before] in _RELATIVE
    if not is_tied and not speech:
        found.append("starts in mid-phrase")
    return found


def main() -> None:
    config, counts, total = Config(), Counter[str](), 0
    shown: list[str] = []
    for name in sys.argv[1:]:
        captures = [item for item in fetch([name], config=config.fetch) if isinstance(item, Capture)]
        read = [page for capture in captures for page in read_page(capture, config=config).records]
        pages = {page.report.id: page for page in read}
        (extraction,) = extract([pages[key] for key in sorted(pages)], config=config.extract, lexicons=load_lexicons()).records
        for statement in extraction.statements:
            defects = find_defects(pages[statement.report], statement)
            total += 1
            counts.update([*defects, *(["any"] if defects else [])])
            shown += [f"{', '.join(defects)}: {statement.text}"] if defects else []
    print(*shown, sep="\n")
    for kind, count in counts.most_common():
        print(f"{kind:28} {count:5} of {total}  {count / max(1, total):.3f}")


if __name__ == "__main__":
    main()
