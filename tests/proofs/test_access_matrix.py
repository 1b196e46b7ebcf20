"""Who gets to which page, against a table that is kept apart from the code: access.toml.

Each address is opened as each actor. It is shown, or it answers exactly as something that is not
there. An address that stands nowhere in the table fails, so that nobody forgets a new page.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from alongside.access import connections
from alongside.access.actions import OpenedFor, log_opening
from alongside.access.deciding import Kind, Purpose, Role
from alongside.access.models import Account, Opening
from alongside.api.tests.systems import key_of
from alongside.careplans.models import CarePlan, Invitation, Review
from alongside.caseload import leaving
from alongside.contacts.models import Contact
from alongside.documents.models import Sent
from alongside.inpatient.models import Spell
from alongside.joint.actions import learning
from alongside.joint.actions import ours as joint
from alongside.joint.tests.shared import asked_by_practitioner, consent
from alongside.own.models import OwnSignIn
from alongside.own.tests.owned import given, name_carer
from alongside.partners import actions as partners
from alongside.partners.models import Practitioner
from alongside.partners.tests.partnered import join, partnered
from alongside.policy.consent import Answer, Asked, How
from alongside.policy.contacts import Place
from alongside.policy.copies import AskedAs, AskedHow
from alongside.policy.disclosing import AsksAs
from alongside.policy.eligibility.reading import shipped_packs
from alongside.policy.eligibility.writing import pack_to_toml
from alongside.policy.joint import Way
from alongside.policy.standards import STANDARDS
from alongside.record.tests.telling import letter
from alongside.referrals.actions import taking_in, writing_criteria
from alongside.referrals.models import Referral, ReferralFile, TurnedAway
from alongside.referrals.tests.referred import taken_in
from alongside.referrals.tests.test_deciding import decide
from alongside.rights.actions import copies
from alongside.rights.actions.holding import hold_record
from alongside.sharing import actions as sharing
from alongside.sharing import breaches, disclosures
from alongside.staff.models import Membership, Worker
from tests.architecture.test_links import at_work
from tests.cast import NOW, PASSWORD, Cast, asking, hire
from tests.proofs.further import TABLE as FURTHER
from tests.proofs.further import further, is_shown
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
Clients = Callable[[Worker], Client]
TABLE = tomllib.loads((Path(__file__).parent / "access.toml").read_text("utf-8"))
ACTORS = ("worker", "coordinator", "manager", "administrator", "referrer", "elsewhere", "officer",
          "leaver", "nobody", "practitioner", "themself", "carer", "stranger",
          *FURTHER)  # fmt: skip
A_DAY = timedelta(days=1)


def addresses() -> Iterator[str]:
    """Yield the name of every page that has one."""
    return _names(get_resolver(), "")


def _names(resolver: URLResolver, space: str) -> Iterator[str]:
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from _names(each, f"{each.namespace}:" if each.namespace else space)
        elif isinstance(each, URLPattern) and each.name:
            yield space + each.name


def test_every_page_stands_in_the_table_once() -> None:
    listed = [name for group in TABLE["pages"] for name in group["names"]]
    listed += [name for group in TABLE["not_opened"] for name in group["names"]]
    assert sorted(listed) == sorted(set(addresses()))


@pytest.mark.parametrize("actor", ACTORS)
def test_each_page_is_shown_to_those_in_the_table_and_absent_to_all_others(
    cast: Cast, client_of: Clients, actor: str
) -> None:
    given = things(cast)
    client = actors(cast, client_of)[actor]
    wrong = []
    for group in TABLE["pages"]:
        for name in group["names"]:
            answer = opened(client, name, given)
            if answer != ("shown" if is_shown(actor, name, group["shown_to"]) else "absent"):
                wrong.append(f"{name}: {answer}")
    assert wrong == []


def opened(client: Client, name: str, given: dict[str, Any]) -> str:
    """Open a page and say what came: shown, absent, or what should never come."""
    path = address_of(name, given)
    answer: Any = client.get(path)
    if answer.status_code == 405:  # for pages that only do something; empty, so nothing is done
        answer = client.post(path)
        if answer.status_code == 400:  # found, and nothing was said to it
            return "shown"
    return verdict(answer, client)


def address_of(name: str, given: dict[str, Any]) -> str:
    """Return the address of a page about the things that were made."""
    wanted = given | given.get(name, {})
    return reverse(name, kwargs={each: wanted[each] for each in names_in_address(name)})


def verdict(answer: HttpResponse, client: Client) -> str:
    if answer.status_code == 302 and answer["Location"].startswith("/sign-in/"):
        return "absent" if "sessionid" not in client.cookies else "sent to sign in"
    if answer.status_code == 302 and answer["Location"] == getattr(client, "comes_first", None):
        return "absent"
    if answer.status_code == 401 and answer["WWW-Authenticate"] == "Bearer":  # shown no key
        return "absent"
    if answer.status_code == 302 and answer["Location"].startswith("/still-you/"):
        return "asked again"
    if answer.status_code in {200, 302}:
        return "shown"
    return "absent" if answer.status_code == 404 else f"answered {answer.status_code}"


def names_in_address(page: str) -> list[str]:
    """Return what the address of a page names, such as person_id."""
    space, _, own = page.rpartition(":")
    resolver = get_resolver().namespace_dict[space][1] if space else get_resolver()
    [((_, names), *_), *_] = resolver.reverse_dict.getlist(own)[0]
    return list(names)


def actors(cast: Cast, client_of: Clients) -> dict[str, Client]:
    """Sign everybody in, each in a browser of their own."""
    leaver = hire("Una Leaver", cast.north, Role.CARE_COORDINATOR)
    Membership.objects.filter(worker=leaver).update(ended_on=(NOW - A_DAY).date())
    account = Account.objects.create_user("nobody@alongside.example", password=PASSWORD)
    nobody = signed_in(account)
    practitioner = signed_in(Practitioner.objects.get().account)
    everybody = {
        "worker": client_of(cast.priya),
        "coordinator": client_of(cast.ngozi),
        "manager": client_of(cast.tom),
        "administrator": client_of(cast.ada),
        "referrer": client_of(cast.ruth),
        "elsewhere": client_of(cast.sian),
        "officer": client_of(hire("Grace Osei", cast.north, Role.PRIVACY_OFFICER)),
        "leaver": client_of(leaver),
        "nobody": nobody,
        "practitioner": practitioner,
        **own_actors(cast),
        "stranger": Client(),
    } | further(cast, client_of)
    for number, client in enumerate(everybody.values()):  # wrong keys are counted by the address
        client.defaults["REMOTE_ADDR"] = f"10.0.0.{number}"
    return everybody


def own_actors(cast: Cast) -> dict[str, Client]:
    """Sign in who has a sign-in of their own: Sam, and his aunt."""
    with asking(cast.ngozi):
        found = {own.is_carers: own.account for own in OwnSignIn.objects.select_related("account")}
    return {"themself": signed_in(found[False]), "carer": signed_in(found[True])}


def things(cast: Cast) -> dict[str, Any]:
    """Make one of everything of Sam's and of his team, and return it by its name in addresses.

    A page that needs something in another state has it under its own name.
    """
    made = at_work(cast) | _of_sam(cast) | _of_the_team(cast) | _of_referrals(cast)
    return made | _unexplained(cast)


def _of_sam(cast: Cast) -> dict[str, Any]:
    sent = letter(cast)
    with asking(cast.ngozi) as ngozi:
        of_sam: dict[str, Any] = {"person": cast.sam, "by": ngozi, "at": NOW}
        review = Review.objects.create(
            **of_sam, episode=cast.sams_episode, planned_for=date(2026, 12, 1)
        )
        invitation = Invitation.objects.create(
            **of_sam, review=review, name="Dr Shah", as_what="gp", how="post", with_permission=True,
            document_id=sent.pk,
        )  # fmt: skip
        spell = Spell.objects.create(
            person=cast.sam, kind="inpatient", place="Cedar ward", recorded_by=ngozi,
            began_on=date(2026, 10, 1), ended_on=date(2026, 10, 9), recorded_at=NOW,
        )  # fmt: skip
        why = OpenedFor(Kind.RESTRICTED, Purpose.VISIT, "To get into the house")
        log_opening([cast.sam.pk], page="/", by=ngozi, at=NOW, why=why)
        statement = sharing.keep_statement(
            cast.sam, said_by="Orla", said="He sold the bike", told_on=NOW.date(), by=ngozi, at=NOW
        )
        recipient = sharing.name_recipient(
            cast.sam, name="Orla, sister", as_what="family", by=ngozi, at=NOW,
            said=sharing.Said({Asked.PLAN: Answer.NO}, How.VERBAL, NOW.date(), date(2027, 6, 1)),
        )  # fmt: skip
        wanted = disclosures.keep_request(
            cast.sam, by=ngozi, at=NOW,
            asking=disclosures.Asking(
                "PC 12", "Police", AsksAs.POLICE, NOW.date(), "His address", "He is missing"
            ),
        )  # fmt: skip
        breach = breaches.report_breach(
            cast.north, happened_on=NOW.date(), about_whom="SH", what="A list", by=ngozi, at=NOW
        )
        himself = copies.Asked("Sam", AskedAs.THEMSELF, AskedHow.SAID, NOW.date())
        copy_request = copies.ask_for_copy(cast.sam, asked=himself, by=ngozi, at=NOW)
        hold = hold_record(cast.sam, because="An inquest", from_day=NOW.date(), by=ngozi, at=NOW)
        colleague = hire("Bea Cole", cast.north, Role.WORKER)
        connection = connections.say_they_know(
            cast.sam.pk, worker_id=colleague.pk, how="Neighbours", by=ngozi, at=NOW
        )
        own = given(cast, by=ngozi)
        aunt = name_carer(cast, by=ngozi, name="Maeve, aunt")
        given(cast, by=ngozi, carer=aunt)
        leaving.offer_transfer(
            cast.sams_episode, to_service="Bradford", why="He moves", by=ngozi, at=NOW
        )
        return {
            "person_id": cast.sam.pk, "contact_id": Contact.objects.latest("written_at").pk,
            "plan_id": CarePlan.objects.latest("written_at").pk, "review_id": review.pk,
            "invitation_id": invitation.pk, "spell_id": spell.pk, "statement_id": statement.pk,
            "opening_id": Opening.objects.exclude(purpose="").get().pk,
            "breach_id": breach.pk, "connection_id": connection.pk, "request_id": wanted.pk,
            "recipient_id": recipient.pk, "sent_id": sent.pk, "section_id": "names",
            "way": "complaint", "copy_id": copy_request.pk, "hold_id": hold.pk,
            "sign_in_id": own.pk, "own:give-carer": {"recipient_id": aunt.pk},
        }  # fmt: skip


def _unexplained(cast: Cast) -> dict[str, Any]:
    with asking(hire("Abe Lund", cast.north, Role.WORKER)) as curious:
        log_opening([cast.sam.pk], page=f"/people/{cast.sam.pk}/", by=curious, at=NOW)
        return {"privacy:read": {"opening_id": Opening.objects.get().pk}}


def _of_the_team(cast: Cast) -> dict[str, Any]:
    with asking(cast.tom) as tom:
        pack = next(pack for pack in shipped_packs() if pack.id == "leicestershire")
        draft = writing_criteria.begin_draft(
            cast.leeds, toml=pack_to_toml(pack), by=tom, at=NOW
        )  # of which more pages can be opened than of what is in force
        turned = taking_in.turn_away(
            cast.north, asked=TurnedAway.Asked.FAMILY, told="Ring your GP", by=tom, at=NOW
        )
        file = ReferralFile.objects.create(
            team=cast.north, name="a.csv", sha256="0", rows_in=1, rows_known_already=0,
            rows_to_mend=1, to_mend="a", by=tom, at=NOW,
        )  # fmt: skip
        membership = Membership.objects.get(worker=cast.priya)
        protocol = partnered(cast, by=tom)
        policy = partners.attach_policy(
            protocol, name="Confidentiality", media_type="text/plain", content=b"Keep it",
            by=tom, at=NOW,
        )  # fmt: skip
        jo = join(cast, protocol, by=tom)
        consent(cast, jo, by=tom)
        theirs = asked_by_practitioner(cast, jo)
        ours = joint.offer_visit(
            cast.sam, team_id=cast.north.pk, practitioner=jo, by=tom, at=NOW,
            asked=joint.Asked(NOW + A_DAY, 45, Place.HOME),
        )  # fmt: skip
        learned = learning.begin_learning(
            team_id=cast.north.pk, practitioner_id=jo.pk, way=Way.SHADOWING, is_offer=True,
            topic="A day with us", by=tom, at=NOW,
        )  # fmt: skip
    edited = ("put-in-force", "about", "text", "add")
    return {
        "agreement": protocol.agreement, "number": 1, "policy_id": policy.pk,
        "practitioner_id": jo.pk, "learning_id": learned.pk, "proposal_id": theirs,
        "joint:answer": {"proposal_id": ours.pk},
        "team_id": cast.north.pk, "service_id": cast.leeds.pk, "worker_id": cast.priya.pk,
        "membership_id": membership.pk, "on": NOW.date().isoformat(), "draft_id": uuid4(),
        "standard_id": next(iter(STANDARDS)), "value_id": "zone.review", "turned_id": turned.pk,
        "key_id": key_of(cast.ruth, cast.ada)[0].pk,
        "referrals:file": {"file_id": file.pk}, "referrals:file-to-mend": {"file_id": file.pk},
        "caseload:what-if": {"criteria_id": draft.pk},
    } | {f"criteria:{name}": {"criteria_id": draft.pk} for name in edited}  # fmt: skip


def _of_referrals(cast: Cast) -> dict[str, Any]:
    asked = taken_in(cast, given_name="Gwen", nhs_number="", born_on=date(1970, 1, 1))
    with asking(cast.ngozi) as ngozi:
        [question] = taking_in.ask(
            asked, questions=[taking_in.Asking("", "Where do they live?")], by=ngozi, at=NOW
        )
    yes = taken_in(cast, given_name="Rhys", nhs_number="", born_on=date(1971, 1, 1))
    decided = decide(yes, cast.ngozi)
    with asking(cast.ngozi):
        kept = Sent.objects.filter(person_id=yes.person_id).latest("made_at")
    of_yes = ("decision", "own-letter", "look-again")
    draft_id = Referral.objects.filter(received_at=None).values_list("pk", flat=True)
    with asking(cast.ruth):
        own_draft = draft_id.latest("begun_at")
    return {
        "fact": "psychosis", "reader": "person", "asked_id": str(asked.pk),
        "referrals:answer": {"question_id": question.pk, "referral_id": asked.pk},
        "referrals:section": {"section_id": "who", "referral_id": own_draft},
        "deciding:letter": {"referral_id": decided.referral_id},
        "deciding:kept-letter": {"referral_id": yes.pk, "sent_id": kept.pk},
        "caseload:place": {"referral_id": yes.pk}, "caseload:allocate": {"referral_id": yes.pk},
    } | {f"deciding:{name}": {"referral_id": yes.pk} for name in of_yes}  # fmt: skip
