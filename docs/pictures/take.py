"""Takes the README's picture: ``python docs/pictures/take.py demo/index.html docs/pictures/dossier.png``, with the system's Chromium."""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


def main() -> None:
    page_path, picture = Path(sys.argv[1]).resolve(), sys.argv[2]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 2200})
        page.goto(page_path.as_uri())
        top = page.locator("article, section").filter(has=page.locator("svg.tree")).first.bounding_box() or {"y": 0}
        bottom = page.locator("svg.tree").first.bounding_box() or {"y": 0, "height": 2000}
        end = bottom["y"] + bottom["height"] + 40
        page.screenshot(path=picture, clip={"x": 0, "y": top["y"], "width": 1280, "height": end - top["y"]})
        browser.close()


if __name__ == "__main__":
    main()
