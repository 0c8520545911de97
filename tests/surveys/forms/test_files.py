"""Which files a company may attach: by the ending of the name, and by what they begin with."""

import pytest

from surveys.forms.files import BEGINNING, KINDS, MOST_BYTES, check_file, file_name
from surveys.forms.mistakes import Mistake
from surveys.questionnaire import QuestionType
from tests.every_type import A_FILE
from tests.surveys.forms.pages import FILES, drawn, form, messages, question, sent, text_of

Q = QuestionType
ZIP = b"PK\x03\x04 and more"


@pytest.mark.parametrize(
    ("name", "beginning"),
    [
        ("계획.pdf", b"%PDF-1.7"),
        ("계획.PDF", b"%PDF-1.4"),
        ("계획.hwp", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("옛 계획.hwp", b"HWP Document File V3.00"),
        ("계획.hwpx", ZIP),
        ("a.docx", ZIP),
        ("a.xlsx", ZIP),
        ("a.pptx", ZIP),
        ("a.zip", ZIP),
        ("empty.zip", b"PK\x05\x06"),
        ("a.png", b"\x89PNG\r\n\x1a\n"),
        ("a.jpg", b"\xff\xd8\xff\xe0"),
        ("a.jpeg", b"\xff\xd8\xff\xe1"),
        ("a.csv", "직무,인원\n".encode()),
        ("a.csv", "직무,인원\n".encode("cp949")),
        ("a.txt", "\ufeff직무".encode("utf-16")),
        ("a.txt", b"plain"),
    ],
)
def test_these_are_taken(name: str, beginning: bytes) -> None:
    check_file(name, 100, beginning)


@pytest.mark.parametrize(
    ("name", "size", "beginning", "advice"),
    [
        (
            "run.exe",
            100,
            b"MZ",
            "“run.exe” is not a kind of file that we take. Choose one of these: PDF, HWP, HWPX, "
            "DOCX, XLSX, PPTX, CSV, TXT, PNG, JPG, ZIP.",
        ),
        ("page.html", 100, b"<html>", "“page.html” is not a kind of file that we take."),
        ("noending", 100, b"%PDF-", "“noending” is not a kind of file that we take."),
        (
            "a.pdf",
            100,
            b"MZ",
            "“a.pdf” is not what its name says. Save it again as a PDF file.",
        ),
        ("a.pdf", 100, b"<html><script>", "“a.pdf” is not what its name says."),
        ("a.pdf", 100, b" %PDF-1.7", "“a.pdf” is not what its name says."),
        ("a.png", 100, b"<svg onload=''>", "“a.png” is not what its name says."),
        ("a.pdf.html", 100, b"%PDF-1.7", "“a.pdf.html” is not a kind of file that we take."),
        ("a.txt", 100, b"MZ\0\0", "“a.txt” is not what its name says."),
        ("a.docx", 100, b"\xd0\xcf\x11\xe0", "“a.docx” is not what its name says."),
        ("a.pdf", 0, b"", "“a.pdf” is empty. Choose another file."),
        (
            "a.pdf",
            MOST_BYTES + 1,
            b"%PDF-",
            "“a.pdf” is larger than 10 MB. Make it smaller, or leave parts of it out.",
        ),
    ],
)
def test_others_are_refused_with_a_reason(
    name: str, size: int, beginning: bytes, advice: str
) -> None:
    with pytest.raises(Mistake) as refused:
        check_file(name, size, beginning)
    assert refused.value.in_words(str).startswith(advice)


def test_the_largest_size_is_allowed_itself() -> None:
    check_file("a.pdf", MOST_BYTES, b"%PDF-")


def test_what_is_looked_at_is_longer_than_any_beginning() -> None:
    assert max(len(one) for kind in KINDS.values() for one in kind) < BEGINNING


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("계획.pdf", "계획.pdf"),
        ("C:\\문서\\계획.pdf", "계획.pdf"),
        ("../../etc/passwd", "passwd"),
        ("a\0b\r\n.pdf", "ab.pdf"),
        ("", "file"),
        ("x" * 300 + ".pdf", "x" * 146 + ".pdf"),
    ],
)
def test_of_a_name_the_last_printable_part_is_kept(given: str, kept: str) -> None:
    assert file_name(given) == kept


# --- On the page ----------------------------------------------------------------------------------

PLAN = question("plan", Q.FILE, is_required=True)


def test_a_file_that_has_arrived_is_shown_by_name_and_size() -> None:
    shown = form(PLAN, answers={"plan": A_FILE})
    page = drawn(shown)
    assert text_of(page.xpath("//*[@class='stored-file']/p")[0]) == "계획.pdf 2.0 KB"
    assert page.xpath("//input[@type='hidden' and @name='plan']/@value") == [A_FILE["file"]]
    assert page.xpath("//button[@name='row_action']/@value") == ["discard:plan"]
    assert shown.is_multipart()


def test_removing_a_file_checks_nothing_and_keeps_what_else_was_typed() -> None:
    shown = form(PLAN, question("x", Q.INTEGER), answers={"plan": A_FILE})
    back = form(
        PLAN, question("x", Q.INTEGER), post=sent(shown, x="many", row_action="discard:plan")
    )
    assert back.row_action()
    assert (back.typed.get("plan"), back.typed["x"], messages(back)) == (None, ["many"], [])


@pytest.mark.parametrize("name", ["", "nothing", "shown"])
def test_only_a_file_s_own_button_removes_it(name: str) -> None:
    back = form(PLAN, post={"plan": A_FILE["file"], "row_action": f"discard:{name}"})
    assert not back.row_action()


def test_a_key_of_somebody_else_s_file_is_no_answer() -> None:
    back = form(PLAN, post={"plan": "6f1c9d0e-0000-4000-8000-00000000ffff"}, files=FILES)
    assert messages(back) == ["“About plan”: This file is not with us any more. Choose it again."]


def test_a_missing_file_is_asked_for() -> None:
    assert messages(form(PLAN, post={})) == ["“About plan”: Choose a file."]


def test_why_a_file_was_not_taken_is_said_even_where_nothing_else_is_checked() -> None:
    refused = {"plan": Mistake("Too strange.")}
    sent_form = form(PLAN, post={}, refused=refused)
    assert messages(sent_form) == ["“About plan”: Too strange."]
    assert form(PLAN, refused=refused).prompts[0].error == "Too strange."
