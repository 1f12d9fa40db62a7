# SPDX-License-Identifier: GPL-3.0-or-later
"""The places, off-map spaces and links of the sample partnership, in words.

Everything here is invented. Strengths come first: what young people value, what they do there,
then notes about the place. Nobody is named; nothing points to a home. "Today" is Monday
12 October 2026.
"""
import town

PLACES = []


def spot(x, y):
    return ('point', (x, y))


def around(x, y):
    return ('around', (x, y))


def area(ring):
    return ('area', ring)


def line(*points):
    return ('line', town.spline(list(points)))


def place(name, kind, geometry, manager_kind, manager, opening, valued, activities, notes, tags='',
          looked='', due='', parent='', sure='', radius='', handling='official', crosses=''):
    shape = geometry[0] if geometry else 'none'
    if not sure:
        sure = {'point': 'exact_seen', 'around': 'near_landmark', 'line': 'several_places',
                'area': 'named_place', 'none': 'no_location'}[shape]
    if shape == 'around' and not radius:
        radius = {'near_landmark': 50, 'approximate_area': 200, 'snapped_for_privacy': 250}[sure]
    if looked and not due:
        due = f'{int(looked[:4]) + 1}{looked[4:]}'
    PLACES.append({
        'name': name, 'kind': kind, 'geometry': geometry, 'manager_kind': manager_kind,
        'manager': manager, 'opening_times': opening, 'valued': valued, 'activities': activities,
        'notes': notes, 'tags': tags, 'handling': handling, 'reviewed_on': looked,
        'review_due': due, 'parent': parent, 'location_confidence': sure, 'radius_m': radius,
        'crosses_boundary': crosses})


# ---------------------------------------------------------------- out of doors

place('Alder Park', 'park', area(town.ALDER_PARK), 'council_parks', 'Tamberley council parks team',
      'Always open',
      'Wide grass, the river and room to be loud. Young people say: "Nobody moves us on here." '
      'They come because they are made to feel unwelcome in the centre.',
      'Football after school, music, sitting by the bank, walking home together along the river.',
      'No lighting and no cameras. Away from passers-by once the café closes: the bend of the river '
      'and the railway hide it from the town. Two gates and the river path; the back gate was stuck '
      'on 11 September. Youth workers come on Fridays, 18:00 to 20:30; on the other six evenings '
      'nobody does.',
      'river, evening, no lighting', '2026-10-03')
place('Northgate Gardens', 'park', area(town.NORTHGATE_GARDENS), 'council_parks',
      'Tamberley council parks team', 'Dawn to dusk, gates locked',
      'Flower beds, a pond and benches that face each other. Older neighbours say hello.',
      'Eating lunch in the holidays, feeding ducks, revising in the sun.',
      'Gates are locked at dusk by the parks team; two young people asked to be let out in March.',
      'garden', '2026-06-17')
place('Eastfield recreation ground', 'park', area(town.EASTFIELD_REC), 'council_parks',
      'Tamberley council parks team', 'Always open',
      'Somewhere flat to play that does not cost anything.',
      'Cricket in summer, kite flying, dog walking with brothers and sisters.',
      'Nobody has been to look in the evening. That is not the same as nothing happening.',
      'eastfield')
place('Hollins Green play area', 'play_area', area(town.box(11625, 28563, 26, 18, -5)),
      'council_housing', 'Tamberley council housing', 'Always open',
      'Right outside, so that parents can see it from the kitchen.',
      'Climbing, chalk drawings, summer picnics.', 'One swing out of use since July.',
      'hollins', '2026-07-22', parent='Hollins estate')
place('Hollins games court', 'muga', area(town.HOLLINS_COURT), 'council_housing',
      'Tamberley council housing', 'Always open; lamps until 21:00',
      'The only court with lamps. "You can turn up on your own and get a game."',
      'Five a side, basketball, girls\' football on Tuesdays with a coach.',
      'Lamps go off at 21:00. A coach from the rovers club comes on Tuesdays.',
      'hollins, sport', '2026-09-30', parent='Hollins estate')
place('Eastgate skate park', 'skate_park', area(town.SKATE_PARK), 'council_parks',
      'Tamberley council parks team', 'Always open; lamps until 22:00',
      'Older skaters teach newer ones: "nobody is left out." Built to their own drawing.',
      'Skating, scooters, filming tricks, mending boards.',
      'Overlooked from the leisure centre desk until it closes.', 'sport', '2026-08-19')
place('Eastfield youth shelter', 'shelter_youth', spot(12470, 29075), 'parish_council',
      'Eastfield parish committee', 'Always open',
      'A roof, asked for by young people themselves.', 'Sitting out of the rain, talking.',
      'Put up in 2022. No lamp near it. Nobody has asked lately what it is like to use.',
      'eastfield, shelter', '2025-03-14', parent='Eastfield recreation ground')
place('Weir Wood', 'woodland', area(town.WEIR_WOOD), 'land_trust', 'Tamber Valley woodland trust',
      'Always open', 'Quiet, and dens that last from one holiday to the next.',
      'Den building, bike jumps, dog walking.',
      'Few sight lines. No signal in the middle; the trust has put a numbered post at each path '
      'crossing.', 'no signal', '2026-05-09')
place('Town Quay steps', 'waterside', line((11262, 29004), (11420, 29001), (11560, 28986)),
      'land_trust', 'Tamber navigation trust', 'Always open',
      'Sun on the steps until late, and swans.', 'Sitting on the steps, paddle boarding, fishing.',
      'Two life rings; one was missing on 3 October. Lit from Bridge Street to the taxi office only.',
      'river', '2026-10-03')
place('Tamberley Weir bank', 'waterside', around(10180, 29395), 'land_trust',
      'Tamber navigation trust', 'Always open', 'A wild corner where herons stand.',
      'Fishing, throwing stones, taking pictures.', 'Known from one conversation; nobody has walked it.',
      'river', sure='approximate_area')
place('Boathouse Meadow summer fair', 'event_site', area(town.BOATHOUSE_MEADOW), 'event_organiser',
      'Summer fair committee', 'First weekend of July',
      'Young people run two stalls and the small stage.', 'Music, rides, volunteering, dancing.',
      'The committee briefs its stewards; a quiet tent was added after young people asked for one.',
      'river, event', '2026-07-06')
place('Market Square', 'town_square', area(town.MARKET_SQUARE), 'shared',
      'Council, market traders and the library', 'Always open; market Wednesday and Saturday',
      'Everybody meets here. Traders know faces and keep an eye on the benches.',
      'Meeting up, sharing chips, free music on market days.',
      'Busy until about 19:00. One shop has had a high-pitched alarm since August; nobody has said why.',
      'centre', '2026-09-28')
place('Bridge Street', 'high_street', line((11240, 29225), (11247, 29080), (11250, 28985)),
      'council_highways', 'County highways', 'Always open',
      'Lights on late and people about: "you are never the only one."',
      'Looking in windows, food, waiting for lifts.',
      'Pavement is narrow by the takeaways; groups are asked to move on.', 'centre, evening',
      '2026-09-22')
place('Hollins Road crossing', 'street', spot(11420, 28505), 'council_highways', 'County highways',
      'Always open', 'The crossing patrol knows everybody\'s name from primary school.',
      'Crossing to school, waiting for friends.', 'Long wait for the lights before school.',
      'school day', '2026-09-15')
place('Corran Road lay-by', 'street', around(12560, 28652), 'council_highways', 'County highways',
      'Always open', 'Nobody has written what helps here. Somebody or something usually does.', '',
      'Young people mentioned waiting here for lifts towards Corran. Nobody has looked.',
      'eastfield', sure='snapped_for_privacy', crosses='yes')
place("Cutler's Passage", 'alley', line((11208, 29150), (11242, 29150)), 'council_highways',
      'County highways', 'Always open', 'A dry short cut with painted walls by college students.',
      'Cutting through to Minster Street, taking pictures of the wall.',
      'One lamp of three out on 22 September. Reported.', 'centre', '2026-09-22')
place('Mill Lane underpass', 'underpass', spot(10246, 28669), 'council_highways', 'County highways',
      'Always open', 'Keeps you off the railway; somebody painted stars on the ceiling.',
      'Walking to school, sheltering, singing because it echoes.',
      'Young people call it "the tunnel". Lamps being mended: highways began on 21 September.',
      'lighting', '2026-10-03')
place('Station footbridge', 'underpass', line((10345, 29640), (10400, 29635)), 'network_owner',
      'Railway property team', 'First to last train', 'You can see the whole town from the top.',
      'Watching trains, meeting cousins off the train.', 'Steps are steep; there is no ramp.',
      'transport', '2026-04-21', parent='Tamberley station')
place('Kiln Yard', 'car_park', area(town.KILN_YARD), 'council_highways', 'Council parking team',
      'Always open', 'Flat tarmac away from traffic.', 'Roller skating on Sunday mornings.',
      'Lamps checked after dark last week: two out. Before that nobody had looked for 14 months.',
      'centre, lighting', '2025-08-12', '2026-08-12')
place('Priory car park', 'car_park',
      area([(11000, 29439), (11096, 29439), (11096, 29369), (11000, 29369)]), 'private_business',
      'Car park operator', '06:00 to 23:00', 'A roof when it rains, and a view from the top level.',
      'Skating, sheltering, taking pictures at sunset.',
      'Stairwells have doors that stick. An attendant is there until 19:00.', 'centre',
      '2026-02-26')
place('The Old Maltings', 'derelict', area(town.OLD_MALTINGS), 'nobody_clear', '',
      'Fenced; no entry', 'Young people say it is the best building in town and ask for it back.',
      'Photography from outside.', 'Owner not known since 2023. Fence open on the river side on '
      '11 September. Raise as a gap: nobody is looking after it.', 'empty', '2026-09-11')
place('Hollins Road cemetery', 'cemetery', area(town.CEMETERY), 'council_parks',
      'Tamberley council parks team', '08:00 to dusk', 'Peaceful; trees and stories on the stones.',
      'Walking home the quiet way, sitting with family.', 'Gardeners are there most weekday mornings.',
      '', '2026-03-30')
place('Mill Lane allotments', 'allotment', area(town.ALLOTMENTS), 'charity_club',
      'Mill Lane allotment society', 'Dawn to dusk, members and guests',
      'A plot of their own for the Academy garden club, with growers who share tools and tea.',
      'Growing pumpkins, feeding the hens.', 'The society has two people trained to notice and tell.',
      'growing', '2026-08-05')

# ---------------------------------------------------------------- community

place('Tamberley Library', 'library', spot(11164, 29289), 'shared',
      'Council library service', 'Mon to Sat 09:00 to 18:00; Thu to 20:00',
      'Warm, free, plugs and wifi. Staff know regulars and ask how the week is going.',
      'Homework, games club on Thursdays, being left in peace.',
      'Staff trained in March; they know who to tell.', 'centre, warm', '2026-09-28')
place('Millfield Hall', 'community_centre', spot(10710, 28640), 'charity_club',
      'Millfield community association', 'Daily 09:00 to 21:00',
      'Cheap tea and a door that is open when it rains.', 'Dance, cooking club, birthday parties.',
      'Key holder lives nearby and looks in.', 'warm', '2026-05-20')
place('The Boathouse', 'youth_centre', spot(11415, 28872), 'charity_club', 'Tamber youth trust',
      'Wed and Fri 16:00 to 20:30; Sat from November',
      'Run with young people: they chose the colours, the food and the rules. '
      '"They know us and they listen."',
      'Canoeing, music room, cooking, the Friday group.',
      'Youth workers walk the river path home with the last group. Wheelchair ramp since 2025.',
      'river, youth work', '2026-10-09')
place('Eastgate leisure centre', 'sports_centre', spot(12190, 28585), 'private_business',
      'Leisure trust', 'Daily 06:30 to 22:00',
      'A pound a swim for under 18s on Saturdays; lifeguards only a little older than they are.',
      'Swimming, climbing wall, sitting in the warm foyer.',
      'Foyer staff let young people wait for lifts.', 'sport, warm', '2026-08-19')
place('Rovers football ground', 'sports_club', area(town.ROVERS), 'charity_club',
      'Hollins and Weir End Rovers', 'Evenings in term; Sunday mornings',
      'Coaches turn up every week, whatever the weather. Girls have two teams of their own.',
      'Training, matches, helping with younger teams.', 'Welfare officer named on the notice board.',
      'sport', '2026-04-12')
place('Wharf boxing club', 'sports_club', spot(11790, 29050), 'charity_club', 'Wharf boxing club',
      'Mon to Fri 17:00 to 20:00', '"They noticed when I stopped coming, and rang."',
      'Training, homework table, girls\' session on Mondays.', '', 'sport', '2026-01-28')
place('Priory Church', 'faith_place', spot(11168, 29276), 'faith_body', 'Priory parish',
      'Daily 10:00 to 16:00; warm space Tue and Thu evenings',
      'Soup, board games and no questions.', 'Choir, bell ringing, warm space.',
      'Safeguarding policy on the door.', 'centre, warm', '2026-02-10')
place('Northgate Road mosque and rooms', 'faith_place', spot(11160, 29960), 'faith_body',
      'Mosque committee', 'Open for prayer; hall most evenings',
      'Older students help with homework; food after football on Saturdays, everybody welcome.',
      'Homework club, football, cooking for neighbours.',
      'Residents told us about racist abuse in August and asked for more lamps outside.',
      'warm', '2026-08-27')
place('Northgate health centre', 'health_setting', spot(11232, 29818), 'nhs_body',
      'Northgate practice', 'Mon to Fri 08:00 to 18:30',
      'Young people\'s drop-in on Wednesdays; no need to give a reason at the desk.',
      'Drop-in, pharmacy, physiotherapy.', 'A side door for the drop-in, asked for by young people.',
      'health', '2026-06-02')
place('Town Hall', 'council_office', spot(11222, 29318), 'shared', 'Tamberley council',
      'Mon to Fri 09:00 to 17:00', 'Youth council meets in the real chamber and is answered.',
      'Youth council, registering to vote.', '', 'centre', '2026-05-11')
place('Priory police counter', 'police_station', spot(11155, 29375), 'shared', 'Police',
      'Mon to Sat 09:00 to 17:00', 'A quiet room can be asked for.',
      'Handing in lost phones, asking for help.',
      'Closed after 17:00. Young people did not know that it was there.', 'centre', '2026-01-19')

# ---------------------------------------------------------------- transport

place('Mill Lane bus stop', 'bus_stop', spot(10872, 28691), 'transport_operator', 'Town bus operator',
      'First bus 06:20, last 21:40', 'Shop lights and shopkeepers opposite.',
      'Waiting for the number 4, sharing earphones.', 'Timetable case broken.', 'number 4',
      '2026-10-03')
place('Hollins estate bus stop', 'bus_stop', spot(11612, 28748), 'transport_operator',
      'Town bus operator', 'First bus 06:25, last 21:35', 'Neighbours walk dogs past it.',
      'Waiting, saying goodbye.', 'Shelter glass replaced in September.', 'number 4, hollins',
      '2026-09-30')
place('Eastfield shops bus stop', 'bus_stop', spot(11972, 29212), 'transport_operator',
      'Town bus operator', 'First bus 06:40, last 20:10', 'The baker gives away what is left.',
      'Waiting, eating.', 'Nobody has looked. The last bus is earlier than anywhere else.',
      'eastfield')
place('Bus station', 'bus_station', spot(11535, 29369), 'transport_operator', 'Town bus operator',
      '05:30 to 23:00; waiting room to 19:00',
      'Drivers and cleaners know young people and look out for them in the evening.',
      'Meeting friends, charging phones, waiting in the dry.',
      'Waiting room is locked at 19:00, when it is needed most. Group chats offer lifts from here.',
      'centre, evening', '2026-10-07')
place('Tamberley station', 'rail_station', spot(10372, 29659), 'transport_operator',
      'Train operator', '05:50 to 23:20; staffed to 14:00',
      'Straight to the coast on Saturdays.', 'Days out, seeing family, watching trains.',
      'No staff after 14:00. A help point on the town platform works.', 'transport', '2026-09-05')
place('Kiln Yard tram stop', 'tram_metro', spot(11650, 29392), 'transport_operator',
      'Corran tramway', 'Every 20 minutes, 06:00 to 22:30',
      'Conductors who say good evening and mean it.', 'Going to Corran for college and cinema.',
      'The line goes on into Corran district; ask them what they know.', 'transport',
      '2026-07-14', crosses='yes')
place('Riverside taxi office', 'taxi_rank', spot(11330, 29021), 'private_business',
      'Licensed private hire office', 'Daily until 02:00',
      'Drivers let young people wait inside and ring home.', 'Waiting for lifts, asking the way.',
      'Four drivers briefed last Friday; the office asked for a poster.', 'evening, river',
      '2026-10-09')
place('Number 4 bus', 'on_vehicle',
      line((11540, 29340), (11480, 29262), (11250, 29238), (11247, 29000), (11275, 28720),
           (11560, 28748), (11900, 28680), (12090, 28640)),
      'transport_operator', 'Town bus operator', '06:20 to 21:40',
      'Same drivers every evening; top deck front seats.', 'Travelling, homework, singing.',
      'Young people chose a later Friday bus as what they want most.', 'number 4, transport',
      '2026-09-25')
place('Town Quay ferry landing', 'ferry_port', spot(11405, 29003), 'land_trust',
      'Tamber navigation trust', 'April to September, 10:00 to 18:00',
      'The ferry keeper lets young people ring the bell.', 'Crossing to Boathouse Meadow.',
      'Closed for winter.', 'river', '2026-09-12')
place('Northgate services', 'services', spot(11120, 30290), 'chain_business',
      'Roadside services operator', 'All hours', 'Open, bright and staffed all night.',
      'Stopping for food on the way home from matches.',
      'Lorry park is behind the building and cannot be seen from the desk.', 'night',
      '2025-11-20')
place('Tamber Path', 'cycle_walk_route',
      line((10380, 28670), (10400, 28820), (10425, 28950), (10520, 28990), (10640, 28880),
           (10760, 28840), (11010, 28850), (11245, 28865), (11400, 28880), (11560, 28890),
           (11800, 28785), (11955, 28760)),
      'council_highways', 'County highways', 'Always open',
      'Green all the way to school, and no traffic. They already walk it together.',
      'Walking and cycling to school, running, walking dogs.',
      'No lamps between Bridge Street and the river gate of Alder Park: about 650 metres.',
      'river, lighting', '2026-10-09')

# ---------------------------------------------------------------- education

place('Millfield Primary School', 'school_primary', area(town.PRIMARY), 'school_trust',
      'Millfield schools trust', 'School days 08:00 to 17:30',
      'Breakfast club where big children help little ones.', 'School, breakfast club, choir.', '',
      'school day', '2026-05-06')
place('Tamberley Academy', 'school_secondary', area(town.ACADEMY), 'school_trust',
      'Tamberley Academy trust', 'School days 08:00 to 17:00',
      'A music block open at lunch, and teachers who walk the gate in all weathers.',
      'Lessons, clubs, productions.', 'Staff asked to join the walk-through of the way home.',
      'school day', '2026-09-18')
place('Weir View School', 'school_special', area(town.SCHOOL_SPECIAL), 'school_trust',
      'Weir View trust', 'School days 08:30 to 15:30',
      'Small classes, a sensory garden, and independence days in town.',
      'Travel training, gardening, cafe days.',
      'Nobody has yet asked disabled young people what the way into town is like.', 'school day',
      '2025-12-02')
place('Kiln Lane Centre', 'alternative_provision', spot(11440, 29500), 'school_trust',
      'County education service', 'School days 09:00 to 15:00',
      '"They do not give up on you." A kitchen, a workshop, a dog.', 'Cooking, motor repair, lessons.',
      'Starts later than other schools, so young people are in the centre when it is quiet.',
      'school day', '2026-03-11')
place('Tamber College', 'college', area(town.COLLEGE), 'school_trust', 'Tamber College',
      'Mon to Thu 08:00 to 20:00; Fri to 17:00', 'Treated as adults; a nursery on site.',
      'Courses, gym, painting walls in town.', '', 'school day', '2026-04-28')
place('Academy gate', 'school_gate', spot(10728, 28592), 'school_trust', 'Tamberley Academy trust',
      'School days, 08:00 and 15:10', 'Two members of staff every day, and the patrol.',
      'Meeting friends, choosing the way home.', 'Cars stop on the bend; staff have asked highways '
      'for bollards.', 'school day', '2026-09-18', parent='Tamberley Academy')
place('Academy stairs by the hall', 'school_interior', spot(10895, 28480), 'school_trust',
      'Tamberley Academy trust', 'School days', 'Pupils painted the murals.',
      'Moving between lessons.', 'Pupils asked for somebody to stand here at lunch; since September '
      'somebody does.', 'school day', '2026-09-18', parent='Tamberley Academy',
      handling='official_sensitive')
place('Priory after-school rooms', 'tuition_setting', spot(11085, 29300), 'private_business',
      'After-school tuition provider', 'Mon to Thu 15:30 to 19:00', 'Snacks, and help with maths.',
      'Homework, language classes.', 'Safeguarding policy not yet seen.', 'centre', '2026-02-03')

# ---------------------------------------------------------------- shops and business

place('Mill Lane shops', 'convenience_shop', spot(10905, 28708), 'private_business',
      'Three shopkeepers', 'Daily 07:00 to 21:00',
      'Shopkeepers let young people wait inside when it is dark and know parents by sight.',
      'Sweets, topping up phones, waiting for the bus.',
      'Shopkeepers stand at the door at school closing time.', 'evening', '2026-10-03')
place('Eastfield shops', 'convenience_shop', spot(12005, 29230), 'private_business',
      'Parade of five shops', 'Daily 07:00 to 20:00',
      'Nobody has written what helps here. The baker gives away what is left.',
      'Food, waiting for the bus.', 'Nobody has looked. Nine traders were asked to tell us what '
      'they see; none has replied yet.', 'eastfield')
place('Eastgate supermarket', 'supermarket', spot(11860, 29240), 'chain_business',
      'Supermarket manager', 'Daily 07:00 to 22:00', 'First jobs for many; toilets and a warm cafe.',
      'Shopping for tea, Saturday jobs.', 'Guards follow groups of three or more.', '', '2026-06-24')
place('Priory Arcade', 'shopping_centre',
      area([(11310, 29311), (11430, 29311), (11430, 29271), (11310, 29271)]), 'shopping_management',
      'Arcade centre management', 'Mon to Sat 08:00 to 18:00; Sun 10:00 to 16:00',
      'Dry, warm and full of people; toilets that work.',
      'Looking round, trying things on, meeting up when it rains.',
      'Young people say: "At the Arcade they follow you till you go." They asked to be let stay in '
      'the rain; the manager said no, and was asked again.', 'centre', '2026-09-23')
place('Station Road chip shop', 'takeaway', spot(10705, 29322), 'private_business',
      'Chip shop owner', 'Tue to Sun 11:30 to 22:00', 'Scraps for nothing and a bench outside.',
      'Eating after training.', '', 'evening', '2026-04-16')
place('Lock Cottage café', 'cafe', spot(11010, 28872), 'private_business', 'Café tenants',
      'Daily 08:30 to 17:00; Fri to 20:30',
      'Staff can see the river gate of Alder Park and know who to tell. Hot chocolate at cost on '
      'Fridays.', 'Warming up, watching boats, first Saturday jobs.',
      'Trained 14 May; due again May 2027.', 'river', '2026-10-03')
place('Bridge Street barbers', 'barber_salon', spot(11236, 29110), 'private_business', 'Barber shop',
      'Mon to Sat 09:00 to 19:00', 'Barbers who listen and never hurry anybody out.',
      'Haircuts, talking, waiting for friends.', 'The barbers offered to put up our card.',
      'centre', '2026-09-22')
place('Northgate Road phone shop', 'vape_shop', spot(11206, 29620), 'private_business', 'Phone shop',
      'Daily 09:00 to 20:00', 'Mends cracked screens cheaply.', 'Repairs, chargers.',
      'The shop manager told licensing that the shop refuses to sell vapes to children.', '',
      '2026-03-19')
place('Station yard hand car wash', 'cash_business', spot(10432, 29745), 'private_business',
      'Not clear who runs it', 'Daily 08:00 to dusk',
      'Nobody has written what helps here.', 'Passing on the way to the train.',
      'Question for labour inspection, with care planned first.', '', '2026-05-28',
      handling='official_sensitive')
place('Priory games lounge', 'arcade', spot(11275, 29345), 'private_business', 'Games lounge owner',
      'Daily 12:00 to 21:00', 'Pay by the hour; nobody minds if you watch.',
      'Console nights, tournaments.', 'Owner keeps a table for younger players near the desk.',
      'centre, gaming', '2026-09-23')
place('Riverside cinema', 'cinema_bowling', spot(11690, 29000), 'chain_business', 'Cinema manager',
      'Daily 11:00 to 23:30', 'Cheap Mondays, and ushers from the Academy.', 'Films, foyer.',
      'Late films end after the last bus.', 'river, evening', '2026-02-17')
place('Station Road hotel', 'hotel', spot(10560, 29530), 'chain_business', 'Hotel manager',
      'All hours', 'Night porter keeps the lobby door open in bad weather.', 'Passing by.',
      'Staff trained on what to notice in January; half have changed since.', 'night',
      '2026-01-15')
place('Hollins Road petrol station', 'petrol_station', spot(11650, 28060), 'chain_business',
      'Petrol station manager', 'All hours', 'The only lit shop on this side after 22:00.',
      'Snacks, pumping tyres.', '', 'night, hollins', '2025-10-30')
place('Hollins Park units', 'self_storage', area(town.HOLLINS_PARK), 'private_landlord',
      'Estate managing agent', 'Gates open 06:00 to 20:00', 'Wide empty roads on Sundays.',
      'Learning to drive, bikes.', 'Few people about after 18:00. Managing agent changed in June.',
      '', '2026-06-09')
place('Market Square riders', 'delivery_hub', around(11268, 29290), 'nobody_clear', '',
      'Evenings', 'Riders joke with young people and lend a pump.', 'Waiting for orders, mending bikes.',
      'No one manages this place: raise as a gap.', 'centre, evening', '2026-09-22')
place('Station Road bookmaker', 'bookmaker', spot(10960, 29214), 'chain_business',
      'Bookmaker manager', 'Daily 08:00 to 22:00', 'Staff check age at the door.',
      'Passing by.', '', 'centre', '2026-02-19')

# ---------------------------------------------------------------- evening and night

place('The Wharf Inn', 'pub_bar', spot(11480, 29010), 'private_business', 'Pub landlord',
      'Daily 12:00 to 23:00', 'Families eat outside; the landlord walks people to the rank.',
      'Sunday lunch, live music for all ages.', '', 'river, evening', '2026-05-30')
place('Kiln Lane night club', 'nightclub', spot(11500, 29420), 'private_business', 'Club manager',
      'Fri and Sat 22:00 to 03:00', 'Under-18 nights four times a year, with youth workers.',
      'Dancing, under-18 nights.', 'Door staff trained in April.', 'centre, night', '2026-04-24')
place('Bridge Street takeaways', 'late_food', spot(11262, 29071), 'private_business',
      'Four takeaways', 'Daily to 01:00; Fri and Sat to 03:00',
      'Warm, bright and open when nothing else is. Staff let young people charge phones.',
      'Food after training, waiting for lifts, meeting friends.',
      'Lifts and free food were mentioned by several partners. Staff to be briefed by Friday.',
      'centre, evening', '2026-09-22')
place('Northgate Road lounge', 'shisha_lounge', spot(11178, 30040), 'private_business',
      'Lounge owner', 'Daily 17:00 to 01:00', 'Board games and sweet tea in the front room.',
      'Sitting together.', 'Licensing visited in July; age checks agreed.', 'night', '2026-07-09')
place('Quarry field parties', 'pop_up_party', around(12590, 28060), 'not_known', '',
      'Some summer weekends', 'Music under the stars, and looking after each other on the walk home.',
      'Music, dancing.', 'From what several young people said; no exact place was given, and none '
      'is needed.', 'night', sure='approximate_area', crosses='yes')

# ---------------------------------------------------------------- housing, shared parts

place('Hollins estate', 'estate_shared', area(town.HOLLINS_ESTATE), 'housing_association',
      'Hollins homes', 'Always open',
      'Neighbours who have known each other for years; summer street party every August.',
      'Football, bikes, sitting on the wall together.',
      'Shared parts only: courts, landings, garages. Never a door or a flat.', 'hollins',
      '2026-09-30')
place('Hollins estate stairwells', 'estate_shared',
      area([(11440, 28720), (11740, 28720), (11780, 28480), (11480, 28480)]), 'housing_association',
      'Hollins homes', 'Always open',
      'Dry, warm, and near home. The caretaker knows families and mends things the same day.',
      'Talking, games on phones, sheltering.',
      'Lamps on sensors since spring; the caretaker works mornings only.', 'hollins, evening',
      '2026-09-30', parent='Hollins estate', handling='official_sensitive')
place('Shared housing north of the station', 'hmo_area',
      area(town.box(10180, 29900, 420, 340, 10)), 'private_landlord', 'Several landlords', '',
      'Young adults living here look out for younger neighbours.', '',
      'Recorded as a wide area on purpose. No house is meant.', '', '2025-09-04',
      sure='described_not_placed', handling='official_sensitive')
place('Home takeover worry, Hollins side', 'cuckooing_area',
      area(town.box(11860, 28060, 700, 560, -6)), 'shared', 'Housing, police and social care', '',
      'Neighbours who noticed and told somebody.', '',
      'A wide area of many hundred homes. No door, street or household is meant.',
      'hollins', '2026-08-31', sure='described_not_placed',
      handling='official_sensitive_conditions')

# ---------------------------------------------------------------- routes and wider areas

place('Way home: Academy to Alder Park', 'route_walked',
      line((10880, 28500), (10735, 28690), (10760, 28840), (10640, 28880), (10520, 28950)),
      'council_highways', 'County highways', 'After school, about 15:10 to 17:30',
      'They chose this way: no traffic, friends all the way, and the café half way.',
      'Walking together after school.', 'Unlit after the Academy path. In winter it is dark by 16:00.',
      'school day, river, lighting', '2026-10-09')
place('River path to the bus station', 'route_walked',
      line((10760, 28840), (11010, 28850), (11245, 28865), (11250, 29050), (11300, 29240),
           (11480, 29262), (11530, 29340)),
      'council_highways', 'County highways', 'Late afternoon and evening',
      'Lit from Bridge Street on, with people about.', 'Going on to town from the park.', '',
      'river, evening', '2026-09-11')
place('Station to the Arcade', 'route_walked',
      line((10390, 29680), (10560, 29480), (10820, 29240), (11100, 29232), (11320, 29260)),
      'council_highways', 'County highways', 'Saturdays and after 16:00',
      'Shop fronts all along.', 'Coming into town by train to meet friends.', '', 'centre',
      '2026-04-21')
place('Hollins to the Academy', 'route_walked',
      line((11590, 28600), (11480, 28440), (11330, 28540), (11140, 28560), (11040, 28500)),
      'council_highways', 'County highways', 'School mornings',
      'The crossing patrol, and friends joining at every corner.', 'Walking to school.', '',
      'hollins, school day', '2026-09-15')
place('Eastfield to the leisure centre', 'route_walked',
      line((12320, 29140), (12350, 29030), (12310, 28870), (12300, 28700), (12200, 28600)),
      'nobody_clear', '', 'Evenings and weekends', 'The quickest way to the pool, along the old '
      'tramway.', 'Going swimming.', 'Nobody has walked it with young people. No lamps on the old '
      'tramway bridge.', 'eastfield, sport')
place('Town centre after school', 'wider_neighbourhood',
      area([(11100, 29420), (11620, 29420), (11640, 29230), (11300, 29000), (11200, 29010),
            (11090, 29220)]),
      'shared', 'Council, traders, bus operator, police', 'School days 15:00 to 19:00',
      'Everything is within five minutes: library, food, buses, friends.',
      'Meeting, eating, going home together.',
      'The same hour is when most patrols are here, and so most of what is written down.', 'centre',
      '2026-09-28')
place('Floating bandstand', 'other', spot(11545, 28925), 'charity_club', 'Tamber youth trust',
      'May to September', 'Built by young people from old pontoons.', 'Music, film nights.',
      'Kind: a moored stage on the river, owned by the youth trust.', 'river, event', '2026-07-06')
place('The green container', 'not_known', spot(12035, 27700), 'not_known', '', '',
      'Nobody has written what helps here.', 'Young people mentioned sitting behind it.',
      'Young people spoke of it twice. What it is for, and whose it is, is still to find out.', '')

# ---------------------------------------------------------------- not on the map

place('A gaming server', 'gaming', None, 'community_moderator', 'Volunteer moderators', 'All hours',
      'A trained moderator, and friends from other towns. "The mods kick creeps."',
      'Playing together, voice chat, building.',
      'No account names are kept. Moderators asked how to report.', 'online', '2026-10-02')
place('A video app', 'video_sharing', None, 'online_platform', 'Online platform', 'All hours',
      'Nobody has written what helps here. Somebody or something usually does.',
      'Watching, sharing clips.',
      'Young people said that lifts and work are offered in comments. No names, no links to profiles.',
      'online', '2026-06-11', handling='official_sensitive')
place('Group chat, older pupils', 'messaging', None, 'community_moderator', 'Older pupils',
      'All hours', 'Older students look after it: "you can leave it."', 'Plans, homework, jokes.',
      '', 'online', '2026-03-24')
place('Group chat, local', 'messaging', None, 'not_known', '', 'All hours',
      'Nobody has written what helps here.', 'Plans for the evening.',
      'Lifts are offered from the bus station. Nobody has asked young people what would help.',
      'online', '2026-10-02', handling='official_sensitive')
place('Selling page, bikes', 'marketplace', None, 'online_platform', 'Online platform', 'All hours',
      'A fair price for a mended bike.', 'Buying and selling bikes and parts.',
      'Nobody has asked young people yet.', 'online')
place('Selling page, vapes', 'marketplace', None, 'not_known', '', 'All hours',
      'Nobody has written what helps here.', '', 'Meeting points near shops are named in posts.',
      'online')
place('Friends who meet by the river', 'peer_context', None, 'not_known', '', '',
      'They look out for each other: "we walk home together."',
      'Walking home, sitting by the water, music.', 'A friendship group as a strength. No names and '
      'no list of members.', 'river', '2026-10-09')
place('Friends from two schools', 'peer_context', None, 'not_known', '', '',
      'Friendships that cross two schools and last.', 'Gaming, football, meeting in the centre.',
      'No names and no list of members. What helps has not been asked.', '', '2026-09-30')
place('Skaters', 'peer_context', None, 'not_known', '', '',
      'Older skaters teach newer ones: "nobody is left out."', 'Skating, filming, mending boards.',
      'No names and no list of members.', 'sport', '2026-08-19')
place('Road to Corran district', 'boundary_pattern', None, 'shared', 'Two partnerships', '',
      'Bus and tram drivers who know young people by sight.', 'Going to college, cinema, cousins.',
      'The pattern goes on beyond our boundary. Corran district was asked on 4 September; no reply '
      'yet.', 'transport', crosses='yes')
place('Rail line north', 'boundary_pattern', None, 'transport_operator', 'Train operator', '',
      'Railway staff who are aware and ring ahead.', 'Days out.',
      'Told of by railway staff. Hatherby district has been asked.', 'transport', '2026-06-11',
      crosses='yes')
place('Behind the shops', 'alley', None, 'not_known', '', '',
      'Out of the wind, young people say.', 'Sitting, talking.',
      'Young people\'s own words: "behind the shops". Which shops was not said, and was not pressed.',
      '', '2026-03-24', sure='described_not_placed')
place('The field with the pipe', 'other', None, 'not_known', '', '',
      'Young people say it is theirs, and quiet.', 'Camping out in summer.',
      'Kind: a field, in young people\'s own words. Ask where it is only if they want it known.', '',
      '2026-10-09', sure='described_not_placed')
place('Somewhere in Eastfield', 'family_home', None, 'not_known', '', '',
      'Families who asked for help early.', '',
      'Harm that reaches into homes online, told of by one service for the whole of Eastfield. Only '
      'the kind of context is kept: no street, no household.', 'eastfield',
      sure='described_not_placed', handling='official_sensitive')

# ---------------------------------------------------------------- links

LINKS = [
    ('Tamberley Academy', 'Alder Park', 'way_between', 'Way home after school, along the river'),
    ('Alder Park', 'Bus station', 'way_between', 'On into town towards six o\'clock'),
    ('Tamberley station', 'Priory Arcade', 'way_between', 'Saturdays, in from the villages'),
    ('Hollins estate', 'Tamberley Academy', 'way_between', 'School mornings'),
    ('Eastfield shops', 'Eastgate leisure centre', 'way_between', 'Over the old tramway bridge'),
    ('A video app', 'Alder Park', 'online_tied', 'Met here, then there'),
    ('A video app', 'Bus station', 'online_tied', 'Lifts are offered in it'),
    ('A gaming server', 'Priory Arcade', 'online_tied', 'Players meet here on Saturdays'),
    ('Group chat, local', 'Bridge Street takeaways', 'online_tied', 'Where to meet is agreed in it'),
    ('Group chat, older pupils', 'Tamberley Academy', 'online_tied', 'Looked after by older pupils'),
    ('Selling page, vapes', 'Eastfield shops', 'online_tied', 'Named as a meeting point'),
    ('Friends who meet by the river', 'Alder Park', 'same_group', 'They walk home together'),
    ('Friends who meet by the river', 'A video app', 'same_group', 'They use it to say who is out'),
    ('Alder Park', 'The Boathouse', 'same_group', 'The Friday group goes on to the park'),
    ('Skaters', 'Eastgate skate park', 'same_group', 'Most evenings'),
    ('Friends from two schools', 'Market Square', 'same_group', 'After school'),
    ('Priory Arcade', 'Alder Park', 'concern_moved', 'Moved on from the Arcade, then worries were '
     'noticed here'),
    ('Kiln Yard', 'Mill Lane underpass', 'concern_moved', 'After the yard was closed for a month in '
     'spring'),
    ('Bridge Street takeaways', 'Group chat, local', 'concern_moved', 'Once patrols began'),
    ('Road to Corran district', 'Corran Road lay-by', 'concern_moved', 'Told of by one bus driver'),
    ('Lock Cottage café', 'Alder Park', 'looks_after', 'Staff see the river gate and know who to tell'),
    ('Tamberley Library', 'Market Square', 'looks_after', 'Staff see the benches'),
    ('Riverside taxi office', 'Bridge Street takeaways', 'looks_after', 'Drivers ring if worried'),
    ('The Boathouse', 'Tamber Path', 'looks_after', 'Youth workers walk it with the last group'),
    ('Eastgate leisure centre', 'Eastgate skate park', 'looks_after', 'Seen from the desk'),
    ('Mill Lane shops', 'Mill Lane bus stop', 'looks_after', 'Shopkeepers stand at the door'),
]
