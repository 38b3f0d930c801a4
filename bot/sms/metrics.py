"""Counts for Prometheus; no label holds anything of a customer's."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Histogram


class SmsMetrics:
    """In the registry of the web process."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.inbound = Counter(
            "guichet_sms_inbound",
            "Text messages in, by what became of them: answered, failed, to_person, keyword, refused, opted_out, "
            "limited, repeated, given_up, not_a_phone",
            ["outcome"],
            registry=registry,
        )
        self.outbound = Counter(
            "guichet_sms_outbound",
            "Text messages out, by kind (reply, agent, keyword, refusal, notification) and state "
            "(sent, delivered, dead, suppressed)",
            ["kind", "state"],
            registry=registry,
        )
        self.segments = Counter(
            "guichet_sms_segments",
            "Segments, which the carrier bills, by direction (in, out) and alphabet (gsm7, ucs2)",
            ["direction", "encoding"],
            registry=registry,
        )
        self.refused_webhooks = Counter(
            "guichet_sms_refused_webhooks",
            "Requests to the webhooks that were not accepted: unsigned, not_configured, unknown_number, malformed",
            ["reason"],
            registry=registry,
        )
        self.acknowledge_seconds = Histogram(
            "guichet_sms_acknowledge_seconds",
            "From a webhook to its acknowledgement",
            buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5),
            registry=registry,
        )
