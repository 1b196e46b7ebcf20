"""Addresses of spells in hospital and with the crisis team."""

from django.urls import path

from alongside.inpatient import views

app_name = "inpatient"
_SPELLS = "people/<uuid:person_id>/hospital"
urlpatterns = [
    path(f"{_SPELLS}/", views.spells, name="spells"),
    path(f"{_SPELLS}/new/", views.new, name="new"),
    path(f"{_SPELLS}/<int:spell_id>/", views.change, name="change"),
    path(f"{_SPELLS}/<int:spell_id>/taking-back/", views.take_back, name="take_back"),
]
