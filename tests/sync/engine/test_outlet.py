"""Never means now: what is under way breaks, and no connection is kept (A6.3)."""

import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from sync.engine.fetch import Line, LineCut, Question
from sync.engine.outlet import Outlet
from sync.errors import SendingIsOff

PATIENCE = 20.0
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


class Server:
    """Takes one connection at a time, and answers all but `/silence`."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(PATIENCE)
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.asked, self.left = threading.Event(), threading.Event()
        self._serving = threading.Thread(target=self._serve, daemon=True)
        self._serving.start()

    def _serve(self) -> None:
        made, _ = self._listener.accept()
        made.settimeout(PATIENCE)
        with made:
            while head := made.recv(65536):
                self.asked.set()
                if b"/silence" not in head:
                    made.sendall(ANSWER)
        self.left.set()

    def close(self) -> None:
        self._serving.join(PATIENCE)
        self._listener.close()


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    yield made
    made.close()


def test_what_is_under_way_breaks_when_nothing_may_leave(server: Server) -> None:
    outlet = Outlet()
    line = Line(server.url, outlet=outlet)
    with ThreadPoolExecutor(1) as asking:
        under_way = asking.submit(line.ask, Question("GET", "/silence"))
        assert server.asked.wait(PATIENCE)

        outlet.shut(off=True)

        with pytest.raises(LineCut):
            under_way.result(PATIENCE)
    with pytest.raises(SendingIsOff):
        line.ask(Question("GET", "/hello"))


def test_no_connection_is_kept_when_nothing_may_leave(server: Server) -> None:
    outlet = Outlet()
    line = Line(server.url, outlet=outlet)
    assert line.ask(Question("GET", "/hello")).whole() == b"ok"

    outlet.shut(off=True)

    assert server.left.wait(PATIENCE)
