"""Links of an answer: which proposals and decisions used an input, used it in part or did not

Revision: 0035
Follows: 0034
"""

from service.migrations.script_sql import run_script, script

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0035_up"))


def downgrade() -> None:
    run_script(script("0035_down"))
