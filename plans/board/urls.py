"""Addresses of the overviews."""

from django.urls import path

from .views import battle_map, board, overview

urlpatterns = [
    path("overview/", overview.overview, name="overview"),
    path("overview/<int:pk>/urge/", overview.urge, name="overview_urge"),
    path("board/", board.board, name="board"),
    path("battle-map/", battle_map.battle_map, name="battle_map"),
]
