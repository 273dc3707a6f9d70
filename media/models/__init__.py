"""Files the site holds: documents, images, and the slides of decks, with what was found in them."""

from media.models.documents import Document
from media.models.images import Image, Rendition
from media.models.slides import Slide, SlideOrigin

__all__ = ["Document", "Image", "Rendition", "Slide", "SlideOrigin"]
