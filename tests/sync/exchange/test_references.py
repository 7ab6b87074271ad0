"""References as other programs write them: what is known becomes fields, and all the rest is kept."""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reference_samples import BIBTEX, CSL, HARD_BIBTEX, HARD_RIS, RIS

from sync.exchange import foreign, references, references_bibtex, references_ris
from sync.exchange.outcome import Imported, Reason
from sync.exchange.reading import read_path

Write = Callable[[Iterator[Mapping[str, str]]], Iterator[str]]
WRITERS: dict[str, Write] = {
    "r.bib": references_bibtex.write,
    "r.ris": references_ris.write,
    "r.json": references.write_csl,
}
SHOWN = ("title", "body", "authors", "year", "web", "languages", "tags", "sort")


def read(name: str, raw: bytes) -> tuple[list[Mapping[str, str]], list[str]]:
    fields, reasons = [], []
    for outcome in foreign.read(name, raw):
        if isinstance(outcome, Imported):
            fields.append(outcome.fields)
        else:
            reasons.append(outcome.reason)
    return fields, reasons


def again(name: str, every: list[Mapping[str, str]]) -> list[Mapping[str, str]]:
    return read(name, "".join(WRITERS[name](iter(every))).encode())[0]


def shown(fields: Mapping[str, str]) -> dict[str, str]:
    return {name: fields.get(name, "") for name in SHOWN if fields.get(name)}


def test_bibtex(tmp_path: Path) -> None:
    (tmp_path / "r.bib").write_bytes(BIBTEX)
    outcomes = list(read_path(tmp_path))
    found = [one.fields for one in outcomes if isinstance(one, Imported)]
    reasons = [one.reason for one in outcomes if not isinstance(one, Imported)]
    assert reasons == [Reason.BAD_REFERENCE]
    assert [one["title"] for one in found] == [
        "Wells and Éclairs: a Study of Water",
        "The same key",
        "Water law",
    ]
    first = found[0]
    assert first["authors"] == "Odhiambo, Amina\nvan der Berg, Jan\nWater and Health Group"
    assert (first["year"], first["tags"], first["languages"]) == ("2024", "water, public health", "fr")
    assert first["web"] == "https://example.org/a_b?c=1%202"
    kept = json.loads(first["reference"])
    assert (kept["container-title"], kept["page"], kept["issued"]) == (
        "Journal",
        "1–9",
        {"date-parts": [[2024, 3]]},
    )
    assert kept["custom"]["bibtex"]["timestamp"] == "2024-01-01"
    assert found[2]["sort"] == "policy"


def test_ris() -> None:
    found, reasons = read("r.ris", RIS)
    assert not reasons
    assert shown(found[0]) == {
        "title": "Eau et santé",
        "body": "What was found.",
        "authors": "Odhiambo, Amina\nWater Group",
        "year": "2023",
        "web": "https://example.org/1",
        "languages": "fr",
        "tags": "water, health",
        "sort": "research",
    }
    assert json.loads(found[0]["reference"])["custom"]["ris"]["unknown_tag"] == {"XX": ["odd"]}
    assert found[1]["sort"] == "policy"


def test_csl() -> None:
    found, reasons = read("r.json", CSL)
    assert reasons == [Reason.BAD_REFERENCE, Reason.BAD_REFERENCE]
    assert shown(found[0])["authors"] == "Water Group\nde Souza, Ana"
    assert json.loads(found[0]["reference"])["accessed"] == {"date-parts": [[2024, 1, 2]]}


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize(("source", "raw"), [("r.bib", BIBTEX), ("r.ris", RIS), ("r.json", CSL)])
def test_any_format_goes_out_as_any_other(name: str, source: str, raw: bytes) -> None:
    found = read(source, raw)[0]
    assert list(map(shown, again(name, found))) == list(map(shown, found))
    if name == source:
        assert [one["reference"] for one in again(name, again(name, found))] == [
            one["reference"] for one in again(name, found)
        ]


def test_what_was_changed_goes_out_changed_and_the_rest_as_it_was() -> None:
    (found, *_), _ = read("r.json", CSL)
    changed = {
        **found,
        "title": "New",
        "year": "",
        "authors": "Group\nOdhiambo, A",
        "sort": "tool",
        "web": "",
    }
    item = references.csl_of(changed)
    before = references.csl_of(found)
    assert (item["title"], item["type"], "issued" in item, "URL" in item) == ("New", "software", False, False)
    assert item["author"] == [{"literal": "Group"}, {"family": "Odhiambo", "given": "A"}]
    assert item["accessed"] == before["accessed"] and before == json.loads(found["reference"])


LETTERS = st.characters(codec="utf-8", exclude_categories=("C", "Z"))
WORDS = st.lists(st.text(LETTERS, min_size=1, max_size=8), min_size=1, max_size=4).map(" ".join)
LINES = st.one_of(WORDS, st.sampled_from(["", "  - in a list"]))
NAMES = st.sampled_from(["Odhiambo, Amina", "Water and Health Group", "منى حسن", "O'Brien, Seán"])


@settings(max_examples=100, deadline=None)
@given(
    st.fixed_dictionaries(
        {
            "title": WORDS,
            "body": st.lists(st.one_of(WORDS, st.just(""), st.just("  - in a list")))
            .map("\n".join)
            .map(str.strip),
            "authors": st.lists(NAMES, unique=True).map("\n".join),
            "year": st.integers(1000, 2100).map(str),
            "web": st.just("https://example.org/?q=a_b%20c&d=#e"),
            "languages": st.sampled_from(["", "fr", "ar"]),
            "tags": st.just("water, public health"),
            "sort": st.sampled_from(["research", "policy", "tool"]),
        }
    )
)
def test_our_own_go_round_in_every_format(fields: dict[str, str]) -> None:
    for name in WRITERS:
        (came,) = again(name, [fields])
        assert shown(came) == shown(fields)


def kept(found: dict[str, str]) -> dict[str, Any]:
    item: dict[str, Any] = json.loads(found["reference"])
    return {name: said for name, said in item.items() if name not in {"id", "custom"}}


@pytest.mark.parametrize(("source", "raw"), [("r.bib", HARD_BIBTEX), ("r.ris", HARD_RIS)])
def test_what_is_written_in_other_ways_is_kept_in_every_format(source: str, raw: bytes) -> None:
    found, reasons = read(source, raw)
    assert not reasons
    for name in WRITERS:
        came = again(name, found)
        assert list(map(shown, came)) == list(map(shown, found))
        assert [kept(one) for one in came] == [kept(one) for one in found]


def test_names_dates_and_lines_as_they_are_meant() -> None:
    (book, part, news), _ = read("r.bib", HARD_BIBTEX)
    assert shown(book)["authors"] == "Organisation mondiale de la santé\nothers"
    assert kept(book)["issued"] == {"date-parts": [[2019, 3, 5]]}
    assert kept(part)["editor"] == [{"family": "Müller", "given": "Åsa"}, {"literal": "Paix and Co"}]
    assert (shown(part)["title"], kept(part)["issued"]) == ("Wells & roads", {"date-parts": [[2001], [2003]]})
    assert shown(part)["body"] == "First.\n\n- one\n  - two"
    assert kept(part)["author"] == [{"literal": "Plato"}, {"family": "King", "suffix": "Jr.", "given": "M."}]
    assert kept(news)["issued"] == {"literal": "in press"} and "year" not in shown(news)
    assert shown(news)["body"] == "It was wrapped by a program."
    (report, book), _ = read("r.ris", HARD_RIS)
    assert shown(report)["body"] == "First line.\n\nSecond, TY  - no tag." and shown(report)["year"] == "1990"
    assert kept(report)["author"][0] == {"family": "King", "given": "M.", "suffix": "Jr."}
    assert (kept(book)["ISBN"], kept(book)["issued"]) == ("978-3-16-148410-0", {"date-parts": [[2001, 3]]})


@pytest.mark.parametrize(
    ("name", "raw", "reason"),
    [
        ("r.json", b"{", Reason.NO_REFERENCES),
        ("r.json", b'{"a": 1}', Reason.NO_REFERENCES),
        ("r.json", b"\0", Reason.NO_REFERENCES),
        ("r.json", b'[{"type": "book"}]', Reason.BAD_REFERENCE),
        ("r.json", b'{"type": "book", "title": "' + b"x" * 300_000 + b'"}', Reason.TOO_LARGE),
        ("r.bib", b"", Reason.NO_REFERENCES),
        ("r.bib", b"\0", Reason.NOT_TEXT),
        ("r.ris", b"\0", Reason.NOT_TEXT),
        ("r.ris", b"", Reason.NO_REFERENCES),
        ("r.ris", b"TY  - JOUR\nTY  - JOUR\n", Reason.BAD_REFERENCE),
    ],
)
def test_what_is_no_reference_says_so(name: str, raw: bytes, reason: Reason) -> None:
    assert read(name, raw) == ([], [reason])


@pytest.mark.parametrize("kept", ["", "[]", "nonsense", '{"author": 5, "issued": {"date-parts": [["x"]]}}'])
def test_a_hidden_field_of_another_member_may_be_anything(kept: str) -> None:
    fields = {"title": "T", "authors": "A, B", "year": "2020", "reference": kept}
    for name in WRITERS:
        (came,) = again(name, [fields])
        assert (came["title"], came["authors"], came["year"]) == ("T", "A, B", "2020")


def test_deep_nests_end_in_time(tmp_path: Path) -> None:
    (tmp_path / "deep.json").write_bytes(b"[" * 1_000_000)
    (tmp_path / "deep.bib").write_bytes(b"@book{a, title = {" + b"{" * 100_000 + b"}" * 100_000 + b"}}")
    outcomes = {one.name.partition(" ")[0] for one in read_path(tmp_path)}
    assert outcomes == {"deep.json", "deep.bib"}


@pytest.mark.parametrize("year", ["2031-05-06", "soon", "nan", "9" * 500])
def test_a_year_that_is_none_keeps_nothing_from_going_out(year: str) -> None:
    for name in WRITERS:
        every = again(name, [{"title": "T", "year": year}, {"title": "U", "year": "2020"}])
        assert [(one["title"], one.get("year")) for one in every][1] == ("U", "2020")
        assert every[0]["title"] == "T"
