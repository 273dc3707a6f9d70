"""Migrating: what is kept of coverage is put aside before tables are altered, and worked out anew when all are as they should be."""

from typing import Any

from django.apps import AppConfig
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models.signals import post_migrate, pre_migrate

from training.models import AwaitedReturns, CoverageChange, KeptCoverage, PointPassedOn


def connect(app: AppConfig) -> None:
    """Called once, when the app is ready."""
    pre_migrate.connect(_put_aside, sender=app, dispatch_uid="put-coverage-aside")
    post_migrate.connect(_work_out, sender=app, dispatch_uid="work-coverage-out")


def _put_aside(using: str, plan: Any, **_said: Any) -> None:
    """From here on lists are counted from the raw rows, by workers that are still running too."""
    from training.domain.coverage_triggers import drop_triggers
    from training.domain.kept_coverage import forget

    if plan and using == DEFAULT_DB_ALIAS and _has_tables():
        forget()
        drop_triggers()


def _work_out(using: str, **_said: Any) -> None:
    from training.domain.coverage_triggers import make_triggers, triggers_there
    from training.domain.kept_coverage import forget, rebuild

    if using != DEFAULT_DB_ALIAS or not _has_tables() or (KeptCoverage.objects.exists() and triggers_there()):
        return
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        forget()  # if it was there without the triggers
        make_triggers()
        rebuild()


def _has_tables() -> bool:
    needed = {model._meta.db_table for model in (KeptCoverage, CoverageChange, PointPassedOn, AwaitedReturns)}
    return needed <= set(connection.introspection.table_names())
