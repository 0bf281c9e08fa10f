"""A web server on this machine for tests: each path has its answer, each request is noted."""

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


@dataclass(frozen=True)
class Reply:
    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "text/html; charset=utf-8"})


@dataclass(frozen=True)
class Site:
    """``routes`` may be changed while the server runs; ``seen`` holds the path and headers of each request, in order."""

    root: str
    routes: dict[str, Reply | Callable[[BaseHTTPRequestHandler], None]]
    seen: list[tuple[str, dict[str, str]]]

    def paths(self) -> list[str]:
        return [path for path, _ in self.seen]


@contextmanager
def serve(certificate: tuple[Path, Path] | None = None) -> Iterator[Site]:
    """A site whose unknown paths, robots.txt among them, are not found; with a certificate and its key it speaks TLS."""
    routes: dict[str, Reply | Callable[[BaseHTTPRequestHandler], None]] = {}
    seen: list[tuple[str, dict[str, str]]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            reply = routes.get(self.path, Reply(status=404))
            if not isinstance(reply, Reply):
                reply(self)
                return
            self.send_response(reply.status)
            for name, value in {"Content-Length": str(len(reply.body)), **reply.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield Site(root=f"{'https' if certificate else 'http'}://127.0.0.1:{server.server_port}", routes=routes, seen=seen)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
