"""The reference business system: signed JSON over HTTP out, signed events in.

Out, both signed as https://www.standardwebhooks.com describes it, with the shared secret:

`POST <url>/cards` asks what one reader may see. It is sent

    {"request": "...", "reader": {"key": "ada", "member": "...", "community": "..."},
     "objects": [{"kind": "deal", "key": "D-17"}]}

and answered with 200 and

    {"request": "...", "cards": [{"kind": "deal", "key": "D-17", "title": "...", "state": "won",
     "url": "https://...", "fields": [{"label": "Sum", "value": "12,000"}], "as_of": "2026-03-02T09:00:00Z"}]}

where `request` is what was sent. The cards are those of the objects that the reader may see now; `url`, `fields` and
`as_of` may be left out. 403, 404 and 410 mean that nothing is shown; after anything else, after another answer, or none
in time, the reader is shown what they were shown before, for a while.

`POST <url>/links` tells of a link, with the id of the fact as `webhook-id`:

    {"type": "object.linked", "timestamp": "...", "data": {"kind": "deal", "key": "D-17", "community": "...",
     "thread": "...", "post": "..."}}

or `object.unlinked`. Any 2xx will do; 403, 404, 410 and 422 mean that the system has no place for it; after anything
else the worker tries again.

In: the system posts events to `/internal/object-events` of a community, signed in the same way:

    {"type": "object.changed", "data": {"kind": "deal", "key": "D-17", "news": true}}

or `object.deleted`, or `object.permissions_changed`. `news` says whether the followers of linked threads are told.

Needs the extra `commkit-internal[bridge]`.
"""

from commkit_internal.business_http.ports import HttpBusinessSystem

__all__ = ["HttpBusinessSystem"]
