"""Comments below an idea are seen as long as the idea is

Revision: 0026
Follows: 0025
"""

from service.migrations.script_sql import run_script, script

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0026_up"))


def downgrade() -> None:
    run_script(script("0026_down"))
