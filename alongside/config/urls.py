"""The addresses of every room."""

from django.urls import include, path

# Addresses are tried in this order: the pages of a working day first.
urlpatterns = [
    path("", include("alongside.today.urls")),
    path("", include("alongside.record.urls")),
    path("", include("alongside.contacts.urls")),
    path("", include("alongside.drafts.urls")),
    path("", include("alongside.referrals.urls")),
    path("", include("alongside.api.urls")),
    path("", include("alongside.web.urls")),
    path("", include("alongside.staff.urls")),
    path("", include("alongside.referrals.urls_of_criteria")),
    path("", include("alongside.referrals.urls_of_deciding")),
    path("", include("alongside.caseload.urls")),
    path("", include("alongside.careplans.urls")),
    path("", include("alongside.standards.urls")),
    path("", include("alongside.record.reviewing.urls")),
    path("", include("alongside.people.urls")),
    path("", include("alongside.inpatient.urls")),
    path("", include("alongside.sharing.urls")),
    path("", include("alongside.privacy.urls")),
    path("", include("alongside.partners.urls")),
    path("", include("alongside.joint.urls")),
    path("", include("alongside.rights.urls")),
    path("", include("alongside.own.urls")),
]

handler400 = "alongside.web.errors.bad_request"
handler403 = "alongside.web.errors.not_found"
handler404 = "alongside.web.errors.not_found"
handler500 = "alongside.web.errors.broken"
handler429 = "alongside.web.errors.too_often"  # allauth looks here
