"""The stories of the newsroom benchmark as the fits see them: pages, what they say, and where they tell what their sheets know."""

from collections.abc import Sequence
from dataclasses import replace

from bench.quality.newsroom.match import Located, lay_over
from bench.quality.newsroom.sheet import Sheet

from stemma.adapters.fetch import fetch
from stemma.adapters.models.lexicons import load_lexicons
from stemma.config import Config
from stemma.pipeline import read_page
from stemma.records import Extraction, Page
from stemma.stages.corroborate.comparing.ground import open_ground
from stemma.stages.corroborate.comparing.matter import Ground
from stemma.stages.corroborate.comparing.parallels import find_parallels
from stemma.stages.corroborate.comparing.reading import Reading, read_statements
from stemma.stages.extract import extract


def read_story(sheet: Sheet) -> tuple[list[Page], Extraction]:
    """All pages of a story in the order of their ids, and what they say."""
    config = Config()
    captures = fetch([str(sheet.folder / entry.file) for entry in sheet.entries], config=config.fetch)
    pages = [page for capture in captures for page in read_page(capture, config=config).records]  # type: ignore[arg-type]
    pages.sort(key=lambda page: page.report.id)
    (extraction,) = extract(pages, config=config.extract, lexicons=load_lexicons()).records
    return pages, extraction


def locate(sheet: Sheet, pages: Sequence[Page]) -> Located:
    """Where the pages tell what the sheet knows."""
    reports = [{"id": page.report.id, "location": page.report.location, "text": page.report.text} for page in pages]
    return lay_over(sheet, {"reports": reports, "stories": []})


def open_story(pages: Sequence[Page], extraction: Extraction) -> tuple[Sequence[Reading], Ground]:
    """The statements made ready for comparison, and the ground on which they are compared."""
    readings = read_statements(pages, extraction, load_lexicons())
    return readings, replace(open_ground(pages, extraction, readings, load_lexicons()), parallels=find_parallels(pages))
