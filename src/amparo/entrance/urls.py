"""The addresses of the entrance: signing in, and one's own account."""

from django.urls import path

from .views import account, factors, links, passkeys, provider, sessions, signing_in

app_name = "entrance"
urlpatterns = [
    path("sign-in/", signing_in.sign_in, name="sign_in"),
    path("sign-in/second-factor/", signing_in.second_factor, name="second_factor"),
    path("sign-in/passkey/", passkeys.sign_in, name="passkey"),
    path("sign-in/with/<slug:provider>/", provider.go, name="provider"),
    path("sign-in/with/<slug:provider>/back/", provider.come_back, name="provider_back"),
    path("sign-in/help/", links.ask, name="cannot_get_in"),
    path("sign-out/", signing_in.sign_out, name="sign_out"),
    path("invitation/", links.take_up, name="take_up"),
    path("invitation/<str:token>/", links.link, name="link"),
    path("account/", account.account, name="account"),
    path("account/confirm/", account.confirm, name="confirm"),
    path("account/password/", account.password, name="password"),
    path("account/sessions/", sessions.sessions, name="sessions"),
    path("account/second-factor/", factors.factors, name="factors"),
    path("account/second-factor/app/", factors.add_app, name="add_app"),
    path("account/second-factor/codes/", factors.recovery_codes, name="recovery_codes"),
    path("account/second-factor/passkey/", passkeys.add, name="add_passkey"),
    path("account/second-factor/<int:number>/", factors.remove, name="remove_factor"),
]
