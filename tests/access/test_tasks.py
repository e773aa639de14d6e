"""What accounts need at its time: what has ended goes, what has not stays."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from amparo.access.accounts import invitations
from amparo.access.models import Invitation, Session
from amparo.access.tasks import remove_ended_sessions, remove_spent_links
from tests import people

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_sessions_that_have_ended_are_removed():
    amina, dora = people.amina(), people.dora()
    people.browser_of(amina)
    people.browser_of(dora)
    Session.objects.filter(user=amina).update(ends_at=timezone.now() - timedelta(minutes=1))

    remove_ended_sessions(datetime.now(UTC))

    assert [session.user_id for session in Session.objects.all()] == [dora.pk]


def test_links_that_open_nothing_any_more_are_removed_after_a_month():
    now = timezone.now()
    for number, changes in enumerate(
        (
            {"used_at": now - 31 * DAY},
            {"voided_at": now - 31 * DAY},
            {"made_at": now - 40 * DAY, "ends_at": now - 31 * DAY},
            {"used_at": now - 29 * DAY},
            {},
        )
    ):
        sent = invitations.invite(email=f"{number}@example.org", name=f"Guest {number}", by=None)
        Invitation.objects.filter(pk=sent.invitation.pk).update(**changes)
    left = list(Invitation.objects.order_by("pk").values_list("pk", flat=True)[3:])

    assert remove_spent_links(now) == "removed 3"
    assert remove_spent_links(now) is None

    assert list(Invitation.objects.order_by("pk").values_list("pk", flat=True)) == left
