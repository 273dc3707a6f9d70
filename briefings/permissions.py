"""Who may start a briefing, and from what."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from wagtail.permission_policies.pages import PagePermissionPolicy

from briefings.models import BriefingIndexPage, NationalIndexPage, NationalSummaryPage
from learning.models import ReviewPage

User = AbstractBaseUser | AnonymousUser
ANY_PART_IN_IT = ("add", "change", "publish")


def lists_to_add_to(user: User) -> QuerySet[BriefingIndexPage]:
    """The lists of briefings this person may add to, by title."""
    policy = PagePermissionPolicy(BriefingIndexPage)
    lists: QuerySet[BriefingIndexPage] = policy.instances_user_has_permission_for(user, "add")
    return lists.order_by("title", "pk")


def national_lists_to_add_to(user: User) -> QuerySet[NationalIndexPage]:
    """The lists of national learning this person may add to, by title."""
    policy = PagePermissionPolicy(NationalIndexPage)
    lists: QuerySet[NationalIndexPage] = policy.instances_user_has_permission_for(user, "add")
    return lists.order_by("title", "pk")


def may_start_briefings(user: User) -> bool:
    """Asked of the database once for each person and request: a listing asks it for every row."""
    if not hasattr(user, "_may_start_briefings"):
        user._may_start_briefings = lists_to_add_to(user).exists()  # type: ignore[union-attr]
    return bool(user._may_start_briefings)  # type: ignore[union-attr]


def reviews_to_start_from(user: User) -> QuerySet[ReviewPage]:
    """Published or not: whoever works on a review may write its briefing before it is out."""
    policy = PagePermissionPolicy(ReviewPage)
    reviews: QuerySet[ReviewPage] = policy.instances_user_has_any_permission_for(user, ANY_PART_IN_IT)
    return reviews


def summaries_to_start_from(user: User) -> QuerySet[NationalSummaryPage]:
    policy = PagePermissionPolicy(NationalSummaryPage)
    summaries: QuerySet[NationalSummaryPage] = policy.instances_user_has_any_permission_for(user, ANY_PART_IN_IT)
    return summaries


def has_a_desk(user: User) -> bool:
    """Whether this person changes or publishes any page."""
    return bool(PagePermissionPolicy().user_has_any_permission(user, ("add", "change", "publish")))
