#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The help pages beside the code: valid XML, pictures that exist, topics that exist, plain words."""
import os
import re
import sys
import xml.etree.ElementTree as ET

ROOT = os.environ.get('SAFER_SOURCE_DIR') or os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))
HELP = os.path.join(ROOT, 'data', 'help')
PAGES = sorted(f[:-5] for f in os.listdir(HELP) if f.endswith('.html'))
# The rooms of issue 1; more pages are welcome, fewer are not.
WANTED = ('accuracy backups base-map boundaries cautions command-line drawing find give-out import '
          'index keys links map never not-a-lock not-on-this-map places quick-log undo welcome '
          'who-you-are').split()
XHTML = '{http://www.w3.org/1999/xhtml}'


def says(condition, what):
    if not condition:
        raise AssertionError(what)


def tree(page):
    return ET.parse(os.path.join(HELP, page + '.html')).getroot()


def text_of(page):
    return ' '.join(' '.join(tree(page).find(XHTML + 'body').itertext()).split())


def every_page_is_there_and_parses():
    for page in WANTED:
        says(page in PAGES, page)
    for page in PAGES:
        root = tree(page)
        says(root.tag == XHTML + 'html' and root.get('lang') == 'en-GB', page)
        head = root.find(f'{XHTML}head/{XHTML}title').text
        says(head == root.find(f'{XHTML}body/{XHTML}h1').text, f'{page}: two titles')


def every_picture_exists_and_is_described():
    shown = set()
    for page in PAGES:
        for img in tree(page).iter(XHTML + 'img'):
            says(len(img.get('alt', '')) > 20, f'{page}: {img.get("src")} is not described')
            shown.add(img.get('src'))
            path = os.path.join(HELP, img.get('src'))
            says(os.path.exists(path), f'{page}: {img.get("src")} is missing: run make-pictures')
    folder = os.path.join(HELP, 'pictures')
    for name in os.listdir(folder) if os.path.isdir(folder) else []:
        says('pictures/' + name in shown, f'{name} is on no page')


def every_topic_in_the_code_is_a_page():
    with open(os.path.join(ROOT, 'src/desk/parts/safer-help-topic.c'), encoding='utf-8') as f:
        table = re.findall(r'\{ "(Safer\w+)", "([a-z-]+)" \}', f.read())
    says(len(table) > 3, 'the table of topics was not found')
    for kind, topic in table:
        says(topic in PAGES, f'{kind}: no help page {topic}')
    call = re.compile(r'safer_help_(?:topic_set|show)\s*\([^;]*?"([a-z-]+)"\s*\)', re.S)
    for folder, _, files in os.walk(os.path.join(ROOT, 'src')):
        for name in files:
            if name.endswith('.c'):
                with open(os.path.join(folder, name), encoding='utf-8') as f:
                    for topic in call.findall(f.read()):
                        says(topic in PAGES, f'{name}: no help page {topic}')


def words_are_plain():
    for page in PAGES:
        text = text_of(page).lower()
        for word in ('hotspot', 'risk score', 'offender', 'victim', 'geometry', 'metadata',
                     'vertices', 'vertex', 'polygon', 'database', 'sqlite', 'click here', '!'):
            says(word not in text, f'{page}: {word}')
        says(len(text.split()) < 700, f'{page}: {len(text.split())} words are too many')


TESTS = [every_page_is_there_and_parses, every_picture_exists_and_is_described,
         every_topic_in_the_code_is_a_page, words_are_plain]
failed = 0
print(f'1..{len(TESTS)}')
for number, test in enumerate(TESTS, 1):
    name = '/help/' + test.__name__.replace('_', '-')
    try:
        test()
        print(f'ok {number} - {name}')
    except AssertionError as error:
        failed += 1
        print(f'not ok {number} - {name}\n# {error}')
sys.exit(1 if failed else 0)
