"""The one error that the command line prints as a sentence instead of a traceback."""


class OperateError(Exception):
    """Something an operator can put right.

    Params: `fact` says what is wrong, `cure` what to do about it; both are whole sentences.
    """

    def __init__(self, fact: str, cure: str = "") -> None:
        super().__init__(f"{fact} {cure}".strip())
        self.fact = fact
        self.cure = cure
