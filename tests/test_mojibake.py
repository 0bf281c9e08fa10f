"""Pages in old encodings, named rightly, wrongly or not at all, are read as their readers see them."""

import pytest

from stemma.adapters.fetch.decoding import decode

TEXTS = {
    "ru": "Порт Алва закрылся на рассвете в воскресенье, сообщил начальник порта. Волны всю ночь перехлёстывали через мол.",
    "zh": "星期天黎明，阿尔瓦港关闭，港务长说，海浪整夜越过防波堤，没有船只进港。两艘渡轮被阻在大陆，乘客在学校过夜。",
    "ja": "日曜日の夜明けにアルバ港は閉鎖されたと港長が述べた。波は一晩中防波堤を越え、船は一隻も入らなかった。",
    "fr": "Le port d’Alva a été fermé à l’aube, a déclaré la capitaine du port : « Nous n’avons jamais vu ça ». Coût : 300 €.",
    "pl": "Port w Alvie został zamknięty o świcie w niedzielę, powiedziała kapitan portu. Żaden statek nie wpłynął całą noc.",
}


def page(language: str, declared: str | None) -> str:
    meta = f'<meta charset="{declared}">' if declared else ""
    return f"<html><head>{meta}<title>Alva</title></head><body><p>{TEXTS[language]}</p></body></html>"


@pytest.mark.parametrize(
    ("language", "encoding", "declared", "carried"),
    [
        ("ru", "cp1251", None, None),
        ("ru", "cp1251", "windows-1251", "iso-8859-1"),
        ("ru", "cp1251", "iso-8859-1", None),
        ("ru", "cp1251", "utf-8", "utf-8"),
        ("ru", "koi8-r", "koi8-r", "windows-1251"),
        ("ru", "utf-8", "windows-1251", "windows-1251"),
        ("ru", "utf-16", "utf-8", None),
        ("ru", "utf-16-be", None, None),
        ("zh", "gbk", "gb2312", None),
        ("zh", "gbk", "gbk", "iso-8859-1"),
        ("zh", "gbk", "utf-8", None),
        ("zh", "utf-16-le", "utf-16", None),
        ("ja", "cp932", "x-sjis", None),
        ("ja", "cp932", "euc-jp", None),
        ("ja", "euc-jp", None, None),
        ("ja", "iso2022_jp", None, None),
        ("fr", "cp1252", None, None),
        ("fr", "cp1252", "utf-8", None),
        ("pl", "cp1250", None, None),
        ("pl", "cp1250", "windows-1250", "iso-8859-1"),
    ],
)
def test_the_encoding_in_which_the_text_reads_like_a_language_is_taken(
    language: str, encoding: str, declared: str | None, carried: str | None
) -> None:
    text = page(language, declared)
    assert decode(text.encode(encoding), carried).text == text


def test_bytes_that_fit_nothing_are_still_told() -> None:
    decoded = decode(bytes(range(128, 256)) * 50)
    assert decoded.text is not None or decoded.reason is not None
