"""Copying: everything that a Kit keeps, from one database to another one of either engine, counted and compared.

```python
report = copy_database(kit, "postgresql://me@localhost/town")
```
"""

from commkit.copying.records import CopyReport, TableCopy
from commkit.copying.running import copy_database

__all__ = ["CopyReport", "TableCopy", "copy_database"]
