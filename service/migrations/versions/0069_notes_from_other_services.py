"""Notes on requests from other services

Revision: 0069
Follows: 0064
"""

from service.migrations.script_sql import run_script, script

revision = "0069"
down_revision = "0064"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0069_up"))


def downgrade() -> None:
    run_script(script("0069_down"))
