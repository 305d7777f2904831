"""Indexes that the lists of public pins walk, page by page, in the order in which they are read.

The public view rounds a pin's time to its day, so the indexes hold the same expression.

Revision: 0007
Follows: 0006
"""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "CREATE INDEX ix_pin_public_newest ON service.pin (municipality_id, "
        "CAST(created_at AT TIME ZONE 'Europe/Helsinki' AS date) DESC, reference DESC) WHERE visibility = 'public'"
    )
    op.execute(
        "CREATE INDEX ix_pin_public_supported ON service.pin (municipality_id, support_count DESC, "
        "CAST(created_at AT TIME ZONE 'Europe/Helsinki' AS date) DESC, reference DESC) WHERE visibility = 'public'"
    )


def downgrade() -> None:
    op.execute("DROP INDEX service.ix_pin_public_supported")
    op.execute("DROP INDEX service.ix_pin_public_newest")
