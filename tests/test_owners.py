"""Who owns an outlet: by the packaged list, by the page's own foot."""

import pytest

from stemma.adapters.models.lexicons import load_lexicons
from stemma.language.owners import owner_of
from stemma.records import Block, Outlet, Report


def report(outlet: Outlet | None, foot: str = "Privacy") -> Report:
    body = "The mill at Alva burned down on Sunday."
    text = f"{body}\n{foot}"
    blocks = (Block(kind="body", start=0, end=len(body)), Block(kind="chrome", start=len(body) + 1, end=len(text)))
    return Report(
        id="r", location="r.txt", sha256="0", outlet=outlet, title=None, bylines=(), published=None, updated=None, language="en",
        text=text, blocks=blocks, disclosures=(),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("outlet", "foot", "owner"),
    [
        (Outlet(name="Manchester Evening News", domain=None), "Privacy", "Reach"),
        (Outlet(name=None, domain="www.dailystar.co.uk"), "Privacy", "Reach"),
        (Outlet(name="Alva Post", domain=None), "Part of Fjord Newspapers Ltd. All rights reserved", "Fjord Newspapers"),
        (Outlet(name="Alva Post", domain=None), "© 2026 Fjord Media", "Fjord Media"),
        (Outlet(name="Alva Post", domain=None), "© 2026 Alva Post", None),
        (Outlet(name="Alva Post", domain=None), "Part of our weekend series", None),
        (None, "Privacy", None),
    ],
)
def test_owners(outlet: Outlet | None, foot: str, owner: str | None) -> None:
    assert owner_of(report(outlet, foot), load_lexicons()) == owner
