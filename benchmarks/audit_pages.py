"""Lighthouse's scores of each kind of page, at its own mobile settings, against the site served as in production.

    python benchmarks/audit_pages.py [--var-dir DIR] [--lighthouse COMMAND] [--json]

Needs Node and Chromium, which the site does not: `npx --yes lighthouse@12` unless another command is named. Lighthouse
simulates a slow phone (4 times slower processor, 1.6 Mbit/s, 150 ms away). Prints what kept a page from 100.
"""

import argparse
import json
import os
import secrets
import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from served_site import Served, manage, met, say, set_up_django, site_folder

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
CHROMIUM = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run")
RUN_SECONDS = 180
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "partnership.settings.production",
    "SECRET_KEY": secrets.token_urlsafe(50),
    "ALLOWED_HOSTS": "127.0.0.1",
    "BASE_URL": "http://127.0.0.1",
    "SECURE_SSL_REDIRECT": "false",
    "BEHIND_PROXY": "false",
    "PAGE_CACHE_SECONDS": "3600",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--var-dir", help="a folder to make, or one of a former run to use again")
    parser.add_argument("--lighthouse", default="npx --yes lighthouse@12", help="the command that runs it")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with site_folder(options.var_dir, with_demo=True) as folder:
        pages = pages_to_audit(folder)
        manage(folder, "collectstatic", "--noinput", **PRODUCTION)
        with Served(folder, **PRODUCTION) as site:
            told = {
                name: audit(options.lighthouse, f"http://127.0.0.1:{site.port}{path}") for name, path in pages.items()
            }
    say(figures(told), options.json)


def pages_to_audit(folder: Path) -> dict[str, str]:
    """The address of one page of each kind, on the demo's default site."""
    set_up_django(folder)
    from django.db import connection
    from django.urls import reverse
    from wagtail.models import Site

    from briefings.models import BriefingPage
    from learning.models import ReviewPage, Theme
    from media.models import Document
    from training.models import TrainingEvent

    site = Site.objects.get(is_default_site=True)
    review = ReviewPage.objects.live().descendant_of(site.root_page).order_by("pk").first()
    briefing = BriefingPage.objects.live().descendant_of(site.root_page).order_by("pk").first()
    event = TrainingEvent.objects.of(site.partnership).public().order_by("pk").first()
    theme = Theme.objects.filter(learning_reviewpagetheme_items__content_object=review).first()
    deck = Document.objects.filter(pack_items__review=review, slides__isnull=False).first()
    if review is None or briefing is None or event is None or theme is None:
        raise SystemExit("the demo content lacks a kind of page")
    pages = {
        "home": "/",
        "review": review.get_url_parts()[2],
        "briefing": briefing.get_url_parts()[2],
        "search": reverse("search"),
        "what search found": f"{reverse('search')}?q=neglect",
        "theme": reverse("theme", args=[theme.slug]),
        "event": reverse("training_event", args=[event.pk]),
    }
    if deck is not None:
        pages["deck"] = reverse("deck", args=[deck.pk])
    connection.close()
    return pages


def audit(command: str, address: str) -> dict[str, Any]:
    """Lighthouse's report of one page; nothing where the browser did not start to read it, which happens now and then."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory(prefix="cascade-audit-") as folder:
        report = Path(folder) / "report.json"
        asked = [
            *shlex.split(command),
            address,
            "--output=json",
            f"--output-path={report}",
            f"--only-categories={','.join(CATEGORIES)}",
            f"--chrome-flags={' '.join(CHROMIUM)}",
            "--quiet",
        ]
        environment = os.environ | ({"CHROME_PATH": chromium} if chromium else {})
        done = subprocess.run(asked, capture_output=True, text=True, timeout=RUN_SECONDS, env=environment)
        if not report.exists():
            raise SystemExit(f"Lighthouse gave no report of {address}:\n{done.stderr[-2000:]}")
        told: dict[str, Any] = json.loads(report.read_text())
    if told.get("runtimeError", {}).get("code") == "NO_NAVSTART":
        return {}
    if "runtimeError" in told:
        raise SystemExit(f"Lighthouse could not read {address}: {told['runtimeError']['message']}")
    return told


def figures(told: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The four scores of each page, its weight and first paint, and each audit that took points away."""
    said: dict[str, Any] = {}
    for name, report in told.items():
        if not report:
            said[name] = "not read: the browser did not start, however often it was asked"
            continue
        scores = [round((report["categories"][category]["score"] or 0) * 100) for category in CATEGORIES]
        audits = report["audits"]
        said[name] = (
            f"{' / '.join(map(str, scores))}; {audits['total-byte-weight']['numericValue'] / 1000:.0f} KB, "
            f"largest paint {audits['largest-contentful-paint']['numericValue'] / 1000:.2f} s, "
            f"shift {audits['cumulative-layout-shift']['numericValue']:.3f}"
        )
        for category in CATEGORIES:
            for reference in report["categories"][category]["auditRefs"]:
                found = audits[reference["id"]]
                if reference["weight"] and found["score"] is not None and found["score"] < 0.9:
                    said[f"{name}: {reference['id']}"] = found["title"]
        said[f"{name}, 100 in all four"] = met(scores == [100] * len(CATEGORIES))
    return said


if __name__ == "__main__":
    main()
