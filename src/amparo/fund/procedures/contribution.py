"""A contribution to the Special Fund, kept in the currency in which it was made."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _
from amparo.docket.entries import NOTHING, Fields, Standing
from amparo.docket.procedure import PUBLIC, ActType, Field, Kind, Procedure, register

PLEDGED_, RECEIVED_ = "pledged", "received"


def _check_amount(standing: Standing, fields: Fields, on: date) -> None:
    if Decimal(str(fields["amount"])) <= 0:
        raise Refused(_("A contribution is more than nothing."), rule="OPCAT-26-1")


_MADE = (
    Field("state", _("Contributing State"), Kind.STATE),
    Field("year", _("Year"), Kind.INTEGER),
    Field("amount", _("Amount"), Kind.AMOUNT),
    Field(
        "currency",
        _("Currency"),
        Kind.CHOICE,
        choices={
            "USD": _("United States dollars"),
            "EUR": _("euros"),
            "CHF": _("Swiss francs"),
            "GBP": _("pounds sterling"),
        },
    ),
)

PLEDGED = ActType(
    name="pledged",
    title=_("Contribution pledged"),
    after=(NOTHING,),
    leads_to=PLEDGED_,
    rule="OPCAT-26-1",
    fields=_MADE,
    guard=_check_amount,
    discloses=PUBLIC,
)
RECEIVED = ActType(
    name="received",
    title=_("Contribution received"),
    after=(NOTHING, PLEDGED_),
    leads_to=RECEIVED_,
    rule="OPCAT-26-3",
    fields=(*_MADE, Field("first", _("The State's first"), Kind.YES_NO, required=False)),
    guard=_check_amount,
    discloses=PUBLIC,
)

CONTRIBUTION = register(
    Procedure(
        name="contribution",
        title=_("Contribution to the Special Fund"),
        rule="OPCAT-26-1",
        standings={PLEDGED_: _("Pledged"), RECEIVED_: _("Received")},
        acts=(PLEDGED, RECEIVED),
        naming=_("Contribution of {state}, {year}"),
        final=frozenset({RECEIVED_}),
        about=_("Amounts in different currencies are never added up."),
    )
)
