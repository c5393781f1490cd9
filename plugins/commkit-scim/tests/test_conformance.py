"""The rules that every plugin keeps, checked on this one, in a type of its own."""

from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import UUID, uuid4

from commkit import SYSTEM, CommunityType, Feature, PostKind, Role, hookimpl
from commkit.members import AddAgent
from commkit.testing.conformance import PluginConformance
from commkit.testing.permission_matrix import MatrixCell
from commkit.testing.permissions import Fixture, allowed
from commkit.testing.scenario import Scenario
from commkit_scim import (
    DIRECTORY,
    CreateScimToken,
    DirectoryProfile,
    ProvisionGroup,
    ProvisionUser,
    Scim,
)

FIRM = CommunityType(
    "firm",
    features=("posts", "firm.rooms", "scim.directory"),
    post_kinds=(
        PostKind(name="note", opens=True, replies=("remark",)),
        PostKind(name="remark", replies=("remark",)),
    ),
    roles={"directory": Role(grants=DIRECTORY)},
)


class Firm:
    """A plugin of a type whose people a directory keeps."""

    @hookimpl
    def commkit_requires(self) -> Iterable[type]:
        yield Scim

    @hookimpl
    def commkit_features(self) -> Iterable[Feature]:
        yield Feature("firm.rooms", requires=("posts",))

    @hookimpl
    def commkit_types(self) -> Iterable[CommunityType]:
        yield FIRM


def _profile(cell: MatrixCell) -> DirectoryProfile:
    return DirectoryProfile(user_name=f"somebody-{uuid4().hex}")


def _user(scenario: Scenario, actor: str) -> UUID:
    """The actor, as a directory knows them; it takes over who is a member."""
    made = scenario.do(SYSTEM, ProvisionUser(profile=DirectoryProfile(user_name=actor)))
    return made.id


def _other(scenario: Scenario, actor: str) -> UUID:
    profile = DirectoryProfile(user_name=f"other-{uuid4().hex}")
    return scenario.do(SYSTEM, ProvisionUser(profile=profile)).id


def _group(scenario: Scenario, actor: str) -> UUID:
    return scenario.do(SYSTEM, ProvisionGroup(title="Night shift")).id


def _agent(cell: MatrixCell) -> UUID:
    return cell.scenario.do(SYSTEM, AddAgent(name="Directory", scopes=("posts.",))).id


def _token(scenario: Scenario, actor: str) -> UUID:
    return scenario.do(SYSTEM, CreateScimToken(label="directory")).id


def _secret(scenario: Scenario, actor: str) -> Any:
    return scenario.do(SYSTEM, CreateScimToken(label="directory")).secret


HOST: dict[str, Any] = {"directory": "any", "system": "any"}
READERS: dict[str, Any] = {"directory": "any", "steward": "any"}


class TestScim(PluginConformance):
    plugin = staticmethod(Scim)
    extra_plugins = (Firm(),)
    type = "firm"
    sample_values: ClassVar[Any] = {
        "kind": ("note", "remark"),
        "filter": ('userName eq "ann"', ""),
        "sort_by": ("", "id"),
        "version": (None, 1),
        "start": (1,),
        "count": (0, 10),
    }
    fixtures: ClassVar[Any] = {"ScimTokenId": Fixture(_token), "GroupId": Fixture(_group)}
    expected_permissions: ClassVar[Any] = {
        "scim.provision_user": allowed(**HOST, given={"profile": _profile}),
        "scim.change_user": allowed(
            **HOST, given={"user": Fixture(_other), "profile": _profile, "version": None}
        ),
        "scim.remove_user": allowed(**HOST, given={"user": Fixture(_other), "version": None}),
        "scim.find_users": allowed(**HOST),
        "scim.read_user": allowed(member="own", **READERS, given={"user": Fixture(_user)}),
        "scim.provision_group": allowed(**HOST, given={"members": ()}),
        "scim.change_group": allowed(**HOST, given={"add": (), "remove": (), "version": None}),
        "scim.is_group_changed": allowed(**HOST, given={"add": (), "remove": ()}),
        "scim.remove_group": allowed(**HOST, given={"version": None}),
        "scim.find_groups": allowed(**HOST),
        "scim.read_group": allowed(**READERS),
        "scim.list_members_of_group": allowed(**HOST),
        "scim.create_scim_token": allowed(owner="any", given={"agent": _agent}),
        "scim.revoke_scim_token": allowed(owner="any", archived=True),
        "scim.list_scim_tokens": allowed(owner="any"),
        "scim.resolve_scim_token": allowed(system="any", given={"secret": Fixture(_secret)}),
    }
