"""What people look at: layouts over a neutral table, and its renderers."""
