"""What is taken out of every line before it is written down."""

import logging
import re

# As it stands in an address, and in one that is part of another ("?next=%2Fcascade%2Freply%2F...").
_REPLY_LINK = re.compile(r"(cascade(?:/|%2F)reply(?:/|%2F))(?:(?!%2F)[^/\s?&\"'<>])+", re.I)


class HideReplyLinks(logging.Filter):
    """Puts a star where a line holds the link of a reply: whoever reads it could answer for an agency."""

    def filter(self, record: logging.LogRecord) -> bool:
        line = record.getMessage()
        if "reply" in line and (hidden := _REPLY_LINK.sub(r"\1*", line)) != line:
            record.msg, record.args = hidden, None
        return True
