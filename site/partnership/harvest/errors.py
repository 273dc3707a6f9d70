"""What a harvester is told it did wrong, by the protocol's own codes (section 3.6)."""

from typing import Final

CODES: Final = frozenset(
    {
        "badArgument",
        "badResumptionToken",
        "badVerb",
        "cannotDisseminateFormat",
        "idDoesNotExist",
        "noMetadataFormats",
        "noRecordsMatch",
        "noSetHierarchy",
    }
)


class ProtocolError(Exception):
    """`code` is one of `CODES`; the sentence says what to do."""

    def __init__(self, code: str, says: str) -> None:
        if code not in CODES:
            raise ValueError(code)
        super().__init__(says)
        self.code = code
