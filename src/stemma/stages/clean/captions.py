"""How far a line is the caption of a picture."""

import re

from stemma.records import Feature
from stemma.stages.clean.lines import Line

_BRACKET_CREDIT = re.compile(r"[\[(](?P<inside>[^\[\]()]{2,70})[\])]\W{0,2}$")
_PHOTO_WORD = re.compile(
    r"\b(?:photos?|photographs?|images?|pictures?|file|pool|courtesy|handout|foto|bild|photographer|getty|screengrab|screenshot|사진|写真|摄)\b|/",
    re.IGNORECASE,
)
_CREDIT_START = re.compile(
    r"^\W{0,3}(?:photo|photograph|image|picture|file photo|foto|bild|bilde|billede|imagen|immagine|zdjęcie|фото|사진|写真)s?\b\s?(?:credit|by|courtesy|av|von|de)?\s?[:：/|–—-]",
    re.IGNORECASE,
)
_CREDIT_END = re.compile(
    r"(?:\b(?:photo|image|picture|foto|bild)s?(?: credit)?s?\s?[:：]\s?[^.]{2,60}|©\s?[^.]{2,60}|\b(?:AP|Reuters|AFP|Getty Images|EPA|Xinhua|TASS|Yonhap)(?:/[\w .-]{2,40}| Photo)\W{0,2})$",
    re.IGNORECASE,
)
_POSITIONS = re.compile(
    r"(?:^|[,(;]\s?)(?:left|right|center|centre|second from (?:left|right)|third from (?:left|right)|top|bottom|front|back row|l|r|foreground|background|pictured|seen here|shown here|links|rechts|à gauche|à droite|izquierda|derecha|esquerda|direita|слева|справа)(?:[,);.]|$)",
    re.IGNORECASE,
)
_SHOWN = re.compile(
    r"\b(?:is seen|are seen|is pictured|are pictured|seen (?:here|in)|pictured (?:here|in|at)|is shown|are shown|in this (?:photo|image|picture|file|undated|handout|screengrab|frame)|file (?:photo|image|picture)|poses? (?:for|with)|speaks? (?:during|at)|shakes? hands|looks on|waves? (?:as|from|to)|attends? an?|stands? (?:in|near|next|outside|beside|by)|walks? (?:past|through|near)|gestures? (?:as|during)|arrives? (?:at|for)|departing|holding|standing)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“”]|\bsaid\b")
_WEIGHTS = {
    "marked_as_caption": 4.0,
    "bracket_credit": 2.0,
    "photo_in_bracket": 1.5,
    "capitals_in_bracket": 1.5,
    "credit_at_start": 3.0,
    "credit_at_end": 2.5,
    "positions": 2.0,
    "what_is_shown": 1.2,
    "beside_picture_note": 2.5,
    "short": 0.6,
    "quotes_or_says": -1.5,
    "several_sentences": -0.8,
    "long": -2.0,
    "bias": -2.9,
}


def caption_features(line: Line, *, beside_picture_note: bool) -> tuple[Feature, ...]:
    """The named parts of a line's caption score; above 0 in sum, the line is a caption. ``beside_picture_note`` says that a note
    about the picture's making or rights stands next to it."""
    text = line.text[-400:] if len(line.text) > 400 else line.text
    bracket = _BRACKET_CREDIT.search(text)
    inside = bracket.group("inside") if bracket else ""
    values = {
        "marked_as_caption": _is_marked(line),
        "bracket_credit": bool(bracket) and not inside.islower() and not inside.isdigit(),
        "photo_in_bracket": bool(_PHOTO_WORD.search(inside)),
        "capitals_in_bracket": inside.isupper() and len(inside) > 3,
        "credit_at_start": bool(_CREDIT_START.search(text)),
        "credit_at_end": bool(_CREDIT_END.search(text)),
        "positions": bool(_POSITIONS.search(text)),
        "what_is_shown": bool(_SHOWN.search(text)),
        "beside_picture_note": beside_picture_note and len(line.text) < 300,
        "short": len(line.text) < 260,
        "quotes_or_says": bool(_QUOTED.search(text)),
        "several_sentences": len(re.findall(r"[a-z][.!?]\s", text)) > 2,
        "long": len(line.text) > 450,
        "bias": True,
    }
    return tuple(Feature(name=name, value=float(value), weight=_WEIGHTS[name]) for name, value in values.items())


def is_caption(line: Line, *, beside_picture_note: bool) -> bool:
    features = caption_features(line, beside_picture_note=beside_picture_note)
    return sum(feature.value * feature.weight for feature in features) > 0


def _is_marked(line: Line) -> bool:
    markup = line.markup
    if markup is None:
        return False
    return (
        "figcaption" in markup.landmarks or "caption" in markup.hints or ("figure" in markup.landmarks and "table" not in markup.landmarks)
    )
