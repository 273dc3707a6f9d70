"""The Office package layer: open a stranger's file safely, or say in plain words why not.

No Django here. Start at :func:`media.opc.gate.inspect`.
"""
