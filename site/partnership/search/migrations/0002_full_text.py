"""The words of search entries, in each database's own full text."""

from django.db import migrations

SQLITE = (
    """CREATE VIRTUAL TABLE search_entry_words USING fts5(
        title, themes, hidden, body, tokenize = 'porter unicode61', prefix = '3 4')""",
    # An entry's words go with it, however it is deleted.
    """CREATE TRIGGER search_entry_words_go AFTER DELETE ON search_searchentry BEGIN
        DELETE FROM search_entry_words WHERE rowid = old.id; END""",
)
SQLITE_BACK = ("DROP TRIGGER IF EXISTS search_entry_words_go", "DROP TABLE IF EXISTS search_entry_words")

# Porter's own stemmer and no stop words: the same words as SQLite's tokenizer gives ("was not brought" keeps all three).
POSTGRESQL = (
    "CREATE TEXT SEARCH DICTIONARY cascade_porter (TEMPLATE = snowball, LANGUAGE = porter)",
    "CREATE TEXT SEARCH CONFIGURATION cascade (COPY = simple)",
    """ALTER TEXT SEARCH CONFIGURATION cascade ALTER MAPPING FOR
        asciiword, word, numword, asciihword, hword, numhword, hword_asciipart, hword_part, hword_numpart WITH cascade_porter""",
    "ALTER TABLE search_searchentry ADD COLUMN words tsvector",
    "CREATE INDEX search_entry_words ON search_searchentry USING gin (words)",
)
POSTGRESQL_BACK = (
    "DROP INDEX IF EXISTS search_entry_words",
    "ALTER TABLE search_searchentry DROP COLUMN IF EXISTS words",
    "DROP TEXT SEARCH CONFIGURATION IF EXISTS cascade",
    "DROP TEXT SEARCH DICTIONARY IF EXISTS cascade_porter",
)


def make(apps, schema_editor):
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def unmake(apps, schema_editor):
    for statement in {"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_search_entry")]

    operations = [migrations.RunPython(make, unmake)]
