"""Addresses of one person's page, and of search."""

from django.urls import path

from alongside.record import views

app_name = "record"
urlpatterns = [
    path("people/", views.people, name="people"),
    path("people/<uuid:person_id>/", views.person, name="person"),
    path("people/<uuid:person_id>/gp/", views.practice, name="practice"),
]
