"""Where pages save what is typed on them."""

from django.urls import path

from alongside.drafts import views

app_name = "drafts"
urlpatterns = [path("drafts/", views.save, name="save")]
