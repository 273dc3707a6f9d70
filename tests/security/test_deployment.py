"""Production settings: they pass Django's deployment check, and start only when they are told what they must know."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

CHECK_ENV = Path(settings.BASE_DIR, "requirements", "deploy_check.env")


def manage(*arguments: str, **changes: str) -> subprocess.CompletedProcess[str]:
    given = dict(line.split("=", 1) for line in CHECK_ENV.read_text().splitlines() if line)
    environment = {
        name: value for name, value in os.environ.items() if name not in {"DJANGO_SETTINGS_MODULE", "SECRET_KEY"}
    }
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env={**environment, **given, **changes},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_deployment_check_finds_nothing():
    result = manage("check", "--deploy", "--fail-level", "WARNING")

    assert (result.returncode, result.stdout.strip()) == (0, "System check identified no issues (0 silenced).")


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "BASE_URL"])
def test_production_does_not_start_without(name):
    code = (
        f"import os; os.environ.pop({name!r}, None); import environ; environ.Env.read_env = lambda *a, **k: None; "
        "import partnership.settings.production"
    )
    given = dict(line.split("=", 1) for line in CHECK_ENV.read_text().splitlines() if line)
    environment = {**os.environ, **given, "PYTHONPATH": str(Path(settings.BASE_DIR, "site"))}

    result = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)

    assert f"Set the {name} environment variable" in result.stderr


@pytest.mark.parametrize(
    ("given", "required"),
    [
        ({}, "True"),
        ({"SECOND_FACTOR_REQUIRED": "false"}, "False"),
        ({"DJANGO_SETTINGS_MODULE": "partnership.settings.dev"}, "False"),
    ],
    ids=["production asks", "unless told not to", "the run on one's own machine does not"],
)
def test_the_second_factor_is_asked_in_production_only(given, required):
    result = manage(
        "shell",
        "--no-imports",
        "-c",
        "from django.conf import settings; print(settings.SECOND_FACTOR_REQUIRED)",
        **given,
    )

    assert result.stdout.strip().splitlines()[-1] == required
