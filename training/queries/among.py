"""Whether a number is among many: in one parameter, where `__in` takes one for each and a database has only so many."""

import json
from collections.abc import Collection
from typing import Any

from django.db.models import BooleanField, Func


class Among(Func):
    """True where the expression is one of the numbers, however many they are. For SQLite and PostgreSQL."""

    output_field = BooleanField()

    def __init__(self, expression: Any, numbers: Collection[int]) -> None:
        super().__init__(expression)
        self.numbers = tuple(sorted(numbers))

    def as_sqlite(self, compiler: Any, connection: Any, **extra_context: Any) -> Any:
        sql, params = compiler.compile(self.source_expressions[0])
        return f"{sql} IN (SELECT value FROM json_each(%s))", (*params, json.dumps(self.numbers))  # noqa: S608 - Django’s SQL

    def as_postgresql(self, compiler: Any, connection: Any, **extra_context: Any) -> Any:
        # A plain literal: PostgreSQL looks numbers up in a table of its own only where the array stands in the statement.
        sql, params = compiler.compile(self.source_expressions[0])
        return f"{sql} = ANY(%s::bigint[])", [*params, "{" + ",".join(map(str, self.numbers)) + "}"]
