"""Rich text from the database, as a reader sees it."""

from collections.abc import Sequence

from wagtail.rich_text import expand_db_html

from media.sheets.richtext import Block, blocks_from_html


def prose(html: str | None) -> Sequence[Block]:
    """A rich-text field as the blocks of a typeset page; links to pages here become their addresses."""
    return blocks_from_html(expand_db_html(html or ""))
