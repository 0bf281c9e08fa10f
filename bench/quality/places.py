"""Are places found on the map? Places of news articles against three public sets (TR-News, LGL, GeoVirus), beside the largest of the name.

Every gold toponym that we take for a place is compared: right is what lies within 161 km (100 miles) of the gold point, the measure of
the field; a country is right where it is the same country, wherever its middle is put. The peer reads the same mentions and takes
the place of that name with most inhabitants, countries first, from the same atlas. Adjectives ("Turkish") and capitals that stand for
governments are no places here and are counted apart. Of LGL every fifth article is read. The weights were set on the half of the
articles whose digest is even; the other half is what counts.

STEMMA_DATA=FOLDER python -m bench.quality.places [--errors]
"""

import hashlib
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from bench.quality.entities import Gold, annotate_text, matching
from bench.quality.story_sets import data_folder
from stemma.adapters.models.lexicons import load_lexicons
from stemma.language.atlas import Spot, find_spots
from stemma.language.gazetteer import look_up
from stemma.records import Entity, Page
from stemma.stages.extract.entities import link_entities
from stemma.stages.extract.places import distance_km

RIGHT_KM = 161.0
SETS = {"TR-News": 1, "lgl": 5, "GeoVirus": 1}


class Toponym(NamedTuple):
    start: int
    end: int
    spot: Spot


class Article(NamedTuple):
    name: str
    text: str
    toponyms: tuple[Toponym, ...]

    @property
    def is_held_out(self) -> bool:
        return int(hashlib.sha256(self.text.encode()).hexdigest(), 16) % 2 == 1


class Answer(NamedTuple):
    """What was said of one toponym: the gold, ours, the peer's; None where nothing was said."""

    text: str
    gold: Spot
    ours: Spot | None
    our_country: str | None
    peer: Spot | None


def read_articles(folder: Path, name: str) -> Iterator[Article]:
    root = ElementTree.parse(folder / f"geoparsing_news/data/Corpora/{name}.xml").getroot()  # noqa: S314 - a data set of ours to read
    for number, article in enumerate(root.iter("article")):
        if number % SETS[name] == 0:
            text = article.findtext("text") or ""
            marks = [*article.iter("toponym"), *article.iter("location")]
            yield Article(f"{name} {number}", text, tuple(mark for one in marks if (mark := _toponym(one, text)) is not None))


def _toponym(mark: ElementTree.Element, text: str) -> Toponym | None:
    holder = mark if mark.find("lat") is not None else mark.find("gaztag")
    latitude, longitude = (holder.findtext("lat"), holder.findtext("lon")) if holder is not None else (None, None)
    if not latitude or not longitude:
        return None
    known = look_up(mark.findtext("phrase") or mark.findtext("name") or "", load_lexicons())
    land = look_up(mark.findtext("gaztag/country") or "", load_lexicons()) or (known if known and known.kind == "country" else None)
    code = holder.findtext("fcode") if holder is not None else None
    is_country = land is not None and (code or "").startswith("PCL") if code else known is not None and known.kind == "country"
    spot = Spot("", "country" if is_country else "city", land.country if land else None, None, float(latitude), float(longitude), 0)
    start, end = int(mark.findtext("start") or 0), int(mark.findtext("end") or 0)
    shift = 1 if text[start - 1 : end - 1] == (mark.findtext("name") or "") != "" else 0  # GeoVirus counts from one
    return Toponym(start - shift, end - shift, spot)


def answers(article: Article, page: Page) -> Iterator[Answer | None]:
    """One for each toponym, None where we have no place."""
    lexicons = load_lexicons()
    links = link_entities([page], lexicons=lexicons)
    entities = {entity.id: entity for entity in links.entities}
    shift = page.report.text.index(article.text)
    for gold in article.toponyms:
        found = matching(page.annotation.mentions, Gold(gold.start + shift, gold.end + shift, ""))
        entity = entities[links.ids[(page.report.id, found.referent)]] if found is not None and found.form == "name" else None
        if entity is None or entity.type != "place":
            yield None
            continue
        printed = article.text[gold.start : gold.end]
        yield Answer(printed, gold.spot, our_spot(entity), entity.country, next(iter(find_spots(printed, lexicons)), None))


def our_spot(entity: Entity) -> Spot | None:
    point = entity.coordinates
    return Spot(entity.name, "city", entity.country, None, point.latitude, point.longitude, 0) if point is not None else None


def is_right(gold: Spot, said: Spot | None) -> bool:
    if said is not None and gold.kind == "country":
        return gold.country == said.country
    return said is not None and distance_km(gold, said) <= RIGHT_KM


def report(title: str, found: Sequence[Answer], missed: int) -> None:
    for who, said in (("stemma", [one.ours for one in found]), ("largest of the name", [one.peer for one in found])):
        right = sum(is_right(one.gold, spot) for one, spot in zip(found, said, strict=True))
        answered = sum(spot is not None for spot in said)
        print(
            f"{title:10} {who:20} {len(found):5} places ({missed} toponyms that are none)  right {right / max(1, len(found)):.3f}", end="  "
        )
        print(f"answered {answered / max(1, len(found)):.3f}  right of the answered {right / max(1, answered):.3f}")
    for who, countries in (
        ("stemma", [one.our_country for one in found]),
        ("largest of the name", [one.peer.country if one.peer else None for one in found]),
    ):
        share = _of_country(found, countries)
        if share is not None:
            print(f"{title:10} {who:20} country right of the answered: {share[0]:.3f} of {share[1]}")


def _of_country(found: Sequence[Answer], said: Sequence[str | None]) -> tuple[float, int] | None:
    known = [(one.gold.country, country) for one, country in zip(found, said, strict=True) if one.gold.country and country]
    return (sum(gold == country for gold, country in known) / len(known), len(known)) if known else None


def main() -> None:
    if not (data_folder() / "geoparsing_news").is_dir():
        print(f"geoparsing_news: absent ({data_folder()}); not measured")
        return
    everything: list[Answer] = []
    for name in SETS:
        found: list[Answer] = []
        missed, digest = 0, hashlib.sha256()
        for article in read_articles(data_folder(), name):
            if article.is_held_out == ("--errors" in sys.argv):
                continue
            digest.update(article.text.encode())
            for answer in answers(article, annotate_text(article.name, article.text)):
                missed += answer is None
                found += [answer] if answer is not None else []
                if "--errors" in sys.argv and answer is not None and not is_right(answer.gold, answer.ours):
                    print(article.name, "|", answer.text, "|", *answer.gold[2:6], "|", answer.ours)
        print(f"{name}, digest {digest.hexdigest()[:10]}")
        report(name, found, missed)
        everything += found
    answered = [one for one in everything if one.ours is not None]
    right = sum(is_right(one.gold, one.ours) for one in everything)
    print(f"= places right within 161 km, geoparsing held out: {right / max(1, len(everything)):.3f}")
    print(f"= places right of the answered, geoparsing held out: {right / max(1, len(answered)):.3f}")


if __name__ == "__main__":
    main()
