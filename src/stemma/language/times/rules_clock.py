"""Times of day as they are written, and two clocks that tell one moment ("21:15 local time (19:15 GMT)")."""

from dataclasses import replace

from stemma.language.patterns import Match, Rule, Tags
from stemma.language.times.expressions import Clock
from stemma.language.times.zones import offset_between

_LAST_HOUR, _NOON = 23, 12


def clock_rules() -> list[Rule]:
    """Rules of the first pass. They make ``CLOCK``, ``BARE`` (a clock only by the words around) and ``DOTTED`` (a decimal as well)."""
    zone = ["", " ZONE", " ( ZONE )", " ( ZONE +|- NUMBER )", " ZONE _+|- _NUMBER", " local time?"]
    hours = [
        "HOUR _: _SIXTY AMPM?",
        "HOUR _: _SIXTY _: _SIXTY AMPM?",
        "HOUR AMPM",
        "HOUR|HOURWORD o'clock AMPM?",
        "POINTED AMPM",
        "CLOCKWORD",
    ]
    hours += ["HOUR _h _SIXTY", "HOURWORD AMPM", "BORROWS", "BORROWS _: _SIXTY"]
    rules = [Rule("clock", f"{hour}{place}", _clock) for hour in hours for place in zone]
    rules += [Rule("military clock", f"HHMM hours|hrs?{place}", _clock) for place in zone[1:]]
    behind = "(at|by|from|until|till|around|about|since|between)"  # "won in 2:15 hours" is a length
    rules += [
        Rule("clock in hours", f"{behind} {time} hours|hrs{place}", _clock) for time in ("HOUR _: _SIXTY", "POINTED") for place in zone
    ]
    rules.append(Rule("military hours", "(at|by|until|till|since) ABOUT HHMM hours|hrs", _clock))  # not "about 2140 hours of work"
    past = [
        "half past",
        "quarter past",
        "a quarter past",
        "quarter to",
        "a quarter to",
        "NUMBER past",
        "NUMBER to",
        "NUMBER minutes past|to",
    ]
    rules += [Rule("clock in words", f"{words} HOUR|HOURWORD AMPM?", _spoken_clock) for words in past[:5]]
    rules += [
        Rule("clock in words", f"(at|around|about|by|until|from|before|after) {words} HOURWORD AMPM?", _spoken_clock) for words in past[5:]
    ]
    rules += [Rule("clock in words", f"{words} CLOCKWORD", _spoken_clock) for words in past if "NUMBER" in words]
    return [
        *rules,
        Rule("pointed clock", "POINTED ZONE", _clock),
        Rule("pointed clock", "POINTED local time?", _clock),
        Rule("pointed clock", "POINTED", _dotted_clock),
        Rule("military hours", "HHMM hours|hrs", _clock),
        Rule("zulu", "HOUR _: _SIXTY _ZULU", _clock),
        Rule("zulu", "HOUR _: _SIXTY _: _SIXTY _ZULU", _clock),
    ]


def clock_pair_rules() -> list[Rule]:
    """A pass of its own: a second clock tells the zone of the first."""
    return [
        Rule("clock in two zones", "CLOCK|BARE|DOTTED ( CLOCK|BARE )", _pair),
        Rule("clock in two zones", "CLOCK|BARE|DOTTED ,|or|/|–|- CLOCK", _pair),
    ]


def _clock(match: Match) -> Tags | None:
    read = _hour_and_minute(match)
    if read is None:
        return None
    hour, minute = read
    borrowed = match.value("BORROWS")
    half = match.value("AMPM")
    if half is None and borrowed is not None:
        half = borrowed[0] if hour % _NOON <= borrowed[1] % _NOON else _NOON - borrowed[0]
    if half is not None:
        if not 1 <= hour <= _NOON:
            return None
        hour = hour % _NOON + half
    if hour > _LAST_HOUR or (minute or 0) > 59:
        return None
    is_told = half is not None or match.value("ZONE") is not None or match.value("CLOCKWORD") is not None
    is_marked = is_told or match.has("o'clock", "time", "local", "h", "hours", "hrs") or match.value("HHMM") is not None
    is_twelve = not is_told and _may_be_either(match, hour)
    is_midnight = match.value("CLOCKWORD") == 0
    clock = Clock(hour, minute, _offset(match), is_twelve, is_twelve and match.has("o'clock"), is_midnight)
    return {"CLOCK" if is_marked else "BARE": clock}


def _hour_and_minute(match: Match) -> tuple[int, int | None] | None:
    if match.value("CLOCKWORD") is not None:
        return match.value("CLOCKWORD"), 0
    for tag in ("HHMM", "POINTED"):
        if match.value(tag) is not None and match.value("HOUR") is None:
            return match.value(tag)[0], match.value(tag)[1]
    hour = match.value("HOUR") if match.value("HOUR") is not None else match.value("HOURWORD")
    minute = next((item.tags["SIXTY"] for item in match.items[1:] if "SIXTY" in item.tags), None)
    return None if hour is None else (hour, minute)


def _may_be_either(match: Match, hour: int) -> bool:
    """Whether an hour may be in either half of the day: up to twelve, and not written with a zero in front."""
    return 1 <= hour <= _NOON and match.value("HHMM") is None and not match.items[0].word.startswith("0")


def _dotted_clock(match: Match) -> Tags | None:
    hour, minute = match.value("POINTED")
    if hour > _LAST_HOUR or minute > 59:
        return None
    return {**match.items[0].tags, "DOTTED": Clock(hour, minute, None, _may_be_either(match, hour))}


def _spoken_clock(match: Match) -> Tags | None:
    """ "half past nine", "ten to six pm"."""
    words, half = [item.word for item in match.items], match.value("AMPM")
    hour = match.items[-1 if half is None else -2].tags
    named = hour.get("HOURWORD", hour.get("HOUR"))
    minutes = 30 if "half" in words else 15 if "quarter" in words else match.value("NUMBER")
    if not isinstance(minutes, int) or not 1 <= minutes <= 30 or (minutes % 5 and "minutes" not in words):
        return None  # "by eleven to one" is a vote
    if (sharp := match.value("CLOCKWORD")) is not None:
        total = (sharp * 60 + (-minutes if "to" in words else minutes)) % (24 * 60)
        return {"CLOCK": Clock(total // 60, total % 60, None)}
    if not 1 <= named <= _NOON:
        return None
    total = named * 60 + (-minutes if "to" in words else minutes)
    hour_of_day = (total // 60) % _NOON + half if half is not None else total // 60 or _NOON
    return {"CLOCK": Clock(hour_of_day, total % 60, None, half is None, half is None)}


def _offset(match: Match) -> str | None:
    zone: str | None = match.value("ZULU") or match.value("ZONE") or None
    signs = [item.word for item in match.items if item.word in ("+", "-")]
    if zone == "Z" and signs:
        hours = match.values("NUMBER")[-1]
        return f"{signs[-1]}{hours:02d}:00" if isinstance(hours, int) and hours <= 14 else None
    return zone


def _pair(match: Match) -> Tags | None:
    first, second = (_clock_of(match.items[place].tags) for place in (0, -1 if match.items[-1].word != ")" else -2))
    if first is None or second is None:
        return None
    if first.offset is None and second.offset is not None:
        return {"CLOCK": _zoned(first, second)}
    if first.offset is not None and second.offset is None:
        return {"CLOCK": _zoned(second, first)}
    return None if first.offset is None else {"CLOCK": first}


def _clock_of(tags: Tags) -> Clock | None:
    return next((tags[tag] for tag in ("CLOCK", "BARE", "DOTTED") if tag in tags), None)


def _zoned(local: Clock, universal: Clock) -> Clock:
    """The local clock with the offset that the other one tells; the other one where none fits."""
    ends = (local.hour, local.minute or 0), (universal.hour, universal.minute or 0)
    offset = offset_between(*ends, universal.offset or "Z")
    return universal if offset is None else replace(local, offset=offset, is_twelve=False, is_spoken=False)
