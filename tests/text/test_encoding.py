"""Which encoding bytes are in."""

from __future__ import annotations

import pytest

from finkit.errors import FileUnreadableError
from finkit.text.encoding import declared_encoding, decode

CHINESE = "蓝窑陶瓷2021年实现营业收入13.87亿元，同比增长9.2%；毛利率31.85%。"
TRADITIONAL = "藍窯陶瓷2021年實現營業收入13.87億元，年增9.2%；毛利率31.85%。"
JAPANESE = "青窯セラミックスの2021年度の売上高は13.87億円で、前年比9.2％増となりました。"
WESTERN = {
    "pounds": "Revenue rose to £1,387.2m – up 9.2% – and costs fell to €30.2m.",
    "quotes": "The company’s margin was “31.85%”…",
    "French": "Le chiffre d’affaires de la société a progressé de 9,2 % à 1 387,2 M€ ; l’été fut calme.",
    "German": "Der Umsatz stieg um 9,2 % auf 1.387,2 Mio. €; die Überschüsse fielen größer aus.",
    "Spanish": "La compañía aumentó sus ingresos un 9,2 % en España, según el informe del año.",
    "one sign": "£5",
}


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(CHINESE, "gb18030"), (CHINESE, "gbk"), (TRADITIONAL, "big5"), (TRADITIONAL, "gbk"), (JAPANESE, "shift_jis"), (JAPANESE, "euc_jp")],
)
def test_east_asian_texts_are_told_apart(text: str, encoding: str) -> None:
    """Without a mark or a declaration, simplified, traditional and Japanese texts come out in their characters."""
    assert text == decode(text.encode(encoding), "r")


@pytest.mark.parametrize("length", [6, 8, 12, 20])
@pytest.mark.parametrize("start", range(0, 24, 3))
def test_a_few_words_of_gbk_are_taken_for_nothing_else(start: int, length: int) -> None:
    """Any stretch of a Chinese sentence, down to three hanzi beside some digits."""
    text = CHINESE[start : start + length]
    assert text == decode(text.encode("gbk"), "r")


@pytest.mark.parametrize("text", WESTERN.values(), ids=WESTERN)
def test_windows_1252_keeps_its_currency_signs_and_dashes(text: str) -> None:
    """£, €, – and accents are Western European, not Chinese or Polish."""
    assert text == decode(text.encode("cp1252"), "r")


def test_rarer_encodings_are_detected_from_a_longer_text() -> None:
    """A page of Russian in Windows-1251 is charset-normalizer's to find."""
    text = "Выручка компании выросла на 9,2% до 1387,2 млн рублей; валовая рентабельность составила 31,85%. " * 3
    assert text == decode(text.encode("cp1251"), "r")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [CHINESE, JAPANESE, "Revenue was 12.5 million yuan.\r\n", WESTERN["French"]])
def test_utf_16_needs_no_mark(text: str, encoding: str) -> None:
    """The NULs of its digits, spaces and line ends say which byte comes first."""
    assert text == decode(text.encode(encoding), "r")


def test_utf_8_with_a_broken_byte_is_still_utf_8() -> None:
    """A byte here and there is U+FFFD; the figures around it stay."""
    raw = (CHINESE * 4).encode()[:-2]
    assert (CHINESE * 4)[:-1] + "\ufffd" == decode(raw, "r")


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        (b'<meta charset="gb2312">', "gb18030"),
        (b"<META http-equiv=Content-Type content='text/html; charset=Big5'>", "big5hkscs"),
        (b"<meta charset=iso-8859-1>", "cp1252"),
        (b"<?xml version='1.0' encoding='Shift_JIS'?>", "cp932"),
        (b"<meta charset=no-such-thing>", ""),
        (b"<meta charset=utf-16>", ""),
        (b"<meta charset=unicode_escape>", ""),
        (b"<p>charset=gbk</p>", ""),
        (b" " * 5000 + b"<meta charset=gbk>", ""),
    ],
)
def test_a_page_declares_its_encoding(head: bytes, encoding: str) -> None:
    """As browsers take the names: the widest of the family; "" for what no file can be in, or nobody knows."""
    assert encoding == declared_encoding(head)


def test_a_declaration_decides_what_the_bytes_leave_open() -> None:
    """Two Korean words are Chinese by their bytes; UTF-8 that says it is something else is UTF-8 all the same."""
    korean = "매출 증가"
    assert korean == decode(korean.encode("cp949"), "r", "cp949")
    assert decode(CHINESE.encode(), "r", "gb18030") == CHINESE


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"PK\x03\x04\x14\x00\x06\x00" * 40, "r: wanted text, found binary data\n  give the report as text, Markdown, HTML or PDF"),
        (b"revenue 12\x005", "r: wanted text, found binary data\n  give the report as text, Markdown, HTML or PDF"),
        (b"\x01\x02\x03 revenue", "r: wanted text, found binary data\n  give the report as text, Markdown, HTML or PDF"),
        (b"\xff\xff\xff\xff", "r: wanted text, found bytes in no encoding that is known\n  save it as UTF-8 text"),
        (b"\xef\xbb\xbf12 \xff\xfe", "r: wanted text, found bytes in no encoding that is known\n  save it as UTF-8 text"),
        (bytes(range(128, 256)) * 20, "r: wanted text, found bytes in no encoding that is known\n  save it as UTF-8 text"),
    ],
    ids=["zip", "one NUL", "controls", "no encoding", "a mark that lies", "noise"],
)
def test_what_is_no_text_is_refused_with_a_remedy(raw: bytes, message: str) -> None:
    """Where, what was wanted, what was found, what to do."""
    with pytest.raises(FileUnreadableError) as caught:
        decode(raw, "r")
    assert message == str(caught.value)
