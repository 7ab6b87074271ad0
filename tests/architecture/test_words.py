"""No text that a person can meet holds a word of the sector: sources, catalogues, names, samples."""

import ast
import re
import tomllib
import unicodedata
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
LISTS = tomllib.loads((Path(__file__).parent / "forbidden.toml").read_text(encoding="utf-8"))
SAMPLES = {
    ".md",
    ".txt",
    ".vcf",
    ".csv",
    ".ics",
    ".json",
    ".html",
    ".svg",
    ".sh",
    ".service",
    ".yaml",
    ".in",
    "",
}
SKIPPED = {"LICENSE", Path(__file__).name}
ONE_LETTER = str.maketrans("أإآٱىؤئة" + "ɓɗƙƴ’", "اااايويه" + "bdky'")
PREFIX = "(?:[وفبكل]|ال|[وفبك]ال|لل|ولل)?"  # what Arabic writes together with a word


def folded(text: str) -> str:
    plain = unicodedata.normalize("NFC", text).casefold().translate(ONE_LETTER).replace("ـ", "")
    return "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))


def pattern() -> re.Pattern[str]:
    def alternatives(name: str) -> str:
        words = [re.escape(each) for each in folded(LISTS["words"][name]).split()]
        return "|".join(each.replace(r"\*", r"\w*").replace("_", r"\s+") for each in words)

    plain = "|".join(alternatives(name) for name in LISTS["words"] if name != "arabic")
    return re.compile(rf"(?<!\w)(?:{plain}|{PREFIX}(?:{alternatives('arabic')}))(?!\w)")


FORBIDDEN = pattern()


def found_in(text: str, where: str) -> list[str]:
    plain = folded(text)
    for each in LISTS["allowed"]:
        if fnmatch(where, each["where"]):
            plain = re.sub(rf"(?<!\w){re.escape(each['word'])}(?!\w)", " ", plain)
    return FORBIDDEN.findall(plain)


def files() -> Iterator[tuple[Path, str]]:
    for top in ("crypto", "desktop", "i18n", "packaging", "resources", "sync", "tests", "README.md"):
        inside = [ROOT / top] if (ROOT / top).is_file() else sorted((ROOT / top).rglob("*"))
        for path in inside:
            where = path.relative_to(ROOT).as_posix()
            if path.is_file() and "__pycache__" not in where and not where.startswith("resources/licences/"):
                yield path, where


def strings(source: str) -> Iterator[str]:
    """Yield every text in a module that is not a docstring: those are for whoever reads the code."""
    tree = ast.parse(source)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


def collect(suffixes: set[str]) -> list[tuple[Path, str]]:
    return [(path, where) for path, where in files() if path.suffix in suffixes and path.name not in SKIPPED]


def test_sources_say_none_of_them() -> None:
    found = {}
    for path, where in collect({".py"}):
        words = [w for text in strings(path.read_text(encoding="utf-8")) for w in found_in(text, where)]
        if words:
            found[where] = words
    assert not found


def test_catalogues_say_none_of_them() -> None:
    found = {}
    for path, where in collect({".po"}):
        with path.open("rb") as file:
            said = [text for message in read_po(file) for text in (message.id, message.string)]
        flat = [each for text in said for each in ([text] if isinstance(text, str) else text or ())]
        found[where] = [word for text in flat for word in found_in(text, where)]
    assert len(found) >= 3
    assert not any(found.values()), found


def test_texts_samples_and_word_lists_hold_none_of_them() -> None:
    found = {}
    for path, where in collect(SAMPLES):
        words = found_in(path.read_bytes().decode("utf-8", errors="replace"), where)
        if words:
            found[where] = words
    assert not found


def test_file_names_hold_none_of_them() -> None:
    names = {where: found_in(re.sub(r"[/._]", " ", where), where) for _, where in files()}
    assert not {where: words for where, words in names.items() if words}


def test_every_exception_has_a_reason() -> None:
    assert all(len(each["reason"]) > 10 for each in LISTS["allowed"])


@pytest.mark.parametrize(
    "text",
    [
        "Extrémiste",
        "an agent",
        "cibles",
        "الخلية",
        "وَالإرهاب",
        "counter-x",
        "vigilancia",
        "as células",
        "экстремизм",
        "Убийство",
        "siasa  kali",
        "mawakala",
        "’yan ta’adda",
        "leƙen asiri",
        "lutte antiterroriste",
        "PCVE",
        "kigaidi",
    ],
)
def test_the_test_finds_what_it_looks_for(text: str) -> None:
    assert found_in(text, "x")


@pytest.mark.parametrize(
    "text",
    [
        "excellent",
        "cancel",
        "skill",
        "encounter",
        "مساحة",
        "radiator",
        "vigilant",
        "цель",
        "wakati",
        "especial",
        "kashe",
        "objetivo",
    ],
)
def test_the_test_leaves_other_words_alone(text: str) -> None:
    assert not found_in(text, "x")
