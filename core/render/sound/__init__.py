"""The soundtrack: the song, the sound of clips, and how loud they are."""
