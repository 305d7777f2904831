"""Comments that wait or are hidden, found without reading those that are public

Revision: 0009
Follows: 0008
"""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "CREATE INDEX ix_comment_moderated ON service.comment (municipality_id, visibility, created_at DESC) "
        "WHERE visibility <> 'public'"
    )


def downgrade() -> None:
    op.execute("DROP INDEX service.ix_comment_moderated")
