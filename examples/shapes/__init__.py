# SPDX-License-Identifier: Apache-2.0
"""Small example models of ponte: drawn pictures, network, training, checkpoint."""
