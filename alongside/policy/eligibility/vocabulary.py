"""The closed vocabulary: every fact that a criterion may test, as a referrer is asked for it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from alongside.policy.eligibility.asking import Asking
from alongside.policy.eligibility.choices import (
    AGREEING,
    DIAGNOSES,
    DOCUMENTS,
    FRAMEWORKS,
    NO_DIAGNOSIS,
    OFFENDING,
    SOCIAL_NEEDS,
)
from alongside.policy.eligibility.kinds import FactKind, FactType, Group
from alongside.policy.eligibility.referring import REFERRERS

person = Asking(Group.PERSON)
illness = Asking(Group.ILLNESS)
hospital = Asking(Group.HOSPITAL)
engagement = Asking(Group.ENGAGEMENT)
needs = Asking(Group.NEEDS)
substances = Asking(Group.SUBSTANCE_USE)
framework = Asking(Group.FRAMEWORK)
documents = Asking(Group.DOCUMENTS)

_PERSON = (
    person.fact(
        FactType.DAY,
        "born_on",
        "Date of birth",
        "What is their date of birth?",
        note="For example, 27 3 1984",
    ),
    FactKind(
        "age",
        FactType.NUMBER,
        "Age in years",
        "What is their date of birth?",
        group=Group.PERSON,
        derived_from="born_on",
    ),
    person.fact(
        FactType.AREA,
        "registered_area",
        "Postcode of the GP practice",
        "What is the postcode of the GP practice they are registered with?",
        note="The first half is enough",
    ),
    person.fact(
        FactType.AREA,
        "residence_area",
        "Postcode where they live",
        "What is the postcode where they live, or stay most often?",
        note="The first half is enough. If they move about, where are they found most often?",
    ),
    person.yes_no(
        "homeless",
        "Homeless",
        "Are they homeless at the moment?",
        note="On the street, in a shelter, or staying with others for want of a home",
    ),
    person.yes_no(
        "unstable_accommodation",
        "Home not secure",
        "Is their home insecure, or could they lose it?",
    ),
    person.yes_no(
        "learning_disability", "Learning disability", "Do they have a learning disability?"
    ),
    person.yes_no("autism", "Autism", "Are they autistic?"),
    person.fact(
        FactType.NUMBER,
        "moves_in_two_years",
        "Moves of home in two years",
        "How many times have they moved, or lost a place to stay, in the past two years?",
    ),
)

_ILLNESS = (
    illness.one_of(
        "primary_diagnosis",
        "Primary diagnosis",
        "What is their primary mental health diagnosis?",
        choices=DIAGNOSES | NO_DIAGNOSIS,
        note="Leave this open if nobody has made a diagnosis yet",
    ),
    illness.any_of(
        "secondary_diagnoses",
        "Other diagnoses",
        "What other mental health diagnoses do they have?",
        choices=DIAGNOSES,
    ),
    illness.yes_no(
        "presents_with_psychosis",
        "Experiences of psychosis",
        "Do they have experiences of psychosis, with or without a diagnosis?",
    ),
    illness.yes_no(
        "paranoia",
        "Experiences of paranoia",
        "Do they often feel watched, followed or threatened as part of their illness?",
    ),
    illness.yes_no(
        "severe_and_persistent",
        "Severe and persistent illness",
        "Is the mental illness severe, and has it lasted or kept returning?",
    ),
    illness.yes_no(
        "high_disability",
        "Large effect on everyday life",
        "Does the illness make everyday life very hard?",
    ),
    illness.yes_no(
        "relapsing", "Relapsing illness", "Does the illness come back after times of being better?"
    ),
    illness.yes_no(
        "severe_frequent_relapse",
        "Severe and frequent relapse",
        "Are relapses both severe and frequent?",
    ),
    illness.yes_no(
        "relapse_brings_harm",
        "Harm when unwell again",
        "Has harm come to them or to others when they became unwell again?",
    ),
    illness.fact(
        FactType.DAY,
        "first_psychosis_on",
        "First psychosis",
        "When did psychosis first show?",
        note="The month is enough: give its first day",
    ),
    illness.yes_no(
        "poor_response",
        "Treatment has helped too little",
        "Has treatment so far helped too little?",
    ),
    illness.yes_no(
        "poor_adherence",
        "Treatment often not taken",
        "Is medication or other treatment often not taken, so that their mental health suffers?",
    ),
    illness.yes_no(
        "treatment_hard_to_accept",
        "Usual treatment hard to accept",
        "Do they find usual treatment or monitoring hard to accept, or does it not work for them?",
    ),
)

_HOSPITAL = (
    hospital.fact(
        FactType.SPELLS,
        "inpatient_spells",
        "Stays in hospital",
        "When were they in a mental health hospital?",
        note="Each stay with its first and last day, whether they were detained under the Mental "
        "Health Act, and whether it was planned. Say so if there were none",
    ),
    hospital.fact(
        FactType.SPELLS,
        "crisis_spells",
        "Time with the crisis team",
        "When were they with a crisis or home treatment team?",
        note="Each time with its first and last day. Say so if there were none",
    ),
    hospital.yes_no(
        "mha_intervention_possible",
        "Mental Health Act may be needed",
        "May the Mental Health Act have to be used?",
    ),
)

_ENGAGEMENT = (
    engagement.yes_no(
        "contact_difficulty",
        "Contact hard to keep",
        "Is lasting contact, agreed with them, hard to keep?",
    ),
    engagement.yes_no(
        "needs_assertive_follow_up",
        "Needs assertive follow-up",
        "Does keeping up treatment need persistent, active follow-up?",
    ),
    engagement.yes_no(
        "contact_often_broken_off",
        "Contact often broken off",
        "Has contact with services been broken off again and again?",
    ),
    engagement.fact(
        FactType.NUMBER,
        "missed_contacts_in_six_months",
        "Visits and appointments missed in six months",
        "How many agreed visits or appointments were missed in the past six months?",
    ),
    engagement.fact(
        FactType.DAY,
        "last_seen_on",
        "Last seen by a mental health worker",
        "When did a mental health worker last see them?",
    ),
    engagement.yes_no(
        "trauma_from_services",
        "Hurt by services before",
        "Have services, or the justice system, been a traumatic experience for them?",
    ),
    engagement.yes_no(
        "family_concern",
        "Family or others are worried",
        "Have family, friends or others said that they are worried?",
    ),
    engagement.yes_no(
        "identified_by_outreach",
        "Identified by assertive outreach",
        "Has the assertive outreach team identified them for this work?",
    ),
)

_NEEDS = (
    needs.yes_no(
        "multiple_complex_needs",
        "Several complex needs",
        "Do they have several complex needs at the same time?",
    ),
    needs.yes_no(
        "social_disability",
        "Social life much affected",
        "Is their social life much affected, whatever the diagnosis?",
    ),
    needs.any_of(
        "social_needs",
        "Social needs",
        "With which of these do they need help?",
        choices=SOCIAL_NEEDS,
    ),
    needs.yes_no(
        "complex_social_needs",
        "Complex social needs",
        "Are their social needs complex, or their days without any settled pattern?",
    ),
    needs.yes_no(
        "self_harm",
        "Continuing risk of self-harm",
        "Is there a serious and continuing risk that they harm themselves?",
    ),
    needs.yes_no(
        "self_neglect",
        "Not able to look after themselves",
        "Is their health or safety in danger because they do not look after themselves?",
    ),
    needs.yes_no(
        "risk_to_others",
        "Serious risk to others",
        "Is there a serious risk that others come to harm?",
    ),
    needs.yes_no(
        "violence", "Violence in the past", "Has there been violence towards others in the past?"
    ),
    needs.one_of("offending", "Offences", "Have there been offences?", choices=OFFENDING),
)

_SUBSTANCE_USE = (
    substances.yes_no(
        "drug_use", "Uses drugs", "Do they use drugs?", note="Any drug, taken in any way"
    ),
    substances.yes_no(
        "substance_problem",
        "Problems with drugs or alcohol",
        "Do drugs or alcohol cause problems beside the mental illness?",
    ),
    substances.yes_no(
        "drug_harm", "Likely harm from drugs", "Is serious harm from drug use likely?"
    ),
    substances.yes_no(
        "drug_service_difficulty",
        "Drug services hard to use or stay with",
        "Are drug services not reaching them, or hard for them to stay with?",
    ),
)

_FRAMEWORK = (
    framework.one_of(
        "referrer",
        "Who refers",
        "Who is making this referral?",
        choices={referrer.value: words for referrer, words in REFERRERS.items()},
    ),
    framework.one_of(
        "framework",
        "Care framework",
        "Under which framework is their care co-ordinated now?",
        choices=FRAMEWORKS,
    ),
    framework.any_of("agreed_by", "Agreed by", "Who agrees with this referral?", choices=AGREEING),
    framework.yes_no(
        "consent_to_referral",
        "Person consents to the referral",
        "Has the person consented to this referral?",
    ),
    framework.yes_no(
        "consent_to_share",
        "Person consents to sharing with partners",
        "Has the person consented to information going to partner services?",
        note="Spoken consent counts; write down who took it and when",
    ),
)

_DOCUMENTS = (
    documents.any_of(
        "documents",
        "Documents enclosed",
        "Which documents come with this referral?",
        choices=DOCUMENTS,
    ),
    documents.fact(
        FactType.DAY,
        "care_plan_on",
        "Date of the care plan",
        "When was the care plan last reviewed?",
    ),
    documents.fact(
        FactType.DAY,
        "risk_assessment_on",
        "Date of the risk assessment",
        "When was the risk assessment last reviewed?",
    ),
)

VOCABULARY: Mapping[str, FactKind] = MappingProxyType(
    {
        kind.id: kind
        for group in (
            _PERSON,
            _ILLNESS,
            _HOSPITAL,
            _ENGAGEMENT,
            _NEEDS,
            _SUBSTANCE_USE,
            _FRAMEWORK,
            _DOCUMENTS,
        )
        for kind in group
    }
)


def asked() -> tuple[FactKind, ...]:
    """Return the facts that a form asks for, in the order of its groups; derived ones are not."""
    return tuple(kind for kind in VOCABULARY.values() if not kind.derived_from)
