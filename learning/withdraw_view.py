"""Where an editor takes a page down: why, in words for its readers, and what to read in its place."""

from typing import Any, cast

from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.pages.unpublish import UnpublishView

from learning.domain.withdrawals import leaves_stub, may_be_named, withdraw
from learning.forms import WithdrawForm
from media.domain.holdings import holdings_of


class WithdrawView(UnpublishView):
    """Wagtail's own "unpublish", asking more of the pages that leave a stub. Every other page goes as before."""

    success_message = _("“%(page_title)s” is withdrawn. Its address says so to whoever comes.")

    @property
    def leaves_stub(self) -> bool:
        return leaves_stub(self.object)

    def get_template_names(self) -> list[str]:
        return ["wagtailadmin/learning/withdraw.html" if self.leaves_stub else self.template_name]

    def get_page_title(self) -> str:
        return str(_("Withdraw") if self.leaves_stub else self.page_title)

    def get_success_message(self) -> str:
        message = self.success_message if self.leaves_stub else UnpublishView.success_message
        return str(message % {"page_title": self.object.get_admin_display_title()})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = {"form": self._form(), "holdings": holdings_of(self.object)} if self.leaves_stub else {"form": None}
        return super().get_context_data(**{**told, **kwargs})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.leaves_stub and self.object.live:
            form = self._form(request.POST)
            if not form.is_valid():
                return self.render_to_response(self.get_context_data(form=form))
            self._decided = form.cleaned_data
        return cast(HttpResponse, super().post(request, *args, **kwargs))

    def unpublish(self) -> HttpResponse | None:
        if not self.leaves_stub or not self.object.live:
            return cast(HttpResponse | None, super().unpublish())
        answer = self.run_hook("before_unpublish_page", self.request, self.object)
        if answer is None:
            withdraw(self.object, **self._decided, by=cast(AbstractBaseUser, self.request.user))
            answer = self.run_hook("after_unpublish_page", self.request, self.object)
        return cast(HttpResponse | None, answer)

    def _form(self, data: Any = None) -> WithdrawForm:
        proposed = {"is_named": may_be_named(self.object), "replacement": getattr(self.object, "replacement", None)}
        return WithdrawForm(data, page=self.object, initial=proposed)
