"""The upload forms: what comes in passes the gate before anything is saved, by whichever way it came."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from media.domain.documents import NOTHING, admit, hidden_in, inspect_upload, record_inspection
from media.domain.pictures import clean_picture
from media.domain.slides import forget_slides
from media.enums import CopyState
from media.models import Document, Image
from media.models.documents import sealed_storage
from media.opc.gate import Inspection, inspect
from media.opc.kinds import PICTURES
from media.opc.limits import MIB, Limits
from media.opc.refusals import Empty, FileRefused, TooLarge


class DocumentForm(BaseDocumentForm):
    """Wagtail's document form, behind the gate: a refusal is an error of the file field, in the gate's own words."""

    inspection: Inspection | None = None
    lost: tuple[str, ...] = ()
    """A sentence for each thing that was lost when an old .ppt was made into a .pptx."""
    hidden = NOTHING
    """What a workbook carries unseen."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            _say_as_the_gate(self.fields["file"], too_large=str(TooLarge(limit=settings.MEDIA_UPLOAD_LIMIT)))

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if isinstance(file, UploadedFile):
            try:
                admitted = admit(file)
            except FileRefused as refusal:
                raise ValidationError(str(refusal), code=refusal.code) from refusal
            self.inspection, self.lost, self.hidden = admitted.inspection, admitted.lost, admitted.hidden
            return admitted.file
        return file

    def _clean_again_if_wished(self) -> None:
        """A new file has a new original; what an editor now wants published, or no longer, takes a new clean copy."""
        document = self.instance
        if self.inspection is not None:
            former, document.original = document.original.name, ""
            if former:
                transaction.on_commit(lambda: sealed_storage().delete(former))
        elif (
            document.original
            and document.needs_clean_copy
            and {"keeps_notes", "keeps_hidden_slides"} & set(self.changed_data)
        ):
            document.copy_state = CopyState.WAITING

    def save(self, commit: bool = True) -> Document:
        self._clean_again_if_wished()
        if self.inspection is not None:
            record_inspection(self.instance, self.inspection, self.lost, self.hidden)
        elif (
            self.instance.pk is None
        ):  # made from a file that passed earlier, when something else in the form was wrong
            inspection = inspect_upload(self.instance.file)
            record_inspection(self.instance, inspection, hidden=hidden_in(self.instance.file, inspection))
        document: Document = super().save(commit=commit)
        if commit and self.inspection is not None and not document.is_deck:
            forget_slides(document)
        _close_unless_uploaded_here(self)
        return document


class PictureField(WagtailImageField):
    """Takes a picture that can all be read, and leaves in the upload nothing but its dots and colours.

    The upload itself is rewritten, so that whichever view keeps it, or keeps it for later, keeps the clean one.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        _say_as_the_gate(self, too_large=_too_large())

    def to_python(self, data: UploadedFile | None) -> Any:
        if data not in self.empty_values:
            try:
                self._clean_in_place(data)
            except FileRefused as refusal:
                raise ValidationError(str(refusal), code=refusal.code) from refusal
        return super().to_python(data)

    def _clean_in_place(self, upload: Any) -> None:
        if upload.size > settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE:
            raise FileRefused(_too_large())
        pixels = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS
        limits = Limits(upload_bytes=settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE, picture_pixels=pixels)
        found = inspect(upload, name=upload.name, limits=limits, allowed=PICTURES)
        content = clean_picture(upload, found.kind, most_pixels=pixels)
        upload.seek(0)
        upload.write(content)
        upload.truncate()
        upload.flush()
        upload.seek(0)
        upload.size = len(content)


class ImageForm(BaseImageForm):
    """Wagtail's image form, with a field for the file that takes pictures and nothing else."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if (
            "file" in self.fields
        ):  # Wagtail builds the field itself; a declared one would stay in forms that leave it out
            stock = self.fields["file"]
            self.fields["file"] = PictureField(label=stock.label, required=stock.required, widget=stock.widget)
        if "description" in self.fields:
            self.fields["description"].help_text = gettext_lazy(
                "What the picture shows, for people who cannot see it. Never name a child, a relative or a place they could be known by."
            )

    # The file there is stays as it is: put in its own place again it would be measured, and it may be gone.

    def _post_clean(self) -> None:
        kept = self.cleaned_data.pop("file", None) if self._keeps_its_file() else None
        super()._post_clean()
        if kept is not None:
            self.cleaned_data["file"] = kept

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() | ({"file"} if self._keeps_its_file() else set())

    def _keeps_its_file(self) -> bool:
        return self.instance.pk is not None and "file" not in self.changed_data

    def save(self, commit: bool = True) -> Image:
        image: Image = super().save(commit=commit)
        _close_unless_uploaded_here(self)
        return image


def _close_unless_uploaded_here(form: forms.ModelForm) -> None:
    """Close the file of a form that has no field for it: Wagtail opens one that was put aside, and leaves it open."""
    if "file" not in form.fields:
        form.instance.file.close()


def _too_large() -> str:
    most = settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE // MIB
    return _(
        "This picture is larger than %(most)d MB, the most that can be uploaded. Make it smaller (4,000 dots wide is plenty) "
        "and upload it again."
    ) % {"most": most}


def _say_as_the_gate(field: forms.Field, *, too_large: str) -> None:
    """Replace what Django and Wagtail say of empty and large files, which does not tell people what to do."""
    field.error_messages |= {
        "empty": str(Empty()),
        "file_too_large": too_large,
        "file_too_large_unknown_size": too_large,
    }
