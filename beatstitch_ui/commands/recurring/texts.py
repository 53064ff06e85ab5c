"""The words of the commands for films that make themselves."""

HELP = {
    "recurring": "Films that make themselves, of the day, week, month or year before.",
    "add": "Set one up; the running server makes it when its time comes.",
    "list": "Those of an account, one a line, with what came of the last time.",
    "pause": "Pause one; what is due meanwhile is not made.",
    "resume": "Let one go on that was paused.",
    "now": "Make the one that was due last, or try it again when it failed.",
    "delete": "Make no more of them; the projects that were made stay.",
    "id": "Which of them, as `recurring list` names it.",
    "name": "What the films are called, before the month or year that they are of.",
    "song": "A folder with songs, of which each film takes the next, or one song.",
    "folder": "The folder with the pictures, below one that BEATSTITCH_IMPORT_FOLDERS names.",
    "watch": "Or a folder of which each new folder becomes a film, as soon as it is complete.",
    "immich": "Or the address of an Immich server; its API key is asked for.",
    "every": "day, week, month or year.",
    "at": "At which time, by the clocks of the zone.",
    "weekday": "On which day of the week, 0 for Monday.",
    "day": "On which day of the month.",
    "month": "In which month of the year.",
    "zone": "The time zone, like Europe/Berlin.",
    "style": "simple, calm, classic, lively, cinematic or party.",
    "length": "How many seconds long at most; 0 for the whole song.",
}
LINE = "{id} {name}: every {every}, {coming}"
NEXT = "next {at:%Y-%m-%d %H:%M} UTC"
PAUSED = "paused"
LAST = "; {period}: {state}"
WATCHES = "new folder in {place}"
WATCHING = "watching"
DELETED = "It makes no more films; those that were made stay."
