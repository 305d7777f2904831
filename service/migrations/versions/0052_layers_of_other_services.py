"""Layers of other services: allowed hosts, sources, copies of pictures

Revision: 0052
Follows: 0051
"""

from service.migrations.script_sql import run_script, script

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0052_up"))


def downgrade() -> None:
    run_script(script("0052_down"))
