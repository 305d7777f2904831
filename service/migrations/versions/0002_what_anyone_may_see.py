"""What anyone may see: the public views, the roles, the append-only log and the pin deltas

Revision: 0002
Follows: 0001
"""

from geo.crs import METRIC
from service.migrations.script_sql import run_script, script

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(script("0002_up").replace("{srid}", str(METRIC.epsg)))


def downgrade() -> None:
    run_script(script("0002_down"))
