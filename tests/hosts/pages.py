"""A web site beside git repositories, on a free local port: pages by their path, also over TLS."""

from __future__ import annotations

import datetime
import gzip
import ssl
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.hosts.git_http import GitServer
from tests.hosts.server import Answer, Asked

if TYPE_CHECKING:
    from pathlib import Path

HTML = {"Content-Type": "text/html; charset=utf-8"}
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(100_000)


class Pages(GitServer):
    """``pages`` are answers by path; what is in none of them is left to git."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.pages: dict[str, Answer] = {}

    @property
    def elsewhere(self) -> str:
        """The same server under another host name."""
        return self.url.replace("127.0.0.1", "localhost")

    def answer(self, asked: Asked) -> Answer:
        page = self.pages.get(asked.path)
        return page if page is not None else super().answer(asked)

    def page(self, path: str, text: str = "<p>Here.</p>", *, status: int = 200) -> str:
        """Add a web page; return its address."""
        return self.add(path, Answer(status, text.encode(), HTML))

    def compressed(self, path: str) -> str:
        """Add a page that comes compressed whatever was asked for."""
        body = gzip.compress(b"<p>Here.</p>" * 10_000)
        return self.add(path, Answer(200, body, {**HTML, "Content-Encoding": "gzip"}))

    def redirect(self, path: str, location: str, status: int = 301) -> str:
        return self.add(path, Answer(status, headers={"Location": location}))

    def add(self, path: str, answer: Answer) -> str:
        self.pages[path] = answer
        return self.url + path


class SecurePages(Pages):
    """Over TLS, with a certificate that nobody knows."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(_certificate(root))
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.url = self.url.replace("http://", "https://")


def _certificate(folder: Path) -> Path:
    """Write a key and a certificate that it signed itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    file = folder / "certificate.pem"
    pem = serialization.Encoding.PEM
    form = serialization.PrivateFormat.PKCS8
    file.write_bytes(
        key.private_bytes(pem, form, serialization.NoEncryption()) + certificate.public_bytes(pem)
    )
    return file
