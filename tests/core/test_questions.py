"""Questions that are put into words once, and asked of the database with other values each time."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import CharField, DateTimeField, F, UUIDField
from django.test.utils import CaptureQueriesContext

from amparo.access.models import AccountState, Appointment, User
from amparo.core.questions import Question, given, several
from amparo.core.stores import at_public_store
from amparo.publication.routing import NotInPublicStore
from amparo.registry.models import State, StateName

NOW = datetime(2026, 5, 1, 12, 30, 15, 250, tzinfo=UTC)
AT = DateTimeField()


@pytest.fixture
def users(db):
    return [
        User.objects.create(id=uuid4(), code=f"P-{one}", sign_in=f"digest {one}", made_at=NOW)
        for one in ("A", "B")
    ]


def test_rows_are_those_that_django_would_return_with_every_value_as_python_has_it(users):
    question = Question(lambda: User.objects.filter(pk=given("key", UUIDField())))

    for user in users:
        found = question.first(key=user.pk)

        assert found == User.objects.get(pk=user.pk)
        assert (found.pk, found.code, found.made_at) == (user.pk, user.code, NOW)
        assert found.wants_letters is True
        assert found.closed_at is None
        assert not found._state.adding
        assert found._state.db == "default"


def test_what_is_left_out_of_a_row_is_read_when_it_is_needed(users):
    question = Question(lambda: User.objects.defer("code", "email").order_by("code"))

    with CaptureQueriesContext(connection) as asked:
        first, second = question.answers()
        assert (first.pk, second.pk, first.made_at) == (users[0].pk, users[1].pk, NOW)
    assert len(asked) == 1
    with CaptureQueriesContext(connection) as asked:
        assert second.code == "P-B"
    assert len(asked) == 1


def test_columns_come_as_tuples_and_one_column_as_values(users):
    since = given("since", DateTimeField())
    both = Question(
        lambda: User.objects.filter(made_at__gte=since).order_by("code").values_list("id", "code")
    )
    one = Question(
        lambda: (
            User.objects.filter(made_at__gte=since)
            .order_by("-code")
            .values_list("made_at", flat=True)
        )
    )

    assert both.answers(since=NOW) == [(user.pk, user.code) for user in users]
    assert both.answers(since=NOW + timedelta(microseconds=1)) == []
    assert one.answers(since=NOW) == [NOW, NOW]


def test_what_was_answered_is_asked_anew(users):
    question = Question(
        lambda: User.objects.filter(pk=given("key", UUIDField()), state=AccountState.INVITED)
    )
    key = users[0].pk
    assert question.first(key=key) == users[0]

    User.objects.filter(pk=key).update(state=AccountState.ACTIVE)

    assert question.first(key=key) is None
    assert question.first(key=users[1].pk) == users[1]


def test_the_words_are_those_of_django_and_what_is_said_is_not_among_them(users):
    question = Question(
        lambda: (
            Appointment.objects.running(given("at", DateTimeField()))
            .filter(role=given("role", CharField()))
            .values_list("pk", flat=True)
        )
    )
    said = "member' OR 'a' = 'a"

    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert question.answers(at=NOW, role=said) == []
        assert list(Appointment.objects.running(NOW).filter(role=said).values_list("pk")) == []

    ours, djangos = (one["sql"].replace("(", "").replace(")", "") for one in asked)
    assert ours == djangos


def test_several_values_are_said_in_the_same_words_however_many_they_are(users):
    by_key = Question(
        lambda: (
            User.objects.filter(pk__in=several("keys", UUIDField()), made_at=given("at", AT))
            .order_by("code")
            .values_list("code", flat=True)
        )
    )
    by_text = Question(lambda: User.objects.filter(code__in=several("codes", CharField())))
    by_moment = Question(
        lambda: User.objects.filter(made_at__in=several("moments", AT)).values_list("pk")
    )
    keys = [user.pk for user in users]

    with CaptureQueriesContext(connection) as asked:
        assert by_key.answers(keys=keys, at=NOW) == ["P-A", "P-B"]
        assert by_key.answers(keys={keys[1], uuid4()}, at=NOW) == ["P-B"]
        assert by_key.answers(keys=(), at=NOW) == []
        assert by_key.answers(keys=keys, at=NOW + timedelta(days=1)) == []
    assert len(asked) == 4
    assert by_text.answers(codes=["P-A", "P'B", 'P"B', "\\"]) == [users[0]]
    assert len(by_moment.answers(moments=[NOW, NOW + timedelta(days=1)])) == 2


def test_nothing_said_for_a_gap_is_an_error_and_finds_nothing(users):
    question = Question(lambda: User.objects.filter(pk=given("key", UUIDField())))

    with pytest.raises(KeyError, match="key"):
        question.first()
    assert question.first(key=None) is None


@pytest.mark.django_db(databases=["default", "public"])
def test_where_the_reader_stands_is_asked_each_time():
    State.objects.create(iso3="XAA", iso2="XA", m49="900", kind="member")
    StateName.objects.create(state_id="XAA", language="en", short="Inside")
    State.objects.using("public").create(iso3="XAA", iso2="XA", m49="900", kind="member")
    StateName.objects.using("public").create(state_id="XAA", language="en", short="Outside")
    question = Question(
        lambda: StateName.objects.filter(state=given("state", CharField())).values_list(
            "short", flat=True
        )
    )
    of_the_inside = Question(lambda: User.objects.filter(pk=given("key", UUIDField())))

    assert question.answers(state="XAA") == ["Inside"]
    assert of_the_inside.first(key=uuid4()) is None
    with at_public_store():
        assert question.answers(state="XAA") == ["Outside"]
        with pytest.raises(NotInPublicStore):
            of_the_inside.first(key=uuid4())
    assert question.answers(state="XAA") == ["Inside"]


@pytest.mark.parametrize(
    "query",
    [
        pytest.param(lambda: Appointment.objects.select_related("user"), id="rows of two models"),
        pytest.param(lambda: User.objects.annotate(more=F("code")), id="more than a row"),
        pytest.param(lambda: User.objects.values("code"), id="by name"),
        pytest.param(
            lambda: User.objects.order_by("made_at").values_list("code").distinct(),
            id="in an order that needs a column more",
        ),
    ],
)
def test_what_it_would_answer_otherwise_than_django_is_refused(db, query):
    with pytest.raises(TypeError, match="A question"):
        Question(query).answers()
