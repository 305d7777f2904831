"""What happened, where and on which day; which areas decisions chose; and who follows an area by e-mail

Revision: 0016
Follows: 0014
"""

from service.migrations.script_sql import run_script, script

revision = "0016"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0016_up"))


def downgrade() -> None:
    run_script(script("0016_down"))
