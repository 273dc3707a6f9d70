"""Files the site holds: documents, images, and the slides of decks, with what was found in them."""

from media.models.documents import Document
from media.models.images import Image, Rendition
from media.models.slides import Slide, SlideOrigin
from media.models.words import DocumentWords

__all__ = ["Document", "DocumentWords", "Image", "Rendition", "Slide", "SlideOrigin"]
