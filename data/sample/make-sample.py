#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the sample partnership's sources: GeoJSON in WGS 84 and CSV, from town.py and records.py.

    make-sample.py          writes the files beside this script
    make-sample.py --check  writes nothing; fails when a file differs from what would be written
"""
import csv
import hashlib
import io
import json
import os
import sys
import uuid

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import osgrid
import records
import town

# The made-up grid letters of the screens lie on a stretch of the North Sea (square NP).
EAST, NORTH = 400000, 700000
FIELDS = ('id name kind manager_kind manager opening_times valued activities notes tags handling '
          'reviewed_on review_due parent location_confidence radius_m crosses_boundary').split()


def ident(*what):
    """A random-looking UUID that is the same in every run."""
    digest = hashlib.sha256('/'.join(('tamberley',) + what).encode()).digest()
    return str(uuid.UUID(bytes=digest[:16], version=4))


def lonlat(p):
    # A hand's breadth inside the metre, so that the grid reference, which is cut and not rounded,
    # is that of the tables.
    lon, lat = osgrid.to_lonlat(EAST + p[0] + 0.25, NORTH + p[1] + 0.25)
    return [round(lon, 6), round(lat, 6)]


def ring(points):
    """A closed ring, outer rings anticlockwise as GeoJSON asks."""
    turn = sum(points[i - 1][0] * points[i][1] - points[i][0] * points[i - 1][1]
               for i in range(len(points)))
    points = points if turn > 0 else points[::-1]
    return [lonlat(p) for p in list(points) + [points[0]]]


def shape(kind, points):
    if kind in ('point', 'around'):
        return {'type': 'Point', 'coordinates': lonlat(points)}
    if kind == 'line':
        return {'type': 'LineString', 'coordinates': [lonlat(p) for p in points]}
    return {'type': 'Polygon', 'coordinates': [ring(points)]}


def collection(name, features):
    """One feature a line: small, and a change shows as one line."""
    rows = [json.dumps({'type': 'Feature', 'properties': {k: v for k, v in what.items() if v != ''},
                        'geometry': where}, ensure_ascii=False, separators=(',', ':'))
            for what, where in features]
    return ('{"type":"FeatureCollection","name":"%s","features":[\n%s\n]}\n'
            % (name, ',\n'.join(rows)))


def table(columns, rows):
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator='\n')
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


# The program's own words for what a base map may hold; beside them the word that OpenStreetMap
# would use, so that other programs can draw the files too.
ROAD = {'primary': 'main_road', 'secondary': 'through_road', 'tertiary': 'through_road',
        'residential': 'street', 'service': 'lane', 'pedestrian': 'street', 'track': 'path',
        'path': 'path', 'footway': 'path', 'cycleway': 'path', 'steps': 'steps'}
GREEN = {'park': 'leisure', 'recreation_ground': 'leisure', 'playground': 'leisure',
         'pitch': 'leisure', 'school': 'amenity', 'wood': 'natural', 'meadow': 'landuse',
         'allotments': 'landuse', 'cemetery': 'landuse'}


def named_once(rows):
    """Of several buildings with one name only the first says it."""
    seen = set()
    for kind, name, points in rows:
        yield kind, '' if name in seen else name, points
        seen.add(name)


def base_map():
    roads = town.streets()

    def ways(lines, key, word):
        for kind, name, whole in lines:
            for part, bridge in town.bridged(whole):
                yield ({'class': word(kind), key: kind, 'name': name,
                        'bridge': 'yes' if bridge else ''}, shape('line', part))

    yield 'roads', list(ways(roads, 'highway', ROAD.get))
    yield 'rail', list(ways(town.RAILS, 'railway', lambda kind: 'rail'))
    yield 'water', [({'class': 'water' if s == 'area' else 'stream', 'water': k, 'name': n},
                     shape(s, g)) for k, n, s, g in town.WATER]
    yield 'green', [({'class': 'school_ground' if k == 'school' else 'park', GREEN[k]: k, 'name': n},
                     shape('area', g)) for k, n, g in town.GREEN]
    yield 'landuse', [({'class': 'built_up', 'landuse': k, 'name': n}, shape('area', g))
                      for k, n, g in town.land()]
    yield 'buildings', [({'class': 'building', 'building': '' if k == 'house' else k, 'name': n},
                         shape('area', g)) for k, n, g in named_once(town.buildings(roads))]
    yield 'furniture', [({'class': k, 'name': n}, shape('point', p))
                        for k, n, p in town.furniture(roads)]
    yield 'labels', ([({'class': 'place_name', 'place': k, 'name': n}, shape('point', p))
                      for k, n, p in town.LABELS]
                     + [({'class': 'station', 'name': n}, shape('point', p))
                        for n, p in town.STATIONS])


def boundary(name, code, kind, role, ru, under_18, points):
    return ({'id': ident('boundary', name), 'name': name, 'code': code, 'boundary_set': kind,
             'role': role, 'rural_urban': ru, 'population_under_18': under_18},
            shape('area', points))


def files():
    """Every file: its name below this folder, its text."""
    for name, features in base_map():
        yield f'basemap/{name}.geojson', collection(name, features)

    wards, own, nearby = town.boundaries()
    yield 'wards.geojson', collection('wards', [
        boundary(n, c, 'Wards', 'none', ru, pop, g) for n, c, pop, ru, g in wards])
    yield 'own-area.geojson', collection('own-area', [
        boundary('Tamberley', 'TAM', 'Partnership area', 'own', 'mixed',
                 sum(w[2] for w in wards), own)])
    yield 'neighbours.geojson', collection('neighbours', [
        boundary(n, c, 'Neighbours', 'neighbour', ru, pop, g) for n, c, pop, ru, g in nearby])

    on, off = [], []
    # Whatever is part of another place comes after it.
    for place in sorted(records.PLACES, key=lambda p: (p['parent'] != '', p['name'])):
        row = {'id': ident('place', place['name'])}
        row.update({k: place[k] for k in FIELDS if k != 'id'})
        row['parent'] = ident('place', place['parent']) if place['parent'] else ''
        if place['geometry']:
            on.append((row, shape(*place['geometry'])))
        else:
            off.append(row)
    yield 'places.geojson', collection('places', on)
    yield 'places-off-map.csv', table(FIELDS, off)
    yield 'links.csv', table(['id', 'from', 'to', 'link_kind', 'note'], [
        {'id': ident('link', a, b, kind), 'from': ident('place', a), 'to': ident('place', b),
         'link_kind': kind, 'note': note} for a, b, kind, note in records.LINKS])


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    check = '--check' in sys.argv[1:]
    wrong = 0
    for name, text in files():
        path = os.path.join(here, name)
        if check:
            try:
                with open(path, encoding='utf-8', newline='') as f:
                    same = f.read() == text
            except OSError:
                same = False
            if not same:
                print(f'{name} is not what make-sample.py writes: run it and look at the change')
                wrong += 1
        else:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, 'w', encoding='utf-8', newline='') as f:
                f.write(text)
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main())
