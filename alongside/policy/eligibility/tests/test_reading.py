"""A bad pack is refused with every problem, each with its line and what to do about it."""

from typing import Any

import pytest

from alongside.policy.eligibility import (
    PackRefused,
    pack_as_data,
    pack_from_data,
    pack_from_toml,
)
from alongside.policy.eligibility.lines import lines_of
from alongside.policy.eligibility.tests.telling import shipped

HEAD = """\
id = "ours"
title = "Our criteria"
nation = "Wales"
version = 1
in_force_from = 2026-01-01
source = { title = "Our policy", mark = "seen" }
"""
# The condition stands on line 12.
CRITERION = """
[[required]]
id = "one"
says = "One"
from = "§1"
when = """


def problems_of(text: str) -> list[tuple[int | None, str]]:
    with pytest.raises(PackRefused) as refused:
        pack_from_toml(text, "ours.toml")
    return [(problem.line, problem.says) for problem in refused.value.problems]


@pytest.mark.parametrize(
    ("condition", "says"),
    [
        (
            '{ fact = "contact_dificulty", is = "yes" }',
            "“fact” cannot be “contact_dificulty”. Did you mean “contact_difficulty”?",
        ),
        ('{ fact = 3, is = "yes" }', "“fact” cannot be 3. Write one of: born_on, age,"),
        ('{ fact = "autism", is = 3 }', "“is” cannot be 3. Write one of: yes or no."),
        ('{ fact = "autism", is = "maybe" }', "“is” cannot be “maybe”. Write one of: yes or no."),
        (
            '{ fact = "autism", more_than = 2 }',
            "“more_than” means nothing here. What may stand here: fact, is.",
        ),
        (
            '{ fact = "autism" }',
            "“Autism” takes yes or no. Say what is asked of it: is.",
        ),
        (
            '{ fact = "inpatient_spells", more_than = 2 }',
            "“inpatient_spells” is asked with “count”, “total” or “longest”, not with “fact”.",
        ),
        (
            '{ fact = "registered_area" }',
            "“registered_area” is asked with “area”, not with “fact”.",
        ),
        (
            '{ fact = "primary_diagnosis", is = "schizofrenia" }',
            "“is” cannot be “schizofrenia”. Did you mean “schizophrenia”?",
        ),
        (
            '{ fact = "primary_diagnosis", among = ["schizophrenia", "bi polar"] }',
            "“among” cannot be “bi polar”. Did you mean “bipolar”?",
        ),
        (
            '{ fact = "documents", has_all = ["care_plan", "care_plan"] }',
            "“has_all” is empty or names something twice.",
        ),
        ('{ fact = "documents", has_all = [] }', "“has_all” is empty or names something twice."),
        (
            '{ fact = "documents", has_all = ["history"], has_any = ["history"] }',
            "“has_all” and “has_any” do not go together.",
        ),
        ('{ fact = "age", more_than = -1 }', "“more_than” is 0 or more, and not beyond 100000."),
        (
            '{ fact = "age", more_than = 17.5 }',
            "“more_than” takes a whole number, not 17.5.",
        ),
        ('{ fact = "age", more_than = 17, at_least = 18 }', "Give “more_than” or “at_least”"),
        ('{ fact = "age", less_than = 17, at_most = 18 }', "Give “less_than” or “at_most”"),
        ('{ fact = "age", at_least = 65, at_most = 18 }', "Nothing can be at least 65 and at most"),
        (
            '{ fact = "age", more_than = 18, less_than = 19 }',
            "Nothing can be more than 18 and less",
        ),
        (
            '{ fact = "age", atleast = 18 }',
            "“atleast” means nothing here. Did you mean “at_least”?",
        ),
        ('{ fact = "care_plan_on", within = "soon" }', "“soon” is not a length of time. Write it"),
        ('{ fact = "care_plan_on", within = 6 }', "“within” is a length of time. Write it like"),
        ('{ fact = "care_plan_on", within = "0 months" }', "“0 months” is not a length of time."),
        ('{ fact = "care_plan_on", within = "999 years" }', "“999 years” is longer than a life."),
        (
            '{ count = "hospital", at_least = 1 }',
            "“count” cannot be “hospital”. Write one of: inpa",
        ),
        ('{ count = "inpatient" }', "Say how many: more_than, at_least, less_than or at_most."),
        (
            '{ count = "inpatient", how_many = "a person judges", at_least = 2 }',
            "“how_many” and “at_least” do not go together.",
        ),
        (
            '{ count = "inpatient", how_many = "some" }',
            "“how_many” cannot be “some”. Write one of: a person judges.",
        ),
        (
            '{ count = "inpatient", more_than = 2, within = "24 months", begun_within = "1 year" }',
            "Give “within” or “begun_within”, not both.",
        ),
        (
            '{ total = "inpatient", more_than = 180, within = "24 months" }',
            "“more_than” is a length of time. Write it like “24 months”.",
        ),
        (
            '{ total = "inpatient", more_than = "6 months", begun_within = "24 months" }',
            "“begun_within” goes with “count”. Days are counted “within”.",
        ),
        (
            '{ count = "crisis team", only = "detained", at_least = 1 }',
            "Nobody is detained by a crisis team. Ask this of “inpatient”.",
        ),
        (
            '{ count = "inpatient", only = ["planned", "unplanned"], at_least = 1 }',
            "No stay can be both of these.",
        ),
        ('{ area = "LE1", by = "registration" }', "“area” takes a list of postcode beginnings"),
        ('{ area = ["Leicester"], by = "registration" }', "“Leicester” is not the beginning of a"),
        ('{ area = ["LE1"], by = "home" }', "“by” cannot be “home”. Write one of: registration;"),
        ('{ area = ["LE1"] }', "“by” is missing. Write one of: registration;"),
        ("{ any = [] }", "“any” is empty."),
        ('{ any = "age" }', "“any” takes a list of { … }."),
        (
            '{ at_least = 2, of = [{ fact = "autism", is = "yes" }] }',
            "At least 2 of 1 can never be",
        ),
        ('{ of = [{ fact = "autism", is = "yes" }] }', "Say how many: at_least = 2, or how_many ="),
        ('{ not = ["autism"] }', "“not” takes { … }."),
        ("{ }", "A condition begins with one of: fact, count, total, longest, area, all, any, not"),
        ('{ fakt = "autism" }', "“fakt” means nothing here. Did you mean “fact”?"),
        ('{ fact = "autism", is = "yes", all = [] }', "“fact” and “all” do not go together."),
        ('"yes"', "“when” takes { … }."),
    ],
)
def test_a_bad_condition(condition: str, says: str) -> None:
    found = problems_of(f"{HEAD}{CRITERION}{condition}\n")
    assert any(problem.startswith(says) or says in problem for _, problem in found), found
    assert {line for line, _ in found} == {12}


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ('id = "ours"', 'id = "Our criteria"', 1, "“Our criteria” is no id. Use small letters"),
        ('title = "Our criteria"', 'title = " "', 2, "“title” takes words."),
        ('title = "Our criteria"', 'title = "a\\u0000b"', 2, "“title” is too long or holds signs"),
        ('title = "Our criteria"\n', "", 1, "“title” is missing."),
        ('"Wales"', '"Wails"', 3, "“nation” cannot be “Wails”. Did you mean “Wales”?"),
        ("version = 1", 'version = "1"', 4, "“version” takes a whole number, not “1”."),
        ("version = 1", "version = 0", 4, "“version” is 1 or more"),
        ("version = 1", "version = true", 4, "“version” takes a whole number, not True."),
        ("2026-01-01", '"soon"', 5, "“in_force_from” is a day, written like 2026-11-22."),
        ("2026-01-01", "2026-01-01T00:00:00", 5, "“in_force_from” is a day"),
        ('mark = "seen"', 'mark = "heard"', 6, "“mark” cannot be “heard”. Write one of: seen,"),
        ('mark = "seen"', 'mark = "seen", url = "our web"', 6, "“url” begins with https://."),
        ('mark = "seen" }', 'mark = "seen", page = 3 }', 6, "“page” means nothing here."),
        (
            "version = 1",
            "version = 1\nsupporting_needed = 1",
            5,
            "There are no supporting criteria",
        ),
        (
            "version = 1",
            "version = 1\nversoin = 2",
            5,
            "“versoin” means nothing here. Did you mean",
        ),
        ("[[required]]", "[[requried]]", 8, "“requried” means nothing here. Did you mean “requir"),
        ("[[required]]", "[required]", 8, "“required” takes a list of { … }."),
        (
            "[[required]]",
            "[[supporting]]",
            1,
            "Say how many supporting criteria are needed: 2",
        ),
        ('id = "one"', 'id = "supporting"', 9, "“supporting” is kept for the supporting criteria"),
        ('says = "One"\n', "", 8, "“says” is missing."),
        ('from = "§1"', 'form = "§1"', 11, "“form” means nothing here. Did you mean “from”?"),
        (
            'from = "§1"',
            'from = "§1"\nexample = "yes"',
            12,
            "“example” is true or false, not “yes”.",
        ),
        ('mark = "seen"', 'mark = "recalled"', 8, "“one” is recalled, not seen in its source, so"),
        ('from = "§1"', 'from = "§1"\nmark = "recalled"', 8, "“one” is recalled, not seen"),
    ],
)
def test_a_bad_line(old: str, new: str, line: int, says: str) -> None:
    good = f'{HEAD}{CRITERION}{{ fact = "autism", is = "yes" }}\n'
    assert pack_from_toml(good, "good.toml").id == "ours"
    found = problems_of(good.replace(old, new, 1))
    assert any(at == line and says in problem for at, problem in found), found


def test_all_problems_are_told_at_once_in_the_order_of_the_file() -> None:
    text = HEAD.replace("Wales", "Wails") + CRITERION + "{ }\n" + CRITERION + "{ any = [] }\n"
    with pytest.raises(PackRefused) as refused:
        pack_from_toml(text, "ours.toml")
    begins = "fact, count, total, longest, area, all, any, not, of"
    assert str(refused.value).splitlines() == [
        "ours.toml, line 3: “nation” cannot be “Wails”. Did you mean “Wales”?",
        "ours.toml, line 9: There are two criteria with the id “one”.",
        f"ours.toml, line 12: A condition begins with one of: {begins}.",
        "ours.toml, line 15: There are two criteria with the id “one”.",
        "ours.toml, line 18: “any” is empty.",
    ]


def test_a_problem_deep_inside_names_its_own_line() -> None:
    text = f"""{HEAD}
[[required]]
id = "one"
says = "One"
from = "§1"
when.any = [
    {{ fact = "autism", is = "yes" }},  # a comment with ] and "quotes"
    {{ all = [
        {{ count = "inpatient", more_than = 2 }},
        {{ fact = "violens", is = "yes" }},
    ] }},
]
"""
    assert problems_of(text) == [(16, "“fact” cannot be “violens”. Did you mean “violence”?")]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("id = ", 1),
        ('id = "a"\nid = "b"\n', 2),
        ('id = "a"\n\ntitle = "b', 3),
        ("in_force_from = 2026-02-31\n", 1),
        ("version = 1\n[[required]\n", 2),
    ],
)
def test_what_is_not_toml_is_refused_with_its_line(text: str, line: int) -> None:
    ((found, says),) = problems_of(text)
    assert says.startswith("This is not TOML: ")
    assert "quotation mark" in says, "it says what to look for"
    assert found == line


@pytest.mark.parametrize(
    "text", ["x = " + "[" * 5000, "x = " + "9" * 5000, "a" * 300_000, "", "\x00", "\ufeff"]
)
def test_anything_at_all_is_refused_and_nothing_breaks(text: str) -> None:
    assert problems_of(text)


def test_a_pack_from_a_page_names_the_path() -> None:
    data: Any = pack_as_data(shipped("england-2001"))
    data["required"][2]["when"]["any"][0]["more_than"] = "two"
    with pytest.raises(PackRefused) as refused:
        pack_from_data(data, "draft")
    (problem,) = refused.value.problems
    assert problem.path == ("required", 2, "when", "any", 0, "more_than")
    assert problem.line is None
    assert str(refused.value) == "draft: “more_than” takes a whole number, not “two”."


def test_a_condition_nested_too_deeply_is_refused() -> None:
    data: Any = pack_as_data(shipped("england-2001"))
    when: Any = {"fact": "autism", "is": "yes"}
    for _ in range(500):
        when = {"not": when}
    data["required"][0]["when"] = when
    with pytest.raises(PackRefused, match="nested too deeply"):
        pack_from_data(data, "draft")


def test_a_minimum_larger_than_the_supporting_criteria_is_refused() -> None:
    data = pack_as_data(shipped("england-2001")) | {"supporting_needed": 7}
    with pytest.raises(PackRefused, match="At least 7 of 6 can never be met"):
        pack_from_data(data, "draft")


def test_lines_are_found_whatever_the_way_of_writing() -> None:
    text = '''\
# a = 1
a = """
two lines ] } = "
"""
"b c" = [ # here
  1,
  { d = 'x#y', e.f = [] },
]
[g.h]
i = 2026-01-01
[[j]]
k = 1.5
[[j]]
[j.l]
m = "]"
'''
    found = lines_of(text)
    assert {path: found[path] for path in found if path} == {
        ("a",): 2,
        ("b c",): 5,
        ("b c", 0): 6,
        ("b c", 1): 7,
        ("b c", 1, "d"): 7,
        ("b c", 1, "e"): 7,
        ("b c", 1, "e", "f"): 7,
        ("g", "h"): 9,
        ("g", "h", "i"): 10,
        ("j",): 11,
        ("j", 0): 11,
        ("j", 0, "k"): 12,
        ("j", 1): 13,
        ("j", 1, "l"): 14,
        ("j", 1, "l", "m"): 15,
    }
