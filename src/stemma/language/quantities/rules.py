"""The grammar of numbers in news: money, shares and measures, bounds, ranges, and numbers that are names."""

from dataclasses import dataclass, replace

from stemma.language.patterns import Match, Rule, Tags

_MOST_OF_RATIO = 10
_COLLECTIVES = frozenset({12, 100, 1000, 10**6, 10**9})


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as the words bound it. ``least``/``most`` are None where unbounded; ``unit`` None where no word of the grammar names it.
    ``needs_event``: it is no quantity unless something happened to those counted ("many were hurt", not "many say")."""

    value: float | None
    least: float | None
    most: float | None
    unit: str | None = None
    is_approximate: bool = False
    needs_event: bool = False


def exact(value: float, unit: str | None = None) -> Amount:
    """A number stated as it is."""
    return Amount(value, value, value, unit)


def name_rules() -> list[Rule]:
    """First pass: digits that are part of a name, an age, a score, a fraction, a telephone number."""
    return [
        Rule("designation", "DESIGNATOR _.? NUMBER", _nothing),
        Rule("age", "NUMBER - TIMEUNIT - old|olds", _nothing),
        Rule("age", "NUMBER TIMEUNIT old", _nothing),
        Rule("age behind a name", "(LETTERS) (,) NUMBER (,|.|;|and|who)", _nothing),
        Rule("age between commas", "(,) NUMBER (,)", _nothing),
        Rule("score", "NUMBER _-|– _NUMBER", _score),
        Rule("length of time", "NUMBER -? TIMEUNIT", _nothing),
        Rule("length of time", "NUMBER to|- NUMBER TIMEUNIT", _nothing),
        Rule("length of time", "NUMBER to|or|-|– (TIME)", _nothing),
        Rule("fraction", "NUMBER - ORDINAL", _nothing),
        Rule("fraction", "NUMBER -? thirds|quarters|fifths|tenths", _nothing),
        Rule("telephone", "+ _NUMBER", _nothing),
        Rule("times", "NUMBER -? time|times", _nothing),
        Rule("ratio", "NUMBER in every? NUMBER (!%|percent|per|TIMEUNIT)", _ratio),
        Rule("part of a name", "(NAMED) DIGIT", _nothing),
        Rule("part of a name", "LETTERS _- _NUMBER", _nothing),
        Rule("part of a name", "LETTERS _NUMBER", _nothing),
        Rule("part of a name", "NUMBER _LETTERS", _nothing),
        Rule("slashed", "NUMBER _/ _NUMBER", _nothing),
        Rule("telephone", "NUMBER _- _NUMBER _- _NUMBER", _nothing),
        Rule("clock", "NUMBER _: _NUMBER", _nothing),
        Rule("dotted", "NUMBER _. _NUMBER", _nothing),
        Rule("one another", "one another", _nothing),
        Rule("no one", "no|any|every|each|the|this|that|which one|ones", _nothing),
        Rule("best of seven", "- of - NUMBER", _nothing),
        Rule("one of", "one|1 of (the|our|their|its|his|her|them|us)", _nothing),
        Rule("one day", "one day|side|hand|way|thing|another|reason|such", _nothing),
        Rule("one by one", "one by|after one", _nothing),
    ]


def amount_rules() -> list[Rule]:
    """Second pass: numbers with the units that stand fast beside them."""
    rules = [
        Rule("magnitude", "NUMBER (on) (the) (richter)", _magnitude),
        Rule("number", "NUMBER", lambda match: _amount(exact(match.value("NUMBER")))),
        Rule("percent", "NUMBER -? PERCENT", _percent),
        Rule("percent", "NUMBER per cent", _percent),
        Rule("percentage points", "NUMBER percentage|PERCENT points|point", _points),
        Rule("measure", "NUMBER -? MEASURE", _measure),
        Rule("square measure", "NUMBER square|cubic|sq .? -? MEASURE", _measure),
        Rule(
            "nautical miles", "NUMBER -? nautical|sea -? mile|miles", lambda match: _amount(exact(match.value("NUMBER"), "nautical mile"))
        ),
        Rule("metres", "NUMBER m (long|wide|high|deep|tall|thick|away|below|above|underground|across|apart)", _metres),
        Rule("magnitude", "magnitude -? of? NUMBER", _magnitude),
        Rule("magnitude", "NUMBER -? magnitude", _magnitude),
        Rule("speed", "NUMBER -? MEASURE per|an hour|second", _speed),
        Rule("speed", "NUMBER -? MEASURE _/ _h|hr|s", _speed),
        Rule("temperature", "NUMBER MEASURE celsius|fahrenheit|centigrade|c|f", _temperature),
        Rule("temperature", "NUMBER ° _celsius|c|fahrenheit|f?", _temperature),
        Rule("basis points", "NUMBER -? basis points|point", lambda match: _amount(exact(match.value("NUMBER"), "basis point"))),
        Rule("sign", "LAND? SIGN _.? NUMBER m?", _money),
        Rule("real", "r _$ NUMBER m?", lambda match: _amount(exact(_millions(match), "real"))),
        Rule("sign behind a letter", "LETTERLAND _SIGN NUMBER m?", _money),
        Rule("currency", "NUMBER m? -? LAND? CURRENCY", _money),
        Rule("currency of a land of two words", "NUMBER m? FORELAND LAND CURRENCY", _money),
        Rule("hong kong", "NUMBER m? LAND kong CURRENCY", _money),
        Rule("many", "MANY", lambda match: _amount(Amount(None, match.value("MANY"), None, is_approximate=True))),
        Rule("many of many", "GROUPED of MANY", _many),
        Rule("many of many", "MANY of MANY", _many),
        Rule("both", "both (!the|of|sides|and|these|those)", lambda _: _amount(Amount(2, 2, 2, needs_event=True))),
        Rule("multiple", "multiple", lambda _: _untold(3)),
        Rule("a number of", "a large|small|growing|significant? number of", lambda _: _untold(3)),
        Rule("numerous", "numerous|countless", lambda _: _untold(4)),
        Rule("many", "(!as|how|so|too|that|not|in) many (!as|more|times|a|an|ways)", lambda _: _untold(4)),
        Rule("several", "several", lambda _: _amount(Amount(None, 3, None, is_approximate=True))),
        Rule("several hundred", "several NUMBER", _several),
        Rule("a few hundred", "a few NUMBER", _several),
        Rule("a few", "a few", lambda _: _amount(Amount(None, 2, None, is_approximate=True))),
        Rule("a couple of hundred", "a couple of? NUMBER", _couple),
        Rule("a couple", "a couple of?", lambda _: _amount(Amount(2, None, None, is_approximate=True))),
    ]
    for joint in ("-", "–", "to", "or"):
        glue = "_" if joint in "-–" else ""
        rules += [
            Rule("range", f"(!from) NUMBER {glue}{joint} {glue}NUMBER", _range),
            Rule("percent range", f"NUMBER {glue}{joint} {glue}NUMBER PERCENT", _range),
            Rule("money range", f"SIGN NUMBER {glue}{joint} SIGN? NUMBER", _range),
            Rule("money range", f"NUMBER {glue}{joint} {glue}NUMBER CURRENCY|MEASURE", _range),
        ]
    rules.append(Rule("between", "between SIGN? NUMBER and SIGN? NUMBER PERCENT|CURRENCY|MEASURE?", _range))
    return rules


def bound_rules() -> list[Rule]:
    """Third pass: what the words before and behind a number do to it."""
    least = ["at least", "no fewer|less than", "not less|fewer than", "a minimum of"]
    more = ["more than", "over", "above", "exceeding", "upwards of", "in excess of", "greater than"]
    most = ["at most", "up to", "no|not more than", "as many|much as", "a maximum of", "fewer|less than", "under", "below"]
    about = ["ABOUT", "an ABOUT", "close to", "in the region of", "as many as ABOUT"]
    return [
        *(Rule("least", f"{words} AMOUNT", _least) for words in (*least, *more)),
        *(Rule("most", f"{words} AMOUNT", _most) for words in most),
        *(Rule("about", f"{words} AMOUNT", _about) for words in about),
        Rule("or more", "AMOUNT or more", _least),
        Rule("plus", "AMOUNT _+", _least),
        Rule("plus", "AMOUNT _- _plus", _least),
        Rule("or fewer", "AMOUNT or fewer|less", _most),
        Rule("or so", "AMOUNT or so", _about),
        Rule("odd", "AMOUNT _- _odd", _about),
        Rule("at least about", "at least ABOUT AMOUNT", _least),
    ]


def _amount(amount: Amount) -> Tags:
    return {"AMOUNT": amount}


def _untold(least: int) -> Tags:
    """A number nobody states, of which the word says only the least that it may mean."""
    return _amount(Amount(None, least, None, is_approximate=True, needs_event=True))


def _nothing(_: Match) -> Tags | None:
    return {"NAME": True}


def _score(match: Match) -> Tags | None:
    first, second = match.values("NUMBER")
    return _nothing(match) if first >= second else None


def _ratio(match: Match) -> Tags | None:
    """ "One in five", "two in three" count nobody."""
    first, second = match.values("NUMBER")
    return _nothing(match) if first < second and first < _MOST_OF_RATIO and (first == 1 or second <= _MOST_OF_RATIO) else None


def _percent(match: Match) -> Tags | None:
    return _amount(exact(match.value("NUMBER"), "percent"))


def _points(match: Match) -> Tags | None:
    return _amount(exact(match.value("NUMBER"), "percentage point"))


def _metres(match: Match) -> Tags | None:
    return _amount(exact(match.value("NUMBER"), "metre"))


def _measure(match: Match) -> Tags | None:
    power = "square " if match.has("square", "sq") else "cubic " if match.has("cubic") else ""
    return _amount(exact(match.value("NUMBER"), power + match.value("MEASURE")))


def _speed(match: Match) -> Tags | None:
    per = "second" if match.items[-1].word in ("second", "s") else "hour"
    return _amount(exact(match.value("NUMBER"), f"{match.value('MEASURE')} per {per}"))


def _temperature(match: Match) -> Tags | None:
    scale = {"c": " Celsius", "celsius": " Celsius", "centigrade": " Celsius", "f": " Fahrenheit", "fahrenheit": " Fahrenheit"}
    is_degree = match.value("MEASURE") in (None, "degree")
    return _amount(exact(match.value("NUMBER"), "degree" + scale.get(match.items[-1].word, ""))) if is_degree else None


def _magnitude(match: Match) -> Tags | None:
    return _amount(exact(match.value("NUMBER"), "magnitude")) if match.value("NUMBER") <= 10 else None


def _money(match: Match) -> Tags | None:
    unit = match.value("SIGN") or match.value("CURRENCY")
    land = " ".join(filter(None, (match.value("FORELAND"), match.value("LAND") or match.value("LETTERLAND"))))
    return _amount(exact(_millions(match), f"{land} {unit}" if land else unit))


def _millions(match: Match) -> float:
    value: float = match.value("NUMBER")
    return value * (1_000_000 if match.has("m") else 1)


def _many(match: Match) -> Tags | None:
    values = [*match.values("GROUPED"), *match.values("MANY")]
    least = values[0] * (values[1] // 2)
    return _amount(Amount(None, least, None, is_approximate=True))


def _several(match: Match) -> Tags | None:
    """ "Several hundred", "a few thousand": at least two of them."""
    least = _times_two(match)
    return _amount(Amount(None, least, None, is_approximate=True)) if least else None


def _couple(match: Match) -> Tags | None:
    """ "A couple of hundred" are about two hundred."""
    value = _times_two(match)
    return _amount(Amount(value, None, None, is_approximate=True)) if value else None


def _times_two(match: Match) -> float | None:
    """Twice a dozen, a hundred, a thousand …; nothing for any other number ("a couple of 12-year-olds")."""
    number: float = match.value("NUMBER")
    return 2 * number if number in _COLLECTIVES and "DIGITS" not in match.items[-1].tags else None


def _range(match: Match) -> Tags | None:
    first, last = (item for item in match.items if "NUMBER" in item.tags)
    low, high = first.tags["NUMBER"], last.tags["NUMBER"]
    if "DIGITS" not in last.tags and high >= 1000 and low < 1000:
        scale = 1000 ** ((len(str(int(high))) - 1) // 3)
        low = low * scale if low * scale < high else low
    unit = next((match.value(tag) for tag in ("PERCENT", "CURRENCY", "SIGN", "MEASURE") if match.value(tag)), None)
    return _amount(Amount(None, low, high, unit)) if low < high else None


def _least(match: Match) -> Tags | None:
    amount: Amount = match.value("AMOUNT")
    return _amount(replace(amount, least=amount.least if amount.value is None else amount.value, most=None))


def _most(match: Match) -> Tags | None:
    amount: Amount = match.value("AMOUNT")
    return (
        _amount(replace(amount, least=None, most=amount.value, is_approximate=amount.is_approximate)) if amount.value is not None else None
    )


def _about(match: Match) -> Tags | None:
    amount: Amount = match.value("AMOUNT")
    if amount.value is None:
        return _amount(replace(amount, is_approximate=True))
    return _amount(replace(amount, least=None, most=None, is_approximate=True))
