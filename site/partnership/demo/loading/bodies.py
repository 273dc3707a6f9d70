"""The body of an information page or resource, from the content files to a StreamField."""

from typing import Any

from django.utils.html import strip_tags
from wagtail.models import Page
from wagtail.rich_text import RichText

from partnership.demo.loading.pages import page_at, with_page_links
from partnership.demo.loading.registry import Loaded
from partnership.demo.loading.resource_files import held_document, held_image


def body(loaded: Loaded, blocks: list[dict[str, Any]]) -> list[tuple[str, Any]]:
    """StreamField data for the blocks.

    Raises:
        ValueError: a block of an unknown type.
    """
    return [(block["type"], _value(loaded, block)) for block in blocks]


def _value(loaded: Loaded, block: dict[str, Any]) -> Any:
    home = loaded.home
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
                "group_size": block.get("group_size", ""),
                "materials": block.get("materials", ""),
                "text": RichText(with_page_links(home, block["html"])),
            }
        case "links":
            return {"title": block.get("title", ""), "links": [_link(home, item) for item in block["items"]]}
        case "audio" | "video":
            return _recording(loaded, block)
        case "poster":
            words = RichText(block["words"])
            said = " ".join(strip_tags(block["words"].replace("</li>", " ")).split())
            return {
                "title": block["title"],
                "image": held_image(loaded, f"{block['file']}.png", block["title"], said),
                "document": held_document(loaded, f"{block['file']}.pdf", block["title"]),
                "words": words,
            }
        case unknown:
            raise ValueError(f"No block is called “{unknown}”.")


def _recording(loaded: Loaded, block: dict[str, Any]) -> dict[str, Any]:
    is_video = block["type"] == "video"
    file, title = block["file"], block["title"]
    value = {
        "title": title,
        "minutes": block.get("minutes"),
        "url": "",
        "file": held_document(loaded, f"{file}.{'mp4' if is_video else 'wav'}", title),
        "note": block.get("note", ""),
        "transcript": RichText(block["transcript"]),
    }
    if not is_video:
        return value
    return value | {"still": None, "captions": held_document(loaded, f"{file}.vtt", f"{title}: captions")}


def _link(home: Page, item: dict[str, Any]) -> dict[str, Any]:
    address = item.get("url", "")
    page = page_at(home, address) if address.startswith("/") else None
    return {
        "title": item["title"],
        "page": page,
        "url": "" if page else address,
        "note": item.get("note", ""),
    }
