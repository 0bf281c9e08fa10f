"""Whether a headline tells what happened, and which part of it does."""

import re

from stemma.records import Page, Sentence, Token

_CLAUSES = frozenset({"root", "ccomp", "xcomp", "parataxis", "advcl", "conj", "acl"})
"""Where a verb tells of something ("data stolen"), and does not only say which ("stolen data", "the man who knew")."""
_LEAST_WORDS = 4
_OPENING_QUOTE = re.compile(r"[“\"‘'][^“”\"]{3,}[”\"’']\s?[:–—-]\s(?=\w)")
_LIST_NUMBER = re.compile(r"\d{1,2}[.)]\s+(?=\w)")


def tells_something(page: Page, title: str) -> bool:
    """Whether the words of a page's headline tell of a happening or count somebody or something: "Three hurt in ferry crash" does, "Ferry
    accident at Alva", "Decision of the panel" and "BC-Ferry" do not. Where the page was not parsed nobody can tell: true."""
    sentences, start = _sentences(page), _place(page, title)
    if not sentences or start is None:
        return True
    tokens = [token for sentence in sentences for token in sentence.tokens if start <= token.start < start + len(title)]
    return not tokens or any(map(_tells, tokens))


def cut_opening_quote(page: Page, title: str) -> str:
    """A headline without the quotation that opens it, where what follows its colon tells what happened by itself; else the headline.
    The number that an item has in a list is no part of it either."""
    title = _LIST_NUMBER.sub("", title, count=1) if _LIST_NUMBER.match(title) else title
    match = _OPENING_QUOTE.match(title)
    rest = title[match.end() :] if match else ""
    if len(rest.split()) < _LEAST_WORDS or not _sentences(page) or not tells_something(page, rest):
        return title
    return rest[0].upper() + rest[1:]


def _tells(token: Token) -> bool:
    if token.upos == "VERB":
        return token.dep.partition(":")[0] in _CLAUSES and token.dep != "acl:relcl"
    return token.upos == "NUM" or (token.upos == "ADJ" and token.dep == "root")


def _sentences(page: Page) -> list[Sentence]:
    spans = [(block.start, block.end) for block in page.report.blocks if block.kind == "title"]
    return [
        sentence for sentence in page.annotation.sentences if sentence.tokens and any(start <= sentence.start < end for start, end in spans)
    ]


def _place(page: Page, title: str) -> int | None:
    """Where a headline, or the end of one, stands in its page's text, whatever its white space and the size of its first letter."""
    words = r"\s+".join(map(re.escape, title.split()))
    for block in page.report.blocks:
        if block.kind == "title" and (match := re.compile(words, re.IGNORECASE).search(page.report.text, block.start, block.end)):
            return match.start()
    return None
