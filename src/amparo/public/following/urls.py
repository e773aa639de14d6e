"""The addresses of following: feeds, the calendar for calendars, and the counter."""

from django.urls import path

from . import feeds, views

# Those with a dot are data, and shown by a process for programs too; the others are pages.
addresses = [
    path("feeds/new.atom", feeds.feed, name="feed.new.atom"),
    path("feeds/search.atom", feeds.feed, name="feed.search.atom"),
    path("calendar.ics", feeds.calendar, name="calendar.ics"),
    path("follow/", views.follow, name="follow"),
    path("follow/mine/", views.mine, name="follow_mine"),
    path("follow/<str:token>/", views.link, name="follow_link"),
]
