"""The tool that keeps the catalogues, for tests: packaging is no package, so it is loaded by its path."""

import importlib.util
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

PATH = Path(__file__).resolve().parents[2] / "packaging" / "catalogues.py"


@cache
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("karkade_catalogues", PATH)
    assert spec is not None and spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = made
    spec.loader.exec_module(made)
    return made
