"""Language, culture and wishes over the API mean what they mean on the form."""

from __future__ import annotations

import pytest

from alongside.api.tests.systems import WEI, system_of
from alongside.api.tests.test_referring import read, stored
from tests.cast import Cast

NEEDS = {
    "first_language": "Punjabi",
    "needs_interpreter": True,
    "communication_needs": "Reads lips",
    "ethnicity": "H",
    "religion": "Sikh",
    "wishes": "A woman, please",
}


@pytest.mark.parametrize(
    ("said", "kept"),
    [(True, "yes"), (False, "no"), ("not known", "not-known"), ("yes", "yes"), (None, "")],
)
def test_language_culture_and_wishes_mean_the_same_as_on_the_form(
    cast: Cast, said: object, kept: str
) -> None:
    read(system_of(cast).post(WEI | NEEDS | {"needs_interpreter": said}), 201)
    referral = stored(cast)
    assert {name: getattr(referral, name) for name in NEEDS} == NEEDS | {"needs_interpreter": kept}


def test_language_culture_and_wishes_sent_again_are_the_same_referral(cast: Cast) -> None:
    system = system_of(cast)
    read(system.post(WEI | NEEDS), 201)
    read(system.post(WEI | NEEDS), 200)
    read(system.post(WEI | NEEDS | {"needs_interpreter": False}), 409)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"needs_interpreter": 1}, "This takes true, false or “not known”."),
        ({"needs_interpreter": "perhaps"}, "“perhaps” is none of the answers."),
        ({"ethnicity": "Q"}, "“Q” is none of the answers. Use one of: A (White: British)"),
        ({"wishes": ["A woman"]}, "This takes text, in quotation marks."),
        ({"interpreter": True}, "Did you mean “needs_interpreter”?"),
    ],
)
def test_what_is_wrong_with_language_and_wishes_is_said(
    cast: Cast, wrong: dict[str, object], sentence: str
) -> None:
    found = read(system_of(cast).post(WEI | wrong), 422)
    assert sentence in found["errors"][0]["sentence"]
