#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every text is kept and given out as it was entered, through the command line (security.md 4).

SAFER_COUNT texts, 250 unless told; tests/long runs at least 1,000."""

import csv
import json
import os
import subprocess
import tempfile
import xml.etree.ElementTree as ET

import corpus
from desktop import Skip, Tap, find_program, skip_all

COUNT = int(os.environ.get("SAFER_COUNT", "250"))
# A text in a spreadsheet cell that would be a formula is given an apostrophe: security.md 4.3.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")

tap = Tap()
try:
    CLI = find_program("safer-places-cli")
except Skip as s:
    skip_all(s)
box = tempfile.TemporaryDirectory()
FILE = os.path.join(box.name, "corpus.saferplaces")


def cli(*argv, fine=(0,)):
    done = subprocess.run([CLI, *argv], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    said = done.stderr.decode(errors="replace")
    assert done.returncode in fine, "%s: exit %d: %s %s" % (
        argv[0], done.returncode, said[-800:], done.stdout.decode(errors="replace")[-800:])
    for word in ("WARNING", "CRITICAL"):
        assert word not in said, said[-800:]
    return done.stdout.decode()


def offers(command):
    """Leaves the case out while a command is not there yet."""
    if subprocess.run([CLI, command, "--help"], stdout=subprocess.DEVNULL,
                      stderr=subprocess.DEVNULL, check=False).returncode:
        raise Skip("no command " + command)


def names():
    rows, offset = [], 0
    while True:
        page = json.loads(cli("list", FILE, "places", "--json", "--limit", "500", "--offset",
                              str(offset)))
        rows += page["rows"]
        offset += 500
        if offset >= page["total"]:
            return [r["name"] for r in rows]


def comes_in():
    source = os.path.join(box.name, "source.csv")
    with open(source, "w", encoding="utf-8", newline="") as f:
        out = csv.writer(f, quoting=csv.QUOTE_ALL)
        out.writerow(["ref", "name", "notes", "lon", "lat"])
        for number, text in enumerate(corpus.strings(COUNT)):
            # NUL has no place in CSV. Rows lie on a grid in the sea of a town that is not there.
            out.writerow(["r%d" % number, text, text, "%.5f" % (-2.36 + number % 40 / 1000),
                          "%.5f" % (51.38 + number // 40 / 1000)])
    cli("new", FILE, "--name", "Corpus & <co>")
    answer = json.loads(cli("import", FILE, source, "--as", "places", "--json", "--axes", "xy",
                            "--crs", "EPSG:4326", "--encoding", "UTF-8",
                            "--map", "name=name", "--map", "notes=notes", "--map", "lon=lon",
                            "--map", "lat=lat", "--map", "source_id=ref"))
    assert answer["read"] == COUNT, answer["read"]
    assert answer["accepted"] + answer["rejected"] == answer["read"]
    for reject in answer["rejects"]:
        assert reject["reason"] in ("no_name", "too_large", "may_identify"), reject
    global refused
    refused = answer["rejected"]


def unguarded(text):
    """Our own importer takes the apostrophe off again that a guarded cell carries (4.3)."""
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA) else text


def is_kept_as_entered():
    wanted = [corpus.as_name(unguarded(t)) for t in corpus.strings(COUNT)]
    wanted = sorted(w for w in wanted if w and len(w) <= 4000)
    kept = sorted(corpus.squeeze(n) for n in names())
    assert len(kept) == COUNT - refused
    strange = [k for k in kept if k not in set(wanted)]
    assert not strange, "kept, but never entered: %r" % strange[:3]
    lost = [w for w in wanted if w not in set(kept)]
    assert len(lost) <= refused, "lost: %r" % lost[:3]


def exported(suffix):
    offers("export")
    out = os.path.join(box.name, "out." + suffix)
    cli("export", FILE, out, "--json")
    return out


def same(found):
    kept = sorted(corpus.squeeze(n) for n in names())
    found = sorted(corpus.squeeze(n) for n in found)
    wrong = [n for n in found if n not in set(kept)]
    assert not wrong, "%d differ: %r" % (len(wrong), wrong[:3])
    assert len(found) == len(kept), "%d of %d" % (len(found), len(kept))


def goes_out_as_geojson():
    with open(exported("geojson"), encoding="utf-8") as f:
        same([x["properties"]["name"] for x in json.load(f)["features"]])


def goes_out_as_csv_without_formulas():
    with open(exported("csv"), encoding="utf-8-sig", newline="") as f:
        rows = list(csv.DictReader(f))
    for row in rows:
        for column, cell in row.items():
            if cell and cell.startswith(FORMULA):
                float(cell)  # a true number may begin with a sign
                assert column not in ("name", "notes"), (column, cell)
    same([unguarded(r["name"]) for r in rows])


def goes_out_as_kml():
    root = ET.parse(exported("kml")).getroot()
    found = [e.text or "" for p in root.iter("{http://www.opengis.net/kml/2.2}Placemark")
             for e in p.findall("{http://www.opengis.net/kml/2.2}name")]
    kept = {corpus.squeeze(n) for n in names()}
    # XML has no place for some characters (U+FFFE and its like): those may be left out.
    wrong = [n for n in found if corpus.squeeze(n) not in kept and "\ufffd" not in n]
    assert len(found) == len(kept) or len(found) == len(names()), (len(found), len(names()))
    assert len(wrong) <= 16, wrong[:3]


def goes_on_paper():
    offers("map")
    svg = os.path.join(box.name, "map.svg")
    cli("map", FILE, svg, "--title", "<b>R&D</b> \u202e%s", "--json")
    text = open(svg, encoding="utf-8").read()
    ET.fromstring(text)
    for trap in ("<script", "javascript:", "onload=", "<image href=\"http", "file://"):
        assert trap not in text, trap
    cli("map", FILE, os.path.join(box.name, "map.pdf"), "--title", "=1+1 & </text>", "--json")


def history_tells_it():
    json.loads(cli("history", FILE, "--json"))
    cli("check", FILE, "--json")


for command in ("import",):
    if subprocess.run([CLI, command, "--help"], stdout=subprocess.DEVNULL,
                      stderr=subprocess.DEVNULL, check=False).returncode != 0:
        skip_all("the command %s is not there yet" % command)

tap.case("%d texts come in" % COUNT, comes_in)
tap.case("each is kept as it was entered", is_kept_as_entered)
tap.case("each goes out as GeoJSON", goes_out_as_geojson)
tap.case("each goes out as CSV, and none is a formula", goes_out_as_csv_without_formulas)
tap.case("each goes out as KML", goes_out_as_kml)
tap.case("they go on paper as text", goes_on_paper)
tap.case("history and check bear them", history_tells_it)
tap.finish()
