import pytest

from alongside.policy.terms import Term


class Colour(Term):
    temperature: str

    BLUE = "blue", "Blue as the sea", "cold"
    RED = "red", "Red as a brick", "warm"


def test_a_word_keeps_its_label_and_columns_and_stays_a_string() -> None:
    assert Colour("blue") is Colour.BLUE
    assert str(Colour.BLUE) == "blue"
    assert (Colour.RED.label, Colour.RED.temperature) == ("Red as a brick", "warm")


def test_a_list_can_be_offered_by_a_form() -> None:
    assert [(c.value, c.label) for c in Colour] == [
        ("blue", "Blue as the sea"),
        ("red", "Red as a brick"),
    ]


def test_a_word_with_a_column_missing_is_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):

        class Bad(Term):
            temperature: str

            GREEN = "green", "Green"
