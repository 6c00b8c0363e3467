"""Pictures of plans and of pay: dark, for a phone, told apart by more than colour. Imports matplotlib when it draws."""
