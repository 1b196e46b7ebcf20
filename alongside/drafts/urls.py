"""Where pages save what is typed on them, and where it is found again."""

from django.urls import path

from alongside.drafts import views

app_name = "drafts"
urlpatterns = [
    path("drafts/", views.save, name="save"),
    path("not-sent/", views.not_sent, name="not-sent"),
    path("not-sent/<uuid:draft_id>/", views.throw_away, name="throw-away"),
]
