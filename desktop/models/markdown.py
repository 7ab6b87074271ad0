"""From somebody's Markdown to the few harmless tags that a view may show: bounded in every direction."""

import re
from dataclasses import dataclass

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

from desktop.models.plain import MARKS_MAX
from i18n import tr

SOURCE_MAX = 100_000
WORD_MAX = 1_000
PARAGRAPH_MAX = 8_000  # letters; Qt lays out a paragraph as a whole
DEPTH_MAX = 8
NESTING_MAX = 100  # deeper than this the parser drops text; then the source is shown as it is
BLOCKS_MAX = 6_000
PLAIN_LINES_MAX = 10_000
MOST = {
    "\n": 3_000,
    "|": 2_000,
    "[": 1_000,
    "<": 2_000,
    "&": 10_000,
    **dict.fromkeys("*_~`", 10_000),
}  # more would take seconds
TAGS = {
    "p", "br", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code",
    "em", "strong", "s", "a", "hr", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
BOXES = {"[ ] ": "unchecked", "[x] ": "checked"}
BOX_SIZE = 4
BESIDE_BOX = "\u00a0\u00a0"  # Qt draws a box right at the first letter, and over it from right to left
ITEM, FILE = "item", "attachment"
INNER = {ITEM, FILE}
"""Links to another item, and to a file of the same one, each with an id behind it."""

SCHEMES = {"https", "http", "mailto"} | INNER
_PICTURE = re.compile(r"!\[([^\]\n]{0,200})\]\((attachment:[0-9a-f]{32})\)")
_LONG_WORD = re.compile(rf"(?<!\S)\S{{{WORD_MAX + 1},}}")  # begun at a gap alone, or it takes squares of time
_LONG_LINE = re.compile(rf"[^\n]{{{PARAGRAPH_MAX}}}(?=[^\n])")
_MARK = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_MARKS = re.compile(f"({_MARK}{{{MARKS_MAX}}}){_MARK}+")


@dataclass(frozen=True, slots=True)
class Shown:
    """*html* for the view, or, when the text asks too much of it, *plain*."""

    html: str
    plain: str
    shortened: bool


def shown(source: str) -> Shown:
    """Return what a view may show of *source*; the same text always gives the same."""
    shortened = len(source) > SOURCE_MAX
    text = bounded(source[:SOURCE_MAX])
    if any(text.count(mark) > most for mark, most in MOST.items()):
        return _plain(text, shortened=shortened)
    text = _PICTURE.sub(_as_link, text)
    tokens = _flattened(_parser().parse(text))
    if len(tokens) > BLOCKS_MAX:
        return _plain(text, shortened=shortened)
    parser = _parser()
    html = parser.renderer.render(_with_boxes(tokens), parser.options, {})
    clean = nh3.clean(
        html, tags=TAGS, attributes={"a": {"href"}}, allowed_classes={"li": set(BOXES.values())},
        url_schemes=SCHEMES, link_rel=None,
    )  # fmt: skip
    if not nh3.clean(clean, tags=set()).strip() and text.strip():
        return _plain(text, shortened=shortened)
    return Shown(clean, "", shortened)


def _as_link(found: re.Match[str]) -> str:
    """A picture that is attached is a link to it: only what somebody opens is drawn."""
    words = found[1].strip() or tr("Picture")
    return f"[{words}]({found[2]})"


def _plain(text: str, *, shortened: bool) -> Shown:
    lines = text.split("\n", PLAIN_LINES_MAX)
    kept = lines[:PLAIN_LINES_MAX]
    return Shown("", "\n".join(kept), shortened or len(lines) > len(kept))


def bounded(text: str) -> str:
    """Return *text* with words and paragraphs of some length, and letters without towers of marks."""
    broken = _LONG_WORD.sub(_in_pieces, _MARKS.sub(r"\1", text))
    return "\n".join(
        _LONG_LINE.sub(_in_two, line) if len(line) > PARAGRAPH_MAX else line for line in broken.split("\n")
    )


def _in_pieces(found: re.Match[str]) -> str:
    word = found.group()
    return " ".join(word[start : start + WORD_MAX] for start in range(0, len(word), WORD_MAX))


def _in_two(found: re.Match[str]) -> str:
    """Begin a new paragraph at the last gap of a very long line."""
    before, gap, after = found.group().rpartition(" ")
    return f"{before}\n\n{after}" if gap and len(after) < PARAGRAPH_MAX // 2 else f"{found.group()}\n\n"


def _parser() -> MarkdownIt:
    options = {"html": False, "linkify": False, "maxNesting": NESTING_MAX}
    return MarkdownIt("commonmark", options).enable(["table", "strikethrough"]).disable("image")


def _flattened(tokens: list[Token]) -> list[Token]:
    """Return *tokens* without the containers that are nested too deep; what is in them stays."""
    kept: list[Token] = []
    open_now: list[bool] = []
    for token in tokens:
        if token.type in _CONTAINERS_OPEN:
            open_now.append(sum(open_now) < DEPTH_MAX)
            if open_now[-1]:
                kept.append(token)
        elif token.type in _CONTAINERS_CLOSE:
            if open_now.pop():
                kept.append(token)
        else:
            kept.append(token)
    return kept


def _with_boxes(tokens: list[Token]) -> list[Token]:
    """Turn the marks of lists to tick off into boxes."""
    for item, paragraph, text in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if item.type == "list_item_open" and paragraph.type == "paragraph_open" and text.children:
            first = text.children[0]
            mark = BOXES.get(first.content[:BOX_SIZE].lower()) if first.type == "text" else None
            if mark is not None:
                item.attrSet("class", mark)
                first.content = f"{BESIDE_BOX}{first.content[BOX_SIZE:]}"
    return tokens


_CONTAINERS = ("blockquote", "bullet_list", "ordered_list", "list_item")
_CONTAINERS_OPEN = frozenset(f"{name}_open" for name in _CONTAINERS)
_CONTAINERS_CLOSE = frozenset(f"{name}_close" for name in _CONTAINERS)
