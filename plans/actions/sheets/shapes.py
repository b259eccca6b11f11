"""What was read from an Excel task list: the rows, and a sentence on each bad cell."""

from dataclasses import dataclass, field

from plans.actions.rows import TaskRow


@dataclass(frozen=True)
class CellError:
    """One bad cell. Row 0 and an empty cell: the sentence concerns the whole file."""

    row: int
    column: str  # the field's name, "" for the whole row or file
    cell: str  # "C7", "" for the whole row or file
    value: str
    sentence: str


@dataclass
class Reading:
    """The preview of an import; nothing is written until confirmed, and nothing may be while there are errors."""

    rows: list[TaskRow] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return bool(self.rows) and not self.errors

    def errors_at(self, row: int, column: str) -> list[CellError]:
        """The sentences on one cell of the preview; column "" gives those on the whole row."""
        return [error for error in self.errors if error.row == row and error.column == column]

    @property
    def file_errors(self) -> list[CellError]:
        return [error for error in self.errors if error.row == 0]
