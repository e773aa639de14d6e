import pytest
from django.core.management import call_command


@pytest.mark.django_db
def test_no_migration_is_missing(capsys: pytest.CaptureFixture[str]):
    call_command("makemigrations", check=True, dry_run=True, no_color=True)

    assert capsys.readouterr().out == "No changes detected\n"
