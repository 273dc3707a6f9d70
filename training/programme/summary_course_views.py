"""Which courses a national review asks to change, picked by training managers so that whoever runs them sees it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from briefings.summary_views import published_summary
from training.domain.courses_to_change import ask_to_change, say_changed, take_back
from training.models import Course, CourseToChange
from training.permissions import CHANGE_COURSES
from training.programme.access import TOLD_WRONG, only_with
from training.views import partnership_of


class CourseToChangeForm(forms.Form):
    """Which course, and what it must say."""

    course = forms.ModelChoiceField(
        Course.objects.none(),
        label=gettext_lazy("Course"),
        empty_label=gettext_lazy("Choose"),
        error_messages={
            "required": gettext_lazy("Choose the course."),
            "invalid_choice": gettext_lazy("That course is not in the list. Choose one that is."),
        },
    )
    what = forms.CharField(label=gettext_lazy("What must change"), max_length=300, required=False)

    use_required_attribute = False


@only_with(CHANGE_COURSES)
@require_http_methods(["GET", "HEAD", "POST"])
def summary_courses(request: HttpRequest, slug: str) -> HttpResponse:
    """The courses picked, and one more."""
    summary, partnership = published_summary(request, slug), partnership_of(request)
    form = CourseToChangeForm(request.POST if request.method == "POST" else None)
    form.fields["course"].queryset = Course.objects.of(partnership).order_by("title")  # type: ignore[attr-defined]
    if form.is_valid():
        course = form.cleaned_data["course"]
        ask_to_change(summary, course, what=" ".join(form.cleaned_data["what"].split()), by=_person(request))
        messages.success(request, _("“%(course)s” is asked to change.") % {"course": course})
        return redirect("summary_courses", slug)
    context = {
        "summary": summary,
        "form": form,
        "asked": summary.picked_courses.select_related("course"),
        "breadcrumbs": [{"title": summary.title, "url": summary.url}],
    }
    return render(request, "training/summary_courses.html", context, status=TOLD_WRONG if form.errors else 200)


@only_with(CHANGE_COURSES)
@require_POST
def course_changed(request: HttpRequest, pk: int) -> HttpResponse:
    """That it says it now; or, with `take_back`, that it was asked by mistake."""
    ours = CourseToChange.objects.filter(course__partnership=partnership_of(request))
    asked = get_object_or_404(ours.select_related("course", "summary"), pk=pk)
    if "take_back" in request.POST:
        take_back(asked, by=_person(request))
        messages.success(request, _("“%(course)s” is not asked any more.") % {"course": asked.course})
    else:
        say_changed(asked, by=_person(request))
        messages.success(request, _("“%(course)s” has been changed.") % {"course": asked.course})
    if "back" in request.POST:
        return redirect(asked.course)
    return redirect("summary_courses", asked.summary.slug)


def _person(request: HttpRequest) -> Any:
    return request.user  # signed in, all who get here
