"""The configuration, the resource types and the schemas of a community (RFC 7643, sections 5 to 7)."""

from typing import Any

from commkit_scim.policy import MAX_RESULTS
from commkit_scim.schemas.records import EnterpriseUser, Group, user_model
from commkit_scim.tokens.records import ScimClient

_SCHEMA = "urn:ietf:params:scim:schemas:core:2.0:"
LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse"


def service_provider_config(root: str) -> dict[str, Any]:
    """What is supported."""
    return {
        "schemas": [f"{_SCHEMA}ServiceProviderConfig"],
        "patch": {"supported": True},
        "bulk": {"supported": False, "maxOperations": 0, "maxPayloadSize": 0},
        "filter": {"supported": True, "maxResults": MAX_RESULTS},
        "changePassword": {"supported": False},
        "sort": {"supported": True},
        "etag": {"supported": True},
        "authenticationSchemes": [
            {
                "type": "oauthbearertoken",
                "name": "Bearer token",
                "description": "A token of the community, sent as Authorization: Bearer",
                "specUri": "https://www.rfc-editor.org/rfc/rfc6750",
                "primary": True,
            }
        ],
        "meta": {"resourceType": "ServiceProviderConfig", "location": f"{root}/ServiceProviderConfig"},
    }


def resource_types(root: str) -> list[dict[str, Any]]:
    """Users and groups."""
    told = [
        (
            "User",
            "Users",
            "People with access",
            {"schema": str(EnterpriseUser.__schema__), "required": False},
        ),
        ("Group", "Groups", "Groups of people", None),
    ]
    return [
        {
            "schemas": [f"{_SCHEMA}ResourceType"],
            "id": name,
            "name": name,
            "endpoint": f"/{endpoint}",
            "description": description,
            "schema": f"{_SCHEMA}{name}",
            **({"schemaExtensions": [extension]} if extension else {}),
            "meta": {"resourceType": "ResourceType", "location": f"{root}/ResourceTypes/{name}"},
        }
        for name, endpoint, description, extension in told
    ]


def schemas(root: str, client: ScimClient) -> list[dict[str, Any]]:
    """The schemas with the attributes that the community keeps."""
    models: tuple[Any, ...] = (
        user_model(emails=client.emails, roles=client.roles),
        EnterpriseUser,
        Group,
    )
    made = [model.to_schema().model_dump() for model in models]
    return [
        {**each, "meta": {"resourceType": "Schema", "location": f"{root}/Schemas/{each['id']}"}}
        for each in made
    ]


def listed(resources: list[dict[str, Any]], *, total: int | None = None, start: int = 1) -> dict[str, Any]:
    """A list of resources."""
    return {
        "schemas": [LIST],
        "totalResults": len(resources) if total is None else total,
        "startIndex": start,
        "itemsPerPage": len(resources),
        "Resources": resources,
    }
