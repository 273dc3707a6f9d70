"""What the database was asked while a page was made, and what it said: so that it can be asked again (docs/decisions/0050-ask-again.md).

A part of a page is made of what the database said and of nothing else that changes. Where everything that was asked up to
its end is answered the same after a publication, the part is what it was, without being made.
"""

import hashlib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple, TypeAlias

from django.db import connection
from wagtail.models import Site

Question: TypeAlias = tuple[str, tuple[Any, ...]]
"""SQL and what goes into it."""
Execute: TypeAlias = Callable[[str, Any, bool, dict[str, Any]], Any]
READS = ("SELECT ", "(SELECT ")
NEVER_OTHERWISE = 'SELECT "django_content_type".'
"""Kinds of things have the numbers they have: Django asks once a process."""
SIZE_OF_A_QUESTION = 400  # bytes, about: what goes into it, its digest and its places
MOST_ROWS = 2000
"""Of one question: what asks for more is made anew rather than asked again."""


class Answers(NamedTuple):
    """Questions, each with a digest of the rows that came. No rows: they may say more than a page does."""

    digests: dict[Question, bytes]
    roots: object
    """Where each site begins, as Wagtail remembers it in the shared cache."""

    @property
    def size(self) -> int:
        """Bytes, about. The SQL is counted nowhere: pages of a kind share it, whatever they ask with it."""
        return SIZE_OF_A_QUESTION * len(self.digests)


class Listener:
    """Hears what is asked for one request, all of it: a later part may use what was fetched for an earlier one."""

    def __init__(self) -> None:
        self._digests: dict[Question, bytes] = {}
        self._rows: dict[Question, list[Any]] = {}
        self._included: list[Answers | None] = []
        self._roots: Any = None
        self._is_whole, self._hears, self._asks_again = True, False, False

    @contextmanager
    def listening(self) -> Iterator[None]:
        self._hears = True
        try:
            with connection.execute_wrapper(self._hear):
                yield
        finally:
            self._hears = False

    def include(self, answers: Answers | None) -> None:
        """What something kept was made of, and so what is made with it; None where that is not known."""
        if self._hears:
            self._included.append(answers)

    def heard(self) -> Answers | None:
        """All that was asked so far; None where it cannot be asked again, or nobody listened."""
        digests = dict(self._digests)
        for answers in self._included:
            if answers is None or any(digests.setdefault(*one) != one[1] for one in answers.digests.items()):
                return None
        return Answers(digests, self._site_roots()) if self._hears and self._is_whole else None

    def are_the_same(self, answers: Answers) -> bool:
        """Whether the database says now what it said then. Each question is asked once a request."""
        if answers.roots != self._site_roots():
            return False
        known: dict[Question, bytes] = {}
        for kept in self._included:  # of this very version: as good as asked now
            known.update(kept.digests if kept else {})
        known.update(self._digests)
        return all(
            (known.get(question) or self._ask(question)) == digest for question, digest in answers.digests.items()
        )

    def _site_roots(self) -> Any:
        if self._roots is None:
            self._roots = Site.get_site_root_paths()
        return self._roots

    def _ask(self, question: Question) -> bytes:
        self._asks_again = True
        try:
            with connection.cursor() as cursor:
                cursor.execute(*question)
                return self._digests[question] if self._hears else self._remember(question, cursor.fetchall())
        finally:
            self._asks_again = False

    def _hear(self, execute: Execute, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        """Around each question (`connection.execute_wrapper`): takes its rows down, and hands them on."""
        cursor = context["cursor"]
        if isinstance(cursor.cursor, TakenDown):
            cursor.cursor = cursor.cursor.raw
        if isinstance(sql, str) and sql.startswith(NEVER_OTHERWISE):
            return execute(sql, params, many, context)
        question = None if many else _question(sql, params)
        if question is None:
            self._is_whole = False  # something is written, or cannot be told from another
            return execute(sql, params, many, context)
        rows = self._rows.get(question)
        if rows is not None:  # asked again just now, and something else had changed: the part is made of these
            cursor.cursor = TakenDown(cursor.cursor, rows)
            return None
        result = execute(sql, params, many, context)
        rows = list(cursor.cursor.fetchall())
        cursor.cursor = TakenDown(cursor.cursor, rows)
        former = self._digests.get(question)
        if len(rows) > MOST_ROWS or self._remember(question, rows) != (former or self._digests[question]):
            self._is_whole = False
        if self._asks_again:
            self._rows[question] = rows
        return result

    def _remember(self, question: Question, rows: list[Any]) -> bytes:
        digest = hashlib.blake2b(repr(rows).encode(errors="surrogatepass"), digest_size=16).digest()
        self._digests[question] = digest
        return digest


class TakenDown:
    """Stands where Django has the database's cursor: gives the rows that were taken down; all else is the cursor's."""

    def __init__(self, raw: Any, rows: list[Any]) -> None:
        self.raw = raw
        self._left = iter(rows)

    def fetchone(self) -> Any:
        return next(self._left, None)

    def fetchmany(self, size: int = 1) -> list[Any]:
        return [row for _place, row in zip(range(size), self._left, strict=False)]

    def fetchall(self) -> list[Any]:
        return list(self._left)

    def __iter__(self) -> Iterator[Any]:
        return self._left

    def __getattr__(self, name: str) -> Any:
        return getattr(self.raw, name)


def _question(sql: Any, params: Any) -> Question | None:
    """The question, if it only reads and can be remembered."""
    if not isinstance(sql, str) or not sql.startswith(READS):
        return None
    question = (sys.intern(sql), tuple(params or ()))
    try:
        hash(question)
    except TypeError:
        return None
    return question
