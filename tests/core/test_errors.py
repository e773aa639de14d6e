from amparo.core.errors import Refused

FRENCH = {"There is no State {code}.": "Il n'y a pas d'État {code}."}


def test_a_refusal_is_translated_first_and_filled_afterwards():
    refusal = Refused("There is no State {code}.", rule="OPCAT-27-1", code="PEU")

    assert str(refusal) == "There is no State PEU."
    assert refusal.said(FRENCH.__getitem__) == "Il n'y a pas d'État PEU."
    assert refusal.rule == "OPCAT-27-1"


def test_a_sentence_without_values_may_hold_braces():
    assert str(Refused('The line should hold {"act": …}.')) == 'The line should hold {"act": …}.'
