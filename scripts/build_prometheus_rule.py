"""Wrap deploy/prometheus/rules.yml as the PrometheusRule of the Kubernetes base; a test compares the two.

python scripts/build_prometheus_rule.py > deploy/k8s/base/prometheusrule.yaml
"""

import sys
from pathlib import Path

RULES = Path(__file__).resolve().parents[1] / "deploy/prometheus/rules.yml"

sys.stdout.write(
    "# Made from deploy/prometheus/rules.yml by scripts/build_prometheus_rule.py\n"
    "apiVersion: monitoring.coreos.com/v1\n"
    "kind: PrometheusRule\n"
    "metadata:\n"
    "  name: streamproc\n"
    "spec:\n"
)
for line in RULES.read_text().splitlines():
    if not line.startswith("#"):
        sys.stdout.write(f"  {line}".rstrip() + "\n")
