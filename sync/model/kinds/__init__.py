"""Content types as declarations, one file each: a module here with a `KIND` is all there is to do."""

import pkgutil
from collections.abc import Mapping
from importlib import import_module

from sync.model.kinds.declaration import Kind


def _declared() -> dict[str, Kind]:
    found = (import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__))
    kinds = [module.KIND for module in found if hasattr(module, "KIND")]
    return {kind.name: kind for kind in sorted(kinds, key=lambda kind: kind.name != "note")}


ALL: Mapping[str, Kind] = _declared()


def find(name: str) -> Kind | None:
    """Return the kind of that name, or None for one of a newer release."""
    return ALL.get(name)
