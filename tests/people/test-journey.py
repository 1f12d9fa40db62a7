#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A first afternoon: the sample town, a park drawn as an area, an online space, a link between them,
undo, redo, closing, opening again and undoing once more. Once by keyboard alone, once by pointer.

What is on the screen is read through the accessibility bus; what was kept is read from the file by
the command line, when the window has closed. With SAFER_SHOTS set, each step leaves a picture."""

import json

import tour
from desktop import Desktop, Skip, Tap, skip_all, until

MEADOW, CHAT = "Heron Meadow", "Year nine group chat"

tap = Tap()


def kept(path):
    """Names of the places and the number of links in the file."""
    places = json.loads(tour.command("list", path, "places", "--limit", "1000", json=True))["rows"]
    counts = json.loads(tour.command("info", path, json=True))["counts"]
    return {p["name"]: p["geometry"] for p in places}, counts["links"]


def focus_is(app, role, name):
    def look():
        o = app.focused()
        return o is not None and o.get_role_name() in role and name in (o.get_name() or "") and o
    return until("the focus on %s" % name, look)


def tab_to(app, name, most=40):
    """Walks on with Tab, as a person without a pointer does."""
    for _ in range(most):
        o = app.focused()
        if o is not None and name in (o.get_name() or ""):
            return o
        app.press("Tab")
    raise AssertionError("Tab does not lead to " + name)


class Journey:
    def __init__(self, desk, path, hand):
        self.desk, self.path, self.hand = desk, path, hand
        self.app = None

    def picture(self, name):
        tour.shot(self.app, "journey-%s-%s" % (self.hand, name))

    def opens(self):
        self.app = tour.opened(self.desk.start("safer-places", self.path))
        self.app.wait("image", "Map of")
        self.picture("1-opened")

    def adds(self, label):
        """Chooses from the Add menu."""
        if self.hand == "keys":
            self.app.press("ctrl+n")
            item = self.app.wait("menu item", label)
            for _ in range(12):
                if self.app.has(item, "focused"):
                    break
                self.app.press("Down")
            self.app.press("Return")
        else:
            self.app.click(self.app.wait("push button", "Add"))
            self.app.click(self.app.wait("menu item", label))

    def saves(self, name):
        self.app.wait("text", "What do people call it?")
        focus_is(self.app, ("text", "entry"), "What do people call it?")
        self.app.type(name)
        if self.hand == "keys":
            self.app.press("Return")
        else:
            self.app.click(self.app.wait("push button", "Save", exact=True))
        # What is said in passing may be gone before a slow machine has looked; the undo stays.
        undo = self.app.wait("push button", "Undo: ")
        until("the undo of " + name, lambda: name in (undo.get_name() or ""))

    def draws_a_park(self):
        app = self.app
        self.adds("Place, drawn")
        drawing = app.wait("image", "Map to draw on")
        if self.hand == "keys":
            focus_is(app, ("image",), "Map to draw on")
            for key in ("Return", "Right", "Right", "Right", "Return", "Down", "Down", "Down",
                        "Return"):
                app.press(key)
            app.wait_text("Area with 3 corners")
            self.picture("2-drawn")
            app.press("ctrl+Return")
        else:
            x, y = app.centre(drawing)
            for n, (dx, dy) in enumerate(((-90, -60), (90, -60), (90, 60), (-90, 60)), 1):
                app.click_at(x + dx, y + dy)
                app.wait_text("Area with %d corner" % n)
            self.picture("2-drawn")
            app.click(app.wait("push button", "Finish shape"))
        self.saves(MEADOW)
        self.picture("3-kept")

    def adds_an_online_space(self):
        self.adds("Online space")
        self.saves(CHAT)
        self.picture("4-online")

    def links_them(self):
        app = self.app
        if self.hand == "keys":
            app.press("ctrl+f")
            app.type(MEADOW)
            until("one found", lambda: app.find("label", "1 place"))
            app.press("Down", "Return")
        else:
            app.click(app.wait("entry", "Find a place"))
            app.type(MEADOW)
            until("one found", lambda: app.find("label", "1 place"))
            app.click(app.wait("label", MEADOW), times=2)
        app.wait("heading", MEADOW) if app.find("heading", MEADOW) else app.wait_text("Add a link")
        add = app.wait("push button", "Add a link")
        self.picture("5-page")
        if self.hand == "keys":
            tab_to(app, "Add a link")
            app.press("Return")
        else:
            app.click(add)
        choose = app.wait("push button", "Choose a place")
        if self.hand == "keys":
            tab_to(app, "Choose a place")
            app.press("Return")
        else:
            app.click(choose)
        app.wait(("entry", "text"), "Find a place")
        app.type(CHAT)
        # The same name stands in the list of the page below, too.
        row = until("the row", lambda: app.find(
            "label", CHAT, within=app.find("list", "Places found")))
        if self.hand == "keys":
            for _ in range(4):
                on = app.focused()
                if on is not None and on.get_role_name() == "list item":
                    break
                app.press("Tab")
            app.press("Return")
        else:
            app.click(row)
        until("the choice", lambda: not app.find("push button", "Choose a place"))
        keep = app.wait("push button", "Keep the link")
        self.picture("6-link")
        if self.hand == "keys":
            tab_to(app, "Keep the link")
            app.press("Return")
        else:
            app.click(keep)
        until("the sheet has gone", lambda: not app.find("push button", "Keep the link"))
        app.press("alt+Left")
        app.wait("image", "Map of")

    def undoes_and_redoes(self):
        app = self.app

        def undo_says(word):
            return until("the undo of " + word, lambda: app.find("push button", "Undo: "))
        undo_says("the link")
        if self.hand == "keys":
            app.press("ctrl+z")
            app.wait("push button", "Redo: ")
            app.press("shift+ctrl+z")
        else:
            app.click(app.find("push button", "Undo: "))
            app.click(app.wait("push button", "Redo: "))
        app.wait_gone("push button", "Redo: ")
        self.picture("7-redone")

    def closes(self):
        if self.hand == "keys":
            status = self.app.quit()
        else:
            self.app.click(self.app.wait("push button", "Close", exact=True))
            status = self.app.process.wait(20)
        assert status == 0, status
        assert not self.app.complaints(), self.app.complaints()[:4]

    def keeps(self, links):
        places, n = kept(self.path)
        assert places.get(MEADOW) == "area", places.get(MEADOW)
        assert places.get(CHAT) == "none", places.get(CHAT)
        assert n == links, n

    def undoes_after_opening_again(self, links):
        self.opens()
        if self.hand == "keys":
            self.app.press("ctrl+z")
        else:
            self.app.click(self.app.wait("push button", "Undo: "))
        self.app.wait("push button", "Redo: ")
        self.picture("8-undone-again")
        self.closes()
        assert kept(self.path)[1] == links, kept(self.path)[1]


def go(desk, hand):
    said = {"keys": "by keyboard alone", "pointer": "by pointer"}[hand]
    path = tour.sample()
    before = kept(path)[1]
    j = Journey(desk, path, hand)
    for sentence, step in (
            ("the sample opens", j.opens),
            ("a park is drawn as an area", j.draws_a_park),
            ("an online space is added", j.adds_an_online_space),
            ("they are linked", j.links_them),
            ("it is undone and done again", j.undoes_and_redoes),
            ("the window closes, without complaint", j.closes),
            ("the file keeps all of it", lambda: j.keeps(before + 1)),
            ("opened again, it is undone again", lambda: j.undoes_after_opening_again(before))):
        failed = tap.failed
        tap.case("%s, %s" % (sentence, said), step)
        if tap.failed > failed:
            if j.app is not None:
                j.picture("failed")
                j.app.end()
            break


try:
    tour.ready()
    # One desktop for both: the accessibility library keeps to the bus it has met first.
    with Desktop() as desk:
        go(desk, "keys")
        go(desk, "pointer")
except Skip as s:
    skip_all(s)
tap.finish()
