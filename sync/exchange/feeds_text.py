"""From a portal's HTML to plain Markdown: words, lists and links; no pictures, no scripts, no loading."""

import re
from html.parser import HTMLParser

import nh3
from typing_extensions import override

SOURCE_MAX, TEXT_MAX = 1_000_000, 200_000
TAGS = {
    "p", "br", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "a",
    "table", "tr", "td", "th", "hr",
}  # fmt: skip
BLOCKS = TAGS - {"a", "br", "li", "td", "th"}
SCHEMES = {"https", "http", "mailto"}
LINK_MAX = 2_000
LOOKS_LIKE_HTML = re.compile(r"<[a-zA-Z!/][^<>]{0,2000}>|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]{2,31});")
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
MANY_BREAKS = re.compile(r"\n{3,}")


def plain(source: str, most: int = SOURCE_MAX) -> str:
    """Return the words of *source*, whether it is HTML or not, with links as Markdown has them."""
    text = source[:most]
    if LOOKS_LIKE_HTML.search(text):
        clean = nh3.clean(
            text, tags=TAGS, attributes={"a": {"href"}}, url_schemes=SCHEMES, link_rel=None,
            clean_content_tags={"script", "style", "title"},
        )  # fmt: skip
        reader = _Words()
        reader.feed(clean)
        reader.close()
        text = reader.text()
    lines = (line.rstrip() for line in UNSEEN.sub("", text.replace("\r\n", "\n")).split("\n"))
    return MANY_BREAKS.sub("\n\n", "\n".join(lines)).strip()[: TEXT_MAX if most == SOURCE_MAX else most]


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._said: list[str] = []
        self._links: list[tuple[str, int]] = []

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._links.append((dict(attrs).get("href") or "", len(self._said)))
        elif tag == "br":
            self._said.append("\n")
        elif tag == "li":
            self._said.append("\n- ")
        elif tag in BLOCKS:
            self._said.append("\n\n")
            self._said.append(f"{'#' * int(tag[1])} " if tag[0] == "h" and tag != "hr" else "")

    @override
    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self._said.append("\n\n")
        elif tag in {"td", "th"}:
            self._said.append(" | ")
        elif tag == "a" and self._links:
            self._link(*self._links.pop())

    def _link(self, address: str, start: int) -> None:
        words = " ".join("".join(self._said[start:]).split())
        del self._said[start:]
        if address and len(address) <= LINK_MAX and not re.search(r"[\s()<>\[\]]", address) and words:
            self._said.append(f"[{words.replace('[', '(').replace(']', ')')}]({address})")
        else:
            self._said.append(words)

    @override
    def handle_data(self, data: str) -> None:
        self._said.append(re.sub(r"\s+", " ", data))

    def text(self) -> str:
        lines = (line.strip() for line in "".join(self._said).split("\n"))
        return "\n".join(lines)
