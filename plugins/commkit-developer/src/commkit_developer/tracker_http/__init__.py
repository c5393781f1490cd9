"""The reference issue tracker: JSON over HTTP out, signed webhooks in.

Out, with `Authorization: Bearer <token>`: `POST <url>/issues` opens an issue with `{"title": ..., "body": ...}`. The
header `idempotency-key` is the same at every attempt, so that the tracker answers a repeat with the issue that it has
opened. `GET <url>/issues/<key>` tells how one stands. Both are answered with

    {"issue": {"key": "PROJ-17", "url": "https://...", "title": "...", "state": "open", "release": "", "private": false,
               "revision": 3}}

and the first with `"request"` beside it, the idempotency key that is answered. `state` is `open`, `closed` (done) or
`declined` (nothing will be done); `revision` rises with each change. 404, 410 and 422 mean that the tracker will never
do it; after anything else the worker tries again.

`POST <url>/issues/<key>/verdicts` with `{"release": "2.1", "works": true}` tells whether a release works for somebody
who reported the issue, under the same header; any 2xx will do, and a tracker that has no place for it says 404.

In: the tracker posts `{"type": "issue.changed", "issue": {...}}`, or `{"type": "release.announced", "version": "2.1",
"issues": ["PROJ-17"]}`, signed as https://www.standardwebhooks.com describes it, to an address of the host, which gives
headers and body to `HttpIssueTracker.receive` and does the command that this returns.

Needs the extra `commkit-developer[tracker]`.
"""

from commkit_developer.tracker_http.ports import HttpIssueTracker

__all__ = ["HttpIssueTracker"]
