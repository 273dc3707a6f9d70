"""Sign-in and the account pages, under /accounts/."""

from django.urls import include, path

from partnership.accounts import views

urlpatterns = [
    path("your-account/", views.your_account, name="your_account"),
    path("email/", views.email_address, name="account_email"),
    path("", include("allauth.urls")),
]
