"""Addresses of joint working protocols, under the team that agreed on them."""

from django.urls import path

from alongside.partners import views

app_name = "partners"
_TEAM = "teams/<int:team_id>/protocols"
_ONE = "protocols/<uuid:agreement>"
_WHO = f"{_ONE}/practitioners/<uuid:practitioner_id>"
urlpatterns = [
    path(f"{_TEAM}/", views.protocols, name="protocols"),
    path(f"{_TEAM}/new/", views.begin, name="begin"),
    path(f"{_ONE}/", views.protocol, name="protocol"),
    path(f"{_ONE}/versions/<int:number>/", views.version, name="version"),
    path(f"{_ONE}/amend/", views.amend, name="amend"),
    path(f"{_ONE}/policies/new/", views.attach, name="attach"),
    path(f"{_ONE}/policies/<uuid:policy_id>/", views.policy, name="policy"),
    path(f"{_ONE}/practitioners/new/", views.let_in, name="let-in"),
    path(f"{_WHO}/last-day/", views.let_out, name="let-out"),
    path(f"{_WHO}/password/", views.renew_password, name="renew-password"),
    path(f"{_WHO}/second-step/", views.take_second_step, name="take-second-step"),
]
