"""What names the rows of a table from above: the context a group of rows is read in."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from ingest.documents import Cell, Table
from ingest.structure.compose import CELL_SEPARATOR

_LEVEL_SEPARATOR = "／"


@dataclass(frozen=True, slots=True)
class TableHeader:
    """Prepared once a table, because a table may have thousands of passages.

    `names`: one line, the names of each column from the top joined by ／ (国家单项冠军／企业), None
    without header rows. `groups`: full-width rows (“三、科技金融创新方面”) in order.
    `running`: for each row the merged cells of earlier rows that go on there.
    """

    columns: int
    names: str | None
    groups: tuple[Cell, ...]
    running: Mapping[int, tuple[Cell, ...]]

    @classmethod
    def of(cls, table: Table) -> TableHeader:
        names = (_LEVEL_SEPARATOR.join(table.column_header(c)) for c in range(table.columns))
        body = [cell for cell in table.cells if cell.row >= table.header_rows and cell.text]
        running: dict[int, list[Cell]] = defaultdict(list)
        for cell in body:
            for row in range(cell.row + 1, cell.row + cell.row_span):
                running[row].append(cell)
        return cls(
            columns=table.columns,
            names=CELL_SEPARATOR.join(names) if table.header_rows else None,
            groups=tuple(
                cell for cell in body if cell.column_span == table.columns and table.columns > 1
            ),
            running={row: tuple(cells) for row, cells in running.items()},
        )

    def above(self, row: int) -> str | None:
        """The header of a passage whose first row is `row`, one line each: the column names, the
        full-width row that heads it, merged cells that go on in it; None where nothing does."""
        lines = [self.names] if self.names else []
        group = bisect_left(self.groups, row, key=lambda cell: cell.row) - 1
        if group >= 0:
            lines.append(self.groups[group].text)
        carried = {cell.column: cell.text for cell in self.running.get(row, ())}
        if carried:
            lines.append(CELL_SEPARATOR.join(carried.get(c, "") for c in range(self.columns)))
        return "\n".join(lines) or None
