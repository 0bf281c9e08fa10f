"""Runs one peer over texts, in an interpreter that has it installed: JSON lines in, one line of [start, end, value] out per text.

python bench/quality/times_peers.py dateparser|recognizers < texts.jsonl
"""

# mypy: ignore-errors

import json
import sys
from datetime import datetime


def by_dateparser(text, published):
    """dateparser's search; a found expression is parsed again for its granularity."""
    from dateparser.date import DateDataParser
    from dateparser.search import search_dates

    settings = {"RELATIVE_BASE": datetime.fromisoformat(published), "PREFER_DATES_FROM": "past"}
    parser, at, found = DateDataParser(languages=["en"], settings=settings), 0, []
    for words, moment in search_dates(text, languages=["en"], settings=settings) or []:
        start = text.find(words, at)
        if start < 0:
            continue
        at = start + len(words)
        data = parser.get_date_data(words)
        period = data.period if data and data.date_obj else "day"
        day = data.date_obj if data and data.date_obj else moment
        found.append([start, at, day.strftime({"year": "%Y", "month": "%Y-%m"}.get(period, "%Y-%m-%d"))])
    return found


def by_recognizers(text, published):
    """recognizers-text: its TIMEX, or the resolved past value where that has holes."""
    from recognizers_date_time import recognize_datetime

    found = []
    for entity in recognize_datetime(text, "en-us", reference=datetime.fromisoformat(published)):
        values = (entity.resolution or {}).get("values") or [{}]
        timex = values[0].get("timex", "")
        if "X" in timex and not timex.startswith("P"):
            timex = values[0].get("value") or values[0].get("start") or timex
        found.append([entity.start, entity.end + 1, timex])
    return found


if __name__ == "__main__":
    read = {"dateparser": by_dateparser, "recognizers": by_recognizers}[sys.argv[1]]
    for line in sys.stdin:
        record = json.loads(line)
        print(json.dumps(read(record["text"], record["published"])), flush=True)
