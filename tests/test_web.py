"""Addresses: a real server on this machine, which the setting allows; no request leaves it."""

import gzip
import ipaddress
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import httpcore2
import pytest

from served import Reply, Site, serve
from stemma.adapters.fetch import fetch
from stemma.adapters.fetch.network import AddressRefusedError, Gate, is_public
from stemma.adapters.fetch.robots import RefusalError
from stemma.adapters.fetch.web import clean_address
from stemma.config import FetchConfig
from stemma.problems import Problem, Reason
from stemma.records import Capture

LOCAL = FetchConfig(allow_private=True, delay_s=0.0, timeout_s=5.0, max_bytes=50_000)
TEXT = "The ferry to Alva was cancelled on Monday, the harbour master said. " * 12
PAGE = f"<!doctype html><html><head><title>Ferry off</title></head><body><h1>Ferry off</h1><p>{TEXT}</p></body></html>".encode()
UNSPECIFIED = ".".join("0000")
HTML = {"Content-Type": "text/html; charset=utf-8"}


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as served:
        served.routes["/a"] = Reply(PAGE)
        yield served


def read(*addresses: str, config: FetchConfig = LOCAL, cache: Path | None = None) -> tuple[list[Capture], list[Problem]]:
    found = list(fetch(addresses, config=config, cache=cache))
    return [one for one in found if isinstance(one, Capture)], [one for one in found if isinstance(one, Problem)]


def test_a_page_comes_with_its_address_and_when_it_came(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1773300000")
    (capture,), problems = read(f"{site.root}/a")
    assert problems == []
    assert capture.content == PAGE.decode()
    assert (capture.location, capture.stated.url, capture.captured) == (f"{site.root}/a", f"{site.root}/a", "2026-03-12T07:20:00Z")
    assert site.paths() == ["/robots.txt", "/a"]
    assert site.seen[1][1]["user-agent"].startswith("stemma/")
    assert "cookie" not in site.seen[1][1]


def test_encodings_of_the_wire_and_of_the_text_are_undone(site: Site) -> None:
    site.routes["/gz"] = Reply(gzip.compress(PAGE), headers={**HTML, "Content-Encoding": "gzip"})
    site.routes["/old"] = Reply(
        "<html><body><p>Fähre nach Älva</p></body></html>".encode("cp1252"), headers={"Content-Type": "text/html; charset=windows-1252"}
    )
    captures, problems = read(f"{site.root}/gz", f"{site.root}/old")
    assert problems == []
    assert captures[0].content == PAGE.decode()
    assert "Fähre nach Älva" in captures[1].content


def test_an_encoding_that_breaks_off_gives_what_is_there(site: Site) -> None:
    noise = "".join(chr(97 + (number * number) % 26) for number in range(20_000))
    site.routes["/cut"] = Reply(gzip.compress(PAGE + noise.encode())[:-60], headers={**HTML, "Content-Encoding": "gzip"})
    site.routes["/wrong"] = Reply(b"\0\1\2" * 300, headers={**HTML, "Content-Encoding": "gzip"})
    captures, problems = read(f"{site.root}/cut", f"{site.root}/wrong")
    assert [one.content.startswith(PAGE.decode()[:400]) for one in captures] == [True]
    assert [one.reason for one in problems] == [Reason.TRUNCATED, Reason.UNREADABLE]


def test_robots_are_heeded_and_asked_once(site: Site) -> None:
    site.routes["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /*/private\nUser-agent: stemma\nDisallow: /news/*/draft\n")
    site.routes["/news/1/draft"] = site.routes["/news/1"] = Reply(PAGE)
    captures, problems = read(f"{site.root}/news/1/draft", f"{site.root}/news/1")
    assert len(captures) == 1
    assert [one.reason for one in problems] == [Reason.NOT_ALLOWED]
    assert site.paths() == ["/robots.txt", "/news/1"]


def test_a_site_whose_rules_cannot_be_read_is_left_alone(site: Site) -> None:
    site.routes["/robots.txt"] = Reply(status=503)
    _, problems = read(f"{site.root}/a")
    assert [one.reason for one in problems] == [Reason.UNREACHABLE]
    assert "robots.txt" in problems[0].detail
    assert site.paths() == ["/robots.txt"]


def test_redirects_are_followed_so_far_and_each_is_judged(site: Site) -> None:
    site.routes["/old"] = Reply(status=301, headers={"Location": "/a"})
    site.routes["/loop"] = Reply(status=302, headers={"Location": "/loop"})
    site.routes["/file"] = Reply(status=302, headers={"Location": "file:///etc/hostname"})
    site.routes["/hidden"] = Reply(status=302, headers={"Location": "/robots/no"})
    site.routes["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /robots/\n")
    captures, problems = read(*(f"{site.root}/{name}" for name in ("old", "loop", "file", "hidden")))
    assert [(one.location, one.stated.url) for one in captures] == [(f"{site.root}/old", f"{site.root}/a")]
    assert [one.reason for one in problems] == [Reason.UNREACHABLE, Reason.UNSUPPORTED, Reason.NOT_ALLOWED]
    assert site.paths().count("/loop") == LOCAL.max_redirects + 1


def test_every_failure_is_one_line(site: Site) -> None:
    site.routes["/gone"] = Reply(status=410)
    site.routes["/picture"] = Reply(b"\x89PNG", headers={"Content-Type": "image/png"})
    site.routes["/large"] = Reply(b"<p>" + b"a" * 60_000)
    site.routes["/bomb"] = Reply(gzip.compress(b"<p>" + b"a" * 5_000_000), headers={**HTML, "Content-Encoding": "gzip"})
    site.routes["/empty"] = Reply(b"")
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{closed.getsockname()[1]}/"
    names = ("gone", "picture", "large", "bomb", "empty", "a")
    captures, problems = read(nobody, "http://nowhere.invalid/x", *(f"{site.root}/{name}" for name in names))
    assert len(captures) == 1
    assert [one.reason for one in problems] == [
        Reason.UNREACHABLE,
        Reason.UNREACHABLE,
        Reason.UNREACHABLE,
        Reason.UNSUPPORTED,
        Reason.TOO_LARGE,
        Reason.TOO_LARGE,
        Reason.EMPTY,
    ]
    assert all(one.detail and "\n" not in one.detail for one in problems)


@pytest.mark.parametrize("drips_body", [True, False])
def test_a_server_that_drips_is_left_after_its_time(site: Site, drips_body: bool) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        try:
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + (b"\r\n" if drips_body else b""))
            for _ in range(100):
                handler.wfile.write(b"x" if drips_body else b"X-Drip: x\r\n")
                handler.wfile.flush()
                time.sleep(0.05)
        except OSError:
            return

    site.routes["/slow"] = drip
    began = time.monotonic()
    _, problems = read(f"{site.root}/slow", config=replace(LOCAL, timeout_s=0.4))
    assert time.monotonic() - began < 2
    assert [one.reason for one in problems] == [Reason.UNREACHABLE]
    assert "0.4 seconds" in problems[0].detail


def test_this_machine_is_out_of_reach_unless_allowed(site: Site) -> None:
    config = replace(LOCAL, allow_private=False)
    port = site.root.rpartition(":")[2]
    addresses = [
        f"http://{host}:{port}/a" for host in ("127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1", UNSPECIFIED, "[::ffff:127.0.0.1]")
    ]
    captures, problems = read(*addresses, "file:///etc/hostname", "http://user:pw@alva.example/", config=config)
    assert captures == []
    assert [one.reason for one in problems] == [Reason.NOT_ALLOWED] * len(addresses) + [Reason.UNSUPPORTED] * 2
    assert "allow_private" in problems[0].detail
    assert site.seen == []


def test_a_name_that_changes_its_address_gains_nothing(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was judged is connected to: the name is resolved once, and a private second address is never used."""
    answers = iter([["93.184.216.34"], ["127.0.0.1"], ["127.0.0.1"]])
    asked: list[str] = []
    tried: list[str] = []

    def resolve(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in next(answers)]

    class Recorder:
        def connect_tcp(self, host: str, *_: object) -> httpcore2.NetworkStream:
            tried.append(host)
            raise httpcore2.ConnectError("not here")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    gate = Gate(allow_private=False)
    gate.deadline = time.monotonic() + 5
    monkeypatch.setattr(gate, "_sockets", Recorder())
    with pytest.raises(httpcore2.ConnectError):
        gate.connect_tcp("rebinding.example", 80)
    assert (asked, tried) == (["rebinding.example"], ["93.184.216.34"])
    with pytest.raises(AddressRefusedError):
        gate.connect_tcp("rebinding.example", 80)
    assert tried == ["93.184.216.34"]


@pytest.mark.parametrize(
    "ip",
    ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", UNSPECIFIED, "224.0.0.1", "255.255.255.255",
     "198.18.0.1", "192.0.2.1", "::1", "::", "fe80::1", "fc00::1", "fd00:ec2::254", "ff02::1", "::ffff:10.0.0.1", "64:ff9b::a00:1",
     "64:ff9b:1::7f00:1", "2002:7f00:1::", "::7f00:1", "2001:db8::1"],
)  # fmt: skip
def test_addresses_of_no_public_host(ip: str) -> None:
    assert not is_public(ipaddress.ip_address(ip))


@pytest.mark.parametrize("ip", ["8.8.8.8", "93.184.216.34", "2606:2800:220:1::1", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_addresses_of_public_hosts(ip: str) -> None:
    assert is_public(ipaddress.ip_address(ip))


def test_kept_pages_are_asked_for_only_if_they_changed(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def conditional(handler: BaseHTTPRequestHandler) -> None:
        unchanged = handler.headers.get("If-None-Match") == '"v1"'
        body = b"" if unchanged else PAGE
        handler.send_response(304 if unchanged else 200)
        for name, value in (("Content-Type", "text/html"), ("ETag", '"v1"'), ("Last-Modified", "Mon, 02 Mar 2026 08:00:00 GMT")):
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    site.routes["/a"] = conditional
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1773300000")
    first = read(f"{site.root}/a", cache=tmp_path)[0]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1773400000")
    assert read(f"{site.root}/a", cache=tmp_path)[0] == first
    assert site.seen[-1][1]["if-modified-since"] == "Mon, 02 Mar 2026 08:00:00 GMT"
    (kept,) = tmp_path.rglob("*.page")
    kept.write_bytes(kept.read_bytes()[:-9] + b"tampered!")
    again = read(f"{site.root}/a", cache=tmp_path)[0]
    assert again[0].content == first[0].content
    assert "if-none-match" not in site.seen[-1][1]
    assert again[0].captured != first[0].captured


def test_a_feed_is_followed_where_it_holds_only_summaries(site: Site) -> None:
    whole = "".join(f"<p>{TEXT} Paragraph {number}.</p>" for number in range(3))
    items = "".join(
        f"<item><title>T{number}</title><link>{site.root}/{path}</link><description><![CDATA[{text}]]></description></item>"
        for number, (path, text) in enumerate(
            [
                ("a", "Short."),
                ("whole", whole),
                ("gone", "A summary of what is gone."),
                ("feed", "A feed again."),
                ("b", "Beyond the limit."),
            ]
        )
    )
    site.routes["/feed"] = Reply(
        f"<rss version='2.0'><channel><title>Alva</title>{items}</channel></rss>".encode(), headers={"Content-Type": "application/rss+xml"}
    )
    captures, problems = read(f"{site.root}/feed", config=replace(LOCAL, max_entries=3))
    assert [(one.location.removeprefix(site.root), one.extent) for one in captures] == [
        ("/a", "whole"),
        (f"/feed#{site.root}/whole", "whole"),
        (f"/feed#{site.root}/gone", "summary"),
        (f"/feed#{site.root}/feed", "summary"),
        (f"/feed#{site.root}/b", "summary"),
    ]
    assert [(one.input.removeprefix(site.root), one.reason) for one in problems] == [
        ("/gone", Reason.UNREACHABLE),
        ("/feed", Reason.UNSUPPORTED),
    ]
    assert site.paths() == ["/robots.txt", "/feed", "/a", "/gone", "/feed"]


@pytest.mark.skipif(not shutil.which("openssl"), reason="no openssl to make a certificate with")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_certificates_are_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    make = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=alva -addext subjectAltName=IP:127.0.0.1"
    subprocess.run([*make.split(), "-out", str(certificate), "-keyout", str(key)], check=True, capture_output=True)
    with serve((certificate, key)) as site:
        site.routes["/a"] = Reply(PAGE)
        captures, problems = read(f"{site.root}/a")
        assert (captures, [one.reason for one in problems]) == ([], [Reason.UNREACHABLE])
        assert "certificate" in problems[0].detail
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert len(read(f"{site.root}/a")[0]) == 1


def test_hosts_are_given_a_pause(site: Site) -> None:
    site.routes["/b"] = Reply(PAGE)
    began = time.monotonic()
    read(f"{site.root}/a", f"{site.root}/b", config=replace(LOCAL, delay_s=0.3))
    assert time.monotonic() - began >= 0.3


def test_addresses_are_sent_in_plain_letters() -> None:
    assert clean_address("HTTPS://Älva.example/fähre?q=ä b#part") == "https://xn--lva-pla.example/f%C3%A4hre?q=%C3%A4%20b"
    assert clean_address("http://[2606:2800::1]:8080") == "http://[2606:2800::1]:8080/"
    for wrong in ("http://", "gopher://alva.example/", "http://alva.example:99999/", "http://[::1/", "http://a b/"):
        with pytest.raises(RefusalError):
            clean_address(wrong)
