"""The dossier page in a browser: nothing leaves it, everything can be reached, read and followed."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, sync_playwright

from dossier_fixture import dossier, empty_dossier
from dossier_pages import HOSTILE_WORDS, TEXTS
from stemma.views.dossier import page
from stemma.views.dossier.labels import label_reports

pytestmark = pytest.mark.browser

WIDTHS = [1280, 390]
SCHEMES = ["light", "dark"]
FOCUSED = """() => {
  const node = document.activeElement;
  if (node.closest('.matrix')) return 'matrix';
  return node.tagName === 'SUMMARY' && node.closest('.claim') ? 'claim' : String(node.className);
}"""
LABELS = """() => [...document.querySelector('.wide svg.tree').querySelectorAll('text.halo')].map((label) => {
  const box = label.getBBox();
  return [box.x, box.y, box.x + box.width, box.y + box.height];
})"""
COLOURS = """
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = (parts) => parts.slice(0, 3).map((v) => v / 255)
    .map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ratio = (one, other) => {
    const [a, b] = [light(rgba(one)), light(rgba(other))].sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05);
  };
"""
CONTRAST = f"""() => {{ {COLOURS}
  const ground = (node) => {{
    for (; node; node = node.parentElement) {{
      const colour = getComputedStyle(node).backgroundColor;
      if (rgba(colour)[3] === 255) return colour;
    }}
    return 'white';
  }};
  return [...document.querySelectorAll('body *:not(svg):not(svg *)')]
    .filter((node) => node.checkVisibility() && [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim()))
    .map((node) => [node.className + ' ' + node.textContent.slice(0, 30), ratio(getComputedStyle(node).color, ground(node))])
    .filter((item) => item[1] < 4.5);
}}"""
SVG_CONTRAST = f"""() => {{ {COLOURS}
  const paper = getComputedStyle(document.documentElement).getPropertyValue('--panel');
  return [...document.querySelectorAll('svg text')].filter((node) => node.checkVisibility()).map((node) => {{
    const shape = node.matches('.siglum, .number, .m text') ? node.parentElement.querySelector('circle, rect') : null;
    return [node.textContent, ratio(getComputedStyle(node).fill, shape ? getComputedStyle(shape).fill : paper)];
  }}).filter((item) => item[1] < 4.5);
}}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("no Chromium on this machine: the page was not opened in a browser")
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu", *quiet])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("dossier") / "index.html"
    path.write_text(page(dossier()), encoding="utf-8")
    return path


class Visit:
    """An opened page, with everything that it asked for or complained of."""

    def __init__(self, context: BrowserContext, file: Path) -> None:
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page: Page = context.new_page()
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", self._refuse)
        self.page.goto(file.as_uri())

    def _refuse(self, dialog: Dialog) -> None:
        self.complaints.append(dialog.message)
        dialog.dismiss()


@pytest.fixture
def visit(browser: Browser, file: Path) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    yield Visit(context, file)
    context.close()


def test_only_the_file_itself_is_asked_for(visit: Visit, file: Path) -> None:
    for summary in visit.page.locator("details > summary").all():
        summary.evaluate("node => node.parentElement.open = true")
    visit.page.wait_for_timeout(100)
    assert visit.requests == [file.as_uri()]
    assert visit.complaints == []


@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_never_scrolls_sideways(browser: Browser, file: Path, tmp_path: Path, width: int) -> None:
    empty = tmp_path / "empty.html"
    empty.write_text(page(empty_dossier()), encoding="utf-8")
    context = browser.new_context(viewport={"width": width, "height": 800})
    for path in (file, empty):
        opened = Visit(context, path).page
        opened.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
        assert opened.evaluate("document.documentElement.scrollWidth") == width
    context.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_what_backs_a_claim_is_wrapped_where_it_is_long(browser: Browser, file: Path, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    opened = Visit(context, file).page
    long = "12 reports, 12 more in part, perhaps 11 more, 1–23 sources"
    opened.evaluate("words => document.querySelectorAll('.backing, .behind').forEach(one => one.textContent = words)", long)
    ends = opened.evaluate("[...document.querySelectorAll('.known .backing')].map(one => one.getBoundingClientRect().right)")
    assert ends
    assert max(ends) <= width
    context.close()


def test_a_value_leads_to_its_words(visit: Visit) -> None:
    labels = label_reports(dossier().reports, dossier().stories)
    conflict = dossier().stories[0].conflicts[0]
    for value in conflict.values:
        for citation in value.citations:
            anchor = f"{labels[citation.report].anchor}-{citation.start}-{citation.end}"
            visit.page.locator(f'.conflict a.hit[href="#{anchor}"]').first.click()
            marked = visit.page.locator("mark:target")
            assert marked.text_content() == TEXTS[citation.report][citation.start : citation.end]
            assert marked.is_visible()
            visit.page.wait_for_function(
                "() => { const box = document.querySelector('mark:target').getBoundingClientRect();"
                " return box.top > 0 && box.bottom < innerHeight; }"
            )
            visit.page.locator("mark:target + a.back").click()
            assert visit.page.evaluate("location.hash").startswith("#s1-x")


def test_every_mark_that_is_linked_holds_its_words(visit: Visit) -> None:
    labels = {label.anchor: report for report, label in label_reports(dossier().reports, dossier().stories).items()}
    marks: list[list[str]] = visit.page.evaluate(
        "[...document.querySelectorAll('mark[id]')].map(m => [m.id, m.classList.contains(m.id) ? "
        "[...document.querySelectorAll('mark.' + m.id)].map(p => p.textContent).join('') : m.textContent])"
    )
    assert marks
    for anchor, text in marks:
        name, start, end = anchor.split("-")
        expected = TEXTS[labels[name]][int(start) : int(end)]
        assert text.replace("\n", "") == expected.replace("\n", "")


def test_it_works_without_scripts(browser: Browser, file: Path) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 800})
    visit = Visit(context, file)
    visit.page.locator(".conflict a.hit").first.click()
    assert visit.page.url.split("#")[1].startswith("r")
    assert visit.page.locator("mark:target").is_visible()
    assert visit.page.locator("#theme").is_hidden()
    visit.page.locator("details.claim > summary").first.click()
    assert visit.page.locator("details.claim .origins").first.is_visible()
    assert visit.complaints == []
    context.close()


def test_the_keyboard_reaches_matrix_and_details(visit: Visit) -> None:
    reached: list[str] = []
    for _ in range(400):
        visit.page.keyboard.press("Tab")
        reached.append(visit.page.evaluate(FOCUSED))
        if reached[-1] == "claim":
            break
    assert reached[0] == "skip"
    assert reached.index("matrix") < reached.index("claim")
    visit.page.keyboard.press("Enter")
    assert visit.page.evaluate("document.activeElement.parentElement.open")
    outline = visit.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_text_stands_out_from_its_ground(browser: Browser, file: Path, scheme: str, width: int) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800})  # type: ignore[arg-type]
    opened = Visit(context, file).page
    opened.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    assert opened.evaluate(CONTRAST) == []
    assert opened.evaluate(SVG_CONTRAST) == []
    context.close()


def test_the_button_changes_the_scheme(visit: Visit) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    before = visit.page.evaluate(ground)
    visit.page.get_by_role("button", name="Dark").click()
    assert visit.page.evaluate(ground) != before
    assert visit.page.get_by_role("button", name="Light").is_visible()


def test_hostile_text_is_inert(visit: Visit) -> None:
    assert HOSTILE_WORDS in (visit.page.locator("main").text_content() or "")
    assert visit.page.locator("img, iframe, object, embed, b b, svg[onload]").count() == 0
    assert visit.page.locator("script").count() == 1
    assert visit.complaints == []


def test_labels_of_the_tree_do_not_meet(visit: Visit) -> None:
    boxes: list[list[float]] = visit.page.evaluate(LABELS)
    width = visit.page.evaluate("document.querySelector('.wide svg.tree').viewBox.baseVal.width")
    for index, (left, top, right, bottom) in enumerate(boxes):
        assert right <= width
        for other in boxes[index + 1 :]:
            assert right <= other[0] or other[2] <= left or bottom <= other[1] + 3 or other[3] <= top + 3


def test_claims_can_be_sought(visit: Visit) -> None:
    visit.page.locator("input[type=search]").first.fill("tug tuesday")
    shown = [claim for claim in visit.page.locator("#s1-claim-list .claim").all() if claim.is_visible()]
    assert [re.search("tug", claim.text_content() or "") is not None for claim in shown] == [True]


def test_names_and_roles_reach_a_screen_reader(visit: Visit) -> None:
    assert visit.page.get_by_role("main").count() == 1
    assert visit.page.get_by_role("banner").count() == 1
    assert visit.page.get_by_role("contentinfo").count() == 1
    assert visit.page.get_by_role("navigation").count() >= 2
    table = visit.page.get_by_role("table", name="Claims and the reports that make them").first
    assert table.get_by_role("columnheader").count() == 8
    assert table.get_by_role("link", name="A, Tarn Herald: on the word of coastguard, disputed").count() == 1
    assert visit.page.get_by_role("group", name="Who drew on whom").count() == 2
