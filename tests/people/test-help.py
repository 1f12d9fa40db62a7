#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody who is lost presses F1, reads, follows a link, searches, and goes back: keys alone."""

from desktop import Desktop, Skip, Tap, skip_all

tap = Tap()
try:
    with Desktop() as desk:
        app = desk.start("safer-places")

        def f1_opens_the_page_about_the_first_screen():
            app.press("F1")
            app.wait("heading", "Your first quarter of an hour")

        def search_finds_and_enter_opens():
            app.press("ctrl+f")
            app.type("grid reference spelling")
            app.wait_gone("list item", "The base map")
            app.press("Return")
            app.wait("heading", "Drawing by pointer and by keys")

        def back_returns():
            app.press("alt+Left")
            app.wait("heading", "Your first quarter of an hour")

        def nothing_found_is_said():
            app.press("ctrl+f", "ctrl+a")
            app.type("zebra crossing of the moon")
            app.wait_text("Nothing found")

        def escape_closes_only_the_help():
            windows = len(desk.windows())
            app.press("Escape")
            app.wait("list item", "The base map")
            app.press("Escape")
            app.wait_gone("heading", "Your first quarter of an hour")
            assert len(desk.windows()) == windows - 1, desk.windows()

        tap.case("F1 on the first screen opens the page about it",
                 f1_opens_the_page_about_the_first_screen)
        tap.case("the search finds a page by its words", search_finds_and_enter_opens)
        tap.case("Alt+Left returns to the page before", back_returns)
        tap.case("nothing found is said", nothing_found_is_said)
        tap.case("Escape closes the help and nothing else", escape_closes_only_the_help)
        tap.case("the program complains of nothing",
                 lambda: (_ for _ in ()).throw(AssertionError(app.complaints()))
                 if app.complaints() else None)
except Skip as s:
    skip_all(s)
tap.finish()
