"""The only way out: connections to public addresses alone, judged at the moment of connecting, and none longer than its time."""

import ipaddress
import socket
import ssl
from collections.abc import Iterable
from typing import Any

import httpcore2

from stemma.adapters.clock import tick

Ip = ipaddress.IPv4Address | ipaddress.IPv6Address
_NAT64 = tuple(ipaddress.IPv6Network(network) for network in ("64:ff9b::/96", "64:ff9b:1::/48"))


class AddressRefusedError(Exception):
    """A name stands for no address that may be connected to; the text says which."""


def is_public(ip: Ip) -> bool:
    """Whether an address belongs to the public internet, and not to this machine, its network, a cloud's metadata service or a special
    use. IPv4 inside IPv6 (mapped, NAT64, 6to4, Teredo) is judged as what it leads to.

    >>> [is_public(ipaddress.ip_address(ip)) for ip in ("8.8.8.8", "10.0.0.1", "169.254.169.254", "::ffff:127.0.0.1", "64:ff9b::7f00:1")]
    [True, False, False, False, False]
    """
    if isinstance(ip, ipaddress.IPv6Address):
        inner = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
        if any(ip in network for network in _NAT64):
            inner.append(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
        held = [one for one in inner if one is not None]
        if held:
            return all(is_public(one) for one in held)
        if int(ip) >> 32 == 0:  # IPv4-compatible, long deprecated
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


class Gate(httpcore2.NetworkBackend):
    """Resolves a name itself, keeps the addresses that are public (any, where ``allow_private``), and connects to one of just these: what
    was judged is what is connected to, so that a name that changes its address in between gains nothing. ``deadline`` ends every read."""

    def __init__(self, *, allow_private: bool) -> None:
        self._allow_private = allow_private
        self._sockets = httpcore2.SyncBackend()
        self.deadline = 0.0

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """A connection to the first judged address that answers.

        Raises:
            AddressRefusedError: none of the name's addresses may be connected to.
        """
        failure: Exception = httpcore2.ConnectError("the name stands for no address")
        for ip in self._judged(host, port):
            try:
                stream = self._sockets.connect_tcp(ip, port, self.left(timeout), local_address, socket_options)
                return _Timed(stream, self)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
        raise failure

    def connect_unix_socket(self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None) -> Any:  # noqa: ARG002
        """Never: a page is not on a socket of this machine."""
        raise AddressRefusedError(f"{path} is a socket of this machine")

    def left(self, timeout: float | None) -> float:
        """The seconds that an operation may take.

        Raises:
            httpcore2.ReadTimeout: none are left.
        """
        left = self.deadline - tick()
        if left <= 0:
            raise httpcore2.ReadTimeout("the time for this address is used up")
        return left if timeout is None else min(left, timeout)

    def _judged(self, host: str, port: int) -> list[str]:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore2.ConnectError(f"the name {host} cannot be resolved") from error
        ips = list(dict.fromkeys(str(entry[4][0]).partition("%")[0] for entry in found))
        allowed = [ip for ip in ips if self._allow_private or is_public(ipaddress.ip_address(ip))]
        if ips and not allowed:
            raise AddressRefusedError(f"{host} stands for {ips[0]}, which is not on the public internet")
        return allowed


class _Timed(httpcore2.NetworkStream):
    """A connection whose every read and write ends at the gate's deadline."""

    def __init__(self, stream: httpcore2.NetworkStream, gate: Gate) -> None:
        self._stream, self._gate = stream, gate

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._gate.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._gate.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, self._gate.left(timeout)), self._gate)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
