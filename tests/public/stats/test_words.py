"""Every area and every choice of a figure has a name in words."""

from django.template import engines

from amparo.core.measures import MEASURES


def named(macro: str, code: str) -> str:
    source = "{% import 'public/_words.html' as w %}{{ w." + macro + "(code) }}"
    return engines["jinja2"].env.from_string(source).render(code=code)


def test_every_area_of_figures_has_a_name():
    areas = {name.partition(".")[0] for name in MEASURES}

    assert {area for area in areas if not named("area", area)} == set()


def test_every_choice_of_a_figure_has_a_name():
    choices = {choice for one in MEASURES.values() for choice in one.choices}

    assert {choice for choice in choices if not named("choice", choice)} == set()
