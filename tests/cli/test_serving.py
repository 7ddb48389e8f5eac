from __future__ import annotations

import http.client
import socket
from contextlib import ExitStack
from threading import Thread

import pytest

from cli.serving import NotServedError, page_server


@pytest.fixture
def port(tmp_path):
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("<h1>home</h1>")
    (tmp_path / "site" / "engine.wasm").write_bytes(b"\0asm")
    (tmp_path / "secret.txt").write_text("secret")
    with page_server(tmp_path / "site", "127.0.0.1", 0) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


def get(port: int, path: str) -> tuple[int, str, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, answer.getheader("Content-Type", ""), body


def test_pages_are_served(port):
    assert get(port, "/") == (200, "text/html", b"<h1>home</h1>")


def test_what_a_browser_runs_has_its_type(port):
    assert get(port, "/engine.wasm")[1] == "application/wasm"


@pytest.mark.parametrize("path", ["/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt"])
def test_nothing_outside_is_served(port, path):
    status, _, body = get(port, path)

    assert status == 404
    assert b"secret" not in body or b"File not found" in body


def test_nothing_is_said_of_requests(port, capfd):
    get(port, "/%1b[2Jevil")

    assert capfd.readouterr() == ("", "")


def test_a_port_that_is_taken_is_named(tmp_path, port):
    with pytest.raises(NotServedError, match=f"127.0.0.1:{port}: .*--port chooses another"):
        page_server(tmp_path, "127.0.0.1", port)


def test_a_browser_can_open_many_connections_while_the_server_is_busy(tmp_path):
    with page_server(tmp_path, "127.0.0.1", 0) as busy, ExitStack() as opened:
        for _ in range(40):
            opened.enter_context(socket.create_connection(("127.0.0.1", busy.server_port), timeout=10))


def test_a_connection_serves_more_than_one_file(port):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    sockets = set()
    for path in ("/", "/missing", "/", "/engine.wasm"):
        connection.request("GET", path)
        sockets.add(connection.sock)
        connection.getresponse().read()
    connection.close()
    assert len(sockets) == 2, "only an error ends it"
