"""Addresses looked up by their first step lead where Django's own way leads."""

import pytest
from django.http import HttpResponse
from django.urls import Resolver404, URLResolver, get_resolver, include, path, re_path
from django.urls.resolvers import RoutePattern

from partnership import first_step
from partnership.first_step import ByFirstStep


def named(said):
    def view(request, **kwargs):
        return HttpResponse(said)

    return view


PATTERNS = [
    path("", named("home"), name="home"),
    path("themes/", named("themes"), name="themes"),
    path("themes/<slug:slug>/", named("theme"), name="theme"),
    path("<int:year>/", named("year"), name="year"),
    path("", include([path("inner/<int:pk>/", named("inner")), path("themes/last/", named("hidden"))])),
    path("part", include([path("ners/", named("partners"))])),
    path("admin/", include(([path("edit/", named("edit"), name="edit")], "desk"), namespace="desk")),
    re_path(r"^((?:[\w\-]+/)*)$", named("page"), name="page"),
]
ASKED = (
    *("", "themes/", "themes/neglect/", "themes/last/", "2026/", "inner/4/", "inner/four/", "partners/", "admin/edit/"),
    *("admin/", "reviews/rowan/", "themes", "/", "//themes/", "no such?", "themes/%00/", "éire/"),
)


def found(resolver, address):
    try:
        match = resolver.resolve(address)
    except Resolver404:
        return None
    return match.func(None).content, match.args, match.kwargs, match.view_name, match.route


@pytest.mark.parametrize("address", ASKED)
def test_an_address_leads_where_it_led(address):
    plain = URLResolver(RoutePattern(""), PATTERNS)

    assert found(ByFirstStep(PATTERNS), address) == found(plain, address)


def test_patterns_that_begin_otherwise_are_not_tried():
    with pytest.raises(Resolver404) as missed:
        ByFirstStep(PATTERNS[:-1]).resolve("themes/no such/")

    tried = {way[-1].pattern._route for way in missed.value.args[0]["tried"]}
    assert tried == {"themes/", "themes/<slug:slug>/", "<int:year>/", "themes/last/", "part"}


def test_strangers_addresses_are_not_remembered():
    resolver = ByFirstStep(PATTERNS)
    for number in range(50):
        found(resolver, f"made-up-{number}/")

    assert len(resolver._beginning) == len({"", "themes", "inner", "admin", "/"})


def test_all_addresses_of_the_site_are_looked_up_so():
    assert [type(one) for one in get_resolver().url_patterns] == [ByFirstStep]


def test_nobody_meets_half_of_it_while_another_thread_makes_it(monkeypatch):
    resolver, narrowed, made, met = ByFirstStep(PATTERNS), first_step._narrowed, [], []

    def narrowed_while_another_asks(of, step):
        made.append(step)
        if len(made) == 5:
            met.append(found(resolver, "2026/"))
        return narrowed(of, step)

    monkeypatch.setattr(first_step, "_narrowed", narrowed_while_another_asks)

    assert found(resolver, "2026/") is not None
    assert met == [found(URLResolver(RoutePattern(""), PATTERNS), "2026/")]
