"""The partnership itself, its site, publishers, levels and agencies."""

from django.utils.html import strip_tags
from wagtail.models import Page, Site

from learning.models import Agency, AgencyKind, Level, Partnership
from partnership.demo.loading.files import FICTIONAL, ContentFolder
from partnership.demo.loading.pages import prose
from partnership.demo.loading.registry import Loaded
from partnership.home.models import HomePage

PARTNERSHIP_TEXTS = ("name", "short_name", "area", "kind", "contact_email", "contact_phone", "website", "training_url")
PUBLISHER_TEXTS = ("short_name", "kind", "area", "website")


def load_partnership(folder: ContentFolder, port: int) -> Loaded:
    """The partnership with its site at `<short>.localhost:port` (the fictional one is the default site)."""
    content = folder.read("partnership")
    row = content["partnership"]
    home = _home(folder, content.get("home", {}), row)
    partnership, _ = Partnership.objects.update_or_create(
        slug=row["slug"],
        defaults={
            **{name: row.get(name, "") for name in PARTNERSHIP_TEXTS},
            "is_fictional": row.get("is_fictional", False),
            "introduction": strip_tags(row.get("introduction", "")),
            "media_enquiries": strip_tags(row.get("media_enquiries", ""))[:300],
            "site": _site(folder, home, port),
        },
    )
    loaded = Loaded(folder, partnership, home)
    loaded.keep("publisher", row["key"], partnership)
    _load_publishers(loaded, content.get("publishers", []))
    _load_levels(loaded, content.get("levels", []))
    _load_agencies(loaded)
    return loaded


def _home(folder: ContentFolder, row: dict[str, str], partnership: dict[str, str]) -> HomePage:
    home = HomePage.objects.filter(slug=folder.short, depth=2).first() or HomePage(slug=folder.short)
    home.title = partnership["name"]
    home.heading = row.get("heading", "")
    home.introduction = prose(row.get("introduction"))
    if home.pk is None:
        Page.get_first_root_node().add_child(instance=home)
    home.save_revision(log_action=False).publish(log_action=False)
    return HomePage.objects.get(pk=home.pk)


def _site(folder: ContentFolder, home: HomePage, port: int) -> Site:
    is_default = folder.short == FICTIONAL
    hostname = "127.0.0.1" if is_default else f"{folder.short}.localhost"
    if is_default:
        Site.objects.filter(is_default_site=True).exclude(root_page=home).delete()
    site = Site.objects.filter(root_page=home).first() or Site(root_page=home)
    site.hostname, site.port, site.is_default_site, site.site_name = hostname, port, is_default, home.title
    site.save()
    return site


def _load_publishers(loaded: Loaded, rows: list[dict[str, str]]) -> None:
    for row in rows:
        publisher, _ = Partnership.objects.get_or_create(
            name=row["name"],
            defaults={**{name: row.get(name, "") for name in PUBLISHER_TEXTS}, "slug": row["key"]},
        )
        loaded.keep("publisher", row["key"], publisher)


def _load_levels(loaded: Loaded, rows: list[dict[str, str]]) -> None:
    for order, row in enumerate(rows):
        level, _ = Level.objects.update_or_create(
            partnership=loaded.partnership,
            name=row["name"],
            defaults={
                "description": strip_tags(row.get("description", "")),
                "equivalences": strip_tags(row.get("equivalences", "")),
                "sort_order": order,
            },
        )
        loaded.keep("level", row["key"], level)


def _load_agencies(loaded: Loaded) -> None:
    kinds = {kind.name: kind for kind in AgencyKind.objects.all()}
    for row in loaded.folder.rows("agencies", "agencies"):
        agency = Agency.objects.filter(name=row["name"], partnerships=loaded.partnership).first() or Agency(
            name=row["name"]
        )
        agency.kind = kinds[row["kind"]]
        agency.lead_email = row.get("lead_email", agency.lead_email)
        agency.save()
        agency.partnerships.add(loaded.partnership)
        loaded.keep("agency", row["key"], agency)
