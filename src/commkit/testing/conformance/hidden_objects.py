"""Who learns what: other communities, outsiders, and members who may not see everything."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from commkit.kit import Kit
from commkit.runtime.model.messages import Query
from commkit.runtime.sessions.composition import SYSTEM
from commkit.runtime.values.serialization import dump
from commkit.testing.clock import ManualClock
from commkit.testing.conformance.suite import START, ConformanceSuite, MessageClass, examples
from commkit.testing.fields import id_fields
from commkit.testing.hidden_records import composed_records, find_hidden
from commkit.testing.histories import random_attempts
from commkit.testing.isolation import IsolationResult, check_isolation
from commkit.testing.kits import KitFactory
from commkit.testing.loader_visibility import find_loader_leaks, write_content
from commkit.testing.noninterference import PUBLISHING, create_worlds, find_leaks


class VisibilityTests(ConformanceSuite):
    """Tests of what people learn."""

    def test_nothing_crosses_communities(self, kit: Kit) -> None:
        """Ids of one community mean nothing in another one with the same plugin."""
        reached: dict[MessageClass, list[IsolationResult]] = {}

        @examples(kit, 5)
        @given(st.data())
        def foreign(data: st.DataObject) -> None:
            here, there = self._world(kit), self._world(kit)
            for _ in random_attempts(there, data.draw, self._commands(kit), max_steps=self.max_steps):
                pass
            for cls in self._messages(kit):
                if id_fields(cls) and not cls.lobby:
                    results = reached.setdefault(cls, [])
                    tries = 1 if any(result.conclusive for result in results) else 25
                    for _ in range(tries):
                        results.append(check_isolation(here, there, cls, data.draw))
                        if results[-1].conclusive:
                            break

        foreign()
        for cls, results in reached.items():
            conclusive = any(result.conclusive for result in results)
            assert conclusive or all(result.message is None for result in results), (
                f"{cls.__name__} with ids of another community never got as far as to look for them: "
                f"{_reasons(results)}; load its references by context.get(...), and name fitting values of its other "
                "fields in `sample_values`"
            )

    def test_queries_reveal_nothing_of_other_communities(self, kit: Kit) -> None:
        """What happens in one community changes no answer in another one."""

        @examples(kit, 5)
        @given(st.data())
        def apart(data: st.DataObject) -> None:
            here, there = self._world(kit), self._world(kit)
            asked = [data.draw(here.messages(cls, only_known=True)) for cls in self._queries(kit)]
            before = [here.send(SYSTEM, query) for query in asked]
            for _ in random_attempts(there, data.draw, self._commands(kit), max_steps=self.max_steps):
                pass
            for query, first in zip(asked, before, strict=True):
                again = here.send(SYSTEM, query)
                assert dump(again.result) == dump(first.result), (
                    f"the answer to {query} changed with what happened in another community; "
                    "bind community_id in its statements"
                )

        apart()

    def test_outsiders_learn_nothing_of_what_is_private(self, commkit_engine_kit_factory: KitFactory) -> None:
        """Whatever happens in private, outsiders read the same: see `commkit.testing.noninterference`."""
        kit = self._kit(commkit_engine_kit_factory, clock=ManualClock(START))
        registered = kit.registry.messages
        queries = [cls for cls in registered.values() if issubclass(cls, Query)]

        @examples(kit, 2)
        @given(st.data())
        def private(data: st.DataObject) -> None:
            worlds = create_worlds(
                kit,
                self.type,
                settings=self.settings,
                sample_values=self.sample_values,
                queries=queries,
                hidden=[registered[name] for name in self.private_messages],
                publishing=PUBLISHING | {*self.publishing},
            )
            found, done = find_leaks(worlds, data.draw, copy=commkit_engine_kit_factory.copy, max_steps=12)
            leaks = "\n".join([*map(str, found[:5]), "after:", *done])
            assert not found, f"the answers to outsiders reveal what happened in private:\n{leaks}"

        private()

    def test_members_see_nothing_that_loaders_refuse(self, kit: Kit) -> None:
        """What a member cannot load is in no answer to that member: see `commkit.testing.loader_visibility`."""
        queries = [
            cls for cls in self._queries(kit) if kit.registry.name_of(cls) not in self.may_reveal_hidden
        ]
        hidden_records = 0
        publishing = {kit.registry.messages[name] for name in PUBLISHING | {*self.publishing}}

        @examples(kit, 3)
        @given(st.data())
        def asked(data: st.DataObject) -> None:
            nonlocal hidden_records
            commands = set(self._commands(kit)) - publishing
            found, hidden = find_loader_leaks(
                self._world(kit),
                data.draw,
                commands=[cls for cls in self._messages(kit) if cls in commands],
                queries=queries,
                max_steps=12,
            )
            hidden_records += hidden
            assert not found, (
                "members are shown what the loader refuses to them; apply the record's visibility in the statement:\n"
                + "\n".join(found)
            )

        if queries:
            asked()
            assert hidden_records, "nothing was hidden from anybody; name fitting values in `sample_values`"

    def test_what_a_feature_hides_is_in_no_answer(self, kit: Kit) -> None:
        """A rule hides its records, one class after the other: see `commkit.testing.hidden_records`."""
        own = {loader.record for feature in self._features(kit) for loader in feature.loaders}
        records = [record for record in composed_records(kit, self.type) if record in own]

        @examples(kit, 2)
        @given(st.data())
        def asked(data: st.DataObject) -> None:
            world = self._world(kit)
            commands = set(self._commands(kit))
            for _ in write_content(
                world, data.draw, [cls for cls in self._messages(kit) if cls in commands], 12
            ):
                pass
            for outcome in find_hidden(
                world, records, queries=self._queries(kit), may_mention_hidden=self.may_mention_hidden
            ):
                assert not outcome.leaks, (
                    f"a feature hid every {outcome.record.__name__}, and it is told all the same; hold "
                    f"visible({outcome.record.__name__}, table) in each statement that shows one:\n"
                    + "\n".join(outcome.leaks[:5])
                )

        if records:
            asked()


def _reasons(results: list[IsolationResult]) -> Any:
    return "; ".join(sorted({result.reason for result in results}))
