"""The answers that facts with a closed list may have: id, and words as people read them."""

from __future__ import annotations

PSYCHOTIC_DIAGNOSES = {
    "schizophrenia": "Schizophrenia",
    "schizoaffective": "Schizoaffective disorder",
    "delusional_disorder": "Delusional disorder",
    "bipolar_with_psychosis": "Bipolar disorder with psychosis",
    "psychotic_depression": "Depression with psychosis",
    "other_psychosis": "Another psychotic disorder",
}
DIAGNOSES = PSYCHOTIC_DIAGNOSES | {
    "bipolar": "Bipolar disorder without psychosis",
    "depression": "Depression without psychosis",
    "anxiety": "Anxiety, obsessive-compulsive or trauma-related disorder",
    "eating_disorder": "Eating disorder",
    "personality_disorder": "Personality disorder",
    "substance_use_disorder": "Substance use disorder",
    "neurodevelopmental": "Neurodevelopmental condition, such as autism or ADHD",
    "organic": "Organic condition, such as dementia or brain injury",
    "other": "Another mental health condition",
}
# Several answers under one name, for criteria.
FAMILIES = {
    "any_psychosis": frozenset(PSYCHOTIC_DIAGNOSES),
    "any_mental_illness": frozenset(
        DIAGNOSES.keys() - {"substance_use_disorder", "neurodevelopmental", "organic"}
    ),
}
NO_DIAGNOSIS = {"none": "No mental health condition"}
FRAMEWORKS = {
    "enhanced_cpa": "Care Programme Approach, enhanced",
    "standard_cpa": "Care Programme Approach, standard",
    "care_and_treatment_plan": "Care and Treatment Plan (Wales)",
    "key_worker": "Key worker under the community mental health framework",
    "none": "None of these",
}
OFFENDING = {"none": "None known", "some": "Some", "persistent": "Repeated, over a long time"}
AGREEING = {
    "person": "The person",
    "care_coordinator": "Care co-ordinator or key worker",
    "consultant": "Consultant psychiatrist",
    "team_manager": "Manager of the referring team",
    "gp": "GP",
    "carer": "Carer or family",
}
SOCIAL_NEEDS = {
    "housing": "Housing",
    "money": "Money or debt",
    "daily_living": "Looking after themselves and their home",
    "isolation": "Being isolated",
    "safety": "Being harmed or exploited by others",
    "work": "Work, learning or how the day is spent",
    "children": "Care of children or other dependants",
    "legal": "Immigration, courts or other legal matters",
}
DOCUMENTS = {
    "core_assessment": "Core or inter-agency assessment",
    "care_plan": "Current care plan",
    "risk_assessment": "Full risk assessment",
    "contingency_plan": "Crisis or contingency plan",
    "relapse_plan": "Relapse prevention plan",
    "history": "Summary of psychiatric history",
    "medication_record": "Current medication",
    "physical_health_check": "Latest physical health check",
    "carers_assessment": "Carer’s assessment",
}
