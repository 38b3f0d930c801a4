"""customers' opinions of answers and of conversations"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "message_ratings",
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("value", sa.String(length=4), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=True),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        _belongs_to("message_ratings", "message_id", "messages"),
        _belongs_to("message_ratings", "conversation_id", "conversations"),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_message_ratings")),
    )
    op.create_index(op.f("ix_message_ratings_conversation_id"), "message_ratings", ["conversation_id"])
    op.create_index(op.f("ix_message_ratings_created_at"), "message_ratings", ["created_at"])
    op.create_table(
        "satisfactions",
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        _belongs_to("satisfactions", "conversation_id", "conversations"),
        sa.PrimaryKeyConstraint("conversation_id", name=op.f("pk_satisfactions")),
    )
    op.create_index(op.f("ix_satisfactions_created_at"), "satisfactions", ["created_at"])


def downgrade() -> None:
    op.drop_table("satisfactions")
    op.drop_table("message_ratings")


def _belongs_to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete="CASCADE")
