"""SPEC.md is whole: every label stands in it, and every section that code and vectors cite exists."""

import json
import re
from importlib.resources import files
from pathlib import Path

import crypto
from crypto.labels import Label

SPEC = files(crypto).joinpath("SPEC.md").read_text(encoding="utf-8")
SECTIONS = set(re.findall(r"^##+ ([0-9.]+?)\.? ", SPEC, re.MULTILINE))
HERE = Path(__file__).parent


def test_the_table_of_labels_is_the_table_in_the_code() -> None:
    table = SPEC[SPEC.index("### 1.1") : SPEC.index("### 1.2")]
    first_cells = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    assert sorted(re.findall("`([^`]+)`", " ".join(first_cells))) == sorted(Label)


def test_sections_that_code_cites_exist() -> None:
    modules = files(crypto).iterdir()
    code = "".join(it.read_text(encoding="utf-8") for it in modules if it.name.endswith(".py"))
    cited = set(re.findall(r"SPEC ([0-9]+(?:\.[0-9]+)?)", code))
    assert cited
    assert cited <= SECTIONS


def test_sections_that_vectors_cite_exist() -> None:
    for path in HERE.glob("*/*.json"):
        found = json.loads(path.read_text(encoding="utf-8"))
        cases = found["cases"] if isinstance(found, dict) else found
        assert {case["spec"] for case in cases} <= SECTIONS, path.name
