# SPDX-License-Identifier: GPL-3.0-or-later
"""Metres of the British National Grid (EPSG:27700) to longitude and latitude (WGS 84).

The formulas are those of the Ordnance Survey's "A guide to coordinate systems in Great Britain",
annexes B and C: the transverse Mercator projection of the Airy 1830 ellipsoid backwards, then the
published seven-parameter shift (EPSG:1314). It agrees with PROJ without grid files to a millimetre.
"""
import math

AIRY_A, AIRY_B = 6377563.396, 6356256.909
WGS_A, WGS_B = 6378137.0, 6356752.314245
F0, LAT0, LON0, E0, N0 = 0.9996012717, math.radians(49), math.radians(-2), 400000.0, -100000.0
# OSGB36 to WGS 84: metres, seconds of arc, parts per million
TX, TY, TZ, RX, RY, RZ, S = 446.448, -125.157, 542.06, 0.15, 0.247, 0.842, -20.489


def _meridian(lat):
    n = (AIRY_A - AIRY_B) / (AIRY_A + AIRY_B)
    d, s = lat - LAT0, lat + LAT0
    return AIRY_B * F0 * ((1 + n + 5 / 4 * n ** 2 + 5 / 4 * n ** 3) * d
                          - (3 * n + 3 * n ** 2 + 21 / 8 * n ** 3) * math.sin(d) * math.cos(s)
                          + (15 / 8 * n ** 2 + 15 / 8 * n ** 3) * math.sin(2 * d) * math.cos(2 * s)
                          - 35 / 24 * n ** 3 * math.sin(3 * d) * math.cos(3 * s))


def _airy_latlon(east, north):
    e2 = 1 - (AIRY_B / AIRY_A) ** 2
    lat = LAT0
    m = 0.0
    for _ in range(12):
        lat = (north - N0 - m) / (AIRY_A * F0) + lat
        m = _meridian(lat)
    sin2 = math.sin(lat) ** 2
    nu = AIRY_A * F0 / math.sqrt(1 - e2 * sin2)
    rho = AIRY_A * F0 * (1 - e2) / (1 - e2 * sin2) ** 1.5
    eta2 = nu / rho - 1
    t, sec, de = math.tan(lat), 1 / math.cos(lat), east - E0
    lat2 = (lat - t / (2 * rho * nu) * de ** 2
            + t / (24 * rho * nu ** 3) * (5 + 3 * t ** 2 + eta2 - 9 * t ** 2 * eta2) * de ** 4
            - t / (720 * rho * nu ** 5) * (61 + 90 * t ** 2 + 45 * t ** 4) * de ** 6)
    lon = (LON0 + sec / nu * de
           - sec / (6 * nu ** 3) * (nu / rho + 2 * t ** 2) * de ** 3
           + sec / (120 * nu ** 5) * (5 + 28 * t ** 2 + 24 * t ** 4) * de ** 5
           - sec / (5040 * nu ** 7) * (61 + 662 * t ** 2 + 1320 * t ** 4 + 720 * t ** 6) * de ** 7)
    return lat2, lon


def to_lonlat(east, north):
    """Longitude and latitude in degrees of a grid position in metres."""
    lat, lon = _airy_latlon(east, north)
    e2 = 1 - (AIRY_B / AIRY_A) ** 2
    nu = AIRY_A / math.sqrt(1 - e2 * math.sin(lat) ** 2)
    x, y, z = (nu * math.cos(lat) * math.cos(lon), nu * math.cos(lat) * math.sin(lon),
               nu * (1 - e2) * math.sin(lat))
    rx, ry, rz = (math.radians(v / 3600) for v in (RX, RY, RZ))
    s = 1 + S / 1e6
    x2 = TX + s * (x - rz * y + ry * z)
    y2 = TY + s * (rz * x + y - rx * z)
    z2 = TZ + s * (-ry * x + rx * y + z)
    e2 = 1 - (WGS_B / WGS_A) ** 2
    p = math.hypot(x2, y2)
    lat = math.atan2(z2, p * (1 - e2))
    for _ in range(8):
        nu = WGS_A / math.sqrt(1 - e2 * math.sin(lat) ** 2)
        lat = math.atan2(z2 + e2 * nu * math.sin(lat), p)
    return math.degrees(math.atan2(y2, x2)), math.degrees(lat)
