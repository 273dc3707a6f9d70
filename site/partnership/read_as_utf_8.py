"""What is sent is read as UTF-8, as browsers send it, whatever it calls itself.

As shipped (Django 5.2) a request that says "charset=rot13", which is no text, is a fault before there is a request that any
middleware could answer.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]
_CHARSET = re.compile(r""";\s*charset\*?\s*=\s*("[^"]*"|[^;]*)""", re.IGNORECASE)


def reading_utf_8(application: Application) -> Application:
    """The WSGI application, which is never told of another charset."""

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        environ["CONTENT_TYPE"] = _CHARSET.sub("", environ.get("CONTENT_TYPE", ""))
        return application(environ, start_response)

    return answer
