"""A seal service for tests (样例): it seals nothing. It appends one line that says so, and refuses what it is told to."""

from documents.sealing import Asked, SealRefused

MARK = "\n%% 样例：测试用印，不是印章 ".encode()


class SampleSeal:
    """As documents/sealing.py describes: the same request gives the same bytes."""

    def seal(self, pdf: bytes, asked: Asked) -> bytes:
        if "拒绝" in asked.title:
            raise SealRefused("电子印章服务没有用印：该文书不在用印范围内。")
        return pdf + MARK + asked.key.encode()
