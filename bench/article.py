"""The metadata script of the article, moved to Python 3: one core, plain files, a shell and a mkdir for every photo.

Usage: article.py FOLDER OUT ROWS. FOLDER has the four files, unpacked. What it writes, and how, is as the article has it.
"""
import json
import os
import sys

NAMES = (
    'photo_hash user_id user_nickname date_taken date_uploaded capture_device title description user_tags machine_tags '
    'longitude latitude pos_accuracy url_show url_get license_name license_url server_id farm_id photo_secret '
    'photo_secret_orig photo_ext photo_or_video'
).split()
PARTS = (('autotags', 'autotags'), ('exif', 'EXIF'), ('places', 'places'))


def items_of(text):
    items = {}
    for item in text.split(','):
        parts = item.split(':')
        items[parts[0]] = parts[1]
    return items


folder, out, rows = sys.argv[1], sys.argv[2], int(sys.argv[3])
files = [
    open(os.path.join(folder, 'yfcc100m_' + name), encoding='utf-8', newline='\n')
    for name in ('dataset', 'autotags', 'exif', 'places')
]
written = 0
while written < rows:
    lines = [file.readline() for file in files]
    if not all(lines):
        break
    dataset, *sides = [line.strip().split('\t') for line in lines]
    # With 25 columns the first one is the line's number.
    has_number = len(dataset) == 25
    photo = dataset[1] if has_number else dataset[0]
    if any(side[0] != photo for side in sides):
        print('not the same photo: ' + photo)
        continue
    meta = {}
    for (_, key), side in zip(PARTS, sides):
        if len(side) > 1 and side[1] != '':
            meta[key] = items_of(side[1])
    if has_number:
        meta['othermeta'] = dict(zip(NAMES, dataset[2:]))
    path = os.path.join(out, photo[0:3], photo[3:6])
    os.system('mkdir -p ' + path)
    name = os.path.join(path, photo + '_meta.json')
    if not (os.path.exists(name) and os.path.getsize(name) > 0):
        with open(name, 'w', encoding='ascii') as file:
            json.dump(meta, file, sort_keys=True, indent=4)
    written += 1
