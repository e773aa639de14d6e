"""The addresses of the administrator's room. An account is named by its code only."""

from django.urls import path

from . import changes, views

app_name = "people"
urlpatterns = [
    path("", views.people, name="list"),
    path("invite/", views.invite, name="invite"),
    path("<slug:code>/", views.account, name="account"),
    path("<slug:code>/roles/", changes.give, name="give"),
    path("<slug:code>/roles/<int:number>/end/", changes.end, name="end"),
    path("<slug:code>/nationalities/", changes.nationalities, name="nationalities"),
    path("<slug:code>/second-factor/", changes.second_factor, name="second_factor"),
    path("<slug:code>/invitation/", changes.invitation, name="invitation"),
    path("<slug:code>/close/", changes.close, name="close"),
]
