"""Whatever is typed into a briefing comes out of every printed form of it: whole, in order, and as text."""

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from media.pdf.briefing import typeset_briefing
from media.pdf.glyphs import drawable_text
from media.pdf.large_print import typeset_large_print
from media.pdf.poster import typeset_poster
from media.sheets.briefing import BriefingPanel, BriefingSheet
from tests.media.pdf.read_aloud import languages, read_aloud
from tests.media.pdf.reading import ua_findings

FORMS = {"two pages": typeset_briefing, "poster": typeset_poster, "large print": typeset_large_print}
WORDS = (
    "Maya ate",
    "Zażółć gęślą jaźń",
    "Ребёнок боится",
    "Το παιδί φοβάται",
    "قال الطفل",
    "ہر بچے کی آواز ٹ ڈ ڑ ں ے ہ ھ",
    "שלום",
    "শিশুটি ভয় পায় ক্ষ্ম",
    "बच्चे ने कहा",
    "ਬੱਚੇ ਨੇ ਕਿਹਾ",
    "બાળકે કહ્યું",
    "குழந்தை கூறியது",
    "Tiếng Việt",
    "😀 👨\u200d👩\u200d👧 🇬🇧 ❤️",
    "(2025) 50%",
    '#read("/etc/passwd") #panic() $x$ *b* _i_ `c` = h <l> @ref \\ // /* "',
    "{{ x }} <script>alert(1)</script>",
    "\x00\x07\u202e\u2066",
    "y" * 60,
)
typed = st.one_of(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join),
    st.text(min_size=1, max_size=60),
    st.text(
        alphabet="aé(1 \u0301\u0627\u0679\u064b\u05d0\u0995\u09cd\u09bf\u0e33\u1ebf\u200d", min_size=1, max_size=30
    ),
)


def letters(*texts: str) -> str:
    """The texts as they can be printed, without the blanks between words, which a line may end with."""
    joined = "".join("".join(drawable_text(text).replace("\u200b", "").split()) for text in texts)
    return unicodedata.normalize("NFC", joined)


def a_briefing_of(title: str, heading: str, text: str, question: str) -> BriefingSheet:
    blocks = [
        {"kind": "p", "runs": [{"text": text}, {"text": question, "bold": True}]},
        {"kind": "ul", "items": [[{"text": question}], [{"text": text, "italic": True}]]},
    ]
    return BriefingSheet(
        title=f"T{title}",
        panels=[BriefingPanel(heading=f"H{heading}", blocks=blocks, facilitator_note="For the leader alone")],
        standing_questions=[f"Q{question}"],
        used_address="https://exampleshire.example/used/",
    )


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@settings(max_examples=25, deadline=None)
@given(typed, typed, typed, typed)
@example("ما Maya", "বাংলা", "He said قال الطفل (2025) and left. ", "ڈڑ")
@example("قال الطفل (2025) 50% (2025) 50%", "0", ":\u07e8", "قال الطفل")
@example("a", "A\x1f\u0300", "0..0", "A\u200d\u0300")
@example("a", "b", "x\u09be \u0301 a\u0e34 \u0915\u0308", "1\n2\r\n\r\n3\t4\u2028")
def test_any_text_comes_out_whole_and_in_order(form, title, heading, text, question):
    read = letters(*read_aloud(form(a_briefing_of(title, heading, text, question))))

    assert letters(f"T{title}") in read
    panel = [f"H{heading}", text, question, "•", question, "•", text]
    assert letters("1", *panel, "Questions for your team", "1.", f"Q{question}") in read


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("word", WORDS)
def test_every_script_passes_the_check_of_pdf_ua(form, word, tmp_path):
    assert ua_findings(form(a_briefing_of(word, word, word, word)), tmp_path) == []


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_notes_for_whoever_leads_it_are_not_printed(form):
    assert "leader" not in " ".join(read_aloud(form(a_briefing_of("a", "b", "c", "d"))))


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_writing_from_elsewhere_says_its_language(form):
    said = languages(form(a_briefing_of("a", "ہر بچے", "শিশুটি", "קול")))

    assert {("Hہر بچے"[1:], "ur"), ("শিশুটি", "bn")} <= {(text.removeprefix("H"), language) for text, language in said}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_the_same_briefing_in_another_script_gives_the_same_bytes(form):
    sheet = a_briefing_of("ما Maya", "বাংলা", "قال الطفل", "Tiếng")

    assert form(sheet) == form(sheet)
