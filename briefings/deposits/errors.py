"""What keeps a deposit from being prepared or sent."""

from briefings.deposits.checking import Gap


class DepositError(Exception):
    """Something stands in the way; the message says what to do."""


class NotReady(DepositError):
    """Something is missing without which there is nothing to deposit."""

    def __init__(self, gaps: list[Gap]) -> None:
        super().__init__(" ".join(gap.says for gap in gaps))
        self.gaps = gaps
