#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What no file may hold: words the domain avoids, markup from records, machine paths, loose ends.

Exceptions are named here with their reason; there is no other way round a rule."""

import os
import re
import subprocess

import house

# Words that make a place or a child the cause. They may stand in what finds them in others' text.
AVOIDED = [
    r"hot[ -]?spots?", r"risk[ _-]?scores?", r"high[ -]risk (?:place|area|child|young person)s?",
    r"victim[ _-]?lists?", r"offender lists?", r"no[ -]go (?:area|zone)s?",
    r"problem (?:area|estate|family|place)s?", r"trouble[ -]?spots?", r"youths\b",
    r"predict(?:s|ed|ion|ive)?\b", r"at[ -]risk child(?:ren)?",
]
AVOIDED_OK = {
    # The caution on this word has to name it: cautions.md C03.
    "resources/catalogue/cautions.ini": "the rules and banners of C03 and C33 quote the words",
    # The research questions the words; ids only.
    "README.md": "says that there is no score",
}
SENTENCES_OK = [
    # Sentences that say what is not done.
    r"no (?:place|child|person)[^.]*score", r"never[^.]*score", r"give[s]? (?:no|a) [^.]*score",
    r"not (?:a )?predict", r"never predict", r"no predict", r"cannot predict",
    r"does not predict",
]
LONG_OK = "long because:"     # a file over 900 lines says so, with its reason, in its first comment

PATHS = [r"/root/", r"/work/", r"/srv/", r"/mnt/", r"\.\./shared"]
PATHS_OK = {
    "tests/meson.build": "the public data folder that may lie beside the checkout",
    "tests/layers/test-rules.py": "this list",
}


def texts():
    """(path, line, text) of everything a person may read: code strings, templates, docs."""
    for path in house.files("src", ".c", ".h"):
        text = house.without_comments(house.read(path))
        for m in re.finditer(r'"((?:\\.|[^"\\\n])*)"', text):
            if len(m.group(1)) > 3:
                yield path, text.count("\n", 0, m.start()) + 1, m.group(1)
    for path in (house.files("ui") + house.files("resources", ".ini", ".css", ".ui")
                 + house.files("data", ".in", ".md", ".1", ".xml", ".txt", ".page", ".html", ".ini")
                 + [p for p in house.files("", ".md") if not p.startswith(("ui", "data"))]):
        for number, line in enumerate(house.read(path).splitlines(), 1):
            yield path, number, line


def no_avoided_word():
    found = []
    pattern = re.compile(r"(?<![\w-])(?:%s)" % "|".join(AVOIDED), re.I)
    for path, line, text in texts():
        if path in AVOIDED_OK or re.search("|".join(SENTENCES_OK), text, re.I):
            continue
        # Aliases are other people's column names; a source names a work by its title.
        if re.match(r"\s*(?:aliases|source|match|except)=", text):
            continue
        m = pattern.search(text)
        if m:
            found.append("%s:%d: %r" % (path, line, m.group(0)))
    return found


def no_machine_path():
    found = []
    pattern = re.compile("|".join(PATHS))
    for path in house.files("src") + house.files("tests") + house.files("data") + \
            house.files("ui") + house.files("resources") + house.files("flatpak") + \
            [p for p in os.listdir(house.SOURCE) if p in ("run", "check", "meson.build",
                                                          "README.md")]:
        if path in PATHS_OK or path.endswith((".gz", ".png")):
            continue
        for number, line in enumerate(house.read(path).splitlines(), 1):
            m = pattern.search(line)
            # A web address may hold such a piece.
            if m and not re.search(r"https?://\S*" + re.escape(m.group(0)), line):
                found.append("%s:%d: %s" % (path, number, m.group(0)))
    return found


MARKUP_OK = {
    "src/desk/dialogs/safer-help-window.c": "the help is our own text, escaped where it is read",
    "src/desk/pages/safer-explore-page.c": "a count made bold: our own words and a number",
}


def no_markup_from_records():
    found = []
    for path in house.files("src/desk", ".c"):
        if path in MARKUP_OK:
            continue
        text = house.without_comments(house.read(path))
        for m in re.finditer(r"\bgtk_label_set_markup\w*|\bgtk_label_set_use_markup\s*\([^,]+,\s*TRUE"
                             r"|\bgtk_widget_set_tooltip_markup\b|\bpango_layout_set_markup\b", text):
            found.append("%s:%d: %s" % (path, text.count("\n", 0, m.start()) + 1, m.group(0)))
    for path in house.files("src/core", ".c"):
        text = house.without_comments(house.read(path))
        for m in re.finditer(r"\bpango_layout_set_markup\b|\bpango_parse_markup\b", text):
            found.append("%s:%d: %s" % (path, text.count("\n", 0, m.start()) + 1, m.group(0)))
    for path in house.files("ui", ".ui"):
        for number, line in enumerate(house.read(path).splitlines(), 1):
            if re.search(r'name="(use-markup|tooltip-markup)"[^>]*>\s*(true|yes|1|<)', line, re.I):
                found.append("%s:%d: markup" % (path, number))
    return found


ROWS = r"Adw(?:Action|Expander|Combo|Entry|PasswordEntry|Preferences)Row"


def rows_take_plain_titles():
    """Rows of libadwaita read their titles as markup unless told not to."""
    found = []
    for path in house.files("ui", ".ui"):
        text = house.read(path)
        for m in re.finditer(r'<object class="%s".*?>' % ROWS, text):
            end = text.find("<child", m.end())
            own = text[m.end():end if end > 0 else len(text)].split("</object>")[0]
            if 'name="use-markup"' not in own:
                found.append("%s:%d: a row without use-markup false"
                             % (path, text.count("\n", 0, m.start()) + 1))
    for path in house.files("src/desk", ".c"):
        text = house.without_comments(house.read(path))
        for m in re.finditer(r"\badw_(action|expander|combo|entry|password_entry)_row_new\s*\(", text):
            # It has to be told within the next lines, or be made by g_object_new with the property.
            if not re.search(r"set_use_markup\s*\([^;]*FALSE|\"use-markup\",\s*FALSE",
                             text[m.end():m.end() + 600]):
                found.append("%s:%d: %s" % (path, text.count("\n", 0, m.start()) + 1, m.group(0)))
        for m in re.finditer(r"g_object_new\s*\(\s*ADW_TYPE_(?:ACTION|EXPANDER|COMBO|ENTRY|"
                             r"PREFERENCES)_ROW\b", text):
            if '"use-markup", FALSE' not in text[m.end():m.end() + 600]:
                found.append("%s:%d: a row without use-markup FALSE"
                             % (path, text.count("\n", 0, m.start()) + 1))
    return found


def no_loose_end():
    found = []
    for path in house.files("src", ".c", ".h", ".build") + house.files("tests") + \
            house.files("ui") + house.files("resources"):
        if path.endswith(("test-rules.py", "/count")):
            continue
        text = house.read(path)
        if path.endswith((".c", ".h")):
            # A string may hold the word: it is a key of OpenStreetMap, for example.
            text = re.sub(r'"(?:\\.|[^"\\\n])*"', '""', text)
        for number, line in enumerate(text.splitlines(), 1):
            if re.search(r"\b(TODO|FIXME|XXX|HACK)\b", line):
                found.append("%s:%d: %s" % (path, number, line.strip()[:80]))
    return found


def files_are_of_a_size_to_read():
    found = []
    for path in house.files("src", ".c", ".h"):
        text = house.read(path)
        lines = text.count("\n")
        if lines > 900 and LONG_OK not in text[:1500]:
            found.append("%s: %d lines; divide it, or say '%s ...' in its header"
                         % (path, lines, LONG_OK))
        elif lines > 600:
            print("# note: %s has %d lines" % (path, lines))
    return found


def files_say_what_they_are():
    found = []
    for path in house.files("src", ".c", ".h"):
        text = house.read(path)
        if "SPDX-License-Identifier: GPL-3.0-or-later" not in text[:400]:
            found.append(path + ": no licence line")
        elif path.endswith(".c") and not re.search(r"/\*.{25,}?\*/", text[:2500], re.S):
            found.append(path + ": no sentence on what it is for")
    return found


def no_goto_and_no_system():
    found = []
    for path in house.files("src", ".c"):
        text = house.without_comments(house.read(path))
        text = re.sub(r'"(?:\\.|[^"\\\n])*"', '""', text)
        for m in re.finditer(r"\b(goto\s+\w+|system\s*\(|popen\s*\(|strcpy\s*\(|sprintf\s*\(|"
                             r"gets\s*\(|tmpnam\s*\()", text):
            found.append("%s:%d: %s" % (path, text.count("\n", 0, m.start()) + 1, m.group(0)))
    return found


def nothing_can_reach_the_network():
    """No call that opens a connection, but for the reader's refusal of them."""
    found = []
    for path in house.files("src", ".c"):
        text = house.without_comments(house.read(path))
        for m in re.finditer(r"\b(soup_\w+|g_socket_client_\w+|getaddrinfo|gethostbyname|"
                             r"shumate_map_source_registry_new_with_defaults|"
                             r"shumate_tile_downloader_new|g_network_monitor_\w+|"
                             r"gtk_recent_manager_\w+)\b", text):
            found.append("%s:%d: %s" % (path, text.count("\n", 0, m.start()) + 1, m.group(1)))
    return found


def strings_are_known_to_translators():
    update = os.path.join(house.SOURCE, "data", "po", "update")
    out = subprocess.run([update, "--list"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                         check=False).stdout.decode()
    wanted = {x for x in out.splitlines() if x and not x.startswith("#")}
    listed = {x for x in house.read("data/po/POTFILES").splitlines() if x and x[0] != "#"}
    return ["%s: run data/po/update" % p for p in sorted(wanted ^ listed)]


house.run([
    ("no text makes a place or a child the cause", no_avoided_word),
    ("no file knows the machine it was made on", no_machine_path),
    ("text from records never becomes markup", no_markup_from_records),
    ("rows take plain titles", rows_take_plain_titles),
    ("no loose end is left in the code", no_loose_end),
    ("files are of a size to read", files_are_of_a_size_to_read),
    ("files say what they are", files_say_what_they_are),
    ("no goto, no shell, no unbounded copy", no_goto_and_no_system),
    ("nothing can reach the network or the desktop's recent list", nothing_can_reach_the_network),
    ("every file with text for people is known to translators", strings_are_known_to_translators),
])
