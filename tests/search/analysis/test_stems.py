"""Forms of a word come together, in each language, and different words stay apart."""

import pytest

from amparo.search.analysis import fold
from amparo.search.analysis.stems import languages_of, stem


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("en", "child children"),
        ("en", "detention detained detainee detainees"),
        ("en", "organization organisations organised organize"),
        ("en", "behaviour behavior"),
        ("en", "woman women"),
        ("fr", "sécurité securite sécurités"),
        ("fr", "détenu détenus détenue détention"),
        ("fr", "torturée torturé torturées torturer"),
        ("fr", "national nationale nationaux"),
        ("es", "detención detenciones detenido detenidas"),
        ("es", "cárcel cárceles carcelario"),
        ("es", "nación naciones nacion"),
        ("ru", "пытка пытки пыток пытками"),
        ("ru", "ребёнок ребенка дети детьми"),
        ("ru", "заключённый заключенных заключенными"),
        ("ar", "طفل أطفال الأطفال للأطفال بأطفالهم وأطفالها"),
        ("ar", "حق الحقوق حقوقهم وبالحقوق"),
        ("ar", "سجن السجون بالسجون"),
        ("ar", "تعذيب التعذيب والتعذيب للتعذيب لتعذيب"),
        ("ar", "توصية توصيات التوصيات توصياتها"),
        ("ar", "قضائي القضائية قضائيون"),
        ("ar", "معاملة المعاملة معاملتهم"),
        ("ar", "لجنة اللجان للجنة"),
    ],
)
def test_forms_have_one_stem(language, forms):
    assert len({stem(fold(form), language) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "minor", "minority"),
        ("en", "prison", "prisoner"),
        ("en", "organ", "organization"),
        ("ru", "нигер", "нигерия"),
        ("es", "trata", "trato"),
        ("ar", "قيد", "أصفاد"),
    ],
)
def test_different_words_have_different_stems(language, one, other):
    assert stem(fold(one), language) != stem(fold(other), language)


@pytest.mark.parametrize("word", ["بلاغ", "كتاب", "فصل", "لجان", "برلمان"])
def test_a_first_letter_of_an_arabic_word_is_taken_off_only_before_a_known_word(word):
    assert stem(fold(word), "ar")[0] == word[0]


def test_languages_are_told_by_script():
    assert [languages_of(word) for word in ("torture", "пытка", "تعذيب", "酷刑", "69")] == [
        ("en", "fr", "es"),
        ("ru",),
        ("ar",),
        (),
        (),
    ]
