"""Files."""

import factory
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory
from wagtail.models import Collection

from media.models import Document


class DocumentFactory(DjangoModelFactory):
    """A document as stored: its bytes have not met the gate, and need not be what `format` says."""

    class Meta:
        model = Document

    title = factory.Sequence(lambda n: f"Document {n}")
    file = factory.LazyFunction(lambda: ContentFile(b"%PDF-1.7\n", name="report.pdf"))
    collection = factory.LazyFunction(Collection.get_first_root_node)
    format = "pdf"
