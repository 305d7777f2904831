"""Protected partitions: statistics by small cells as atoms of at least k people

Revision: 0012
Follows: 0011
"""

from alembic import op

from service.migrations.script_sql import run_script, script

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    srid = op.get_bind().exec_driver_sql("SELECT boundaries.metric_srid()").scalar_one()
    run_script(script("0012_up").replace("{srid}", str(srid)))


def downgrade() -> None:
    run_script(script("0012_down"))
