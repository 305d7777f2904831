"""Surfaces of what residents say, made in the background, and ideas that say the same again

Revision: 0041
Follows: 0040
"""

from service.migrations.script_sql import run_script, script

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0041_up"))


def downgrade() -> None:
    run_script(script("0041_down"))
