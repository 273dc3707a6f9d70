"""What an information page or a themed resource is written with."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

from learning.validators import validate_address

PROSE_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]


class CalloutBlock(blocks.StructBlock):
    """Something a reader must not miss."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    text = blocks.RichTextBlock(label=_("Text"), features=PROSE_FEATURES)

    class Meta:
        icon = "warning"
        label = _("Callout")
        template = "learning/blocks/callout.html"


class DetailsBlock(blocks.StructBlock):
    """Text that opens when asked for."""

    summary = blocks.CharBlock(label=_("Summary"), max_length=160)
    text = blocks.RichTextBlock(label=_("Text"), features=PROSE_FEATURES)

    class Meta:
        icon = "arrow-down"
        label = _("Details")
        template = "learning/blocks/details.html"


class LinkBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=200)
    page = blocks.PageChooserBlock(label=_("Page here"), required=False)
    url = blocks.CharBlock(
        label=_("or address"),
        required=False,
        max_length=500,
        validators=[validate_address],
        help_text=_("An address elsewhere (https://...), or one on this site (/themes/neglect/)."),
    )
    note = blocks.CharBlock(label=_("Note"), max_length=300, required=False)

    class Meta:
        icon = "link"
        label = _("Link")


class LinkListBlock(blocks.StructBlock):
    """Addresses with a note each; an entry without an address is shown as text, never as a dead link."""

    title = blocks.CharBlock(label=_("Title"), max_length=160, required=False)
    links = blocks.ListBlock(LinkBlock(), label=_("Links"))

    class Meta:
        icon = "link"
        label = _("Links")
        template = "learning/blocks/links.html"


class ActivityBlock(blocks.StructBlock):
    """Something a group does in a session or team meeting."""

    title = blocks.CharBlock(label=_("Title"), max_length=160)
    minutes = blocks.IntegerBlock(label=_("Minutes"), min_value=1, max_value=240, required=False)
    group_size = blocks.CharBlock(
        label=_("Group"),
        max_length=120,
        required=False,
        help_text=_("In pairs; 6 to 25 people; a whole staff meeting."),
    )
    materials = blocks.CharBlock(label=_("What is needed"), max_length=300, required=False)
    text = blocks.RichTextBlock(label=_("What to do"), features=PROSE_FEATURES)

    class Meta:
        icon = "group"
        label = _("Activity")
        template = "learning/blocks/activity.html"


class FigureBlock(blocks.StructBlock):
    image = ImageBlock(label=_("Image"))
    caption = blocks.CharBlock(label=_("Caption"), max_length=300, required=False)

    class Meta:
        icon = "image"
        label = _("Figure")
        template = "learning/blocks/figure.html"


class BodyBlock(blocks.StreamBlock):
    """The body of an explanatory page."""

    heading = blocks.CharBlock(
        label=_("Heading"), max_length=160, icon="title", template="learning/blocks/heading.html"
    )
    paragraph = blocks.RichTextBlock(
        label=_("Text"), features=PROSE_FEATURES, template="learning/blocks/paragraph.html"
    )
    list = blocks.ListBlock(
        blocks.CharBlock(max_length=600), label=_("List"), icon="list-ul", template="learning/blocks/list.html"
    )
    steps = blocks.ListBlock(
        blocks.CharBlock(max_length=600), label=_("Steps"), icon="list-ol", template="learning/blocks/steps.html"
    )
    callout = CalloutBlock()
    details = DetailsBlock()
    links = LinkListBlock()
    activity = ActivityBlock()
    figure = FigureBlock()
    document = DocumentChooserBlock(label=_("Document"), template="learning/blocks/document.html")
