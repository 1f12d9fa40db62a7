# SPDX-License-Identifier: GPL-3.0-or-later
"""The ground of Tamberley, an invented town, in metres.

Positions are grid metres without their grid letters: 10345, 29265 is what the screens call
XT 10345 29265. Everything is worked out from the tables below and from fixed seeds, so that the
same run gives the same town. North is up; distances and areas are true on the plane.
"""
import math
import random
import zlib

# ---------------------------------------------------------------- small geometry


def spline(points, step=22.0):
    """A smooth line through all points (Catmull-Rom), a vertex about every `step` metres."""
    if len(points) < 3:
        return list(points)
    out = [points[0]]
    for i in range(len(points) - 1):
        p0 = points[i - 1] if i else points[i]
        p1, p2 = points[i], points[i + 1]
        p3 = points[i + 2] if i + 2 < len(points) else p2
        c1 = (p1[0] + (p2[0] - p0[0]) / 6, p1[1] + (p2[1] - p0[1]) / 6)
        c2 = (p2[0] - (p3[0] - p1[0]) / 6, p2[1] - (p3[1] - p1[1]) / 6)
        n = max(2, int(math.dist(p1, p2) / step))
        for k in range(1, n + 1):
            t = k / n
            u = 1 - t
            out.append(tuple(u ** 3 * a + 3 * u * u * t * b + 3 * u * t * t * c + t ** 3 * d
                             for a, b, c, d in zip(p1, c1, c2, p2)))
    return thin(out, 0.35)


def thin(line, tolerance):
    """Leaves out vertices that lie nearer than `tolerance` to the line without them."""
    if len(line) < 3:
        return line
    a, b = line[0], line[-1]
    far, at = -1.0, 0
    for i in range(1, len(line) - 1):
        d = to_segment(line[i], a, b)
        if d > far:
            far, at = d, i
    if far <= tolerance:
        return [a, b]
    return thin(line[:at + 1], tolerance)[:-1] + thin(line[at:], tolerance)


def to_segment(p, a, b):
    dx, dy = b[0] - a[0], b[1] - a[1]
    length2 = dx * dx + dy * dy
    t = 0 if length2 == 0 else max(0, min(1, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length2))
    return math.hypot(p[0] - a[0] - t * dx, p[1] - a[1] - t * dy)


def inside(p, ring):
    hit = False
    for i in range(len(ring)):
        (x1, y1), (x2, y2) = ring[i - 1], ring[i]
        if (y1 > p[1]) != (y2 > p[1]) and p[0] < (x2 - x1) * (p[1] - y1) / (y2 - y1) + x1:
            hit = not hit
    return hit


def band(line, half, wobble=0.0):
    """The area within about `half` metres of a line: the banks of a river."""
    left, right = [], []
    gone = 0.0
    for i, p in enumerate(line):
        a, b = line[max(0, i - 1)], line[min(len(line) - 1, i + 1)]
        d = math.dist(a, b)
        gone += math.dist(line[max(0, i - 1)], p)
        nx, ny = -(b[1] - a[1]) / d, (b[0] - a[0]) / d
        h = half + wobble * math.sin(gone / 140)
        left.append((p[0] + nx * h, p[1] + ny * h))
        right.append((p[0] - nx * h, p[1] - ny * h))
    return left + right[::-1]


def box(x, y, w, h, turn=0.0):
    """A rectangle by its middle, its size and its turn in degrees."""
    c, s = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    return [(x + dx * c - dy * s, y + dx * s + dy * c)
            for dx, dy in ((-w / 2, -h / 2), (w / 2, -h / 2), (w / 2, h / 2), (-w / 2, h / 2))]


def chance(*what):
    return random.Random(zlib.crc32('/'.join(map(str, what)).encode()))


# ---------------------------------------------------------------- water, rail

RIVER_POINTS = [(7050, 30040), (7700, 29800), (8400, 29850), (9100, 29700), (9700, 29600), (10000, 29480), (10300, 29440), (10500, 29310),
                (10640, 29120), (10800, 28970), (11050, 28925), (11300, 28980), (11550, 28960),
                (11800, 28850), (12100, 28800), (12500, 28880), (13200, 28830), (13900, 28700), (14600, 28720),
                (15400, 28480), (15950, 28500)]
RIVER = spline(RIVER_POINTS, 14)
RIVER_HALF = 24.0
BROOK = spline([(12700, 25700), (12760, 26400), (12520, 27100), (12400, 27500), (12250, 27850), (12180, 28150), (12296, 28420),
                (12312, 28600), (12326, 28822)])
FLEET = spline([(9300, 31950), (9480, 31300), (9420, 30600), (9380, 30250), (9300, 29980), (9350, 29640)])
LOCK_CUT = spline([(10846, 28950), (10925, 28893), (11080, 28881), (11180, 28948)])
RAIL = spline([(10230, 25700), (10170, 26400), (10170, 27100), (10180, 27700), (10215, 28300), (10240, 28700), (10262, 29000),
               (10300, 29300), (10360, 29620), (10440, 30100), (10520, 30600),
               (10560, 31300), (10520, 31950)])
LOOP = spline([(10322, 29420), (10350, 29520), (10374, 29620), (10400, 29780), (10428, 30020)])
TRAM = spline([(11640, 29395), (11720, 29375), (11800, 29310), (11935, 29312), (12300, 29372),
               (13100, 29452), (13900, 29592),
               (14900, 29652), (15950, 29812)])

WATER = [
    ('river', 'River Tamber', 'area', band(RIVER, RIVER_HALF, 1.5)),
    ('river', 'River Tamber', 'line', RIVER),
    ('canal', 'Tamberley Lock', 'area', band(LOCK_CUT, 5.0)),
    ('stream', 'Hollins Brook', 'line', BROOK),
    ('stream', 'Weir Fleet', 'line', FLEET),
    ('pond', 'Northgate pond', 'area',
     spline([(11075, 29785), (11100, 29782), (11112, 29795), (11098, 29810), (11078, 29806),
             (11070, 29795), (11075, 29785)], 6)[:-1]),
    ('pond', 'Weir pool', 'area',
     spline([(9480, 29250), (9540, 29230), (9600, 29250), (9610, 29300), (9550, 29330),
             (9490, 29310), (9480, 29250)], 14)[:-1]),
]
RAILS = [('rail', 'Tamber Valley line', RAIL), ('siding', '', LOOP),
         ('tram', 'Corran tramway', TRAM)]

# ---------------------------------------------------------------- main roads and paths

MAIN = {
    'Northgate Road': ('primary', [(11240, 29240), (11200, 29700), (11180, 30100), (11160, 30600),
                                   (11120, 31300), (11190, 31950)]),
    'Eastgate': ('primary', [(11240, 29240), (11500, 29258), (11760, 29288), (12300, 29360),
                             (13100, 29440), (13900, 29580), (14900, 29640), (15950, 29800)]),
    'Station Road': ('primary', [(11240, 29240), (11020, 29225), (10820, 29240), (10560, 29480),
                                 (10400, 29660), (10000, 29770), (9100, 29940), (8100, 30080),
                                 (7050, 30400)]),
    'Bridge Street': ('primary', [(11240, 29240), (11250, 28940), (11280, 28700)]),
    'Hollins Road': ('primary', [(11280, 28700), (11500, 28400), (11700, 27700), (11800, 27100),
                                 (11860, 26400), (11800, 25700)]),
    'Corran Bridge Road': ('secondary', [(11950, 29310), (11960, 28820), (11900, 28520),
                                         (11530, 28350)]),
    'Mill Lane': ('secondary', [(11268, 28755), (10950, 28708), (10700, 28678), (10240, 28668),
                                (9100, 28620), (8100, 28700), (7050, 28640)]),
    'Kiln Lane': ('secondary', [(11480, 29258), (11470, 29440), (11700, 29580), (11950, 29310)]),
    'Priory Road': ('secondary', [(10820, 29240), (10860, 29520), (11195, 29740)]),
    'Eastgate Crescent': ('secondary', [(11280, 28700), (11560, 28750), (11930, 28670),
                                        (11943, 28666)]),
    'Corran Road': ('secondary', [(11953, 28738), (12120, 28734), (12400, 28670), (13100, 28640),
                                  (13900, 28540), (14900, 28380), (15950, 28240)]),
    'Hatherby Road': ('secondary', [(11700, 29580), (12200, 29700), (13100, 29740),
                                    (13900, 29700), (14900, 29860), (15950, 30150)]),
}
LESSER = [
    ('tertiary', 'Weir Road', [(9640, 28648), (9560, 28900), (9620, 29160)]),
    ('tertiary', 'Westgate Rise', [(9720, 29830), (9760, 30090), (9830, 30420), (9900, 30600),
                                     (9960, 31200), (9900, 31950)]),
    ('tertiary', 'Moor Road', [(10498, 27955), (10500, 27700), (10470, 27400), (10500, 27100), (10560, 26400),
                               (10500, 25700)]),
    ('tertiary', 'Cemetery Road', [(11070, 28063), (11130, 27900), (11400, 27830), (11660, 27840)]),
    ('tertiary', 'Hollins Park Road', [(11735, 27480), (11880, 27500), (12080, 27560),
                                       (12220, 27700)]),
    ('tertiary', 'Northfield Road', [(11186, 30010), (11560, 30030), (11900, 30020), (12060, 29945)]),
    ('residential', 'Barley Mow Lane', [(11092, 29785), (11197, 29785)]),
    ('residential', 'Alderman Street', [(10435, 28580), (10435, 28665)]),
    ('residential', 'Academy Road', [(10685, 28576), (10690, 28675)]),
    ('residential', 'Academy Way', [(10660, 28580), (10720, 28590)]),
    ('residential', 'Wharf Street', [(11235, 28555), (11290, 28690)]),
    ('residential', 'Millers Way', [(11240, 28255), (11400, 28262), (11545, 28290)]),
    ('residential', 'Garden Street', [(11275, 29738), (11200, 29738)]),
    ('residential', 'Saddlers Row', [(11330, 29160), (11243, 29160)]),
    ('residential', 'Quay Street', [(11335, 29085), (11248, 29085)]),
    ('pedestrian', "Cutler's Passage", [(11208, 29150), (11242, 29150)]),
    ('residential', 'Hollins Walk', [(11560, 28750), (11578, 28650), (11560, 28500),
                                     (11480, 28430)]),
    ('residential', 'Hollins Green', [(11578, 28650), (11720, 28640), (11735, 28550),
                                      (11720, 28440)]),
    ('residential', 'Eastfield Road', [(12060, 29200), (11953, 29200)]),
    ('residential', 'Eastfield Drive', [(12085, 29050), (11957, 29050)]),
    ('residential', 'Tile Kiln Road', [(12180, 29760), (12200, 29700)]),
    ('residential', 'Leisure Way', [(12352, 28560), (12330, 28688)]),
    ('residential', 'Glebe Street', [(11217, 29480), (11340, 29490), (11466, 29462)]),
    ('residential', 'Arcade Lane', [(11340, 29490), (11352, 29400), (11300, 29345), (11228, 29345)]),
    ('residential', 'Canon Row', [(11027, 29438), (11050, 29560), (11207, 29580)]),
    ('residential', 'Dean Street', [(11130, 29570), (11140, 29436)]),
    ('residential', 'Priory Close', [(11020, 29440), (10870, 29520)]),
    ('pedestrian', 'Library Walk', [(11140, 29400), (11222, 29400)]),
    ('residential', 'Brookside', [(12066, 28113), (12120, 28180), (12110, 28300), (12050, 28400),
                                  (11915, 28545)]),
    ('residential', 'Lower Brook Lane', [(12042, 27990), (12180, 27980), (12338, 28110)]),
    ('residential', 'Blacksmith Lane', [(11054, 28096), (11106, 28046)]),
    ('residential', 'Ropewalk', [(10700, 28280), (10756, 28170)]),
    ('residential', 'South Field Way', [(10672, 27948), (10742, 27845)]),
    ('residential', 'Hop Yard', [(10590, 30040), (10628, 29908)]),
    ('residential', 'Chandler Street', [(11066, 29930), (11140, 29960), (11187, 29985)]),
    ('residential', 'Ash Bank', [(11270, 29935), (11192, 29905)]),
    ('residential', 'Beacon Street', [(11729, 29950), (11790, 30024)]),
    ('residential', 'Fold Lane', [(11735, 29720), (11830, 29690), (11960, 29640)]),
    ('residential', 'Fuller Street', [(12300, 29350), (12305, 29270)]),
    ('residential', 'Malting Lane', [(10430, 29990), (10300, 30010), (10250, 30075)]),
    ('residential', 'Sandpit Lane', [(10150, 28560), (10160, 28664)]),
    ('residential', 'Field View', [(9660, 28560), (9650, 28646)]),
    ('service', 'Station Approach', [(10395, 29668), (10385, 29715), (10400, 29760)]),
    ('service', 'Priory car park', [(11048, 29438), (11048, 29410)]),
    ('service', 'Bus station', [(11476, 29330), (11540, 29340), (11600, 29330), (11625, 29362)]),
    ('service', '', [(12120, 28665), (12110, 28590), (12170, 28570)]),
    ('service', '', [(11940, 27515), (11935, 27450), (12060, 27446)]),
    ('service', '', [(12080, 27560), (12070, 27690)]),
    ('service', '', [(11395, 27832), (11390, 27720), (11300, 27690)]),
    ('service', '', [(11172, 30255), (11142, 30262), (11140, 30310)]),
    ('track', 'Weir Farm track', [(9620, 29160), (9480, 29180), (9300, 29260)]),
    ('track', 'Moor Farm track', [(10470, 27400), (10700, 27330), (10980, 27350)]),
    ('track', '', [(12905, 29735), (12960, 29980), (12900, 30200)]),
]
PATHS = [
    ('path', 'Tamber Path', [(10380, 28670), (10400, 28820), (10425, 28950), (10520, 28990),
                             (10640, 28880), (10760, 28840), (11010, 28850), (11245, 28865),
                             (11400, 28880), (11560, 28890), (11800, 28785), (11955, 28760)]),
    ('path', '', [(10425, 28950), (10400, 29120), (10450, 29230)]),
    ('path', 'Academy path', [(10760, 28840), (10735, 28690)]),
    ('path', '', [(10520, 28990), (10600, 29015)]),
    ('path', '', [(10262, 28670), (10310, 28860), (10425, 28950)]),
    ('path', 'Tamber Path', [(9200, 29610), (9600, 29560), (9950, 29440), (10240, 29400),
                             (10345, 29340), (10450, 29230)]),
    ('path', 'Tamber Path', [(11955, 28760), (12100, 28762), (12300, 28796), (12560, 28835),
                             (12900, 28800), (13300, 28770)]),
    ('footway', 'Priory Walk', [(11060, 28965), (11100, 29007)]),
    ('footway', 'Town Quay', [(11255, 29012), (11420, 29008), (11560, 28992), (11700, 28935)]),
    ('footway', '', [(11020, 29750), (11080, 29800), (11140, 29860)]),
    ('footway', '', [(11150, 29760), (11080, 29800), (11010, 29850)]),
    ('path', 'Brook Path', [(12300, 28650), (12275, 28430), (12165, 28160), (12235, 27870)]),
    ('footway', '', [(12060, 28520), (12160, 28580), (12280, 28640)]),
    ('footway', 'Hollins steps', [(11735, 28550), (11790, 28590), (11905, 28560)]),
    ('path', '', [(9560, 28900), (9800, 29000), (10050, 28960), (10250, 28960)]),
    ('path', 'Weir Wood path', [(9620, 29160), (9760, 29240), (9880, 29330), (9950, 29440)]),
    ('footway', '', [(12430, 29060), (12520, 29120), (12610, 29190)]),
    ('footway', '', [(11300, 27960), (11370, 27830), (11420, 27700)]),
    ('footway', 'Station footbridge', [(10345, 29640), (10400, 29635)]),
    ('cycleway', 'Old Tramway', [(12350, 29330), (12360, 29220), (12345, 29030), (12312, 28870),
                                 (12302, 28796)]),
]

# ---------------------------------------------------------------- blocks of streets
# name, corner (north-west), along, down, columns, rows, style, bend; the first fourteen are the
# screens' own, straight as they are drawn there, the rest make the town whole.

BLOCKS = [
    ('priory-hill', (10620, 29910), (117.5, -11.75), (-10.4, -104.6), 4, 3, 'semi', 0),
    ('northgate', (11270, 29940), (110, 5.5), (5, -100), 4, 4, 'terrace', 0),
    ('millfield', (10310, 28580), (125, -2), (-2.5, -125), 3, 5, 'semi', 0),
    ('academy', (11130, 28570), (103.5, -17), (-19, -118.5), 2, 4, 'semi', 0),
    ('hollins-south', (11600, 28280), (119.5, -12), (-12, -119.3), 4, 3, 'semi', 0),
    ('eastfield', (12050, 29240), (129.5, 13), (9.3, -94.7), 4, 3, 'semi', 0),
    ('tile-kiln', (12050, 29940), (130, 2.5), (2, -90), 4, 2, 'semi', 0),
    ('minster', (11000, 29200), (105, -3), (-3, -95), 2, 2, 'terrace', 0),
    ('wharf', (11330, 29200), (119.8, 7.3), (5.6, -95), 4, 2, 'terrace', 0),
    ('priory', (10900, 29440), (120, -2.5), (-1.5, -80), 2, 2, 'terrace', 0),
    ('brook-east', (12350, 28580), (120, -3.6), (-3.5, -120), 3, 4, 'semi', 0),
    ('south-mill', (10760, 28280), (120, -4.7), (-4.5, -110), 3, 4, 'semi', 0),
    ('kiln', (11540, 29520), (88, 48), (43, -79), 2, 2, 'terrace', 0),
    ('station', (10560, 29410), (71.5, -54.5), (-42, -56), 2, 1, 'terrace', 0),
    ('west-rise', (9770, 30370), (118, -14), (-8, -104), 4, 3, 'semi', 11),
    ('far-rise', (9400, 30330), (112, -6), (-14, -100), 3, 3, 'semi', 12),
    ('hop-yard', (10600, 30400), (116, -3), (-6, -104), 4, 3, 'semi', 9),
    ('northfield', (11240, 30330), (116, 2), (4, -98), 4, 3, 'semi', 9),
    ('tile-hill', (11800, 30330), (122, 4), (6, -98), 6, 3, 'detached', 13),
    ('sandpit', (9400, 28560), (125, 2), (3, -118), 6, 4, 'semi', 10),
    ('moor-side', (10300, 27850), (122, -4), (-3, -112), 3, 4, 'semi', 9),
    ('south-field', (10790, 27740), (118, -6), (-5, -106), 3, 3, 'detached', 11),
    ('fold', (11880, 29650), (110, 16), (-16, -96), 1, 2, 'terrace', 0),
    ('low-hollins', (11500, 27690), (-105, 8), (6, -98), 3, 4, 'semi', 8),
]
# Inner streets that were never built, so that not every block is a chessboard.
LEFT_OUT = {('west-rise', 'c', 2), ('west-rise', 'r', 1), ('far-rise', 'c', 1), ('hop-yard', 'c', 1),
            ('hop-yard', 'c', 3), ('northfield', 'r', 2), ('northfield', 'c', 2),
            ('tile-hill', 'c', 1), ('tile-hill', 'c', 3), ('tile-hill', 'c', 5),
            ('tile-hill', 'r', 2), ('sandpit', 'c', 2), ('sandpit', 'c', 5), ('sandpit', 'r', 2),
            ('moor-side', 'c', 1), ('moor-side', 'r', 3), ('south-field', 'c', 2),
            ('low-hollins', 'c', 1), ('low-hollins', 'r', 2)}
STEMS = ('Hawthorn Rowan Orchard Chapel Linden Sycamore Meadow Lark Plover Wren Swallow Heron Teal '
         'Kestrel Juniper Hazel Bramble Clover Thistle Sorrel Tansy Fennel Barley Harvest Granary '
         'Threshers Weavers Dyers Coopers Tanners Saddle Farrier Mason Potter Glover Fletcher Candle '
         'Lantern Bellfield Abbots Canons Friars Cloister Almoner Pilgrim Warden Steward Beacon '
         'Furlong Glebe Hallow Ridge Spinney Copse Dingle Larch Cedar Laurel Myrtle Primrose Campion '
         'Foxglove Bluebell Cowslip Marigold Yarrow Quarry Lime Chalk Flint Marl Sand Cinder Anvil '
         'Forge Bellows Ferry Osier Withy Sedge Reed Rush Kingcup Otter Minnow Dipper').split()
SUFFIXES = 'Road Street Avenue Close Grove Lane Way Drive Place Terrace Rise Gardens'.split()


def street_names():
    names, used = [], set(MAIN)
    r = chance('street names')
    pairs = [(a, b) for a in STEMS for b in SUFFIXES]
    r.shuffle(pairs)
    stems = {}
    for a, b in pairs:
        if stems.get(a, 0) < 3 and f'{a} {b}' not in used:
            stems[a] = stems.get(a, 0) + 1
            names.append(f'{a} {b}')
    return iter(names)


def bent(p, bend):
    if not bend:
        return p
    return (p[0] + bend * math.sin(p[1] / 83 + p[0] / 410), p[1] + bend * math.sin(p[0] / 97))


class Block:
    def __init__(self, row):
        (self.name, self.corner, self.along, self.down, self.cols, self.rows, self.style,
         self.bend) = row

    def at(self, u, v):
        """A position by columns along and rows down."""
        return bent((self.corner[0] + u * self.along[0] + v * self.down[0],
                     self.corner[1] + u * self.along[1] + v * self.down[1]), self.bend)

    def line(self, u1, v1, u2, v2):
        n = 1 if not self.bend else max(2, 5 * int(abs(u2 - u1) + abs(v2 - v1)))
        return thin([self.at(u1 + (u2 - u1) * k / n, v1 + (v2 - v1) * k / n)
                     for k in range(n + 1)], 0.3)

    def has(self, way, k):
        return (self.name, way, k) not in LEFT_OUT

    def outline(self, grow=0.13):
        g, c, r = grow, self.cols, self.rows
        return (self.line(-g, -g, c + g, -g)[:-1] + self.line(c + g, -g, c + g, r + g)[:-1]
                + self.line(c + g, r + g, -g, r + g)[:-1] + self.line(-g, r + g, -g, -g)[:-1])


ALL_BLOCKS = [Block(row) for row in BLOCKS]

# ---------------------------------------------------------------- greens and other land

ALDER_PARK = [(10345, 29265), (10455, 29255), (10570, 29095), (10735, 28925), (10705, 28820),
              (10430, 28795), (10330, 28880), (10318, 29100)]
NORTHGATE_GARDENS = [(11010, 29850), (11140, 29860), (11150, 29760), (11020, 29750)]
BOATHOUSE_MEADOW = [(11330, 28925), (11500, 28930), (11640, 28890), (11600, 28830), (11400, 28840)]
EASTFIELD_REC = [(12420, 29180), (12600, 29200), (12620, 29070), (12440, 29050)]
EASTGATE_FIELDS = [(12040, 28670), (12290, 28650), (12270, 28500), (12050, 28510)]
ACADEMY = [(10720, 28590), (11045, 28625), (11085, 28380), (10760, 28340)]
PRIMARY = [(10440, 28322), (10552, 28320), (10550, 28210), (10438, 28212)]
WEIR_WOOD = spline([(9660, 29180), (9760, 29130), (9920, 29170), (10020, 29260), (9990, 29370),
                    (9890, 29410), (9780, 29380), (9690, 29300), (9660, 29180)], 30)[:-1]
ALLOTMENTS = [(9860, 28720), (10150, 28730), (10165, 28860), (9870, 28850)]
CEMETERY = [(11270, 27975), (11560, 27965), (11590, 27865), (11420, 27855), (11290, 27895)]
SKATE_PARK = [(12200, 28545), (12255, 28540), (12252, 28510), (12197, 28513)]
HOLLINS_COURT = [(11765, 28575), (11800, 28579), (11803, 28557), (11768, 28553)]
HOLLINS_GREEN = [(11600, 28580), (11700, 28572), (11695, 28535), (11605, 28545)]
ROVERS = [(9360, 28795), (9505, 28805), (9515, 28945), (9370, 28935)]
TAMBER_MEADOWS = ([(9480, 28700), (9830, 28715), (9850, 28880), (10190, 28890), (10215, 29180),
                   (10050, 29200), (9910, 29150), (9760, 29110), (9650, 29160), (9590, 29100)])
SCHOOL_SPECIAL = [(9560, 28270), (9640, 28268), (9650, 28175), (9565, 28180)]
COLLEGE = [(11520, 29735), (11612, 29740), (11616, 29660), (11524, 29655)]
WESTGATE_PLAY = [(10010, 30150), (10100, 30138), (10092, 30075), (10004, 30085)]
QUARRY = spline([(12820, 28400), (12960, 28430), (13050, 28340), (12990, 28220), (12850, 28230),
                 (12790, 28310), (12820, 28400)], 30)[:-1]

GREEN = [
    ('park', 'Alder Park', ALDER_PARK),
    ('park', 'Northgate Gardens', NORTHGATE_GARDENS),
    ('park', 'Boathouse Meadow', BOATHOUSE_MEADOW),
    ('park', 'Eastfield recreation ground', EASTFIELD_REC),
    ('recreation_ground', 'Eastgate playing fields', EASTGATE_FIELDS),
    ('park', 'Hollins Green', HOLLINS_GREEN),
    ('park', 'Westgate play ground', WESTGATE_PLAY),
    ('school', 'Tamberley Academy grounds', ACADEMY),
    ('school', 'Millfield Primary School grounds', PRIMARY),
    ('school', 'Weir View School grounds', SCHOOL_SPECIAL),
    ('school', 'Tamber College grounds', COLLEGE),
    ('wood', 'Weir Wood', WEIR_WOOD),
    ('meadow', 'Tamber Meadows', TAMBER_MEADOWS),
    ('allotments', 'Mill Lane allotments', ALLOTMENTS),
    ('cemetery', 'Hollins Road cemetery', CEMETERY),
    ('pitch', 'Hollins games court', HOLLINS_COURT),
    ('pitch', 'Eastgate skate park', SKATE_PARK),
    ('pitch', 'Rovers ground', ROVERS),
    ('pitch', '', box(12110, 28625, 90, 55, -4)),
    ('pitch', '', box(10990, 28560, 90, 60, 6)),
    ('pitch', '', box(10985, 28450, 80, 100, 6)),
    ('playground', 'Northgate Gardens play area', box(11122, 29772, 30, 20, -5)),
    ('playground', 'Hollins Green play area', box(11625, 28563, 26, 18, -5)),
    ('playground', 'Eastfield play area', box(12590, 29180, 26, 18, 6)),
    ('wood', '', spline([(12760, 30150), (12900, 30130), (12980, 30250), (12890, 30360),
                         (12770, 30290), (12760, 30150)], 35)[:-1]),
    ('wood', 'Quarry Wood', QUARRY),
    ('wood', '', spline([(9250, 27420), (9400, 27380), (9520, 27470), (9470, 27590), (9320, 27600),
                         (9250, 27420)], 35)[:-1]),
]
KILN_YARD = [(11560, 29359), (11650, 29359), (11650, 29299), (11560, 29299)]
MARKET_SQUARE = [(11204, 29282), (11236, 29285), (11272, 29281), (11276, 29236), (11232, 29232),
                 (11206, 29236)]
OLD_MALTINGS = [(10415, 29530), (10470, 29540), (10492, 29490), (10440, 29470)]
HOLLINS_PARK = [(11870, 27800), (12170, 27830), (12260, 27640), (12210, 27430), (11880, 27430)]
HOLLINS_ESTATE = [(11420, 28735), (11590, 28745), (11780, 28715), (11780, 28480), (11560, 28470),
                  (11440, 28560)]
LAND = [
    ('pedestrian', 'Market Square', MARKET_SQUARE),
    ('parking', 'Kiln Yard', KILN_YARD),
    ('retail', 'Priory Arcade', [(11290, 29325), (11450, 29330), (11455, 29262), (11292, 29258)]),
    ('brownfield', 'The Old Maltings', OLD_MALTINGS),
    ('industrial', 'Hollins Park industrial estate', HOLLINS_PARK),
    ('industrial', 'Weir Works', [(9440, 29140), (9600, 29135), (9605, 29010), (9450, 29000)]),
    ('railway', '', [(10330, 29480), (10420, 29500), (10452, 29760), (10380, 29770)]),
    ('residential', 'Hollins estate', HOLLINS_ESTATE),
    ('farmyard', 'Weir Farm', box(9290, 29280, 80, 60, 12)),
    ('farmyard', 'Moor Farm', box(11010, 27340, 80, 60, -8)),
]

# Buildings that have a place on the screens, or a name: class, name, ring
NAMED = [('apartments', 'Hollins estate', [(x, y), (x + 52, y - 4), (x + 50, y - 26), (x - 2, y - 22)])
         for x, y in ((11450, 28711), (11520, 28715), (11600, 28699), (11680, 28691), (11464, 28619),
                      (11544, 28611), (11624, 28599), (11710, 28595), (11490, 28525),
                      (11576, 28515), (11660, 28505))]
for kind, name, x, y, w, h in [
        ('civic', 'Tamberley Library', 11130, 29311, 70, 44),
        ('parking', 'Priory car park', 11000, 29439, 96, 70),
        ('transport', 'Bus station', 11480, 29391, 110, 44),
        ('school', 'Tamberley Academy', 10820, 28531, 150, 60),
        ('school', 'Tamberley Academy', 10850, 28459, 70, 70),
        ('civic', 'The Boathouse', 11384, 28891, 60, 36),
        ('transport', 'Tamberley station', 10340, 29671, 60, 26),
        ('retail', 'Priory Arcade', 11310, 29311, 120, 40)]:
    NAMED.append((kind, name, [(x, y), (x + w, y), (x + w, y - h), (x, y - h)]))
NAMED += [
    ('retail', 'Lock Cottage', box(11010, 28872, 18, 10, 2)),
    ('civic', 'Eastgate leisure centre', box(12190, 28585, 70, 44, -4)),
    ('church', 'Priory Church', [(11150, 29262), (11186, 29266), (11186, 29276), (11194, 29277),
                                 (11193, 29289), (11185, 29288), (11149, 29284)]),
    ('civic', 'Town Hall', box(11222, 29318, 34, 26, 4)),
    ('civic', 'Police counter', box(11155, 29375, 20, 30, 2)),
    ('retail', 'Eastgate supermarket', box(11860, 29240, 90, 56, 9)),
    ('school', 'Millfield Primary School', box(10496, 28268, 60, 34, -1)),
    ('school', 'Weir View School', box(9605, 28224, 50, 34, -2)),
    ('school', 'Kiln Lane Centre', box(11440, 29500, 34, 20, 15)),
    ('school', 'Tamber College', box(11568, 29698, 70, 34, 3)),
    ('civic', 'Millfield Hall', box(10710, 28640, 26, 20, 3)),
    ('civic', 'Northgate health centre', box(11232, 29818, 40, 30, 3)),
    ('retail', 'Riverside cinema', box(11690, 29000, 56, 34, -8)),
    ('retail', 'Eastfield shops', box(12005, 29230, 52, 16, 4)),
    ('retail', 'Mill Lane shops', box(10905, 28722, 62, 14, 6)),
    ('retail', 'Station Road hotel', box(10560, 29530, 46, 26, -42)),
    ('retail', 'Petrol station', box(11650, 28060, 30, 20, -12)),
    ('industrial', 'Weir Works', box(9520, 29075, 90, 60, 3)),
    ('industrial', 'Hollins Park units', box(11930, 27640, 90, 40, 4)),
    ('industrial', 'Hollins Park units', box(12040, 27650, 80, 44, 4)),
    ('industrial', 'Hollins Park units', box(11960, 27750, 110, 46, 4)),
    ('industrial', 'Hollins Park units', box(12110, 27760, 90, 50, 4)),
    ('industrial', 'Hollins Park units', box(12140, 27490, 70, 80, 6)),
    ('industrial', 'Hollins Park units', box(12010, 27480, 60, 44, 4)),
    ('industrial', 'The Old Maltings', box(10452, 29506, 40, 34, 20)),
    ('church', 'Cemetery chapel', box(11420, 27910, 20, 12, 4)),
    ('civic', 'Rovers clubhouse', box(9440, 28960, 30, 10, 4)),
    ('farm', '', box(9270, 29280, 30, 14, 12)), ('farm', '', box(9310, 29290, 20, 34, 12)),
    ('farm', '', box(11000, 27345, 34, 14, -8)), ('farm', '', box(11030, 27330, 16, 30, -8)),
    ('retail', 'Northgate services', box(11120, 30290, 30, 22, 2)),
]

# ---------------------------------------------------------------- labels

STATIONS = [('Tamberley station', (10372, 29659)), ('Bus station', (11535, 29369)),
            ('Kiln Yard tram stop', (11650, 29392))]
LABELS = [
    ('town', 'Tamberley', (11240, 29190)),
    ('suburb', 'Priory', (10902, 29660)), ('suburb', 'Northgate', (11500, 29866)),
    ('suburb', 'Eastfield', (12320, 29150)), ('suburb', 'Hollins', (11802, 28394)),
    ('suburb', 'Millfield', (10422, 28390)), ('neighbourhood', 'Westgate Rise', (9900, 30260)),
    ('neighbourhood', 'Hop Yard', (10830, 30230)), ('neighbourhood', 'Sandpit', (9780, 28330)),
    ('neighbourhood', 'Moorside', (10480, 27640)), ('neighbourhood', 'Tile Hill', (12150, 30200)),
    ('neighbourhood', 'Hollins Park', (12060, 27590)),
    ('hamlet', 'Corran Bridge', (13150, 28560)), ('hamlet', 'Weir End', (9300, 29420)),
    ('hamlet', 'Hatherby Green', (14330, 29850)), ('hamlet', 'Fleet End', (8050, 30160)),
    ('locality', 'The Wharves', (11600, 29110)),
]

# ---------------------------------------------------------------- boundaries


def between(east1, east2):
    """The middle of the river between two eastings, as coarse as a boundary may be."""
    lo, hi = sorted((east1, east2))
    return thin([p for p in RIVER if lo < p[0] < hi], 2.5)


WARD_LINES = {
    'north-west': [(11162, 30560), (10500, 30600), (9800, 30520), (9250, 30420), (9180, 29900),
                   (9240, 29681)],
    'west-south': [(9240, 29681), (9160, 29200), (9220, 28600), (9150, 28000), (9230, 27300),
                   (9900, 27180), (10178, 27150), (11000, 27220), (11789, 27160)],
    'south-east': [(11789, 27160), (12700, 27120), (12720, 27700), (12760, 28500), (12738, 28655)],
    'east': [(12738, 28655), (12690, 28840), (12740, 29100), (12650, 29440), (12698, 29727)],
    'north-east': [(12698, 29727), (12700, 29800), (12720, 30580), (12000, 30620), (11162, 30560)],
    'northgate-priory': [(11162, 30560), (11180, 30100), (11200, 29700), (11214, 29546),
                         (11290, 29540), (11510, 29551), (11600, 29549), (11700, 29580)],
    'northgate-eastfield': spline([(11700, 29580), (12200, 29700), (12698, 29727)], 60),
    'priory-eastfield': spline([(11700, 29580), (11950, 29310), (11960, 28822)], 60),
    'eastfield-hollins': [(11960, 28822), (11953, 28738), (12120, 28734), (12400, 28670),
                          (12738, 28655)],
    'priory-hollins': [(11960, 28822)] + between(11940, 11260)[::-1] + [(11249, 28972)],
    'millfield-hollins': [(11249, 28972), (11250, 28940), (11280, 28700), (11400, 28560),
                          (11500, 28400), (11610, 28060), (11700, 27700), (11770, 27300),
                          (11789, 27160)],
    'priory-millfield': [(11249, 28972)] + between(11240, 9260)[::-1] + [(9240, 29681)],
}
# Ward: code, population under 18, rural or urban, its lines in order (a minus walks it backwards).
WARDS = [
    ('Eastfield', 'TAM-01', 2310, 'urban',
     ['northgate-eastfield', '-east', '-eastfield-hollins', '-priory-eastfield']),
    ('Hollins', 'TAM-02', 2940, 'urban',
     ['eastfield-hollins', '-south-east', '-millfield-hollins', '-priory-hollins']),
    ('Millfield', 'TAM-03', 2680, 'urban',
     ['millfield-hollins', '-west-south', '-priory-millfield']),
    ('Northgate', 'TAM-04', 1870, 'rural',
     ['northgate-priory', 'northgate-eastfield', 'north-east']),
    ('Priory', 'TAM-05', 1420, 'urban',
     ['northgate-priory', 'priory-eastfield', 'priory-hollins', 'priory-millfield',
      '-north-west']),
]


def walk(names, lines):
    """Joins named lines to one ring; a leading minus walks a line backwards."""
    ring = []
    for name in names:
        line = lines[name[1:]][::-1] if name.startswith('-') else lines[name]
        if ring and ring[-1] != line[0]:
            raise ValueError(f'{name} does not begin where the line before it ends')
        ring += line if not ring else line[1:]
    if ring[0] != ring[-1]:
        raise ValueError(f'{names} is not closed')
    return ring[:-1]


def boundaries():
    """Rings of the wards, of the partnership's own area and of its neighbours."""
    lines = dict(WARD_LINES)
    lines['north-side'] = [(12720, 30580), (12000, 30620), (11162, 30560)]
    lines['north-east-side'] = [(12698, 29727), (12700, 29800), (12720, 30580)]
    lines['north-west-top'] = [(11162, 30560), (10500, 30600), (9800, 30520), (9250, 30420)]
    lines['west-side'] = [(9250, 30420), (9180, 29900), (9240, 29681)]
    wards = [(name, code, pop, ru, walk(way, lines)) for name, code, pop, ru, way in WARDS]
    own = walk(['north-west', 'west-south', 'south-east', 'east', 'north-east'], lines)
    nearby = [
        ('Corran district', 'COR', 16400, 'urban',
         lines['south-east'][1:] + lines['east'][1:] + lines['north-east-side'][1:]
         + [(14150, 30580), (14300, 28800), (14050, 27120)]),
        ('Hatherby district', 'HAT', 7200, 'rural',
         lines['north-side'] + lines['north-west-top'][1:]
         + [(7900, 30420), (8900, 31500), (11200, 31750), (13300, 31400), (14150, 30580)]),
        ('Saltmere district', 'SAL', 5900, 'rural',
         lines['west-side'] + lines['west-south'][1:] + lines['south-east'][1:2]
         + [(14050, 27120), (12700, 26150), (9700, 26050), (8200, 26800), (7800, 28800),
            (7900, 30420)]),
    ]
    return wards, own, nearby


# ---------------------------------------------------------------- houses


class Ground:
    """What is already built, so that nothing stands on a road, in the river or on a neighbour."""

    def __init__(self, roads):
        self.cells, self.built = {}, {}
        for half, line in roads:
            for a, b in zip(line, line[1:]):
                n = max(1, int(math.dist(a, b) / 40))
                for k in range(n):
                    p = tuple(a[i] + (b[i] - a[i]) * k / n for i in (0, 1))
                    q = tuple(a[i] + (b[i] - a[i]) * (k + 1) / n for i in (0, 1))
                    self._mark(self.cells, p, q, (p, q, half))

    @staticmethod
    def _keys(p, q, reach=0):
        x1, x2 = sorted((p[0], q[0]))
        y1, y2 = sorted((p[1], q[1]))
        for i in range(int((x1 - reach) // 60), int((x2 + reach) // 60) + 1):
            for j in range(int((y1 - reach) // 60), int((y2 + reach) // 60) + 1):
                yield i, j

    def _mark(self, cells, p, q, what):
        for key in self._keys(p, q):
            cells.setdefault(key, []).append(what)

    def free(self, ring):
        xs, ys = [p[0] for p in ring], [p[1] for p in ring]
        lo, hi = (min(xs), min(ys)), (max(xs), max(ys))
        middle = (sum(xs) / len(xs), sum(ys) / len(ys))
        for key in set(self._keys(lo, hi, 30)):
            for p, q, half in self.cells.get(key, ()):
                if any(to_segment(c, p, q) < half for c in ring + [middle]):
                    return False
            for other, m, size in self.built.get(key, ()):
                if math.dist(m, middle) < size + max(math.dist(middle, c) for c in ring) and (
                        any(inside(c, other) for c in ring + [middle])
                        or any(inside(c, ring) for c in other + [m])
                        or min(to_segment(c, other[i - 1], other[i]) for c in ring
                               for i in range(len(other))) < 1.6):
                    return False
        return True

    def build(self, ring):
        xs, ys = [p[0] for p in ring], [p[1] for p in ring]
        m = (sum(xs) / len(xs), sum(ys) / len(ys))
        size = max(math.dist(m, p) for p in ring)
        for key in set(self._keys((min(xs), min(ys)), (max(xs), max(ys)))):
            self.built.setdefault(key, []).append((ring, m, size))


def beside(line, side, gap, style, seed):
    """Houses along one side of a street, fronts `gap` metres from its middle."""
    widths = {'terrace': (22, 40), 'semi': (13, 16), 'detached': (10, 13), 'shops': (14, 26)}[style]
    depth = {'terrace': 8.5, 'semi': 8.5, 'detached': 10, 'shops': 13}[style]
    space = {'terrace': 2.5, 'semi': 4.5, 'detached': 8, 'shops': 1.8}[style]
    r = chance('houses', seed, side)
    at, i = 9.0 + 4 * r.random(), 0
    total = sum(math.dist(a, b) for a, b in zip(line, line[1:]))
    while True:
        w = widths[0] + (widths[1] - widths[0]) * r.random()
        d = depth + 2.5 * r.random()
        if at + w > total - 9:
            return
        p, turn = along(line, at + w / 2)
        off = side * (gap + d / 2 + 1.5 * r.random())
        t = math.radians(turn)
        yield box(p[0] - math.sin(t) * off, p[1] + math.cos(t) * off, w, d, turn)
        at += w + space * (0.7 + 0.6 * r.random())


def along(line, distance):
    for a, b in zip(line, line[1:]):
        d = math.dist(a, b)
        if distance <= d:
            return ((a[0] + (b[0] - a[0]) * distance / d, a[1] + (b[1] - a[1]) * distance / d),
                    math.degrees(math.atan2(b[1] - a[1], b[0] - a[0])))
        distance -= d
    return line[-1], math.degrees(math.atan2(line[-1][1] - line[-2][1], line[-1][0] - line[-2][0]))


HALF = {'primary': 7.5, 'secondary': 6.5, 'tertiary': 5.5, 'residential': 5, 'service': 3.5,
        'pedestrian': 3, 'track': 3, 'path': 2.5, 'footway': 2, 'cycleway': 2.5}
# Where houses line a main road: road, from and to in metres along it, style
RIBBONS = [('Northgate Road', 20, 1300, 'terrace'), ('Eastgate', 20, 1450, 'terrace'),
           ('Station Road', 20, 780, 'terrace'), ('Station Road', 1000, 1900, 'semi'),
           ('Bridge Street', 10, 250, 'shops'), ('Bridge Street', 330, 540, 'shops'),
           ('Hollins Road', 30, 1500, 'semi'), ('Mill Lane', 20, 1900, 'semi'),
           ('Kiln Lane', 20, 700, 'terrace'), ('Priory Road', 20, 620, 'semi'),
           ('Eastgate Crescent', 20, 640, 'semi'), ('Corran Bridge Road', 20, 1000, 'semi'),
           ('Corran Road', 60, 760, 'semi'), ('Corran Road', 1080, 1420, 'semi'),
           ('Hatherby Road', 2450, 2750, 'semi'), ('Station Road', 3300, 3560, 'semi'), ('Hatherby Road', 60, 1000, 'semi')]


def streets():
    """All roads: class, name, line."""
    out = []
    for name, (kind, points) in MAIN.items():
        out.append((kind, name, spline(points)))
    for kind, name, points in LESSER:
        out.append((kind, name, spline(points)))
    names = street_names()
    for block in ALL_BLOCKS:
        for k in range(block.cols + 1):
            if block.has('c', k):
                out.append(('residential', next(names), block.line(k, 0, k, block.rows)))
        for k in range(block.rows + 1):
            if block.has('r', k):
                out.append(('residential', next(names), block.line(0, k, block.cols, k)))
    for kind, name, points in PATHS:
        out.append((kind, name, spline(points)))
    return out


def buildings(roads):
    """All buildings: class, name, ring."""
    keep_clear = [(HALF[kind], line) for kind, _, line in roads]
    keep_clear += [(8, RAIL), (6, LOOP), (4, BROOK), (4, FLEET), (5, TRAM), (9, LOCK_CUT),
                   (RIVER_HALF + 5, RIVER)]
    ground = Ground(keep_clear)
    parks = [ring for _, _, ring in GREEN] + [ring for _, name, ring in LAND
                                               if name != 'Priory Arcade'
                                               and name != 'Hollins estate']
    parks += [ring for kind, _, shape, ring in WATER if shape == 'area']
    out = []
    for kind, name, ring in NAMED:
        ground.build(ring)
        out.append((kind, name, ring))

    def put(kind, rings):
        for ring in rings:
            m = (sum(p[0] for p in ring) / 4, sum(p[1] for p in ring) / 4)
            if any(inside(p, park) for park in parks for p in ring + [m]):
                continue
            if not ground.free(ring):
                continue
            ground.build(ring)
            out.append((kind, '', ring))

    lines = {name: line for _, name, line in roads}
    for name, start, end, style in RIBBONS:
        line = cut(lines[name], start, end)
        gap = HALF[MAIN[name][0]] + (2.5 if style in ('shops', 'terrace') else 7)
        for side in (1, -1):
            put('retail' if style == 'shops' else 'house', beside(line, side, gap, style, name))
    for block in ALL_BLOCKS:
        gap = 8.5 if block.style == 'terrace' else 11.5
        for k in range(block.rows + 1):
            if not block.has('r', k):
                continue
            for c in range(block.cols):
                line = block.line(c, k, c + 1, k)
                for side in (1, -1):
                    put('house', beside(line, side, gap, block.style, f'{block.name} r{k} {c}'))
        for k in range(block.cols + 1):
            if not block.has('c', k):
                continue
            for c in range(block.rows):
                line = block.line(k, c, k, c + 1)
                for side in (1, -1):
                    put('house', beside(line, side, gap, block.style, f'{block.name} c{k} {c}'))
    for kind, name, points in LESSER:
        if kind in ('residential', 'tertiary') and name:
            line = lines[name]
            for side in (1, -1):
                put('house', beside(line, side, 11, 'semi', name))
    return out


def bridged(line):
    """A line cut where it crosses the river: (part, whether it is a bridge)."""
    total = sum(math.dist(a, b) for a, b in zip(line, line[1:]))
    over, at = [], 0.0
    while at < total:
        p, _ = along(line, at)
        if min(to_segment(p, a, b) for a, b in zip(RIVER, RIVER[1:])) < 20:
            over.append(at)
        at += 4
    if not over:
        return [(line, False)]
    start, end = max(0, over[0] - 12), min(total, over[-1] + 16)
    parts = [(cut(line, 0, start), False), (cut(line, start, end), True),
             (cut(line, end, total + 1), False)]
    return [(part, bridge) for part, bridge in parts if len(part) > 1]


def furniture(roads):
    """What is drawn at the scale of a lamp: class, name, position."""
    out = []
    for kind, name, line in roads:
        if kind not in ('primary', 'secondary', 'tertiary', 'residential', 'pedestrian'):
            continue
        total = sum(math.dist(a, b) for a, b in zip(line, line[1:]))
        at, side = 16.0, 1
        while at < total - 6:
            p, turn = along(line, at)
            # Built-up ground only: the roads out of town have none, nor has the river path.
            if 9350 < p[0] < 12720 and 27350 < p[1] < 30480:
                t, off = math.radians(turn), side * (HALF[kind] - 0.6)
                out.append(('lamp', '', (p[0] - math.sin(t) * off, p[1] + math.cos(t) * off)))
            at, side = at + 34, -side
    for x, y in ((11040, 29800), (11120, 29805), (11078, 29835), (11220, 29270), (11255, 29268),
                 (11228, 29245), (11300, 29012), (11390, 29010), (11470, 29006), (11430, 28905),
                 (11520, 28905), (12470, 29120), (12560, 29140), (11640, 28552), (10560, 29000),
                 (10690, 28872), (11005, 28858), (12130, 28600), (12225, 28550), (11400, 27880)):
        out.append(('bench', '', (x, y)))
    for name, x, y in (('River gate', 10718, 28862), ('Back gate', 10400, 28812),
                       ('Garden gate', 11143, 29852), ('Cemetery gate', 11585, 27868),
                       ('Allotment gate', 10152, 28738), ('Academy gate', 10728, 28592)):
        out.append(('gate', name, (x, y)))
    return out


def cut(line, start, end):
    out, walked = [], 0.0
    for a, b in zip(line, line[1:]):
        d = math.dist(a, b)
        if walked + d > start and walked < end:
            t1, t2 = max(0, (start - walked) / d), min(1, (end - walked) / d)
            p = tuple(a[i] + (b[i] - a[i]) * t1 for i in (0, 1))
            q = tuple(a[i] + (b[i] - a[i]) * t2 for i in (0, 1))
            out = out + [q] if out else [p, q]
        walked += d
    return out


def land():
    """Land use: built-up ground under the houses, and the rest of the table above."""
    out = [('residential', '', block.outline()) for block in ALL_BLOCKS]
    centre = [(10900, 29470), (11190, 29560), (11330, 29530), (11480, 29470), (11640, 29300),
              (11830, 29230), (11820, 29020), (11560, 28998), (11260, 28995), (10990, 29000),
              (10960, 29180), (10840, 29250)]
    out.append(('residential', '', centre))
    return out + list(LAND)
