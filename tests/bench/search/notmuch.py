"""Times searches with libnotmuch in this process: queries as JSON on stdin, milliseconds and counts as JSON on stdout."""
import json
import sys
import time

import notmuch2

path, queries = sys.argv[1], json.load(sys.stdin)
db = notmuch2.Database(path=path, mode=notmuch2.Database.MODE.READ_ONLY, config=notmuch2.Database.CONFIG.EMPTY)
out = []
for query in queries:
    times = []
    for _ in range(5):
        start = time.perf_counter()
        found = []
        for message in db.messages(query, sort=db.SORT.NEWEST_FIRST):
            found.append(message.messageid)
            if len(found) == 40:
                break
        times.append((time.perf_counter() - start) * 1000)
    out.append({'ms': sorted(times)[2], 'count': db.count_messages(query)})
json.dump(out, sys.stdout)
