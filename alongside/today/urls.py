"""Addresses of the board, the meeting, one's own day, and tasks."""

from django.urls import path

from alongside.today.views import board, caseload, meeting, my_day, tasks, zones

_MEETING = "meetings/<uuid:meeting_id>"
_PERSON = "people/<uuid:person_id>"

app_name = "today"
urlpatterns = [
    path("my-day/", my_day.my_day, name="my-day"),
    path("my-day/<slug:on>/", my_day.my_day, name="day"),
    path("workers/<uuid:worker_id>/day/", my_day.colleagues_day, name="colleagues-day"),
    path("workers/<uuid:worker_id>/day/<slug:on>/", my_day.colleagues_day, name="colleague"),
    path("caseload/", caseload.caseload, name="caseload"),
    path(
        "workers/<uuid:worker_id>/caseload/",
        caseload.colleagues_caseload,
        name="colleagues-caseload",
    ),
    path("board/", board.teams, name="boards"),
    path("board/<int:team_id>/", board.board, name="board"),
    path("board/<int:team_id>/meetings/", meeting.meetings, name="meetings"),
    path("board/<int:team_id>/meetings/new/", meeting.begin, name="begin"),
    path("board/<int:team_id>/tasks/", tasks.of_team, name="tasks-of-team"),
    path("board/<int:team_id>/tasks/new/", tasks.new_of_team, name="new-task-of-team"),
    path(f"{_MEETING}/", meeting.meeting, name="meeting"),
    path(f"{_MEETING}/people/<uuid:person_id>/", meeting.person, name="meeting-person"),
    path(f"{_MEETING}/end/", meeting.end, name="end"),
    path(f"{_MEETING}/minute/", meeting.minute, name="minute"),
    path(f"{_PERSON}/zone/", zones.zone, name="zone"),
    path(f"{_PERSON}/tasks/", tasks.of_person, name="tasks"),
    path(f"{_PERSON}/tasks/new/", tasks.new, name="new-task"),
    path(f"{_PERSON}/handover/", tasks.handover, name="handover"),
    path("tasks/<uuid:task_id>/", tasks.done, name="task"),
    path("tasks/<uuid:task_id>/owner/", tasks.hand, name="hand"),
]
