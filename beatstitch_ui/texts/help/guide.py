"""How things are done on each page, and what its signs and words mean, for who meets them first."""

TITLE = "Help"
KEYS = "Keyboard shortcuts"
SIGNS = "Signs above the timeline"
WORDS = "Words"
HOW = {
    "projects": [
        ["Make a film", "Drop photos, clips and one song on the page, or press Choose files."],
        ["Make another one", "Press New project; each film is a project of its own."],
    ],
    "media": [
        ["Add more", "Drop them anywhere on the page, or press Choose files."],
        ["Choose a picture", "Press it; what can be done with it stands above the pictures then."],
        ["Change the order", "Drag a picture to another place; on a phone, hold it first."],
        ["Keep one out of the film", "Choose it and press Hide. It stays here."],
    ],
    "music": [
        ["Use a part of the song", "Drag the green edges at both ends of the song."],
        ["Hear whether the beats are right", "Press Play: the metronome clicks on every beat."],
        ["Set the beats right", "Open “Do the beats not fit?”; most songs need nothing."],
    ],
    "edit": [
        ["Take a picture out", "Choose it on the timeline and press the bin."],
        ["Move a picture", "Drag it to another place; on a phone, hold it first."],
        ["Show a picture longer", "Choose it and press Longer in its panel, or drag its edge."],
        ["Show another part of a picture", "Drag it in the preview, or the frame in its panel."],
        ["Write a title", "Choose the picture and write under Title in its panel."],
        ["Give the film another look", "Open Settings and choose a style."],
        ["Make the film shorter", "Drag the green edges on the Music page, or choose a length in Settings."],
        ["Take a step back", "Press Undo; the clock beside it lists all steps."],
    ],
    "render": [
        ["Get the video", "Press Make the video, then Download."],
        ["Get it upright for phones", "Tick that shape before."],
        ["Show it to somebody", "Press Share, or send the file that Download saves."],
    ],
}
MEANINGS = {
    "music": [
        ["BPM", "Beats per minute: how fast the song is."],
        ["Metronome", "A click on every beat, higher on the first of each bar. It is not in the video."],
        ["Metre", "How many beats a bar has."],
        ["Tap along", "Press it on each beat yourself where BeatStitch does not find them."],
    ],
    "edit": [
        ["Segment", "A photo or a piece of a clip on the timeline, from one cut to the next."],
        ["Re-plan", "BeatStitch chooses and cuts again. It asks before changes of yours would be lost."],
        ["Revision", "Each change is stored as one of its own, so every step can be taken back."],
        ["Transition", "How one picture gives way to the next; without one it is a cut."],
        ["Pulse", "The picture swells a little on the beat."],
        ["Flash", "A blink of white or black on the cut."],
        ["Ramp", "A clip slows down or speeds up to a moment on a beat."],
        ["Locked", "A new plan leaves this segment as it is."],
    ],
    "render": [
        ["Render", "Making the video file of the edit."],
        ["Preview", "A small, quick video to look at before."],
    ],
}
