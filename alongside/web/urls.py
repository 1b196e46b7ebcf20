"""The start page, sign-in and sign-out."""

from allauth.account import views as account
from django.urls import path

from alongside.web import views

urlpatterns = [
    path("", views.start, name="start"),
    path("sign-in/", account.login, name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("sign-in/closed/", account.account_inactive, name="account_inactive"),
    path("password/", account.password_change, name="account_change_password"),
]
