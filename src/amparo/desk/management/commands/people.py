"""`amparo people`: who has an account and which roles; give and end a role from the machine."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from amparo.access import actions
from amparo.access.accounts.managing import COMMAND_LINE
from amparo.access.accounts.people import PAGE, Person, account_of, people, post_of, user_of
from amparo.access.permissions import Actor, Post, Role
from amparo.bodies.queries import mechanism_names
from amparo.desk.people.forms import ROLES_TO_GIVE
from amparo.desk.people.words import Names, names_used
from amparo.registry.queries import has_state

# Whoever sits at the machine holds the keys to everything anyway; the trail names the place.
_AT_THE_MACHINE = Actor(COMMAND_LINE, (Post(Role.ADMINISTRATOR),))


class Command(BaseCommand):
    """Accounts are named by their code only: what is printed may be kept."""

    help = gettext_noop("List accounts and their roles; give a role, or end one.")
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what is to be done, to whom."""
        what = parser.add_subparsers(dest="what", required=True, metavar="list|appoint|end")
        what.add_parser("list", help=_("every account, the newest first"))
        for name, words in (("appoint", _("give a role")), ("end", _("end a role"))):
            one = what.add_parser(name, help=words)
            one.add_argument("code", metavar="CODE", help=_("code of the account"))
            one.add_argument("role", choices=[role.value for role in ROLES_TO_GIVE], metavar="ROLE")
            one.add_argument("--body", default="", help=_("the body, such as SPT; all if left out"))
            one.add_argument("--state", default="", metavar="FRA", help=_("the State it is for"))

    def handle(self, *_args: Any, **options: Any) -> None:
        """Do it, and say so."""
        if options["what"] == "list":
            names = names_used()
            for person in _everyone():
                self.stdout.write(_shown(person, names))
            return
        _check_places(options["body"], options["state"])
        code, role = options["code"].upper(), Role(options["role"])
        if options["what"] == "appoint":
            self._appoint(code, role, options["body"], options["state"])
        else:
            self._end(code, role, options["body"], options["state"])

    def _appoint(self, code: str, role: Role, body: str, state: str) -> None:
        user, now = user_of(code), timezone.now()
        actions.appoint(user, role, body=body, state=state, by=_AT_THE_MACHINE, at=now)
        said = _("{code} holds the role {role} now.")
        self.stdout.write(said.format(code=code, role=names_used().post(role, body, state)))

    def _end(self, code: str, role: Role, body: str, state: str) -> None:
        now = timezone.now()
        for one in account_of(code, by=_AT_THE_MACHINE, at=now).holds:
            if (one.role, one.body, one.state) == (role, body, state):
                actions.end_appointment(post_of(code, one.number), by=_AT_THE_MACHINE, at=now)
                said = _("{code} does not hold the role {role} any more.")
                self.stdout.write(said.format(code=code, role=names_used().role(one)))
                return
        raise CommandError(_("{code} does not hold this role.").format(code=code))


def _everyone() -> list[Person]:
    found: list[Person] = []
    now = timezone.now()
    while some := people(by=_AT_THE_MACHINE, at=now, before=found[-1].code if found else ""):
        found += some
        if len(some) < PAGE:
            break
    return found


def _shown(person: Person, names: Names) -> str:
    roles = "; ".join(names.role(one) for one in person.roles)
    return f"{person.code}  {person.state:<8}  {roles}".rstrip()


def _check_places(body: str, state: str) -> None:
    if body and body not in mechanism_names():
        raise CommandError(_("There is no body {body}.").format(body=body))
    if state and not has_state(state):
        raise CommandError(_("There is no State {state}.").format(state=state))
