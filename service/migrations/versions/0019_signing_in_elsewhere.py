"""Identities at providers, sign-ins on their way, and sessions that belong to a municipality and can be listed

Revision: 0019
Follows: 0018
"""

from service.migrations.script_sql import run_script, script

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0019_up"))


def downgrade() -> None:
    run_script(script("0019_down"))
