"""Notes in and out as Markdown: nothing is lost either way."""

from pathlib import PurePosixPath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sync.exchange import markdown
from sync.exchange.outcome import Imported, Reason, Refused, Remark


def read(name: str, raw: bytes | str) -> dict[str, str]:
    outcome = markdown.read(name, raw.encode() if isinstance(raw, str) else raw)
    assert isinstance(outcome, Imported)
    return dict(outcome.fields)


def note(title: str, body: str, tags: str = "", extra: str = "") -> dict[str, str]:
    return {"title": title, "body": body, "tags": tags, "extra": extra}


def test_the_heading_is_the_title_and_stays() -> None:
    assert read("x.md", "# Wells\n\nThree.\n") == note("Wells", "# Wells\n\nThree.\n")


def test_the_name_of_the_file_is_the_title_otherwise() -> None:
    assert read("Market day.txt", "no heading\n") == note("Market day", "no heading\n")
    assert read("Market day ~2.txt", "no heading\n") == note("Market day", "no heading\n")


def test_front_matter_gives_title_and_tags_and_is_kept() -> None:
    text = "---\ntitle: \"Day: one\"\ntags: [water, \"two words\", 'it''s']\ndate: 2026-01-01\n---\nBody\n"
    fields = read("x.md", text)
    assert fields["title"] == "Day: one" and fields["tags"] == "water, two words, it's"
    assert fields["body"] == "Body\n" and "date: 2026-01-01" in fields["extra"]


@pytest.mark.parametrize(
    ("lines", "tags"),
    [
        ("tags: a, b", "a, b"),
        ("tags:\n  - a\n  - '#b'\n  -c", "a, b, c"),
        ("Keywords: one", "one"),
        ("tags:", ""),
        ("tags: &x", ""),
        ("tags: [a, a, , b]", "a, b"),
    ],
)
def test_tags_in_their_usual_shapes(lines: str, tags: str) -> None:
    assert read("x.md", f"---\n{lines}\n---\n")["tags"] == tags


@pytest.mark.parametrize("value", [">", "|\n  long", "[x]", '"open', '"\\ud800"', "'", "*ref", ""])
def test_a_title_that_takes_a_full_reader_is_left_alone(value: str) -> None:
    assert read("Name.md", f"---\ntitle: {value}\n---\ntext")["title"] == "Name"


def test_a_ruler_in_a_text_hides_nothing() -> None:
    text = "---\nWords that matter.\n---\nMore words.\n"
    assert read("x.md", text) == note("x", text)


def test_a_folder_is_a_tag_with_a_slash_and_a_folder_again() -> None:
    fields = read("minutes/2026/May.md", "text")
    assert fields["tags"] == "minutes/2026/"
    assert markdown.write(fields) == (PurePosixPath("minutes/2026/May.md"), b"text")


def test_changed_title_and_tags_change_only_their_lines() -> None:
    text = "---\n# kept\ntitle: Old\ntags:\n  - a\nauthor: desk\n---\nBody"
    fields = read("x.md", text)
    written = markdown.write({**fields, "title": "New: one", "tags": "b"})[1]
    assert written == b'---\n# kept\ntitle: "New: one"\ntags: [b]\nauthor: desk\n---\nBody'
    assert markdown.write({**fields, "tags": ""})[1] == b"---\n# kept\ntitle: Old\nauthor: desk\n---\nBody"


@pytest.mark.parametrize(
    ("raw", "text", "remark"),
    [
        (b"\xef\xbb\xbfcaf\xc3\xa9", "café", Remark.NONE),
        ("café".encode("utf-16"), "café", Remark.NONE),
        ("café".encode("utf-16-be").join([b"\xfe\xff", b""]), "café", Remark.NONE),
        ("café".encode("utf-32"), "café", Remark.NONE),
        (b"caf\xe9 \x80", "café €", Remark.LATIN_1),
        (b"caf\xe9 \x81", "café \x81", Remark.LATIN_1),
        (b"a\r\nb\rc\n", "a\nb\nc\n", Remark.NONE),
    ],
)
def test_encodings(raw: bytes, text: str, remark: Remark) -> None:
    outcome = markdown.read("x.txt", raw)
    assert isinstance(outcome, Imported)
    assert (outcome.fields["body"], outcome.remark) == (text, remark)


@pytest.mark.parametrize("raw", [b"\0", b"\x89PNG\r\n\x1a\n", b"\xff\xfea", b"text\xff\x01", b"a\0b"])
def test_what_is_no_text_is_refused(raw: bytes) -> None:
    assert markdown.read("x.txt", raw) == Refused("x.txt", Reason.NOT_TEXT)


@pytest.mark.parametrize(
    "title",
    ["", ".hidden", "../../etc/passwd", "a/b", "CON", "nul.txt", "x" * 500, "tab\tline\nbreak", "trailing. ",
     "\u202egpj", "lpt9.txt",
     "C:\\x", "Report ~2", "é", "e\u0301", "~", "- list", "true", "12",
     "#hash", "a #b", "[x]", "'q'", '"q"', "k: v"],
)  # fmt: skip
def test_any_title_comes_back_and_its_file_is_safe(title: str) -> None:
    path, raw = markdown.write(note(title, "text"))
    assert len(path.parts) == 1 and not path.name.startswith(".") and len(path.name.encode()) < 200
    assert not set(path.name) & set('<>:"/\\|?*\n\t\u202e') and path.stem.casefold() not in {"con", "nul"}
    assert read(str(path), raw) == note(title, "text")


def test_five_megabytes() -> None:
    body = "# Long\n" + "word é " * 700_000
    fields = read("x.md", body)
    assert fields["body"] == body
    assert markdown.write(fields)[1] == body.encode()


letters = st.characters(exclude_categories=["Cs"], exclude_characters="\0\r")
lines_of = st.lists(
    st.sampled_from(
        [
            "---",
            "...",
            "title: One",
            "title: 'x'",
            "tags: [a]",
            "tags:",
            "  - b",
            "# H",
            "",
            "text",
            "Tags: x/",
            "a:",
            "é",
        ]
    )
    | st.text(letters, max_size=10),
    max_size=9,
)
texts = st.builds(lambda lines, end: "\n".join(lines) + end, lines_of, st.sampled_from(["", "\n"]))
paths = st.builds(
    lambda folders, stem: "/".join([*folders, stem + ".md"]),
    st.lists(st.sampled_from(["a", "B c", "x, y", "con", "d.md", "#t", "2026"]), max_size=3),
    st.sampled_from(["One", "a", "x ~2", "H"]),
)


@given(paths, texts)
@example("One.md", "---\n---\n---\na: b\n---\n")
@example("a/One.md", "---\ntags: [a/]\n---\n")
def test_a_file_comes_out_byte_for_byte(path: str, text: str) -> None:
    fields = read(path, text)
    assert markdown.write(fields)[1] == text.encode()
    again = str(markdown.write(fields)[0])
    assert read(again, text) == fields


plain_tags = st.lists(
    st.sampled_from(["a", "two words", "x/", "a/b/", "../", "c: d", "é", "- e", "true", "q\"'"]), unique=True
)


@given(st.text(letters, max_size=20), st.one_of(texts, st.text(letters, max_size=30)), plain_tags)
def test_a_note_comes_back_as_it_was(title: str, body: str, tags: list[str]) -> None:
    fields = note(title, body, ", ".join(tags))
    path, raw = markdown.write(fields)
    assert read(str(path), raw) == fields


@given(st.text(letters, max_size=20), texts, plain_tags, texts)
def test_any_change_of_any_file_comes_back(title: str, body: str, tags: list[str], before: str) -> None:
    fields = {**read("x.md", before), "title": title, "body": body, "tags": ", ".join(tags)}
    path, raw = markdown.write(fields)
    back = read(str(path), raw)
    assert {**back, "extra": ""} == {**fields, "extra": ""}
    assert markdown.write(back) == (path, raw)


@given(texts, texts)
def test_extra_of_another_member_may_be_anything(extra: str, body: str) -> None:
    path, raw = markdown.write(note("T", body, "", extra))
    back = read(str(path), raw)
    assert (back["title"], back["body"]) == ("T", body)
