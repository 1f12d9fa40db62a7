#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every widget that takes the focus has a role and a name, in every window (security.md 10.2),
and no window makes the toolkit complain. With SAFER_SHOTS set, a picture of each is kept."""

import time

import tour
from desktop import Desktop, Skip, Tap, skip_all

tap = Tap()

# Name of the case, how it is opened, and how it is left.
OPENED = [
    ("the map page", lambda app: None, None),
    ("what is found", lambda app: (app.press("ctrl+f"), app.type("park")), "Escape"),
    ("the Add menu", lambda app: app.press("ctrl+n"), "Escape"),
    ("a page for a meeting", lambda app: app.press("ctrl+p"), "Escape"),
    ("giving out", lambda app: app.press("shift+ctrl+e"), "Escape"),
    ("what changed", lambda app: tour.menu(app, "What changed"), "alt+Left"),
    ("the bin", lambda app: tour.menu(app, "The bin"), "alt+Left"),
    ("partnership settings", lambda app: tour.menu(app, "Partnership settings"), "Escape"),
    ("who you are", lambda app: tour.menu(app, "Who you are"), "Escape"),
    ("preferences", lambda app: tour.menu(app, "Preferences"), "Escape"),
    ("keys", lambda app: app.press("ctrl+question"), "Escape"),
    ("help", lambda app: app.press("F1"), "Escape"),
    ("about", lambda app: tour.menu(app, "About Safer Places"), "Escape"),
    ("starting a partnership", lambda app: tour.menu(app, "Start a partnership"), "Escape"),
]


def settle(app):
    """Waits until the tree has stopped changing for a moment."""
    last, same = None, 0
    end = time.monotonic() + 15
    while same < 3 and time.monotonic() < end:
        now = sum(1 for _ in app.walk())
        same = same + 1 if now == last else 0
        last = now
        time.sleep(0.15)


def named(app, picture):
    settle(app)
    tour.shot(app, picture)
    bad = app.nameless()
    assert not bad, "%d without a name: %s" % (len(bad), "; ".join(bad[:4]))
    assert app.alive(), app.log()[-1500:]


def window(app, name, open_it, leave):
    try:
        open_it(app)
        named(app, "names-" + name.replace(" ", "-"))
    finally:
        if leave:
            app.press(leave)
            settle(app)


def quiet(app):
    assert not app.complaints(), app.complaints()[:5]


try:
    tour.ready()
    with Desktop(warnings_fatal=False) as desk:
        app = desk.start("safer-places")
        tap.case("the welcome page names all that takes the focus", named, app, "names-welcome")
        tap.case("the welcome page makes no complaint", quiet, app)
        app.end()
        app = tour.opened(desk.start("safer-places", tour.sample()))
        for name, open_it, leave in OPENED:
            tap.case(name + " names all that takes the focus", window, app, name, open_it, leave)
        tap.case("no window makes a complaint", quiet, app)
except Skip as s:
    skip_all(s)
tap.finish()
