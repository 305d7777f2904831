"""The database notes which areas a thing lies in, for every way in; boundaries can be counted later

Revision: 0017
Follows: 0016
"""

from alembic import op

from service.migrations.script_sql import run_script, script

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0017_up"))


def downgrade() -> None:
    run_script(script("0017_down"))
