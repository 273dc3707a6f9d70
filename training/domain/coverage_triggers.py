"""Triggers that note in `CoverageChange` what figures of coverage were counted from and has changed since.

In the database, because rows are written in many ways: one by one, in bulk, by the admin, by a command, by hand. None of
them can forget it. A trigger names no table but its own and that of the changes, so that others can be altered.
"""

from dataclasses import dataclass

from django.db import connection

CHANGES = "training_coveragechange"


@dataclass(frozen=True)
class Watched:
    """A table, what its `column` is the number of, and which columns matter: another value in one of them is a change.

    Rows that come and go are one too, unless others that are watched come and go with them.
    """

    table: str
    about: str
    column: str
    matters: tuple[str, ...]
    operations: tuple[str, ...] = ("INSERT", "DELETE", "UPDATE")

    @property
    def name(self) -> str:
        return f"coverage_{self.table}"


WATCHED = (
    Watched("training_attendance", "event", "event_id", ("event_id", "agency_id", "state", "came", "walked_in")),
    Watched("training_trainingevent_invited", "event", "trainingevent_id", ("trainingevent_id", "agency_id")),
    Watched("training_trainingevent", "event", "id", ("partnership_id", "status", "date"), ("UPDATE",)),
    Watched("training_pointtaught", "point", "point_id", ("event_id", "point_id")),
    Watched(
        "learning_learningpoint", "point", "id", ("partnership_id", "retired_on", "superseded_by_id", "created_at")
    ),
    Watched("learning_finding", "point", "point_id", ("review_id", "point_id")),
    Watched("learning_reviewpage", "review", "page_ptr_id", ("year",), ("UPDATE",)),
    Watched("wagtailcore_page", "review", "id", ("live",), ("UPDATE",)),
)
_ROWS = {"INSERT": ("NEW",), "DELETE": ("OLD",), "UPDATE": ("OLD", "NEW")}


def make_triggers() -> None:
    """Those that are there are made anew."""
    drop_triggers()
    make = {"sqlite": _for_sqlite, "postgresql": _for_postgresql}[connection.vendor]
    with connection.cursor() as cursor:
        for watched in WATCHED:
            for statement in make(watched):
                cursor.execute(statement)


def drop_triggers() -> None:
    """Before tables are altered: SQLite drops a table's triggers with it, and says nothing."""
    on_table = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        for watched in WATCHED:
            for operation in watched.operations:
                where = f" ON {watched.table}" if on_table else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {_name(watched, operation)}{where}")
            if on_table:
                cursor.execute(f"DROP FUNCTION IF EXISTS {watched.name}()")


def triggers_there() -> bool:
    """Whether each of them is there."""
    asked = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(asked)
        there = {name for (name,) in cursor.fetchall()}
    return there >= {_name(watched, operation) for watched in WATCHED for operation in watched.operations}


def _name(watched: Watched, operation: str) -> str:
    return f"{watched.name}_{operation.lower()}"


def _for_sqlite(watched: Watched) -> list[str]:
    changed = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in watched.matters)
    statements = []
    for operation in watched.operations:
        when = f" WHEN {changed}" if operation == "UPDATE" else ""
        of = f" OF {', '.join(watched.matters)}" if operation == "UPDATE" else ""
        noted = " ".join(_noted_by_sqlite(watched.about, f"{row}.{watched.column}") for row in _ROWS[operation])
        statements.append(
            f"CREATE TRIGGER {_name(watched, operation)} AFTER {operation}{of} ON {watched.table} "
            f"FOR EACH ROW{when} BEGIN {noted} END"
        )
    return statements


def _noted_by_sqlite(about: str, number: str) -> str:
    """Not INSERT OR IGNORE: the statement that sets the trigger off may say otherwise, and is then obeyed."""
    return (
        f"INSERT INTO {CHANGES} (about, number, \"transaction\") SELECT '{about}', {number}, 0 "  # noqa: S608 - our own names
        f"WHERE NOT EXISTS (SELECT 1 FROM {CHANGES} WHERE about = '{about}' AND number = {number});"
    )


def _for_postgresql(watched: Watched) -> list[str]:
    def noted(row: str) -> str:
        return (
            f'INSERT INTO {CHANGES} (about, number, "transaction") '  # noqa: S608 - our own names
            f"VALUES ('{watched.about}', {row}.{watched.column}, txid_current()) ON CONFLICT DO NOTHING;"
        )

    changed = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in watched.matters)
    function = (
        f"CREATE FUNCTION {watched.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP <> 'INSERT' THEN {noted('OLD')} END IF; "
        f"IF TG_OP <> 'DELETE' THEN {noted('NEW')} END IF; "
        "RETURN NULL; END $$"
    )
    triggers = []
    for operation in watched.operations:
        when = f" WHEN ({changed})" if operation == "UPDATE" else ""
        triggers.append(
            f"CREATE TRIGGER {_name(watched, operation)} AFTER {operation} ON {watched.table} "
            f"FOR EACH ROW{when} EXECUTE FUNCTION {watched.name}()"
        )
    return [function, *triggers]
