"""Cases: everything about one object that needs a decision, and the reports that open one."""
