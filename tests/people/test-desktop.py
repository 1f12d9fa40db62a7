#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The private desktop can see and use a program: else every other journey would prove nothing."""

import subprocess
import sys

from desktop import Desktop, NotSeen, Skip, Tap, skip_all

tap = Tap()
try:
    with Desktop() as desk:
        def sees_an_empty_tree():
            top = desk.Atspi.get_desktop(0)
            assert top is not None

        def waits_no_longer_than_told():
            from desktop import until
            try:
                until("what never comes", lambda: False, limit=0.2)
            except NotSeen:
                return
            raise AssertionError("it should have given up")

        def has_a_display():
            out = subprocess.run(["xdotool", "getdisplaygeometry"], stdout=subprocess.PIPE,
                                 check=True).stdout.decode().split()
            assert out == ["1280", "800"], out

        tap.case("the accessibility bus answers", sees_an_empty_tree)
        tap.case("waiting ends at its limit", waits_no_longer_than_told)
        tap.case("the display has the size asked for", has_a_display)
except Skip as s:
    skip_all(s)
tap.finish()
