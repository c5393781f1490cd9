"""Faults on purpose, to test what a plugin or an app leaves behind: full disk, kill, cancellation, malformed input.

```python
def test_nothing_is_left_of_a_case_that_could_not_be_opened(kit):
    steps = fail_at_each_statement(kit, lambda kit: kit.transact("ada", "help", lambda s: s.do(OpenCase(...))))
    assert steps > 5
```
"""

from commkit.testing.faults.cancellation import cancel_at_each_await
from commkit.testing.faults.fault_schedule import FaultSchedule, disk_full_error, inject_faults, kill_process
from commkit.testing.faults.full_disk import fail_at_each_statement
from commkit.testing.faults.malformed import malformed_messages, malformed_payloads, only_typed_errors
from commkit.testing.faults.process_kills import kill_at_each_statement, kill_at_random, kill_at_step

__all__ = [
    "FaultSchedule",
    "cancel_at_each_await",
    "disk_full_error",
    "fail_at_each_statement",
    "inject_faults",
    "kill_at_each_statement",
    "kill_at_random",
    "kill_at_step",
    "kill_process",
    "malformed_messages",
    "malformed_payloads",
    "only_typed_errors",
]
