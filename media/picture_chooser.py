"""Wagtail's chooser of pictures, which also takes one whose file is gone: a broken picture, as on the page it stands on."""

from typing import Any

from django.urls import URLPattern, path
from wagtail.images import get_image_model
from wagtail.images.models import SourceImageIOError
from wagtail.images.shortcuts import get_rendition_or_not_found
from wagtail.images.views import chooser

from media.models import Image


class _EvenIfGone(chooser.ImageChosenResponseMixin):
    def get_chosen_response_data(self, image: Image, preview_image_filter: str = "max-165x165") -> dict[str, Any]:
        try:
            return dict(super().get_chosen_response_data(image, preview_image_filter))
        except SourceImageIOError:
            shown = get_rendition_or_not_found(image, preview_image_filter)
            return {
                **super(chooser.ImageChosenResponseMixin, self).get_chosen_response_data(image),
                "preview": {"url": shown.url, "width": shown.width, "height": shown.height},
                "default_alt_text": image.default_alt_text,
            }


class PictureChosenView(chooser.ImageChosenView, _EvenIfGone):
    pass


class PicturesChosenView(chooser.ImageChosenMultipleView, _EvenIfGone):
    pass


class PictureFormatView(chooser.ImageSelectFormatView, _EvenIfGone):
    pass


class PictureChooserViewSet(chooser.ImageChooserViewSet):
    chosen_view_class = PictureChosenView
    chosen_multiple_view_class = PicturesChosenView
    select_format_view_class = PictureFormatView


def addresses() -> list[URLPattern]:
    """The three that look at the file, at Wagtail's addresses."""
    views = PictureChooserViewSet("wagtailimages_chooser", model=get_image_model())
    return [
        path("images/chooser/chosen/<str:pk>/", views.chosen_view),
        path("images/chooser/chosen-multiple/", views.chosen_multiple_view),
        path("images/chooser/<int:image_id>/select_format/", views.select_format_view),
    ]
