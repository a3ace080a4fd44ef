"""The same walk as client.ts, by the package that openapi-python-client makes."""

import json
import sys

from keyholder_client import AuthenticatedClient
from keyholder_client.api.accounts import list_accounts
from keyholder_client.api.audit_events import list_events
from keyholder_client.api.offboardings import get_certificate, list_offboardings
from keyholder_client.api.people import get_person
from keyholder_client.models import ListOffboardingsState, Problem
from keyholder_client.types import UNSET

base, token = sys.argv[1:]
client = AuthenticatedClient(base_url=f"{base}/api/v1", token=token)


def every(operation, member, limit):
    cursor, rows = UNSET, []
    while True:
        page = operation.sync(client=client, limit=limit, cursor=cursor)
        if isinstance(page, Problem):
            raise SystemExit(f"{member}: {page.type_} {page.detail}")
        rows += getattr(page, member)
        if page.next_ is None:
            return rows
        cursor = page.next_


def certificate(identity):
    answer = get_certificate.sync_detailed(identity, client=client)
    tagged = "tagged" if "etag" in answer.headers else "untagged"
    return str(int(answer.status_code)) if isinstance(answer.parsed, Problem) else f"{answer.parsed.certificate.number} {tagged}"


few, many = every(list_accounts, "accounts", 7), every(list_accounts, "accounts", 200)
events = [len([event for event in every(list_events, "events", limit) if event.at.tzinfo]) for limit in (50, 200)]
finished = list_offboardings.sync(client=client, state=ListOffboardingsState.FINISHED).offboardings
refused = [
    get_person.sync("per_0000000000000000", client=client),
    list_events.sync(client=client, cursor="elsewhere"),
]
print(
    json.dumps(
        {
            "accounts": len(many),
            "pagesAgree": [row.id for row in few] == [row.id for row in many],
            "eventsAgree": events[0] == events[1],
            "certificates": sorted(certificate(one.id) for one in finished),
            "refusals": [problem.type_ for problem in refused],
        },
        separators=(",", ":"),
    )
)
