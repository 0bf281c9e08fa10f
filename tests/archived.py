"""WARC archives written for tests."""

import io

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

HTML = "text/html; charset=utf-8"


class Writer(WARCWriter):  # type: ignore[misc]
    """warcio's, which would leave the temporary files open that it measures records in."""

    def _create_temp_file(self) -> io.BytesIO:
        return io.BytesIO()


def page(number: int) -> bytes:
    words = "The ferry to Alva was cancelled on Monday. " * 20
    return f"<html><body><h1>Page {number}</h1><p>Fähre {number}. {words}</p></body></html>".encode()


def archive(*records: dict[str, object], is_gzip: bool = True) -> tuple[bytes, list[int]]:
    """A WARC of records given as ``type``, ``body``, ``status``, ``headers``, ``url``; and where each begins."""
    buffer, starts = io.BytesIO(), []
    writer = Writer(buffer, gzip=is_gzip)
    for number, record in enumerate(records):
        starts.append(buffer.tell())
        headers = [("Content-Type", HTML), *record.get("headers", [])]  # type: ignore[misc]
        http = StatusAndHeaders(str(record.get("status", "200 OK")), headers, protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(
                str(record.get("url", f"https://alva.example/{number}")),
                str(record.get("type", "response")),
                payload=io.BytesIO(record.get("body", page(number))),  # type: ignore[arg-type]
                http_headers=http if record.get("type", "response") in ("response", "revisit") else None,
                warc_headers_dict={
                    "WARC-Record-ID": f"<urn:uuid:00000000-0000-4000-8000-{number:012}>",
                    "WARC-Date": str(record.get("date", "2026-03-02T08:00:00Z")),
                    **record.get("warc", {}),  # type: ignore[dict-item]
                },
                warc_content_type=str(record.get("mime", "")),
            )
        )
    return buffer.getvalue(), starts
