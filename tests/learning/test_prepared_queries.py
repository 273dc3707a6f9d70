"""A prepared query gives what its queryset gives, of what is in the database when it is asked."""

from datetime import date

import pytest
from django.db.models import CharField, DateField, Exists, IntegerField, Q, Value

from learning.models import Finding, ReviewDate, ReviewPage, Theme
from learning.queries.prepared import Blank, Prepared
from tests.factories.learning import FindingFactory, ReviewPageFactory, ThemeFactory

pytestmark = pytest.mark.django_db
REVIEW = Blank("review", IntegerField())


def values(instance):
    return {field.attname: getattr(instance, field.attname) for field in instance._meta.concrete_fields}


def test_the_rows_of_another_value_are_not_given():
    mine, other = (FindingFactory(review=ReviewPageFactory()) for _ in range(2))
    findings = Prepared(lambda: Finding.objects.filter(review=REVIEW))

    assert (findings.all(review=mine.review_id), findings.all(review=other.review_id)) == ([mine], [other])


def test_rows_are_read_anew_each_time():
    finding = FindingFactory(review=ReviewPageFactory())
    findings = Prepared(lambda: Finding.objects.filter(review=REVIEW))
    findings.all(review=finding.review_id)

    Finding.objects.update(source_reference="page 9")

    assert findings.first(review=finding.review_id).source_reference == "page 9"


def test_an_instance_has_what_the_queryset_gives_it(partnership, django_assert_num_queries):
    page = ReviewPageFactory(publisher=partnership, summary="<p>What happened.</p>")
    chosen = ReviewPage.objects.select_related("publisher").annotate(any=Exists(Theme.objects.filter(name="none such")))
    prepared = Prepared(lambda: chosen.filter(slug=Blank("slug", CharField())))

    expected = values(chosen.get(pk=page.pk))

    with django_assert_num_queries(1):
        found = prepared.first(slug=page.slug)
        assert (values(found), found.any) == (expected, False)
        assert (type(found), values(found.publisher)) == (ReviewPage, values(partnership))


def test_what_was_not_asked_for_is_fetched_later():
    theme = ThemeFactory(scope_note="Only this.")
    prepared = Prepared(lambda: Theme.objects.filter(pk=Blank("pk", IntegerField())).only("name"))

    found = prepared.first(pk=theme.pk)

    assert (found.get_deferred_fields() >= {"scope_note"}, found.scope_note) == (True, "Only this.")


def test_values_have_the_types_of_their_columns():
    stated = ReviewDate.objects.create(review=ReviewPageFactory(), date_as_stated="3 May 2018")
    rows = ReviewDate.objects.filter(Q(date__gte=Blank("day", DateField())), review=REVIEW).order_by()
    prepared = Prepared(lambda: rows.values_list("pk", "date").union(rows.values_list(Value(0), "date"), all=True))

    found = prepared.all(review=stated.review_id, day=date(2018, 5, 3))

    assert sorted(found) == [(0, date(2018, 5, 3)), (stated.pk, date(2018, 5, 3))]
    assert prepared.all(review=stated.review_id, day=date(2018, 5, 4)) == []


def test_a_value_is_never_read_as_sql():
    ThemeFactory(name="bees")
    prepared = Prepared(lambda: Theme.objects.filter(name=Blank("name", CharField())))

    assert prepared.all(name="' OR 1=1 --") == []


def test_nothing_is_given_where_a_blank_is_left_empty():
    with pytest.raises(KeyError):
        Prepared(lambda: Finding.objects.filter(review=REVIEW)).all()
