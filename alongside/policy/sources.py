"""The documents that the rules come from, by paragraph, with how well each is known."""

from __future__ import annotations

from alongside.kernel.rules import Mark, Source

# The five documents that describe the service.
_WALES = "Welsh guidance on assertive outreach (2007)"
WALES_1 = Source(_WALES, "§1 Introduction")
WALES_2 = Source(_WALES, "§2 Purpose")
WALES_3 = Source(_WALES, "§3 Characteristics of the service user group")
WALES_4_1 = Source(_WALES, "§4.1 Aims")
WALES_4_2 = Source(_WALES, "§4.2 Benefits")
WALES_5 = Source(_WALES, "§5 Assertive outreach model")

_RETHINK = "Rethink Mental Illness, Assertive Outreach factsheet (2013)"
RETHINK_1 = Source(_RETHINK, "section 1")
RETHINK_2 = Source(_RETHINK, "section 2")
RETHINK_3 = Source(_RETHINK, "section 3")
RETHINK_4 = Source(_RETHINK, "section 4")
RETHINK_5 = Source(_RETHINK, "section 5")
RETHINK_6 = Source(_RETHINK, "section 6")
RETHINK_7 = Source(_RETHINK, "section 7")
RETHINK_8 = Source(_RETHINK, "section 8")
RETHINK_9 = Source(_RETHINK, "section 9")

_LEICESTERSHIRE = "Leicestershire assertive outreach service page"
LEICESTERSHIRE_SERVICE = Source(_LEICESTERSHIRE, "the service")
LEICESTERSHIRE_CRITERIA = Source(_LEICESTERSHIRE, "referral criteria")
LEICESTERSHIRE_EXCLUSIONS = Source(_LEICESTERSHIRE, "criteria exclusion")
LEICESTERSHIRE_ACCESS = Source(_LEICESTERSHIRE, "how to access this service")

_LEEDS = "Leeds dual diagnosis joint working protocol (amended 2012)"
LEEDS_1 = Source(_LEEDS, "§1 Background")
LEEDS_2 = Source(_LEEDS, "§2 Partner services")
LEEDS_3 = Source(_LEEDS, "§3 Target group")
LEEDS_4 = Source(_LEEDS, "§4 Aims")
LEEDS_5 = Source(_LEEDS, "§5 How it will work")
LEEDS_6 = Source(_LEEDS, "§6 Confidentiality and information sharing")

OTNEWS = Source(
    "OTnews, September 2025", "p. 24: occupational therapists of Birmingham and Solihull"
)

# NHS England, inquiries and guidance of today.
NHSE_2024 = Source(
    "NHS England, Guidance to integrated care boards on intensive and assertive community "
    "mental health care (2024)",
    "introduction",
    url="https://www.england.nhs.uk/long-read/guidance-to-integrated-care-boards-on-intensive-and-assertive-community-mental-health-care/",
)
NHSE_2024_BODY = Source(NHSE_2024.title, "body", Mark.RECALLED, NHSE_2024.url)
PRN01524 = Source(
    "NHS England, ICB review of intensive and assertive community treatment, PRN01524 (2024)",
    url="https://england.nhs.uk/long-read/icb-review-of-intensive-and-assertive-community-treatment-for-people-with-severe-mental-health-problems",
)
CQC_2024 = Source(
    "CQC, special review of Nottinghamshire Healthcare, part 2 (2024)", "summary of findings"
)
THEEMIS = Source("Theemis, independent mental health homicide review (2025)", "summary")
NOTTINGHAM_INQUIRY = Source("Nottingham statutory inquiry (2026)", "summary of hearings")
GREATER_MANCHESTER_REVIEW = Source(
    "Greater Manchester ICB, review of assertive outreach, FOI 2025/1496 (2025)", "findings"
)
CPA_POSITION = Source(
    "NHS England, position statement on the Care Programme Approach (2022)",
    "as carried into trust policies",
)
CPA_1999 = Source(
    "Department of Health, Effective care co-ordination in mental health services (1999)",
    "standard and enhanced levels",
    Mark.RECALLED,
)
DH_2001 = Source(
    "Department of Health, Mental Health Policy Implementation Guide (2001)",
    "assertive outreach",
    Mark.RECALLED,
)
STAYING_SAFE = Source("NHS England, Staying safe from suicide (2025)")
NICE_NG225 = Source("NICE, Self-harm: assessment, management and preventing recurrence, NG225")
RCPSYCH_URGENCY = Source(
    "Royal College of Psychiatrists, response to the CQC special review (2024)",
    "very urgent and urgent",
)
RIGHT_CARE_RIGHT_PERSON = Source(
    "Right Care Right Person, as told by Black Country Healthcare and Mersey Care",
    "threshold for a police response",
    url="https://staffzone.blackcountryhealthcare.nhs.uk/help-advice/right-care-right-person",
)
RDASH_DISENGAGEMENT = Source(
    "Rotherham Doncaster and South Humber, disengagement policy", "intervals and steps"
)
RDASH_CONFIDENTIALITY_AUDIT = Source(
    "Rotherham Doncaster and South Humber, confidentiality audit procedure",
    "section 2, a legitimate working relationship or business need",
    url="https://www.rdash.nhs.uk/24098/confidentiality-audit-procedure/",
)
NO_ACCESS_PROTOCOLS = Source(
    "No-access protocols of Gloucestershire County Council and of Lambeth (2024)", "steps"
)
HOME_TREATMENT_ZONES = Source("Zoning as used in UK home treatment teams", "teaching slides")
FACT_BOARD = Source(
    "Flexible assertive community treatment", "reasons for the digital board", Mark.RECALLED
)
_DACTS = "SAMHSA, ACT: Evaluating Your Program, fidelity scale, SMA-08-4344 (2008)"
DACTS_TEAM_APPROACH = Source(_DACTS, "item H2, team approach")
DACTS_MEETING = Source(_DACTS, "item H3, programme meeting")
DACTS_LIVED_EXPERIENCE = Source(_DACTS, "item S10, people with lived experience", Mark.RECALLED)

# Law of Wales.
MEASURE_2010_PART_2 = Source(
    "Mental Health (Wales) Measure 2010",
    "Part 2, note on appointing care co-ordinators",
)
MEASURE_2010_S18 = Source(
    "Mental Health (Wales) Measure 2010",
    "section 18",
    url="https://www.legislation.gov.uk/mwa/2010/7/section/18",
)
SI_2011_2942_AREAS = Source("SI 2011/2942 (W.318), in force 6 June 2012", "form of the plan")
SI_2011_2942_REVIEW = Source(
    "SI 2011/2942 (W.318), in force 6 June 2012", "review of the plan", Mark.RECALLED
)
MEASURE_2010_PART_2_CODE = Source(
    "Code of practice to Parts 2 and 3 of the Measure (2012)", "time to a plan", Mark.RECALLED
)
SI_2011_2500 = Source("SI 2011/2500 (W.272)", "Part 3 of the Measure, former users", Mark.RECALLED)

LLAIS_ADVOCACY = Source(
    "Llais, complaints advocacy guide",
    "your right to complaints advocacy",
    url="https://www.llaiswales.org/have-your-say/raising-concern-about-health-and-social-care-services/llais-complaints-advocacy-guide",
)
PUTTING_THINGS_RIGHT = Source(
    "SI 2011/704 (W.108), NHS concerns, complaints and redress in Wales",
    "Putting Things Right; a change was under way in 2024",
    Mark.RECALLED,
)

# What people have a right to.
COMPLAINTS_2009 = Source(
    "SI 2009/309, local authority social services and NHS complaints (England)",
    "regulation 14",
    Mark.RECALLED,
)
ICO_ACCESS = Source(
    "Information Commissioner, guidance on the right of access",
    "how long there is; health data",
    url="https://ico.org.uk/for-organisations/uk-gdpr-guidance-and-resources/individual-rights/right-of-access/health-data",
)
DPA_204 = Source(
    "Data Protection Act 2018",
    "section 204, who is a health professional",
    url="https://www.legislation.gov.uk/ukpga/2018/12/section/204",
)
RECORDS_CODE_2021 = Source(
    "Records Management Code of Practice 2021 (updated August 2023)",
    "mental health records of adults",
)

# National data.
MHSDS_V6 = Source("Mental Health Services Data Set, version 6", "national codes")
MHSDS_METRICS = Source("NHS England, mental health monthly statistics", "published logic")
UK_CORE = Source("FHIR UK Core (June 2025)", "code systems")


def derived(reason: str) -> Source:
    """Return the source of a rule that we reasoned out ourselves, with the reason."""
    return Source("Derived for Alongside", reason, Mark.DERIVED)


BY_NAME: dict[str, Source] = {
    name: source for name, source in list(globals().items()) if isinstance(source, Source)
}

# Of the rules about what anybody must say before something of theirs can go on.
TO_BE_ANSWERED = derived("without it nobody can answer, decide, or know whom to turn to")
