"""What is wrong or doubtful in a form's rules, beyond their syntax."""
