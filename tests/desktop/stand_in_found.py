"""Shared tags and the starter library, as the stand-in has them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sync.engine.tags import Word


@dataclass
class Tags:
    kept: list[Word] = field(default_factory=list)
    done: list[tuple[str, ...]] = field(default_factory=list)

    def words(self, space: str) -> Sequence[Word]:  # noqa: ARG002
        return list(self.kept)

    def shown(self, space: str, language: str) -> Mapping[str, str]:  # noqa: ARG002
        return {one.word: one.translations[language] for one in self.kept if language in one.translations}

    def add(self, space: str, word: str, translations: Mapping[str, str] | None = None) -> None:  # noqa: ARG002
        others = [one for one in self.kept if one.word != word]
        self.kept = [*others, Word(word, f"tag-{word}", dict(translations or {}))]

    def translate(self, word: str, translations: Mapping[str, str]) -> None:
        self.kept = [
            replace(one, translations=dict(translations)) if one.id == word else one for one in self.kept
        ]

    def drop(self, word: str) -> None:
        self.kept = [one for one in self.kept if one.id != word]

    def rename(self, word: str, to: str, **how: Any) -> None:
        how["progress"](1, 1)
        self.kept = [replace(one, word=to) if one.id == word else one for one in self.kept]

    def merge(self, word: str, into: str, **_how: Any) -> None:
        self.done.append(("merge", word, into))
        self.drop(word)


@dataclass
class Starter:
    added: list[tuple[str, str]] = field(default_factory=list)

    def add(self, space: str, language: str) -> None:
        self.added.append((space, language))


def furnish(session: Any) -> None:
    session.tags, session.starter = Tags(), Starter()
