"""Bringing tables in: what their columns are is asked and tried before anything is written."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop.dialogs import reasons
from desktop.dialogs.flow import Flow, told
from desktop.dialogs.mapping_columns import ColumnsPage
from desktop.models.facade_belonging import SpaceRow
from desktop.models.facade_tables import Brought, Tables
from desktop.models.plain import isolated
from desktop.tasks import Tasks
from desktop.theme import parts
from desktop.theme.look import em
from desktop.theme.report import Report
from i18n import brought_in, tr, tr_n
from i18n.everywhere import spoken
from sync.engine.mapping import Asked, Looked, Trial
from sync.engine.transfer import Misread
from sync.errors import Problem
from sync.exchange.outcome import Refused
from sync.exchange.tables_columns import Columns, Made
from sync.model.kinds import ALL

LIKELY = "contact"
"""What tables from elsewhere mostly hold, where as many headings fit something else."""


class MappingDialog(Flow):
    """One table after the other; each is shown, matched, tried, and then brought in or left."""

    def __init__(
        self, tables: Tables, space: SpaceRow, paths: Sequence[Path], tasks: Tasks,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(tr("Bring a table into {space}", space=isolated(space.name)), tasks, parent)
        self._tables, self._space, self._left = tables, space, list(paths)
        self.page: ColumnsPage | None = None
        self.report = Report()
        self._look()

    # ---------------------------------------------------------------- looking
    def _look(self) -> None:
        path = self._left.pop(0)
        self.begin(tr("Looking at the table…"))
        self.tasks.run(partial(self._looked_at, path), self._on_looked, self.show_problem, long=True)

    def _looked_at(self, path: Path, encoding: str = "") -> tuple[Looked, Columns | None]:
        looked = self._tables.look(path, encoding)
        if not looked.first:
            return looked, None
        return looked, self._tables.known(looked) or self._likely(looked)

    def _likely(self, looked: Looked) -> Columns:
        """Return the guess for the kind of thing that most headings fit."""
        kinds = sorted(
            (kind for kind in ALL.values() if kind.is_section), key=lambda kind: kind.name != LIKELY
        )
        guesses = [self._tables.guessed(looked, kind.name, spoken) for kind in kinds]
        return max(guesses, key=lambda guess: sum(map(bool, guess.fields)))

    def _look_anew(self, path: Path, encoding: str) -> None:
        """Other letters may make other headings: everything is guessed from the beginning."""
        self.page = None
        self.begin(tr("Looking at the table…"))
        work = partial(self._looked_at, path, encoding)
        self.tasks.run(work, self._on_looked, self.show_problem, long=True)

    def _on_looked(self, found: tuple[Looked, Columns | None]) -> None:
        looked, columns = found
        if columns is None:
            lines = [_refusal(one) for one in looked.refused]
            self.show_step([told([tr("This could not be read:"), *lines])], *self._onward())
        else:
            self._ask(looked, columns)

    def _onward(self) -> tuple[str, Callable[[], object] | None]:
        return (tr("Next table"), self._look) if self._left else ("", None)

    # ---------------------------------------------------------------- asking
    def _ask(self, looked: Looked, columns: Columns) -> None:
        page = ColumnsPage(looked, columns)
        page.changed.connect(partial(self._sample, looked, page))
        page.kind_changed.connect(lambda kind: self._guess(looked, page.columns(), kind))
        page.letters_changed.connect(lambda name: self._look_anew(looked.path, name))
        page.headings_changed.connect(lambda _on: self._ask(looked, page.columns()))
        self.page = page
        self.show_step([page], tr("Check all rows"), lambda: self._check(looked, page.columns()))
        self._sample(looked, page)

    def _guess(self, looked: Looked, before: Columns, kind: str) -> None:
        then = partial(self._on_guessed, looked, before)
        self.tasks.run(lambda: self._tables.guessed(looked, kind, spoken), then, self.show_problem)

    def _on_guessed(self, looked: Looked, before: Columns, columns: Columns) -> None:
        again = replace(columns, headed=before.headed, keep_rest=before.keep_rest, order=before.order)
        self._ask(looked, again)

    def _sample(self, looked: Looked, page: ColumnsPage) -> None:
        columns = page.columns()
        then = partial(self._on_sampled, page, columns)
        self.tasks.run(lambda: self._tables.sample(looked, columns, spoken), then, self.show_problem)

    def _on_sampled(self, page: ColumnsPage, columns: Columns, made: Sequence[Made]) -> None:
        if self.page is page and page.columns() == columns:
            page.tell(made)

    # ---------------------------------------------------------------- trying
    def _check(self, looked: Looked, columns: Columns) -> None:
        self.page = None  # an answer about its columns may still be on the way
        progress = self.begin(tr("Checking all rows. Nothing is written yet."))
        asked = Asked(
            looked.path, columns, spoken, 0, progress.tell, progress.is_stopped, looked.encoding
        )  # fmt: skip
        self.tasks.run(
            lambda: self._tables.check(asked),
            partial(self._on_checked, looked, columns),
            partial(self._on_stopped, looked, columns),
            long=True,
        )

    def _on_stopped(self, looked: Looked, columns: Columns, problem: Problem) -> None:
        self._ask(looked, columns)
        if problem.code == "cancelled":
            self.banner.show_words(tr("Stopped. Nothing was written."))
        else:
            self.show_problem(problem)

    def _on_checked(self, looked: Looked, columns: Columns, trial: Trial) -> None:
        self.page = None
        rows = tr_n("{count} row can be brought in.", "{count} rows can be brought in.", trial.rows)
        shown: list[QWidget] = [parts.label(rows, "heading")]
        if trial.misread_count:
            shown.append(parts.label(_misread(trial.misread_count)))
        shown += self._reported(trial.refused, trial.misread)
        back = parts.button(tr("Back to the columns"), "arrow-left", then=lambda: self._ask(looked, columns))
        shown.append(back)
        verb = tr("Bring them in") if trial.rows else ""
        self.show_step(shown, verb, partial(self._bring, looked, columns, trial.rows))

    def _reported(self, refused: Sequence[Refused], misread: Sequence[Misread]) -> list[QWidget]:
        lines = [_refusal(one) for one in refused]
        for one in misread:
            where = tr("{row}, {heading}", row=isolated(one.name), heading=isolated(one.heading, 60))
            lines.append(f"{where}: {isolated(one.text, 120)}")
        if not lines:
            return []
        self.report = Report("\n".join(lines))
        self.report.setAccessibleName(tr("What was not understood"))
        self.report.setMinimumHeight(8 * em())
        return [self.report]

    # ---------------------------------------------------------------- bringing in
    def _bring(self, looked: Looked, columns: Columns, total: int) -> None:
        progress = self.begin(tr("Bringing the rows in…"))
        asked = Asked(
            looked.path, columns, spoken, total, progress.tell, progress.is_stopped, looked.encoding
        )  # fmt: skip
        bring = partial(self._tables.bring_in, self._space.id, asked)
        self.tasks.run(bring, self._on_brought, self._on_failed, long=True)

    def _on_brought(self, brought: Brought) -> None:
        added = tr_n(
            "{count} item is in your notebook now.", "{count} items are in your notebook now.", brought.added
        )
        if brought.here and not brought.added:
            added = tr("Nothing new was in it.")
        shown: list[QWidget] = [parts.label(added, "heading")]
        if brought.here:
            shown.append(parts.label(brought_in.here(brought.here)))
        shown += [parts.label(brought_in.remark(one.remark)) for one in brought.remarks]
        self.show_step([*shown, *self._reported(brought.refused, brought.misread)], *self._onward())

    def _on_failed(self, problem: Problem) -> None:
        kept = tr("Stopped. What was read before stays in your notebook.")
        self.show_step([told([kept])] if problem.code == "cancelled" else [], *self._onward())
        if problem.code != "cancelled":
            self.show_problem(problem)


def _refusal(one: Refused) -> str:
    return f"{isolated(one.name)}: {reasons.words(one.reason)}"


def _misread(count: int) -> str:
    return tr_n(
        "{count} value is not understood. It is kept in the text as it stands.",
        "{count} values are not understood. They are kept in the text as they stand.",
        count,
    )
