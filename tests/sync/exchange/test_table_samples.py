"""Tables of other programs find their fields without help."""

import pytest
from table_samples import ALL, Sample

from i18n.everywhere import spoken
from sync.exchange import foreign, tables
from sync.exchange.outcome import Imported
from sync.exchange.tables_columns import Columns, guess, made
from sync.exchange.tables_values import Reading
from sync.model import kinds


@pytest.mark.parametrize("sample", ALL.values(), ids=ALL.keys())
def test_a_table_of_another_program(sample: Sample) -> None:
    rows = [one.fields for one in foreign.read("t.csv", sample.raw) if isinstance(one, Imported)]
    head, first = (tables.cells(row, tables.width(row)) for row in rows)
    kind = kinds.ALL[sample.kind]
    columns = Columns(sample.kind, guess(kind, head, spoken))
    fields = made(kind, columns, head, first, Reading(spoken=spoken)).fields
    assert {name: fields.get(name) for name in sample.first} == sample.first
