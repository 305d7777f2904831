"""What kind of body gave a statement

Revision: 0071
Follows: 0069
"""

from service.migrations.script_sql import run_script, script

revision = "0071"
down_revision = "0069"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0071_up"))


def downgrade() -> None:
    run_script(script("0071_down"))
