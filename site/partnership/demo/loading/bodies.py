"""The body of an information page or resource, from the content files to a StreamField."""

from typing import Any

from wagtail.models import Page
from wagtail.rich_text import RichText

from partnership.demo.loading.pages import page_at, with_page_links


def body(home: Page, blocks: list[dict[str, Any]]) -> list[tuple[str, Any]]:
    """StreamField data for the blocks.

    Raises:
        ValueError: a block of an unknown type.
    """
    return [(block["type"], _value(home, block)) for block in blocks]


def _value(home: Page, block: dict[str, Any]) -> Any:
    match block["type"]:
        case "heading":
            return block["text"]
        case "paragraph":
            return RichText(with_page_links(home, block["html"]))
        case "list" | "steps":
            return block["items"]
        case "callout":
            return {"title": block["title"], "text": RichText(with_page_links(home, block["html"]))}
        case "details":
            return {"summary": block["summary"], "text": RichText(with_page_links(home, block["html"]))}
        case "activity":
            return {
                "title": block["title"],
                "minutes": block.get("minutes"),
                "text": RichText(with_page_links(home, block["html"])),
            }
        case "links":
            return {"title": block.get("title", ""), "links": [_link(home, item) for item in block["items"]]}
        case unknown:
            raise ValueError(f"No block is called “{unknown}”.")


def _link(home: Page, item: dict[str, Any]) -> dict[str, Any]:
    address = item.get("url", "")
    page = page_at(home, address) if address.startswith("/") else None
    return {
        "title": item["title"],
        "page": page,
        "url": "" if page else address,
        "note": item.get("note", ""),
    }
