"""Another system refers, reads what became of it, answers, and takes back."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from alongside.access.deciding import Role
from alongside.api.models import Sending
from alongside.api.tests.systems import AN_ID, WEI, System, sentences, system_of
from alongside.audit.models import Entry
from alongside.kernel.fact import NOT_KNOWN, Known
from alongside.policy.eligibility.deciding import decide
from alongside.policy.eligibility.spells import Spell
from alongside.policy.eligibility.storing import as_stored
from alongside.referrals.actions import taking_in
from alongside.referrals.actions.taking_in import Asking, Learnt
from alongside.referrals.facts import facts_of, pack_of, told_in
from alongside.referrals.models import Decision, Question, Referral
from alongside.referrals.tests.referred import put_in_force, sent
from alongside.staff.models import Membership, Team
from tests.cast import NOW, Cast, asking, hire
from tests.signing_in import signed_in


def read(answer: HttpResponse, status: int = 200) -> dict[str, Any]:
    assert answer["Content-Type"] == "application/json"
    assert answer.status_code == status, answer.content.decode()
    found: dict[str, Any] = json.loads(answer.content)
    return found


def stored(cast: Cast) -> Referral:
    with asking(cast.ruth):
        return Referral.objects.select_related("from_team", "to_team").get()


def asked(cast: Cast, *questions: Asking) -> list[Question]:
    referral = stored(cast)
    with asking(cast.ada) as ada:
        return taking_in.ask(referral, questions=questions, by=ada, at=timezone.now())


def test_a_referral_is_sent_and_is_what_the_form_would_have_written(cast: Cast) -> None:
    answer = system_of(cast).post(WEI)
    found = read(answer, 201)
    assert (found["id"], found["state"], found["team"]) == (AN_ID, "received", "North team")
    assert (found["questions"], found["decision"]) == ([], None)
    referral = stored(cast)
    assert (referral.channel, referral.from_team, referral.referred_by) == (
        "api", cast.armley, cast.ruth,
    )  # fmt: skip
    assert (referral.full_name, referral.nhs_number) == ("Wei Zhang", "9997354680")
    assert referral.born_on == date(1991, 5, 2)
    assert (referral.referrer_name, referral.priority) == ("Ruth Adeyemi", "3")
    told = told_in(referral)
    said = {name: fact.value for name, fact in told.items() if isinstance(fact, Known)}
    assert told["poor_adherence"] == NOT_KNOWN
    assert "autism" not in told
    assert said["severe_and_persistent"] is True
    assert said["moves_in_two_years"] == 3
    assert said["secondary_diagnoses"] == frozenset()
    assert said["inpatient_spells"] == (
        Spell(date(2025, 3, 1), date(2025, 5, 31), detained=True),
        Spell(date(2026, 11, 1), None),
    )
    severe = told["severe_and_persistent"]
    assert isinstance(severe, Known)
    assert severe.source == "Ruth Adeyemi, Armley CMHT"


def test_who_sent_it_with_which_key_stands_in_the_trail(cast: Cast) -> None:
    system_of(cast).post(WEI)
    with asking(cast.ruth):
        sending = Sending.objects.get()
        [line] = Entry.objects.filter(what="referral.sent-over-api")
    assert line.by_id == cast.ruth.pk
    assert line.details == {"key": sending.key_id, "id": AN_ID}


def test_sent_again_it_is_the_same_referral(cast: Cast) -> None:
    system = system_of(cast)
    first = read(system.post(WEI), 201)
    other_order = dict(reversed(WEI.items()))
    assert read(system.post(other_order)) == first
    assert read(system.get(f"/{AN_ID.upper()}")) == first
    assert read(system_of(cast).post(WEI)) == first, "with another key of hers, too"
    assert stored(cast)


def test_the_same_id_with_other_content_is_refused(cast: Cast) -> None:
    system = system_of(cast)
    system.post(WEI)
    again = system.post(WEI | {"given_name": "Somebody else"})
    assert again.status_code == 409
    assert "other content" in sentences(again)[0]
    assert stored(cast).given_name == "Wei"


def test_two_senders_with_the_same_id_never_learn_of_each_other(cast: Cast) -> None:
    with asking(cast.tom):
        beeston = Team.objects.create(service=cast.leeds, name="Beeston CMHT", kind=Team.Kind.CMHT)
        joe = hire("Joe Firth", beeston, Role.REFERRER)
    first = read(system_of(cast).post(WEI), 201)
    second = read(system_of(cast, joe).post(WEI), 201)
    assert second == first | {"from_team": "Beeston CMHT", "sent_at": second["sent_at"]}


def test_somebody_who_is_known_here_is_received_as_anybody_else(cast: Cast) -> None:
    system = system_of(cast)
    sam = {"given_name": "Samuel", "family_name": "Ó Briain", "nhs_number": "9999836909"}
    as_long = {"given_name": "Saveel", "family_name": "Ó Broain", "nhs_number": "9997354680"}
    sam |= {"born_on": "1984-02-29"}
    answers, asked_of_database = [], []
    for who in (as_long, sam, as_long):
        with CaptureQueriesContext(connection) as counted:
            answers.append(system.post(WEI | who | {"id": str(uuid4())}))
        asked_of_database.append(len(counted))
    assert {one.status_code for one in answers} == {201}
    assert len({len(one.content) for one in answers}) == 1
    assert len(set(asked_of_database[1:])) == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"born_on": "31/02/1991"}, "born_on: 31/02/1991 is not a real date. Check day and month."),
        ({"born_on": 19910502}, "born_on: This takes text, in quotation marks."),
        ({"nhs_number": "0000000000"}, "not a valid NHS number"),
        ({"given_name": "", "family_name": None}, "given_name: Give at least one name of the"),
        ({"given_name": "x" * 101}, "given_name: It has 101 characters, and at most 100 fit."),
        ({"given_name": "a\x00"}, "given_name: This holds a character that cannot be kept."),
        ({"reason": "\ud800"}, "reason: This holds a character that cannot be kept."),
        ({"reason": " "}, "reason: Say why you refer them."),
        ({"who_holds_care": None}, "who_holds_care: Say who holds their care until"),
        ({"severe_and_persistent": "perhaps"}, "Use yes, no or not known."),
        ({"severe_and_persistent": []}, "This takes true, false or “not known”."),
        ({"moves_in_two_years": 2.5}, "moves_in_two_years: “2.5” is not a whole number"),
        ({"moves_in_two_years": True}, "This takes a whole number or “not known”."),
        ({"secondary_diagnoses": [""]}, "This takes a list of texts, none of them empty."),
        ({"secondary_diagnoses": [";"]}, "“;” says nothing. Write none if there are none."),
        ({"inpatient_spells": ["2025-05-01 to 2025-03-01"]}, "ends before it begins"),
        ({"inpatient_spells": ["1990-01-01 to now"]}, "A stay is before the date of birth."),
        ({"inpatient_spells": ["2025-03-01 to now"] * 101}, "at most 100 are read"),
        ({"team": "Wset team"}, "There is no team called “Wset team” here. Use one of: North"),
        ({"team": None}, "team: Name the team. Use one of: North team; South team."),
        ({"from_team": "North team"}, "from_team: There is no team called “North team” here."),
        ({"referrer": "self"}, "referrer: People cannot refer themselves"),
        ({"referrer": "family_or_friend"}, "Tell their care co-ordinator"),
        ({"referrer": "crisis_team"}, "referrer: Armley CMHT is another kind of team."),
        ({"surname": "Zhang"}, "surname: There is no field of this name. Did you mean “family"),
        ({"poor_adherance": True}, "Did you mean “poor_adherence”?"),
        ({"received_on": "2026-01-01"}, "received_on: There is no field of this name."),
        ({"id": "R-1"}, "id: Make an id for each referral, a UUID"),
        ({"id": None}, "id: Make an id for each referral, a UUID"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_the_sentences_of_a_file(
    cast: Cast, wrong: dict[str, Any], sentence: str
) -> None:
    answer = system_of(cast).post(WEI | wrong)
    assert answer.status_code == 422
    assert any(sentence in said for said in sentences(answer)), sentences(answer)
    with asking(cast.ruth):
        assert not Referral.objects.exists()


def test_everything_that_is_wrong_is_said_at_once_and_once(cast: Cast) -> None:
    wrong = {"reason": 7, "born_on": "soon", "who_holds_care": ""}
    fields = [said.split(":")[0] for said in sentences(system_of(cast).post(WEI | wrong))]
    assert fields == ["born_on", "reason", "who_holds_care"]


def test_a_sender_for_several_teams_says_for_which(cast: Cast) -> None:
    with asking(cast.tom):
        ward = Team.objects.create(service=cast.leeds, name="Ward 6", kind=Team.Kind.INPATIENT)
        Membership.objects.create(
            worker=cast.ruth, team=ward, role=Role.REFERRER, began_on=date(2026, 1, 1)
        )
    system = system_of(cast)
    assert sentences(system.post(WEI)) == [
        "from_team: Name the team. Use one of: Armley CMHT; Ward 6."
    ]
    assert read(system.post(WEI | {"from_team": "ward 6"}), 201)["from_team"] == "Ward 6"


def test_what_became_of_it_is_read_as_on_the_web(cast: Cast) -> None:
    criteria = put_in_force(cast)
    system = system_of(cast)
    system.post(WEI)
    [question] = asked(cast, Asking("autism", "Are they autistic?"))
    found = read(system.get(f"/{AN_ID}"))
    assert (found["state"], found["open_questions"]) == ("questions", 1)
    assert found["questions"][0]["id"] == question.pk
    assert found["questions"][0]["answer"] is None
    referral = stored(cast)
    with asking(cast.ngozi) as ngozi:
        Decision.objects.create(
            referral=referral,
            criteria=criteria,
            outcome="refused",
            eligibility=as_stored(decide(pack_of(criteria), facts_of(referral))),
            explanation="One stay in hospital.",
            decided_by=ngozi,
            decided_at=NOW,
        )
    found = read(system.get(f"/{AN_ID}"))
    assert found["state"] == "refused"
    assert all(set(one) == {"says", "because", "source"} for one in found["decision"]["in_the_way"])
    assert found["decision"]["explanation"] == "One stay in hospital."
    assert found["decision"]["criteria"] == criteria.title
    late = system.post({"why": "Moved away"}, f"/{AN_ID}/withdrawal")
    assert late.status_code == 409
    assert "has decided already" in sentences(late)[0]


def test_a_question_is_answered_once_and_the_answer_is_a_fact(cast: Cast) -> None:
    system = system_of(cast)
    system.post(WEI)
    fact, own = asked(cast, Asking("autism", "Are they autistic?"), Asking("", "Who has a key?"))
    path = f"/{AN_ID}/answers"
    first = {"question": fact.pk, "answer": False, "words": "Assessed in 2019."}
    found = read(system.post(first, path))
    assert found["questions"][0]["answer"] == "No. Assessed in 2019."
    assert read(system.post(first, path)) == found, "sent again, it is the same"
    assert system.post(first | {"answer": True}, path).status_code == 409
    told = told_in(stored(cast))["autism"]
    assert isinstance(told, Known)
    assert (told.value, told.source) == (False, "Ruth Adeyemi")
    done = read(system.post({"question": own.pk, "words": "His sister."}, path))
    assert (done["state"], done["open_questions"]) == ("received", 0)


def test_what_others_told_the_team_is_not_told_to_the_sender(cast: Cast) -> None:
    system = system_of(cast)
    system.post(WEI)
    [question] = asked(cast, Asking("autism", "Are they autistic?"))
    referral = stored(cast)
    with asking(cast.ngozi) as ngozi:
        learnt = Learnt("autism", True, "Dr Patel, Hollybank Surgery", NOW.date())
        taking_in.learn(referral, learnt=learnt, by=ngozi, at=timezone.now())
    answer = system.get(f"/{AN_ID}")
    [said] = read(answer)["questions"]
    assert (said["answer"], said["answered_by_others"]) == (None, True)
    assert "Patel" not in answer.content.decode()
    guessed = {"question": question.pk, "answer": True}
    assert system.post(guessed, f"/{AN_ID}/answers").status_code == 409


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"question": 0}, "question: This is the id of no question about this referral."),
        ({"question": True}, "question: This is the id of no question about this referral."),
        ({"question": 10**30}, "question: This is the id of no question"),
        ({"answer": "perhaps"}, "answer: “perhaps” is none of the answers."),
        ({"answer": 3}, "answer: This takes true, false or “not known”."),
        ({}, "answer: Answer the question, or choose “Not known”."),
        ({"answer": True, "words": 3}, "words: This takes text"),
        ({"answer": True, "words": "x" * 20_001}, "must be 20000 characters or fewer"),
        (
            {"answer": True, "word": "x"},
            "word: There is no field of this name. Did you mean “words”?",
        ),
    ],
)
def test_an_answer_that_cannot_be_read_says_why(
    cast: Cast, wrong: dict[str, Any], sentence: str
) -> None:
    system = system_of(cast)
    system.post(WEI)
    [question] = asked(cast, Asking("autism", "Are they autistic?"))
    answer = system.post({"question": question.pk} | wrong, f"/{AN_ID}/answers")
    assert answer.status_code == 422
    assert any(sentence in said for said in sentences(answer)), sentences(answer)


def test_a_referral_is_taken_back_once_with_its_reason(cast: Cast) -> None:
    system = system_of(cast)
    system.post(WEI)
    path = f"/{AN_ID}/withdrawal"
    for wrong in ({}, {"why": " "}, {"why": 3}, {"why": "x", "because": "y"}):
        assert system.post(wrong, path).status_code == 422
    assert read(system.post({"why": "Moved away"}, path))["state"] == "withdrawn"
    again = system.post({"why": "Moved away"}, path)
    assert (again.status_code, sentences(again)) == (
        409, [": This referral was withdrawn before."],
    )  # fmt: skip


def test_ones_own_referrals_are_listed_page_by_page(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("alongside.api.queries.PAGE", 2)
    on_the_web = sent(cast, NOW - timedelta(days=1))
    system = system_of(cast)
    for _ in range(2):
        system.post(WEI | {"id": str(uuid4())})
    first, second = (read(system.get(f"?page={number}")) for number in (1, 2))
    assert (first["count"], first["pages"], len(first["referrals"])) == (3, 2, 2)
    [web] = second["referrals"]
    assert web["id"] == str(on_the_web.pk)
    assert read(system.get(f"/{on_the_web.pk}"))["name"] == "Wei Zhang"
    for wrong in ("3", "0", "-1", "x", "9" * 30):
        assert system.get(f"?page={wrong}").status_code == 422
    assert read(system_of(cast, hire_somebody(cast)).get())["referrals"] == []


def hire_somebody(cast: Cast) -> Any:
    with asking(cast.tom):
        return hire("Joe Firth", cast.armley, Role.REFERRER)


def test_what_is_somebody_elses_and_what_is_not_there_are_the_same(cast: Cast) -> None:
    system_of(cast).post(WEI)
    referral = stored(cast)
    other = system_of(cast, hire_somebody(cast))
    nothing = other.get(f"/{uuid4()}")
    assert nothing.status_code == 404
    for path in (f"/{AN_ID}", f"/{referral.pk}", "/x", f"/{AN_ID}/", "/x/y/z"):
        assert other.get(path).content == nothing.content
        assert other.get(path).status_code == 404
    for path in (f"/{AN_ID}/answers", f"/{referral.pk}/withdrawal", f"/{uuid4()}/withdrawal"):
        assert other.post({"why": "x"}, path).content == nothing.content


def test_the_database_is_asked_the_same_number_of_times_however_many_there_are(
    cast: Cast, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    system = system_of(cast)
    system.post(WEI)
    with django_assert_max_num_queries(12) as counted:
        system.get()
    few = len(counted)
    for _ in range(5):
        system.post(WEI | {"id": str(uuid4())})
    with django_assert_num_queries(few):
        system.get()
    with django_assert_max_num_queries(13):
        system.get(f"/{AN_ID}")
    with django_assert_max_num_queries(40):
        system.post(WEI | {"id": str(uuid4())})


def test_a_system_is_let_in_by_its_key_and_not_by_a_cookie(cast: Cast) -> None:
    system = System("")
    assert cast.ruth.account
    signed_in(cast.ruth.account, client=system.client)
    assert system.get().status_code == 401
    assert system.post(WEI).status_code == 401
