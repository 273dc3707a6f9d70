"""Pictures from the uploads folder, and nothing else from it.

Only the sizes made for pages are here. Originals keep what a camera wrote into them, and documents go through Wagtail's own
view, which asks who may have them: no address under /uploads/ leads to either.
"""

import mimetypes

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe
from wagtail.models import CollectionViewRestriction
from wagtail.users.models import UserProfile

from learning.document_uses import heed_choice_of_pages_with
from media.models import Image, Rendition
from partnership.accounts.permissions import can_open_admin

PICTURE_TYPES = frozenset({"image/avif", "image/gif", "image/jpeg", "image/png", "image/webp"})
PUBLIC_SECONDS = 24 * 60 * 60


@require_safe
def rendition(request: HttpRequest, name: str) -> HttpResponseBase:
    """A picture at the size a page shows it. 404 for any name the database does not hold, whatever is on the disk.

    Where the picture is in a private collection: only for those the collection is for, and editors.
    """
    picture = get_object_or_404(Rendition.objects.select_related("image__collection"), file=f"images/{name}")
    restrictions = _restrictions_on(picture.image)
    if restrictions and not _may_see(request, restrictions):
        raise PermissionDenied
    response = _picture_response(picture.file, name)
    if restrictions:
        patch_cache_control(response, private=True, no_store=True)
    else:
        patch_cache_control(response, public=True, max_age=PUBLIC_SECONDS)
        heed_choice_of_pages_with(picture.image, request)
    return response


@require_safe
def avatar(request: HttpRequest, name: str) -> HttpResponseBase:
    """The picture an editor chose for themselves, shown in the admin and nowhere else."""
    if not can_open_admin(request.user):
        raise Http404
    profile = get_object_or_404(UserProfile, avatar=f"avatar_images/{name}")
    response = _picture_response(profile.avatar, name)
    patch_cache_control(response, private=True, max_age=PUBLIC_SECONDS)
    return response


def _restrictions_on(image: Image) -> list[CollectionViewRestriction]:
    return list(image.collection.get_view_restrictions())


def _may_see(request: HttpRequest, restrictions: list[CollectionViewRestriction]) -> bool:
    return can_open_admin(request.user) or all(restriction.accept_request(request) for restriction in restrictions)


def _picture_response(file, name: str) -> FileResponse:  # type: ignore[no-untyped-def]  # Django's FieldFile
    content_type = mimetypes.guess_type(name)[0] or ""
    if content_type not in PICTURE_TYPES:
        raise Http404
    try:
        return FileResponse(file.open("rb"), content_type=content_type)
    except FileNotFoundError as error:
        raise Http404 from error
