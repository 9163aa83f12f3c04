"""The tables in which faults are planted: copies, with small ways to find and change a row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd


class Unfit(LookupError):
    """This case (or register) has no place for this fault."""


DAY = pd.Timedelta(days=1)


class Soil:
    """Copies of the tables of a quality extract; the originals stay as they are."""

    def __init__(self, tables: Mapping[str, pd.DataFrame], facts: Mapping[str, Any]) -> None:
        self.tables = dict(tables)
        self.facts = facts
        self._own: set[str] = set()

    def copy(self) -> dict[str, pd.DataFrame]:
        """The tables as they are now; every change makes a new table."""
        return dict(self.tables)

    def restore(self, before: dict[str, pd.DataFrame]) -> None:
        self.tables = before

    @property
    def as_of(self) -> pd.Timestamp:
        return pd.Timestamp(self.facts["as_of"])

    def __getitem__(self, name: str) -> pd.DataFrame:
        """The table; Unfit where the register has none or it is empty."""
        if name not in self.tables or not len(self.tables[name]):
            raise Unfit(name)
        return self.tables[name]

    def rows(self, name: str, pid: str, **where: Any) -> pd.DataFrame:
        """The rows of a case that fit; a callable is asked, None means filled."""
        found = self[name]
        if pid:
            found = found[found["pid"].eq(pid)]
        for column, wanted in where.items():
            if column not in found:
                raise Unfit(f"{name}.{column}")
            series = found[column]
            fits = series.notna() if wanted is None else (
                wanted(series) if callable(wanted) else series.eq(wanted)
            )  # fmt: skip
            found = found[fits.fillna(False).astype(bool)]
        if not len(found):
            raise Unfit(name)
        return found

    def row(self, name: str, pid: str, **where: Any) -> pd.Series:
        """The first row of a case that fits."""
        return self.rows(name, pid, **where).iloc[0]

    def set(self, name: str, at: Any, **values: Any) -> None:
        """Change cells of one row (its index label) or of many."""
        table = self.tables[name].copy()
        for column, value in values.items():
            if column not in table:
                raise Unfit(f"{name}.{column}")
            if isinstance(value, pd.Timedelta | pd.Timestamp) or value is None:
                table.loc[at, column] = pd.NaT if value is None and _dated(table[column]) else value
            else:
                if table[column].dtype.kind in "if" and not isinstance(value, pd.Series):
                    table[column] = table[column].astype(object)
                table.loc[at, column] = value
        self.tables[name] = table

    def change(self, name: str, act: Callable[[pd.DataFrame], pd.DataFrame]) -> None:
        """Replace a whole table by what `act` makes of its copy."""
        self.tables[name] = act(self[name].copy())

    def add(self, name: str, like: pd.Series, **values: Any) -> None:
        """A row like another, with some cells changed."""
        row = pd.DataFrame([like.to_dict() | values])
        table = self.tables[name]
        row = row.astype({c: table[c].dtype for c in table if c in row}, errors="ignore")
        self.tables[name] = pd.concat([table, row], ignore_index=True)

    def drop(self, name: str, pid: str) -> None:
        """Take all rows of a case away."""
        table = self[name]
        self.tables[name] = table[table["pid"].ne(pid)].reset_index(drop=True)


def _dated(series: pd.Series) -> bool:
    return bool(pd.api.types.is_datetime64_any_dtype(series))
