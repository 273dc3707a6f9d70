"""Why slides were not combined."""

from media.opc.refusals import FileRefused


class NoSlidesChosen(FileRefused):
    """Nothing to combine."""

    code = "no_slides_chosen"

    def __init__(self) -> None:
        super().__init__("No slides were chosen. Choose at least one slide of one presentation.")


class NoSuchSlide(FileRefused):
    """A number beyond the last slide, or none at all."""

    code = "no_such_slide"

    def __init__(self, *, label: str, number: int, count: int) -> None:
        there = {0: "no slides", 1: "one slide"}.get(count, f"{count:,} slides")
        super().__init__(f"There is no slide {number} in {label}, which has {there}. Choose from those that are there.")


class SourceRefused(FileRefused):
    """One of the decks could not be read; which one and why is in the sentence."""

    code = "source_refused"

    def __init__(self, *, label: str, source_index: int | None, refusal: FileRefused) -> None:
        super().__init__(f"{label}: {refusal.sentence}", part=refusal.part)
        self.source_index = source_index
        self.reason = refusal.code
