"""References that do not tell in which order ideas came

Revision: 0038
Follows: 0037
"""

from service.migrations.script_sql import run_script, script

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0038_up"))


def downgrade() -> None:
    run_script(script("0038_down"))
