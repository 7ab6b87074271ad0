"""The lines between two rulers at the top of a Markdown file: title, tags, and what we do not read."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from sync.exchange.tags import tidy

RULER = "---\n"
EMPTY = RULER + RULER
CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
NOT_PLAIN = re.compile(r"^[^\w]|^[\d_.]|[\x00-\x1f\x7f-\x9f\u2028\u2029,\[\]{}]|: |:$| #|\s$|^$")
NOT_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One key with its lines, as written."""

    key: str
    lines: tuple[str, ...]


def split(text: str) -> tuple[str, str]:
    """Return the front matter with its two rulers (or nothing) and the rest, both as written."""
    if not text.startswith(RULER):
        return "", text
    closing = CLOSING.search(text, len(RULER))
    if closing is None:
        return "", text
    if not all(_plausible(line) for line in text[len(RULER) : closing.start()].split("\n")):
        return "", text  # a ruler in a text, not front matter: nobody's words may end up hidden
    end = closing.end() + text.startswith("\n", closing.end())
    return text[:end], text[end:]


def _plausible(line: str) -> bool:
    return not line.strip() or line[0] in " \t#" or line == "-" or line.startswith("- ") or bool(_key(line))


def _key(line: str) -> str:
    head, colon, rest = line.partition(":")
    if not colon or line[0] in " \t#" or line.startswith("- ") or (rest and rest[0] not in " \t"):
        return ""
    return head.strip().casefold()


def entries(block: str) -> list[Entry]:
    """Return what stands between the rulers of *block*, key by key."""
    found: list[tuple[str, list[str]]] = [("", [])]
    for line in block.split("\n")[1:]:
        if CLOSING.fullmatch(line):
            break
        if key := _key(line) if line else "":
            found.append((key, [line]))
        else:
            found[-1][1].append(line)
    return [Entry(key, tuple(lines)) for key, lines in found if lines]


def title(block: str) -> str | None:
    """Return the title that *block* gives, or None."""
    for entry in entries(block):
        if entry.key == "title" and not any(line.strip() for line in entry.lines[1:]):
            return scalar(entry.lines[0].partition(":")[2].strip())
    return None


def tags(block: str) -> tuple[str, ...]:
    """Return the tags that *block* gives: a list in brackets, a list of lines, or words with commas."""
    for entry in entries(block):
        if entry.key in {"tags", "tag", "keywords"}:
            return tidy(listed(entry))
    return ()


def listed(entry: Entry) -> list[str]:
    """Return the values of a key: a list in brackets, a list of lines, or words with commas."""
    value = entry.lines[0].partition(":")[2].strip()
    items = [line.strip()[1:].strip() for line in entry.lines[1:] if line.strip().startswith("-")]
    if value.startswith("[") and value.endswith("]"):
        items = re.findall(r'"(?:[^"\\]|\\.)*"|\'(?:[^\']|\'\')*\'|[^,]+', value[1:-1])
    elif value and not items:
        items = value.split(",")
    return [text for item in items if (text := scalar(item.strip()))]


def scalar(value: str) -> str | None:
    """Return the text of one value; None for nothing and for what only a full YAML reader reads."""
    if value.startswith('"'):
        return _quoted(value)
    if value.startswith("'"):
        return value[1:-1].replace("''", "'") if len(value) > 1 and value.endswith("'") else None
    if value[:1] in {"[", "{", ">", "|", "&", "*", "!", "%", "@", "`"}:
        return None
    return value.partition(" #")[0].strip() or None


def _quoted(value: str) -> str | None:
    try:
        text = json.loads(value)
        text.encode()
    except ValueError:
        return None
    return None if "\0" in text else str(text)


def written(value: str) -> str:
    """Return *value* so that ``scalar`` and every YAML reader give it back."""
    if not NOT_PLAIN.search(value) and value.casefold() not in NOT_WORDS:
        return value
    return json.dumps(value, ensure_ascii=any(ord(letter) in {0x2028, 0x2029, 0x85} for letter in value))


def with_title(block: str, value: str) -> str:
    """Return *block* (or a new one) with this title."""
    return _with(block, ("title",), f"title: {written(value)}")


def with_tags(block: str, values: Sequence[str]) -> str:
    """Return *block* (or a new one) with these tags."""
    line = f"tags: [{', '.join(written(value) for value in values)}]"
    return _with(block, ("tags", "tag", "keywords"), line if values else "")


def _with(block: str, keys: Sequence[str], line: str) -> str:
    kept = [entry for entry in entries(block) if entry.key not in keys]
    place = next((place for place, entry in enumerate(entries(block)) if entry.key in keys), len(kept))
    lines = [list(entry.lines) for entry in kept]
    if line:
        lines.insert(place, [line])
    inner = "".join(f"{text}\n" for part in lines for text in part)
    return RULER + inner + RULER if inner else ""
