from decimal import Decimal

from alongside.policy.allocation import PossibleWorker, Wish, WishAbout, meets
from alongside.policy.caseload import Caseload
from alongside.policy.team import Gender, Profession


def test_psychiatrists_and_offices_are_left_out_of_the_ratio() -> None:
    left_out = {p for p in Profession if not p.counts_in_ratio}
    assert left_out == {Profession.PSYCHIATRIST, Profession.DOCTOR, Profession.ADMINISTRATOR}


def test_a_workers_gender_is_written_as_people_wish_for_it() -> None:
    nobody = Caseload(people=0, places=Decimal(0), lower=Decimal(10), upper=Decimal(12))
    worker = PossibleWorker("sian", nobody, gender=Gender.WOMAN.value)
    assert meets(worker, Wish(WishAbout.GENDER, "woman")).value == "met"


def test_every_profession_comes_from_a_document() -> None:
    assert all(profession.source.title for profession in Profession)
