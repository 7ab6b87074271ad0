"""News in other people's formats become text: bounded, inert, and nothing of them is fetched."""

import socket
import time
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.exchange import enclosed, feeds, feeds_text
from sync.exchange.limited import LimitedReader
from sync.exchange.outcome import Imported, Outcome, Refused

RSS = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>
<rss version="2.0"><channel><title>Portal &amp; more</title>
<item><title>One &lt;b&gt;day&lt;/b&gt;</title><link>https://portal.example/1</link>
<pubDate>Mon, 23 Nov 2026 10:00:00 GMT</pubDate>
<description><![CDATA[<p>Hello <a href="https://portal.example/x">there</a></p><script>alert(1)</script>
<img src="https://portal.example/seen.gif"><ul><li>first</li><li>second</li></ul>
<a href="javascript:alert(1)">no</a>]]></description></item>
<item><link>javascript:alert(1)</link><description>Only words &c;</description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>\u0623\u062e\u0628\u0627\u0631</title>
<entry><title>\u064a\u0648\u0645</title><id>https://portal.example/a</id><updated>2026-11-20T01:00:00Z</updated>
<content type="html">&lt;h2&gt;Head&lt;/h2&gt;text</content></entry></feed>"""


def news(raw: str) -> list[Imported]:
    return [one for one in feeds.read("f", raw.encode()) if isinstance(one, Imported) and one.kind == "news"]


def test_words_lists_and_links_are_kept_and_nothing_else() -> None:
    called, *_ = feeds.read("f", RSS.encode())
    assert isinstance(called, Imported)
    assert called.fields == {"title": "Portal & more"}
    one, two = news(RSS)
    assert one.fields["title"] == "One day"
    assert one.fields["web"] == "https://portal.example/1"
    assert one.fields["published"] == "2026-11-23"
    assert "Hello [there](https://portal.example/x)" in one.fields["body"]
    assert "- first\n- second" in one.fields["body"]
    assert not any(word in one.fields["body"] for word in ("alert", "img", "seen.gif", "<"))
    assert two.fields["web"] == ""
    assert "root:" not in str(two)


def test_atom_in_arabic() -> None:
    (one,) = news(ATOM)
    assert one.fields == {
        "title": "\u064a\u0648\u0645", "web": "https://portal.example/a", "published": "2026-11-20",
        "body": "## Head\n\ntext",
    }  # fmt: skip


def test_a_feed_of_one_huge_entry_is_cut() -> None:
    (one,) = news(RSS.partition("<item>")[0] + f"<item><description>{'x ' * 800_000}</description></item>")
    assert len(one.fields["body"]) == feeds_text.TEXT_MAX
    assert len(one.fields["title"]) <= feeds.TITLE_MAX


def test_ten_thousand_entries_are_not_all_taken() -> None:
    item = "<item><title>t</title></item>"
    assert len(news(RSS.partition("<item>")[0] + item * 10_000 + "</channel></rss>")) == feeds.ENTRIES_MAX


@pytest.mark.parametrize(
    "raw", [b"", b"\0" * 99, b"<html><body>page</body></html>", b"https://portal.example/"]
)
def test_what_is_no_feed_says_so(raw: bytes) -> None:
    assert [type(one) for one in feeds.read("f", raw)] == [Refused]


def test_nobody_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(socket, "create_connection", never)
    monkeypatch.setattr(socket, "getaddrinfo", never)
    assert news(RSS)


@pytest.fixture(scope="module")
def reader() -> Iterator[LimitedReader]:
    with LimitedReader() as one:
        yield one


def test_entities_within_entities_end_soon(reader: LimitedReader) -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    raw = f'<!DOCTYPE r [<!ENTITY e0 "lol">{levels}]><rss version="2.0"><channel><item><title>&e11;</title>'
    began = time.monotonic()
    said: list[Outcome] = list(reader.read(feeds.PREFIX + "f", raw.encode()))
    assert time.monotonic() - began < 20
    assert len(str(said)) < 1_000_000


@settings(max_examples=60, deadline=None)
@given(raw=st.binary(max_size=300) | st.text(max_size=200).map(lambda one: f"<rss><item>{one}".encode()))
def test_any_bytes_end_in_outcomes(raw: bytes) -> None:
    for one in enclosed.read(feeds.PREFIX + "f", raw):
        assert isinstance(one, Imported | Refused)


@given(source=st.text(max_size=300))
def test_any_text_becomes_plain(source: str) -> None:
    assert "<script" not in feeds_text.plain(f"<p>{source}</p><script>x</script>").casefold() or "&" in source
