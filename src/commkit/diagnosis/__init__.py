"""Diagnosis: what is wrong, or will be, with an application and its database; for operators, by `commkit doctor`.

```python
for found in diagnose(kit):
    print(found.level, found.name, found.told)
```
"""

from commkit.diagnosis.records import Diagnosis, Level
from commkit.diagnosis.running import diagnose

__all__ = ["Diagnosis", "Level", "diagnose"]
