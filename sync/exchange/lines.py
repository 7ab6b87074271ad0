"""The lines of a vCard: unfolding, decoding, escaping, folding (RFC 6350 3, RFC 2426 2, vCard 2.1).

Our own, because a card must survive a line that a stricter reader would give up on, and because the usual
patterns for these lines take exponential time on hostile ones.
"""

import io
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass

from sync.exchange.decoding import western

HEAD = re.compile(r"(?:(?P<group>[A-Za-z0-9_-]{1,100})\.)?(?P<name>[A-Za-z0-9_-]{1,100})(?=[;:])")
BASE64 = re.compile(rb"[A-Za-z0-9+/]{16,}={0,2}|[A-Za-z0-9+/]+={1,2}")
SPENT = frozenset({"QUOTED-PRINTABLE", "8BIT", "7BIT"})
MARKS = frozenset({b"BEGIN:VCARD", b"END:VCARD"})
PARAMS_MAX = 10_000
INSIDE_A_LETTER = range(0x80, 0xC0)  # the later bytes of a letter in UTF-8
LINE_MAX = 75  # bytes, RFC 6350 3.2


@dataclass(frozen=True, slots=True)
class Line:
    """One property: the group before it, its name, its parameters and its value, all as written."""

    group: str
    label: str
    params: str
    value: str

    @property
    def name(self) -> str:
        """The name in capitals, with the dash that one program writes as an underscore."""
        return self.label.upper().replace("_", "-")

    @property
    def text(self) -> str:
        """The line, unfolded."""
        group = f"{self.group}." if self.group else ""
        return f"{group}{self.label}{self.params}:{self.value}"

    def param(self, name: str) -> list[str]:
        """Return the values of the parameter *name*, in capitals."""
        pairs = (part.partition("=") for part in self.params[1:].split(";"))
        found = (value for key, _, value in pairs if key.strip().upper() == name)
        return [word.strip(' "').upper() for value in found for word in value.split(",")]


def unfold(raw: bytes) -> Iterator[bytes]:
    """Yield the logical lines of *raw*, whatever its line ends and its way of going on in the next line."""
    current: list[bytes] = []
    mode = b""
    for piece in io.BytesIO(raw if b"\n" in raw else raw.replace(b"\r", b"\n")):
        line = piece.rstrip(b"\r\n")
        if current and _goes_on(current[-1], mode, line):
            current.append(line if mode == b"Q" else line.lstrip(b" \t") if mode == b"B" else line[1:])
            continue
        if current:
            yield _joined(current, mode)
        current, mode = [line], _mode(line)
    if current:
        yield _joined(current, mode)


def _mode(line: bytes) -> bytes:
    head = line.partition(b":")[0].upper()
    if b"QUOTED-PRINTABLE" in head:
        return b"Q"
    return b"B" if re.search(rb";(?:ENCODING=)?(?:BASE64|B)(?:;|$)", head) else b""


def _goes_on(last: bytes, mode: bytes, line: bytes) -> bool:
    if mode == b"Q":
        return last.endswith(b"=") and line.strip().upper() not in MARKS
    if line[:1] in {b" ", b"\t"}:
        return True
    return mode == b"B" and BASE64.fullmatch(line) is not None


def _joined(parts: list[bytes], mode: bytes) -> bytes:
    if mode == b"Q":
        parts = [part.removesuffix(b"=") for part in parts[:-1]] + parts[-1:]
    return b"".join(parts)


def parse(raw: bytes) -> tuple[Line | None, bool]:
    """Return the property in the logical line *raw* (None if it is none) and whether it had to be guessed."""
    head, _, _ = raw.partition(b":")
    text, guessed = _text(raw, _charset(head))
    match = HEAD.match(text)
    end = _end_of_params(text, match.end()) if match else -1
    if match is None or end < 0:
        return None, guessed
    params = text[match.end() : end].replace("\r", " ")
    line = Line(match["group"] or "", match["name"], params, text[end + 1 :])
    return _transfer_decoded(line, _charset(head)), guessed


def _end_of_params(text: str, start: int) -> int:
    """Return where the colon before the value stands, outside of quotes; -1 for none."""
    quoted = False
    for place in range(start, min(len(text), start + PARAMS_MAX)):
        if text[place] == '"':
            quoted = not quoted
        elif text[place] == ":" and not quoted:
            return place
    return text.find(":", start, start + PARAMS_MAX)  # a quote that was never closed


def _charset(head: bytes) -> str:
    match = re.search(rb";CHARSET=\"?([A-Za-z0-9_.:-]{1,40})", head, re.IGNORECASE)
    return match[1].decode("ascii") if match else ""


def _text(raw: bytes, charset: str) -> tuple[str, bool]:
    try:
        return raw.decode("utf-8").replace("\0", ""), False
    except UnicodeDecodeError:
        pass
    try:
        text = raw.decode(charset) if charset else western(raw)
        text.encode()  # some encodings give halves of letters
    except (LookupError, ValueError):  # an encoding that nobody knows, or that is not true
        text = western(raw)
    return text.replace("\0", ""), True


def text_of(raw: bytes) -> str:
    """Return a line that is no property as the value it goes on with."""
    return one_line(_text(raw, "")[0])


def _transfer_decoded(line: Line, charset: str) -> Line:
    """Return *line* without quoted-printable and without a note on its characters, both of vCard 2.1."""
    parts = line.params.split(";")[1:]
    value = line.value
    if any(_encoding(part) == "QUOTED-PRINTABLE" for part in parts):
        value = _text(quopri.decodestring(value.encode()), charset)[0]
    kept = "".join(f";{part}" for part in parts if part and not _spent(part))
    return Line(line.group, line.label, kept, one_line(value))


def _encoding(part: str) -> str:
    key, _, value = part.upper().partition("=")
    return value if key == "ENCODING" else key


def _spent(part: str) -> bool:
    return part.upper().startswith("CHARSET=") or _encoding(part) in SPENT


def one_line(value: str) -> str:
    """Return *value* with its line breaks escaped."""
    return value.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def components(value: str, separator: str = ";") -> list[str]:
    """Return the parts of *value* between separators that are not escaped, unescaped."""
    return [unescaped(part) for part in cut(value, separator)]


def cut(value: str, separator: str = ";") -> list[str]:
    """Return the parts of *value* between separators that are not escaped, as written."""
    if "\\" not in value:
        return value.split(separator)
    parts: list[list[str]] = [[]]
    for token in re.findall(rf"\\.|[^\\{separator}]+|{separator}|\\", value, re.DOTALL):
        if token == separator:
            parts.append([])
        else:
            parts[-1].append(token)
    return ["".join(part) for part in parts]


def unescaped(value: str) -> str:
    """Return *value* as its author meant it."""
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], value, flags=re.DOTALL)


def escaped(text: str) -> str:
    """Return *text* as a value."""
    plain = text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    return one_line(plain).replace("\0", "")


def fold(text: str) -> bytes:
    """Return the logical line *text* in pieces of 75 bytes, never cut inside a letter."""
    raw = text.encode()
    pieces, start, room = [], 0, LINE_MAX
    while len(raw) - start > room:
        end = start + room
        while raw[end] in INSIDE_A_LETTER:
            end -= 1
        pieces.append(raw[start:end])
        start, room = end, LINE_MAX - 1
    pieces.append(raw[start:])
    return b"\r\n ".join(pieces) + b"\r\n"
