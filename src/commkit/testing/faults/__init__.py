"""Faults on purpose, for tests of what a plugin or an app leaves behind: a full disk, a kill, a cancellation, nonsense.

```python
def test_nothing_is_left_of_a_case_that_could_not_be_opened(kit):
    steps = fails_at_each_statement(kit, lambda kit: kit.transact("ada", "help", lambda s: s.do(OpenCase(...))))
    assert steps > 5
```
"""

from commkit.testing.faults.awaits import cancelled_at_each_await
from commkit.testing.faults.kills import killed_at, killed_at_each_statement, killed_at_random
from commkit.testing.faults.malformed import only_typed_errors, spoiled, spoiled_values
from commkit.testing.faults.schedule import Schedule, die, disk_full, faulty
from commkit.testing.faults.statements import fails_at_each_statement

__all__ = [
    "Schedule",
    "cancelled_at_each_await",
    "die",
    "disk_full",
    "fails_at_each_statement",
    "faulty",
    "killed_at",
    "killed_at_each_statement",
    "killed_at_random",
    "only_typed_errors",
    "spoiled",
    "spoiled_values",
]
