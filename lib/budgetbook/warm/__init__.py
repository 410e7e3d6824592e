"""What processes have ready before they are forked: `budgetbook.kernels.server` imports these modules.

Nothing here may start a thread, an event loop or a plot of pyplot's, which a fork would copy half.
"""
