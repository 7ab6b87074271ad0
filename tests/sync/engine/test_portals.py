"""News of portals: asked only where somebody agreed, only outside, once each, and not with sending off."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from typing_extensions import override

from sync.engine import route, session
from sync.engine.portal_address import Portal
from sync.engine.portal_line import OPEN_ONLY, PortalLine
from sync.engine.portals import AGREED, Portals
from sync.engine.rhythm import Rhythm
from sync.engine.route import Proxy, Route
from sync.engine.session import Session
from sync.engine.watched import Limits
from sync.errors import Cancelled, SendingIsOff
from sync.relay_refusals import ProxyAway
from sync.store import settings
from sync.whole_refusals import PortalAway, PortalInside, PortalMoved, PortalUnusable

WORDS = "lamp river seven mango table window"
RSS = """<rss version="2.0"><channel><title>Water news</title>
<item><title>One</title><link>https://portal.example/1</link><description>first</description></item>
<item><title>Two</title><link>https://portal.example/2</link></item></channel></rss>"""
CALENDAR = """BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:one@portal.example\r\n\
DTSTAMP:20261101T000000Z\r\nDTSTART:20261201T{hour}0000Z\r\nSUMMARY:Meeting\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"""
PAGES: dict[str, tuple[int, bytes, dict[str, str]]] = {
    "/feed": (200, RSS.encode(), {}),
    "/page": (200, b"<html>just a page</html>", {}),
    "/moved": (302, b"", {"Location": "https://elsewhere.example/"}),
    "/gone": (404, b"", {}),
    "/broken": (500, b"", {}),
    "/packed": (200, b"\x1f\x8b", {"Content-Encoding": "gzip"}),
    "/huge": (200, b"x" * 100, {"Content-Length": str(5 << 20)}),
    "/cookie": (200, RSS.encode(), {"Set-Cookie": "a=b"}),
}


class Portal1:
    """A portal on loopback that notes what it is asked."""

    def __init__(self) -> None:
        asked: list[tuple[str, dict[str, str]]] = []

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                asked.append((self.path, dict(self.headers)))
                status, body, headers = PAGES[self.path]
                self.send_response(status)
                for name, value in ({"Content-Length": str(len(body))} | headers).items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)
                self.close_connection = True

            @override
            def log_message(self, *_: object) -> None: ...

        self.asked = asked
        self._server = HTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=lambda: self._server.serve_forever(0.02))
        self._thread.start()
        self.address = f"http://127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class Near(PortalLine):
    """Asks on this computer, too."""

    @override
    def clean(self, address: str) -> Portal:
        base, slash, path = address.rpartition("/")
        return Portal(base, slash + path)


@pytest.fixture(scope="module")
def portal() -> Iterator[Portal1]:
    one = Portal1()
    yield one
    one.close()


@pytest.fixture(scope="module")
def notebook(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    folder = tmp_path_factory.mktemp("portals") / "notebook"
    one = session.create(folder, WORDS, name="Amal", cost=session.quick_cost())
    yield one
    one.close()


@pytest.fixture
def opened(notebook: Session) -> Session:
    """One notebook for all tests, each with a space of its own and nothing agreed to before."""
    notebook.delivery.set_mode("pressed")
    notebook._book.outlet.lead(route.DIRECT)
    notebook._book.write(lambda db: settings.remove(db, AGREED))
    line = Near(notebook._book.outlet, Limits(fixed=5))
    notebook.portals = Portals(notebook._book, notebook.items, notebook.delivery, line)
    return notebook


def titles(opened: Session, space: str, kind: str = "news") -> list[str]:
    return sorted(row.title for row in opened.items.rows(space, kind))


def test_news_come_once(opened: Session, portal: Portal1) -> None:
    space = opened.spaces.new("Water").id
    feed = opened.portals.add(space, f"{portal.address}/feed")
    came = opened.portals.fetch(space)
    assert (came.added, came.asked, came.problems, came.waiting) == (2, 1, (), ())
    assert titles(opened, space) == ["One", "Two"]
    one = opened.items.show(next(row.id for row in opened.items.rows(space, "news") if row.title == "One"))
    assert one.fields["feed"][0].value == feed
    assert one.fields["web"][0].value == "https://portal.example/1"
    assert titles(opened, space, "feed") == ["Water news"]
    opened.items.drop(one.id)
    assert opened.portals.fetch(space).added == 0
    assert titles(opened, space) == ["Two"]
    (row,) = opened.portals.rows(space)
    assert row.fetched
    assert row.agreed


def test_a_portal_hears_no_more_than_it_must(opened: Session, portal: Portal1) -> None:
    space = opened.spaces.new("Water").id
    opened.portals.add(space, f"{portal.address}/cookie")
    portal.asked.clear()
    for _ in range(2):
        opened.portals.fetch(space)
    for _, headers in portal.asked:
        assert set(headers) <= {"Host", "Accept-Encoding", "User-Agent", "Connection"}


def test_an_address_of_somebody_else_is_not_asked(opened: Session, portal: Portal1) -> None:
    space = opened.spaces.new("Water").id
    mine = opened.portals.add(space, f"{portal.address}/feed")
    fields = {"title": "Theirs", "address": f"{portal.address}/page"}
    (theirs,) = opened.items.new(space, "feed", fields).ids
    portal.asked.clear()
    assert opened.portals.fetch(space).waiting == (theirs,)
    opened.items.set(mine, {"address": f"{portal.address}/gone"})
    assert set(opened.portals.fetch(space).waiting) == {mine, theirs}
    assert [path for path, _ in portal.asked] == ["/feed"]
    opened.portals.agree(theirs)
    opened.portals.fetch(space)
    assert [path for path, _ in portal.asked] == ["/feed", "/page"]


@pytest.mark.parametrize(
    ("path", "problem"),
    [("/page", PortalUnusable), ("/moved", PortalMoved), ("/gone", PortalUnusable), ("/broken", PortalAway),
     ("/packed", PortalUnusable), ("/huge", PortalUnusable)],
)  # fmt: skip
def test_what_a_portal_does_wrong_has_its_sentence(
    opened: Session, portal: Portal1, path: str, problem: type[Exception]
) -> None:
    space = opened.spaces.new("Water").id
    feed = opened.portals.add(space, f"{portal.address}{path}")
    opened.portals.add(space, f"{portal.address}/feed")
    came = opened.portals.fetch(space)
    assert [(name, type(one)) for name, one in came.problems] == [(feed, problem)]
    assert came.added == 2


def test_nothing_is_asked_where_sending_is_off_or_the_way_is_shut(opened: Session, portal: Portal1) -> None:
    space = opened.spaces.new("Water").id
    opened.portals.add(space, f"{portal.address}/feed")
    portal.asked.clear()
    opened.delivery.set_mode("never")
    with pytest.raises(SendingIsOff):
        opened.portals.fetch(space)
    opened.delivery.set_mode("pressed")
    assert opened.portals.by_itself().asked == 0
    opened._book.outlet.lead(Route("socks", Proxy("127.0.0.1", 1)))
    assert [type(one) for _, one in opened.portals.fetch(space).problems] == [ProxyAway]
    assert portal.asked == []


def test_by_itself_once_a_day_and_not_where_bytes_cost(opened: Session, portal: Portal1) -> None:
    space = opened.spaces.new("Water").id
    feed = opened.portals.add(space, f"{portal.address}/feed")
    opened.delivery.set_mode("always")
    opened.delivery.metered.say("yes")
    assert opened.portals.by_itself().asked == 0
    opened.delivery.metered.say("no")
    came = opened.portals.by_itself()
    assert (came.asked, came.added) == (1, 2)
    assert opened.portals.by_itself().asked == 0
    opened.items.drop(feed)
    assert opened.portals.by_itself() == opened.portals.by_itself()


def test_news_from_a_file(opened: Session, tmp_path: Path) -> None:
    space = opened.spaces.new("Water").id
    (tmp_path / "saved.xml").write_text(RSS)
    assert opened.portals.read_file(space, tmp_path / "saved.xml") == 2
    assert opened.portals.read_file(space, tmp_path / "saved.xml") == 0
    (tmp_path / "page.xml").write_text("<html></html>")
    with pytest.raises(PortalUnusable):
        opened.portals.read_file(space, tmp_path / "page.xml")


def test_a_name_that_leads_inside_is_not_spoken_to(portal: Portal1, opened: Session) -> None:
    class Blind(PortalLine):
        @override
        def clean(self, address: str) -> Portal:
            return Portal(address, "/feed")

    portal.asked.clear()
    with pytest.raises(PortalInside):
        Blind(opened._book.outlet, OPEN_ONLY).ask(portal.address)
    assert portal.asked == []


def test_a_public_calendar_is_kept_up_to_date(opened: Session, portal: Portal1) -> None:
    space = opened.spaces.new("Calendar").id
    opened.portals.add(space, f"{portal.address}/calendar", sort="calendar")
    for hour in ("09", "11"):
        PAGES["/calendar"] = (200, CALENDAR.format(hour=hour).encode(), {})
        opened.portals.fetch(space)
        (row,) = opened.items.rows(space, "event")
        assert f"T{hour}:00" in opened.items.show(row.id).fields["begins"][0].value


def test_a_closed_notebook_asks_nobody(opened: Session, portal: Portal1) -> None:
    line = Near(opened._book.outlet, Limits(fixed=5))
    line.close()
    portal.asked.clear()
    with pytest.raises(Cancelled):
        line.ask(f"{portal.address}/feed")
    assert portal.asked == []


class Beside:
    def __init__(self) -> None:
        self.asked, self.stopped = threading.Event(), False

    def by_itself(self, _cancelled: object) -> None:
        self.asked.set()

    def stop(self) -> None:
        self.stopped = True


@pytest.mark.parametrize("mode", ["always", "pressed"])
def test_the_rhythm_asks_where_the_notebook_sends_by_itself(opened: Session, mode: str) -> None:
    opened.delivery.set_mode(mode)
    beside = Beside()
    rhythm = Rhythm(opened.delivery, opened.events, beside=beside, first_pause=0.01)
    rhythm.start()
    if mode == "always":
        assert beside.asked.wait(20)
    rhythm.end()
    assert beside.stopped
    assert beside.asked.is_set() is (mode == "always")
