"""Pictures of plans, pay and questions: dark, for a phone, told apart by more than colour. matplotlib waits for one."""
