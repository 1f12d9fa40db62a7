#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Speed as ratios in one run: our program beside what people would use instead.

    bench.py [--places N] [--runs R] [--only import,pdf,start,search] [--keep]

Prints a Markdown table. Anchors that are not installed are left out and said so. Everything it
writes goes below a temporary folder. Times are the median of R rounds, ours and theirs taking
turns, with a warm file cache; ours is timed as people use it: durable, with history and undo."""
import argparse
import json
import os
import random
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
BUILD = os.environ.get("SAFER_BUILD_DIR", os.path.join(HERE, "..", "..", "_build"))
CLI = os.path.join(BUILD, "src/tools/cli/safer-places-cli")
APP = os.path.join(BUILD, "src/desk/app/safer-places")
SHARED = os.environ.get("SAFER_SHARED_DATA", os.path.join(HERE, "..", "..", "..", "shared", "data"))
KINDS = ["park", "play_area", "convenience_shop", "bus_stop", "library", "takeaway", "car_park", "school_secondary"]
WORDS = ["Ash", "Beech", "Bridge", "Canal", "Chapel", "Elm", "Fern", "Forge", "Garden", "Heath", "High", "Kiln", "Mill",
         "Oak", "Orchard", "Quarry", "Station", "Stone", "Tower", "Union", "Water", "Willow"]


def run(*words, **more):
    done = subprocess.run([str(w) for w in words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more)
    if done.returncode != 0:
        raise RuntimeError(f"{words}: {done.returncode}\n{done.stderr.decode()[-2000:]}{done.stdout.decode()[-2000:]}")
    return done.stdout


def timed(*words, **more):
    begin = time.monotonic()
    run(*words, **more)
    return time.monotonic() - begin


def median(values):
    return statistics.median(values)


def make_places(path, n):
    dice = random.Random(20261012)
    with open(path, "w", encoding="utf-8") as f:
        f.write('{"type":"FeatureCollection","features":[\n')
        for i in range(n):
            lon, lat = -2.70 + dice.random() * 0.42, 51.28 + dice.random() * 0.16
            name = f"{dice.choice(WORDS)} {dice.choice(WORDS)} {i}"
            if i % 5:
                shape = {"type": "Point", "coordinates": [round(lon, 6), round(lat, 6)]}
            else:
                w, h = 0.0002 + dice.random() * 0.0006, 0.0001 + dice.random() * 0.0004
                ring = [[lon, lat], [lon + w, lat], [lon + w, lat + h], [lon, lat + h], [lon, lat]]
                shape = {"type": "Polygon", "coordinates": [[[round(x, 6), round(y, 6)] for x, y in ring]]}
            row = {"type": "Feature", "properties": {"id": str(i), "name": name, "kind": dice.choice(KINDS),
                   "notes": f"Benches near {dice.choice(WORDS)} Road, busy after school"}, "geometry": shape}
            f.write((",\n" if i else "") + json.dumps(row))
        f.write("\n]}\n")


class Bench:
    def __init__(self, folder, n, runs):
        self.folder, self.n, self.runs, self.rows = folder, n, runs, []
        self.source = os.path.join(folder, "places.geojson")
        make_places(self.source, n)
        self.town = None

    def path(self, name):
        return os.path.join(self.folder, name)

    def row(self, what, ours, anchor, theirs, aim):
        ratio = ours / theirs if theirs else None
        self.rows.append((what, ours, anchor, theirs, ratio, aim))

    def import_ours(self):
        town = self.path("town.saferplaces")
        for name in os.listdir(self.folder):
            if name.startswith("town.saferplaces"):
                full = self.path(name)
                shutil.rmtree(full) if os.path.isdir(full) else os.unlink(full)
        run(CLI, "new", town)
        seconds = timed(CLI, "import", town, self.source, "--as", "places", "--map", "source_id=id")
        self.town = town
        return seconds

    def import_ogr(self, best):
        out = self.path("ogr.sqlite")
        if os.path.exists(out):
            os.unlink(out)
        env = dict(os.environ)
        if best:
            env.update(OGR_SQLITE_SYNCHRONOUS="OFF", OGR_SQLITE_CACHE="512", OGR_SQLITE_PRAGMA="journal_mode=OFF")
        return timed("ogr2ogr", "-f", "SQLite", "-dsco", "SPATIALITE=YES", out, self.source, "-nln", "places",
                     "-nlt", "GEOMETRY", "-gt", "unlimited", env=env)

    def do_import(self):
        ours, plain, best = [], [], []
        for _ in range(self.runs):
            ours.append(self.import_ours())
            plain.append(self.import_ogr(False))
            best.append(self.import_ogr(True))
        self.row(f"import {self.n:,} places, indexed, searchable, undoable", median(ours),
                 "ogr2ogr to SpatiaLite", median(plain), "≤ 1×")
        self.row("the same", median(ours), "ogr2ogr, no fsync, no journal", median(best), "")

    def ready(self):
        if self.town is None:
            self.import_ours()
        return self.town

    def do_search(self):
        town = self.ready()
        base = median([timed(CLI, "info", town) for _ in range(self.runs)])
        found = median([timed(CLI, "list", town, "places", "--search", "orchard wil", "--limit", "50", "--json")
                        for _ in range(self.runs)])
        self.row("search as you type, whole command less the time of `info`", max(found - base, 0.0), "aim 50 ms", None, "≤ 0.05 s")

    def do_pdf(self):
        town = self.ready()
        out = self.path("map.pdf")
        ours, theirs = [], []
        script = self.path("qgis_a3.py")
        gpkg = self.path("places.gpkg")
        with open(script, "w", encoding="utf-8") as f:
            f.write(QGIS_A3)
        have_qgis = shutil.which("qgis") is not None
        if have_qgis:
            run("ogr2ogr", "-f", "GPKG", gpkg, self.source, "-nln", "places", "-nlt", "GEOMETRY")
        for _ in range(self.runs):
            ours.append(timed(CLI, "map", town, out, "--paper", "A3", "--landscape", "--date", "2026-10-12"))
            if have_qgis:
                theirs.append(timed("/usr/bin/python3", script, gpkg, self.path("qgis.pdf"),
                                    env=dict(os.environ, QT_QPA_PLATFORM="offscreen")))
        self.row("A3 page of the whole area as PDF", median(ours), "QGIS print layout", median(theirs) if theirs else None, "≤ 0.6×")

    def first_frame(self, words, seen):
        """Seconds until `seen` (a shell test) holds, on a private display."""
        script = self.path("start.sh")
        with open(script, "w", encoding="utf-8") as f:
            f.write(START % {"words": " ".join(words), "seen": seen})
        out = run("xvfb-run", "-a", "-s", "-screen 0 1280x800x24", "dbus-run-session", "--", "bash", script, timeout=180,
                  env=dict(os.environ, GDK_BACKEND="x11", GSK_RENDERER="cairo", GSETTINGS_BACKEND="memory",
                           HOME=self.path("home"), XDG_RUNTIME_DIR=self.path("home"), QT_QPA_PLATFORM="xcb",
                           GSETTINGS_SCHEMA_DIR=os.path.join(BUILD, "data")))
        seconds, memory = out.decode().split("RESULT ")[1].split()[:2]
        return float(seconds), float(memory)

    def do_start(self):
        town = self.ready()
        os.makedirs(self.path("home"), mode=0o700, exist_ok=True)
        ours, memory, maps, qgis = [], [], [], []
        window = "xdotool search --onlyvisible --class %s"
        for _ in range(self.runs):
            seconds, kib = self.first_frame([APP, town], window % "safer" + " && " + PAINTED)
            ours.append(seconds)
            memory.append(kib / 1024)
            if shutil.which("gnome-maps"):
                maps.append(self.first_frame(["gnome-maps"], window % "maps")[0])
            if shutil.which("qgis"):
                qgis.append(self.first_frame(["/usr/bin/qgis.bin", "--nologo", "--noversioncheck", "--profiles-path",
                                              self.path("profile"), self.path("places.gpkg")],
                                             window % "qgis" + " && " + PAINTED)[0])
        if qgis:
            self.row(f"start to a painted map, {self.n:,} places", median(ours), "QGIS, the same places", median(qgis), "≤ 0.4×")
        if maps:
            self.row("the same", median(ours), "GNOME Maps, window on screen", median(maps), "stated")
        self.row("memory then, MB (resident)", median(memory), "aim 200 MB", None, "≤ 200")

    def table(self):
        lines = ["| What | Ours | Beside | Theirs | Ratio | Aim |", "|---|---:|---|---:|---:|---|"]
        for what, ours, anchor, theirs, ratio, aim in self.rows:
            lines.append(f"| {what} | {ours:.2f} | {anchor} | " + (f"{theirs:.2f}" if theirs else "–") + " | "
                         + (f"{ratio:.2f}×" if ratio else "–") + f" | {aim} |")
        return "\n".join(lines)


# The middle of the display is no longer one colour: something has been drawn there.
PAINTED = ("[ \"$(import -window root -crop 400x300+500+250 -colors 16 -unique-colors txt:- | wc -l)\" -gt 8 ]")

START = """t0=$(date +%%s.%%N); %(words)s >/dev/null 2>&1 & p=$!
seen=
for i in $(seq 1 600); do if { %(seen)s; } >/dev/null 2>&1; then seen=1; break; fi; sleep 0.03; done
t1=$(date +%%s.%%N); rss=$(awk '/VmHWM/ {print $2}' /proc/$p/status 2>/dev/null || echo 0)
kill -9 $p 2>/dev/null; wait $p 2>/dev/null
[ "$seen" ] || { echo "nothing was seen: no time to state" >&2; exit 1; }
echo "RESULT $(echo "$t1 - $t0" | bc -l) ${rss:-0}"
"""

QGIS_A3 = """import sys
from qgis.core import *
app = QgsApplication([], False); app.initQgis()
layers = []
for kind in ("Point", "Polygon"):
    l = QgsVectorLayer("%s|layername=places|geometrytype=%s" % (sys.argv[1], kind), kind, "ogr")
    if l.isValid() and l.featureCount():
        QgsProject.instance().addMapLayer(l); layers.append(l)
extent = layers[0].extent()
lay = QgsPrintLayout(QgsProject.instance()); lay.initializeDefaults()
lay.pageCollection().page(0).setPageSize("A3", QgsLayoutItemPage.Landscape)
m = QgsLayoutItemMap(lay); m.setRect(0, 0, 300, 239); m.setExtent(extent); lay.addLayoutItem(m)
m.attemptMove(QgsLayoutPoint(12, 30, QgsUnitTypes.LayoutMillimeters))
t = QgsLayoutItemLabel(lay); t.setText("Map"); t.adjustSizeToText(); lay.addLayoutItem(t)
g = QgsLayoutItemLegend(lay); g.setLinkedMap(m); lay.addLayoutItem(g); g.attemptMove(QgsLayoutPoint(320, 30, QgsUnitTypes.LayoutMillimeters))
s = QgsLayoutItemScaleBar(lay); s.setLinkedMap(m); s.applyDefaultSize(); lay.addLayoutItem(s)
r = QgsLayoutExporter(lay).exportToPdf(sys.argv[2], QgsLayoutExporter.PdfExportSettings())
assert r == QgsLayoutExporter.Success, r
import os; os._exit(0)
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--places", type=int, default=50000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", default="import,search,pdf")
    parser.add_argument("--keep", action="store_true")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    folder = tempfile.mkdtemp(prefix="safer-bench-")
    try:
        bench = Bench(folder, options.places, options.runs)
        for group in options.only.split(","):
            getattr(bench, "do_" + group)()
        print(bench.table())
    finally:
        if not options.keep:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
