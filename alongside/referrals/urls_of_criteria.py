"""The addresses of the criteria: versions to read, drafts to change."""

from django.urls import path

from alongside.referrals.views import criteria, editing

app_name = "criteria"

_ONE = "criteria/<int:criteria_id>/"
_CRITERION = f"{_ONE}criteria/<slug:criterion_id>/"
_PART = f"{_CRITERION}asks/<slug:place>/"

urlpatterns = [
    path("criteria/", criteria.listed, name="list"),
    path("criteria/new/", criteria.begin, name="begin"),
    path(_ONE, criteria.read, name="read"),
    path(f"{_ONE}file/", criteria.as_file, name="file"),
    path(f"{_ONE}in-force/", criteria.put_in_force, name="put-in-force"),
    path(f"{_ONE}taken-back/", criteria.take_back, name="take-back"),
    path(f"{_ONE}about/", editing.about, name="about"),
    path(f"{_ONE}text/", editing.text, name="text"),
    path(f"{_ONE}criteria/new/", editing.add, name="add"),
    path(f"{_ONE}criteria/new/<slug:shape>/", editing.add_shape, name="add-shape"),
    path(_CRITERION, editing.criterion, name="criterion"),
    path(f"{_CRITERION}place/", editing.move, name="move"),
    path(f"{_CRITERION}removal/", editing.remove, name="remove"),
    path(_PART, editing.part, name="part"),
    path(f"{_PART}removal/", editing.remove_part, name="remove-part"),
    path(f"{_PART}more/", editing.more, name="more"),
    path(f"{_PART}more/<slug:shape>/", editing.more_shape, name="more-shape"),
]
