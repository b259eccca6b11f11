"""评分要点: 计划落实2；调研成果转化3 → each point with its score."""

import re

BETWEEN = re.compile(r"[；;\n]+")
# …2 · …2分 · …（2分） · …每项扣1，2分扣完为止（…）
ENDING = re.compile(r"^(?P<words>.+?)[\s:：]*[（(]?(?P<score>\d{1,3})\s*分?[）)]?$")
UNTIL = re.compile(r"^(?P<words>.*?)[，,、]?\s*(?P<score>\d{1,3})\s*分?\s*扣完为止.*$", re.DOTALL)
REMARK = re.compile(r"[（(][^（()）]*[^\d（()）分][）)]\s*[。.]?$")


def points_of(text: str) -> tuple[list[tuple[str, int]], list[str]]:
    """(points with their scores, pieces without a score)."""
    points: list[tuple[str, int]] = []
    silent: list[str] = []
    for piece in BETWEEN.split(text):
        piece = piece.strip().rstrip("。.")
        if not piece:
            continue
        found = UNTIL.match(piece) or ENDING.match(piece) or ENDING.match(REMARK.sub("", piece).strip())
        if found and found["words"].strip():
            points.append((found["words"].strip(" ，,"), int(found["score"])))
        else:
            silent.append(piece)
    return points, silent
