"""Bytes to text: byte order mark, declared encoding, UTF-8, then a guess among the old encodings; never a silent loss."""

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass

from stemma.adapters.fetch.mojibake import looks_garbled
from stemma.problems import Reason

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""<meta[^<>]{0,200}?charset\s{0,5}=\s{0,5}["']?\s{0,5}([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_DECLARED_XML = re.compile(rb"""^\s{0,50}<\?xml[^<>]{0,200}?encoding\s{0,5}=\s{0,5}["']([A-Za-z0-9_.:-]{2,40})""")
_WIDER = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949"}
"""Browsers read the left name as the right one (WHATWG Encoding Standard)."""
_SIBLINGS = {"iso8859-2": "cp1250", "iso8859-5": "cp1251", "iso8859-7": "cp1253", "iso8859-9": "cp1254", "koi8-r": "koi8_u"}
_OLD = ("cp1250", "cp1251", "koi8_r", "gb18030", "cp932", "euc_jp", "big5", "cp949", "cp1253")
_ESCAPES = re.compile(rb"\x1b\$[@B]|\x1b\(J")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a]")
_MAGIC = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
)
_SAMPLE_BYTES = 200_000
_WIDE_SAMPLE_BYTES, _FEWEST_WIDE_BYTES, _FEWEST_NULS = 20_000, 40, 0.02
_MOST_DAMAGE = 0.001
"""Share of undecodable bytes up to which a page that is otherwise UTF-8 is still read."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, or why there is none; with text, ``reason`` says what was lost on the way."""

    text: str | None
    reason: Reason | None = None
    detail: str = ""


def decode(content: bytes, charset: str | None = None) -> Decoded:
    """Decode one page; ``charset`` is what its carrier calls its encoding.

    Tried in order: byte order mark, UTF-16 without one, ISO-2022-JP by its escapes, strict UTF-8, the encoding of the carrier, the one that
    the page declares, and guesses. A carrier's ISO-8859-1 is a server's default and stands behind what the page declares; an encoding in
    which the text reads like no language (mojibake.py) is passed over as long as another one fits.
    A page that is UTF-8 but for a few bytes is read with U+FFFD in their place, and says so (``damaged``, or ``truncated``
    where it only breaks off inside a character).
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strictly(content[len(mark) :], encoding) or _tolerantly(content[len(mark) :], encoding)
    wide = _without_mark(content)
    if wide:
        return wide
    binary = _binary(content)
    if binary:
        return Decoded(None, Reason.NOT_TEXT, binary)
    declared, carried = declared_encoding(content), _known(charset)
    if _ESCAPES.search(content[:_SAMPLE_BYTES]):
        return _strictly(content, "iso2022_jp_2") or _tolerantly(content, "iso2022_jp_2")
    whole = _strictly(content, "utf-8")
    if whole:
        return whole
    named = [name for name in ((declared, carried) if carried == "cp1252" else (carried, declared)) if name]
    almost = _almost_utf8(content, declared)
    if almost is not None and (not named or "utf-8" in named):
        return almost
    return _first_sound(content, [*named, *map(_wider_sibling, named)]) or almost or _guess(content, named)


def _first_sound(content: bytes, encodings: Iterable[str | None]) -> Decoded | None:
    """The text in the first of the encodings that fits its bytes and in which it reads like a language."""
    for encoding in dict.fromkeys(name for name in encodings if name):
        decoded = _strictly(content, encoding)
        if decoded is not None and (decoded.text is None or not looks_garbled(decoded.text)):
            return decoded
    return None


def _wider_sibling(encoding: str) -> str | None:
    """The Windows code page that pages labelled with an ISO 8859 part often are in."""
    return _SIBLINGS.get(encoding)


def declared_encoding(content: bytes) -> str | None:
    """The encoding an HTML or XML page names near its start, under Python's name; None where it names none known."""
    found = _DECLARED.search(content[:4096]) or _DECLARED_XML.search(content[:400])
    if not found:
        return None
    return _known(found.group(1).decode("ascii"))


def _known(name: str | None) -> str | None:
    """Python's name of an encoding as browsers read it; None for one that cannot be what a page is in."""
    try:
        found = codecs.lookup(name.strip()) if name else None
    except (LookupError, ValueError):
        return None
    if found is None or found.name.startswith(("utf-16", "utf-32")):
        return None
    return _WIDER.get(found.name, found.name)


def _without_mark(content: bytes) -> Decoded | None:
    """UTF-16 without a byte order mark: Latin text has a NUL in every other byte, which tells which half comes first."""
    sample = content[:_WIDE_SAMPLE_BYTES]
    if len(sample) < _FEWEST_WIDE_BYTES or sample.count(0) < len(sample) * _FEWEST_NULS:
        return None
    plain = {encoding: _plain_units(sample, first) for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be"))}
    encoding = max(sorted(plain), key=lambda name: plain[name])
    if plain[encoding] < len(sample) // 2 * _FEWEST_NULS or plain[encoding] < 10 * min(plain.values()):
        return None
    decoded = _strictly(content[: len(content) // 2 * 2], encoding)
    return decoded if decoded and decoded.text and not _CONTROLS.search(decoded.text[:_WIDE_SAMPLE_BYTES]) else None


def _plain_units(sample: bytes, high: int) -> int:
    """How many pairs of bytes are printable ASCII, the byte at ``high`` being the greater one."""
    return sum(
        1 for top, low in zip(sample[high::2], sample[1 - high :: 2], strict=False) if not top and (32 <= low < 127 or low in (9, 10, 13))
    )


def _binary(content: bytes) -> str | None:
    for magic, what in _MAGIC:
        if content.startswith(magic):
            return f"this is {what}, not a page of text"
    sample = content[:_SAMPLE_BYTES]
    if sample.count(0) > len(sample) * _MOST_DAMAGE:
        return "it holds NUL bytes, so it is not a page of text"
    controls = sum(sample.count(code) for code in range(1, 32) if code not in (9, 10, 11, 12, 13, 27, 28, 29, 30, 31))
    if controls > 8 and controls > len(sample) / 100:
        return "it is full of control codes, so it is not a page of text"
    return None


def _strictly(content: bytes, encoding: str) -> Decoded | None:
    try:
        text = content.decode(encoding)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None
    if text.count("\0") > len(text) * _MOST_DAMAGE:
        return Decoded(None, Reason.NOT_TEXT, "it holds NUL characters, so it is not a page of text")
    return Decoded(text)


def _tolerantly(content: bytes, encoding: str) -> Decoded:
    text = content.decode(encoding, errors="replace")
    lost = text.count("\ufffd")
    if lost > max(1, len(text) * _MOST_DAMAGE):
        return Decoded(None, Reason.BAD_ENCODING, f"its byte order mark says {encoding}, but its bytes are not")
    return _damaged(text, lost, encoding)


def _almost_utf8(content: bytes, declared: str | None) -> Decoded | None:
    text = content.decode("utf-8", errors="replace")
    lost = text.count("\ufffd")
    sound = sum(1 for char in text[:_SAMPLE_BYTES] if "\x7f" < char != "\ufffd")
    is_utf8 = declared == "utf-8" or sound >= lost
    return _damaged(text, lost, "UTF-8") if is_utf8 and lost <= max(1, len(text) * _MOST_DAMAGE) else None


def _damaged(text: str, lost: int, encoding: str) -> Decoded:
    if text.endswith("\ufffd") and lost == 1:
        return Decoded(text[:-1], Reason.TRUNCATED, "it breaks off inside a character; what is there was read")
    return Decoded(text, Reason.DAMAGED, f"{lost} places are not {encoding}; they were read as \ufffd")


def _guess(content: bytes, named: list[str]) -> Decoded:
    """Nothing named fits well: the first that reads like a language of Western Europe's code page, charset-normalizer's guess and other old
    code pages, else whatever fits the bytes."""
    from charset_normalizer import from_bytes

    best = from_bytes(content[:_SAMPLE_BYTES], threshold=0.3).best()
    guessed = _WIDER.get(codecs.lookup(best.encoding).name, best.encoding) if best is not None else None
    sound = _first_sound(content, ["cp1252", guessed, *_OLD])
    if sound:
        return sound
    for encoding in (*named, guessed):
        decoded = _strictly(content, encoding) if encoding else None
        if decoded:
            return decoded
    high = sum(1 for byte in content[:_SAMPLE_BYTES] if byte > 0x7F)
    decoded = _strictly(content, "cp1252") if high < len(content[:_SAMPLE_BYTES]) * 0.2 else None
    return decoded or Decoded(None, Reason.BAD_ENCODING, "its bytes fit no encoding that we know of")
