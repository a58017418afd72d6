"""Commands that have commands of their own (floor 8): one module a group, put together by `cli`."""
