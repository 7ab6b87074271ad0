"""Settings of this notebook: texts by name, in the encrypted database and nowhere else."""

from sync.engine.notebook import Notebook
from sync.store import settings as table

PREFIX = "setting/"


class Settings:
    def __init__(self, book: Notebook) -> None:
        self._book = book

    def get(self, key: str) -> str | None:
        kept = self._book.read(lambda db: table.get(db, PREFIX + key))
        return None if kept is None else kept.decode("utf-8", "replace")

    def put(self, key: str, value: str) -> None:
        self._book.write(lambda db: table.put(db, PREFIX + key, value.encode("utf-8", "replace")))
