"""Names of many origins, with the languages and faiths that may go with them. All mixed by lot."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Origin:
    """Names that go together, and what else may go with them."""

    women_named: str
    men_named: str
    families: str
    ethnicities: str  # codes of the NHS Data Dictionary, the likeliest first
    religions: tuple[str, ...] = ("Christian", "No religion")
    language: str = ""  # beside English
    culture: str = ""

    @cached_property
    def women(self) -> tuple[str, ...]:
        """Given names of women."""
        return tuple(self.women_named.split())

    @cached_property
    def men(self) -> tuple[str, ...]:
        """Given names of men."""
        return tuple(self.men_named.split())

    @cached_property
    def family(self) -> tuple[str, ...]:
        """Family names."""
        return tuple(self.families.replace("\n", " ").split())


BRITISH = Origin(
    "Margaret Susan Karen Julie Donna Tracey Louise Emma Rachel Gemma Kelly Amy Hannah Chloe "
    "Bethany Natalie Joanne Alison Heather Dawn Paula Leanne Stacey Kirsty Abigail Jodie",
    "David Paul Mark Andrew Stephen Darren Lee Craig Gary Shaun Wayne Ryan Daniel Adam Luke "
    "Jack Callum Liam Nathan Kieran Scott Dean Carl Stuart Neil Robert",
    "Hartley Sykes Crowther Barraclough Armitage Ramsden Holroyd Thackray Whitaker Dyson Naylor "
    "Ackroyd Bairstow Clegg Dransfield Earnshaw Fawcett Greenwood Haigh Illingworth Jagger Kaye "
    "Lockwood Mallinson Nettleton Oldroyd Pickles Rushworth Sugden Tordoff Umpleby Varley Wormald "
    "Beaumont Cartwright Dawson Fletcher Gledhill Hobson Ibbotson Jowett Kershaw Lumb Murgatroyd",
    "A",
    ("No religion", "Christian"),
)
WELSH = Origin(
    "Angharad Bronwen Carys Delyth Eirlys Ffion Gwenllian Heledd Lowri Mair Nerys Rhian Siân "
    "Tegwen Cerys Eleri",
    "Aled Bryn Dafydd Emyr Geraint Gwilym Hywel Iestyn Llŷr Meirion Owain Rhodri Siôn Tudur Dylan "
    "Gethin",
    "Bevan Bowen Cadwaladr Ellis Ŵyn-Jones Gethin Gwynne Howells Llewelyn Maddocks Meredith Morgan "
    "Parry Penry Pritchard Prosser Pugh Rees Rhydderch Thomas Tudor Vaughan Watkin",
    "A",
    ("No religion", "Christian"),
    "Welsh",
    "Welsh",
)
IRISH = Origin(
    "Aoife Bríd Ciara Deirdre Gráinne Niamh Oonagh Róisín Sinéad Siobhán Maeve Nuala",
    "Brendan Cathal Colm Declan Diarmuid Eoin Fergal Kevin Niall Oisín Pádraig Seamus",
    "Breathnach Ó_Briain Cullinane Devaney Flaherty Geraghty Hanratty Keane McGuinness McNulty "
    "O'Dowd O'Hara O'Shea Quigley Rafferty Tierney",
    "B",
    ("Christian", "No religion"),
    culture="Irish",
)
CARIBBEAN = Origin(
    "Beverley Claudette Dionne Hyacinth Jacinth Lorna Marcia Natoya Pauline Shanice Shereen "
    "Sonia Tanisha Yvonne Keisha Olivine",
    "Carlton Clive Delroy Desmond Errol Everton Glenroy Jermaine Leroy Lloyd Marlon Nigel Tyrone "
    "Winston Devonte Neville",
    "Blackwood Bogle Campbell Clarke Dacres Facey Gayle Grizzle Hibbert Lindo McIntosh McKenzie "
    "Morrison Nembhard Palmer Pinnock Powell Reid Samuels Stewart Thaxter Walters",
    "MMMD",
    ("Christian", "Christian", "No religion", "Rastafari"),
    culture="Caribbean",
)
WEST_AFRICAN = Origin(
    "Abena Adaeze Adwoa Amara Bukola Chidinma Efua Folasade Ifeoma Ngozi Temitope Yetunde Akosua",
    "Adebayo Babatunde Chinedu Emeka Femi Ikenna Kofi Kwabena Kwame Obinna Olumide Segun Tunde",
    "Abiola Achebe Adeyemi Afolabi Agyeman Amoah Asante Balogun Boateng Chukwu Danso Eze Mensah "
    "Nwosu Obi Ogunleye Okafor Okonkwo Oyelaran Quartey",
    "NNNE",
    ("Christian", "Christian", "Muslim"),
    culture="West African",
)
EAST_AFRICAN = Origin(
    "Amina Ayaan Fadumo Hodan Ifrah Khadra Luul Sahra Selam Senait Zeinab Rahwa",
    "Abdi Abdullahi Bereket Dawit Farah Hassan Isaias Liban Mahad Tewolde Yonas Yusuf",
    "Abdirahman Aden Asfaha Duale Ghebre Hersi Jama Kidane Mehari Nur Omar Roble Tesfaye Warsame",
    "N",
    ("Muslim", "Muslim", "Christian"),
    "Somali",
    "Somali",
)
PAKISTANI = Origin(
    "Aisha Farzana Humaira Iram Kiran Nadia Nasreen Rukhsana Saima Shazia Sumaira Uzma Zara",
    "Adeel Asif Bilal Faisal Haroon Imran Kashif Nadeem Rizwan Sajid Tariq Usman Zahid",
    "Ahmed Akhtar Anwar Aslam Bashir Chaudhry Hussain Iqbal Javed Khan Mahmood Malik Mirza Qureshi "
    "Rafiq Saleem Shah Yaqub",
    "J",
    ("Muslim",),
    "Urdu",
    "Pakistani",
)
GUJARATI = Origin(
    "Alka Bhavna Daksha Hansa Hina Jyoti Kalpana Meena Nisha Priti Rekha Sejal Varsha",
    "Ashok Bharat Chetan Dilip Hitesh Jayesh Ketan Mahesh Nilesh Paresh Rajesh Sanjay Vijay",
    "Bhatt Chauhan Dave Desai Gohil Joshi Lakhani Mehta Mistry Modi Pandya Parmar Patel Rathod "
    "Shah Solanki Thakkar Trivedi",
    "H",
    ("Hindu", "Hindu", "Jain", "Muslim"),
    "Gujarati",
    "Gujarati",
)
PUNJABI = Origin(
    "Amandeep Baljit Gurpreet Harjit Jasvinder Kulwinder Manjit Navdeep Parminder Rajinder "
    "Sukhvinder",
    "Amarjit Balwinder Charanjit Gurdeep Harbhajan Jagtar Kuldip Mandeep Paramjit Satnam Tejinder",
    "Atwal Bains Bassi Cheema Dhaliwal Dhillon Gill Grewal Johal Kang Mann Sahota Sandhu Sangha "
    "Sidhu Virdi",
    "H",
    ("Sikh",),
    "Punjabi",
    "Punjabi",
)
BENGALI = Origin(
    "Anwara Farida Hasina Jahanara Momtaz Nazma Razia Rehana Shirin Taslima",
    "Abdul Azizur Habibur Jamal Kamrul Mizanur Rafiqul Shafiqul Shahin Zakir",
    "Ali Begum Chowdhury Haque Islam Khatun Miah Rahman Sarkar Talukder Uddin",
    "K",
    ("Muslim",),
    "Bengali",
    "Bangladeshi",
)
POLISH = Origin(
    "Agnieszka Bożena Danuta Ewa Grażyna Iwona Katarzyna Małgorzata Renata Wioletta",
    "Andrzej Bogdan Grzegorz Jacek Krzysztof Łukasz Marek Paweł Sławomir Zbigniew",
    "Adamczyk Bielak Dudek Górska Jabłoński Kaczmarek Kowalczyk Lewandowski Mazur Nowak Pawlak "
    "Sikora Wójcik Zając Żak",
    "C",
    ("Christian", "No religion"),
    "Polish",
    "Polish",
)
CHINESE = Origin(
    "Hui Jing Lan Li Mei Ping Qing Wai Xiu Ying",
    "Bo Chun Feng Jian Kwok Lei Ming Tao Wei Zhong",
    "Chan Cheung Ho Kwan Lam Leung Lin Ng Tang Tse Wong Yip Zhang Zhou",
    "R",
    ("No religion", "Buddhist"),
    "Cantonese",
    "Chinese",
)
KURDISH = Origin(
    "Avin Dilan Gulistan Hêlîn Nazdar Rojin Shilan Zilan Leila Parisa",
    "Azad Dara Hiwa Karwan Rebin Rezan Sherko Soran Farhad Behrouz",
    "Aziz Barzani Hama Jaff Karimi Moradi Qadir Rashid Rostami Salih Tahmasebi",
    "S",
    ("Muslim", "No religion"),
    "Kurdish",
    "Kurdish",
)
ARAB = Origin(
    "Amal Fatma Hanan Iman Latifa Maha Nawal Rasha Samira Widad",
    "Ahmad Bassam Fuad Ghassan Idris Khalil Mahdi Nabil Salim Walid",
    "Abbas Bakri Darwish Fadel Ghanem Haddad Khoury Mansour Nasser Saleh Taha Zubaidi",
    "S",
    ("Muslim", "Muslim", "Christian"),
    "Arabic",
    "Arab",
)


def spelled(name: str) -> str:
    """Return a name as written; an underscore stands for a space inside one name."""
    return name.replace("_", " ")


# Sober weights, nearer to whom such teams serve than to the census of each city. The Birmingham
# team serves 36% African-Caribbean people, as the sample of the REACT trial did.
CITIES: dict[str, dict[Origin, float]] = {
    "Leeds": {
        BRITISH: 58, CARIBBEAN: 10, PAKISTANI: 7, IRISH: 5, WEST_AFRICAN: 5, PUNJABI: 3, POLISH: 3,
        EAST_AFRICAN: 3, KURDISH: 2, CHINESE: 1, ARAB: 2, WELSH: 1,
    },
    "Leicester": {
        BRITISH: 40, GUJARATI: 22, PUNJABI: 6, CARIBBEAN: 8, EAST_AFRICAN: 6, POLISH: 4, IRISH: 3,
        PAKISTANI: 4, BENGALI: 3, WEST_AFRICAN: 3, ARAB: 1,
    },
    "Birmingham": {
        CARIBBEAN: 36, BRITISH: 27, PAKISTANI: 13, PUNJABI: 7, IRISH: 5, WEST_AFRICAN: 4,
        BENGALI: 3, EAST_AFRICAN: 2, ARAB: 2, CHINESE: 1,
    },
    "Cardiff": {
        BRITISH: 40, WELSH: 33, EAST_AFRICAN: 7, CARIBBEAN: 4, ARAB: 4, BENGALI: 3, IRISH: 3,
        PAKISTANI: 2, POLISH: 2, KURDISH: 2,
    },
}  # fmt: skip
