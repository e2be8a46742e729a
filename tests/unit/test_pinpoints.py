"""Pinpoints in Korean: read whole by one grammar, or left whole."""

import pytest

from build_scripts.pinpoints import ALSO, pinpoint_in

LAWS = (
    ("Capital Markets Act", "자본시장법"),
    ("Credit Finance Decree", "여신전문금융업법 시행령"),
    ("Electronic Financial Transactions Act", "전자금융거래법"),
    ("Electronic Securities Act", "전자증권법"),
    ("Financial Innovation Act", "금융혁신지원특별법"),
    ("Foreign Exchange Act", "외국환거래법"),
    ("Fund-Raising Act", "유사수신행위법"),
    ("Income Tax Act", "소득세법"),
    ("Inheritance Tax Decree", "상속세 및 증여세법 시행령"),
    ("International Tax Act", "국제조세조정법"),
    ("KoFIU reporting regulation", "특금법 감독규정"),
    ("Local Tax Act", "지방세법"),
    ("Network Act", "정보통신망법"),
    ("Network Decree", "정보통신망법 시행령"),
    ("Public Service Ethics Act", "공직자윤리법"),
    ("Regional Zones Act", "지역특구법"),
    ("Reporting Act", "특정금융정보법"),
    ("Reporting Decree", "특정금융정보법 시행령"),
    ("Tax Collection Act", "국세징수법"),
    ("Telecom Fraud Act", "통신사기피해환급법"),
    ("User Protection Act", "가상자산이용자보호법"),
    ("User Protection Decree", "가상자산이용자보호법 시행령"),
    ("User Protection regulation", "가상자산업감독규정"),
    ("Venture Decree", "벤처기업법 시행령"),
)


def said(text: str, code: str = "ko") -> str:
    return pinpoint_in(text, code, LAWS)


KOREAN = {
    "Article 12": "제12조",
    "Supreme Court 2018Do3619": "대법원 2018도3619",
    "FSC Notice of 10 July 2024": "금융위원회 고시(2024. 7. 10.)",
    "FSC Notice No. 2025-10": "금융위원회 고시 제2025-10호",
    "KoFIU Notice No. 2024-1": "금융정보분석원 고시 제2024-1호",
    "Notice No. 2022-46": "고시 제2022-46호",
    "Annexes 2, 4 and 5; Addenda No. 2025-10, Articles 1 and 2": (
        "별표 2, 별표 4 및 별표 5; 부칙 제2025-10호 제1조 및 제2조"
    ),
    "Article 7(3)2": "제7조제3항제2호",
    "Article 7(1)1-2": "제7조제1항제1호의2",
    "Article 10-20, item 5(a)": "제10조의20제5호가목",
    "Article 10-20 items 7 and 8; Addenda No. 36592": "제10조의20제7호 및 제8호; 부칙 제36592호",
    "Article 10-10 item 1; Addenda No. 36592": "제10조의10제1호; 부칙 제36592호",
    "Article 5-2(1)3(e)2)": "제5조의2제1항제3호마목2)",
    "Article 6(3) and (4)": "제6조제3항 및 제4항",
    "Article 7(1), (3) and (4); Article 17(1)": "제7조제1항, 제3항 및 제4항; 제17조제1항",
    "Article 7(1) to (3)": "제7조제1항부터 제3항까지",
    "Articles 1 to 3": "제1조부터 제3조까지",
    "Articles 6 to 8 and 17": "제6조부터 제8조까지 및 제17조",
    "Articles 64-3(2) and 84, item 3": "제64조의3제2항 및 제84조제3호",
    "Article 10-12(3)2 (then paragraph 2)": "제10조의12제3항제2호(당시 제2항)",
    "Article 2-4 and Annex 1": "제2조의4 및 별표 1",
    "Annex 1": "별표 1",
    "Addenda No. 17113, Article 1": "부칙 제17113호 제1조",
    "Addenda No. 34363, Article 1 item 2": "부칙 제34363호 제1조제2호",
    "Act No. 19563": "법률 제19563호",
    "Question 2": "질의응답 2번",
    "Decree No. 36592": "대통령령 제36592호",
    "Addenda No. 17757, Article 1, item 2, and Article 5(1), as amended by Act No. 18578": (
        "부칙 제17757호 제1조제2호 및 제5조제1항, 법률 제18578호로 개정"
    ),
    "Addenda No. 17757, Article 1, item 2, and Article 5(1)": (
        "부칙 제17757호 제1조제2호 및 제5조제1항"
    ),
    "Reporting Act, Articles 5-3 and 6(3)": "특정금융정보법 제5조의3 및 제6조제3항",
    "Adjustment of International Taxes Act, Article 90(1); decree, Article 147(1)1": (
        "국제조세조정법 제90조제1항; 시행령 제147조제1항제1호"
    ),
    "Regulation, Article 28": "감독규정 제28조",
    "Case 2017Hun-Ma1384": "2017헌마1384",
    "Section 2, item 1": "2절 1번",
    "page 3": "3면",
    "pages 3 and 5": "3면 및 5면",
    "table 2": "표 2",
}

ITEMS_WITHOUT_A_PARAGRAPH = {
    "Article 2(1)(n)": "제2조제1호하목",
    "Article 2(14) and (15)": "제2조제14호 및 제15호",
    "Articles 2(3-2) and 23-2": "제2조제3호의2 및 제23조의2",
    "Articles 52(1)(b), 52(2)(d) and 53(1)": "제52조제1호나목, 제52조제2호라목 및 제53조제1항",
    "Article 2(1)3": "제2조제1항제3호",
    "Addenda No. 19563, Articles 1 and 2(8)": "부칙 제19563호 제1조 및 제2조제8항",
    "Addenda No. 19563, Article 2(8); Article 2(1)": "부칙 제19563호 제2조제8항; 제2조제1호",
}

UNKNOWN = [
    "",
    "page iv",
    "pages 3-4",
    "second paragraph",
    "Article",
    "Article 7 and",
    "Article 7(3)2x",
    "Article 7(3)(4)",
    "Article 7(a)",
    "Article 7(3-2)5",
    "Article (3)",
    "Article 7(q)",
    "Article 7; see also the preamble",
    "Article 7; ",
    "BOK Notice No. 2024-1",
    "Articles 1 to 3 to 5",
    "Article 10 item 2 and 12",
    "Article 7, and",
    "Annex 1, item 2",
    "Reporting Act Article 7",
    "Reporting Act, 7",
    "Unheard-of Act, Article 7",
    "item 2",
    "Case 2017Da1384",
    " Article 7",
]


@pytest.mark.parametrize(("english", "korean"), KOREAN.items())
def test_says_a_pinpoint_in_korean(english: str, korean: str):
    assert said(english) == korean


@pytest.mark.parametrize(("english", "korean"), [*LAWS, *ALSO.items()])
def test_names_a_law_by_its_korean_abbreviation(english: str, korean: str):
    assert said(f"{english}, Article 28") == f"{korean} 제28조"


@pytest.mark.parametrize(("english", "korean"), ITEMS_WITHOUT_A_PARAGRAPH.items())
def test_tells_an_item_from_a_paragraph(english: str, korean: str):
    assert said(english) == korean


@pytest.mark.parametrize("text", UNKNOWN)
def test_leaves_what_it_does_not_know_whole(text: str):
    assert said(text) == text


def test_leaves_english_as_it_is():
    assert said("Article 7(3)2", "en") == "Article 7(3)2"


def test_refuses_a_third_language():
    with pytest.raises(ValueError, match="'fr'"):
        said("Article 7", "fr")
