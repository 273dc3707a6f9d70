#!/usr/bin/env python
"""Django's command line, with `site/` on the path (it has no `__init__.py`: the standard library owns that name)."""

import os
import sys
from pathlib import Path

SOURCE_ROOT = Path(__file__).resolve().parent / "site"


def main() -> None:
    sys.path.insert(0, str(SOURCE_ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partnership.settings.dev")
    try:
        from django.core.management import execute_from_command_line
    except ImportError as error:
        raise SystemExit("Django is not installed here. Run `make run` or `make install` first.") from error
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
