"""The addresses of referrals: of those who refer, of the team that takes in, of those who ask."""

from django.urls import path

from alongside.referrals.views import (
    answering,
    bringing_in,
    printing,
    receiving,
    referring,
    returning,
    taking_in,
    turning_away,
    urgency,
)

app_name = "referrals"

urlpatterns = [
    path("refer/", referring.own, name="own"),
    path("refer/new/", referring.begin, name="begin"),
    path("refer/<uuid:referral_id>/", answering.own_referral, name="own-referral"),
    path("refer/<uuid:referral_id>/check/", referring.check, name="check"),
    path("refer/<uuid:referral_id>/withdrawal/", answering.withdraw, name="withdraw"),
    path("refer/<uuid:referral_id>/questions/", answering.answer_all, name="answer-all"),
    path("refer/<uuid:referral_id>/questions/<int:question_id>/", answering.answer, name="answer"),
    path("refer/<uuid:referral_id>/<slug:section_id>/", referring.section, name="section"),
    path("referrals/", receiving.listed, name="list"),
    path("referrals/paper/", referring.begin_from_paper, name="paper"),
    path("referrals/turned-away/", turning_away.turned_away, name="turned-away"),
    path("referrals/turned-away/new/", turning_away.turn_away, name="turn-away"),
    path(
        "referrals/turned-away/<int:turned_id>/letter/",
        printing.turned_away_letter_pdf,
        name="turned-away-letter",
    ),
    path("referrals/blank-forms/", printing.blank_forms, name="blank-forms"),
    path("referrals/blank-forms/<int:team_id>/", printing.blank_form_pdf, name="blank-form"),
    path("referrals/files/", bringing_in.files, name="files"),
    path("referrals/files/template.csv", bringing_in.template, name="file-template"),
    path("referrals/files/<uuid:file_id>/", bringing_in.file_to_check, name="file-to-check"),
    path("referrals/files/<int:file_id>/", bringing_in.file_brought_in, name="file"),
    path("referrals/files/<int:file_id>/to-mend.csv", bringing_in.to_mend, name="file-to-mend"),
    path("referrals/<uuid:referral_id>/", receiving.referral, name="referral"),
    path("referrals/<uuid:referral_id>/person/", taking_in.take_in, name="take-in"),
    path("referrals/<uuid:referral_id>/priority/", urgency.change_priority, name="priority"),
    path("referrals/<uuid:referral_id>/questions/", taking_in.ask, name="ask"),
    path("referrals/<uuid:referral_id>/facts/<slug:fact>/", taking_in.learn, name="learn"),
    path("people/<uuid:person_id>/return/", returning.comes_back, name="comes-back"),
    path("asking-for-help/", turning_away.asking_for_help, name="asking-for-help"),
]
