"""customers and accounts"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

MONEY = sa.Numeric(12, 2).with_variant(sa.String(16), "sqlite")
AUDIT_HEAD = sa.table("audit_head", sa.column("id"), sa.column("sequence"), sa.column("hash"))


def upgrade() -> None:
    op.create_table(
        "attempt_counters",
        sa.Column("scope", sa.String(length=20), nullable=False),
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("scope", "key", name=op.f("pk_attempt_counters")),
    )
    op.create_table(
        "audit_entries",
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.Column("operator", sa.String(length=40), nullable=False),
        sa.Column("account_number", sa.String(length=40), nullable=False),
        sa.Column("actor", sa.String(length=20), nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("conversation_id", sa.String(length=80), nullable=True),
        sa.Column("channel", sa.String(length=20), nullable=True),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_audit_entries")),
    )
    op.create_index(
        op.f("ix_audit_entries_operator_account_number"),
        "audit_entries",
        ["operator", "account_number"],
        unique=False,
    )

    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    op.bulk_insert(AUDIT_HEAD, [{"id": 1, "sequence": 0, "hash": "0" * 64}])
    op.create_table(
        "customers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("operator", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("segment", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customers")),
    )
    op.create_table(
        "one_time_codes",
        sa.Column("conversation_id", sa.String(length=80), nullable=False),
        sa.Column("account_key", sa.String(length=100), nullable=False),
        sa.Column("code_hash", sa.String(length=200), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", name=op.f("pk_one_time_codes")),
    )
    op.create_table(
        "pending_secrets",
        sa.Column("conversation_id", sa.String(length=80), nullable=False),
        sa.Column("message_id", sa.String(length=80), nullable=False),
        sa.Column("ciphertext", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", "message_id", name=op.f("pk_pending_secrets")),
    )
    op.create_index(op.f("ix_pending_secrets_expires_at"), "pending_secrets", ["expires_at"], unique=False)

    op.create_table(
        "billing_accounts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("operator", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("pin_hash", sa.String(length=200), nullable=False),
        sa.Column("bill_presentation_media", sa.String(length=20), nullable=False),
        sa.Column("ebill_email", sa.String(length=320), nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customers.id"],
            name=op.f("fk_billing_accounts_customer_id_customers"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_billing_accounts")),
        sa.UniqueConstraint("operator", "number", name=op.f("uq_billing_accounts_operator_number")),
    )
    op.create_index(
        op.f("ix_billing_accounts_customer_id"), "billing_accounts", ["customer_id"], unique=False
    )

    op.create_table(
        "contact_media",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("value", sa.String(length=320), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customers.id"],
            name=op.f("fk_contact_media_customer_id_customers"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_media")),
    )
    op.create_index(op.f("ix_contact_media_customer_id"), "contact_media", ["customer_id"], unique=False)

    op.create_table(
        "communication_messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("recipient", sa.String(length=500), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=True),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["billing_accounts.id"],
            name=op.f("fk_communication_messages_account_id_billing_accounts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_communication_messages")),
    )
    op.create_index(
        op.f("ix_communication_messages_account_id"), "communication_messages", ["account_id"], unique=False
    )
    op.create_index(
        op.f("ix_communication_messages_status_next_attempt_at"),
        "communication_messages",
        ["status", "next_attempt_at"],
        unique=False,
    )

    op.create_table(
        "geographic_addresses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("effective_date", sa.Date(), nullable=True),
        sa.Column("street", sa.String(length=200), nullable=False),
        sa.Column("city", sa.String(length=100), nullable=False),
        sa.Column("region", sa.String(length=100), nullable=True),
        sa.Column("postal_code", sa.String(length=20), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["billing_accounts.id"],
            name=op.f("fk_geographic_addresses_account_id_billing_accounts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_geographic_addresses")),
        sa.UniqueConstraint("account_id", "role", name=op.f("uq_geographic_addresses_account_id_role")),
    )
    op.create_index(
        op.f("ix_geographic_addresses_role_effective_date"),
        "geographic_addresses",
        ["role", "effective_date"],
        unique=False,
    )

    op.create_table(
        "handled_requests",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.Column("handled_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["billing_accounts.id"],
            name=op.f("fk_handled_requests_account_id_billing_accounts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("account_id", "key", name=op.f("pk_handled_requests")),
    )
    op.create_table(
        "product_orders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.String(length=80), nullable=False),
        sa.Column("reference", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("end_date", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("early_termination_fee", MONEY, nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("equipment", sa.JSON(), nullable=False),
        sa.Column("equipment_due_date", sa.Date(), nullable=True),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["billing_accounts.id"],
            name=op.f("fk_product_orders_account_id_billing_accounts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_product_orders")),
        sa.UniqueConstraint("reference", name=op.f("uq_product_orders_reference")),
    )
    op.create_index(op.f("ix_product_orders_account_id"), "product_orders", ["account_id"], unique=False)
    op.create_index(
        op.f("ix_product_orders_status_end_date"), "product_orders", ["status", "end_date"], unique=False
    )

    op.create_table(
        "products",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("plan", sa.String(length=200), nullable=False),
        sa.Column("activated_on", sa.Date(), nullable=True),
        sa.Column("commitment_months", sa.Integer(), nullable=False),
        sa.Column("monthly_fee", MONEY, nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("equipment", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["billing_accounts.id"],
            name=op.f("fk_products_account_id_billing_accounts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_products")),
        sa.UniqueConstraint("account_id", "service_id", name=op.f("uq_products_account_id_service_id")),
    )
    op.create_table(
        "trouble_tickets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["billing_accounts.id"],
            name=op.f("fk_trouble_tickets_account_id_billing_accounts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trouble_tickets")),
        sa.UniqueConstraint("reference", name=op.f("uq_trouble_tickets_reference")),
    )
    op.create_index(op.f("ix_trouble_tickets_account_id"), "trouble_tickets", ["account_id"], unique=False)

    op.create_table(
        "verifications",
        sa.Column("conversation_id", sa.String(length=80), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(length=20), nullable=False),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["billing_accounts.id"],
            name=op.f("fk_verifications_account_id_billing_accounts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("conversation_id", name=op.f("pk_verifications")),
    )
    op.create_index(op.f("ix_verifications_account_id"), "verifications", ["account_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_verifications_account_id"), table_name="verifications")

    op.drop_table("verifications")
    op.drop_index(op.f("ix_trouble_tickets_account_id"), table_name="trouble_tickets")

    op.drop_table("trouble_tickets")
    op.drop_table("products")
    op.drop_index(op.f("ix_product_orders_status_end_date"), table_name="product_orders")
    op.drop_index(op.f("ix_product_orders_account_id"), table_name="product_orders")

    op.drop_table("product_orders")
    op.drop_table("handled_requests")
    op.drop_index(op.f("ix_geographic_addresses_role_effective_date"), table_name="geographic_addresses")

    op.drop_table("geographic_addresses")
    op.drop_index(
        op.f("ix_communication_messages_status_next_attempt_at"), table_name="communication_messages"
    )
    op.drop_index(op.f("ix_communication_messages_account_id"), table_name="communication_messages")

    op.drop_table("communication_messages")
    op.drop_index(op.f("ix_contact_media_customer_id"), table_name="contact_media")

    op.drop_table("contact_media")
    op.drop_index(op.f("ix_billing_accounts_customer_id"), table_name="billing_accounts")

    op.drop_table("billing_accounts")
    op.drop_index(op.f("ix_pending_secrets_expires_at"), table_name="pending_secrets")

    op.drop_table("pending_secrets")
    op.drop_table("one_time_codes")
    op.drop_table("customers")
    op.drop_table("audit_head")
    op.drop_index(op.f("ix_audit_entries_operator_account_number"), table_name="audit_entries")

    op.drop_table("audit_entries")
    op.drop_table("attempt_counters")
